//! C1, N6: the persons of an account, and putting a typing error right.

use crate::world::{Citizen, World, day, settle, world};
use domain::{
    id::PersonId,
    person::{BirthDate, PersonName},
    refusal::Refusal,
    reservation::RejectReason,
};
use sqlx::PgPool;
use store::{account, reservation};

async fn correct(w: &World, who: Citizen, name: &str, birth: &str) -> Result<(), Refusal> {
    let (name, birth) = (PersonName::parse(name).unwrap(), BirthDate::from_iso(birth).unwrap());
    account::correct_person(&w.db, who.account, who.person, &name, birth).await.unwrap()
}

async fn names(w: &World, who: Citizen) -> Vec<String> {
    let persons = account::list_persons(&w.db, who.account).await.unwrap();
    persons.iter().map(|p| p.name.as_str().to_owned()).collect()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_a_typing_error_is_put_right_until_a_hospital_counts_on_it(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        let who = w.citizen().await;
        assert_eq!(correct(w, who, "홍길순", "1981-01-02").await, Ok(()));
        let person = account::list_persons(&w.db, who.account).await.unwrap().pop().unwrap();
        assert_eq!(
            (person.name.as_str(), person.birth.date()),
            ("홍길순", time::macros::date!(1981 - 01 - 02))
        );
        let id = w.book(who, place, day(1)).await.unwrap();
        assert_eq!(correct(w, who, "홍길자", "1981-01-02").await, Err(Refusal::AlreadyBooked));
        reservation::reject(&w.db, w.admin, place.hospital, id, RejectReason::Other, None)
            .await
            .unwrap()
            .unwrap();
        settle(&w.db).await;
        assert_eq!(correct(w, who, "홍길자", "1981-01-02").await, Ok(()));
        assert_eq!(names(w, who).await, ["홍길자"]);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_a_correction_makes_no_twin_and_touches_no_stranger(pool: PgPool) {
    world(pool, async |w| {
        let (who, other) = (w.citizen().await, w.citizen().await);
        let child = w.person(who.account, "홍아이").await;
        let twin = correct(w, Citizen { person: child, ..who }, "홍길동", "1980-05-17").await;
        assert_eq!(twin, Err(Refusal::NameTaken));
        let stranger = Citizen { account: other.account, ..who };
        assert_eq!(correct(w, stranger, "남의이름", "1980-05-17").await, Err(Refusal::Unknown));
        let nobody = Citizen { person: PersonId(9_999), ..who };
        assert_eq!(correct(w, nobody, "없는이름", "1980-05-17").await, Err(Refusal::Unknown));
        assert_eq!(names(w, who).await, ["홍길동", "홍아이"]);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_a_correction_that_waited_for_a_booking_is_refused(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        let who = w.citizen().await;
        let mut hot = w.db.pool().begin().await.unwrap();
        sqlx::query("SELECT FROM stocks FOR NO KEY UPDATE").execute(&mut *hot).await.unwrap();
        let (booked, corrected, ()) = tokio::join!(
            w.book(who, place, day(1)),
            async {
                // The booking has the person's row by now.
                w.until_somebody_waits_for_a_lock().await;
                correct(w, who, "홍길순", "1980-05-17").await
            },
            async {
                w.until_waiting_for_locks(2).await;
                hot.commit().await.unwrap();
            }
        );
        assert!(booked.is_ok());
        assert_eq!(corrected, Err(Refusal::AlreadyBooked));
    })
    .await;
}
