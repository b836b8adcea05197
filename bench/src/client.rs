//! People at once: each has a connection of their own and books, one after the other, for
//! people who have not booked yet.

use crate::{
    Fault, Shape,
    door::{Door, form},
    times::Times,
    world::World,
};
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::task::JoinSet;
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
    /// How long each answer took.
    pub(crate) times: Times,
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
        load.times.append(done.times);
    }
    load.took = start.elapsed();
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
    let mut door = Door::open(address).await?;
    let mut load = Load::default();
    while Instant::now() < until {
        let person = next.fetch_add(1, Ordering::Relaxed);
        if person > last {
            return Err("everybody has booked: more people are needed for so long a run".into());
        }
        let request = booking(address, days, shape, person, "");
        let asked = Instant::now();
        let status = door.ask(&request).await?;
        load.times.add(asked.elapsed());
        if status == 303 { load.booked += 1 } else { load.other += 1 }
    }
    Ok(load)
}

/// The form a person sends to book.
pub(crate) fn booking(
    address: SocketAddr,
    days: &[String],
    shape: Shape,
    person: u32,
    cookies: &str,
) -> Vec<u8> {
    let (hospital, day) = match shape {
        Shape::Hot => (1, &days[0]),
        // A multiplicative walk visits hospitals and days evenly and in no order.
        Shape::Spread => {
            let mixed = person.wrapping_mul(2_654_435_761);
            (mixed % 2_000 + 1, &days[(mixed / 2_000) as usize % days.len()])
        }
    };
    let body = format!("hospital={hospital}&vaccine=1&date={day}&person={person}&key={}", Uuid::new_v4());
    form(address, "/book/check", person, cookies, &body)
}
