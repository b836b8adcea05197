//! A database of its own for each test, and real server processes over it.

use crate::several::{Carrier, Nats};
use bytes::Bytes;
use domain::{
    account::Role,
    calendar::ClosedWeekdays,
    hospital::{HospitalForm, Province, WaitPolicy},
    id::{AccountId, HospitalId, PersonId, ReservationId, TokenId, VaccineId},
    person::{BirthDate, PersonName, Phone},
    supply::SupplyForm,
    token::{Scope, Validity},
    vaccine::VaccineForm,
};
use http_body_util::{BodyExt, Full};
use hyper::{Request, StatusCode, client::conn::http1, header};
use hyper_util::rt::TokioIo;
use sha2::{Digest, Sha256};
use std::{
    io::{BufRead, BufReader},
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::PathBuf,
    process::{Child, Command, Stdio},
};
use store::{
    Connect, Db, account,
    idempotency::Key,
    outbox,
    read_model::Views,
    reservation,
    seal::Keyring,
    session,
    sqlx::{AssertSqlSafe, Connection, Executor, PgConnection},
    supply,
    token::{self, Made, Wanted},
    vaccine,
};
use time::{
    Date, Duration, Time,
    macros::{offset, time},
};
use tokio::net::TcpStream;
use uuid::Uuid;

const DATA_KEYS: &str = "test:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
const INDEX_KEY: &str = "1f1e1d1c1b1a191817161514131211100f0e0d0c0b0a09080706050403020100";

/// The role that processes work with.
const APPLICATION: &str = "alimi_app_test";

/// One test's database. [`World::finish`] audits it and drops it.
pub(crate) struct World {
    pub(crate) db: Db,
    pub(crate) admin: AccountId,
    url: String,
    /// The same with the role that processes work with: it owns nothing.
    application_url: String,
    server_url: String,
    name: String,
    pub(crate) site: PathBuf,
    shift: Duration,
    /// By what its processes hear of each other, unless the database does that.
    pub(crate) nats: Option<Nats>,
}

impl World {
    pub(crate) async fn make() -> Self {
        let server_url =
            std::env::var("DATABASE_URL").expect("DATABASE_URL names a server where databases may be made");
        Self::make_on(server_url).await
    }

    /// A world whose replicas hear of each other in this way.
    pub(crate) async fn make_over(carrier: Carrier) -> Self {
        let mut world = Self::make().await;
        if carrier == Carrier::Nats {
            world.nats = Some(Nats::start().await);
            world.open_again().await;
        }
        world
    }

    /// A world in which it is ten in the morning in Seoul: messages go out by day only.
    pub(crate) async fn make_at_ten() -> Self {
        let mut world = Self::make().await;
        let seoul = world.db.now().await.unwrap().to_offset(offset!(+9));
        world.pass_time(time!(10:00) - seoul.time()).await;
        world
    }

    /// Moves the clock of every connection that is opened from now on, and of ours.
    pub(crate) async fn pass_time(&mut self, time: Duration) {
        self.shift += time;
        let shift = format!(
            "ALTER DATABASE {} SET alimi.clock_shift = '{} seconds'",
            self.name,
            self.shift.whole_seconds()
        );
        self.db.pool().execute(AssertSqlSafe(shift)).await.unwrap();
        self.open_again().await;
    }

    async fn open_again(&mut self) {
        self.db.close().await;
        let keeps_messages = self.nats.is_some();
        let to = Connect { keeps_messages, ..Connect::to(&self.url, 16) };
        self.db = Db::open(&to, Keyring::parse(DATA_KEYS, INDEX_KEY).unwrap()).await.unwrap();
    }

    /// Wakes all workers, as a process does after its commits.
    pub(crate) async fn wake(&self) {
        match &self.nats {
            Some(nats) => nats.wake(),
            None => self.db.wake_all().await.unwrap(),
        }
    }

    /// The address of the database with the role that processes work with, at another server.
    pub(crate) fn application_url_at(&self, server_url: &str) -> String {
        let host = server_url.rsplit_once('@').unwrap().1.split('/').next().unwrap();
        format!("postgres://{APPLICATION}:{APPLICATION}@{host}/{}", self.name)
    }

