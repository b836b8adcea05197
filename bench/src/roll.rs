//! A rolling deployment under load: three replicas behind haproxy are replaced one after the
//! other while people look at pages and book. Nobody may see an error (N8).

use crate::{
    Fault, Options, Shape, client,
    door::{Door, visit},
    process::Service,
    report::{self, Bar},
    world::World,
};
use clap::Args;
use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::PathBuf,
    process::Stdio,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::Duration,
};
use tokio::{process::Command, task::JoinSet, time::sleep};

const REPLICAS: usize = 3;
/// Between two requests of one person.
const THINK: Duration = Duration::from_millis(50);

/// What to roll with.
#[derive(Debug, Args)]
pub(crate) struct Roll {
    /// The haproxy program
    #[arg(long, default_value = "haproxy")]
    haproxy: PathBuf,
    /// Its settings; addresses stand as $FRONT, $FIRST, $SECOND, $THIRD
    #[arg(long, default_value = "deploy/haproxy.cfg")]
    settings: PathBuf,
}

/// What people saw.
#[derive(Debug, Default)]
struct Seen {
    pages: AtomicU32,
    bookings: AtomicU32,
    errors: AtomicU32,
}

impl Roll {
    /// Runs it and reports.
    #[expect(clippy::print_stdout, reason = "the figures are the output")]
    pub(crate) async fn run(&self, options: &Options) -> Result<(), Fault> {
        let world = Arc::new(
            World::make(options, &format!("alimi_roll_{}", std::process::id()), options.people).await?,
        );
        let ports = free_addresses(REPLICAS + 1)?;
        let (front, backs) = ports.split_first().ok_or("no ports")?;
        let mut replicas = Vec::new();
        for back in backs {
            replicas.push(Service::start(options, &world, *back).await?);
        }
        let mut proxy = self.start_proxy(*front, backs).await?;

        let (seen, over) = (Arc::new(Seen::default()), Arc::new(AtomicBool::new(false)));
        let next = Arc::new(AtomicU32::new(1));
        let mut people = JoinSet::new();
        for _ in 0..options.people_at_once {
            people.spawn(live(*front, world.clone(), next.clone(), seen.clone(), over.clone()));
        }
        let mut renewed = Vec::new();
        for (old, back) in replicas.into_iter().zip(backs) {
            sleep(Duration::from_secs(2)).await;
            old.leave().await?;
            renewed.push(Service::start(options, &world, *back).await?);
        }
        // The proxy has to have found the last one before the load ends.
        sleep(Duration::from_secs(3)).await;
        over.store(true, Ordering::Relaxed);
        while let Some(person) = people.join_next().await {
            person??;
        }
        proxy.kill().await?;
        for replica in renewed {
            replica.stop().await?;
        }

        let booked = seen.bookings.load(Ordering::Relaxed);
        let lost = i64::from(booked) - world.count().await?;
        let bars = [
            Bar::figure("roll_pages", seen.pages.load(Ordering::Relaxed).into(), "pages", None),
            Bar::figure("roll_bookings", booked.into(), "bookings", None),
            Bar::at_most("roll_errors", seen.errors.load(Ordering::Relaxed).into(), "errors", 0.0),
            #[expect(clippy::cast_precision_loss, reason = "a small count")]
            Bar::at_most("roll_bookings_lost", lost as f64, "bookings", 0.0),
            #[expect(clippy::cast_precision_loss, reason = "a small count")]
            Bar::at_most("roll_overbooking", world.audit().await? as f64, "differences", 0.0),
        ];
        report::write(&options.report, &bars)?;
        for bar in &bars {
            println!("{bar}");
        }
        if let Some(world) = Arc::into_inner(world) {
            world.drop().await?;
        }
        if bars.iter().all(Bar::is_ok) { Ok(()) } else { Err("people saw errors".into()) }
    }

    async fn start_proxy(
        &self,
        front: SocketAddr,
        backs: &[SocketAddr],
    ) -> Result<tokio::process::Child, Fault> {
        let mut settings =
            tokio::fs::read_to_string(&self.settings).await?.replace("$FRONT", &front.to_string());
        for (name, back) in ["$FIRST", "$SECOND", "$THIRD"].iter().zip(backs) {
            settings = settings.replace(name, &back.to_string());
        }
        let file = std::env::temp_dir().join(format!("alimi-roll-{}.cfg", std::process::id()));
        tokio::fs::write(&file, settings).await?;
        let proxy = Command::new(&self.haproxy)
            .args(["-db", "-f"])
            .arg(&file)
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| format!("haproxy does not start: {error}"))?;
        for _ in 0..100 {
            sleep(Duration::from_millis(100)).await;
            if let Ok(mut door) = Door::open(front).await
                && door.ask(&visit(front, "/readyz", None)).await.is_ok_and(|status| status == 200)
            {
                return Ok(proxy);
            }
        }
        Err("the proxy does not answer".into())
    }
}

/// Addresses nobody listens on. They are chosen together, so that they differ.
fn free_addresses(count: usize) -> Result<Vec<SocketAddr>, Fault> {
    let held: Vec<_> =
        (0..count).map(|_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0))).collect::<Result<_, _>>()?;
    Ok(held.iter().map(TcpListener::local_addr).collect::<Result<_, _>>()?)
}

/// One connection's people: three look at a page, the fourth books, and so on.
async fn live(
    front: SocketAddr,
    world: Arc<World>,
    next: Arc<AtomicU32>,
    seen: Arc<Seen>,
    over: Arc<AtomicBool>,
) -> Result<(), Fault> {
    let mut door = None;
    let mut turn = 0_u32;
    while !over.load(Ordering::Relaxed) {
        turn += 1;
        let (request, wanted, count) = if turn.is_multiple_of(4) {
            let person = next.fetch_add(1, Ordering::Relaxed);
            let booking = client::booking(front, &world.days, Shape::Spread, person, "");
            (booking, 303, &seen.bookings)
        } else {
            (visit(front, "/hospitals/1", None), 200, &seen.pages)
        };
        match ask(&mut door, front, &request).await {
            Ok(status) if status == wanted => count.fetch_add(1, Ordering::Relaxed),
            _ => {
                door = None;
                seen.errors.fetch_add(1, Ordering::Relaxed)
            }
        };
        sleep(THINK).await;
    }
    Ok(())
}

/// Asks over the connection that is there, as a browser does, or over a new one.
async fn ask(door: &mut Option<Door>, front: SocketAddr, request: &[u8]) -> Result<u16, Fault> {
    let mut open = match door.take() {
        // One that was closed meanwhile is no error: a browser would not show it either.
        Some(open) if !open.is_closed() => open,
        _ => Door::open(front).await?,
    };
    let status = open.ask(request).await?;
    *door = Some(open);
    Ok(status)
}
