//! The page's one live connection, shared by all its islands.
//!
//! It opens with the first watch, comes back with growing, jittered pauses, resumes by
//! version, and asks `/live/poll` meanwhile when sockets keep failing. It rests while the
//! device is offline, and tries at once when it is online again or the page is looked at.

use super::message::{self, Message, News};
use leptos::{
    prelude::{document, set_timeout, window},
    task::spawn_local,
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
};
use std::{cell::RefCell, rc::Rc, time::Duration};
use web_sys::{CloseEvent, MessageEvent, Response, WebSocket};

/// Failed sockets in a row before polling begins.
const PATIENCE: u32 = 3;
/// Between two polls (ms).
const POLL: u32 = 5_000;
/// First and longest pause before the next socket (ms).
const PAUSE: (u32, u32) = (500, 30_000);
/// What the server says when it closes the socket of a session that has ended, and what the page is
/// told then: `boot.js` covers what is personal, unless something is being typed.
const SIGNED_OUT: (&str, &str) = ("signed out", "signed-out");
/// Silence is forgiven for this long before the page says it is stale.
const GRACE: Duration = Duration::from_secs(8);

/// What an island is told.
pub(super) enum Event<'a> {
    /// A state of its topic.
    News(&'a Message),
    /// Whether states arrive.
    Link(Link),
}

/// The state of the connection, as a page shows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Link {
    /// Not yet known: nothing is said.
    #[default]
    Opening,
    /// News arrive.
    Live,
    /// None have for a while.
    Stale,
}

type Told = Rc<dyn Fn(&Event<'_>)>;

struct Watch {
    topic: String,
    seen: Option<i64>,
    told: Told,
}

#[derive(Default)]
struct Hub {
    watches: Vec<Watch>,
    link: Link,
    socket: Option<WebSocket>,
    /// Rises with every socket and every loss: what an older one still says is ignored.
    turn: u32,
    failures: u32,
    polling: bool,
    listening: bool,
}

thread_local! {
    static HUB: RefCell<Hub> = RefCell::default();
}

/// Looks at the hub. Nothing that calls back happens meanwhile.
fn with<T>(change: impl FnOnce(&mut Hub) -> T) -> T {
    HUB.with_borrow_mut(change)
}

impl Hub {
    fn is_open(&self) -> bool {
        self.socket.as_ref().is_some_and(|socket| socket.ready_state() == WebSocket::OPEN)
    }

    fn hang_up(&mut self) {
        self.turn += 1;
        if let Some(socket) = self.socket.take() {
            let _ = socket.close();
        }
    }

    fn ask(&self, topic: &str, seen: Option<i64>) {
        if let Some(socket) = &self.socket {
            let _ = socket.send_with_str(&message::watch(topic, seen));
        }
    }
}

/// Watches a topic, of which the page already shows the version `seen`.
pub(super) fn watch(topic: String, seen: Option<i64>, told: impl Fn(&Event<'_>) + 'static) {
    let told: Told = Rc::new(told);
    let (link, open) = with(|hub| {
        if hub.is_open() {
            hub.ask(&topic, seen);
        }
        hub.watches.push(Watch { topic, seen, told: Rc::clone(&told) });
        (hub.link, hub.is_open())
    });
    told(&Event::Link(link));
    follow_page();
    if !open {
        connect();
    }
}

/// Follows the device and the page, once.
fn follow_page() {
    if with(|hub| std::mem::replace(&mut hub.listening, true)) {
        return;
    }
    let again = || {
        with(|hub| hub.failures = 0);
        connect();
    };
    on("online", again);
    on("pageshow", again);
    on("offline", || lost(false));
    // A page with an open socket cannot be kept for the back button.
    on("pagehide", || with(Hub::hang_up));
    let look = Closure::<dyn Fn()>::new(move || {
        if !document().hidden() {
            again();
        }
    });
    let _ = document().add_event_listener_with_callback("visibilitychange", look.as_ref().unchecked_ref());
    look.forget();
}

fn on(event: &str, then: impl Fn() + 'static) {
    let then = Closure::<dyn Fn()>::new(then);
    let _ = window().add_event_listener_with_callback(event, then.as_ref().unchecked_ref());
    then.forget();
}

/// Opens the socket, unless there is one, or no network for it.
fn connect() {
    if !window().navigator().on_line() || with(|hub| hub.socket.is_some() || hub.watches.is_empty()) {
        return;
    }
    let Some(socket) = address().and_then(|address| WebSocket::new(&address).ok()) else {
        lost(true);
        return;
    };
    let turn = with(|hub| {
        hub.turn += 1;
        hub.socket = Some(socket.clone());
        hub.turn
    });
    let current = move || with(|hub| hub.turn == turn);
    let opened = Closure::<dyn Fn()>::new(move || {
        if current() {
            with(|hub| hub.watches.iter().for_each(|watch| hub.ask(&watch.topic, watch.seen)));
            say(Link::Live);
        }
    });
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let heard = event.data().as_string().and_then(|text| message::read(&text));
        if let Some(heard) = heard.filter(|_| current()) {
            with(|hub| hub.failures = 0);
            hear(heard);
        }
    });
    // Errors are always followed by a close.
    let closed = Closure::<dyn Fn(CloseEvent)>::new(move |event: CloseEvent| {
        if event.reason() == SIGNED_OUT.0
            && let Ok(event) = web_sys::Event::new(SIGNED_OUT.1)
        {
            let _ = window().dispatch_event(&event);
        }
        if current() {
            lost(true);
        }
    });
    socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
    socket.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    socket.set_onclose(Some(closed.as_ref().unchecked_ref()));
    // A few hundred bytes for each connection of a page's life.
    opened.forget();
    heard.forget();
    closed.forget();
}

