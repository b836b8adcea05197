//! N7, F5, F7, F8: who is told what, once.

use crate::world::{
    Citizen, NOW, Place, TODAY, Wish, World, day, hospital_form, key, run, settle, settle_at, world,
};
use domain::{
    account::Role,
    disposal::DisposalReason,
    hospital::WaitPolicy,
    id::AccountId,
    notice::NoticeKind as K,
    reservation::{CancelReason, RejectReason},
    vaccination::VoidReason,
};
use sqlx::PgPool;
use store::{
    cancel,
    disposal::{Dispose, dispose, preview},
    hospital,
    notice::{count_unread, list, list_of_reservation, mark_read},
    release::Release,
    reschedule::reschedule,
    reservation::{confirm, reject},
    vaccination,
};
use time::Duration;

/// What an account was told, oldest first.
pub(crate) async fn told(w: &World, account: AccountId) -> Vec<K> {
    let mut notices = list(&w.db, account).await.unwrap().notices;
    notices.reverse();
    notices.into_iter().map(|n| n.about.kind).collect()
}

/// What somebody with a wish was told, oldest first.
pub(crate) async fn told_wish(w: &World, wish: Wish) -> Vec<K> {
    told(w, wish.0.account).await
}

/// The hospital accepts.
pub(crate) async fn accept(w: &World, place: Place, wish: Wish) {
    confirm(&w.db, w.admin, place.hospital, wish.1).await.unwrap().unwrap();
}

pub(crate) async fn cancel_by_manager(w: &World, place: Place, wish: Wish) {
    cancel::by_manager(&w.db, w.admin, place.hospital, wish.1, CancelReason::HospitalClosed, None)
        .await
        .unwrap()
        .unwrap();
}

