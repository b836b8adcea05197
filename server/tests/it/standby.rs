//! A streaming replica for reading: pages there show what has just been done, and the primary answers
//! whenever it is late or gone.

use crate::{
    cluster::Cluster,
    harness::{Server, World, free_addresses, get, until},
};
use domain::{
    account::Role,
    id::{HospitalId, VaccineId},
};
use hyper::StatusCode;
use std::net::SocketAddr;

/// A server with its figures.
struct Watched {
    server: Server,
    metrics: SocketAddr,
}

impl Watched {
    fn start(world: &World, standby: &Cluster) -> Self {
        let [metrics] = free_addresses();
        let settings = [
            ("DATABASE_READ_URL", world.application_url_at(&standby.url())),
            ("ALIMI_METRICS_LISTEN", metrics.to_string()),
        ];
        Self { server: world.serve_with(&settings), metrics }
    }

    async fn figure(&self, name: &str) -> u64 {
        let text = get(self.metrics, "/metrics", None).await.body;
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line.unwrap_or_else(|| panic!("{name} in {text}")).parse().unwrap()
    }

    async fn is_used(&self, used: bool) {
        until("the standby is used, or not", async || {
            self.figure("alimi_standby_used").await == u64::from(used)
        })
        .await;
    }

    /// Readings by the standby, and by the primary.
    async fn readings(&self) -> (u64, u64) {
        let by = async |who| self.figure(&format!("alimi_standby_readings{{by=\"{who}\"}}")).await;
        (by("standby").await, by("primary").await)
    }
}

/// A hospital's manager, who sees on `/stock` what there is.
struct Manager {
    hospital: HospitalId,
    vaccine: VaccineId,
    session: String,
    doses: i32,
}

impl Manager {
    async fn of(world: &World) -> Self {
        let (vaccine, hospital) = (world.vaccine().await, world.hospital("따라오는 병원", 10).await);
        let role = Role::VaccineManager(hospital);
        let account =
            store::account::register_staff(&world.db, "stock", "시험담당", "-", role).await.unwrap().unwrap();
        Self { hospital, vaccine, session: world.session(account).await, doses: 0 }
    }

    /// Registers doses and looks at once.
    async fn registers_and_sees(&mut self, world: &World, server: &Server) {
        world.doses(self.hospital, self.vaccine, 1_003).await;
        self.doses += 1_003;
        let page = get(server.address, "/stock", Some(&self.session)).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        let (thousands, rest) = (self.doses / 1_000, self.doses % 1_000);
        let wanted = format!("{thousands},{rest:03}");
        assert!(page.body.contains(&wanted), "{wanted} is not on the page");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_read_at_the_standby_show_what_was_just_done_and_the_primary_stands_in() {
    let primary = Cluster::start();
    let world = World::make_on(primary.url()).await;
    let standby = primary.follow().await;
    let watched = Watched::start(&world, &standby);
    let mut manager = Manager::of(&world).await;
    watched.is_used(true).await;
    for _ in 0..5 {
        manager.registers_and_sees(&world, &watched.server).await;
    }
    let (by_standby, by_primary) = watched.readings().await;
    assert!(by_standby >= 4, "{by_standby} at the standby, {by_primary} at the primary");

    // It stands still, and nobody is shown what was.
    standby.run("SELECT pg_wal_replay_pause()").await;
    manager.registers_and_sees(&world, &watched.server).await;
    assert_eq!(watched.readings().await.0, by_standby, "it could not know");
    watched.is_used(false).await;
    manager.registers_and_sees(&world, &watched.server).await;
    standby.run("SELECT pg_wal_replay_resume()").await;
    watched.is_used(true).await;
    manager.registers_and_sees(&world, &watched.server).await;

    // It dies, and nobody notices.
    standby.crash();
    for _ in 0..3 {
        manager.registers_and_sees(&world, &watched.server).await;
    }
    watched.is_used(false).await;
    standby.start_again();
    watched.is_used(true).await;
    let before = watched.readings().await;
    // One of the connections that broke with it may still have to be found out.
    for _ in 0..5 {
        manager.registers_and_sees(&world, &watched.server).await;
    }
    assert!(watched.readings().await.0 > before.0, "it answers again");
    drop((watched, standby));
    world.finish().await;
}
