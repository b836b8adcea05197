//! Sign-ins: they end by themselves, by hand, and with the account.

use crate::world::{NOW, World, world};
use domain::{
    account::{AccountKind, Role},
    id::{AccountId, SessionId},
    refusal::Refusal,
};
use sqlx::PgPool;
use store::{account, session};
use time::Duration;

const TOKEN: [u8; 32] = [42; 32];

/// Whether the session with the token is alive after so long, without looking in between.
async fn alive_after(w: &World, after: Duration) -> bool {
    session::find(&w.at(NOW + after).await, &TOKEN).await.unwrap().is_some()
}

/// Whether an open socket of the session stays open after so long.
async fn socket_stays(w: &World, session: SessionId, after: Duration) -> bool {
    session::live_sessions(&w.at(NOW + after).await, &[(session, 0)]).await.unwrap() == [(session, 0)]
}

async fn seen_at(w: &World) -> i64 {
    sqlx::query_scalar("SELECT floor(extract(epoch FROM seen_at))::bigint FROM sessions")
        .fetch_one(w.db.pool())
        .await
        .unwrap()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_session_says_who_it_is_and_ends_once(pool: PgPool) {
    world(pool, async |w| {
        let who = w.citizen().await;
        let id = session::start(&w.db, who.account, TOKEN).await.unwrap();
        let visitor = session::find(&w.db, &TOKEN).await.unwrap().unwrap();
        assert_eq!(
            (visitor.account, visitor.session, visitor.kind),
            (who.account, Some(id), AccountKind::Citizen)
        );
        assert!(visitor.roles.is_empty());
        assert_eq!(session::find(&w.db, &[0; 32]).await.unwrap(), None);
        assert_eq!(session::live_sessions(&w.db, &[(id, 0), (SessionId(999), 0)]).await.unwrap(), [(id, 0)]);
        for _ in 0..2 {
            session::end(&w.db, id).await.unwrap();
            assert_eq!(session::find(&w.db, &TOKEN).await.unwrap(), None);
            assert_eq!(session::live_sessions(&w.db, &[(id, 0)]).await.unwrap(), []);
        }
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_idle_citizen_is_signed_out_after_a_day_and_staff_after_two_hours(pool: PgPool) {
    world(pool, async |w| {
        let who = w.citizen().await;
        let id = session::start(&w.db, who.account, TOKEN).await.unwrap();
        assert!(!alive_after(w, Duration::hours(24) + Duration::minutes(1)).await);
        assert!(!socket_stays(w, id, Duration::hours(24) + Duration::minutes(1)).await);
        // Sockets that stay open are no visits.
        assert!(socket_stays(w, id, Duration::hours(23)).await);
        assert!(!socket_stays(w, id, Duration::hours(25)).await);
        assert!(alive_after(w, Duration::hours(23)).await);
        // Having been seen then, it lives on from there.
        assert!(alive_after(w, Duration::hours(46)).await);
        w.by_hand("DELETE FROM sessions").await;
        let id = session::start(&w.db, w.admin, TOKEN).await.unwrap();
        assert!(!alive_after(w, Duration::minutes(121)).await);
        assert!(!socket_stays(w, id, Duration::minutes(121)).await);
        assert!(socket_stays(w, id, Duration::minutes(119)).await);
        assert!(alive_after(w, Duration::minutes(119)).await);
        assert!(alive_after(w, Duration::minutes(238)).await);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn however_busy_a_citizen_signs_in_again_after_a_week_and_staff_after_half_a_day(pool: PgPool) {
    world(pool, async |w| {
        let who = w.citizen().await;
        for (account, step, steps) in
            [(who.account, Duration::hours(21), 8), (w.admin, Duration::minutes(102), 7)]
        {
            w.by_hand("DELETE FROM sessions").await;
            session::start(&w.db, account, TOKEN).await.unwrap();
            for n in 1..steps {
                assert!(alive_after(w, step * n).await, "{n}");
            }
            // Seen a moment ago, and over all the same.
            let past_the_end = step * steps + Duration::minutes(7);
            assert!(!alive_after(w, past_the_end).await);
            let all = [(SessionId(1), 0), (SessionId(2), 0)];
            assert_eq!(session::live_sessions(&w.at(NOW + past_the_end).await, &all).await.unwrap(), []);
        }
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_session_says_how_long_it_lasts_and_whether_being_there_helps(pool: PgPool) {
    world(pool, async |w| {
        session::start(&w.db, w.admin, TOKEN).await.unwrap();
        let left = async |after: Duration| {
            let found = session::find_signed_in(&w.at(NOW + after).await, &TOKEN).await.unwrap().unwrap();
            (found.left, found.extends)
        };
        let about = |left: i64, wanted: Duration| (wanted.whole_seconds() - left).abs() <= 2;
        let (begun, extends) = left(Duration::seconds(30)).await;
        assert!(about(begun, Duration::minutes(120) - Duration::seconds(30)) && extends, "{begun}");
        // Seen again, it has two hours from there.
        let (seen, extends) = left(Duration::minutes(100)).await;
        assert!(about(seen, Duration::hours(2)) && extends, "{seen}");
        for hours in 3..=10 {
            left(Duration::hours(hours)).await;
        }
        let (late, extends) = left(Duration::hours(11)).await;
        assert!(about(late, Duration::hours(1)) && !extends, "half a day is over then: {late}");
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn being_seen_is_noted_once_a_minute_and_never_on_an_ended_session(pool: PgPool) {
    world(pool, async |w| {
        let who = w.citizen().await;
        let id = session::start(&w.db, who.account, TOKEN).await.unwrap();
        let started = seen_at(w).await;
        assert!(alive_after(w, Duration::seconds(30)).await);
        assert_eq!(seen_at(w).await, started);
        assert!(alive_after(w, Duration::minutes(5)).await);
        let noted = seen_at(w).await;
        assert!(noted - started >= 299);
        session::end(&w.db, id).await.unwrap();
        assert!(!alive_after(w, Duration::minutes(10)).await);
        assert_eq!(seen_at(w).await, noted);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_disabled_account_loses_its_sessions_and_signs_in_no_more(pool: PgPool) {
    world(pool, async |w| {
        let staff =
            account::register_staff(&w.db, "demo", "데모", "hash", Role::Admin).await.unwrap().unwrap();
        let id = session::start(&w.db, staff, TOKEN).await.unwrap();
        assert_eq!(account::find_staff(&w.db, "demo").await.unwrap().unwrap().account, staff);
        w.by_hand("UPDATE accounts SET disabled_at = alimi_now() WHERE login = 'demo'").await;
        assert_eq!(session::find(&w.db, &TOKEN).await.unwrap(), None);
        assert_eq!(session::live_sessions(&w.db, &[(id, 0)]).await.unwrap(), []);
        assert!(account::find_staff(&w.db, "demo").await.unwrap().is_none());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn staff_have_their_roles_and_their_hospital(pool: PgPool) {
    world(pool, async |w| {
        let hospital = w.hospital(5).await;
        for (n, role) in [Role::Admin, Role::VaccineManager(hospital), Role::ReservationManager(hospital)]
            .into_iter()
            .enumerate()
        {
            let staff = w.staff(role).await;
            let token = [u8::try_from(n).unwrap(); 32];
            session::start(&w.db, staff, token).await.unwrap();
            let visitor = session::find(&w.db, &token).await.unwrap().unwrap();
            assert_eq!((visitor.kind, visitor.roles), (AccountKind::Staff, vec![role]));
        }
        let taken = account::register_staff(&w.db, "admin", "x", "y", Role::Admin).await.unwrap();
        assert_eq!(taken, Err(Refusal::NameTaken));
        let label = account::find_label(&w.db, w.admin).await.unwrap();
        assert_eq!(label.as_deref(), Some("관리자"));
        // A role taken away is gone at the next request.
        w.by_hand("DELETE FROM staff_roles WHERE account_id <> (SELECT min(account_id) FROM staff_roles)")
            .await;
        assert!(session::find(&w.db, &[0; 32]).await.unwrap().unwrap().roles.is_empty());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_session_of_nobody_is_not_started(pool: PgPool) {
    world(pool, async |w| {
        assert!(session::start(&w.db, AccountId(9_999), TOKEN).await.is_err());
        let who = w.citizen().await;
        session::start(&w.db, who.account, TOKEN).await.unwrap();
        assert!(session::start(&w.db, who.account, TOKEN).await.is_err(), "a token is drawn once");
    })
    .await;
}
