//! One open page: its questions, and the latest state of what it watches.
//!
//! A slow page never queues up messages: when it is ready again it gets the latest state.
//! One that does not take a message within ten seconds is let go; it will come back and
//! resume by version.

use super::{Hub, hub::Watching, limit::Seat, topic::Topic};
use crate::http::{
    Site,
    listen::{Stopping, stopped},
};
use app::request::ClientAddress;
use axum::{
    Extension,
    extract::{
        State,
        ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade, close_code},
    },
    response::{IntoResponse, Response},
};
use domain::{
    account::Visitor,
    live::{Ask, Say},
};
use futures_util::{
    StreamExt,
    future::{AbortHandle, Abortable, BoxFuture},
    stream::FuturesUnordered,
};
use http::{HeaderMap, StatusCode, header::ORIGIN};
use std::{collections::HashMap, pin::pin, sync::Arc, time::Duration};
use tokio::{
    sync::watch,
    time::{Instant, interval_at, timeout},
};

const PING: Duration = Duration::from_secs(25);
const SEND_TIME: Duration = Duration::from_secs(10);
/// Largest message either way (bytes).
const MESSAGE: usize = 4 * 1024;
const READ_BUFFER: usize = 1024;
const WRITE_BUFFER: usize = 64 * 1024;
/// Most topics of one page: a list has one for each of its lines.
pub(super) const TOPICS: usize = 40;
/// Most questions between two pings.
const ASKS: u32 = 100;

/// `/live`: checks where the page comes from and how many there are, then talks to it.
pub(crate) async fn socket(
    State(site): State<Site>,
    headers: HeaderMap,
    Extension(ClientAddress(address)): Extension<ClientAddress>,
    visitor: Option<Extension<Visitor>>,
    upgrade: WebSocketUpgrade,
) -> Response {
    let origin = headers.get(ORIGIN).and_then(|v| v.to_str().ok());
    if !origin.is_some_and(|origin| site.web.allowed_origins().iter().any(|o| o == origin)) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let visitor = visitor.map(|Extension(visitor)| visitor);
    let Some(seat) = site.hub.enter(address, visitor.as_ref().map(|v| v.account)) else {
        return StatusCode::TOO_MANY_REQUESTS.into_response();
    };
    let stopping = site.stop.subscribe();
    let turn = site.drain.clone().turn();
    upgrade
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(0)
        .max_write_buffer_size(WRITE_BUFFER)
        .max_message_size(MESSAGE)
        .max_frame_size(MESSAGE)
        .on_upgrade(move |socket| {
            Page::new(Arc::clone(&site.hub), visitor, seat).talk(socket, stopping, turn)
        })
}

/// A page and what it watches.
struct Page {
    hub: Arc<Hub>,
    visitor: Option<Visitor>,
    watched: HashMap<Topic, AbortHandle>,
    changes: FuturesUnordered<Abortable<BoxFuture<'static, Watching>>>,
    asks: u32,
    _seat: Seat,
}