fn address() -> Option<String> {
    let location = window().location();
    let scheme = if location.protocol().ok()? == "https:" { "wss://" } else { "ws://" };
    Some([scheme, &location.host().ok()?, "/live"].concat())
}

/// Tells every island whether news arrive, when that has changed.
fn say(link: Link) {
    let told: Vec<Told> = with(|hub| {
        let changed = std::mem::replace(&mut hub.link, link) != link;
        let all = hub.watches.iter().filter(|_| changed);
        all.map(|watch| Rc::clone(&watch.told)).collect()
    });
    for told in told {
        told(&Event::Link(link));
    }
}

/// Passes a state on, unless a later one is known.
fn hear(message: Message) {
    let told: Vec<Told> = with(|hub| {
        let fresh = hub.watches.iter_mut().filter(|watch| {
            let gone = matches!(message.news, News::Gone);
            watch.topic == message.topic && (gone || watch.seen.is_none_or(|seen| message.version >= seen))
        });
        fresh
            .map(|watch| {
                watch.seen = Some(message.version);
                Rc::clone(&watch.told)
            })
            .collect()
    });
    for told in told {
        told(&Event::News(&message));
    }
}

/// The socket is gone: tries again later, unless there is no network to try.
fn lost(retry: bool) {
    let (turn, failures) = with(|hub| {
        hub.hang_up();
        hub.failures += 1;
        (hub.turn, hub.failures)
    });
    set_timeout(
        || {
            if with(|hub| !hub.is_open() && !hub.polling) {
                say(Link::Stale);
            }
        },
        GRACE,
    );
    if !retry {
        return;
    }
    if failures >= PATIENCE && !with(|hub| std::mem::replace(&mut hub.polling, true)) {
        poll();
    }
    let pause = PAUSE.0.saturating_mul(1 << failures.min(8)).min(PAUSE.1);
    after(pause, move || {
        if with(|hub| hub.turn == turn) {
            connect();
        }
    });
}

/// After about this long (ms): pages that lost the same server must not come back at once.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "milliseconds")]
fn after(pause: u32, then: impl FnOnce() + 'static) {
    let jittered = f64::from(pause) * (0.5 + js_sys::Math::random());
    set_timeout(then, Duration::from_millis(jittered as u64));
}

/// Asks every few seconds until a socket is open again.
fn poll() {
    let wanted = with(|hub| {
        hub.polling = !hub.is_open() && window().navigator().on_line();
        let topics = hub.watches.iter().map(|watch| watch.topic.as_str());
        hub.polling.then(|| topics.collect::<Vec<_>>().join(","))
    });
    let Some(topics) = wanted else { return };
    spawn_local(async move {
        match fetch(&["/live/poll?topics=", &topics].concat()).await {
            Some(heard) => {
                heard.into_iter().for_each(hear);
                say(Link::Live);
            }
            None => say(Link::Stale),
        }
        after(POLL, poll);
    });
}

async fn fetch(address: &str) -> Option<Vec<Message>> {
    message::read_all(&text(address).await?)
}

/// The text at an address of this site.
pub(super) async fn text(address: &str) -> Option<String> {
    let answer: Response = settled(window().fetch_with_str(address)).await?.dyn_into().ok()?;
    if !answer.ok() {
        return None;
    }
    settled(answer.text().ok()?).await?.as_string()
}

/// Whether states arrive at present.
pub(super) fn link() -> Link {
    with(|hub| hub.link)
}

async fn settled(promise: js_sys::Promise) -> Option<JsValue> {
    wasm_bindgen_futures::JsFuture::from(promise).await.ok()
}
