//! Keeps this replica's board ([`store::availability`]): a look at the outbox whenever something
//! happened at a hospital, and each second, whatever was heard or not.

use crate::live::Hub;
use std::{sync::Arc, time::Duration};
use store::{Db, availability::Board};
use tokio::time::{Instant, sleep, sleep_until};

/// Between two looks when nothing is heard.
const IDLE: Duration = Duration::from_secs(1);
/// Between two looks at least.
const PAUSE: Duration = Duration::from_millis(250);
/// The longest pause, well below the board's patience.
const LONGEST_PAUSE: Duration = Duration::from_secs(2);
/// A pause is so many times as long as the look before it: in the rush, when every hospital is read
/// again, looking must not take from booking what it needs.
const REST: u32 = 8;

/// Keeps the board for ever.
pub(crate) async fn keep(board: Board, db: Db, hub: Arc<Hub>) {
    loop {
        let began = Instant::now();
        match board.refresh(&db).await {
            Ok(()) => hub.board_moved(),
            Err(error) => tracing::warn!(
                error = &error as &dyn std::error::Error,
                "what is left cannot be read; pages ask the database meanwhile"
            ),
        }
        let pause = (began.elapsed() * REST).clamp(PAUSE, LONGEST_PAUSE);
        sleep(pause).await;
        tokio::select! {
            () = hub.hospitals_moved() => {}
            () = sleep_until(began + IDLE) => {}
        }
    }
}
