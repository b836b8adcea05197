//! Erasing an account: nothing sealed is left, what was counted stays, the number is free.

use crate::world::{Citizen, Place, World, day, key, settle, world};
use domain::{
    account::Role,
    id::{LotId, PersonId},
    person::{BirthDate, PersonName, Phone},
    refusal::Refusal,
    reservation::{RejectReason, ReservationStatus as S},
};
use futures_util::future::join_all;
use sqlx::PgPool;
use store::{
    account, code, erase, family,
    identity::{self, UnderWay},
    notice, reservation, session,
    vaccination::{self, Given},
    view::{duplicate, own, reservation::list_mine},
};

const PHONE: &str = "01012341234";

/// An account with a number we know, and two persons.
async fn family_of_two(w: &World) -> (Citizen, Citizen) {
    let account = account::ensure_citizen(&w.db, &Phone::parse(PHONE).unwrap()).await.unwrap();
    let first = Citizen { account, person: w.person(account, "홍길동").await };
    let second = Citizen { account, person: w.person(account, "홍아이").await };
    (first, second)
}

async fn lot_of(w: &World, place: Place) -> LotId {
    let lot = sqlx::query_scalar("SELECT lot_id FROM lots WHERE hospital_id = $1 AND vaccine_id = $2")
        .bind(place.hospital.0)
        .bind(place.vaccine.0)
        .fetch_one(w.db.pool())
        .await;
    LotId(lot.unwrap())
}

