//! Bookings through HTTP, in both shapes, each paired with pgbench right before it.

use crate::{
    Fault, Options, Shape, client, process, reference,
    report::{Bar, median, per_second},
    world::World,
};
use std::time::Duration;

/// Measures all pairs.
#[expect(clippy::print_stdout, reason = "the figures are the output")]
pub(crate) async fn run(options: &Options, world: &World) -> Result<Vec<Bar>, Fault> {
    let duration = Duration::from_secs(options.seconds);
    let mut bars = Vec::new();
    let mut best: f64 = 0.0;
    let mut differences = 0;
    for shape in [Shape::Hot, Shape::Spread] {
        let mut pairs = Vec::new();
        for _ in 0..options.pairs {
            let mut reference: f64 = 0.0;
            for clients in [4, 16, 64] {
                world.reset().await?;
                reference = reference.max(reference::run(options, world, shape, clients).await?);
            }
            world.reset().await?;
            // Its own processes follow what is booked: it is not there while the reference runs.
            let service = process::Service::start(options, world, process::ANY_PORT).await?;
            tokio::time::sleep(process::AT_REST).await;
            let before = world.count().await?;
            let worked = service.cpu()?;
            let mut load =
                client::run(service.address, world, shape, options.people_at_once, duration).await?;
            // Only what is committed counts, whatever the client was told.
            let booked = world.count().await? - before;
            let worked = service.cpu()?.saturating_sub(worked);
            service.stop().await?;
            differences += world.audit().await?;
            let ours = per_second(booked, load.took);
            let [half, most] = load.times.percentiles([50.0, 99.0]);
            println!(
                "{} pair: pgbench {reference:.0}/s, ours {ours:.0}/s ({booked} committed, {} answered 303, {} other, \
                 p50 {half:.1} ms, p99 {most:.1} ms, {:.0} µs of the service's processor time each)",
                shape.name(),
                load.booked,
                load.other,
                1e6 / per_second(booked, worked),
            );
            pairs.push((ours / reference, ours, reference));
        }
        let (ratio, ours, reference) = median(pairs, |pair| pair.0).ok_or("no pairs")?;
        best = best.max(ours);
        let name = shape.name();
        bars.push(Bar::at_least(
            &format!("{name}_ratio"),
            ratio,
            "x pgbench",
            shape.target(),
            Some(reference),
        ));
        bars.push(Bar::figure(&format!("{name}_per_second"), ours, "bookings/s", Some(reference)));
    }
    bars.push(Bar::at_least("booking_per_second", best, "bookings/s", 2_000.0, None));
    #[expect(clippy::cast_precision_loss, reason = "a small count")]
    bars.push(Bar::at_most("overbooking", differences as f64, "differences", 0.0));
    Ok(bars)
}
