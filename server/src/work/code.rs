//! Development only: one-time codes go to the terminal instead of a phone.

use super::stopped;
use std::{collections::HashSet, time::Duration};
use store::{Db, code};
use tokio::{sync::watch, time::sleep};

/// Prints each new code until `stop` turns true.
#[expect(clippy::print_stdout, reason = "the terminal is the phone here, and logs must not hold codes")]
pub(super) async fn show(db: Db, mut stop: watch::Receiver<bool>) {
    let mut shown = HashSet::new();
    loop {
        match code::list_open(&db).await {
            Ok(codes) => {
                let open: HashSet<_> = codes.iter().map(|c| c.challenge).collect();
                for code in codes.iter().rev().filter(|c| !shown.contains(&c.challenge)) {
                    println!("인증번호 {} → {} (development)", code.code, code.phone.formatted());
                }
                shown = open;
            }
            Err(error) => tracing::warn!(%error, "one-time codes cannot be read"),
        }
        tokio::select! {
            () = sleep(Duration::from_secs(1)) => {}
            () = stopped(&mut stop) => return,
        }
    }
}
