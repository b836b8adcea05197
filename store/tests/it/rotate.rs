//! Keys are changed while people write: nothing is lost, nothing keeps an older key, and what no key
//! opens is said.

use crate::world::world;
use domain::person::{BirthDate, PersonName, Phone};
use sqlx::PgPool;
use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicU32, Ordering},
};
use store::{
    Db, account, code,
    rotate::{SEALED, rotate},
    seal::Keyring,
};
use uuid::Uuid;

fn keyring(ids: &[(&str, &str)]) -> Keyring {
    let keys: Vec<_> = ids.iter().map(|(id, digit)| format!("{id}:{}", digit.repeat(64))).collect();
    Keyring::parse(&keys.join(","), &"22".repeat(32)).unwrap()
}

fn number(n: u32) -> Phone {
    Phone::parse(&format!("010{n:08}")).unwrap()
}

async fn sign_up(db: &Db, n: u32) {
    let account = account::ensure_citizen(db, &number(n)).await.unwrap();
    let birth = BirthDate::from_iso("1980-05-17").unwrap();
    account::ensure_person(db, account, &PersonName::parse("시험접종자").unwrap(), birth).await.unwrap();
}

/// Everything opens with this one key.
async fn assert_readable(db: &Db, people: u32) {
    for n in 0..people {
        let account = account::ensure_citizen(db, &number(n)).await.unwrap();
        assert_eq!(account::find_phone(db, account).await.unwrap(), Some(number(n)));
        assert_eq!(account::list_persons(db, account).await.unwrap()[0].name.as_str(), "시험접종자");
    }
}

#[sqlx::test]
async fn keys_rotate_while_people_write(pool: PgPool) {
    world(pool, async |w| {
        let old = Db::from_pool(w.db.pool().clone(), keyring(&[("a", "1")]));
        // Rolled out before the new key seals: every process can open what either sealed.
        let behind = Db::from_pool(w.db.pool().clone(), keyring(&[("a", "1"), ("b", "2")]));
        let ahead = Db::from_pool(w.db.pool().clone(), keyring(&[("b", "2"), ("a", "1")]));
        for n in 0..250 {
            sign_up(&old, n).await;
        }
        code::ask(&old, Uuid::new_v4(), &number(0)).await.unwrap().unwrap();

        let written = AtomicU32::new(0);
        let writing = async |db: &Db| {
            // The same people come again: their rows are written while they are sealed anew.
            for n in 0..300 {
                sign_up(db, n).await;
                written.fetch_add(1, Ordering::Relaxed);
            }
        };
        let rotating = async {
            while written.load(Ordering::Relaxed) < 600 {
                rotate(&ahead).await.unwrap();
            }
        };
        tokio::join!(writing(&ahead), writing(&behind), rotating);

        // Once nobody seals with the old key, one more run finds the rest, and another nothing.
        let last = rotate(&ahead).await.unwrap();
        assert!(last.iter().all(|of| of.left == 0 && of.unreadable == 0), "{last:?}");
        assert!(rotate(&ahead).await.unwrap().iter().all(|of| of.sealed == 0));
        let new = Db::from_pool(w.db.pool().clone(), keyring(&[("b", "2")]));
        assert_readable(&new, 250).await;
        assert_eq!(code::list_open(&new).await.unwrap().len(), 1);
    })
    .await;
}

#[sqlx::test]
async fn a_value_without_its_key_is_counted_and_left_alone(pool: PgPool) {
    world(pool, async |w| {
        let lost = Db::from_pool(w.db.pool().clone(), keyring(&[("lost", "3")]));
        sign_up(&lost, 7).await;
        let db = Db::from_pool(w.db.pool().clone(), keyring(&[("b", "2")]));
        let report = rotate(&db).await.unwrap();
        let of = |column: &str| report.iter().find(|r| r.column == column && r.table == "persons").unwrap();
        assert_eq!(
            (of("name_sealed").left, of("name_sealed").unreadable, of("name_sealed").sealed),
            (1, 1, 0)
        );
        assert_readable_by(&lost, 7).await;
    })
    .await;
}

async fn assert_readable_by(db: &Db, n: u32) {
    let account = account::ensure_citizen(db, &number(n)).await.unwrap();
    assert_eq!(account::find_phone(db, account).await.unwrap(), Some(number(n)));
}

#[sqlx::test]
async fn every_sealed_column_is_in_the_list(pool: PgPool) {
    let there: Vec<(String, String)> = sqlx::query_as(
        "SELECT table_name::text, column_name::text FROM information_schema.columns
         WHERE table_schema = 'public' AND column_name LIKE '%\\_sealed'",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    let there: BTreeSet<_> = there.into_iter().collect();
    let listed: BTreeSet<_> = SEALED.iter().map(|s| (s.table.to_owned(), s.column.to_owned())).collect();
    assert_eq!(there, listed, "store::seal::SEALED names every column that holds sealed values");
}