/// How many columns of personal data hold anything, for this account's persons and the account.
async fn sealed_left(w: &World, who: Citizen, persons: [PersonId; 2]) -> i64 {
    sqlx::query_scalar(
        "SELECT (SELECT count(*) FROM accounts WHERE account_id = $1
                 AND (phone_sealed IS NOT NULL OR phone_index IS NOT NULL OR phone_tail_index IS NOT NULL))
              + (SELECT count(*) FROM persons WHERE person_id = ANY ($2)
                 AND (octet_length(name_sealed) > 0 OR octet_length(birth_sealed) > 0
                      OR octet_length(identity_index) = 32 OR account_id = $1))
              + (SELECT count(*) FROM one_time_codes)
              + (SELECT count(*) FROM identities WHERE account_id = $1)
              + (SELECT count(*) FROM notice_settings WHERE account_id = $1)
              + (SELECT count(*) FROM reservations WHERE account_id = $1 AND note IS NOT NULL)
              + (SELECT count(*) FROM sessions WHERE account_id = $1 AND (ended_at IS NULL OR agent <> ''))
              + (SELECT count(*) FROM deliveries d JOIN notices n USING (notice_id)
                 WHERE n.account_id = $1 AND d.state = 'queued')",
    )
    .bind(who.account.0)
    .bind(persons.map(|p| p.0).to_vec())
    .fetch_one(w.db.pool())
    .await
    .unwrap()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_erased_account_leaves_nothing_sealed_and_gives_everything_back(pool: PgPool) {
    world(pool, async |w| {
        let (place, dry) = (w.place(5, 5).await, w.place(5, 0).await);
        let (first, second) = family_of_two(w).await;
        let desk = w.reservation_manager(place.hospital).await;
        // A note that names somebody, a dose that was given, a booking, a wait, a session, a link, a code.
        let rejected = w.book(first, place, day(1)).await.unwrap();
        reservation::reject(&w.db, desk, place.hospital, rejected, RejectReason::Other, Some("홍길동 님께"))
            .await
            .unwrap()
            .unwrap();
        settle(&w.db).await;
        let given = Given {
            by: desk,
            hospital: place.hospital,
            lot: lot_of(w, place).await,
            person: second.person,
            key: key(),
        };
        vaccination::record(&w.db, &given).await.unwrap().unwrap();
        let booked = w.book(first, place, day(2)).await.unwrap();
        let waiting = w
            .wait(Citizen { person: w.person(first.account, "홍셋째").await, ..first }, dry, None)
            .await
            .unwrap();
        session::start(&w.db, first.account, [9; 32]).await.unwrap();
        let begun = UnderWay { provider: "test".into(), secrets: "{}".into(), next: "/".into() };
        identity::begin(&w.db, &[1; 32], &[2; 32], &begun).await.unwrap();
        identity::take_back(&w.db, &[1; 32], &[2; 32]).await.unwrap();
        identity::keep_subject(&w.db, &[2; 32], "test", "somebody").await.unwrap();
        identity::link(&w.db, &[1; 32], first.account).await.unwrap().unwrap();
        code::ask(&w.db, key(), &Phone::parse(PHONE).unwrap()).await.unwrap().unwrap();
        let setting = notice::Setting { message: true, email: true, quiet: false, language: "en".into() };
        notice::change(&w.db, first.account, &setting).await.unwrap();
        settle(&w.db).await;
        let persons = [first.person, second.person];
        assert!(sealed_left(w, first, persons).await > 8, "there is something to erase");
        assert_eq!(erase::list_open(&w.db, first.account).await.unwrap().len(), 2);

        assert_eq!(erase::erase(&w.db, first.account).await.unwrap(), Ok(()));
        settle(&w.db).await;
        assert_eq!(sealed_left(w, first, persons).await, 0);
        assert_eq!((w.status(booked).await.0, w.status(waiting).await.0), (S::Cancelled, S::Withdrawn));
        assert_eq!((w.bookable(place).await, w.taken(place.hospital, day(2)).await), (4, 0));
        // The record of the dose stays, under a number.
        let doses: i64 = sqlx::query_scalar("SELECT count(*) FROM vaccinations WHERE person_id = $1")
            .bind(second.person.0)
            .fetch_one(w.db.pool())
            .await
            .unwrap();
        assert_eq!(doses, 1);
        assert_eq!(erase::erase(&w.db, first.account).await.unwrap(), Err(Refusal::Unknown));
        assert_eq!(session::find(&w.db, &[9; 32]).await.unwrap().map(|v| v.account), None);
        assert_eq!(identity::find_account(&w.db, "test", "somebody").await.unwrap(), None);
        // Who had them erased is shown to the desk as nobody.
        let entry = store::view::desk::find(&w.db, place.hospital, rejected).await.unwrap().unwrap();
        assert_eq!(entry.name.as_str(), "—");
        // The number begins anew, and what was is not theirs.
        let again = account::ensure_citizen(&w.db, &Phone::parse(PHONE).unwrap()).await.unwrap();
        assert_ne!(again, first.account);
        assert!(list_mine(&w.db, again).await.unwrap().is_empty());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_command_that_comes_after_the_erasure_finds_nobody(pool: PgPool) {
    world(pool, async |w| {
        let (place, dry) = (w.place(5, 5).await, w.place(5, 0).await);
        let (first, _) = family_of_two(w).await;
        erase::erase(&w.db, first.account).await.unwrap().unwrap();
        assert_eq!(w.book(first, place, day(1)).await, Err(Refusal::Unknown));
        assert_eq!(w.wait(first, dry, None).await, Err(Refusal::Unknown));
        let (name, birth) =
            (PersonName::parse("홍길순").unwrap(), BirthDate::from_iso("1990-01-01").unwrap());
        let corrected =
            account::correct_person(&w.db, first.account, first.person, &name, birth).await.unwrap();
        assert_eq!(corrected, Err(Refusal::Unknown));
        assert!(family::add(&w.db, first.account, &name, birth).await.is_err());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn bookings_and_the_erasure_at_once_leave_no_booking_behind(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(50, 50).await;
        for n in 0..8 {
            let who = w.citizen().await;
            let (booked, erased) = tokio::join!(w.book(who, place, day(n)), async {
                erase::erase(&w.db, who.account).await.unwrap()
            });
            assert_eq!(erased, Ok(()), "{booked:?}");
            let open = erase::list_open(&w.db, who.account).await.unwrap();
            assert_eq!(open, [], "{booked:?}");
        }
        let twice = w.citizen().await;
        let answers = join_all((0..4).map(async |_| erase::erase(&w.db, twice.account).await.unwrap())).await;
        assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 1);
        settle(&w.db).await;
        assert_eq!(w.bookable(place).await, 50);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_member_of_staff_is_not_erased_like_this(pool: PgPool) {
    world(pool, async |w| {
        let staff = w.staff(Role::Admin).await;
        assert_eq!(erase::erase(&w.db, staff).await.unwrap(), Err(Refusal::Unknown));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_copy_of_ones_own_holds_all_of_it_and_nothing_of_others(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        let (first, _) = family_of_two(w).await;
        let stranger = w.citizen().await;
        w.book(stranger, place, day(1)).await.unwrap();
        w.book(first, place, day(2)).await.unwrap();
        session::start(&w.db, first.account, [9; 32]).await.unwrap();
        settle(&w.db).await;
        let copy = own::read(&w.db, first.account).await.unwrap();
        assert_eq!(copy["account"]["phone"], "010-1234-1234");
        let names: Vec<_> =
            copy["persons"].as_array().unwrap().iter().map(|p| p["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["홍길동", "홍아이"]);
        assert_eq!(copy["reservations"].as_array().unwrap().len(), 1);
        assert_eq!(copy["reservations"][0]["person"], "홍길동");
        assert_eq!(copy["reservations"][0]["status"], "requested");
        assert_eq!(copy["notices"][0]["kind"], "requested");
        assert_eq!(copy["sign_ins"].as_array().unwrap().len(), 1);
        assert!(copy["vaccinations"].as_array().unwrap().is_empty());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn one_person_in_two_accounts_is_suspected_until_one_is_erased(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        // One name and birth date, three accounts; and two namesakes in one account are none.
        let twins = w.citizens(3).await;
        w.person(twins[0].account, "홍 길 동").await;
        w.person(twins[0].account, "다른사람").await;
        w.book(twins[1], place, day(1)).await.unwrap();
        assert_eq!(duplicate::count_groups(&w.db).await.unwrap(), 1);
        let found = duplicate::list(&w.db, 10).await.unwrap();
        let told: Vec<_> = found.iter().map(|t| (t.person, t.group, t.bookings, t.waits, t.doses)).collect();
        let mut expected = [(twins[0].person, 0), (twins[1].person, 1), (twins[2].person, 0)];
        // They came at once: the earlier one has the smaller number.
        expected.sort_unstable_by_key(|(person, _)| person.0);
        assert_eq!(told, expected.map(|(person, bookings)| (person, 1, bookings, 0, 0)));
        for gone in &twins[1..] {
            erase::erase(&w.db, gone.account).await.unwrap().unwrap();
        }
        assert_eq!(duplicate::count_groups(&w.db).await.unwrap(), 0);
        assert!(duplicate::list(&w.db, 10).await.unwrap().is_empty());
    })
    .await;
}
