//! N7: what senders do with deliveries: urgent ones first, each once, given up visibly.

use crate::world::{NOW, Place, Wish, World, day, settle, world};
use domain::{
    notice::{Channel, NoticeKind as K},
    refusal::Refusal,
    reservation::CancelReason,
};
use sqlx::PgPool;
use store::{
    Db, cancel,
    notice::{
        Address, Claimed, Dispatch, Finished, Sent, Setting, State, change, count_queued, find, list,
        list_failed, mark_undeliverable, remind, resend,
    },
    reservation::confirm,
};
use time::{Duration, OffsetDateTime, macros::datetime};

/// Somebody new whose booking was accepted: one delivery waits.
async fn accepted(w: &World, db: &Db, place: Place, on: i64) -> Wish {
    let wish = w.booking(place, day(on)).await;
    confirm(db, w.admin, place.hospital, wish.1).await.unwrap().unwrap();
    wish
}

async fn cancelled_by_hospital(w: &World, db: &Db, place: Place, wish: Wish) {
    cancel::by_manager(db, w.admin, place.hospital, wish.1, CancelReason::Other, None)
        .await
        .unwrap()
        .unwrap();
}

fn accept(id: &str) -> Sent {
    Sent::Accepted(id.to_owned())
}

fn fail(why: &str) -> Sent {
    Sent::Failed(why.to_owned())
}

/// What a sender of all channels claims.
async fn claim(db: &Db, most: i64) -> store::Result<Vec<Claimed>> {
    store::notice::claim(db, &Channel::ALL, most).await
}

/// All that is due, in the order of the claim.
async fn claim_all(db: &Db) -> Vec<Claimed> {
    claim(db, 100).await.unwrap()
}

/// How the sender of a delivery says how it went.
async fn finish(db: &Db, d: &Claimed, sent: &Sent, next: Option<Channel>) -> store::Result<Finished> {
    store::notice::finish(db, d.delivery, d.claim, sent, next).await
}

