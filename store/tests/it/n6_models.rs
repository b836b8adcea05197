//! N6, G1–G6: read models follow the facts, whatever order events come in; they are made anew from
//! them, compared with them, and say how old they are.

use crate::world::{EXPIRY, NOW, Place, TODAY, World, day, key, run, settle, settle_at, until, world};
use domain::{
    disposal::DisposalReason,
    id::ReservationId,
    reservation::{CancelReason, ReservationStatus as Status},
    vaccination::VoidReason,
};
use sqlx::PgPool;
use store::{
    audit, cancel, correction,
    disposal::{self, Dispose, destroy_expired, dispose},
    hospital, outbox,
    read_model::{self, View, Views},
    reschedule, reservation, vaccination,
    view::{
        self,
        figures::{Filter, Order},
        movement::{MovementKind as Kind, Why},
    },
};
use time::Duration;

/// All models in one word.
const PICTURE: &str = "SELECT md5(string_agg(t::text, ';' ORDER BY t::text)) FROM (
    SELECT r::text AS t FROM view_reservations r UNION ALL SELECT d::text FROM view_days d
    UNION ALL SELECT s::text FROM view_stocks s UNION ALL SELECT v::text FROM view_vaccinations v) t";

/// Bookings in every state, doses given, taken back, destroyed and expired, people in line.
async fn life(w: &World) -> Place {
    let place = w.place(6, 14).await;
    let mut booked = Vec::new();
    for n in 0..9 {
        booked.push(w.booking(place, day(n / 3)).await);
    }
    for n in [0, 1, 2, 4] {
        reservation::confirm(&w.db, w.admin, place.hospital, booked[n].1).await.unwrap().unwrap();
    }
    w.cancel(booked[3]).await.unwrap();
    reschedule::reschedule(&w.db, booked[5].0.account, booked[5].1, day(4)).await.unwrap().unwrap();
    cancel::by_manager(&w.db, w.admin, place.hospital, booked[6].1, CancelReason::Other, None)
        .await
        .unwrap()
        .unwrap();
    let record = w.vaccinate(place, booked[0].0.person).await.unwrap();
    w.vaccinate(place, booked[1].0.person).await.unwrap();
    // Comes today although booked for the day after tomorrow: the place moves with the person.
    w.vaccinate(place, booked[7].0.person).await.unwrap();
    settle(&w.db).await;
    vaccination::void(&w.db, w.admin, None, record, VoidReason::NotGiven).await.unwrap().unwrap();
    // A line for a vaccine the hospital has never had.
    w.line_of(Place { vaccine: w.vaccine().await, ..place }, 3).await;
    hospital::close_day(&w.db, w.admin, place.hospital, day(9)).await.unwrap().unwrap();
    settle(&w.db).await;
    place
}