/// Why a socket is closed.
type Close = (u16, &'static str);

impl Page {
    fn new(hub: Arc<Hub>, visitor: Option<Visitor>, seat: Seat) -> Self {
        Self { hub, visitor, watched: HashMap::new(), changes: FuturesUnordered::new(), asks: 0, _seat: seat }
    }

    async fn talk(mut self, mut socket: WebSocket, mut stopping: Stopping, turn: impl Future<Output = ()>) {
        let mut turn = pin!(turn);
        let mut session = self.visitor.as_ref().and_then(|v| self.hub.follow_session(v));
        let mut pings = interval_at(Instant::now() + PING, PING);
        let mut alive = true;
        let (code, reason) = loop {
            let sent = tokio::select! {
                message = socket.recv() => {
                    alive = true;
                    match message {
                        // Apart: what a query needs is held while it runs, not as long as the page is open.
                        Some(Ok(Message::Text(text))) => match Box::pin(self.answer(&text)).await {
                            Ok(answer) => send_all(&mut socket, answer).await,
                            Err(close) => break close,
                        },
                        Some(Ok(Message::Ping(_) | Message::Pong(_))) => true,
                        Some(Ok(Message::Binary(_))) => break (close_code::UNSUPPORTED, "text only"),
                        Some(Ok(Message::Close(_)) | Err(_)) | None => return,
                    }
                }
                news = self.news() => send(&mut socket, Message::Text(news)).await,
                _ = pings.tick() => {
                    if !alive {
                        return;
                    }
                    alive = false;
                    self.asks = 0;
                    send(&mut socket, Message::Ping(axum::body::Bytes::new())).await
                }
                () = ended(&mut session) => break (close_code::POLICY, "signed out"),
                () = turn.as_mut() => break (close_code::RESTART, "restarting"),
                () = stopped(&mut stopping) => break (close_code::RESTART, "restarting"),
            };
            if !sent {
                return;
            }
        };
        send(&mut socket, Message::Close(Some(CloseFrame { code, reason: reason.into() }))).await;
    }

    /// Answers a question at once, as far as it can be.
    async fn answer(&mut self, text: &str) -> Result<Option<Utf8Bytes>, Close> {
        self.asks += 1;
        if self.asks > ASKS {
            return Err((close_code::POLICY, "too many questions"));
        }
        match serde_json::from_str(text) {
            Ok(Ask::Watch { topic, seen }) => self.watch(topic, seen).await,
            Ok(Ask::Unwatch { topic }) => {
                let topic = Topic::parse(&topic, self.visitor.as_ref());
                if let Some(handle) = topic.and_then(|topic| self.watched.remove(&topic)) {
                    handle.abort();
                }
                Ok(None)
            }
            Err(_) => Err((close_code::INVALID, "not a question")),
        }
    }

    /// The state of a topic, unless the page has seen it; unknown and foreign topics get the
    /// same answer.
    async fn watch(&mut self, name: String, seen: Option<i64>) -> Result<Option<Utf8Bytes>, Close> {
        let topic = Topic::parse(&name, self.visitor.as_ref())
            .filter(|t| self.watched.len() < TOPICS || self.watched.contains_key(t));
        let watching = match topic {
            Some(topic) => self.open(topic).await.map_err(|error| {
                tracing::warn!(error = &error as &dyn std::error::Error, "a topic cannot be watched");
                (close_code::AGAIN, "try again")
            })?,
            None => None,
        };
        let Some(mut watching) = watching else {
            return Ok(serde_json::to_string(&Say::Gone { topic: name }).ok().map(Into::into));
        };
        let unseen = watching.take().filter(|latest| Some(latest.version) != seen);
        let (handle, registration) = AbortHandle::new_pair();
        if let Some(before) = self.watched.insert(watching.topic(), handle) {
            before.abort();
        }
        self.changes.push(Abortable::new(next(watching), registration));
        Ok(unseen.map(|latest| latest.text.clone()))
    }

    async fn open(&mut self, topic: Topic) -> store::Result<Option<Watching>> {
        if topic.is_open_to(&self.hub.db, self.visitor.as_ref()).await? {
            self.hub.watch(topic).await
        } else {
            Ok(None)
        }
    }

    /// The next new state of a watched topic; never ends when there is none.
    async fn news(&mut self) -> Utf8Bytes {
        loop {
            match self.changes.next().await {
                None => std::future::pending().await,
                Some(Err(_aborted)) => {}
                Some(Ok(mut watching)) => {
                    let latest = watching.take();
                    let (handle, registration) = AbortHandle::new_pair();
                    self.watched.insert(watching.topic(), handle);
                    self.changes.push(Abortable::new(next(watching), registration));
                    if let Some(latest) = latest {
                        return latest.text.clone();
                    }
                }
            }
        }
    }
}

fn next(mut watching: Watching) -> BoxFuture<'static, Watching> {
    Box::pin(async move {
        watching.changed().await;
        watching
    })
}

/// Ends when the session has; never without one.
async fn ended(session: &mut Option<watch::Receiver<()>>) {
    match session {
        Some(session) => while session.changed().await.is_ok() {},
        None => std::future::pending().await,
    }
}

async fn send_all(socket: &mut WebSocket, text: Option<Utf8Bytes>) -> bool {
    match text {
        Some(text) => send(socket, Message::Text(text)).await,
        None => true,
    }
}

/// Whether the page took the message in time.
async fn send(socket: &mut WebSocket, message: Message) -> bool {
    matches!(timeout(SEND_TIME, socket.send(message)).await, Ok(Ok(())))
}
