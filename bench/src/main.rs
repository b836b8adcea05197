//! Measures the running service beside a reference of the same run.
//!
//! Figures are ratios: the machine is noisy, so each of ours is paired with the reference
//! taken right before it, and the median of the pairs counts. Only bookings that are
//! committed and pass the audit count.

mod booking;
mod client;
mod door;
mod growth;
mod live;
mod notices;
mod overload;
mod pages;
mod plot;
mod process;
mod reads;
mod reference;
mod report;
mod roll;
mod socket;
mod times;
mod world;

use clap::{Parser, Subcommand, ValueEnum};
use std::{path::PathBuf, time::Duration};
use world::World;

/// What to measure with.
#[derive(Debug, Parser)]
#[command(name = "bench", about = "Measures the service beside references of the same run")]
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
    /// Live sockets at once
    #[arg(long, default_value_t = 10_000)]
    sockets: u32,
    /// Reservations in the tables, step by step, while the cost of growth is measured
    #[arg(long, value_delimiter = ',', default_values_t = [10_000, 100_000, 1_000_000])]
    grown: Vec<u32>,
    /// Measures only these
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Part>,
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

/// What can be measured by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Bookings beside pgbench
    Booking,
    /// Availability beside a bare handler
    Reads,
    /// Pages, 200 a second
    Pages,
    /// From commit to open pages
    Push,
    /// Memory of an open page
    Sockets,
    /// Events, notices, deliveries
    Notices,
    /// Bookings when many are there already
    Growth,
}

/// What to do instead of measuring.
#[derive(Debug, Subcommand)]
enum Job {
    /// Answers with the bytes of a file, as a bare handler does
    Bare {
        /// The file
        file: PathBuf,
    },
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

fn main() -> Result<(), Fault> {
    let options = Options::parse();
    if let Some(Job::Bare { file }) = &options.job {
        return reads::serve_bare(file);
    }
    // One thread, as light as pgbench: the machine is for what is measured.
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(run(&options))
}

async fn run(options: &Options) -> Result<(), Fault> {
    match &options.job {
        Some(Job::Roll(roll)) => roll.run(options).await,
        Some(Job::Overload(overload)) => overload.run(options).await,
        Some(Job::Load { name }) => load(options, name).await,
        Some(Job::Bare { .. }) | None => measure(options).await,
    }
}

/// Each part in turn; growth last, in a world of its own.
#[expect(clippy::print_stdout, reason = "the figures are the output")]
async fn measure(options: &Options) -> Result<(), Fault> {
    let wanted = |part| options.only.is_empty() || options.only.contains(&part);
    let mut bars = Vec::new();
    if Part::value_variants().iter().any(|part| *part != Part::Growth && wanted(*part)) {
        let world =
            World::make(options, &format!("alimi_bench_{}", std::process::id()), options.people).await?;
        for part in Part::value_variants().iter().filter(|part| wanted(**part)) {
            bars.extend(match part {
                Part::Booking => booking::run(options, &world).await?,
                Part::Reads => reads::run(options, &world).await?,
                Part::Pages => pages::run(options, &world).await?,
                Part::Push => live::push(options, &world).await?,
                Part::Sockets => live::memory(options, &world).await?,
                Part::Notices => notices::run(&world).await?,
                Part::Growth => Vec::new(),
            });
        }
        world.drop().await?;
    }
    if wanted(Part::Growth) {
        bars.extend(growth::run(options).await?);
    }
    report::write(&options.report, &bars)?;
    for bar in &bars {
        println!("{bar}");
    }
    // Figures may fall short on a small machine; a dose that was promised twice may not happen on any.
    if bars.iter().any(|bar| bar.is_about_doses() && !bar.is_ok()) {
        Err("doses were overbooked".into())
    } else {
        Ok(())
    }
}

/// Fills a database with bookings and leaves it.
#[expect(clippy::print_stdout, reason = "the figure is the output")]
async fn load(options: &Options, name: &str) -> Result<(), Fault> {
    let world = World::make(options, name, options.people).await?;
    let service = process::Service::start(options, &world, process::ANY_PORT).await?;
    let time = Duration::from_secs(options.seconds);
    client::run(service.address, &world, Shape::Spread, options.people_at_once, time).await?;
    service.stop().await?;
    println!("{}", world.count().await?);
    Ok(())
}