async fn count(w: &World, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(w.db.pool()).await.unwrap()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n6_models_follow_a_life_and_are_the_same_after_a_rebuild(pool: PgPool) {
    world(pool, async |w| {
        life(w).await;
        life(w).await;
        let later = w.at(NOW + Duration::days(1)).await;
        settle_at(&later).await;
        assert_eq!(audit::run_views(&w.db).await.unwrap(), []);
        let picture: String = sqlx::query_scalar(PICTURE).fetch_one(w.db.pool()).await.unwrap();
        for view in View::ALL {
            assert_eq!(read_model::rebuild(&w.db, view).await.unwrap(), 2);
        }
        assert_eq!(sqlx::query_scalar::<_, String>(PICTURE).fetch_one(w.db.pool()).await.unwrap(), picture);
        // Everything read once more changes nothing either.
        w.by_hand("UPDATE consumers SET xid = '0', event_id = 0 WHERE name = 'views'").await;
        settle(&w.db).await;
        assert_eq!(sqlx::query_scalar::<_, String>(PICTURE).fetch_one(w.db.pool()).await.unwrap(), picture);
        assert!(count(w, "SELECT count(*) FROM view_days WHERE no_show > 0 AND vaccinated > 0").await > 0);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n6_the_audit_finds_what_is_wrong_with_a_model_and_a_rebuild_mends_it(pool: PgPool) {
    world(pool, async |w| {
        life(w).await;
        let wrongs = [
            (
                View::Reservations,
                "UPDATE view_reservations SET status = 'expired' WHERE status = 'waiting'",
                "view_reservations.row",
            ),
            (
                View::Reservations,
                "DELETE FROM view_reservations WHERE status = 'waiting'",
                "view_reservations.row",
            ),
            (View::Days, "UPDATE view_days SET taken = taken + 1", "view_days.taken"),
            (View::Days, "UPDATE view_days SET open = NOT open", "view_days.open"),
            (View::Days, "UPDATE view_days SET cancelled = 9 WHERE cancelled > 0", "view_days.cancelled"),
            (View::Stocks, "UPDATE view_stocks SET waiting = waiting + 1", "view_stocks.waiting"),
            (View::Stocks, "UPDATE view_stocks SET lasts_until = lasts_until - 1", "view_stocks.lasts_until"),
            (View::Stocks, "DELETE FROM view_stocks", "view_stocks.bookable"),
            (View::Vaccinations, "UPDATE view_vaccinations SET doses = doses + 1", "view_vaccinations.doses"),
            (View::Vaccinations, "DELETE FROM view_vaccinations", "view_vaccinations.doses"),
        ];
        for (view, wrong, law) in wrongs {
            assert!(w.by_hand(wrong).await > 0, "{wrong}");
            let found = audit::run_views(&w.db).await.unwrap();
            assert!(found.iter().any(|d| d.law == law), "{wrong}: {found:?}");
            read_model::rebuild(&w.db, view).await.unwrap();
            assert_eq!(audit::run_views(&w.db).await.unwrap(), [], "{wrong}");
        }
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n6_the_audit_waits_for_the_consumer(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        settle(&w.db).await;
        w.booked(place, day(1)).await;
        let db = w.db.clone();
        let audited = tokio::spawn(async move { audit::run_views(&db).await.unwrap() });
        tokio::task::yield_now().await;
        assert!(!audited.is_finished(), "nothing was read yet");
        run(&w.db, &Views).await;
        assert_eq!(audited.await.unwrap(), []);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n6_a_rebuild_goes_on_beside_bookings_and_the_consumer(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(200, 100).await;
        let db = w.replica(4).await;
        let busy = tokio::spawn(async move {
            loop {
                outbox::run(&db, &Views, 3).await.unwrap();
                tokio::task::yield_now().await;
            }
        });
        for n in 0..30 {
            w.booked(place, day(n % 5)).await;
            read_model::rebuild(&w.db, View::ALL[usize::try_from(n).unwrap() % 4]).await.unwrap();
        }
        until("every event is read", async || {
            count(w, "SELECT count(*) FROM events e, consumers c WHERE c.name = 'views' AND (e.xid, e.event_id) > (c.xid, c.event_id)").await == 0
        })
        .await;
        busy.abort();
        let _ = busy.await;
        assert_eq!(audit::run_views(&w.db).await.unwrap(), []);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n6_models_say_how_old_they_are(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        settle(&w.db).await;
        let fresh = read_model::as_of(&w.db).await.unwrap();
        assert!(w.db.now().await.unwrap() - fresh.at < Duration::seconds(5));
        let before = w.db.now().await.unwrap();
        w.booked(place, day(1)).await;
        let old = read_model::as_of(&w.db).await.unwrap();
        assert!(old.at >= before && old.at < w.db.now().await.unwrap(), "as old as the first event not read");
        assert_eq!(old.version, fresh.version);
        assert!(!old.late && read_model::as_of(&w.at(NOW + Duration::minutes(2)).await).await.unwrap().late);
        // A page waits a little, and then shows what there is.
        assert_eq!(read_model::meet(&w.db).await.unwrap(), old);
        run(&w.db, &Views).await;
        let met = read_model::meet(&w.db).await.unwrap();
        assert!(met.at > old.at && met.version > old.version);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn g4_nobody_misses_what_they_have_just_done(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 1).await;
        let (wish, other) = (w.booking(place, day(1)).await, w.citizen().await);
        let own = async |who: domain::id::AccountId| -> Vec<(ReservationId, Status)> {
            let (own, _) = view::reservation::list_own(&w.db, who).await.unwrap();
            own.into_iter().map(|o| (o.reservation, o.status)).collect()
        };
        // The consumer has not run at all.
        assert_eq!(own(wish.0.account).await, [(wish.1, Status::Requested)]);
        settle(&w.db).await;
        assert_eq!(own(wish.0.account).await, [(wish.1, Status::Requested)]);
        w.cancel(wish).await.unwrap();
        assert_eq!(own(wish.0.account).await, [(wish.1, Status::Cancelled)]);
        assert_eq!(own(other.account).await, []);
        settle(&w.db).await;
        // From the model, now that it knows: it is read instead of the facts.
        w.by_hand("UPDATE view_reservations SET status = 'expired'").await;
        assert_eq!(own(wish.0.account).await, [(wish.1, Status::Expired)]);
        read_model::rebuild(&w.db, View::Reservations).await.unwrap();

        let dry = w.place(5, 0).await;
        let line = w.line_of(dry, 2).await;
        settle(&w.db).await;
        let (own, as_of) = view::reservation::list_own(&w.db, line[1].0.account).await.unwrap();
        let place = own[0].line.unwrap();
        assert_eq!((place.position, place.waiting), (2, 2));
        assert!(as_of <= w.db.now().await.unwrap());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn g5_a_day_counts_who_came_and_who_moved_away(pool: PgPool) {
    world(pool, async |w| {
        let place = life(w).await;
        let days = view::desk::list_days_between(&w.db, place.hospital, TODAY, day(9)).await.unwrap();
        let told: Vec<_> =
            days.iter().map(|d| (d.taken, d.requested, d.confirmed, d.vaccinated, d.ended)).collect();
        // Today: a record taken back (confirmed again), one given, one confirmed, one who came early.
        assert_eq!(told[0], (4, 0, 2, 2, 0));
        assert_eq!(told[1], (1, 0, 1, 0, 1));
        assert_eq!(told[2], (1, 1, 0, 0, 1));
        assert_eq!(told[4], (1, 1, 0, 0, 0));
        assert!(days[8].open && !days[9].open);
        let sum: i64 = count(w, "SELECT sum(taken) FROM days").await;
        assert_eq!(days.iter().map(|d| i64::from(d.taken)).sum::<i64>(), sum);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn g1_g2_g3_figures_are_those_of_the_facts(pool: PgPool) {
    world(pool, async |w| {
        let (one, two) = (life(w).await, life(w).await);
        let none = Filter::default();
        let given = view::figures::list_given(&w.db, none, day(-2), day(2)).await.unwrap();
        assert_eq!(given.len(), 5);
        assert_eq!(given[2].doses, [4, 0, 0]);
        let facts = count(w, "SELECT count(*) FROM vaccinations WHERE voided_at IS NULL").await;
        assert_eq!(given.iter().map(view::figures::GivenDay::total).sum::<i64>(), facts);
        let only = Filter { vaccine: Some(one.vaccine), ..none };
        assert_eq!(view::figures::list_given(&w.db, only, TODAY, TODAY).await.unwrap()[0].total(), 2);
        let elsewhere = Filter { province: Some(domain::hospital::Province::Jeju), ..none };
        assert_eq!(view::figures::list_given(&w.db, elsewhere, TODAY, TODAY).await.unwrap()[0].total(), 0);
        let detail = view::figures::list_given_by_hospital(&w.db, none, TODAY, TODAY, 100).await.unwrap();
        assert_eq!(detail.iter().map(|g| (g.dose_no, g.doses)).collect::<Vec<_>>(), [(1, 2), (1, 2)]);

        let shown = disposal::preview(&w.db, two.hospital, w.lot(two).await, 7).await.unwrap().unwrap();
        let order = Dispose {
            by: w.admin,
            hospital: two.hospital,
            lot: w.lot(two).await,
            doses: 7,
            reason: DisposalReason::Temperature,
            note: None,
            shown: shown.digest,
            key: key(),
        };
        dispose(&w.db, &order).await.unwrap().unwrap();
        settle(&w.db).await;
        let (all, n, hospitals) =
            view::figures::list_use(&w.db, none, Order::MostDiscarded, 0, 10).await.unwrap();
        assert_eq!((all.registered, all.administered, all.discarded, all.expired, n), (28, 4, 7, 0, 2));
        assert_eq!(hospitals.iter().map(|h| h.hospital).collect::<Vec<_>>(), [two.hospital, one.hospital]);
        assert_eq!(hospitals[0].doses.share(hospitals[0].doses.discarded), Some(500));
        let (_, n, page) = view::figures::list_use(&w.db, none, Order::Name, 1, 1).await.unwrap();
        assert_eq!((n, page.len()), (2, 1));
        let (all, n, page) = view::figures::list_use(&w.db, elsewhere, Order::Name, 0, 9).await.unwrap();
        assert_eq!((all.registered, n, page.len()), (0, 0, 0));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn g6_a_ledger_tells_who_moved_what_and_ends_at_what_is_left(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 0).await;
        let supply = w.received(place, "HIST-1", day(2), 6).await;
        store::supply::register_doses(&w.db, w.admin, place.hospital, supply, 5).await.unwrap().unwrap();
        correction::correct_doses(&w.db, w.admin, place.hospital, supply, 5, 6, "다시 셈 → 6")
            .await
            .unwrap()
            .unwrap();
        let lot = w.lot(place).await;
        let record = w.vaccinate(place, w.citizen().await.person).await.unwrap();
        w.vaccinate(place, w.citizen().await.person).await.unwrap();
        vaccination::void(&w.db, w.admin, None, record, VoidReason::Twice).await.unwrap().unwrap();
        let late = w.vaccinate(place, w.citizen().await.person).await.unwrap();
        let order = Dispose {
            by: w.admin,
            hospital: place.hospital,
            lot,
            doses: 1,
            reason: DisposalReason::Opened,
            note: Some("남음".to_owned()),
            shown: disposal::preview(&w.db, place.hospital, lot, 1).await.unwrap().unwrap().digest,
            key: key(),
        };
        dispose(&w.db, &order).await.unwrap().unwrap();
        let later = w.at(NOW + Duration::days(4)).await;
        settle_at(&later).await;
        vaccination::void(&later, w.admin, None, late, VoidReason::WrongLot).await.unwrap().unwrap();
        destroy_expired(&later, w.admin, place.hospital, lot, 4, key()).await.unwrap().unwrap();
        settle(&later).await;
        w.stock_lot(place, "HIST-2", EXPIRY, 3).await;
        settle(&w.db).await;

        let list = async |lot| {
            view::movement::list(&w.db, place.hospital, place.vaccine, lot, 0, 100).await.unwrap()
        };
        let (total, moved) = list(Some(lot)).await;
        let told: Vec<_> = moved.iter().rev().map(|m| (m.kind, m.amount, m.change, m.balance)).collect();
        assert_eq!(
            told,
            [
                (Kind::Registered, 5, 5, 5),
                (Kind::Corrected, 1, 1, 6),
                (Kind::Administered, 1, -1, 5),
                (Kind::Administered, 1, -1, 4),
                (Kind::Voided, 1, 1, 5),
                (Kind::Administered, 1, -1, 4),
                (Kind::Discarded, 1, -1, 3),
                (Kind::Expired, 3, -3, 0),
                (Kind::Voided, 1, 1, 1),
                (Kind::Expired, 1, -1, 0),
                (Kind::Destroyed, 4, 0, 0),
            ]
        );
        assert_eq!(total, 11);
        assert_eq!(moved[10].by.as_deref(), moved[9].by.as_deref());
        assert!(moved[3].by.is_none(), "the calendar");
        assert_eq!(moved[9].why, Why::Words("다시 셈 → 6".to_owned()));
        assert_eq!(moved[6].why, Why::Void(VoidReason::Twice));
        assert_eq!(moved[4].why, Why::Disposal(DisposalReason::Opened, Some("남음".to_owned())));
        let (total, moved) = list(None).await;
        assert_eq!((total, moved.len()), (12, 12));
        let on_hand = w.ledger(place).await;
        let left = on_hand.registered - on_hand.administered - on_hand.discarded - on_hand.expired;
        let last = moved.iter().max_by_key(|m| m.at).unwrap().balance;
        assert_eq!(last, i64::from(left));
        let (total, page) =
            view::movement::list(&w.db, place.hospital, place.vaccine, Some(lot), 10, 1).await.unwrap();
        assert_eq!((total, page[0].kind), (11, Kind::Registered));
    })
    .await;
}
