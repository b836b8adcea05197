//! Forms that met an ended session: their owner finds them again, nobody else does, and not for long.

use crate::world::{NOW, World, world};
use sqlx::PgPool;
use store::{
    erase,
    kept_form::{self, KeptForm},
    session,
};
use time::Duration;
use uuid::Uuid;

const TOKEN: [u8; 32] = [42; 32];

fn form(note: &str) -> KeptForm {
    KeptForm {
        page: "/desk/requests/1/reject".to_owned(),
        values: vec![("reason".to_owned(), "other".to_owned()), ("note".to_owned(), note.to_owned())],
    }
}

/// As [`kept_form::keep`], so long after the session was last seen.
async fn keep_after(w: &World, after: Duration) -> Option<Uuid> {
    kept_form::keep(&w.at(NOW + after).await, &TOKEN, &form("정전")).await.unwrap()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_form_is_kept_only_once_its_session_has_ended_and_not_long_after(pool: PgPool) {
    world(pool, async |w| {
        assert_eq!(keep_after(w, Duration::ZERO).await, None, "nobody knows the session");
        let id = session::start(&w.db, w.admin, TOKEN).await.unwrap();
        assert_eq!(keep_after(w, Duration::minutes(119)).await, None, "the session is alive");
        assert!(keep_after(w, Duration::minutes(121)).await.is_some(), "it ended for idleness");
        assert_eq!(keep_after(w, Duration::days(8)).await, None, "that was long ago");
        session::end(&w.db, id).await.unwrap();
        assert!(keep_after(w, Duration::ZERO).await.is_some(), "somebody ended it");
        w.by_hand("DELETE FROM sessions").await;
        let who = w.citizen().await;
        let id = session::start(&w.db, who.account, TOKEN).await.unwrap();
        session::end(&w.db, id).await.unwrap();
        w.by_hand("UPDATE accounts SET disabled_at = alimi_now() WHERE kind = 'citizen'").await;
        assert_eq!(keep_after(w, Duration::ZERO).await, None, "the account is gone");
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_kept_form_is_its_owners_for_a_quarter_of_an_hour_and_a_citizens_for_a_day(pool: PgPool) {
    world(pool, async |w| {
        let (who, other) = (w.citizen().await, w.citizen().await);
        for (account, alive, over) in [
            (w.admin, Duration::minutes(14), Duration::minutes(16)),
            (who.account, Duration::hours(23), Duration::hours(25)),
        ] {
            w.by_hand("DELETE FROM sessions").await;
            let ended = session::start(&w.db, account, TOKEN).await.unwrap();
            session::end(&w.db, ended).await.unwrap();
            let id = keep_after(w, Duration::ZERO).await.unwrap();
            let find = async |after, by| kept_form::find(&w.at(NOW + after).await, by, id).await.unwrap();
            assert_eq!(find(alive, account).await, Some(form("정전")));
            assert_eq!(find(alive, other.account).await, None, "it is none of theirs");
            assert_eq!(find(over, account).await, None);
            // Deleting it is nobody else's either.
            kept_form::forget(&w.db, other.account, id).await.unwrap();
            assert!(find(alive, account).await.is_some());
            kept_form::forget(&w.db, account, id).await.unwrap();
            assert_eq!(find(alive, account).await, None);
        }
        let id = keep_after(w, Duration::ZERO).await.unwrap();
        let later = w.at(NOW + Duration::hours(25)).await;
        assert_eq!(kept_form::delete_expired(&w.db).await.unwrap(), 0);
        assert_eq!(kept_form::delete_expired(&later).await.unwrap(), 1);
        assert_eq!(kept_form::find(&w.db, who.account, id).await.unwrap(), None);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_account_has_five_kept_forms_at_most_and_the_latest_ones(pool: PgPool) {
    world(pool, async |w| {
        let ended = session::start(&w.db, w.admin, TOKEN).await.unwrap();
        session::end(&w.db, ended).await.unwrap();
        let mut ids = Vec::new();
        for n in 0..8 {
            ids.push(keep_after(w, Duration::seconds(n)).await.unwrap());
        }
        assert_eq!(w.rows("kept_forms").await, 5);
        for (n, id) in ids.iter().enumerate() {
            assert_eq!(kept_form::find(&w.db, w.admin, *id).await.unwrap().is_some(), n >= 3, "{n}");
        }
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_was_kept_goes_with_the_account(pool: PgPool) {
    world(pool, async |w| {
        let who = w.citizen().await;
        let ended = session::start(&w.db, who.account, TOKEN).await.unwrap();
        session::end(&w.db, ended).await.unwrap();
        keep_after(w, Duration::ZERO).await.unwrap();
        assert_eq!(w.rows("kept_forms").await, 1);
        erase::erase(&w.db, who.account).await.unwrap().unwrap();
        assert_eq!(w.rows("kept_forms").await, 0);
    })
    .await;
}
