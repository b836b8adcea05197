//! The reservation in one's hand: links that only we can make, a look with number and birth date, a link
//! for the family, and the proof of a dose.

use crate::world::{Citizen, NOW, TODAY, World, day, key, settle, world};
use domain::{
    account::Role,
    id::{ReservationId, ShareId, VaccinationId},
    person::BirthDate,
    refusal::Refusal,
    reservation::{ReservationNumber, ReservationStatus as S},
    vaccination::VoidReason,
};
use futures_util::future::join_all;
use sqlx::PgPool;
use std::collections::HashSet;
use store::{
    Db, erase, link, look_up, reschedule, share,
    vaccination::void,
    view::{own, proof, reservation::find_mine},
};
use time::Duration;
use uuid::Uuid;

const TOKEN: [u8; 32] = [7; 32];

/// The birth date that everybody of these tests has, and another.
fn born() -> BirthDate {
    BirthDate::from_iso("1980-05-17").unwrap()
}

fn not_born() -> BirthDate {
    BirthDate::from_iso("1980-05-18").unwrap()
}

async fn number(w: &World, who: Citizen, id: ReservationId) -> ReservationNumber {
    find_mine(&w.db, who.account, id).await.unwrap().unwrap().number
}

async fn open(db: &Db, number: &ReservationNumber, birth: BirthDate, token: u8) -> Result<(), Refusal> {
    look_up::open(db, number, birth, [token; 32]).await.unwrap()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_link_opens_what_it_was_made_for_and_nothing_else(pool: PgPool) {
    world(pool, async |w| {
        let id = Uuid::new_v4();
        let visit = link::of_visit(&w.db, ReservationId(id));
        assert_eq!(link::read_visit(&w.db, &visit), Some(ReservationId(id)));
        // Neither the id nor a part of it is in it, and no other kind of link opens as this one.
        let plain = id.simple().to_string().to_uppercase();
        assert!(!visit.contains(&plain[..8]) && !visit.contains(&plain[24..]));
        for other in [link::of_share(&w.db, ShareId(id)), link::of_proof(&w.db, VaccinationId(id))] {
            assert_ne!(other, visit);
            assert_eq!(link::read_visit(&w.db, &other), None);
        }
        // Every digit counts.
        for i in 0..visit.len() {
            let mut changed = visit.clone().into_bytes();
            changed[i] = if changed[i] == b'0' { b'1' } else { b'0' };
            assert_eq!(link::read_visit(&w.db, &String::from_utf8(changed).unwrap()), None, "digit {i}");
        }
        for bad in ["", "0", &visit[..62], &format!("{visit}00"), &visit.to_lowercase(), &plain] {
            assert_eq!(link::read_visit(&w.db, bad), None, "{bad}");
        }
        let many: HashSet<_> =
            (0..50).map(|_| link::of_visit(&w.db, ReservationId(Uuid::new_v4()))).collect();
        assert_eq!(many.len(), 50);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn number_and_birth_date_open_one_reservation_for_a_quarter_of_an_hour(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        let (who, id) = w.booking(place, day(1)).await;
        let number = number(w, who, id).await;
        assert_eq!(open(&w.db, &number, born(), 7).await, Ok(()));
        assert_eq!(look_up::find(&w.db, &TOKEN).await.unwrap(), Some((who.account, id)));
        assert_eq!(look_up::find(&w.db, &[8; 32]).await.unwrap(), None);
        let act = w.acts().await.pop().unwrap();
        assert_eq!(act, ("looked_up".to_owned(), format!("reservation:{id}"), None));

        let late = w.at(NOW + Duration::minutes(15)).await;
        assert_eq!(look_up::find(&late, &TOKEN).await.unwrap(), None);
        assert_eq!(look_up::delete_expired(&late).await.unwrap(), 1);

        assert_eq!(open(&w.db, &number, born(), 9).await, Ok(()));
        look_up::end(&w.db, &[9; 32]).await.unwrap();
        assert_eq!(look_up::find(&w.db, &[9; 32]).await.unwrap(), None);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_unknown_number_answers_like_a_wrong_date_and_is_counted_alike(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        let (who, id) = w.booking(place, day(1)).await;
        let known = number(w, who, id).await;
        let nobodys = ReservationNumber::from_random([0; 10]).unwrap();
        for number in [&known, &nobodys] {
            for n in 0..10 {
                let wrong = open(&w.db, number, not_born(), n).await;
                assert_eq!(wrong, Err(Refusal::WrongCredentials), "{n}");
            }
            // The eleventh waits, whatever is typed with it.
            let waits = open(&w.db, number, born(), 10).await;
            assert!(matches!(waits, Err(Refusal::TooManyTries(3540..=3600))), "{waits:?}");
        }
        assert_eq!(w.rows("look_ups").await, 0);
        let failed = w.acts().await.into_iter().filter(|(action, ..)| action == "look_up_failed").count();
        assert_eq!(failed, 20);
        // What was typed is nowhere: only what it was about, where there is such a thing.
        assert!(w.acts().await.iter().all(|(_, subject, _)| !subject.contains(nobodys.as_str())));

        let later = w.at(NOW + Duration::minutes(30)).await;
        let waits = open(&later, &known, born(), 11).await;
        assert!(matches!(waits, Err(Refusal::TooManyTries(1740..=1800))), "{waits:?}");
        let in_an_hour = w.at(NOW + Duration::hours(1)).await;
        assert_eq!(open(&in_an_hour, &known, born(), 11).await, Ok(()));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn tries_at_one_moment_are_all_counted_and_a_right_one_clears_them(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        let (who, id) = w.booking(place, day(1)).await;
        let number = &number(w, who, id).await;
        let tries = join_all((0..30).map(|n| open(&w.db, number, not_born(), n))).await;
        let looked_at = tries.iter().filter(|t| **t == Err(Refusal::WrongCredentials)).count();
        assert_eq!(looked_at, 10);
        let (other, second) = w.booking(place, day(2)).await;
        let second = &self::number(w, other, second).await;
        for n in 0..9 {
            assert_eq!(open(&w.db, second, not_born(), n).await, Err(Refusal::WrongCredentials));
        }
        assert_eq!(open(&w.db, second, born(), 40).await, Ok(()));
        assert_eq!(open(&w.db, second, not_born(), 41).await, Err(Refusal::WrongCredentials));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_calendar_knows_a_reservation_again_after_a_move(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        let (who, id) = w.booking(place, day(1)).await;
        let before = find_mine(&w.db, who.account, id).await.unwrap().unwrap();
        let uid = link::of_calendar(&w.db, id);
        reschedule::reschedule(&w.db, who.account, id, day(2)).await.unwrap().unwrap();
        let after = find_mine(&w.db, who.account, id).await.unwrap().unwrap();
        assert_eq!(link::of_calendar(&w.db, id), uid);
        assert!(after.version > before.version);
        assert_ne!(uid, id.0, "a calendar that is shared does not tell the id");
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_share_shows_place_day_and_state_until_it_ends(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        let (who, id) = w.booking(place, day(1)).await;
        let stranger = w.citizen().await.account;
        let refused = share::create(&w.db, stranger, id, key()).await.unwrap();
        assert_eq!(refused, Err(Refusal::Unknown));
        let form = key();
        let first = share::create(&w.db, who.account, id, form).await.unwrap().unwrap();
        let again = share::create(&w.db, who.account, id, form).await.unwrap().unwrap();
        assert_eq!(first, again, "a second tap makes no second link");
        let code = link::of_share(&w.db, first);
        let shown = share::show(&w.db, &code).await.unwrap().unwrap();
        assert_eq!(
            (shown.hospital, shown.day_on, shown.status),
            (place.hospital, Some(day(1)), S::Requested)
        );
        let left = shown.expires_at - shown.as_of;
        assert!(left <= Duration::days(14) && left > Duration::days(14) - Duration::minutes(1), "{left}");

        // It follows.
        reschedule::reschedule(&w.db, who.account, id, day(2)).await.unwrap().unwrap();
        assert_eq!(share::show(&w.db, &code).await.unwrap().unwrap().day_on, Some(day(2)));
        // Another one ends it.
        let second = share::create(&w.db, who.account, id, key()).await.unwrap().unwrap();
        assert!(share::show(&w.db, &code).await.unwrap().is_none());
        let code = link::of_share(&w.db, second);
        assert!(share::show(&w.db, &code).await.unwrap().is_some());
        assert_eq!(share::find(&w.db, stranger, id).await.unwrap(), None);
        // Time ends it.
        let late = w.at(NOW + Duration::days(14)).await;
        assert!(share::show(&late, &code).await.unwrap().is_none());
        assert_eq!(share::find(&late, who.account, id).await.unwrap(), None);
        // Its owner ends it, and nobody else.
        assert_eq!(share::revoke(&w.db, stranger, id).await.unwrap(), Err(Refusal::Unknown));
        assert!(share::show(&w.db, &code).await.unwrap().is_some());
        assert_eq!(share::revoke(&w.db, who.account, id).await.unwrap(), Ok(()));
        assert_eq!(share::revoke(&w.db, who.account, id).await.unwrap(), Ok(()));
        assert!(share::show(&w.db, &code).await.unwrap().is_none());
        let acts: Vec<_> = w.acts().await.into_iter().map(|(action, ..)| action).collect();
        assert_eq!(acts.iter().filter(|a| *a == "share_made").count(), 2);
        assert_eq!(acts.iter().filter(|a| *a == "share_ended").count(), 1);
        // Their owner's copy names them, and no code.
        let copy = own::read(&w.db, who.account).await.unwrap();
        assert_eq!(copy["shared_links"].as_array().unwrap().len(), 2);
        assert!(!copy.to_string().contains(&code));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_reservation_that_is_over_gets_no_new_share_but_an_old_one_says_so(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        let (who, id) = w.booking(place, day(1)).await;
        let shares = join_all((0..5).map(|_| share::create(&w.db, who.account, id, key()))).await;
        assert!(shares.iter().all(|s| matches!(s, Ok(Ok(_)))));
        assert_eq!(w.rows("shares WHERE revoked_at IS NULL").await, 1);
        let share = share::find(&w.db, who.account, id).await.unwrap().unwrap();
        w.cancel((who, id)).await.unwrap();
        let code = link::of_share(&w.db, share.share);
        assert_eq!(share::show(&w.db, &code).await.unwrap().unwrap().status, S::Cancelled);
        let refused = share::create(&w.db, who.account, id, key()).await.unwrap();
        assert_eq!(refused, Err(Refusal::Already(S::Cancelled)));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_proof_stands_as_long_as_its_record(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        let (who, _) = w.booking(place, TODAY).await;
        let record = w.vaccinate(place, who.person).await.unwrap();
        settle(&w.db).await;
        let stranger = w.citizen().await.account;
        assert!(proof::find(&w.db, stranger, record).await.unwrap().is_none());
        let own = proof::find(&w.db, who.account, record).await.unwrap().unwrap();
        assert_eq!((own.name.as_str(), own.dose.0, own.given_on, own.withdrawn), ("홍길동", 1, TODAY, false));
        let code = link::of_proof(&w.db, record);
        let seen = proof::check(&w.db, &code).await.unwrap().unwrap();
        assert_eq!((seen.name.masked(), seen.withdrawn), ("홍*동".to_owned(), false));
        assert!(
            proof::check(&w.db, &link::of_proof(&w.db, VaccinationId(Uuid::new_v4())))
                .await
                .unwrap()
                .is_none()
        );
        assert!(
            proof::check(&w.db, &link::of_visit(&w.db, ReservationId(record.0))).await.unwrap().is_none()
        );

        let second = w.staff(Role::VaccineManager(place.hospital)).await;
        void(&w.db, second, Some(place.hospital), record, VoidReason::NotGiven).await.unwrap().unwrap();
        assert!(proof::check(&w.db, &code).await.unwrap().unwrap().withdrawn);
        assert!(proof::find(&w.db, who.account, record).await.unwrap().unwrap().withdrawn);
        // Given after all: another record, another proof; the paper of the first one stays void.
        let again = w.vaccinate(place, who.person).await.unwrap();
        assert_ne!(link::of_proof(&w.db, again), code);
        assert!(proof::check(&w.db, &code).await.unwrap().unwrap().withdrawn);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn whoever_is_erased_is_in_nobodys_hand(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        let (who, _) = w.booking(place, TODAY).await;
        let record = w.vaccinate(place, who.person).await.unwrap();
        settle(&w.db).await;
        let child = Citizen { account: who.account, person: w.person(who.account, "홍아이").await };
        let id = w.book(child, place, day(1)).await.unwrap();
        let number = number(w, child, id).await;
        let share = share::create(&w.db, who.account, id, key()).await.unwrap().unwrap();
        assert_eq!(open(&w.db, &number, born(), 7).await, Ok(()));

        erase::erase(&w.db, who.account).await.unwrap().unwrap();
        assert_eq!(look_up::find(&w.db, &TOKEN).await.unwrap(), None);
        assert!(share::show(&w.db, &link::of_share(&w.db, share)).await.unwrap().is_none());
        assert!(proof::check(&w.db, &link::of_proof(&w.db, record)).await.unwrap().is_none());
        assert_eq!(open(&w.db, &number, born(), 8).await, Err(Refusal::WrongCredentials));
        assert_eq!((w.rows("shares").await, w.rows("look_ups").await), (0, 0));
    })
    .await;
}
