//! Nobody learns whether a number or a name is known: same status, same body, same time.
//!
//! Times are compared as medians of interleaved samples. A machine that does something else besides
//! may spoil a round; a difference that is really there spoils all of them.

use crate::harness::{Answer, Server, World, post};
use argon2::{Argon2, PasswordHasher};
use domain::{account::Role, person::Phone, reservation::ReservationNumber};
use std::time::{Duration, Instant};
use store::view::reservation::find_mine;
use uuid::Uuid;

/// Rounds of which one must be within the bound.
const ROUNDS: usize = 6;

/// Bound on the ratio of medians: ten percent either way.
const BOUND: f64 = 1.10;

/// Samples of each kind in a round.
const SAMPLES: usize = 24;

fn median(times: &mut [Duration]) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64()
}

async fn timed(server: &Server, path: &str, form: &str) -> (Duration, Answer) {
    let start = Instant::now();
    let answer = post(server.address, path, "", form).await;
    (start.elapsed(), answer)
}

/// What a visitor sees, without what is drawn anew each time: `typed`, everything hexadecimal, and questions to passkeys.
fn seen(answer: &Answer, typed: &str) -> (u16, String, String) {
    let location = answer.headers.get("location").map_or("", |l| l.to_str().unwrap());
    (answer.status.as_u16(), plain(location, typed), plain(&answer.body, typed))
}

fn plain(text: &str, typed: &str) -> String {
    let text = text.replace(typed, "…");
    let hex = text.split(|c: char| !(c.is_ascii_hexdigit() || c == '-')).filter(|part| part.len() >= 12);
    // Questions to passkeys are written shorter: longer than any word of ours all the same.
    let base64 = text.split(|c: char| !(c.is_ascii_alphanumeric() || "-_".contains(c)));
    let drawn: Vec<_> = hex.chain(base64.filter(|part| part.len() >= 40)).map(str::to_owned).collect();
    drawn.iter().fold(text, |text, part| text.replace(part, "…"))
}

/// Sends forms that are known and unknown in turns, round by round; `form` makes one of them.
async fn compare(server: &Server, path: &str, form: impl Fn(usize, usize, bool) -> (String, String)) {
    let mut ratios = Vec::new();
    for round in 0..ROUNDS {
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        for n in 0..SAMPLES {
            // Whoever comes second in a pair must not always be the same.
            for is_known in [n % 2 == 0, n % 2 != 0] {
                let (typed, form) = form(round, n, is_known);
                let (time, answer) = timed(server, path, &form).await;
                let sample = (time, seen(&answer, &typed));
                if is_known { known.push(sample) } else { unknown.push(sample) }
            }
        }
        for (a, b) in known.iter().zip(&unknown) {
            assert_eq!(a.1, b.1, "status, way and body are the same");
        }
        let times = |all: &[(Duration, _)]| all.iter().map(|(time, _)| *time).collect::<Vec<_>>();
        let ratio = median(&mut times(&known)) / median(&mut times(&unknown));
        if (1.0 / BOUND..=BOUND).contains(&ratio) {
            return;
        }
        ratios.push(ratio);
    }
    panic!("known takes another time than unknown in every round: {ratios:?}");
}

#[tokio::test]
async fn a_code_is_asked_for_alike_whether_the_number_is_known_or_not() {
    let world = World::make().await;
    let number =
        |round: usize, n: usize, known: bool| format!("010{}{round:03}{n:04}", if known { 3 } else { 4 });
    for round in 0..ROUNDS {
        for n in 0..SAMPLES {
            let phone = Phone::parse(&number(round, n, true)).unwrap();
            store::account::ensure_citizen(&world.db, &phone).await.unwrap();
        }
    }
    let server = world.serve_with(&[("ALIMI_TRIES_PER_ADDRESS", "100000".to_owned())]);
    compare(&server, "/sign-in", |round, n, known| {
        let phone = number(round, n, known);
        let form = format!("phone={phone}&next=&key={}", Uuid::new_v4());
        (phone, form)
    })
    .await;
    drop(server);
    world.finish().await;
}

#[tokio::test]
async fn a_wrong_password_takes_as_long_whether_the_name_is_known_or_not() {
    let world = World::make().await;
    let hash = Argon2::default().hash_password(b"a password nobody types").unwrap().to_string();
    // A name may be tried ten times.
    let name = |n: usize, known: bool| format!("{}-{:02}", if known { "known" } else { "guess" }, n);
    for n in 0..SAMPLES {
        store::account::register_staff(&world.db, &name(n, true), "시험", &hash, Role::Admin)
            .await
            .unwrap()
            .unwrap();
    }
    let server = world.serve_with(&[("ALIMI_TRIES_PER_ADDRESS", "100000".to_owned())]);
    compare(&server, "/staff/sign-in", |_, n, known| {
        let login = name(n, known);
        let form = format!("login={login}&password=wrong&next=");
        (login, form)
    })
    .await;
    drop(server);
    world.finish().await;
}

#[tokio::test]
async fn a_wrong_birth_date_takes_as_long_whether_the_number_is_known_or_not() {
    let world = World::make().await;
    let (hospital, vaccine) = (world.late_hospital("이 병원", 100).await, world.vaccine().await);
    world.doses(hospital, vaccine, 100).await;
    // A number may be tried ten times in an hour.
    let mut known = Vec::new();
    for n in 0..ROUNDS * SAMPLES / 8 {
        let citizen = world.citizen(u32::try_from(n).unwrap()).await;
        let id = world.books(&citizen, hospital, vaccine).await;
        known.push(find_mine(&world.db, citizen.account, id).await.unwrap().unwrap().number.to_string());
    }
    let nobodys = |n: u8| ReservationNumber::from_random([n, 7, 7, 7, 7, 7, 7, 7, 7, 7]).unwrap().to_string();
    let server = world.serve_with(&[("ALIMI_TRIES_PER_ADDRESS", "100000".to_owned())]);
    compare(&server, "/look-up", |round, n, is_known| {
        let which = (round * SAMPLES + n) / 8;
        let number = if is_known { known[which].clone() } else { nobodys(u8::try_from(which).unwrap()) };
        let form = format!("number={number}&birth_year=1990&birth_month=1&birth_day=1");
        (number, form)
    })
    .await;
    drop(server);
    world.finish().await;
}
