//! N6, N8: what is left, in the memory of several replicas.

use crate::world::{Place, World, day, hospital_form, settle, until, world};
use domain::{
    hospital::{HospitalForm, Province},
    id::HospitalId,
};
use sqlx::{AssertSqlSafe, PgPool};
use std::time::Duration;
use store::{
    Db,
    availability::Board,
    hospital, view,
    view::{
        hospital::{Found, Order, Search},
        status::ProvinceNow,
    },
};
use time::macros::datetime;

fn told(found: &Found) -> (u32, Vec<String>) {
    let cards = found
        .cards
        .iter()
        .map(|c| format!("{} {:?} {} {} {}", c.hospital, c.next_days, c.bookable(), c.places, c.waiting))
        .collect();
    (found.total, cards)
}

fn named(name: &str) -> Search {
    Search { name: name.to_owned(), ..Search::default() }
}

/// The board says what the database says, for every search.
async fn same(board: &Board, db: &Db) {
    board.refresh(db).await.unwrap();
    for name in ["", "나 병원", "가100%", "zzz", "%", "ㄴㅂ", "나벙원"] {
        for (province, order) in
            [(None, Order::Best), (None, Order::Soonest), (Some(Province::Jeju), Order::Best)]
        {
            let search = Search { province, order, ..named(name) };
            let found = view::hospital::list(db, &search, 0, 10).await.unwrap();
            assert_eq!(told(&board.list(&search, 0, 10).unwrap()), told(&found), "{search:?}");
        }
    }
    let page = view::hospital::list(db, &named(""), 1, 1).await.unwrap();
    assert_eq!(told(&board.list(&named(""), 1, 1).unwrap()), told(&page));
    for card in &page.cards {
        let sums = board.sums(&[card.hospital, HospitalId(999_999)]).unwrap();
        let [now] = &sums[..] else { panic!("{sums:?}") };
        assert_eq!((i64::from(now.doses), i64::from(now.places)), (card.bookable(), card.places));
        assert_eq!((now.hospital_id, now.waiting), (card.hospital.0, card.waiting));
    }
    let (country, now) = (board.country().unwrap(), view::status::read(db).await.unwrap());
    assert_eq!(country.now.provinces, now.provinces);
    assert_eq!(country.now.given_today, now.given_today);
    assert_eq!(board.provinces().unwrap(), view::hospital::list_provinces(db).await.unwrap());
}

async fn make(w: &World, name: &str, province: Province, doses: i32) -> Place {
    let form = HospitalForm { province, ..hospital_form(name, 3) };
    let hospital = hospital::register(&w.db, w.admin, &w.admin_key(), &form).await.unwrap().unwrap();
    let place = Place { hospital, vaccine: w.vaccine().await };
    w.stock_lot(place, "A-1", day(3), doses).await;
    place
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n6_two_replicas_have_what_the_database_has_and_follow_each_other(pool: PgPool) {
    world(pool, async |w| {
        let first = make(w, "나 병원", Province::Seoul, 5).await;
        make(w, "가 100% 의원", Province::Jeju, 1).await;
        let (here, there) = (Board::default(), Board::default());
        let (db, other) = (w.replica(2).await, w.replica(2).await);
        assert!(here.country().is_none(), "nothing is said before the first look");
        same(&here, &db).await;
        same(&there, &other).await;
        // Booked here, seen there; and everything else that happens.
        let wish = w.booking(first, day(0)).await;
        w.booking(first, day(0)).await;
        same(&there, &other).await;
        w.cancel(wish).await.unwrap();
        settle(&w.db).await;
        same(&here, &db).await;
        let dry = make(w, "다 병원", Province::Busan, 1).await;
        w.booking(dry, day(1)).await;
        w.line_of(dry, 2).await;
        w.vaccinate(first, w.citizen().await.person).await.unwrap();
        settle(&w.db).await;
        same(&here, &db).await;
        same(&there, &other).await;
        assert_eq!(there.country().unwrap().now.given_today, 1);
        let waiting = |p: &ProvinceNow| i64::from(p.waiting);
        assert_eq!(here.country().unwrap().now.sum(waiting), 2);
        // After the closing hour today is over; the next day everything is read anew.
        let evening = w.at(datetime!(2026-12-01 18:00 +9)).await;
        same(&Board::default(), &evening).await;
        let tomorrow = w.at(datetime!(2026-12-02 09:00 +9)).await;
        same(&here, &tomorrow).await;
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n6_a_board_is_never_older_than_it_says_and_falls_silent(pool: PgPool) {
    world(pool, async |w| {
        let place = make(w, "나 병원", Province::Seoul, 5).await;
        let board = Board::default();
        board.refresh(&w.db).await.unwrap();
        settle(&w.db).await;
        board.refresh(&w.db).await.unwrap();
        let first = board.list(&named(""), 0, 9).unwrap().as_of;
        assert!(first <= w.db.now().await.unwrap());

        // A transaction that began before an event may still write one before it: what follows is
        // shown, but the board does not claim to know everything since.
        let mut open = w.db.pool().begin().await.unwrap();
        sqlx::query(AssertSqlSafe("SELECT pg_current_xact_id()".to_owned()))
            .execute(&mut *open)
            .await
            .unwrap();
        let before = w.db.now().await.unwrap();
        w.booked(place, day(1)).await;
        board.refresh(&w.db).await.unwrap();
        let held = board.list(&named(""), 0, 9).unwrap();
        assert_eq!(held.cards[0].bookable(), 4, "the freshest there is");
        assert!(held.as_of >= before && held.as_of <= w.db.now().await.unwrap());
        let age = held.as_of;
        w.booked(place, day(1)).await;
        board.refresh(&w.db).await.unwrap();
        assert_eq!(board.list(&named(""), 0, 9).unwrap().as_of, age, "as old as the first unsettled event");
        open.rollback().await.unwrap();
        until("the board is fresh again", async || {
            board.refresh(&w.db).await.unwrap();
            board.list(&named(""), 0, 9).unwrap().as_of > age
        })
        .await;

        let impatient = Board::with_patience(Duration::ZERO);
        impatient.refresh(&w.db).await.unwrap();
        assert!(impatient.list(&named(""), 0, 9).is_none());
        assert!(impatient.country().is_none() && impatient.provinces().is_none());
        assert!(impatient.sums(&[place.hospital]).is_none());
    })
    .await;
}