    /// A world on another database server.
    pub(crate) async fn make_on(server_url: String) -> Self {
        let name = format!("alimi_it_{}", Uuid::new_v4().simple());
        let mut server = PgConnection::connect(&server_url).await.unwrap();
        server.execute(AssertSqlSafe(format!("CREATE DATABASE {name}"))).await.unwrap();
        let url = format!("{}/{name}", server_url.rsplit_once('/').unwrap().0);
        let db = Db::connect(&url, Keyring::parse(DATA_KEYS, INDEX_KEY).unwrap(), 16).await.unwrap();
        db.migrate().await.unwrap();
        server
            .execute(AssertSqlSafe(format!(
                "DO $$ BEGIN CREATE ROLE {APPLICATION} LOGIN PASSWORD '{APPLICATION}';
                 EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
            )))
            .await
            .unwrap();
        db.grant(APPLICATION).await.unwrap();
        let host = url.rsplit_once('@').unwrap().1;
        let application_url = format!("postgres://{APPLICATION}:{APPLICATION}@{host}");
        // Pages only name these files; nothing here loads them.
        let site = std::env::temp_dir().join(&name);
        std::fs::create_dir_all(site.join("pkg")).unwrap();
        let names = r#"{"js":"out.0.js","wasm":"out.0.wasm","css":"main.0.css","font":"sans-regular.0.woff2","boot":"boot.0.js","account":"account.0.js","desk":"desk.0.js"}"#;
        std::fs::write(site.join("assets.json"), names).unwrap();
        let admin = account::register_staff(&db, "admin", "관리자", "-", Role::Admin).await.unwrap().unwrap();
        Self { db, admin, url, application_url, server_url, name, site, shift: Duration::ZERO, nats: None }
    }

    pub(crate) async fn vaccine(&self) -> VaccineId {
        let form = VaccineForm {
            name: "시험백신".into(),
            name_en: "Test vaccine".into(),
            vials: 1_000_000,
            doses_per_vial: 1,
            doses_required: 2,
            interval_days: 21,
            minimum_age: 12,
        };
        vaccine::register(&self.db, self.admin, &self.key("vaccine"), &form).await.unwrap().unwrap()
    }

    pub(crate) async fn hospital(&self, name: &str, daily_capacity: i32) -> HospitalId {
        self.hospital_with(name, daily_capacity, time!(18:00), WaitPolicy::Turns).await
    }

    /// A hospital that can be booked for today at any hour.
    pub(crate) async fn late_hospital(&self, name: &str, daily_capacity: i32) -> HospitalId {
        self.hospital_with(name, daily_capacity, time!(23:59:59), WaitPolicy::Turns).await
    }

    /// A hospital that shares out freed doses in this way.
    pub(crate) async fn hospital_that(&self, name: &str, wait_policy: WaitPolicy) -> HospitalId {
        self.hospital_with(name, 100, time!(18:00), wait_policy).await
    }

    async fn hospital_with(
        &self,
        name: &str,
        daily_capacity: i32,
        closes_at: Time,
        wait_policy: WaitPolicy,
    ) -> HospitalId {
        let form = HospitalForm {
            name: name.into(),
            province: Province::Seoul,
            daily_capacity,
            closed: ClosedWeekdays::default(),
            closes_at,
            wait_policy,
            offer_minutes: 30,
        };
        store::hospital::register(&self.db, self.admin, &self.key("hospital"), &form).await.unwrap().unwrap()
    }

    /// Doses by way of supply, arrival and registration.
    pub(crate) async fn doses(&self, hospital: HospitalId, vaccine: VaccineId, doses: i32) {
        let form = SupplyForm { lot_number: "LOT-1".into(), expires_on: self.day(50).await, vials: doses };
        let sent = supply::send(&self.db, self.admin, &self.key("supply"), hospital, vaccine, &form)
            .await
            .unwrap()
            .unwrap();
        supply::receive(&self.db, self.admin, None, sent).await.unwrap().unwrap();
        supply::register_doses(&self.db, self.admin, hospital, sent, doses).await.unwrap().unwrap();
    }

    fn key(&self, command: &str) -> Key {
        Key::new(self.admin, Uuid::new_v4(), command, &[])
    }

    pub(crate) async fn day(&self, ahead: i64) -> Date {
        self.db.today().await.unwrap() + Duration::days(ahead)
    }

    /// A citizen with a person and a session, as after signing in.
    pub(crate) async fn citizen(&self, n: u32) -> Citizen {
        let phone = Phone::parse(&format!("010{n:08}")).unwrap();
        let account = account::ensure_citizen(&self.db, &phone).await.unwrap();
        let birth = BirthDate::from_iso("1980-05-17").unwrap();
        let name = PersonName::parse("시험").unwrap();
        let person = account::ensure_person(&self.db, account, &name, birth).await.unwrap();
        Citizen { account, person, token: self.session(account).await }
    }

