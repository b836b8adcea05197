//! The page's one live connection, shared by all its islands.
//!
//! It opens with the first watch, comes back with growing, jittered pauses, resumes by
//! version, and asks `/live/poll` meanwhile when sockets keep failing. It rests while the
//! device is offline, and tries at once when it is online again or the page is looked at.

use domain::live::{Ask, Say, hospital_topic, reservation_topic};
use leptos::{
    prelude::*,
    task::spawn_local,
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
};
use std::{cell::RefCell, collections::HashMap, time::Duration};
use web_sys::{MessageEvent, Response, WebSocket};

/// Failed sockets in a row before polling begins.
const PATIENCE: u32 = 3;
/// Between two polls, before jitter (ms).
const POLL: f64 = 5_000.0;
/// First and longest pause before the next socket (ms).
const PAUSE: (f64, f64) = (500.0, 30_000.0);
/// Silence is forgiven for this long before the page says it is stale.
const GRACE: Duration = Duration::from_secs(8);

/// One topic: the latest state, and whether it is trustworthy.
#[derive(Clone)]
pub(super) struct Live {
    /// The latest state heard of.
    pub(super) say: ArcRwSignal<Option<Say>>,
    /// Whether news arrive.
    pub(super) link: ArcRwSignal<Link>,
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

struct Topic {
    say: ArcRwSignal<Option<Say>>,
    seen: Option<i64>,
}

#[derive(Default)]
struct Hub {
    topics: HashMap<String, Topic>,
    link: ArcRwSignal<Link>,
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

fn with<T>(change: impl FnOnce(&mut Hub) -> T) -> T {
    HUB.with_borrow_mut(change)
}

/// Watches a topic, of which the page already shows the version `seen`.
pub(super) fn watch(topic: String, seen: Option<i64>) -> Live {
    let (live, open) = with(|hub| {
        let fresh = Topic { say: ArcRwSignal::new(None), seen };
        let say = hub.topics.entry(topic.clone()).or_insert(fresh).say.clone();
        let open = hub.socket.as_ref().is_some_and(|s| s.ready_state() == WebSocket::OPEN);
        (Live { say, link: hub.link.clone() }, open)
    });
    listen();
    if open {
        ask(&topic, seen);
    } else {
        connect();
    }
    live
}

/// Follows the device and the page, once.
fn listen() {
    if with(|hub| std::mem::replace(&mut hub.listening, true)) {
        return;
    }
    let again = || {
        with(|hub| hub.failures = 0);
        connect();
    };
    on("online", again);
    on("pageshow", again);
    on("offline", || lost(true));
    // A page with an open socket cannot be kept for the back button.
    on("pagehide", || {
        with(|hub| {
            hub.turn += 1;
            if let Some(socket) = hub.socket.take() {
                let _ = socket.close();
            }
        });
    });
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
    if !window().navigator().on_line() || with(|hub| hub.socket.is_some() || hub.topics.is_empty()) {
        return;
    }
    let Some(socket) = address().and_then(|address| WebSocket::new(&address).ok()) else {
        lost(false);
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
            let topics =
                with(|hub| hub.topics.iter().map(|(name, t)| (name.clone(), t.seen)).collect::<Vec<_>>());
            topics.iter().for_each(|(name, seen)| ask(name, *seen));
            alive();
        }
    });
    let message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let said = event.data().as_string().and_then(|text| serde_json::from_str(&text).ok());
        if let Some(say) = said.filter(|_| current()) {
            with(|hub| hub.failures = 0);
            hear(say);
        }
    });
    // Errors are always followed by a close.
    let closed = Closure::<dyn Fn()>::new(move || {
        if current() {
            lost(false);
        }
    });
    socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
    socket.set_onmessage(Some(message.as_ref().unchecked_ref()));
    socket.set_onclose(Some(closed.as_ref().unchecked_ref()));
    // A few hundred bytes for each connection of a page's life.
    opened.forget();
    message.forget();
    closed.forget();
}

fn address() -> Option<String> {
    let location = window().location();
    let scheme = if location.protocol().ok()? == "https:" { "wss" } else { "ws" };
    Some(format!("{scheme}://{}/live", location.host().ok()?))
}

