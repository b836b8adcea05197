//! `alimi audit` finds every kind of difference, and the log of acts cannot be rewritten.

use crate::world::{Place, World, day, world};
use sqlx::{AssertSqlSafe, PgPool};
use store::audit;

/// A place with two bookings, one of them confirmed.
async fn two_bookings(w: &World) -> Place {
    let place = w.place(5, 6).await;
    w.booked(place, day(1)).await;
    let id = w.booked(place, day(2)).await;
    store::reservation::confirm(&w.db, w.admin, place.hospital, id).await.unwrap().unwrap();
    place
}

/// Falsifies, sees what the audit names, and undoes it: the audit is clean again.
async fn finds(w: &World, falsify: &str, undo: &str, laws: &[&str]) {
    assert_eq!(audit::run(&w.db).await.unwrap(), []);
    sqlx::raw_sql(AssertSqlSafe(falsify.to_owned())).execute(w.db.pool()).await.unwrap();
    let found = audit::run(&w.db).await.unwrap();
    let mut named: Vec<_> = found.iter().map(|d| d.law.as_str()).collect();
    named.dedup();
    assert_eq!(named, laws, "{falsify}: {found:?}");
    assert!(found.iter().all(|d| d.counter != d.counted && !d.to_string().is_empty()));
    sqlx::raw_sql(AssertSqlSafe(undo.to_owned())).execute(w.db.pool()).await.unwrap();
    assert_eq!(audit::run(&w.db).await.unwrap(), [], "{undo}");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_audit_finds_a_wrong_counter_of_doses(pool: PgPool) {
    world(pool, async |w| {
        two_bookings(w).await;
        for (term, laws) in [
            ("reserved", &["stock.reserved"][..]),
            ("offered", &["stock.offered"]),
            ("administered", &["stock.administered"]),
            ("discarded", &["stock.discarded"]),
            ("expired", &["stock.expired"]),
            ("registered", &["stock.registered", "supply.doses"]),
        ] {
            let falsify = format!("UPDATE stocks SET {term} = {term} + 1");
            finds(w, &falsify, &format!("UPDATE stocks SET {term} = {term} - 1"), laws).await;
        }
        let fewer = "UPDATE stocks SET reserved = reserved - 1";
        finds(w, fewer, "UPDATE stocks SET reserved = reserved + 1", &["stock.reserved"]).await;
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_audit_finds_lots_and_supplies_that_do_not_add_up(pool: PgPool) {
    world(pool, async |w| {
        two_bookings(w).await;
        finds(
            w,
            "UPDATE lots SET registered = registered + 1",
            "UPDATE lots SET registered = registered - 1",
            &["stock.registered"],
        )
        .await;
        finds(
            w,
            "UPDATE lots SET discarded = discarded + 1",
            "UPDATE lots SET discarded = discarded - 1",
            &["lot.discarded", "stock.discarded"],
        )
        .await;
        finds(
            w,
            "UPDATE supplies SET doses = doses + 1",
            "UPDATE supplies SET doses = doses - 1",
            &["supply.doses"],
        )
        .await;
        finds(
            w,
            "UPDATE lots SET expires_on = expires_on + 1",
            "UPDATE lots SET expires_on = expires_on - 1",
            &["stock.lasts_until"],
        )
        .await;
        finds(
            w,
            "UPDATE vaccines SET vials_supplied = vials_supplied + 1",
            "UPDATE vaccines SET vials_supplied = vials_supplied - 1",
            &["vaccine.vials_supplied"],
        )
        .await;
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_audit_finds_a_wrong_counter_of_places(pool: PgPool) {
    world(pool, async |w| {
        two_bookings(w).await;
        finds(
            w,
            "UPDATE days SET taken = taken + 1 WHERE taken > 0",
            "UPDATE days SET taken = taken - 1 WHERE taken > 0",
            &["day.taken"],
        )
        .await;
        finds(
            w,
            "CREATE TABLE aside AS SELECT * FROM days WHERE taken > 0; DELETE FROM days WHERE taken > 0",
            "INSERT INTO days SELECT * FROM aside; DROP TABLE aside",
            &["day.taken"],
        )
        .await;
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_audit_finds_bookings_and_holds_that_do_not_fit(pool: PgPool) {
    world(pool, async |w| {
        two_bookings(w).await;
        finds(
            w,
            "CREATE TABLE aside AS SELECT * FROM holds; DELETE FROM holds",
            "INSERT INTO holds SELECT * FROM aside; DROP TABLE aside",
            &["day.taken", "reservation.hold", "stock.reserved"],
        )
        .await;
        finds(
            w,
            "UPDATE reservations SET day_on = day_on + 7",
            "UPDATE reservations SET day_on = day_on - 7",
            &["reservation.hold"],
        )
        .await;
        finds(
            w,
            "UPDATE reservations SET status = 'rejected', ended_at = alimi_now() - interval '2 minutes'
             WHERE status = 'requested'",
            "UPDATE reservations SET status = 'requested', ended_at = NULL WHERE status = 'rejected'",
            &["hold.pending_release"],
        )
        .await;
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_audit_finds_a_hold_of_somebody_who_only_waits(pool: PgPool) {
    world(pool, async |w| {
        two_bookings(w).await;
        finds(
            w,
            "UPDATE reservations SET status = 'waiting', wait_slot = 1 WHERE status = 'requested'",
            "UPDATE reservations SET status = 'requested', wait_slot = NULL WHERE status = 'waiting'",
            &["hold.pending_release"],
        )
        .await;
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_audit_finds_a_hold_whose_reservation_ended_without_saying_when(pool: PgPool) {
    world(pool, async |w| {
        two_bookings(w).await;
        finds(
            w,
            "UPDATE reservations SET status = 'cancelled', cancelled_by = 'person' WHERE status = 'requested'",
            "UPDATE reservations SET status = 'requested', cancelled_by = NULL WHERE status = 'cancelled'",
            &["hold.pending_release"],
        )
        .await;
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_audit_sees_one_moment_while_people_book(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(100, 100).await;
        let people = w.citizens(25).await;
        let bookings = async {
            for who in people {
                w.book(who, place, day(1)).await.unwrap();
            }
        };
        let audits = async {
            for _ in 0..4 {
                assert_eq!(audit::run(&w.db).await.unwrap(), []);
            }
        };
        tokio::join!(bookings, audits);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_log_of_acts_is_only_added_to(pool: PgPool) {
    world(pool, async |w| {
        w.hospital(1).await;
        let before = w.acts().await;
        assert!(before.len() >= 2);
        for sql in [
            "UPDATE audit_log SET reason = 'nothing happened'",
            "DELETE FROM audit_log",
            "DELETE FROM audit_log WHERE false",
            "TRUNCATE audit_log",
        ] {
            let error = sqlx::query(sql).execute(w.db.pool()).await.unwrap_err();
            let code = error.as_database_error().and_then(|e| e.code().map(std::borrow::Cow::into_owned));
            assert_eq!(code.as_deref(), Some("42501"), "{sql}");
        }
        assert_eq!(w.acts().await, before);
        let by: Vec<Option<i64>> =
            sqlx::query_scalar("SELECT account_id FROM audit_log WHERE action = 'hospital_registered'")
                .fetch_all(w.db.pool())
                .await
                .unwrap();
        assert_eq!(by, [Some(w.admin.0)]);
    })
    .await;
}
