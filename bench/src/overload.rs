//! Three times as many people as can be served: how much is still done, and how soon all is well
//! again. What is refused quickly costs little; what is begun is finished.

use crate::{
    Fault, Options, Shape, client,
    door::{Door, visit},
    process::{ANY_PORT, Service},
    report::{self, Bar},
    world::World,
};
use clap::Args;
use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};
use tokio::time::{MissedTickBehavior, interval, sleep, timeout};

/// An answer later than this is none: the person is gone.
const PATIENCE: Duration = Duration::from_secs(5);
/// All is well when a page takes less.
const WELL: Duration = Duration::from_millis(200);

/// What to overload with.
#[derive(Debug, Args)]
pub(crate) struct Overload {
    /// Times the peak
    #[arg(long, default_value_t = 3.0)]
    times: f64,
    /// Part of the peak that must still be done
    #[arg(long, default_value_t = 0.8)]
    goodput: f64,
}

/// Everybody who asks, and what became of it.
struct Crowd {
    address: SocketAddr,
    world: World,
    /// Written by the service: whoever carries it was inside before the queue stood.
    note: String,
    next: AtomicU32,
    doors: Mutex<Vec<Door>>,
    good: AtomicU32,
    away: AtomicU32,
    late: AtomicU32,
}

impl Overload {
    /// Runs it and reports.
    #[expect(clippy::print_stdout, reason = "the figures are the output")]
    pub(crate) async fn run(&self, options: &Options) -> Result<(), Fault> {
        let world =
            World::make(options, &format!("alimi_overload_{}", std::process::id()), options.people).await?;
        let service = Service::start(options, &world, ANY_PORT).await?;
        let time = Duration::from_secs(options.seconds);
        let crowd = Arc::new(Crowd::gather(service.address, world).await?);

        let peak = crowd.ask_in_turn(options.people_at_once, time).await?;
        println!("peak: {peak:.0} answers a second");
        sleep(Duration::from_secs(2)).await;
        let under = crowd.ask_at(peak * self.times, time).await?;
        println!(
            "at {:.0} a second: {under:.0} answered, {} sent away, {} too late",
            peak * self.times,
            crowd.away.load(Relaxed),
            crowd.late.load(Relaxed)
        );
        let well = crowd.until_well().await;
        let differences = crowd.world.audit().await?;
        service.stop().await?;

        let bars = [
            Bar::figure("overload_peak", peak, "answers/s", None),
            Bar::at_least("overload_goodput", under / peak, "x peak", self.goodput, Some(peak)),
            Bar::at_most("overload_recovery", well.as_secs_f64(), "s", 30.0),
            #[expect(clippy::cast_precision_loss, reason = "a small count")]
            Bar::at_most("overload_overbooking", differences as f64, "differences", 0.0),
        ];
        report::write(&options.report, &bars)?;
        for bar in &bars {
            println!("{bar}");
        }
        if let Some(crowd) = Arc::into_inner(crowd) {
            crowd.world.drop().await?;
        }
        if bars.iter().all(Bar::is_ok) { Ok(()) } else { Err("overload is not borne well enough".into()) }
    }
}

impl Crowd {
    async fn gather(address: SocketAddr, world: World) -> Result<Self, Fault> {
        let mut door = Door::open(address).await?;
        door.ask(&visit(address, "/book?hospital=1", Some(1))).await?;
        let note = door
            .headers("set-cookie")
            .filter_map(|cookie| cookie.split(';').next())
            .find(|cookie| cookie.starts_with("alimi_inside="))
            .map(|cookie| format!("; {cookie}"))
            .ok_or("the service wrote no note")?;
        let zero = AtomicU32::default;
        Ok(Self {
            address,
            world,
            note,
            next: AtomicU32::new(1),
            doors: Mutex::default(),
            good: zero(),
            away: zero(),
            late: zero(),
        })
    }

    /// So many people, each asking anew as soon as they are answered: good answers a second.
    async fn ask_in_turn(self: &Arc<Self>, people: usize, time: Duration) -> Result<f64, Fault> {
        let (start, before) = (Instant::now(), self.good.load(Relaxed));
        let people: Vec<_> = (0..people)
            .map(|_| {
                let crowd = Arc::clone(self);
                tokio::spawn(async move {
                    while start.elapsed() < time {
                        crowd.ask().await;
                    }
                })
            })
            .collect();
        for person in people {
            person.await?;
        }
        Ok(f64::from(self.good.load(Relaxed) - before) / start.elapsed().as_secs_f64())
    }

    /// So many people a second, whether or not others have been answered: good answers a second.
    async fn ask_at(self: &Arc<Self>, per_second: f64, time: Duration) -> Result<f64, Fault> {
        let (start, before) = (Instant::now(), self.good.load(Relaxed));
        let mut ticks = interval(Duration::from_millis(10));
        ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
        let mut asked = 0.0;
        while start.elapsed() < time {
            ticks.tick().await;
            while asked < per_second * start.elapsed().as_secs_f64() {
                asked += 1.0;
                let crowd = Arc::clone(self);
                tokio::spawn(async move { crowd.ask().await });
            }
        }
        let good = self.good.load(Relaxed) - before;
        sleep(PATIENCE).await;
        Ok(f64::from(good) / time.as_secs_f64())
    }

    /// Three of four look at a hospital, the fourth books.
    async fn ask(&self) {
        let n = self.next.fetch_add(1, Relaxed);
        let books = n.is_multiple_of(4);
        let request = if books { self.booking(n / 4) } else { self.look() };
        let counter = match timeout(PATIENCE, self.send(&request)).await {
            Ok(Ok((200, _) | (303, true))) => &self.good,
            Ok(Ok(_)) => &self.away,
            Ok(Err(_)) | Err(_) => &self.late,
        };
        counter.fetch_add(1, Relaxed);
    }

    fn look(&self) -> Vec<u8> {
        visit(self.address, "/hospitals/1", None)
    }

    fn booking(&self, person: u32) -> Vec<u8> {
        let person = person % self.world.people + 1;
        client::booking(self.address, &self.world.days, Shape::Spread, person, &self.note)
    }

    /// The status, and whether it leads to a booking.
    async fn send(&self, request: &[u8]) -> Result<(u16, bool), Fault> {
        let idle = self.doors.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut door = match idle {
            Some(door) if !door.is_closed() => door,
            _ => Door::open(self.address).await?,
        };
        let status = door.ask(request).await?;
        let booked = door.header("location").is_some_and(|l| l.starts_with("/book/done/"));
        self.doors.lock().unwrap_or_else(PoisonError::into_inner).push(door);
        Ok((status, booked))
    }

    /// How long it takes until pages are quick again, three times in a row.
    async fn until_well(&self) -> Duration {
        let start = Instant::now();
        let mut well = 0;
        while well < 3 && start.elapsed() < Duration::from_mins(2) {
            let asked = Instant::now();
            let answer = self.send(&self.look()).await;
            let is_well = answer.is_ok_and(|(status, _)| status == 200) && asked.elapsed() < WELL;
            well = if is_well { well + 1 } else { 0 };
            sleep(Duration::from_millis(200)).await;
        }
        start.elapsed()
    }
}
