//! A3, B3, B5: vials leave the national store, arrive, and yield doses once.

use crate::world::{EXPIRY, Place, World, day, key, settle, supply_form, vaccine_form, world};
use domain::{
    account::Role, id::HospitalId, refusal::Refusal, reservation::ReservationStatus, stock::Ledger,
};
use futures_util::future::join_all;
use sqlx::PgPool;
use store::{idempotency::Key, supply, vaccine, view};
use time::Date;

async fn vials_left(w: &World, place: Place) -> i32 {
    view::admin::find_vaccine(&w.db, place.vaccine).await.unwrap().unwrap().vials_left()
}

async fn lasts_until(w: &World, place: Place) -> Option<Date> {
    settle(&w.db).await;
    view::stock::list(&w.db, place.hospital).await.unwrap()[0].lasts_until
}

async fn scarce(w: &World, vials: i32) -> Place {
    let form = vaccine_form("귀한 백신", vials);
    let vaccine = vaccine::register(&w.db, w.admin, &w.admin_key(), &form).await.unwrap().unwrap();
    Place { hospital: w.hospital(10).await, vaccine }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a3_a_supply_goes_from_sent_to_received_to_registered(pool: PgPool) {
    world(pool, async |w| {
        let place = Place { hospital: w.hospital(10).await, vaccine: w.vaccine().await };
        let manager = w.staff(Role::VaccineManager(place.hospital)).await;
        let supply = w.sent(place, "FK-8892", EXPIRY, 10).await;
        assert_eq!(w.bookable(place).await, 0);
        supply::receive(&w.db, manager, Some(place.hospital), supply).await.unwrap().unwrap();
        assert_eq!(w.bookable(place).await, 0);
        supply::register_doses(&w.db, manager, place.hospital, supply, 57).await.unwrap().unwrap();
        assert_eq!(w.bookable(place).await, 57);
        settle(&w.db).await;
        let stock = &view::stock::list(&w.db, place.hospital).await.unwrap()[0];
        assert_eq!(stock.ledger, Ledger { registered: 57, ..Ledger::default() });
        let lots = view::stock::list_lots(&w.db, place.hospital).await.unwrap();
        assert_eq!((lots[0].lot_number.as_str(), lots[0].left), ("FK-8892", 57));
        let subject = format!("supply:{supply}");
        let happened = ["supply_sent", "supply_received", "doses_registered"];
        let events = w.events_of(&subject).await;
        assert_eq!(events, happened.iter().zip(1..).map(|(k, v)| ((*k).to_owned(), v)).collect::<Vec<_>>());
        let acts = w.acts().await;
        for act in happened {
            assert!(
                acts.iter().any(|(action, about, _)| action == act && *about == subject),
                "{act}: {acts:?}"
            );
        }
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a3_more_vials_than_the_national_store_holds_are_refused(pool: PgPool) {
    world(pool, async |w| {
        let place = scarce(w, 100).await;
        let send = |vials| async move {
            let form = supply_form("A-1", EXPIRY, vials);
            supply::send(&w.db, w.admin, &w.admin_key(), place.hospital, place.vaccine, &form).await.unwrap()
        };
        assert_eq!(send(101).await, Err(Refusal::NotEnoughVials(100)));
        let sent = join_all((0..10).map(|_| send(30))).await;
        assert_eq!(sent.iter().filter(|s| s.is_ok()).count(), 3);
        assert!(sent.iter().all(|s| s.is_ok() || *s == Err(Refusal::NotEnoughVials(10))), "{sent:?}");
        assert_eq!(vials_left(w, place).await, 10);
        assert!(send(10).await.is_ok());
        assert_eq!(send(1).await, Err(Refusal::NotEnoughVials(0)));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a3_a_supply_to_an_unknown_hospital_leaves_the_vials_where_they_are(pool: PgPool) {
    world(pool, async |w| {
        let place = scarce(w, 100).await;
        let form = supply_form("A-1", EXPIRY, 30);
        let nowhere = HospitalId(9_999);
        let sent = supply::send(&w.db, w.admin, &w.admin_key(), nowhere, place.vaccine, &form).await.unwrap();
        assert_eq!(sent, Err(Refusal::Unknown));
        assert_eq!(vials_left(w, place).await, 100);
        let unknown = domain::id::VaccineId(9_999);
        let sent =
            supply::send(&w.db, w.admin, &w.admin_key(), place.hospital, unknown, &form).await.unwrap();
        assert_eq!(sent, Err(Refusal::Unknown));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a3_a_form_sent_ten_times_supplies_once(pool: PgPool) {
    world(pool, async |w| {
        let place = scarce(w, 100).await;
        let form = supply_form("A-1", EXPIRY, 30);
        let sent = Key::new(w.admin, key(), "send_supply", &["30"]);
        let send = || supply::send(&w.db, w.admin, &sent, place.hospital, place.vaccine, &form);
        let answers: Vec<_> =
            join_all((0..10).map(|_| send())).await.into_iter().map(Result::unwrap).collect();
        assert!(answers.iter().all(|a| a == &answers[0] && a.is_ok()), "{answers:?}");
        assert_eq!(vials_left(w, place).await, 70);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a3_a_supply_is_received_once(pool: PgPool) {
    world(pool, async |w| {
        let place = scarce(w, 100).await;
        let supply = w.sent(place, "A-1", EXPIRY, 10).await;
        let receive = || supply::receive(&w.db, w.admin, None, supply);
        let answers: Vec<_> =
            join_all((0..8).map(|_| receive())).await.into_iter().map(Result::unwrap).collect();
        assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 1, "{answers:?}");
        assert!(answers.iter().all(|a| a.is_ok() || *a == Err(Refusal::SupplyMoved)));
        assert_eq!(w.events("supply_received").await, 1);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a3_doses_are_registered_once_and_only_after_receipt(pool: PgPool) {
    world(pool, async |w| {
        let place = scarce(w, 100).await;
        let supply = w.sent(place, "A-1", EXPIRY, 10).await;
        let register = || supply::register_doses(&w.db, w.admin, place.hospital, supply, 60);
        assert_eq!(register().await.unwrap(), Err(Refusal::SupplyMoved));
        supply::receive(&w.db, w.admin, None, supply).await.unwrap().unwrap();
        let answers: Vec<_> =
            join_all((0..8).map(|_| register())).await.into_iter().map(Result::unwrap).collect();
        assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 1, "{answers:?}");
        assert!(answers.iter().all(|a| a.is_ok() || *a == Err(Refusal::SupplyMoved)));
        assert_eq!(w.bookable(place).await, 60);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a3_a_vial_yields_at_most_two_doses_more_than_its_label_says(pool: PgPool) {
    world(pool, async |w| {
        let place = scarce(w, 100).await;
        let supply = w.received(place, "A-1", EXPIRY, 10).await;
        let register = |doses| supply::register_doses(&w.db, w.admin, place.hospital, supply, doses);
        for doses in [81, 0, -1, i32::MAX] {
            assert_eq!(register(doses).await.unwrap(), Err(Refusal::TooManyDoses(80)), "{doses}");
        }
        assert_eq!(register(80).await.unwrap(), Ok(()));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a3_another_hospitals_supply_looks_like_an_unknown_one(pool: PgPool) {
    world(pool, async |w| {
        let place = scarce(w, 100).await;
        let other = w.hospital(10).await;
        let stranger = w.staff(Role::VaccineManager(other)).await;
        let supply = w.sent(place, "A-1", EXPIRY, 10).await;
        let receive = || supply::receive(&w.db, stranger, Some(other), supply);
        let register = || supply::register_doses(&w.db, stranger, other, supply, 10);
        assert_eq!(receive().await.unwrap(), Err(Refusal::Unknown));
        supply::receive(&w.db, w.admin, None, supply).await.unwrap().unwrap();
        assert_eq!(receive().await.unwrap(), Err(Refusal::Unknown));
        assert_eq!(register().await.unwrap(), Err(Refusal::Unknown));
        assert!(view::stock::find_supply(&w.db, Some(other), supply).await.unwrap().is_none());
        assert!(view::stock::find_supply(&w.db, Some(place.hospital), supply).await.unwrap().is_some());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a3_doses_last_until_the_latest_expiry_of_a_lot(pool: PgPool) {
    world(pool, async |w| {
        let place = Place { hospital: w.hospital(10).await, vaccine: w.vaccine().await };
        for (lot, expires, expected) in
            [("A-1", day(20), day(20)), ("A-2", day(40), day(40)), ("A-3", day(30), day(40))]
        {
            w.stock_lot(place, lot, expires, 6).await;
            assert_eq!(lasts_until(w, place).await, Some(expected));
        }
        w.stock_lot(place, "A-3", day(30), 6).await;
        let lots = view::stock::list_lots(&w.db, place.hospital).await.unwrap();
        let left: Vec<_> = lots.iter().map(|l| (l.lot_number.as_str(), l.registered)).collect();
        assert_eq!(left, [("A-1", 6), ("A-3", 12), ("A-2", 6)]);
        assert_eq!(w.bookable(place).await, 24);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a3_lots_registered_at_once_all_count(pool: PgPool) {
    world(pool, async |w| {
        let place = Place { hospital: w.hospital(10).await, vaccine: w.vaccine().await };
        let mut supplies = Vec::new();
        for n in 0..8 {
            supplies.push(w.received(place, &format!("A-{n}"), day(10 + n), 1).await);
        }
        let register = |s| supply::register_doses(&w.db, w.admin, place.hospital, s, 6);
        for answer in join_all(supplies.into_iter().map(register)).await {
            assert_eq!(answer.unwrap(), Ok(()));
        }
        assert_eq!((w.bookable(place).await, lasts_until(w, place).await), (48, Some(day(17))));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b5_doses_of_a_further_supply_can_be_booked_at_once(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 1).await;
        w.booked(place, day(1)).await;
        let who = w.citizen().await;
        assert_eq!(w.book(who, place, day(1)).await, Err(Refusal::NoDoses));
        w.stock(place, 1).await;
        assert!(w.book(who, place, day(1)).await.is_ok());
        assert_eq!(w.bookable(place).await, 0);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b3_of_more_that_is_supplied_the_line_has_the_first(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 0).await;
        let wait = w.wait(w.citizen().await, place, None).await.unwrap();
        w.stock(place, 6).await;
        assert_eq!(w.bookable(place).await, 5, "one is kept for who waits");
        assert_eq!(w.status(wait).await, (ReservationStatus::Waiting, 1));
        assert_eq!(w.wait(w.citizen().await, place, None).await, Err(Refusal::BookNow));
    })
    .await;
}
