//! F1–F3, F7, F8: doses are destroyed, exactly the shortfall loses its hold, the latest date first,
//! and nobody in line hears of it.

use crate::world::{EXPIRY, NOW, Place, TODAY, Wish, World, day, key, run, settle, supply_form, world};
use domain::{
    calendar::iso,
    disposal::DisposalReason,
    id::{LotId, ReservationId, SupplyId},
    refusal::Refusal,
    reservation::ReservationStatus as Status,
};
use futures_util::future::join_all;
use sqlx::PgPool;
use store::{
    Db,
    disposal::{self, Dispose, Disposed, Preview, Vials, destroy_expired, dispose, dispose_vials, preview},
    lot, nightly,
    release::Release,
    reservation, supply,
};
use time::Duration;

async fn look(w: &World, place: Place, doses: i32) -> Preview {
    preview(&w.db, place.hospital, w.lot(place).await, doses).await.unwrap().unwrap()
}

fn order(w: &World, place: Place, lot: LotId, doses: i32, shown: &str) -> Dispose {
    Dispose {
        by: w.admin,
        hospital: place.hospital,
        lot,
        doses,
        reason: DisposalReason::Temperature,
        note: Some("냉장고 고장".to_owned()),
        shown: shown.to_owned(),
        key: key(),
    }
}

/// Looks and confirms at once: who lost a hold, in the order of the preview.
async fn throw_away(w: &World, place: Place, doses: i32) -> (Vec<ReservationId>, Disposed) {
    let lot = w.lot(place).await;
    let shown = look(w, place, doses).await;
    let done = dispose(&w.db, &order(w, place, lot, doses, &shown.digest)).await.unwrap().unwrap();
    (shown.victims.into_iter().map(|v| v.reservation).collect(), done)
}

