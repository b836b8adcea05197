//! N6, N8: what replicas have in memory, and whom they tell that figures moved.

use crate::{
    harness::{Server, World, get, until},
    live::Page,
};
use domain::{
    calendar::iso,
    id::{HospitalId, VaccineId},
    live::{FiguresNow, STATUS_TOPIC, Say, sums_topic, views_topic},
};
use serde_json::Value;
use store::{
    audit,
    read_model::meet,
    sqlx::{AssertSqlSafe, Executor},
    view::hospital::Search,
};

/// Somebody new books at a hospital.
async fn book(world: &World, n: u32, hospital: HospitalId, vaccine: VaccineId) {
    let citizen = world.citizen(n).await;
    world.books(&citizen, hospital, vaccine).await;
    world.db.wake_all().await.unwrap();
}

/// The doses a replica's list of hospitals shows.
async fn doses_at(server: &Server) -> String {
    let page = get(server.address, "/hospitals", None).await.body;
    let list = page.split("data-find-part=\"list\"").nth(1).unwrap_or_default();
    let after = list.split("hospital__number").nth(1).unwrap_or_default();
    after.chars().skip_while(|c| *c != '>').skip(1).take_while(char::is_ascii_digit).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn n6_two_replicas_follow_what_happens_even_when_no_worker_tells_them() {
    let world = World::make().await;
    let (vaccine, hospital) = (world.vaccine().await, world.hospital("기억 병원", 10).await);
    world.doses(hospital, vaccine, 9).await;
    let alone = [("ALIMI_WORKERS", "false".to_owned())];
    let (one, two) = (world.serve_with(&alone), world.serve_with(&alone));
    for server in [&one, &two] {
        until("the replica shows the doses", async || doses_at(server).await == "9").await;
    }
    book(&world, 1, hospital, vaccine).await;
    book(&world, 2, hospital, vaccine).await;
    for server in [&one, &two] {
        until("the replica has followed", async || doses_at(server).await == "7").await;
    }
    drop((one, two));
    // The read models catch up as soon as there is a worker.
    let worker = world.work();
    assert_eq!(audit::run_views(&world.db).await.unwrap(), []);
    drop(worker);
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn n6_everybody_hears_of_the_country_and_only_staff_of_their_read_models() {
    let world = World::make().await;
    let (vaccine, hospital) = (world.vaccine().await, world.hospital("실시간 병원", 10).await);
    world.doses(hospital, vaccine, 9).await;
    let (citizen, admin) = (world.citizen(9).await, world.session(world.admin).await);
    let server = world.serve();
    let doses = |now: &FiguresNow| now.figures.iter().find(|(of, _)| of == "doses:seoul").map(|(_, n)| *n);

    let mut anybody = Page::open(&server, None).await.unwrap();
    until("the board is there", async || {
        anybody.watch(STATUS_TOPIC.into(), None).await;
        matches!(anybody.hears().await, Ok(Say::Figures(now)) if doses(&now) == Some(9))
    })
    .await;
    for topic in [views_topic(None), views_topic(Some(hospital.0))] {
        anybody.watch(topic.clone(), None).await;
        assert_eq!(anybody.hears().await, Ok(Say::Gone { topic: topic.clone() }));
        let mut own = Page::open(&server, Some(&citizen.token)).await.unwrap();
        own.watch(topic.clone(), None).await;
        assert_eq!(own.hears().await, Ok(Say::Gone { topic }));
    }

    // What was before is in the models: what is heard from here on is the booking.
    until("the models know it", async || {
        let asked = world.db.now().await.unwrap();
        meet(&world.db).await.unwrap().at >= asked
    })
    .await;
    let mut staff = Page::open(&server, Some(&admin)).await.unwrap();
    staff.watch(views_topic(Some(hospital.0)), None).await;
    let Ok(Say::Figures(first)) = staff.hears().await else { panic!() };
    assert!(first.figures.is_empty());
    book(&world, 1, hospital, vaccine).await;
    let Ok(Say::Figures(moved)) = staff.hears().await else { panic!() };
    assert!(moved.version > first.version);
    // Told after the models' own commit: whoever looks now sees it.
    let days = store::view::desk::list_days(&world.db, hospital, 10).await.unwrap();
    assert_eq!(days.iter().map(|d| d.requested).sum::<i32>(), 1);
    loop {
        let Ok(Say::Figures(now)) = anybody.hears().await else { panic!() };
        if doses(&now) == Some(8) {
            break;
        }
    }
    drop(server);
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn n6_everybody_hears_of_lines_in_lists_and_only_when_they_change() {
    let world = World::make().await;
    let vaccine = world.vaccine().await;
    let (hospital, other) = (world.hospital("목록 병원", 10).await, world.hospital("다른 병원", 10).await);
    world.doses(hospital, vaccine, 9).await;
    let server = world.serve();
    let mut page = Page::open(&server, None).await.unwrap();
    until("the board is there", async || {
        page.watch(sums_topic(hospital.0), None).await;
        matches!(page.hears().await, Ok(Say::Sums(now)) if now.doses == 9 && now.hospital_id == hospital.0)
    })
    .await;
    page.watch(sums_topic(other.0), None).await;
    let Ok(Say::Sums(before)) = page.hears().await else { panic!() };
    assert_eq!((before.hospital_id, before.doses), (other.0, 0));
    page.watch(sums_topic(999_999), None).await;
    assert_eq!(page.hears().await, Ok(Say::Gone { topic: sums_topic(999_999) }));

    book(&world, 1, hospital, vaccine).await;
    // Many looks of the board later, the line that changed is the first to be heard of.
    let Ok(Say::Sums(now)) = page.hears().await else { panic!() };
    assert_eq!((now.hospital_id, now.doses, now.waiting), (hospital.0, 8, 0));
    assert_eq!(now.places + 1, before.places, "both have as many days");
    let asked = get(server.address, &format!("/live/poll?topics=sums:{hospital}"), None).await;
    let said: Vec<Say> = serde_json::from_str(&asked.body).unwrap();
    assert!(matches!(&said[..], [Say::Sums(now)] if now.doses == 8), "{said:?}");
    drop(server);
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn n6_what_is_near_is_found_in_a_list_of_all_that_are_looked_for() {
    let world = World::make().await;
    let vaccine = world.vaccine().await;
    let (known, _) = (world.hospital("가까운병원", 10).await, world.hospital("어딘가병원", 10).await);
    world.doses(known, vaccine, 9).await;
    let place =
        format!("UPDATE hospitals SET latitude = 37.5, longitude = 127.25 WHERE hospital_id = {known}");
    world.db.pool().execute(AssertSqlSafe(place)).await.unwrap();
    let server = world.serve();
    let read = async |query: &str| {
        let answer = get(server.address, &format!("/hospitals/near.json?{query}"), None).await;
        serde_json::from_str::<Value>(&answer.body).unwrap()
    };
    let all = read("").await;
    assert_eq!((&all["missing"], all["rows"].as_array().unwrap().len()), (&Value::from(1), 1));
    let row = &all["rows"][0];
    assert_eq!((&row[0], &row[1]), (&Value::from(known.0), &Value::from("가까운병원")));
    assert_eq!((row[3].as_f64(), row[4].as_f64()), (Some(37.5), Some(127.25)));
    assert_eq!((&row[5], &row[6]), (&Value::from("9"), &Value::from("few")));
    // Its days are numbers of the list of days.
    let search = Search { name: "가까운병원".to_owned(), ..Search::default() };
    let card = store::view::hospital::list(&world.db, &search, 0, 1).await.unwrap().cards.remove(0);
    let day = |n: &Value| {
        all["days"][usize::try_from(n.as_u64().unwrap()).unwrap()][0].as_str().unwrap().to_owned()
    };
    let days: Vec<String> = row[7].as_array().unwrap().iter().map(day).collect();
    assert_eq!(days, card.next_days.iter().map(|day| iso(*day)).collect::<Vec<_>>());
    assert_eq!(days.len(), 3);
    assert!(all["as_of"].as_str().unwrap().ends_with(" 기준"));
    assert_eq!(read("q=%E3%84%B1%E3%84%B1&province=jeju").await["rows"], Value::Array(vec![]));
    assert_eq!(read("q=%E3%84%B1%E3%84%B1%E3%85%87").await["rows"][0][0], known.0);
    // A position is nothing that is asked for: who sends one is not heard.
    assert_eq!(read("latitude=1&longitude=1").await["rows"], all["rows"]);
    drop(server);
    world.finish().await;
}
