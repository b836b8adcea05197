//! A business-message provider as they behave: takes a key once and answers it with 409 and the first
//! number afterwards, refuses phones that are not on Kakao, and has bad moments.

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{
    Request, Response, StatusCode, body::Incoming, header, server::conn::http1, service::service_fn,
};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    io,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use tokio::net::TcpListener;
use uuid::Uuid;

/// What it tells our side to present.
const KEY: &str = "provider-test-key";

/// Phones with this last digit are not on Kakao.
const NOT_ON_KAKAOTALK: char = '7';

/// A message it took.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    pub(crate) key: Uuid,
    pub(crate) id: String,
    pub(crate) body: Value,
    pub(crate) at: Instant,
}

impl Taken {
    /// A field of what was sent.
    pub(crate) fn said(&self, field: &str) -> &str {
        self.body[field].as_str().unwrap_or_default()
    }
}

#[derive(Default)]
struct Books {
    taken: Vec<Taken>,
    place: HashMap<Uuid, usize>,
    repeats: usize,
    faults: usize,
}

/// A running one; gone when dropped.
pub(crate) struct Provider {
    address: SocketAddr,
    books: Arc<Mutex<Books>>,
    task: tokio::task::JoinHandle<()>,
}

impl Provider {
    /// One that has a bad moment in so many of a hundred requests.
    pub(crate) async fn start(faults: u32) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let books = Arc::<Mutex<Books>>::default();
        let kept = Arc::clone(&books);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let books = Arc::clone(&kept);
                let service = service_fn(move |request| answer(request, Arc::clone(&books), faults));
                tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
            }
        });
        Self { address, books, task }
    }

    /// What `alimi` must know of it.
    pub(crate) fn settings(&self) -> Vec<(&'static str, String)> {
        vec![
            ("ALIMI_PROVIDER_URL", format!("http://{}/v1", self.address)),
            ("ALIMI_PROVIDER_KEY", KEY.to_owned()),
            ("ALIMI_PROVIDER_SENDER", "1339".to_owned()),
        ]
    }

    /// Everything it took, in order.
    pub(crate) fn taken(&self) -> Vec<Taken> {
        self.books.lock().unwrap().taken.clone()
    }

    /// How often a key came again, and how many bad moments there were.
    pub(crate) fn repeats_and_faults(&self) -> (usize, usize) {
        let books = self.books.lock().unwrap();
        (books.repeats, books.faults)
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// An error instead of a response closes the connection without a word.
type Answered = Result<Response<Full<Bytes>>, io::Error>;

async fn answer(request: Request<Incoming>, books: Arc<Mutex<Books>>, faults: u32) -> Answered {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    assert_eq!(head.uri.path(), "/v1/messages");
    assert_eq!(head.headers[header::AUTHORIZATION], format!("Bearer {KEY}"));
    let key: Uuid = head.headers["idempotency-key"].to_str().unwrap().parse().unwrap();
    let body: Value = serde_json::from_slice(&body).unwrap();
    tokio::time::sleep(Duration::from_millis(rand::random_range(5..60))).await;

    let moment = rand::random_range(0..100);
    if moment >= faults {
        return Ok(take(&books, key, body));
    }
    books.lock().unwrap().faults += 1;
    match moment * 20 / faults {
        0..=4 => reply(503, "<html>Service Unavailable</html>"),
        5..=8 => Err(io::Error::other("cut off before")),
        9..=13 => {
            take(&books, key, body);
            Err(io::Error::other("cut off after accepting"))
        }
        14..=17 => {
            take(&books, key, body);
            reply(200, "\u{1}garbage")
        }
        18 if rand::random_range(0..4) == 0 => {
            take(&books, key, body);
            tokio::time::sleep(Duration::from_secs(8)).await;
            reply(200, "too late")
        }
        _ => reply(429, "{}"),
    }
}

fn take(books: &Mutex<Books>, key: Uuid, body: Value) -> Response<Full<Bytes>> {
    let mut books = books.lock().unwrap();
    if let Some(place) = books.place.get(&key).copied() {
        books.repeats += 1;
        return said(409, &json!({"code": "repeated_key", "id": books.taken[place].id}).to_string());
    }
    let to = body["to"].as_str().unwrap();
    if body["channel"] == "alimtalk" && to.ends_with(NOT_ON_KAKAOTALK) {
        return said(422, &json!({"code": "not_on_kakaotalk", "message": to}).to_string());
    }
    let id = format!("m{}", books.taken.len());
    let place = books.taken.len();
    books.place.insert(key, place);
    books.taken.push(Taken { key, id: id.clone(), body, at: Instant::now() });
    said(202, &json!({"id": id}).to_string())
}

#[expect(clippy::unnecessary_wraps, reason = "an answer beside those that cut the connection")]
fn reply(status: u16, body: &str) -> Answered {
    Ok(said(status, body))
}

fn said(status: u16, body: &str) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(body.to_owned())));
    *response.status_mut() = StatusCode::from_u16(status).unwrap();
    if status == 429 {
        response.headers_mut().insert(header::RETRY_AFTER, "1".parse().unwrap());
    }
    response
}
