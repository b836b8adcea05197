//! N6, N8: what replicas have in memory, and whom they tell that figures moved.

use crate::{
    harness::{Server, World, get, until},
    live::Page,
};
use domain::{
    id::{HospitalId, VaccineId},
    live::{FiguresNow, STATUS_TOPIC, Say, views_topic},
};
use store::{audit, reservation::Request};
use uuid::Uuid;

/// Somebody new books at a hospital.
async fn book(world: &World, n: u32, hospital: HospitalId, vaccine: VaccineId) {
    let citizen = world.citizen(n).await;
    let request = Request {
        account: citizen.account,
        person: citizen.person,
        hospital,
        vaccine,
        day_on: world.day(3).await,
        key: Uuid::new_v4(),
    };
    store::reservation::request(&world.db, &[request]).await.unwrap().remove(0).unwrap();
    world.db.wake_all().await.unwrap();
}

/// The doses a replica's list of hospitals shows.
async fn doses_at(server: &Server) -> String {
    let page = get(server.address, "/hospitals", None).await.body;
    let after = page.split("hospital__number").nth(1).unwrap_or_default();
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