fn ids(wishes: &[Wish]) -> Vec<ReservationId> {
    wishes.iter().map(|w| w.1).collect()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn f2_doses_nobody_has_a_hold_on_go_first(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 5).await;
        let booked = w.booking(place, day(1)).await;
        let (victims, done) = throw_away(w, place, 4).await;
        assert_eq!((victims, done.cancelled), (vec![], 0));
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.discarded, ledger.reserved, ledger.bookable), (4, 1, 0));
        assert_eq!(w.status(booked.1).await.0, Status::Requested);
        assert_eq!(
            w.acts().await.last().unwrap(),
            &(
                "doses_discarded".to_owned(),
                format!("disposal:{}", done.disposal),
                Some("temperature".to_owned())
            )
        );
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn f3_exactly_the_shortfall_is_cancelled_the_latest_date_first_then_the_latest_made(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 7).await;
        let mut wishes = Vec::new();
        for on in [3, 1, 3, 2, 3] {
            wishes.push(w.booking(place, day(on)).await);
        }
        reservation::confirm(&w.db, w.admin, place.hospital, wishes[4].1).await.unwrap().unwrap();
        // Two are bookable; six go: four bookings fall, all of day 3 and the one of day 2.
        let shown = look(w, place, 6).await;
        let expected = ids(&[wishes[4], wishes[2], wishes[0], wishes[3]]);
        assert_eq!(shown.victims.iter().map(|v| v.reservation).collect::<Vec<_>>(), expected);
        assert_eq!((shown.left, shown.bookable), (7, 2));
        assert!(shown.victims.iter().all(|v| !v.offer && v.name.as_str() == "홍길동"));
        assert_eq!(shown.victims[3].day_on, Some(day(2)));
        let (victims, done) = throw_away(w, place, 6).await;
        assert_eq!((victims, done.cancelled), (expected, 4));
        assert_eq!(
            w.statuses(&wishes).await,
            [Status::Cancelled, Status::Requested, Status::Cancelled, Status::Cancelled, Status::Cancelled]
        );
        // Their places are free in the same moment.
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.discarded, ledger.reserved, ledger.bookable), (6, 1, 0));
        assert_eq!((w.taken(place.hospital, day(3)).await, w.taken(place.hospital, day(1)).await), (0, 1));
        let by = "reservations WHERE cancelled_by = 'disposal' AND ended_at IS NOT NULL";
        assert_eq!((w.rows(by).await, w.events("reservation_cancelled").await), (4, 4));
        settle(&w.db).await;
        assert_eq!(w.ledger(place).await, ledger);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn f3_one_dose_too_few_costs_one_booking_and_none_too_few_none(pool: PgPool) {
    world(pool, async |w| {
        for (doses, cancelled) in [(1, 0), (2, 0), (3, 1), (5, 3)] {
            let place = w.place(9, 5).await;
            for n in 1..=3 {
                w.booked(place, day(n)).await;
            }
            assert_eq!(throw_away(w, place, doses).await.1.cancelled, cancelled, "{doses}");
        }
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn f3_holds_that_are_over_go_before_earmarks_then_offers_then_bookings(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 2).await;
        let stays = w.booking(place, day(1)).await;
        let over = w.booking(place, day(9)).await;
        let line = w.line_of(place, 4).await;
        w.stock(place, 2).await;
        settle(&w.db).await;
        // Two offers of different moments: the second one's turn came when the first declined.
        w.decline(line[0]).await.unwrap();
        settle(&w.db).await;
        assert_eq!(
            w.statuses(&line).await,
            [Status::Waiting, Status::Offered, Status::Offered, Status::Waiting]
        );
        w.cancel(over).await.unwrap();
        w.stock(place, 4).await;
        let before = w.ledger(place).await;
        assert_eq!((before.reserved, before.offered, before.earmarked, before.bookable), (2, 2, 2, 2));
        let numbers = [w.queue_no(line[1].1).await, w.queue_no(line[2].1).await];
        // The newest lot has four: two are bookable, the hold that is over, one earmark.
        let (victims, done) = throw_away(w, place, 4).await;
        assert_eq!((victims, done.cancelled), (vec![], 0));
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.reserved, ledger.offered, ledger.earmarked, ledger.bookable), (1, 2, 1, 0));
        // The lot of two: an earmark, then the later offer.
        let lot = LotId(w.lot(place).await.0 - 1);
        let shown = preview(&w.db, place.hospital, lot, 2).await.unwrap().unwrap();
        assert_eq!(
            shown.victims.iter().map(|v| (v.reservation, v.offer)).collect::<Vec<_>>(),
            [(line[2].1, true)]
        );
        let done = dispose(&w.db, &order(w, place, lot, 2, &shown.digest)).await.unwrap().unwrap();
        assert_eq!(done.cancelled, 0);
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.reserved, ledger.offered, ledger.earmarked, ledger.bookable), (1, 1, 0, 0));
        // Whose offer was taken back waits again, with the place.
        assert_eq!(w.statuses(&line[1..3]).await, [Status::Offered, Status::Waiting]);
        assert_eq!([w.queue_no(line[1].1).await, w.queue_no(line[2].1).await], numbers);
        assert_eq!(w.accept(line[2], day(1)).await, Err(Refusal::OfferOver));
        assert_eq!(w.rows("offers WHERE outcome = 'revoked'").await, 1);
        // The lot of the beginning: the other offer, then the booking.
        let lot = LotId(lot.0 - 1);
        let shown = preview(&w.db, place.hospital, lot, 2).await.unwrap().unwrap();
        assert_eq!(shown.victims.iter().map(|v| v.reservation).collect::<Vec<_>>(), [line[1].1, stays.1]);
        let done = dispose(&w.db, &order(w, place, lot, 2, &shown.digest)).await.unwrap().unwrap();
        assert_eq!(done.cancelled, 1);
        settle(&w.db).await;
        assert_eq!(
            (w.statuses(&line).await, w.status(stays.1).await.0),
            (vec![Status::Waiting; 4], Status::Cancelled)
        );
        assert_eq!(w.status(over.1).await, (Status::Cancelled, 2), "as the person said");
        assert_eq!(w.rows("holds").await, 0);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn f3_a_person_who_gets_the_offer_back_is_served_with_the_next_dose(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(1, 0).await;
        let who = w.citizen().await;
        let dated = (who, w.wait(who, place, Some(day(2))).await.unwrap());
        w.stock(place, 1).await;
        settle(&w.db).await;
        throw_away(w, place, 1).await;
        assert_eq!(
            (w.status(dated.1).await, w.taken(place.hospital, day(2)).await),
            ((Status::Waiting, 3), 0)
        );
        w.stock(place, 1).await;
        settle(&w.db).await;
        assert_eq!(w.status(dated.1).await.0, Status::Offered);
        assert_eq!(w.accept(dated, day(2)).await, Ok(dated.1));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn f8_nobody_in_line_is_alerted(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 4).await;
        for _ in 0..4 {
            w.booked(place, day(1)).await;
        }
        let line = w.line_of(place, 2).await;
        settle(&w.db).await;
        let (_, done) = throw_away(w, place, 2).await;
        assert_eq!(done.cancelled, 2);
        settle(&w.db).await;
        let quiet = ["offer_made", "line_alerted", "hold_released", "line_served"];
        for kind in quiet {
            assert_eq!(w.events(kind).await, 0, "{kind}");
        }
        assert_eq!((w.statuses(&line).await, w.rows("line_calls").await), (vec![Status::Waiting; 2], 0));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn f1_a_disposal_of_a_picture_that_has_changed_does_nothing(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 2).await;
        let lot = w.lot(place).await;
        let first = w.booking(place, day(1)).await;
        let shown = look(w, place, 2).await;
        assert_eq!(shown.victims.len(), 1);
        let later = w.booking(place, day(2)).await;
        let refused = dispose(&w.db, &order(w, place, lot, 2, &shown.digest)).await.unwrap();
        assert_eq!(refused, Err(Refusal::PictureChanged));
        assert_eq!(dispose(&w.db, &order(w, place, lot, 1, "")).await.unwrap(), Err(Refusal::PictureChanged));
        assert_eq!(w.statuses(&[first, later]).await, [Status::Requested; 2]);
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.discarded, ledger.reserved, w.rows("disposals").await), (0, 2, 0));
        // Looked at again, it is done; who gave up meanwhile changes the picture too.
        let shown = look(w, place, 1).await;
        w.cancel(later).await.unwrap();
        let order = order(w, place, lot, 1, &shown.digest);
        assert_eq!(dispose(&w.db, &order).await.unwrap(), Err(Refusal::PictureChanged));
        let shown = look(w, place, 1).await;
        assert!(shown.victims.is_empty(), "the dose that comes back is enough");
        assert!(dispose(&w.db, &Dispose { shown: shown.digest, ..order }).await.unwrap().is_ok());
        assert_eq!(w.status(later.1).await, (Status::Cancelled, 2));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn f1_more_than_the_lot_has_is_refused(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 5).await;
        w.stock(place, 3).await;
        let lot = w.lot(place).await;
        w.vaccinate(place, w.citizen().await.person).await.unwrap();
        for doses in [3, 4, 0, -1, i32::MAX] {
            let refused = Err(Refusal::NotEnoughDoses(2));
            assert_eq!(preview(&w.db, place.hospital, lot, doses).await.unwrap().map(drop), refused);
            let answer = dispose(&w.db, &order(w, place, lot, doses, "")).await.unwrap();
            assert_eq!(answer.map(drop), refused);
        }
        let other = w.place(9, 1).await;
        assert_eq!(preview(&w.db, other.hospital, lot, 1).await.unwrap().map(drop), Err(Refusal::Unknown));
        let strange = dispose(&w.db, &order(w, other, lot, 1, "")).await.unwrap();
        assert_eq!(strange, Err(Refusal::Unknown));
        assert_eq!(
            preview(&w.db, place.hospital, LotId(9_999), 1).await.unwrap().map(drop),
            Err(Refusal::Unknown)
        );
        assert_eq!(w.ledger(place).await.discarded, 0);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn f1_a_form_sent_twenty_times_disposes_once(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 5).await;
        for n in 1..=3 {
            w.booked(place, day(n)).await;
        }
        let shown = look(w, place, 3).await;
        let order = order(w, place, w.lot(place).await, 3, &shown.digest);
        let answers = join_all((0..20).map(|_| dispose(&w.db, &order))).await;
        let answers: Vec<_> = answers.into_iter().map(Result::unwrap).collect();
        assert!(answers.iter().all(|a| a.is_ok() && a == &answers[0]), "{answers:?}");
        assert_eq!(answers[0].as_ref().unwrap().cancelled, 1);
        let other = Dispose { doses: 1, ..order };
        assert_eq!(dispose(&w.db, &other).await.unwrap(), Err(Refusal::KeyReused));
        assert_eq!((w.ledger(place).await.discarded, w.rows("disposals").await), (3, 1));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn f1_a_suspended_lot_can_be_destroyed(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 0).await;
        w.stock_lot(place, "GOOD", day(10), 1).await;
        w.stock_lot(place, "BAD", EXPIRY, 4).await;
        w.booked(place, day(3)).await;
        lot::suspend(&w.db, w.admin, place.vaccine, "BAD", "recall").await.unwrap().unwrap();
        let (victims, _) = throw_away(w, place, 4).await;
        assert_eq!((victims, w.ledger(place).await.bookable), (vec![], 0));
        // And no more of it arrives.
        let form = supply_form("BAD", EXPIRY, 1);
        let sent =
            supply::send(&w.db, w.admin, &w.admin_key(), place.hospital, place.vaccine, &form).await.unwrap();
        assert_eq!(sent, Err(Refusal::LotSuspended));
        let form = supply_form("GOOD", day(11), 1);
        let sent =
            supply::send(&w.db, w.admin, &w.admin_key(), place.hospital, place.vaccine, &form).await.unwrap();
        assert_eq!(sent, Err(Refusal::LotKnown(iso(day(10)))));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn f1_vials_are_destroyed_without_changing_a_dose(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 5).await;
        let reason = DisposalReason::Damaged;
        let some = |supply: SupplyId, vials: i32| Vials {
            by: w.admin,
            hospital: place.hospital,
            supply,
            vials,
            reason,
            note: Some("상자를 떨어뜨림".to_owned()),
            key: key(),
        };
        let throw =
            async |supply: SupplyId, vials: i32| dispose_vials(&w.db, &some(supply, vials)).await.unwrap();
        let supply = w.sent(place, "V", EXPIRY, 10).await;
        assert_eq!(throw(supply, 1).await, Err(Refusal::SupplyMoved), "it has not arrived");
        supply::receive(&w.db, w.admin, None, supply).await.unwrap().unwrap();
        let before = w.ledger(place).await;
        assert_eq!(throw(supply, 11).await, Err(Refusal::NotEnoughVials(10)));
        assert_eq!(throw(supply, 0).await, Err(Refusal::NotEnoughVials(10)));
        assert!(throw(supply, 4).await.is_ok());
        let kept = store::view::stock::list_disposals(&w.db, place.hospital, 10).await.unwrap();
        assert_eq!(kept[0].note.as_deref(), Some("상자를 떨어뜨림"));
        assert_eq!(throw(supply, 7).await, Err(Refusal::NotEnoughVials(6)));
        assert_eq!(w.ledger(place).await, before);
        // What is left yields that much less.
        let register = async |supply, doses| {
            supply::register_doses(&w.db, w.admin, place.hospital, supply, doses).await.unwrap()
        };
        let Err(Refusal::TooManyDoses(most)) = register(supply, 10_000).await else { panic!("too many") };
        let whole = w.received(place, "W", EXPIRY, 6).await;
        assert_eq!(register(whole, 10_000).await, Err(Refusal::TooManyDoses(most)));
        assert!(register(supply, most).await.is_ok());
        assert_eq!(throw(supply, 1).await, Err(Refusal::SupplyMoved), "they are doses now");
        assert!(throw(whole, 6).await.is_ok());
        assert_eq!(register(whole, 1).await, Err(Refusal::TooManyDoses(0)));
        let elsewhere = w.hospital(1).await;
        let strange = Vials { hospital: elsewhere, ..some(supply, 1) };
        let strange = dispose_vials(&w.db, &strange).await.unwrap();
        assert_eq!(strange, Err(Refusal::Unknown));
        // One form, one act.
        let same = some(w.received(place, "X", EXPIRY, 9).await, 2);
        let twice = join_all((0..10).map(|_| dispose_vials(&w.db, &same)));
        assert!(twice.await.into_iter().all(|a| a.unwrap().is_ok()));
        assert_eq!(w.rows("supplies WHERE vials_discarded = 2").await, 1);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn f1_expired_doses_are_destroyed_once_and_counted_apart(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 0).await;
        w.stock_lot(place, "SHORT", day(1), 5).await;
        let lot = w.lot(place).await;
        let by = async |db: &Db, doses| {
            destroy_expired(db, w.admin, place.hospital, lot, doses, key()).await.unwrap()
        };
        assert_eq!(by(&w.db, 1).await, Err(Refusal::NotEnoughDoses(0)));
        let later = w.at(NOW + Duration::days(2)).await;
        assert_eq!(nightly::run(&later).await.unwrap().expired, 5);
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.expired, ledger.discarded, ledger.bookable), (5, 0, 0));
        assert_eq!(by(&later, 6).await, Err(Refusal::NotEnoughDoses(5)));
        assert_eq!(by(&later, 3).await.map(|d| d.cancelled), Ok(0));
        assert_eq!(by(&later, 3).await, Err(Refusal::NotEnoughDoses(2)));
        assert!(by(&later, 2).await.is_ok());
        assert_eq!(w.ledger(place).await, ledger);
        let elsewhere = w.hospital(1).await;
        let strange = destroy_expired(&later, w.admin, elsewhere, lot, 1, key()).await.unwrap();
        assert_eq!(strange, Err(Refusal::Unknown));
        let same = key();
        let other = w.place(9, 0).await;
        w.stock_lot(other, "SHORT2", day(1), 5).await;
        nightly::run(&later).await.unwrap();
        let lot = w.lot(other).await;
        let twice = join_all((0..5).map(|_| destroy_expired(&later, w.admin, other.hospital, lot, 4, same)));
        assert!(twice.await.into_iter().all(|a| a.unwrap().is_ok()));
        assert_eq!(w.rows("lots WHERE expired_destroyed = 4").await, 1);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a3_a_correction_is_an_act_of_its_own_and_breaks_no_promise(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 0).await;
        let supply = w.received(place, "C", EXPIRY, 2).await;
        let correct = async |from, to| {
            store::correction::correct_doses(&w.db, w.admin, place.hospital, supply, from, to, "다시 셈")
                .await
                .unwrap()
        };
        assert_eq!(correct(10, 9).await, Err(Refusal::SupplyMoved), "nothing is registered");
        supply::register_doses(&w.db, w.admin, place.hospital, supply, 10).await.unwrap().unwrap();
        let Err(Refusal::TooManyDoses(most)) = correct(10, 10_000).await else { panic!("too many") };
        assert!(most >= 12);
        assert_eq!(correct(10, 0).await, Err(Refusal::TooManyDoses(most)));
        assert_eq!(correct(10, 12).await, Ok(()));
        assert_eq!(correct(10, 11).await, Err(Refusal::PictureChanged));
        for n in 1..=3 {
            w.booked(place, day(n)).await;
        }
        assert_eq!(correct(12, 2).await, Err(Refusal::DosesPromised(3)));
        assert_eq!(correct(12, 3).await, Ok(()));
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.registered, ledger.reserved, ledger.bookable), (3, 3, 0));
        let act = w.acts().await.pop().unwrap();
        assert_eq!((act.0.as_str(), act.2.as_deref()), ("doses_corrected", Some("12 → 3: 다시 셈")));
        // A lot that was given from cannot shrink below that, though another lot has bookable doses.
        let other = w.place(9, 0).await;
        let small = w.received(other, "S", EXPIRY, 1).await;
        supply::register_doses(&w.db, w.admin, other.hospital, small, 5).await.unwrap().unwrap();
        for _ in 0..2 {
            w.vaccinate(other, w.citizen().await.person).await.unwrap();
        }
        w.stock(other, 50).await;
        let short =
            store::correction::correct_doses(&w.db, w.admin, other.hospital, small, 5, 1, "r").await.unwrap();
        assert_eq!(short, Err(Refusal::DosesPromised(2)));
        let none = store::correction::correct_doses(&w.db, w.admin, w.hospital(1).await, small, 1, 2, "r")
            .await
            .unwrap();
        assert_eq!(none, Err(Refusal::Unknown));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn f1_disposing_while_people_book_cancel_and_are_vaccinated_stays_exact(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(200, 55).await;
        w.stock(place, 40).await;
        let lot = w.lot(place).await;
        let other = w.replica(8).await;
        let mut booked = Vec::new();
        for n in 0..30 {
            booked.push(w.booking(place, day(n % 3)).await);
        }
        let people = w.citizens(60).await;
        let book = join_all(people.iter().map(|who| w.book(*who, place, TODAY)));
        let give = join_all(booked[..15].iter().map(async |wish| {
            let given = w.given(place, lot, wish.0.person);
            store::vaccination::record(&other, &given).await.unwrap()
        }));
        let cancel = join_all(booked[15..25].iter().map(|wish| w.cancel(*wish)));
        let destroy = async {
            let mut done = 0;
            while done < 8 {
                let shown = look(w, place, 3).await;
                match dispose(&other, &order(w, place, lot, 3, &shown.digest)).await.unwrap() {
                    Ok(_) => done += 1,
                    Err(refusal) => assert_eq!(refusal, Refusal::PictureChanged),
                }
            }
        };
        let give_back = async {
            for _ in 0..20 {
                store::outbox::run(&other, &Release, 5).await.unwrap();
            }
        };
        let (_, given, _, (), ()) = tokio::join!(book, give, cancel, destroy, give_back);
        settle(&w.db).await;
        let ledger = w.ledger(place).await;
        let given = given.into_iter().flatten().count();
        assert_eq!((ledger.discarded, usize::try_from(ledger.administered).unwrap()), (24, given));
        assert_eq!(ledger.bookable + ledger.reserved, 95 - 24 - ledger.administered);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn f3_disposing_of_everything_in_a_race_cancels_everybody_once(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(200, 30).await;
        let lot = w.lot(place).await;
        let people = w.citizens(60).await;
        let book = join_all(people.iter().map(|who| w.book(*who, place, day(1))));
        let destroy = async {
            let mut gone = 0;
            let mut cancelled = 0;
            while gone < 30 {
                let shown = look(w, place, 6).await;
                match dispose(&w.db, &order(w, place, lot, 6, &shown.digest)).await.unwrap() {
                    Ok(done) => {
                        gone += 6;
                        cancelled += done.cancelled;
                    }
                    Err(refusal) => assert_eq!(refusal, Refusal::PictureChanged),
                }
            }
            cancelled
        };
        let (booked, cancelled) = tokio::join!(book, destroy);
        let booked = booked.into_iter().flatten().count();
        assert_eq!(usize::try_from(cancelled).unwrap(), booked);
        assert_eq!(w.rows("disposals").await, 5);
        run(&w.db, &Release).await;
        assert_eq!((w.rows("holds").await, w.taken(place.hospital, day(1)).await), (0, 0));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn f3_whoever_lost_a_booking_to_a_disposal_may_wait_with_its_number(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 1).await;
        let lost = w.booking(place, day(1)).await;
        let line = w.line_of(place, 1).await;
        throw_away(w, place, 1).await;
        let wish = store::waitlist::Join {
            instead_of: Some(lost.1),
            ..crate::world::join(lost.0, place, Some(day(2)))
        };
        let wait = store::waitlist::join(&w.db, &wish).await.unwrap().unwrap();
        assert_eq!(w.queue_no(wait).await, w.queue_no(lost.1).await);
        w.stock(place, 1).await;
        settle(&w.db).await;
        assert_eq!((w.status(wait).await.0, w.status(line[0].1).await.0), (Status::Offered, Status::Waiting));
        let _ = disposal::preview(&w.db, place.hospital, w.lot(place).await, 1).await.unwrap().unwrap();
    })
    .await;
}
