//! One-time codes on their way: to a proven-to-be address by e-mail; in development those of phones to
//! the terminal instead.

use super::stopped;
use crate::channel::Mail;
use std::{collections::HashSet, sync::Arc, time::Duration};
use store::{Db, code, email};
use tokio::{sync::watch, time::sleep};

/// Codes mailed at a time.
const MOST: i64 = 10;

/// How often to look without a wake-up.
const IDLE: Duration = Duration::from_secs(1);

/// Mails codes until `stop` turns true. One that could not be handed over comes again after a while.
pub(super) async fn mail(
    db: Db,
    mail: Arc<Mail>,
    mut woken: watch::Receiver<u64>,
    mut stop: watch::Receiver<bool>,
) {
    loop {
        let codes = email::claim(&db, MOST).await.unwrap_or_else(|error| {
            tracing::error!(%error, "codes for e-mail addresses could not be claimed");
            Vec::new()
        });
        for code in codes {
            if mail.send_code(&code).await
                && let Err(error) = email::sent(&db, code.challenge).await
            {
                tracing::error!(%error, "a mailed code could not be noted; it is mailed again");
            }
        }
        tokio::select! {
            changed = woken.changed() => if changed.is_err() { sleep(IDLE).await },
            () = sleep(IDLE) => {}
            () = stopped(&mut stop) => return,
        }
    }
}

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
