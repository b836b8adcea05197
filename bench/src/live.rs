//! Open pages: how soon after a booking each of them shows it, and what one costs in memory.

use crate::{
    Fault, Options, Shape, client,
    door::Door,
    plot::{self, Line},
    process::{ANY_PORT, Service},
    report::Bar,
    socket::{Socket, open_many},
    times::Times,
    world::World,
};
use std::time::{Duration, Instant};
use tokio::{
    sync::mpsc,
    task::JoinSet,
    time::{sleep, timeout},
};

/// Bookings that everybody hears of.
const ROUNDS: u32 = 20;
/// Longer than that, nobody looks at the page any more.
const PATIENCE: Duration = Duration::from_secs(10);
/// After that, memory does not move any more.
const SETTLED: Duration = Duration::from_secs(2);

/// A hospital's page is open so many times, and somebody books there. The time runs from before the
/// form is sent: the commit is within it.
pub(crate) async fn push(options: &Options, world: &World) -> Result<Vec<Bar>, Fault> {
    world.reset().await?;
    let service = Service::start(options, world, ANY_PORT).await?;
    let address = service.address;
    let mut sockets = open_many(address, (0..options.sockets / 2).map(|_| None)).await?;
    let open = sockets.len();
    let (heard, mut news) = mpsc::unbounded_channel();
    let mut pages = JoinSet::new();
    for mut socket in sockets.drain(..) {
        socket.watch("hospital:1").await?;
        let heard = heard.clone();
        pages.spawn(async move {
            loop {
                let message = socket.hear().await?;
                if heard.send((Instant::now(), message)).is_err() {
                    return Ok::<(), Fault>(());
                }
            }
        });
    }
    let mut door = Door::open(address).await?;
    let mut times = Times::default();
    for person in 1..=ROUNDS {
        // At no beat that the service could have.
        sleep(Duration::from_millis(300 + u64::from(person) * 37 % 200)).await;
        while news.try_recv().is_ok() {}
        let asked = Instant::now();
        if door.ask(&client::booking(address, &world.days, Shape::Hot, person, "")).await? != 303 {
            return Err("nobody could book".into());
        }
        for _ in 0..open {
            let (at, _) = timeout(PATIENCE, news.recv()).await?.ok_or("all pages are gone")?;
            times.add(at - asked);
        }
    }
    pages.abort_all();
    service.stop().await?;
    let [half, most, longest] = times.percentiles([50.0, 99.0, 100.0]);
    Ok(vec![
        Bar::at_most("push_p99", most, "ms", 500.0),
        Bar::figure("push_p50", half, "ms", None),
        Bar::figure("push_longest", longest, "ms", None),
        Bar::at_least("push_sockets", count(open), "sockets", 5_000.0, None),
    ])
}

/// Pages of people who are signed in, each of which follows a hospital and the person's own inbox.
pub(crate) async fn memory(options: &Options, world: &World) -> Result<Vec<Bar>, Fault> {
    world.reset().await?;
    let service = Service::start(options, world, ANY_PORT).await?;
    // What a process needs for its first sockets, it needs once.
    drop(watch(&service, 0..200).await?);
    sleep(SETTLED).await;
    let before = service.memory()?;
    let (mut sockets, mut points) = (Vec::new(), Vec::new());
    for part in [10, 5, 2, 1] {
        let (from, to) = (u32::try_from(sockets.len())?, options.sockets / part);
        sockets.extend(watch(&service, from..to).await?);
        sleep(SETTLED).await;
        points.push((count(sockets.len()), (service.memory()? - before) / 1024.0));
    }
    drop(sockets);
    service.stop().await?;
    let &(open, mebibytes) = points.last().ok_or("no sockets")?;
    let line = Line { name: "MiB".into(), points };
    plot::write(
        &options.report,
        "sockets",
        "Memory of the service beyond its own, by open sockets",
        &[line],
    )?;
    Ok(vec![
        Bar::at_most("socket_memory", mebibytes * 1024.0 / open, "KiB", 20.0),
        Bar::at_least("socket_count", open, "sockets", 10_000.0, None),
    ])
}

async fn watch(service: &Service, people: std::ops::Range<u32>) -> Result<Vec<Socket>, Fault> {
    let mut sockets = open_many(service.address, people.clone().map(|n| Some(n + 1))).await?;
    for (n, socket) in people.zip(&mut sockets) {
        socket.watch(&format!("hospital:{}", n % 2_000 + 1)).await?;
        socket.watch("inbox").await?;
    }
    Ok(sockets)
}

#[expect(clippy::cast_precision_loss, reason = "thousands")]
fn count(n: usize) -> f64 {
    n as f64
}