/// The one delivery that is due.
async fn claim_one(db: &Db) -> Claimed {
    let mut all = claim_all(db).await;
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

async fn not_before(w: &World, kind: K, wish: Wish) -> OffsetDateTime {
    sqlx::query_scalar(
        "SELECT d.not_before FROM deliveries d JOIN notices n USING (notice_id)
         WHERE n.kind = $1 AND n.reservation_id = $2",
    )
    .bind(kind.key())
    .bind(wish.1.0)
    .fetch_one(w.db.pool())
    .await
    .unwrap()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_urgent_deliveries_go_first_however_many_others_wait(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(99, 99).await;
        for _ in 0..20 {
            accepted(w, &w.db, place, 1).await;
        }
        let loser = w.booking(place, day(1)).await;
        cancelled_by_hospital(w, &w.db, place, loser).await;
        settle(&w.db).await;
        let first = claim(&w.db, 1).await.unwrap().remove(0);
        assert_eq!((first.about.kind, first.about.reservation), (K::CancelledByHospital, loser.1));
        let (n, seconds) = count_queued(&w.db).await.unwrap();
        assert!(n == 21 && seconds >= 0.0, "{n} {seconds}");
        assert_eq!(claim_all(&w.db).await.len(), 20);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_a_delivery_has_everything_its_text_needs(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 9).await;
        let wish = accepted(w, &w.db, place, 2).await;
        settle(&w.db).await;
        let delivery = claim_one(&w.db).await;
        assert_eq!((delivery.about.kind, delivery.about.reservation), (K::Confirmed, wish.1));
        assert_eq!((delivery.about.day_on, delivery.channel), (Some(day(2)), Channel::Alimtalk));
        assert_eq!((delivery.language.as_str(), delivery.outdated), ("ko", false));
        let Address::Phone(phone) = &delivery.to else { panic!("to a phone") };
        assert!(phone.formatted().starts_with("010-70"), "{}", phone.formatted());
        assert!(delivery.about.hospital_name.starts_with("병원"));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_an_expired_lease_is_claimed_again_and_the_late_finish_is_lost(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 9).await;
        let wish = accepted(w, &w.db, place, 1).await;
        settle(&w.db).await;
        let stuck = claim_one(&w.db).await;
        assert!(claim_all(&w.db).await.is_empty(), "it is in somebody's hands");
        let later = w.at(NOW + Duration::minutes(2)).await;
        let again = claim_one(&later).await;
        assert_eq!((again.delivery, again.key), (stuck.delivery, stuck.key), "the provider takes it once");
        assert_eq!(finish(&later, &stuck, &fail("too late"), None).await.unwrap(), Finished::Lost);
        assert_eq!(finish(&later, &again, &accept("m-1"), None).await.unwrap(), Finished::Ended);
        assert_eq!(finish(&later, &again, &accept("m-2"), None).await.unwrap(), Finished::Lost);
        assert_eq!((w.rows("attempts").await, claim_all(&later).await.len()), (1, 0));
        let notice = list(&w.db, wish.0.account).await.unwrap().notices.remove(0);
        assert_eq!(notice.deliveries[0].state, State::Sent);
        assert!(notice.deliveries[0].at.is_some());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_two_senders_never_claim_the_same(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(99, 99).await;
        for _ in 0..30 {
            accepted(w, &w.db, place, 1).await;
        }
        settle(&w.db).await;
        let other = w.replica(4).await;
        let (one, two) = tokio::join!(claim(&w.db, 20), claim(&other, 20));
        let (one, two) = (one.unwrap(), two.unwrap());
        assert!(one.iter().all(|a| two.iter().all(|b| a.delivery != b.delivery)));
        // Rows that were locked at that moment are left for the next claim.
        let rest = claim_all(&w.db).await;
        assert_eq!(one.len() + two.len() + rest.len(), 30);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_what_failed_comes_later_and_is_given_up_after_eight_tries(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 9).await;
        let wish = accepted(w, &w.db, place, 9).await;
        settle(&w.db).await;
        let first = claim_one(&w.db).await;
        assert_eq!(finish(&w.db, &first, &fail("503"), Some(Channel::Sms)).await.unwrap(), Finished::Later);
        let pause: f64 =
            sqlx::query_scalar("SELECT extract(epoch FROM not_before - alimi_now())::float8 FROM deliveries")
                .fetch_one(w.db.pool())
                .await
                .unwrap();
        assert!(pause > 0.0 && pause < 6.3, "{pause}");
        assert!(claim_all(&w.db).await.is_empty());
        let mut last = None;
        for n in 2..=8 {
            let then = w.at(NOW + Duration::minutes(15 * n)).await;
            let again = claim_one(&then).await;
            assert_eq!(again.key, first.key);
            last = Some(finish(&then, &again, &fail("503 again"), None).await.unwrap());
            assert_eq!(last, Some(if n < 8 { Finished::Later } else { Finished::Ended }), "try {n}");
        }
        let end = w.at(NOW + Duration::hours(5)).await;
        assert!(last.is_some() && claim_all(&end).await.is_empty());
        let failed = list_failed(&w.db).await.unwrap();
        assert_eq!((failed.len(), failed[0].kind, failed[0].tries), (1, K::Confirmed, 8));
        assert_eq!((failed[0].error.as_str(), failed[0].channel), ("503 again", Channel::Alimtalk));
        assert_eq!(w.rows("attempts").await, 8);

        // The admin sends it again, once, under the same key.
        let id = failed[0].delivery;
        assert_eq!(resend(&w.db, w.admin, id).await.unwrap(), Ok(()));
        assert_eq!(resend(&w.db, w.admin, id).await.unwrap(), Err(Refusal::Unknown));
        assert_eq!(
            w.acts().await.pop().unwrap(),
            ("delivery_resent".to_owned(), format!("delivery:{id}"), None)
        );
        assert!(list_failed(&w.db).await.unwrap().is_empty());
        let again = claim_one(&w.db).await;
        assert_eq!(again.key, first.key);
        finish(&w.db, &again, &accept("m-1"), None).await.unwrap();
        let notice = list(&w.db, wish.0.account).await.unwrap().notices.remove(0);
        assert_eq!(notice.deliveries[0].state, State::Sent);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_what_one_channel_refuses_goes_to_the_next(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 9).await;
        let wish = accepted(w, &w.db, place, 1).await;
        settle(&w.db).await;
        let talk = claim_one(&w.db).await;
        let refused = Sent::Refused("no such user".to_owned());
        assert_eq!(finish(&w.db, &talk, &refused, Some(Channel::Sms)).await.unwrap(), Finished::Ended);
        let sms = claim_one(&w.db).await;
        assert_eq!((sms.channel, sms.about.kind), (Channel::Sms, K::Confirmed));
        assert_ne!(sms.key, talk.key);
        // The last channel has none behind it.
        assert_eq!(finish(&w.db, &sms, &refused, Some(Channel::Sms)).await.unwrap(), Finished::Ended);
        assert!(claim_all(&w.db).await.is_empty());
        let notice = list(&w.db, wish.0.account).await.unwrap().notices.remove(0);
        let how: Vec<_> = notice.deliveries.iter().map(|d| (d.channel, d.state)).collect();
        assert_eq!(how, [(Channel::Alimtalk, State::Failed), (Channel::Sms, State::Failed)]);
        assert_eq!(list_failed(&w.db).await.unwrap().len(), 2);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_what_has_moved_on_meanwhile_is_not_sent(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 9).await;
        let wish = accepted(w, &w.db, place, 1).await;
        settle(&w.db).await;
        let evening = w.at(datetime!(2026-12-01 18:01 +9)).await;
        let dispatch = Dispatch { channels: vec![Channel::Alimtalk] };
        assert_eq!(remind(&evening, &dispatch).await.unwrap(), 1);
        cancelled_by_hospital(w, &w.db, place, wish).await;
        settle(&w.db).await;
        let due: Vec<_> =
            claim_all(&evening).await.into_iter().map(|d| (d.about.kind, d.outdated, d)).collect();
        let looks: Vec<_> = due.iter().map(|d| (d.0, d.1)).collect();
        assert_eq!(looks, [(K::CancelledByHospital, false), (K::Confirmed, true), (K::Reminder, true)]);
        assert_eq!(
            finish(&evening, &due[1].2, &Sent::Skipped, Some(Channel::Sms)).await.unwrap(),
            Finished::Ended
        );
        let notices = list(&w.db, wish.0.account).await.unwrap().notices;
        let confirmed = notices.iter().find(|n| n.about.kind == K::Confirmed).unwrap();
        assert_eq!(confirmed.deliveries.iter().map(|d| d.state).collect::<Vec<_>>(), [State::Skipped]);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_an_offer_whose_time_is_over_is_not_sent(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 0).await;
        w.line_of(place, 1).await;
        w.stock(place, 1).await;
        settle(&w.db).await;
        let later = w.at(NOW + Duration::minutes(31)).await;
        let offer = claim_one(&later).await;
        assert_eq!((offer.about.kind, offer.outdated), (K::OfferMade, true));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_what_people_did_themselves_a_moment_ago_is_in_the_inbox_only(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 1).await;
        let wish = w.booking(place, day(1)).await;
        w.line_of(place, 1).await;
        settle(&w.db).await;
        assert_eq!((w.rows("notices").await, w.rows("deliveries").await), (2, 0));
        assert!(list(&w.db, wish.0.account).await.unwrap().notices[0].deliveries.is_empty());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_without_messages_everything_is_in_the_inbox_only(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 9).await;
        let wish = w.booking(place, day(1)).await;
        let usual = find(&w.db, wish.0.account).await.unwrap();
        assert_eq!(usual, Setting { message: true, email: true, quiet: true, language: "ko".to_owned() });
        let own = Setting { message: false, email: true, quiet: false, language: "en".to_owned() };
        change(&w.db, wish.0.account, &own).await.unwrap();
        assert_eq!(find(&w.db, wish.0.account).await.unwrap(), own);
        confirm(&w.db, w.admin, place.hospital, wish.1).await.unwrap().unwrap();
        cancelled_by_hospital(w, &w.db, place, wish).await;
        settle(&w.db).await;
        assert_eq!(w.rows("deliveries").await, 0);
        assert_eq!(list(&w.db, wish.0.account).await.unwrap().unread, 3);
        // From now on again, in English.
        let own = Setting { message: true, ..own };
        change(&w.db, wish.0.account, &own).await.unwrap();
        let again = w.book(wish.0, place, day(1)).await.unwrap();
        confirm(&w.db, w.admin, place.hospital, again).await.unwrap().unwrap();
        settle(&w.db).await;
        assert_eq!(claim_one(&w.db).await.language, "en");
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_at_night_only_what_cannot_wait_goes_out(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(99, 99).await;
        let night = w.at(datetime!(2026-12-01 22:00 +9)).await;
        let awake = w.booking(place, day(5)).await;
        let own = Setting { quiet: false, ..Setting::default() };
        change(&w.db, awake.0.account, &own).await.unwrap();
        let [asleep, tomorrow, loser] =
            [w.booking(place, day(5)).await, w.booking(place, day(1)).await, w.booking(place, day(5)).await];
        for wish in [awake, asleep, tomorrow] {
            confirm(&night, w.admin, place.hospital, wish.1).await.unwrap().unwrap();
        }
        cancelled_by_hospital(w, &night, place, loser).await;
        settle(&night).await;
        let morning = datetime!(2026-12-02 8:00 +9);
        assert_eq!(not_before(w, K::Confirmed, asleep).await, morning);
        for (kind, wish) in [(K::Confirmed, awake), (K::Confirmed, tomorrow), (K::CancelledByHospital, loser)]
        {
            assert!(not_before(w, kind, wish).await < morning, "{kind:?}");
        }
        assert_eq!(claim_all(&night).await.len(), 3);
        let early = w.at(datetime!(2026-12-02 7:50 +9)).await;
        assert!(claim_all(&early).await.iter().all(|d| d.about.reservation != asleep.1));
        let day_again = w.at(datetime!(2026-12-02 8:01 +9)).await;
        assert!(claim_all(&day_again).await.iter().any(|d| d.about.reservation == asleep.1));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_a_phone_that_cannot_be_opened_ends_its_delivery_and_no_other(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 9).await;
        let (broken, whole) = (accepted(w, &w.db, place, 1).await, accepted(w, &w.db, place, 1).await);
        sqlx::query("UPDATE accounts SET phone_sealed = 'not sealed' WHERE account_id = $1")
            .bind(broken.0.account.0)
            .execute(w.db.pool())
            .await
            .unwrap();
        settle(&w.db).await;
        assert_eq!(claim_one(&w.db).await.about.reservation, whole.1);
        let failed = list_failed(&w.db).await.unwrap();
        assert_eq!((failed.len(), failed[0].error.as_str()), (1, "address cannot be opened"));
        let notice = list(&w.db, broken.0.account).await.unwrap().notices.remove(0);
        assert_eq!(notice.deliveries.iter().map(|d| d.state).collect::<Vec<_>>(), [State::Failed]);
        assert_eq!(w.rows("attempts").await, 1);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_what_another_channel_takes_over_at_night_waits_for_the_morning_too(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(99, 99).await;
        let on = [Channel::Alimtalk, Channel::Sms];
        let [at_once, late, urgent] = [
            accepted(w, &w.db, place, 5).await,
            accepted(w, &w.db, place, 5).await,
            w.booking(place, day(5)).await,
        ];
        cancelled_by_hospital(w, &w.db, place, urgent).await;
        settle(&w.db).await;
        let due = claim_all(&w.db).await;
        let of = |wish: Wish| due.iter().find(|d| d.about.reservation == wish.1).unwrap();
        finish(&w.db, of(late), &accept("m-1"), None).await.unwrap();
        let night = w.at(datetime!(2026-12-01 23:30 +9)).await;
        // The leases of the day have run out; the night's sender has them under a claim of its own.
        w.by_hand(
            "UPDATE deliveries SET claimed_until = alimi_now() + interval '1 day' WHERE state = 'queued'",
        )
        .await;
        let refused = Sent::Refused("not_on_kakaotalk".to_owned());
        for wish in [at_once, urgent] {
            assert_eq!(
                finish(&night, of(wish), &refused, Some(Channel::Sms)).await.unwrap(),
                Finished::Ended
            );
        }
        assert!(mark_undeliverable(&night, of(late).key, "blocked", &on).await.unwrap());
        let sms: Vec<_> = claim_all(&night).await.into_iter().map(|d| (d.channel, d.about.kind)).collect();
        assert_eq!(sms, [(Channel::Sms, K::CancelledByHospital)]);
        let waits = list(&night, at_once.0.account).await.unwrap().notices.remove(0).deliveries.remove(1);
        let morning = datetime!(2026-12-02 8:00 +9);
        assert_eq!((waits.channel, waits.waits_until), (Channel::Sms, Some(morning)));
        let day_again = w.at(morning + Duration::minutes(1)).await;
        let again = claim_all(&day_again).await.into_iter().map(|d| d.about.reservation);
        let again: std::collections::HashSet<_> = again.collect();
        assert!(again.contains(&at_once.1) && again.contains(&late.1), "{again:?}");
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_what_was_due_by_day_and_is_here_at_night_waits_and_so_does_what_failed(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(99, 99).await;
        let wish = accepted(w, &w.db, place, 5).await;
        settle(&w.db).await;
        // Nobody sent all day.
        let night = w.at(datetime!(2026-12-01 21:00 +9)).await;
        assert!(claim_all(&night).await.is_empty());
        let morning = datetime!(2026-12-02 8:00 +9);
        assert_eq!(not_before(w, K::Confirmed, wish).await, morning);
        assert_eq!(w.rows("attempts").await, 0, "waiting is no try");
        // One that fails a moment before nine does not come again a moment after.
        let other = accepted(w, &w.db, place, 5).await;
        settle(&w.db).await;
        let evening = w.at(datetime!(2026-12-01 20:59:59 +9)).await;
        let late = claim_one(&evening).await;
        assert_eq!(finish(&evening, &late, &fail("503"), None).await.unwrap(), Finished::Later);
        assert!(not_before(w, K::Confirmed, other).await >= morning);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_what_the_calendar_ends_at_midnight_wakes_nobody(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 9).await;
        let missed = accepted(w, &w.db, place, 1).await;
        settle(&w.db).await;
        let midnight = w.at(datetime!(2026-12-03 0:05 +9)).await;
        crate::world::settle_at(&midnight).await;
        assert_eq!(not_before(w, K::NoShow, missed).await, datetime!(2026-12-03 8:00 +9));
    })
    .await;
}
