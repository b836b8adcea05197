//! A2: registering and changing vaccines.

use crate::world::{key, vaccine_form, world};
use domain::{id::VaccineId, refusal::Refusal, vaccine::VaccineForm};
use sqlx::PgPool;
use store::{idempotency::Key, vaccine, view};

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a2_a_registered_vaccine_has_its_vials_in_the_national_store(pool: PgPool) {
    world(pool, async |w| {
        let form = vaccine_form("코로나 백신", 500);
        let id = vaccine::register(&w.db, w.admin, &w.admin_key(), &form).await.unwrap().unwrap();
        let row = view::admin::find_vaccine(&w.db, id).await.unwrap().unwrap();
        assert_eq!((row.vials_left(), &row.form), (500, &form));
        assert_eq!(w.events_of(&format!("vaccine:{id}")).await, [("vaccine_registered".to_owned(), 1)]);
        assert_eq!(w.acts().await.last().unwrap().0, "vaccine_registered");
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a2_a_vaccines_name_is_taken_once(pool: PgPool) {
    world(pool, async |w| {
        let form = vaccine_form("백신 가", 500);
        vaccine::register(&w.db, w.admin, &w.admin_key(), &form).await.unwrap().unwrap();
        let again = vaccine::register(&w.db, w.admin, &w.admin_key(), &form).await.unwrap();
        assert_eq!(again, Err(Refusal::NameTaken));
        let other = w.vaccine().await;
        assert_eq!(vaccine::change(&w.db, w.admin, other, &form).await.unwrap(), Err(Refusal::NameTaken));
        let unknown = vaccine::change(&w.db, w.admin, VaccineId(999), &vaccine_form("나", 1)).await.unwrap();
        assert_eq!(unknown, Err(Refusal::Unknown));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a2_a_form_sent_twice_registers_one_vaccine(pool: PgPool) {
    world(pool, async |w| {
        let form = vaccine_form("백신 가", 500);
        let sent = Key::new(w.admin, key(), "register_vaccine", &["가"]);
        let first = vaccine::register(&w.db, w.admin, &sent, &form).await.unwrap().unwrap();
        let second = vaccine::register(&w.db, w.admin, &sent, &form).await.unwrap().unwrap();
        assert_eq!(first, second);
        assert_eq!(w.rows("vaccines").await, 1);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a2_vials_do_not_fall_below_those_supplied(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 60).await;
        let before = view::admin::find_vaccine(&w.db, place.vaccine).await.unwrap().unwrap();
        assert_eq!(before.vials_supplied, 10);
        let fewer = VaccineForm { vials: 9, ..before.form.clone() };
        let refused = vaccine::change(&w.db, w.admin, place.vaccine, &fewer).await.unwrap();
        assert_eq!(refused, Err(Refusal::NotEnoughVials(10)));
        let enough = VaccineForm { vials: 10, minimum_age: 18, ..before.form };
        vaccine::change(&w.db, w.admin, place.vaccine, &enough).await.unwrap().unwrap();
        let after = view::admin::find_vaccine(&w.db, place.vaccine).await.unwrap().unwrap();
        assert_eq!((after.vials_left(), after.form), (0, enough));
    })
    .await;
}