fn ask(topic: &str, seen: Option<i64>) {
    let ask = Ask::Watch { topic: topic.to_owned(), seen };
    if let Ok(text) = serde_json::to_string(&ask) {
        with(|hub| hub.socket.as_ref().map(|socket| socket.send_with_str(&text)));
    }
}

/// News arrive.
fn alive() {
    let link = with(|hub| hub.link.clone());
    if link.get_untracked() != Link::Live {
        link.set(Link::Live);
    }
}

/// Passes a state on, unless a later one is known.
fn hear(say: Say) {
    let (topic, version) = match &say {
        Say::Reservation(now) => (reservation_topic(now.reservation_id), now.version),
        Say::Hospital(now) => (hospital_topic(now.hospital_id), now.version),
        Say::Gone { topic } => (topic.clone(), i64::MAX),
    };
    let heard = with(|hub| {
        let topic = hub.topics.get_mut(&topic)?;
        if matches!(say, Say::Gone { .. }) {
            return Some(topic.say.clone());
        }
        if topic.seen.is_some_and(|seen| version < seen) {
            return None;
        }
        topic.seen = Some(version);
        Some(topic.say.clone())
    });
    if let Some(signal) = heard {
        signal.set(Some(say));
    }
}

/// The socket is gone: try again later, unless the network is gone too.
fn lost(offline: bool) {
    let (turn, failures) = with(|hub| {
        hub.turn += 1;
        if let Some(socket) = hub.socket.take() {
            let _ = socket.close();
        }
        hub.failures += 1;
        (hub.turn, hub.failures)
    });
    let still = move || with(|hub| hub.turn == turn && hub.socket.is_none());
    set_timeout(move || stale_unless_back(turn), GRACE);
    if offline {
        return;
    }
    if failures >= PATIENCE {
        poll();
    }
    let doubled = PAUSE.0 * 2_f64.powi(i32::try_from(failures.min(10)).unwrap_or(10));
    after(doubled.min(PAUSE.1), move || {
        if still() {
            connect();
        }
    });
}

fn stale_unless_back(turn: u32) {
    let link = with(|hub| {
        let back = hub.socket.as_ref().is_some_and(|s| s.ready_state() == WebSocket::OPEN) || hub.polling;
        (!back && hub.turn >= turn).then(|| hub.link.clone())
    });
    if let Some(link) = link {
        link.set(Link::Stale);
    }
}

/// After about this long (ms): pages that lost the same server must not come back at once.
fn after(pause: f64, then: impl FnOnce() + 'static) {
    set_timeout(then, Duration::from_secs_f64(pause * (0.5 + js_sys::Math::random()) / 1_000.0));
}

/// Asks every few seconds until a socket is open again.
fn poll() {
    if with(|hub| std::mem::replace(&mut hub.polling, true)) {
        return;
    }
    poll_again();
}

fn poll_again() {
    let wanted = with(|hub| {
        let open = hub.socket.as_ref().is_some_and(|s| s.ready_state() == WebSocket::OPEN);
        if open || !window().navigator().on_line() {
            hub.polling = false;
            return None;
        }
        Some(hub.topics.keys().cloned().collect::<Vec<_>>().join(","))
    });
    let Some(topics) = wanted else { return };
    spawn_local(async move {
        match fetch(&topics).await {
            Some(said) => {
                said.into_iter().for_each(hear);
                alive();
            }
            None => with(|hub| hub.link.clone()).set(Link::Stale),
        }
        after(POLL, poll_again);
    });
}

async fn fetch(topics: &str) -> Option<Vec<Say>> {
    let answer = js(window().fetch_with_str(&format!("/live/poll?topics={topics}"))).await?;
    let answer: Response = answer.dyn_into().ok()?;
    if !answer.ok() {
        return None;
    }
    let text = js(answer.text().ok()?).await?.as_string()?;
    serde_json::from_str(&text).ok()
}

async fn js(promise: js_sys::Promise) -> Option<JsValue> {
    wasm_bindgen_futures::JsFuture::from(promise).await.ok()
}
