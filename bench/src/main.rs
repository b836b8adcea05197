//! Measures the running service beside a reference of the same run.
//!
//! Figures are ratios: the machine is noisy, so each of ours is paired with the reference
//! taken right before it, and the median of the pairs counts. Only bookings that are
//! committed and pass the audit count.

mod client;
mod notices;
mod overload;
mod process;
mod reference;
mod report;
mod roll;
mod world;

use clap::{Parser, Subcommand};
use report::Bar;
use std::{path::PathBuf, time::Duration};
use world::World;

/// What to measure with.
#[derive(Debug, Parser)]
#[command(name = "bench", about = "Measures booking beside pgbench")]
struct Options {
    /// A superuser's address of a database server with fsync on; databases are made there
    #[arg(long, env = "BENCH_DATABASE_URL", hide_env_values = true)]
    database_url: String,
    /// The release build of the service
    #[arg(long, default_value = "target/release/alimi")]
    alimi: PathBuf,
    /// The pgbench program
    #[arg(long, default_value = "pgbench")]
    pgbench: PathBuf,
    /// Seconds of each measurement
    #[arg(long, default_value_t = 8)]
    seconds: u64,
    /// Pairs of reference and ours; the median counts
    #[arg(long, default_value_t = 3)]
    pairs: usize,
    /// People at once
    #[arg(long, default_value_t = 200)]
    people_at_once: usize,
    /// People in the tables
    #[arg(long, default_value_t = 300_000)]
    people: u32,
    /// Measures notices only, not bookings
    #[arg(long)]
    notices_only: bool,
    /// Where the report goes
    #[arg(long, default_value = "target/report/bench.json")]
    report: PathBuf,
    #[command(subcommand)]
    job: Option<Job>,
}

impl Options {
    fn is_overload(&self) -> bool {
        matches!(self.job, Some(Job::Overload(_)))
    }
}

/// What to do instead of measuring.
#[derive(Debug, Subcommand)]
enum Job {
    /// Replaces three replicas behind haproxy one after the other, under load, and counts errors
    Roll(roll::Roll),
    /// Three times as many people as can be served: what is still done, and how soon all is well again
    Overload(overload::Overload),
    /// Books for so many seconds in a database that stays, and says how much is in it
    Load {
        /// Its name
        #[arg(long, default_value = "alimi_load")]
        name: String,
    },
}

/// Where the bookings go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// One hospital, one day.
    Hot,
    /// 2,000 hospitals, thirty days.
    Spread,
}

impl Shape {
    fn name(self) -> &'static str {
        match self {
            Self::Hot => "booking_hot",
            Self::Spread => "booking_spread",
        }
    }

    fn target(self) -> f64 {
        match self {
            Self::Hot => 4.0,
            Self::Spread => 1.0,
        }
    }
}

type Fault = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main]
#[expect(clippy::print_stdout, reason = "the figures are the output")]
async fn main() -> Result<(), Fault> {
    let options = Options::parse();
    match &options.job {
        None => {}
        Some(Job::Roll(roll)) => return roll.run(&options).await,
        Some(Job::Overload(overload)) => return overload.run(&options).await,
        Some(Job::Load { name }) => return load(&options, name).await,
    }
    let world = World::make(&options, &format!("alimi_bench_{}", std::process::id())).await?;
    let mut bars = Vec::new();
    if !options.notices_only {
        bars = book(&options, &world).await?;
    }
    bars.extend(notices::run(&world).await?);
    world.drop().await?;
    report::write(&options.report, &bars)?;
    for bar in &bars {
        println!("{bar}");
    }
    Ok(())
}

/// Bookings through HTTP, in both shapes, each paired with its reference.
#[expect(clippy::print_stdout, reason = "the figures are the output")]
async fn book(options: &Options, world: &World) -> Result<Vec<Bar>, Fault> {
    let service = process::Service::start(options, world, process::ANY_PORT).await?;
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
            let before = world.count().await?;
            let load = client::run(service.address, world, shape, options.people_at_once, duration).await?;
            // Only what is committed counts, whatever the client was told.
            let booked = world.count().await? - before;
            differences += world.audit().await?;
            let ours = report::per_second(booked, load.took);
            println!(
                "{} pair: pgbench {reference:.0}/s, ours {ours:.0}/s ({booked} committed, {} answered 303, {} other, p50 {:.1} ms, p99 {:.1} ms)",
                shape.name(),
                load.booked,
                load.other,
                load.percentile(50.0),
                load.percentile(99.0)
            );
            pairs.push((ours / reference, ours, reference));
        }
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (ratio, ours, reference) = pairs[pairs.len() / 2];
        best = best.max(ours);
        bars.push(Bar::at_least(
            &format!("{}_ratio", shape.name()),
            ratio,
            "x pgbench",
            shape.target(),
            Some(reference),
        ));
        bars.push(Bar::figure(&format!("{}_per_second", shape.name()), ours, "bookings/s", Some(reference)));
    }
    bars.push(Bar::at_least("booking_per_second", best, "bookings/s", 2_000.0, None));
    #[expect(clippy::cast_precision_loss, reason = "a small count")]
    bars.push(Bar::at_most("overbooking", differences as f64, "differences", 0.0));
    service.stop().await?;
    Ok(bars)
}

/// Fills a database with bookings and leaves it.
#[expect(clippy::print_stdout, reason = "the figure is the output")]
async fn load(options: &Options, name: &str) -> Result<(), Fault> {
    let world = World::make(options, name).await?;
    let service = process::Service::start(options, &world, process::ANY_PORT).await?;
    let time = Duration::from_secs(options.seconds);
    client::run(service.address, &world, Shape::Spread, options.people_at_once, time).await?;
    service.stop().await?;
    println!("{}", world.count().await?);
    Ok(())
}
