//! Pages as they are looked at: so many a second whether or not the last ones were answered, so that
//! a page that is late makes those after it late, as it does for people.

use crate::{
    Fault, Options, Shape, client,
    door::{Door, visit},
    process::{ANY_PORT, Service},
    report::Bar,
    times::Times,
    world::World,
};
use std::{cell::RefCell, net::SocketAddr, rc::Rc, time::Duration};
use tokio::{
    task::LocalSet,
    time::{Instant, sleep_until},
};

/// Pages a second.
const PACE: u32 = 200;
/// Whose reservations are looked at.
const PEOPLE: u32 = 50;

/// Measures each page.
#[expect(clippy::print_stdout, reason = "the figures are the output")]
pub(crate) async fn run(options: &Options, world: &World) -> Result<Vec<Bar>, Fault> {
    world.reset().await?;
    let service = Service::start(options, world, ANY_PORT).await?;
    let address = service.address;
    let mut mine = Vec::new();
    let mut door = Door::open(address).await?;
    for person in 1..=PEOPLE {
        let booked = door.ask(&client::booking(address, &world.days, Shape::Spread, person, "")).await?;
        let done = door.header("location").and_then(|l| l.strip_prefix("/book/done/"));
        let id = done.filter(|_| booked == 303).ok_or("nobody could book")?;
        mine.push(visit(address, &format!("/my/{id}"), Some(person)));
    }
    let hospitals = (1..=PEOPLE).map(|n| visit(address, &format!("/hospitals/{n}"), None)).collect();
    let pages = [
        ("home", vec![visit(address, "/", None)]),
        ("hospitals", vec![visit(address, "/hospitals", None)]),
        ("hospital", hospitals),
        ("status", vec![visit(address, "/status", None)]),
        ("reservation", mine),
    ];
    let time = Duration::from_secs(options.seconds);
    let mut bars = Vec::new();
    for (name, requests) in pages {
        // The first look of a page is no look of a hot process.
        look(address, &requests, Duration::from_secs(1)).await?;
        let worked = service.cpu()?;
        let mut times = look(address, &requests, time).await?;
        let each =
            service.cpu()?.saturating_sub(worked).as_secs_f64() * 1e6 / f64::from(PACE) / time.as_secs_f64();
        let [half, most] = times.percentiles([50.0, 99.0]);
        println!("page {name}: p50 {half:.1} ms, p99 {most:.1} ms, {each:.0} µs of processor time each");
        bars.push(Bar::at_most(&format!("page_{name}_p99"), most, "ms", 50.0));
    }
    service.stop().await?;
    Ok(bars)
}

/// Looks at one after the other at that pace; how long each took from the moment it was due.
async fn look(address: SocketAddr, requests: &[Vec<u8>], time: Duration) -> Result<Times, Fault> {
    let (start, doors, times) = (Instant::now(), Rc::new(RefCell::new(Vec::new())), Rc::default());
    let people = LocalSet::new();
    people
        .run_until(async {
            let mut looks = Vec::new();
            for n in 0..PACE * u32::try_from(time.as_secs())? {
                let due = start + Duration::from_secs(1) * n / PACE;
                sleep_until(due).await;
                let request = requests[n as usize % requests.len()].clone();
                let (doors, times): (Rc<RefCell<Vec<Door>>>, Rc<RefCell<Times>>) =
                    (Rc::clone(&doors), Rc::clone(&times));
                looks.push(tokio::task::spawn_local(async move {
                    let idle = doors.borrow_mut().pop();
                    let mut door = match idle {
                        Some(door) => door,
                        None => Door::open(address).await?,
                    };
                    if door.ask(&request).await? != 200 {
                        return Err("a page is not there".into());
                    }
                    times.borrow_mut().add(due.elapsed());
                    doors.borrow_mut().push(door);
                    Ok::<(), Fault>(())
                }));
            }
            for look in looks {
                look.await??;
            }
            Ok::<(), Fault>(())
        })
        .await?;
    Ok(times.take())
}
