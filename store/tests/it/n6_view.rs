//! N6, C7, G4–G6: what each reader sees, and what is hidden from the others.

use crate::world::{EXPIRY, Place, day, hospital_form, settle, world};
use domain::{
    hospital::{HospitalForm, Province},
    reservation::{RejectReason, ReservationStatus as Status},
};
use sqlx::PgPool;
use store::{
    hospital, reservation, view,
    view::hospital::{Order, Search},
};
use time::macros::datetime;

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c7_a_person_sees_the_state_at_any_time_and_nobody_elses(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        let (who, stranger) = (w.citizen().await, w.citizen().await);
        let id = w.book(who, place, day(2)).await.unwrap();
        let find = |account| view::reservation::find_mine(&w.db, account, id);
        let mine = find(who.account).await.unwrap().unwrap();
        assert_eq!((mine.status, mine.version, mine.day_on), (Status::Requested, 1, Some(day(2))));
        assert_eq!((mine.name.as_str(), mine.dose), ("홍길동", (1, 2)));
        reservation::confirm(&w.db, w.admin, place.hospital, id).await.unwrap().unwrap();
        let mine = find(who.account).await.unwrap().unwrap();
        assert_eq!((mine.status, mine.version), (Status::Confirmed, 2));
        assert!(mine.decided_at.is_some() && mine.ended_at.is_none());
        assert!(find(stranger.account).await.unwrap().is_none());
        assert!(view::reservation::list_mine(&w.db, stranger.account).await.unwrap().is_empty());
        assert!(view::owns(&w.db, who.account, id).await.unwrap());
        assert!(!view::owns(&w.db, stranger.account, id).await.unwrap());
        let live = view::reservation_live(&w.db, &[id]).await.unwrap();
        assert_eq!((live[0].status, live[0].version), (Status::Confirmed, 2));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c3_a_desk_sees_its_own_requests_oldest_first(pool: PgPool) {
    world(pool, async |w| {
        let (here, there) = (w.place(5, 5).await, w.place(5, 5).await);
        let first = w.booked(here, day(3)).await;
        let second = w.booked(here, day(1)).await;
        let third = w.booked(here, day(1)).await;
        w.booked(there, day(1)).await;
        let (total, open) = view::desk::list_requests(&w.db, here.hospital, 2).await.unwrap();
        assert_eq!(total, 3);
        assert_eq!(open.iter().map(|e| e.reservation).collect::<Vec<_>>(), [first, second]);
        assert_eq!(open[0].name.as_str(), "홍길동");
        assert!(open[0].phone.is_some());
        reservation::confirm(&w.db, w.admin, here.hospital, second).await.unwrap().unwrap();
        reservation::reject(&w.db, w.admin, here.hospital, third, RejectReason::Other, None)
            .await
            .unwrap()
            .unwrap();
        settle(&w.db).await;
        assert_eq!(view::desk::list_requests(&w.db, here.hospital, 10).await.unwrap().0, 1);
        let of_the_day = view::desk::list_day(&w.db, here.hospital, day(1)).await.unwrap();
        assert_eq!(
            of_the_day.iter().map(|e| e.status).collect::<Vec<_>>(),
            [Status::Confirmed, Status::Rejected]
        );
        let days = view::desk::list_days(&w.db, here.hospital, 4).await.unwrap();
        let load: Vec<_> = days.iter().map(|d| (d.capacity, d.taken, d.requested, d.confirmed)).collect();
        assert_eq!(load, [(5, 0, 0, 0), (5, 1, 0, 1), (5, 0, 0, 0), (5, 1, 1, 0)]);
        assert!(view::desk::find(&w.db, there.hospital, first).await.unwrap().is_none());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n6_a_hospitals_page_tells_the_doses_and_the_places_left(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(2, 5).await;
        w.booked(place, day(1)).await;
        w.booked(place, day(1)).await;
        w.booked(place, day(2)).await;
        hospital::close_day(&w.db, w.admin, place.hospital, day(3)).await.unwrap().unwrap();
        let page = view::hospital::find(&w.db, place.hospital, None, 4).await.unwrap().unwrap();
        let days: Vec<_> = page.days.iter().map(|d| (d.day_on, d.free)).collect();
        assert_eq!(days, [(day(0), 2), (day(1), 0), (day(2), 1), (day(4), 2)]);
        assert_eq!((page.stocks[0].bookable, page.stocks[0].waiting), (2, 0));
        let later = view::hospital::find(&w.db, place.hospital, Some(day(10)), 1).await.unwrap().unwrap();
        assert_eq!(later.days[0].day_on, day(10));
        let evening = w.at(datetime!(2026-12-01 18:00 +9)).await;
        let page = view::hospital::find(&evening, place.hospital, None, 1).await.unwrap().unwrap();
        assert_eq!(page.days[0].day_on, day(1));
        let live = view::hospital_live(&w.db, &[place.hospital]).await.unwrap();
        assert_eq!(live[0].bookable, [(place.vaccine.0, 2)]);
        assert_eq!((live[0].places.len(), live[0].places[1].1), (14, 0));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n6_hospitals_are_found_by_name_and_province_those_with_doses_first(pool: PgPool) {
    world(pool, async |w| {
        let mut hospitals = Vec::new();
        for (name, province) in
            [("가 100% 병원", Province::Seoul), ("나 병원", Province::Seoul), ("나_의원", Province::Jeju)]
        {
            let form = HospitalForm { province, ..hospital_form(name, 1) };
            let made = hospital::register(&w.db, w.admin, &w.admin_key(), &form).await.unwrap();
            hospitals.push(made.unwrap());
        }
        let place = Place { hospital: hospitals[1], vaccine: w.vaccine().await };
        w.stock_lot(place, "A-1", day(2), 9).await;
        w.booked(place, day(1)).await;
        let find = async |text: &str, province| {
            let search = Search { name: text.to_owned(), province, ..Search::default() };
            let found = view::hospital::list(&w.db, &search, 0, 10).await.unwrap();
            assert_eq!(found.total as usize, found.cards.len());
            found.cards.iter().map(|c| c.hospital).collect::<Vec<_>>()
        };
        assert_eq!(find("", None).await, [hospitals[1], hospitals[0], hospitals[2]]);
        assert_eq!(find("나", None).await, [hospitals[1], hospitals[2]]);
        assert_eq!(find("", Some(Province::Jeju)).await, [hospitals[2]]);
        assert_eq!(find("나병원", None).await, [hospitals[1]]);
        // What a pattern would understand is only text.
        assert_eq!(find("%", None).await, [hospitals[0]]);
        assert_eq!(find("_", None).await, [hospitals[2]]);
        assert!(find("\\", None).await.is_empty());
        let search = Search { name: "나".to_owned(), ..Search::default() };
        let card = view::hospital::list(&w.db, &search, 0, 1).await.unwrap();
        assert_eq!((card.total, card.cards[0].bookable()), (2, 8));
        assert_eq!(card.cards[0].next_days, [day(0), day(2)]);
        let status = view::status::read(&w.db).await.unwrap();
        assert_eq!((status.provinces[0].hospitals, status.provinces[0].bookable), (2, 8));
        assert_eq!(status.provinces[0].places, 2 * 14 - 1);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n6_hospitals_are_found_by_initials_and_typos_and_by_their_earliest_day(pool: PgPool) {
    world(pool, async |w| {
        let mut hospitals = Vec::new();
        for (n, name) in ["시험대학교병원", "분당시험대학교병원", "나래병원"].into_iter().enumerate()
        {
            let made = hospital::register(&w.db, w.admin, &w.admin_key(), &hospital_form(name, 1)).await;
            let place = Place { hospital: made.unwrap().unwrap(), vaccine: w.vaccine().await };
            w.stock_lot(place, "A-1", day(40), 9).await;
            // Taken: the first day of the first, two days of the second, none of the third.
            for taken in 0..[1, 2, 0][n] {
                w.booked(place, day(taken)).await;
            }
            hospitals.push(place.hospital);
        }
        let find = async |text: &str, order| {
            let search = Search { name: text.to_owned(), province: None, order };
            let found = view::hospital::list(&w.db, &search, 0, 10).await.unwrap();
            (found.similar, found.cards.iter().map(|c| c.hospital).collect::<Vec<_>>())
        };
        let [first, second, third] = hospitals[..] else { panic!() };
        assert_eq!(find("ㅅㅎㄷ", Order::Best).await, (false, vec![first, second]));
        assert_eq!(find("시험대병원", Order::Best).await, (false, vec![first, second]));
        assert_eq!(find("시헙대학교", Order::Best).await, (true, vec![first, second]));
        assert_eq!(find("skfo", Order::Best).await, (false, vec![third]));
        assert_eq!(find("없는곳", Order::Best).await, (false, vec![]));
        assert_eq!(find("", Order::Soonest).await.1, [third, first, second]);
        assert_eq!(find("ㅅㅎ", Order::Soonest).await.1, [first, second]);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n6_supplies_that_need_an_act_come_first(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 6).await;
        let other = w.place(5, 6).await;
        let on_the_way = w.sent(place, "B-1", EXPIRY, 3).await;
        let arrived = w.received(place, "B-2", EXPIRY, 4).await;
        let mine = view::stock::list_supplies(&w.db, Some(place.hospital), None, 10).await.unwrap();
        let states: Vec<_> = mine.iter().map(|s| (s.vials, s.state.key())).collect();
        assert_eq!(states, [(4, "received"), (3, "sent"), (1, "registered")]);
        assert_eq!((mine[0].supply, mine[1].supply), (arrived, on_the_way));
        assert_eq!(view::stock::list_supplies(&w.db, None, None, 10).await.unwrap().len(), 4);
        assert!(view::stock::find_supply(&w.db, Some(other.hospital), arrived).await.unwrap().is_none());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n6_the_overview_counts_the_country(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 2).await;
        let empty = w.place(5, 0).await;
        w.booked(place, day(1)).await;
        w.wait(w.citizen().await, empty, None).await.unwrap();
        w.sent(place, "B-1", EXPIRY, 3).await;
        w.received(empty, "B-2", EXPIRY, 4).await;
        settle(&w.db).await;
        let now = view::admin::read_overview(&w.db).await.unwrap();
        assert_eq!((now.hospitals, now.without_doses, now.bookable, now.vaccines), (2, 1, 1, 2));
        assert_eq!((now.requested, now.waiting), (1, 1));
        assert_eq!(now.vials_left, 2_000_000 - 1 - 3 - 4);
        assert_eq!(view::stock::count_open_supplies(&w.db, None).await.unwrap(), (1, 1));
        assert_eq!(view::stock::count_open_supplies(&w.db, Some(place.hospital)).await.unwrap(), (1, 0));
        let found = view::admin::list_hospitals(&w.db, "병 원").await.unwrap();
        assert_eq!(found.iter().map(|h| h.bookable).sum::<i64>(), 1);
        let taken = view::desk::find_day(&w.db, place.hospital, day(1)).await.unwrap().unwrap();
        assert_eq!((taken.capacity, taken.taken, taken.closed), (5, 1, false));
        assert_eq!(view::desk::find_day(&w.db, place.hospital, day(61)).await.unwrap(), None);
    })
    .await;
}
