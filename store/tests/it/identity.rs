//! Sign-in with providers: a return counts once, in its browser and in time; a subject is linked
//! by the proof of a number only.

use crate::world::{NOW, World, world};
use domain::refusal::Refusal;
use futures_util::future::join_all;
use sqlx::PgPool;
use store::{
    Db,
    identity::{self, Back, UnderWay},
};
use time::Duration;

const BROWSER: [u8; 32] = [1; 32];
const STATE: [u8; 32] = [2; 32];

async fn begin(w: &World) {
    let begun = UnderWay { provider: "test".into(), secrets: "nonce".into(), next: "/my".into() };
    identity::begin(&w.db, &BROWSER, &STATE, &begun).await.unwrap();
}

async fn back(db: &Db, browser: &[u8; 32], state: &[u8; 32]) -> Back {
    identity::take_back(db, browser, state).await.unwrap()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_sign_in_comes_back_once_however_many_come(pool: PgPool) {
    world(pool, async |w| {
        begin(w).await;
        let returns = join_all((0..10).map(|_| back(&w.db, &BROWSER, &STATE))).await;
        let ours: Vec<_> = returns.iter().filter(|b| matches!(b, Back::Ours(_))).collect();
        let [Back::Ours(begun)] = ours[..] else { panic!("{returns:?}") };
        assert_eq!((&*begun.provider, &*begun.secrets, &*begun.next), ("test", "nonce", "/my"));
        assert_eq!(returns.iter().filter(|b| matches!(b, Back::Used)).count(), 9);
        // What proved it is gone.
        assert!(identity::find_begun(&w.db, &BROWSER).await.unwrap().is_none());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_return_to_another_browser_or_too_late_is_nothing(pool: PgPool) {
    world(pool, async |w| {
        begin(w).await;
        assert!(matches!(back(&w.db, &[3; 32], &STATE).await, Back::Unknown));
        assert!(matches!(back(&w.db, &BROWSER, &[3; 32]).await, Back::Unknown));
        let later = w.at(NOW + Duration::minutes(11)).await;
        assert!(matches!(back(&later, &BROWSER, &STATE).await, Back::Expired));
        assert_eq!(identity::delete_expired(&later).await.unwrap(), 0);
        let much_later = w.at(NOW + Duration::minutes(72)).await;
        assert_eq!(identity::delete_expired(&much_later).await.unwrap(), 1);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_subject_is_linked_by_the_proof_and_unlinked_by_its_owner(pool: PgPool) {
    world(pool, async |w| {
        let (owner, stranger) = (w.citizen().await.account, w.citizen().await.account);
        begin(w).await;
        // Nothing waits before the return.
        assert_eq!(identity::link(&w.db, &BROWSER, owner).await.unwrap(), Err(Refusal::CodeExpired));
        back(&w.db, &BROWSER, &STATE).await;
        assert_eq!(identity::find_account(&w.db, "test", "somebody").await.unwrap(), None);
        identity::keep_subject(&w.db, &STATE, "test", "somebody").await.unwrap();
        assert_eq!(identity::find_waiting(&w.db, &BROWSER).await.unwrap().as_deref(), Some("test"));
        assert_eq!(identity::link(&w.db, &[3; 32], stranger).await.unwrap(), Err(Refusal::CodeExpired));
        assert_eq!(identity::link(&w.db, &BROWSER, owner).await.unwrap(), Ok(()));
        assert_eq!(identity::find_account(&w.db, "test", "somebody").await.unwrap(), Some(owner));
        assert_eq!(identity::find_account(&w.db, "other", "somebody").await.unwrap(), None);
        // A second proof does not take it over.
        begin(w).await;
        back(&w.db, &BROWSER, &STATE).await;
        identity::keep_subject(&w.db, &STATE, "test", "somebody").await.unwrap();
        assert_eq!(identity::link(&w.db, &BROWSER, stranger).await.unwrap(), Err(Refusal::NameTaken));
        let [link] = &identity::list(&w.db, owner).await.unwrap()[..] else { panic!("one link") };
        assert_eq!(identity::remove(&w.db, stranger, link.id).await.unwrap(), Err(Refusal::Unknown));
        assert_eq!(identity::remove(&w.db, owner, link.id).await.unwrap(), Ok(()));
        assert_eq!(identity::find_account(&w.db, "test", "somebody").await.unwrap(), None);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn no_subject_lies_in_the_open(pool: PgPool) {
    world(pool, async |w| {
        begin(w).await;
        back(&w.db, &BROWSER, &STATE).await;
        identity::keep_subject(&w.db, &STATE, "test", "qwertz-subject").await.unwrap();
        identity::link(&w.db, &BROWSER, w.citizen().await.account).await.unwrap().unwrap();
        let text: String = sqlx::query_scalar(
            "SELECT string_agg(row_to_json(t)::text, '') FROM (SELECT to_jsonb(i) FROM identities i
             UNION ALL SELECT to_jsonb(a) FROM audit_log a) t",
        )
        .fetch_one(w.db.pool())
        .await
        .unwrap();
        let hex = "qwertz".bytes().fold(String::new(), |out, b| format!("{out}{b:02x}"));
        assert!(text.contains("identity_linked"));
        assert!(!text.contains("qwertz") && !text.contains(&hex), "{text}");
    })
    .await;
}
