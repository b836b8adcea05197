//! The cost of growth: bookings a second, spread over the country, when ten thousand, a hundred
//! thousand and a million reservations are there already.

use crate::{
    Fault, Options, Shape, client,
    plot::{self, Line},
    process::{ANY_PORT, Service},
    report::{Bar, median, per_second},
    world::World,
};
use std::time::Duration;

/// People who book while it is measured, at the most.
const BOOK: u32 = 100_000;

/// Grows a world of its own, and measures at each step.
#[expect(clippy::print_stdout, reason = "the figures are the output")]
pub(crate) async fn run(options: &Options) -> Result<Vec<Bar>, Fault> {
    let book = options.people.min(BOOK);
    let most = options.grown.iter().copied().max().unwrap_or(0);
    let world = World::make(options, &format!("alimi_grown_{}", std::process::id()), book + most).await?;
    let mut points = Vec::new();
    let mut differences = 0;
    let mut there = 0;
    for step in &options.grown {
        // Whoever books comes first; those who have booked come after them.
        world.unbook(book).await?;
        world.grow(book + there + 1, book + step).await?;
        there = *step;
        let mut runs = Vec::new();
        for _ in 0..options.pairs {
            world.unbook(book).await?;
            let service = Service::start(options, &world, ANY_PORT).await?;
            let before = world.count().await?;
            let time = Duration::from_secs(options.seconds);
            let load =
                client::run(service.address, &world, Shape::Spread, options.people_at_once, time).await?;
            let booked = world.count().await? - before;
            service.stop().await?;
            runs.push(per_second(booked, load.took));
        }
        differences += world.audit().await?;
        let each = median(runs, |rate| *rate).ok_or("no runs")?;
        println!("growth: {each:.0} bookings/s with {there} reservations");
        points.push((f64::from(there), each));
    }
    world.drop().await?;
    let (first, last) = (points.first().ok_or("no steps")?.1, points.last().ok_or("no steps")?.1);
    let line = Line { name: "bookings a second".into(), points: points.clone() };
    plot::write(&options.report, "growth", "Bookings a second, by reservations in the tables", &[line])?;
    let mut bars: Vec<Bar> = points
        .iter()
        .map(|(n, rate)| Bar::figure(&format!("growth_{n}_per_second"), *rate, "bookings/s", None))
        .collect();
    bars.push(Bar::at_least("growth_kept", last / first, "x", 0.8, Some(first)));
    #[expect(clippy::cast_precision_loss, reason = "a small count")]
    bars.push(Bar::at_most("growth_overbooking", differences as f64, "differences", 0.0));
    Ok(bars)
}
