//! People at once: each has a connection of their own and books, one after the other, for
//! people who have not booked yet.

use crate::{Fault, Shape, world::World};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{
    Request, StatusCode,
    client::conn::http1::{self, SendRequest},
    header::{ACCEPT, CONTENT_TYPE, COOKIE, HOST, ORIGIN},
};
use hyper_util::rt::TokioIo;
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{net::TcpStream, task::JoinSet};
use uuid::Uuid;

/// What the people saw.
#[derive(Debug, Default)]
pub(crate) struct Load {
    /// Answers that lead to a booking's page.
    pub(crate) booked: u32,
    /// Any other answer.
    pub(crate) other: u32,
    /// From the first request to the last answer.
    pub(crate) took: Duration,
    times: Vec<Duration>,
}

impl Load {
    /// The time, in milliseconds, within which so many percent of the answers came.
    pub(crate) fn percentile(&self, percent: f64) -> f64 {
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "an index"
        )]
        let at = (self.times.len() as f64 * percent / 100.0) as usize;
        self.times.get(at.min(self.times.len().saturating_sub(1))).map_or(0.0, |t| t.as_secs_f64() * 1_000.0)
    }
}

/// Books with `people` connections for so long.
pub(crate) async fn run(
    address: SocketAddr,
    world: &World,
    shape: Shape,
    people: usize,
    duration: Duration,
) -> Result<Load, Fault> {
    let next = Arc::new(AtomicU32::new(1));
    let start = Instant::now();
    let mut tasks = JoinSet::new();
    for _ in 0..people {
        let (next, days, last) = (next.clone(), world.days.clone(), world.people);
        tasks.spawn(async move { book(address, &days, shape, &next, last, start + duration).await });
    }
    let mut load = Load::default();
    while let Some(done) = tasks.join_next().await {
        let done = done??;
        load.booked += done.booked;
        load.other += done.other;
        load.times.extend(done.times);
    }
    load.took = start.elapsed();
    load.times.sort_unstable();
    Ok(load)
}

async fn book(
    address: SocketAddr,
    days: &[String],
    shape: Shape,
    next: &AtomicU32,
    last: u32,
    until: Instant,
) -> Result<Load, Fault> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    let connection = tokio::spawn(connection);
    let mut load = Load::default();
    while Instant::now() < until {
        let person = next.fetch_add(1, Ordering::Relaxed);
        if person > last {
            return Err("everybody has booked: more people are needed for so long a run".into());
        }
        let request = booking(address, days, shape, person)?;
        let asked = Instant::now();
        sender.ready().await?;
        let answer = sender.send_request(request).await?;
        let status = answer.status();
        answer.into_body().collect().await?;
        load.times.push(asked.elapsed());
        if status == StatusCode::SEE_OTHER { load.booked += 1 } else { load.other += 1 }
    }
    drop(sender);
    connection.await??;
    Ok(load)
}

/// The form a person sends to book.
pub(crate) fn booking(
    address: SocketAddr,
    days: &[String],
    shape: Shape,
    person: u32,
) -> Result<Request<Full<Bytes>>, Fault> {
    let (hospital, day) = match shape {
        Shape::Hot => (1, &days[0]),
        // A multiplicative walk visits hospitals and days evenly and in no order.
        Shape::Spread => {
            let mixed = person.wrapping_mul(2_654_435_761);
            (mixed % 2_000 + 1, &days[usize::try_from(mixed / 2_000)? % days.len()])
        }
    };
    let body = format!("hospital={hospital}&vaccine=1&date={day}&person={person}&key={}", Uuid::new_v4());
    Ok(Request::post("/book/check")
        .header(HOST, address.to_string())
        .header(ORIGIN, format!("http://{address}"))
        .header(ACCEPT, "text/html")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(COOKIE, format!("alimi_session={person:064x}"))
        .body(Full::new(Bytes::from(body)))?)
}

/// An open connection.
pub(crate) type Door = SendRequest<Full<Bytes>>;

/// Opens one, which is driven until it closes.
pub(crate) async fn knock(address: SocketAddr) -> Result<Door, Fault> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    Ok(sender)
}
