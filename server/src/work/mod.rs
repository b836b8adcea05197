//! What goes on behind the pages: consumers of the outbox and recurring chores.
//!
//! Each activation carries no input: a wake-up through the database, and a scan each second,
//! so that a lost wake-up costs a second and never an event. Any number of processes may
//! work; the cursor's lock sees to it that each event is handled once.

mod bell;
mod chore;
mod code;
mod consumer;
mod line;

use store::{Db, line::Line, notice::Dispatch, relay::Relay, release::Release, vaccination::Status};
use tokio::{sync::watch, task::JoinSet};

/// Works until `stop` turns true, and finishes what it is at.
pub(crate) async fn run(db: Db, dev: bool, stop: watch::Receiver<bool>) {
    let woken = bell::listen(db.clone(), stop.clone());
    let mut tasks = JoinSet::new();
    tasks.spawn(consumer::run(db.clone(), Release, woken.clone(), stop.clone()));
    tasks.spawn(consumer::run(db.clone(), Relay, woken.clone(), stop.clone()));
    tasks.spawn(consumer::run(db.clone(), Status, woken.clone(), stop.clone()));
    tasks.spawn(consumer::run(db.clone(), Line, woken.clone(), stop.clone()));
    tasks.spawn(consumer::run(db.clone(), Dispatch::default(), woken.clone(), stop.clone()));
    tasks.spawn(line::run(db.clone(), woken, stop.clone()));
    tasks.spawn(chore::run(db.clone(), stop.clone()));
    if dev {
        tasks.spawn(code::show(db, stop));
    }
    while tasks.join_next().await.is_some() {}
}

/// Wakes the workers of all processes after this one's commits; every process that takes
/// commands runs it.
pub(crate) async fn ring(db: Db, stop: watch::Receiver<bool>) {
    bell::ring(db, stop).await;
}

/// Resolves when `stop` turns true or its sender is gone.
pub(crate) async fn stopped(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|s| *s).await;
}
