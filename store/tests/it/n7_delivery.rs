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
        list_failed, remind, resend,
    },
    reservation::confirm,
};
use time::{Duration, macros::datetime};

/// Somebody new whose booking was accepted: one delivery waits.
pub(crate) async fn accepted(w: &World, db: &Db, place: Place, on: i64) -> Wish {
    let wish = w.booking(place, day(on)).await;
    confirm(db, w.admin, place.hospital, wish.1).await.unwrap().unwrap();
    wish
}

pub(crate) async fn cancelled_by_hospital(w: &World, db: &Db, place: Place, wish: Wish) {
    cancel::by_manager(db, w.admin, place.hospital, wish.1, CancelReason::Other, None)
        .await
        .unwrap()
        .unwrap();
}

pub(crate) fn accept(id: &str) -> Sent {
    Sent::Accepted(id.to_owned())
}

pub(crate) fn fail(why: &str) -> Sent {
    Sent::Failed(why.to_owned())
}

/// What a sender of all channels claims.
pub(crate) async fn claim(db: &Db, most: i64) -> store::Result<Vec<Claimed>> {
    store::notice::claim(db, &Channel::ALL, most).await
}

/// All that is due, in the order of the claim.
pub(crate) async fn claim_all(db: &Db) -> Vec<Claimed> {
    claim(db, 100).await.unwrap()
}

/// How the sender of a delivery says how it went.
pub(crate) async fn finish(
    db: &Db,
    d: &Claimed,
    sent: &Sent,
    next: Option<Channel>,
) -> store::Result<Finished> {
    store::notice::finish(db, d.delivery, d.claim, sent, next).await
}

/// The one delivery that is due.
pub(crate) async fn claim_one(db: &Db) -> Claimed {
    let mut all = claim_all(db).await;
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
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
