//! N6, C7, G4–G6: what each reader sees of the life of a dose.

use crate::world::{EXPIRY, NOW, TODAY, day, key, settle, world};
use domain::{
    disposal::DisposalReason,
    reservation::{CancelReason, CancelledBy, RejectReason, ReservationStatus as Status},
    supply::SupplyState,
    vaccination::VoidReason,
};
use sqlx::PgPool;
use std::collections::HashSet;
use store::{
    cancel,
    disposal::{self, Dispose, Vials, destroy_expired, dispose, dispose_vials},
    lot, nightly,
    reservation::{confirm, reject},
    vaccination, view,
    view::visit::{self, Wanted},
    waitlist,
};
use time::Duration;

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c7_a_reservation_is_shown_in_every_state_it_can_have(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(20, 8).await;
        let mut all = Vec::new();
        for n in 0..8 {
            all.push(w.booking(place, day(n / 3)).await);
        }
        let of = place.hospital;
        for n in [1, 4] {
            confirm(&w.db, w.admin, of, all[n].1).await.unwrap().unwrap();
        }
        reject(&w.db, w.admin, of, all[2].1, RejectReason::NotEligible, None).await.unwrap().unwrap();
        w.cancel(all[3]).await.unwrap();
        let reason = CancelReason::HospitalClosed;
        cancel::by_manager(&w.db, w.admin, of, all[5].1, reason, Some("정전")).await.unwrap().unwrap();
        w.vaccinate(place, all[6].0.person).await.unwrap();
        settle(&w.db).await;
        let empty = w.place(20, 0).await;
        all.extend(w.line_of(empty, 3).await);
        waitlist::withdraw(&w.db, all[9].0.account, all[9].1).await.unwrap().unwrap();
        w.stock(empty, 1).await;
        settle(&w.db).await;
        let tomorrow = w.at(NOW + Duration::days(1)).await;
        nightly::run(&tomorrow).await.unwrap();
        settle(&tomorrow).await;
        let mut seen = HashSet::new();
        for (who, id) in &all {
            let mine = view::reservation::find_mine(&w.db, who.account, *id).await.unwrap().unwrap();
            assert_eq!(view::reservation::list_mine(&w.db, who.account).await.unwrap().len(), 1);
            let live = view::reservation_live(&w.db, &[*id]).await.unwrap();
            assert_eq!((live[0].status, live[0].version), (mine.status, mine.version));
            assert_eq!(mine.offer_until.is_some(), mine.status == Status::Offered);
            assert_eq!(mine.line.is_some(), mine.status == Status::Waiting);
            assert_eq!(mine.given_at.is_some(), mine.status == Status::Vaccinated);
            assert_eq!(mine.cancelled_by.is_some(), mine.status == Status::Cancelled);
            assert_eq!(mine.may_rejoin, mine.cancelled_by == Some(CancelledBy::Manager));
            assert_eq!(mine.ended_at.is_some(), mine.status.is_final());
            if mine.may_rejoin {
                assert_eq!((mine.cancel_reason, mine.note.as_deref()), (Some(reason), Some("정전")));
            }
            seen.insert(mine.status);
        }
        assert_eq!(seen.len(), Status::ALL.len(), "{seen:?}");
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn f7_a_waiting_person_sees_that_anybody_may_book_what_was_freed_in_silence(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 1).await;
        let booked = w.booking(place, day(1)).await;
        let (who, wait) = w.line_of(place, 1).await[0];
        settle(&w.db).await;
        let bookable = async || {
            let mine = view::reservation::find_mine(&w.db, who.account, wait).await.unwrap().unwrap();
            let live = view::reservation_live(&w.db, &[wait]).await.unwrap();
            assert_eq!(mine.bookable, live[0].bookable);
            mine.bookable
        };
        assert!(!bookable().await);
        let reason = CancelReason::Other;
        cancel::by_manager(&w.db, w.admin, place.hospital, booked.1, reason, None).await.unwrap().unwrap();
        settle(&w.db).await;
        assert!(bookable().await);
        let lines = view::line::list_lines(&w.db, place.hospital).await.unwrap();
        assert_eq!((lines[0].waiting, lines[0].offered, lines[0].earmarked, lines[0].bookable), (1, 0, 0, 1));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn d1_the_desk_finds_who_stands_before_it_and_sees_what_was_recorded(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 9).await;
        let wish = w.booking(place, TODAY).await;
        let other = w.booking(w.place(9, 9).await, TODAY).await;
        let found = visit::find(&w.db, place.hospital, wish.1).await.unwrap().unwrap();
        assert!(found.here && found.held && found.person == wish.0.person);
        let elsewhere = visit::find(&w.db, place.hospital, other.1).await.unwrap().unwrap();
        assert!(!elsewhere.here);
        let number = Wanted::parse(&found.number.to_string()).unwrap();
        for wanted in [number, Wanted::Name("길동".to_owned())] {
            let all = visit::search(&w.db, place.hospital, &wanted).await.unwrap();
            assert_eq!(all.iter().map(|v| v.reservation).collect::<Vec<_>>(), [wish.1], "{wanted:?}");
        }
        let record = w.vaccinate(place, wish.0.person).await.unwrap();
        // N4: the desk says that the reservation's status follows.
        let look = async || {
            let all = view::vaccination::list_records(&w.db, place.hospital, TODAY).await.unwrap();
            assert_eq!(all.len(), 1);
            all.into_iter().next().unwrap()
        };
        let shown = look().await;
        assert_eq!((shown.vaccination, shown.dose_no, shown.place_on), (record, 1, TODAY));
        assert!(shown.reservation.is_some() && !shown.status_followed && shown.voided.is_none());
        assert!(!visit::find(&w.db, place.hospital, wish.1).await.unwrap().unwrap().held);
        settle(&w.db).await;
        assert!(look().await.status_followed);
        vaccination::void(&w.db, w.admin, None, record, VoidReason::WrongLot).await.unwrap().unwrap();
        assert_eq!(look().await.voided.map(|v| v.reason), Some(VoidReason::WrongLot));
        let hidden = view::vaccination::find_record(&w.db, Some(w.hospital(1).await), record).await.unwrap();
        assert!(hidden.is_none());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn g6_the_stock_shows_lots_disposals_and_supplies_in_every_state(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 0).await;
        w.stock_lot(place, "SHORT", day(1), 4).await;
        let short = w.lot(place).await;
        w.stock_lot(place, "LONG", EXPIRY, 6).await;
        let long = w.lot(place).await;
        let given = w.citizen().await;
        w.vaccinate(place, given.person).await.unwrap();
        let shown = disposal::preview(&w.db, place.hospital, long, 2).await.unwrap().unwrap();
        let order = Dispose {
            by: w.admin,
            hospital: place.hospital,
            lot: long,
            doses: 2,
            reason: DisposalReason::Opened,
            note: Some("남음".to_owned()),
            shown: shown.digest,
            key: key(),
        };
        dispose(&w.db, &order).await.unwrap().unwrap();
        let later = w.at(NOW + Duration::days(2)).await;
        nightly::run(&later).await.unwrap();
        destroy_expired(&later, w.admin, place.hospital, short, 3, key()).await.unwrap().unwrap();
        let gone = w.received(place, "GONE", EXPIRY, 2).await;
        let reason = DisposalReason::Damaged;
        let vials = Vials {
            by: w.admin,
            hospital: place.hospital,
            supply: gone,
            vials: 2,
            reason,
            note: None,
            key: key(),
        };
        dispose_vials(&w.db, &vials).await.unwrap().unwrap();
        w.sent(place, "SENT", EXPIRY, 1).await;
        w.received(place, "HERE", EXPIRY, 1).await;
        lot::suspend(&w.db, w.admin, place.vaccine, "LONG", "recall").await.unwrap().unwrap();

        let lots = view::stock::list_lots(&later, place.hospital).await.unwrap();
        let told: Vec<_> =
            lots.iter().map(|l| (l.lot, l.left, l.expired, l.to_destroy, l.days_left)).collect();
        assert_eq!(told[0], (short, 0, 4, 1, -1));
        assert_eq!((told[1].0, told[1].1, lots[1].suspended.as_deref()), (long, 3, Some("recall")));
        settle(&later).await;
        let stock = view::stock::list(&later, place.hospital).await.unwrap();
        assert_eq!(stock.len(), 1);
        let all = view::stock::list_disposals(&w.db, place.hospital, 10).await.unwrap();
        let told: Vec<_> =
            all.iter().map(|d| (d.lot_number.as_str(), d.amount, d.vials, d.expired, d.reason)).collect();
        assert_eq!(
            told,
            [
                ("GONE", 2, true, false, DisposalReason::Damaged),
                ("SHORT", 3, false, true, DisposalReason::Expired),
                ("LONG", 2, false, false, DisposalReason::Opened)
            ]
        );
        assert_eq!(all[2].note.as_deref(), Some("남음"));
        let supplies = view::stock::list_supplies(&w.db, Some(place.hospital), None, 20).await.unwrap();
        let states: HashSet<_> = supplies.iter().map(|s| s.state.key()).collect();
        assert_eq!(states, HashSet::from(["sent", "received", "registered", "discarded"]));
        let discarded = Some(SupplyState::Discarded);
        let supplies = view::stock::list_supplies(&w.db, None, discarded, 20).await.unwrap();
        assert_eq!(supplies.iter().map(|s| s.supply).collect::<Vec<_>>(), [gone]);
        assert_eq!(view::stock::count_open_supplies(&w.db, Some(place.hospital)).await.unwrap(), (1, 1));

        // A recall names who has the lot and who was given it.
        let number = view::lot::find(&w.db, place.vaccine, "LONG").await.unwrap().unwrap();
        assert_eq!((number.hospitals, number.left, number.administered), (1, 3, 1));
        assert_eq!(number.suspended.map(|s| s.1).as_deref(), Some("recall"));
        assert_eq!(view::lot::list(&w.db, "L").await.unwrap().len(), 1);
        assert_eq!(view::lot::list_holders(&w.db, place.vaccine, "LONG").await.unwrap()[0].left, 3);
        let people = view::lot::list_recipients(&w.db, place.vaccine, "LONG", 10).await.unwrap();
        assert_eq!(people.iter().map(|p| (p.name.as_str(), p.dose_no)).collect::<Vec<_>>(), [("홍길동", 1)]);
        assert!(people[0].phone.is_some());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c3_requests_nobody_answered_for_a_day_are_counted(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 9).await;
        let answered = w.booked(place, day(5)).await;
        w.booked(place, day(5)).await;
        confirm(&w.db, w.admin, place.hospital, answered).await.unwrap().unwrap();
        let before = w.at(NOW + Duration::hours(23)).await;
        assert_eq!(view::desk::count_overdue(&before, place.hospital).await.unwrap(), 0);
        let after = w.at(NOW + Duration::hours(25)).await;
        assert_eq!(view::desk::count_overdue(&after, place.hospital).await.unwrap(), 1);
    })
    .await;
}
