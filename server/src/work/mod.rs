//! What goes on behind the pages: consumers of the outbox, senders and recurring chores.
//!
//! Each activation carries no input: a wake-up through the database, and a scan each second,
//! so that a lost wake-up costs a second and never an event. Any number of processes may
//! work; the cursor's lock sees to it that each event is handled once.

mod bell;
mod chore;
mod code;
mod consumer;
mod line;
mod notify;

use crate::{
    channel::{Courier, Provider},
    config::Messages,
};
use domain::notice::Channel;
use std::sync::Arc;
use store::{
    Db, line::Line, notice::Dispatch, read_model::Views, relay::Relay, release::Release, vaccination::Status,
};
use tokio::{sync::watch, task::JoinSet};

/// Who takes messages out of the house, and how many a second.
pub(crate) struct Post {
    provider: Arc<Provider>,
    per_second: u32,
}

impl Post {
    /// The post as it is set up; none without a provider.
    pub(crate) fn open(messages: &Messages) -> Result<Option<Self>, crate::Failure> {
        let provider = messages.provider()?;
        Ok(provider.map(|p| Self { provider: Arc::new(p), per_second: messages.per_second }))
    }

    /// What it carries.
    pub(crate) fn channels(&self) -> &'static [Channel] {
        self.provider.channels()
    }
}

/// Works until `stop` turns true, and finishes what it is at.
pub(crate) async fn run(db: Db, post: Option<Post>, dev: bool, stop: watch::Receiver<bool>) {
    let channels = post.as_ref().map(Post::channels).unwrap_or_default();
    let dispatch = Dispatch { channels: channels.to_vec() };
    let woken = bell::listen(db.clone(), stop.clone());
    let mut tasks = JoinSet::new();
    tasks.spawn(consumer::run(db.clone(), Release, woken.clone(), stop.clone()));
    tasks.spawn(consumer::run(db.clone(), Relay, woken.clone(), stop.clone()));
    tasks.spawn(consumer::run(db.clone(), Status, woken.clone(), stop.clone()));
    tasks.spawn(consumer::run(db.clone(), Views, woken.clone(), stop.clone()));
    tasks.spawn(consumer::run(db.clone(), Line, woken.clone(), stop.clone()));
    tasks.spawn(consumer::run(db.clone(), dispatch.clone(), woken.clone(), stop.clone()));
    tasks.spawn(line::run(db.clone(), woken.clone(), stop.clone()));
    tasks.spawn(chore::run(db.clone(), dispatch, stop.clone()));
    if let Some(post) = post {
        tasks.spawn(notify::run(db.clone(), post.provider, post.per_second, woken, stop.clone()));
    }
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