    /// A citizen books a dose for the third day from now.
    pub(crate) async fn books(
        &self,
        citizen: &Citizen,
        hospital: HospitalId,
        vaccine: VaccineId,
    ) -> ReservationId {
        let request = reservation::Request {
            account: citizen.account,
            person: citizen.person,
            hospital,
            vaccine,
            day_on: self.day(3).await,
            key: Uuid::new_v4(),
        };
        reservation::request_one(&self.db, request).await.unwrap().unwrap()
    }

    /// A session's token for an account.
    pub(crate) async fn session(&self, account: AccountId) -> String {
        let token = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
        session::start(&self.db, account, Sha256::digest(&token).into()).await.unwrap();
        token
    }

    /// A token for an account that is good for these; its number and its text.
    pub(crate) async fn token(&self, account: AccountId, scopes: &[Scope]) -> (TokenId, String) {
        let text = format!("alimi_{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
        let wanted = Wanted {
            account,
            label: "시험".into(),
            scopes: scopes.to_vec(),
            validity: Validity::parse("7").unwrap(),
            key: Uuid::new_v4(),
        };
        let made = token::create(&self.db, &wanted, Sha256::digest(&text).into(), &text[..10]).await;
        let Made::Now(id) = made.unwrap().unwrap() else { panic!("a new key") };
        (id, text)
    }

    /// A server over this database, with its workers.
    pub(crate) fn serve(&self) -> Server {
        self.serve_with(&[])
    }

    /// A server with more settings.
    pub(crate) fn serve_with(&self, settings: &[(&str, String)]) -> Server {
        self.serve_to(settings, Stdio::inherit())
    }

    /// A server whose log goes somewhere.
    pub(crate) fn serve_to(&self, settings: &[(&str, String)], log: Stdio) -> Server {
        let mut child = self
            .alimi("serve")
            .env("ALIMI_SITE", &self.site)
            .env("ALIMI_LISTEN", "127.0.0.1:0")
            // Everybody comes from one address here.
            .env("ALIMI_CALLS_PER_ADDRESS", "1000000")
            .envs(settings.iter().map(|(name, value)| (name, value)))
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = loop {
            let line = lines.next().expect("the server ended before it listened").unwrap();
            if let Some((_, address)) =
                line.split_once("listening on ").and_then(|(_, url)| url.split_once("://"))
            {
                break address.trim().parse().unwrap();
            }
        };
        Server { address, child }
    }

    /// A process that only works; killed, as by `kill -9`, when dropped.
    pub(crate) fn work(&self) -> Worker {
        self.work_with(&[])
    }

    /// Such a process with more settings.
    pub(crate) fn work_with(&self, settings: &[(&str, String)]) -> Worker {
        let settings = settings.iter().map(|(name, value)| (name, value));
        Worker(self.alimi("work").envs(settings).spawn().unwrap())
    }

    /// Two such processes, both killed at some moment of their work.
    pub(crate) async fn work_and_die(&self, settings: &[(&str, String)]) {
        let at_some_moment =
            |range| tokio::time::sleep(std::time::Duration::from_millis(rand::random_range(range)));
        let first = self.work_with(settings);
        let second = self.work_with(settings);
        at_some_moment(800..2_500).await;
        drop(first);
        at_some_moment(0..400).await;
        drop(second);
    }

    fn alimi(&self, command: &str) -> Command {
        let mut alimi = Command::new(env!("CARGO_BIN_EXE_alimi"));
        alimi
            .arg(command)
            .env("DATABASE_URL", &self.application_url)
            .env("ALIMI_DATA_KEYS", DATA_KEYS)
            .env("ALIMI_INDEX_KEY", INDEX_KEY)
            // A busy machine is no surge, unless a test makes one.
            .env("ALIMI_SLOW_MS", "600000");
        if let Some(nats) = &self.nats {
            alimi.env("BUS_URL", nats.url());
        }
        alimi
    }

    /// Reads events into the read models, for ever.
    async fn keep_views(&self) {
        loop {
            while outbox::run(&self.db, &Views, 200).await.unwrap() > 0 {}
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }

    /// Both audits must be clean after every test.
    pub(crate) async fn finish(self) {
        let differences = store::audit::run(&self.db).await.unwrap();
        assert!(differences.is_empty(), "{differences:?}");
        let differences = tokio::select! {
            differences = store::audit::run_views(&self.db) => differences.unwrap(),
            // The test's own processes may be gone by now.
            () = self.keep_views() => vec![],
        };
        assert!(differences.is_empty(), "{differences:?}");
        self.db.pool().close().await;
        let mut server = PgConnection::connect(&self.server_url).await.unwrap();
        server.execute(AssertSqlSafe(format!("DROP DATABASE {} WITH (FORCE)", self.name))).await.unwrap();
        std::fs::remove_dir_all(&self.site).unwrap();
    }
}

/// Somebody who can book.
#[derive(Clone)]
pub(crate) struct Citizen {
    pub(crate) account: AccountId,
    pub(crate) person: PersonId,
    pub(crate) token: String,
}

/// A running server; killed when dropped.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    child: Child,
}

impl Server {
    /// Sends SIGTERM, as a supervisor does.
    pub(crate) fn ask_to_stop(&self) {
        self.signal("-TERM");
    }