/// Destroys doses of the place's newest lot.
pub(crate) async fn throw_away(w: &World, place: Place, doses: i32) {
    let lot = w.lot(place).await;
    let shown = preview(&w.db, place.hospital, lot, doses).await.unwrap().unwrap();
    let what = Dispose {
        by: w.admin,
        hospital: place.hospital,
        lot,
        doses,
        reason: DisposalReason::Temperature,
        note: None,
        shown: shown.digest,
        key: key(),
    };
    dispose(&w.db, &what).await.unwrap().unwrap();
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_each_step_of_a_booking_tells_its_person_and_nobody_else(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(99, 60).await;
        let other = w.booking(place, TODAY).await;
        let mut wishes = Vec::new();
        for _ in 0..7 {
            wishes.push(w.booking(place, TODAY).await);
        }
        let [confirmed, rejected, cancelled, taken, moved, given, void] = wishes[..] else { unreachable!() };
        accept(w, place, confirmed).await;
        reject(&w.db, w.admin, place.hospital, rejected.1, RejectReason::HospitalClosed, None)
            .await
            .unwrap()
            .unwrap();
        w.cancel(cancelled).await.unwrap();
        cancel_by_manager(w, place, taken).await;
        reschedule(&w.db, moved.0.account, moved.1, day(2)).await.unwrap().unwrap();
        w.vaccinate(place, given.0.person).await.unwrap();
        let record = w.vaccinate(place, void.0.person).await.unwrap();
        settle(&w.db).await;
        let second = w.staff(Role::VaccineManager(place.hospital)).await;
        vaccination::void(&w.db, second, Some(place.hospital), record, VoidReason::NotGiven)
            .await
            .unwrap()
            .unwrap();
        settle(&w.db).await;
        assert_eq!(told_wish(w, confirmed).await, [K::Requested, K::Confirmed]);
        assert_eq!(told_wish(w, rejected).await, [K::Requested, K::Rejected]);
        assert_eq!(told_wish(w, cancelled).await, [K::Requested, K::CancelledByPerson]);
        assert_eq!(told_wish(w, taken).await, [K::Requested, K::CancelledByHospital]);
        assert_eq!(told_wish(w, moved).await, [K::Requested, K::Rescheduled]);
        assert_eq!(told_wish(w, given).await, [K::Requested, K::Vaccinated]);
        assert_eq!(told_wish(w, void).await, [K::Requested, K::Vaccinated, K::Restored]);
        assert_eq!(told_wish(w, other).await, [K::Requested]);
        assert_eq!(told(w, w.admin).await, []);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_each_step_in_line_tells_its_person_and_nobody_else(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(99, 0).await;
        let line = w.line_of(place, 5).await;
        let [accepts, declines, lapses, loses, last] = line[..] else { unreachable!() };
        w.stock(place, 3).await;
        settle(&w.db).await;
        w.accept(accepts, day(1)).await.unwrap();
        // The dose passes on, without a word to whoever passed it.
        w.decline(declines).await.unwrap();
        settle(&w.db).await;
        assert_eq!(told_wish(w, accepts).await, [K::WaitJoined, K::OfferMade, K::Requested]);
        assert_eq!(told_wish(w, declines).await, [K::WaitJoined, K::OfferMade]);
        assert_eq!(told_wish(w, loses).await, [K::WaitJoined, K::OfferMade]);
        // One dose is destroyed: the latest offer goes first.
        throw_away(w, place, 1).await;
        settle(&w.db).await;
        assert_eq!(told_wish(w, loses).await, [K::WaitJoined, K::OfferMade, K::OfferRevoked]);
        assert_eq!(told_wish(w, lapses).await, [K::WaitJoined, K::OfferMade]);
        let later = w.at(NOW + Duration::minutes(40)).await;
        settle_at(&later).await;
        assert_eq!(told_wish(w, lapses).await, [K::WaitJoined, K::OfferMade, K::OfferLapsed]);
        // What lapsed is the next one's.
        let next = told_wish(w, loses).await.len() + told_wish(w, last).await.len();
        assert_eq!(next, 3 + 1 + 1);
        w.cancel(accepts).await.unwrap();
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_an_offer_is_told_with_the_end_of_its_time(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 0).await;
        let wish = w.line_of(place, 1).await[0];
        w.stock(place, 1).await;
        settle(&w.db).await;
        let until = w.held_until(wish.1).await;
        let notice = list(&w.db, wish.0.account).await.unwrap().notices.remove(0);
        assert_eq!((notice.about.kind, notice.about.until, until.is_some()), (K::OfferMade, until, true));
        assert_eq!((notice.about.reservation, notice.about.day_on), (wish.1, None));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_what_the_calendar_ends_is_told(pool: PgPool) {
    world(pool, async |w| {
        let (place, dry) = (w.place(9, 3).await, w.place(9, 0).await);
        let [missed, unanswered, later] =
            [w.booking(place, day(1)).await, w.booking(place, day(1)).await, w.booking(place, day(3)).await];
        for wish in [missed, later] {
            accept(w, place, wish).await;
        }
        let who = w.citizen().await;
        let dateless = (who, w.wait(who, dry, Some(day(1))).await.unwrap());
        settle(&w.db).await;
        let then = w.at(NOW + Duration::days(2)).await;
        for _ in 0..2 {
            settle_at(&then).await;
        }
        assert_eq!(told_wish(w, missed).await, [K::Requested, K::Confirmed, K::NoShow]);
        assert_eq!(told_wish(w, unanswered).await, [K::Requested, K::Expired]);
        assert_eq!(told_wish(w, later).await, [K::Requested, K::Confirmed]);
        assert_eq!(told_wish(w, dateless).await, [K::WaitJoined, K::WaitDateless]);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_a_vaccination_against_what_was_said_is_told_as_a_correction(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 5).await;
        let cancelled = w.booking(place, TODAY).await;
        w.cancel(cancelled).await.unwrap();
        // The hold has not been given back, so the dose is still this person's.
        w.vaccinate(place, cancelled.0.person).await.unwrap();
        settle(&w.db).await;
        assert_eq!(
            told_wish(w, cancelled).await,
            [K::Requested, K::CancelledByPerson, K::VaccinatedAfterAll]
        );
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_a_booking_that_a_dose_elsewhere_ends_is_told(pool: PgPool) {
    world(pool, async |w| {
        let (place, elsewhere) = (w.place(9, 5).await, w.place(9, 5).await);
        let wish = w.booking(place, day(1)).await;
        w.vaccinate(elsewhere, wish.0.person).await.unwrap();
        settle(&w.db).await;
        assert_eq!(told_wish(w, wish).await, [K::Requested, K::CancelledByVaccination]);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn f7_f8_a_managers_cancel_and_a_disposal_alert_nobody_in_line(pool: PgPool) {
    world(pool, async |w| {
        let (one, two, three) = (w.place(9, 1).await, w.place(9, 1).await, w.place(9, 1).await);
        let bookings =
            [w.booking(one, day(1)).await, w.booking(two, day(1)).await, w.booking(three, day(1)).await];
        let lines = [w.line_of(one, 2).await, w.line_of(two, 2).await, w.line_of(three, 2).await];
        settle(&w.db).await;
        cancel_by_manager(w, one, bookings[0]).await;
        throw_away(w, two, 1).await;
        w.cancel(bookings[2]).await.unwrap();
        settle(&w.db).await;
        assert_eq!(told_wish(w, bookings[0]).await, [K::Requested, K::CancelledByHospital]);
        assert_eq!(told_wish(w, bookings[1]).await, [K::Requested, K::CancelledByDisposal]);
        for wish in lines[0].iter().chain(&lines[1]) {
            assert_eq!(told_wish(w, *wish).await, [K::WaitJoined]);
        }
        // The person's own cancel does, and only the first one (E2).
        assert_eq!(told_wish(w, lines[2][0]).await, [K::WaitJoined, K::OfferMade]);
        assert_eq!(told_wish(w, lines[2][1]).await, [K::WaitJoined]);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_where_everyone_is_alerted_each_hears_it_once(pool: PgPool) {
    world(pool, async |w| {
        let mut form = hospital_form("선착순 병원", 10);
        form.wait_policy = WaitPolicy::Everyone;
        let hospital = hospital::register(&w.db, w.admin, &w.admin_key(), &form).await.unwrap().unwrap();
        let place = Place { hospital, vaccine: w.vaccine().await };
        let line = w.line_of(place, 3).await;
        let elsewhere = w.line_of(w.place(9, 0).await, 1).await[0];
        w.stock(place, 1).await;
        for _ in 0..2 {
            settle(&w.db).await;
        }
        for wish in &line {
            assert_eq!(told_wish(w, *wish).await, [K::WaitJoined, K::LineAlerted]);
        }
        assert_eq!(told_wish(w, elsewhere).await, [K::WaitJoined]);
        // A hospital's cancellation is silent here as well.
        let booked = w.booking(place, day(1)).await;
        settle(&w.db).await;
        cancel_by_manager(w, place, booked).await;
        settle(&w.db).await;
        assert_eq!(told_wish(w, line[0]).await, [K::WaitJoined, K::LineAlerted]);
        // Doses that come later are news.
        w.stock(place, 1).await;
        settle(&w.db).await;
        assert_eq!(told_wish(w, line[0]).await, [K::WaitJoined, K::LineAlerted, K::LineAlerted]);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_events_read_twice_say_nothing_twice(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 9).await;
        for n in 0..4 {
            let wish = w.booking(place, day(1)).await;
            if n % 2 == 0 {
                accept(w, place, wish).await;
            }
        }
        settle(&w.db).await;
        let (notices, deliveries) = (w.rows("notices").await, w.rows("deliveries").await);
        assert_eq!((notices, deliveries), (6, 2));
        w.by_hand("UPDATE consumers SET xid = '0', event_id = 0 WHERE name = 'notices'").await;
        settle(&w.db).await;
        assert_eq!((w.rows("notices").await, w.rows("deliveries").await), (notices, deliveries));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_what_is_late_is_told_as_it_was(pool: PgPool) {
    world(pool, async |w| {
        // Nobody reads events while a booking lives its whole life.
        let place = w.place(9, 9).await;
        let wish = w.booking(place, TODAY).await;
        accept(w, place, wish).await;
        w.cancel(wish).await.unwrap();
        run(&w.db, &Release).await;
        assert_eq!(told_wish(w, wish).await, []);
        settle(&w.db).await;
        assert_eq!(told_wish(w, wish).await, [K::Requested, K::Confirmed, K::CancelledByPerson]);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_an_inbox_is_its_owners_and_a_desk_sees_its_own_hospitals(pool: PgPool) {
    world(pool, async |w| {
        let (place, elsewhere) = (w.place(9, 9).await, w.place(9, 9).await);
        let (mine, other) = (w.booking(place, day(1)).await, w.booking(place, day(1)).await);
        accept(w, place, mine).await;
        settle(&w.db).await;
        let inbox = list(&w.db, mine.0.account).await.unwrap();
        assert_eq!(inbox.unread, 2);
        assert_eq!(inbox.notices[0].about.kind, K::Confirmed, "newest first");
        assert_eq!((inbox.notices[0].about.day_on, inbox.notices[0].read), (Some(day(1)), false));
        // What comes while the page is open stays new.
        let up_to = inbox.notices[0].notice;
        cancel_by_manager(w, place, mine).await;
        settle(&w.db).await;
        mark_read(&w.db, mine.0.account, up_to).await.unwrap();
        assert_eq!(count_unread(&w.db, mine.0.account).await.unwrap(), 1);
        assert_eq!(count_unread(&w.db, other.0.account).await.unwrap(), 1, "a stranger's stay unread");
        let notices = list(&w.db, mine.0.account).await.unwrap().notices;
        assert_eq!(notices[0].about.cancel_reason, Some(CancelReason::HospitalClosed));
        assert_eq!(notices.iter().map(|n| n.read).collect::<Vec<_>>(), [false, true, true]);

        let seen = list_of_reservation(&w.db, place.hospital, mine.1).await.unwrap();
        assert_eq!(seen.len(), 3);
        assert!(list_of_reservation(&w.db, elsewhere.hospital, mine.1).await.unwrap().is_empty());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_one_account_hears_of_each_person_it_cares_for(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 9).await;
        let parent = w.citizen().await;
        let child = Citizen { account: parent.account, person: w.person(parent.account, "고길동").await };
        for who in [parent, child] {
            w.book(who, place, day(1)).await.unwrap();
        }
        settle(&w.db).await;
        assert_eq!(told(w, parent.account).await, [K::Requested, K::Requested]);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_the_hospitals_own_words_are_in_the_inbox_and_in_nothing_that_is_sent(pool: PgPool) {
    world(pool, async |w| {
        const NOTE: &str = "보호자와 함께 다시 신청해 주세요";
        let place = w.place(9, 9).await;
        let wish = w.booking(place, day(1)).await;
        reject(&w.db, w.admin, place.hospital, wish.1, RejectReason::Other, Some(NOTE))
            .await
            .unwrap()
            .unwrap();
        settle(&w.db).await;
        let notices = list(&w.db, wish.0.account).await.unwrap().notices;
        assert_eq!((notices[0].about.kind, notices[0].note.as_deref()), (K::Rejected, Some(NOTE)));
        assert_eq!(notices[1].note, None, "only beside the notice it belongs to");
        let claimed = store::notice::claim(&w.db, &domain::notice::Channel::ALL, 9).await.unwrap();
        assert!(!format!("{claimed:?}").contains(NOTE));
        let events: i64 = sqlx::query_scalar("SELECT count(*) FROM events WHERE body::text LIKE '%보호자%'")
            .fetch_one(w.db.pool())
            .await
            .unwrap();
        assert_eq!(events, 0);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_a_vaccination_is_told_with_the_day_the_person_came(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 9).await;
        let booked = w.booking(place, day(2)).await;
        accept(w, place, booked).await;
        let earlier = w.at(NOW + Duration::days(1)).await;
        w.vaccinate_at(&earlier, place, booked.0.person).await.unwrap();
        settle(&earlier).await;
        let notice = list(&w.db, booked.0.account).await.unwrap().notices.remove(0);
        assert_eq!((notice.about.kind, notice.about.day_on), (K::Vaccinated, Some(day(1))));
    })
    .await;
}
