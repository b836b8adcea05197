//! A client that hangs up in the middle of a command leaves no poisoned connection behind.

use crate::world::{day, request, until, world};
use sqlx::PgPool;
use std::{
    future::Future,
    pin::pin,
    task::{Context, Poll},
};
use store::{Db, reservation};

/// Polls a future up to `polls` times, each time when it asked to be, and drops it then.
/// Whether it was done before that.
async fn hang_up_after(polls: usize, future: impl Future) -> bool {
    let mut future = pin!(future);
    let mut left = polls;
    std::future::poll_fn(|cx: &mut Context<'_>| {
        if left == 0 {
            return Poll::Ready(false);
        }
        left -= 1;
        match future.as_mut().poll(cx) {
            Poll::Ready(_) => Poll::Ready(true),
            Poll::Pending if left == 0 => Poll::Ready(false),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

/// Whether the pool's only connection stands inside a transaction somebody else began.
async fn is_poisoned(db: &Db) -> bool {
    // Outside a transaction each statement has a time of its own.
    let mut conn = db.pool().acquire().await.unwrap();
    let ask = "SELECT extract(epoch FROM now())::text";
    let one: String = sqlx::query_scalar(ask).fetch_one(&mut *conn).await.unwrap();
    let two: String = sqlx::query_scalar(ask).fetch_one(&mut *conn).await.unwrap();
    one == two
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_dropped_command_hands_no_transaction_to_the_next_one(pool: PgPool) {
    world(pool, async |w| {
        let single = w.replica(1).await;
        let place = w.place(100, 100).await;
        let mut done = false;
        for polls in 0..200 {
            until("the connection is back", async || single.pool().num_idle() == 1).await;
            let id = w.booked(place, day(1)).await;
            done = hang_up_after(polls, reservation::confirm(&single, w.admin, place.hospital, id)).await;
            assert!(!is_poisoned(&single).await, "after {polls} polls");
            // Carried out or not, never by half.
            let (_, version) = w.status(id).await;
            let events = i64::try_from(w.events_of(&id.to_string()).await.len()).unwrap();
            assert_eq!(events, version);
            if done {
                break;
            }
        }
        assert!(done, "the command never came to its end");
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_dropped_booking_is_whole_or_not_there(pool: PgPool) {
    world(pool, async |w| {
        let single = w.replica(1).await;
        let place = w.place(100, 100).await;
        let mut done = false;
        for polls in 0..100 {
            until("the connection is back", async || single.pool().num_idle() == 1).await;
            let form = request(w.citizen().await, place, day(1));
            done = hang_up_after(polls, reservation::request_one(&single, form.clone())).await;
            assert!(!is_poisoned(&single).await, "after {polls} polls");
            // The same form brings the answer, whatever had become of it.
            assert!(reservation::request_one(&single, form).await.unwrap().is_ok());
            if done {
                break;
            }
        }
        assert!(done, "the booking never came to its end");
        assert_eq!(w.rows("reservations").await, w.rows("holds").await);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn refusals_do_not_cost_a_connection(pool: PgPool) {
    world(pool, async |w| {
        let single = w.replica(1).await;
        let pid = async || -> i32 {
            sqlx::query_scalar("SELECT pg_backend_pid()").fetch_one(single.pool()).await.unwrap()
        };
        let before = pid().await;
        let nothing = domain::id::ReservationId(uuid::Uuid::new_v4());
        for _ in 0..10 {
            let hospital = domain::id::HospitalId(9_999);
            reservation::confirm(&single, w.admin, hospital, nothing).await.unwrap().unwrap_err();
        }
        assert_eq!(pid().await, before);
    })
    .await;
}