    /// Sends a signal.
    pub(crate) fn signal(&self, signal: &str) {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// Whether the process ends by itself, with success, within fifteen seconds.
    pub(crate) async fn ended_well(&mut self) -> bool {
        ended_well(&mut self.child).await
    }
}

async fn ended_well(child: &mut Child) -> bool {
    for _ in 0..300 {
        if let Some(status) = child.try_wait().unwrap() {
            return status.success();
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    false
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A process without HTTP.
pub(crate) struct Worker(Child);

impl Worker {
    /// As [`Server::ended_well`].
    pub(crate) async fn ended_well(&mut self) -> bool {
        ended_well(&mut self.0).await
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Addresses nobody listens on, below the range that outgoing connections use, so that none of them takes
/// one in between. They are held together, so that they differ.
pub(crate) fn free_addresses<const N: usize>() -> [SocketAddr; N] {
    let free = || loop {
        if let Ok(held) = TcpListener::bind((Ipv4Addr::LOCALHOST, rand::random_range(20_000..32_000))) {
            return held;
        }
    };
    [(); N].map(|()| free()).map(|held| held.local_addr().unwrap())
}

/// Waits for a condition, asking again and again, for at most half a minute.
pub(crate) async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    for _ in 0..600 {
        if holds().await {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("waited in vain until {what}");
}

/// What a server answered.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: hyper::HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    /// A header, empty without it.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("{} is JSON: {}", self.status, self.body))
    }
}

/// Visits a page as a browser does.
pub(crate) async fn get(address: SocketAddr, path: &str, token: Option<&str>) -> Answer {
    let mut request = Request::get(path);
    if let Some(token) = token {
        request = request.header(header::COOKIE, format!("alimi_session={token}"));
    }
    send(address, request, "").await
}

/// Posts a form as a browser does.
pub(crate) async fn post(address: SocketAddr, path: &str, token: &str, form: &str) -> Answer {
    let request = Request::post(path)
        .header(header::ORIGIN, format!("http://{address}"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::COOKIE, format!("alimi_session={token}"));
    send(address, request, form).await
}

/// Calls an address as anybody, or as nobody: with a form it is posted.
pub(crate) async fn call(address: SocketAddr, path: &str, token: Option<&str>, form: Option<&str>) -> Answer {
    match (form, token) {
        (None, token) => get(address, path, token).await,
        (Some(form), Some(token)) => post(address, path, token, form).await,
        (Some(form), None) => {
            let request = Request::post(path)
                .header(header::ORIGIN, format!("http://{address}"))
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            send(address, request, form).await
        }
    }
}

/// Calls the open API as a program does, with a token or without; a body is posted.
pub(crate) async fn api(
    address: SocketAddr,
    path: &str,
    token: Option<&str>,
    body: Option<&str>,
    headers: &[(&str, &str)],
) -> Answer {
    let mut request = if body.is_some() {
        Request::post(path).header(header::CONTENT_TYPE, "application/json")
    } else {
        Request::get(path)
    };
    if let Some(token) = token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(address, request, body.unwrap_or_default()).await
}

/// Posts a delivery report as a provider does.
pub(crate) async fn report(address: SocketAddr, body: &str, signature: &str) -> Answer {
    let request = Request::post("/hooks/provider")
        .header(header::CONTENT_TYPE, "application/json")
        .header("x-signature", signature);
    send(address, request, body).await
}

pub(crate) async fn send(address: SocketAddr, request: hyper::http::request::Builder, body: &str) -> Answer {
    let stream = TcpStream::connect(address).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.unwrap();
    let connection = tokio::spawn(connection);
    let request = request
        .header(header::HOST, address.to_string())
        .header(header::ACCEPT, "text/html")
        .body(Full::new(Bytes::from(body.to_owned())))
        .unwrap();
    let (head, body) = sender.send_request(request).await.unwrap().into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    connection.abort();
    Answer { status: head.status, headers: head.headers, body: String::from_utf8_lossy(&body).into_owned() }
}
