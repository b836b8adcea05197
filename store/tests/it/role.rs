//! The service's own role in the database: all it needs, no change of the schema, and nothing but
//! new lines in the audit log.

use crate::world::{day, settle, world};
use sqlx::{AssertSqlSafe, Executor, PgPool};
use store::audit_log::{Act, Filter, note, search};
use uuid::Uuid;

#[sqlx::test]
async fn the_applications_role_adds_to_the_audit_log_and_changes_nothing_of_it(pool: PgPool) {
    world(pool, async |w| {
        let role = format!("alimi_role_{}", Uuid::new_v4().simple());
        w.db.pool().execute(AssertSqlSafe(format!("CREATE ROLE {role}"))).await.unwrap();
        w.db.grant(&role).await.unwrap();
        assert!(w.db.could_change_audit_log().await.unwrap(), "the owner could");

        let mut conn = w.db.pool().acquire().await.unwrap();
        conn.execute(AssertSqlSafe(format!("SET ROLE {role}"))).await.unwrap();
        conn.execute("INSERT INTO audit_log (action, subject) VALUES ('signed_in', 'x')").await.unwrap();
        for refused in [
            "UPDATE audit_log SET reason = 'nothing happened'",
            "DELETE FROM audit_log",
            "TRUNCATE audit_log",
            "ALTER TABLE audit_log DISABLE TRIGGER ALL",
            "DROP TRIGGER audit_log_append_only ON audit_log",
            "DROP TABLE audit_log",
            "CREATE TABLE aside (x int)",
            "ALTER TABLE accounts ADD COLUMN x int",
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
            "DELETE FROM _sqlx_migrations",
            "SET session_replication_role = 'replica'",
        ] {
            let error = conn.execute(refused).await.unwrap_err();
            let code = error.as_database_error().and_then(|e| e.code().map(std::borrow::Cow::into_owned));
            assert_eq!(code.as_deref(), Some("42501"), "{refused}: {error}");
        }
        let could: bool = sqlx::query_scalar(
            "SELECT has_table_privilege('audit_log', 'UPDATE') OR pg_has_role(relowner, 'MEMBER')
             FROM pg_class WHERE oid = 'audit_log'::regclass",
        )
        .fetch_one(&mut *conn)
        .await
        .unwrap();
        assert!(!could);
        conn.execute("UPDATE hospitals SET name = name; DELETE FROM sessions").await.unwrap();
        conn.execute("RESET ROLE").await.unwrap();
        drop(conn);
        w.db.pool().execute(AssertSqlSafe(format!("DROP OWNED BY {role}; DROP ROLE {role}"))).await.unwrap();
    })
    .await;
}

#[sqlx::test]
async fn the_audit_log_is_found_by_who_what_where_and_when(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        let id = w.book(w.citizen().await, place, day(1)).await.unwrap();
        store::reservation::confirm(&w.db, w.admin, place.hospital, id).await.unwrap().unwrap();
        settle(&w.db).await;
        let read = |action, reason| Act {
            by: Some(w.admin),
            action,
            subject: format!("reservation:{id}"),
            hospital: Some(place.hospital),
            reason,
        };
        note(&w.db, read("personal_data_read", None)).await.unwrap();
        note(&w.db, read("access_denied", Some("role"))).await.unwrap();

        let find = async |filter: Filter, before, most| {
            let lines = search(&w.db, &filter, before, most).await.unwrap();
            lines.into_iter().map(|l| (l.id, l.action)).collect::<Vec<_>>()
        };
        let about = Filter { subject: Some(format!("reservation:{id}")), ..Filter::default() };
        let all = find(about.clone(), None, 10).await;
        let actions: Vec<&str> = all.iter().map(|(_, action)| action.as_str()).collect();
        assert_eq!(actions, ["access_denied", "personal_data_read", "reservation_confirmed"]);
        assert_eq!(find(about.clone(), Some(all[0].0), 1).await, all[1..2], "the next page of one line");

        let today = w.db.today().await.unwrap();
        for (filter, found) in [
            (Filter { account: Some(w.admin), ..about.clone() }, 3),
            (Filter { account: Some(domain::id::AccountId(0)), ..about.clone() }, 0),
            (Filter { action: Some("access_denied".into()), ..about.clone() }, 1),
            (Filter { hospital: Some(place.hospital), ..about.clone() }, 3),
            (Filter { hospital: Some(domain::id::HospitalId(0)), ..about.clone() }, 0),
            (Filter { from: Some(today), to: Some(today), ..about.clone() }, 3),
            (Filter { from: today.next_day(), ..about.clone() }, 0),
            (Filter { to: today.previous_day(), ..about.clone() }, 0),
        ] {
            assert_eq!(find(filter.clone(), None, 10).await.len(), found, "{filter:?}");
        }
        let known = store::audit_log::list_actions(&w.db).await.unwrap();
        assert!(known.is_sorted() && known.contains(&"access_denied".to_owned()), "{known:?}");
    })
    .await;
}
