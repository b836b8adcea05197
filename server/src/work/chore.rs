//! Recurring chores, each safe to run late, twice, and by several processes.

use super::{round, stopped};
use std::time::Duration;
use store::{
    Db, code, email, identity, kept_form, look_up, nightly,
    notice::{self, Dispatch},
    passkey,
};
use tokio::{sync::watch, time::sleep};

/// How often: the day turns at midnight in Seoul, reminders go out from 18:00, expired codes are erased
/// within a minute.
const EVERY: Duration = Duration::from_mins(1);

/// Runs the chores until `stop` turns true.
pub(super) async fn run(db: Db, dispatch: Dispatch, mut stop: watch::Receiver<bool>) {
    loop {
        round("calendar", once(&db, &dispatch)).await;
        tokio::select! {
            () = sleep(EVERY) => {}
            () = stopped(&mut stop) => return,
        }
    }
}

async fn once(db: &Db, dispatch: &Dispatch) {
    match nightly::run(db).await {
        Ok(done) if done == nightly::Done::default() => {}
        Ok(done) => tracing::info!(?done, "the calendar's work"),
        Err(error) => tracing::error!(%error, "the calendar's work could not be done; trying again"),
    }
    if let Err(error) = notice::remind(db, dispatch).await {
        tracing::error!(%error, "reminders could not be written; trying again");
    }
    if let Err(error) = code::erase_expired(db).await {
        tracing::error!(%error, "expired codes could not be erased");
    }
    if let Err(error) = email::erase_expired(db).await {
        tracing::error!(%error, "expired codes of e-mail addresses could not be erased");
    }
    if let Err(error) = passkey::forget_answered(db).await {
        tracing::error!(%error, "answered questions could not be forgotten");
    }
    if let Err(error) = identity::delete_expired(db).await {
        tracing::error!(%error, "old sign-ins could not be deleted");
    }
    if let Err(error) = kept_form::delete_expired(db).await {
        tracing::error!(%error, "forms that nobody came back for could not be deleted");
    }
    if let Err(error) = look_up::delete_expired(db).await {
        tracing::error!(%error, "looks that are over could not be deleted");
    }
}
