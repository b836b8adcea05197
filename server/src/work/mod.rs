//! What goes on behind the pages: consumers of the outbox, senders and recurring chores.
//!
//! Each activation carries no input: a wake-up through the bus, and a scan each second,
//! so that a lost wake-up costs a second and never an event. Any number of processes may
//! work; the cursor's lock sees to it that each event is handled once.

mod bell;
mod chore;
mod code;
mod consumer;
mod line;
mod notify;

use crate::{
    bus::Bus,
    channel::{Courier, Mail, Provider, Push},
    config::Messages,
};
use domain::notice::Channel;
use std::sync::Arc;
use store::{
    Db,
    line::Line,
    notice::{Dispatch, Sender},
    read_model::Views,
    relay::Relay,
    release::Release,
    trace,
    vaccination::Status,
};
use tokio::{sync::watch, task::JoinSet};
use tracing::{Instrument, error_span, field::Empty};

/// Who takes messages out of the house, and how many a second.
#[derive(Default)]
pub(crate) struct Post {
    provider: Option<Arc<Provider>>,
    mail: Option<Arc<Mail>>,
    push: Option<Arc<Push>>,
    per_second: PerSecond,
}

#[derive(Clone, Copy, Default)]
struct PerSecond {
    provider: u32,
    mail: u32,
    push: u32,
}

impl Post {
    /// The post as it is set up; what is not set up is off.
    pub(crate) fn open(messages: &Messages) -> Result<Self, crate::Failure> {
        Ok(Self {
            provider: messages.provider()?.map(Arc::new),
            mail: messages.mail()?.map(Arc::new),
            push: messages.push()?.map(Arc::new),
            per_second: PerSecond {
                provider: messages.provider_per_second,
                mail: messages.smtp_per_second,
                push: messages.push_per_second,
            },
        })
    }

    /// What it carries, and what pages must know of it.
    pub(crate) fn senders(&self) -> Vec<Sender> {
        let channels = [
            self.provider.as_ref().map(|p| p.channels()),
            self.mail.as_ref().map(|m| m.channels()),
            self.push.as_ref().map(|p| p.channels()),
        ];
        let sender = |channel: &Channel| Sender {
            channel: *channel,
            detail: self
                .push
                .as_ref()
                .filter(|_| *channel == Channel::Push)
                .map(|p| p.public_key().to_owned()),
        };
        channels.into_iter().flatten().flatten().map(sender).collect()
    }

    /// What it carries, for whoever reads the terminal.
    pub(crate) fn names(&self) -> String {
        let names: Vec<_> = self.senders().iter().map(|s| s.channel.key()).collect();
        if names.is_empty() { "nothing, notices stay in the inbox".to_owned() } else { names.join(", ") }
    }
}

/// Works until `stop` turns true, and finishes what it is at.
pub(crate) async fn run(db: Db, bus: Bus, post: Post, dev: bool, stop: watch::Receiver<bool>) {
    let senders = post.senders();
    let dispatch = Dispatch { channels: senders.iter().map(|s| s.channel).collect() };
    let woken = bus.wakes(db.clone(), stop.clone());
    let mut tasks = JoinSet::new();
    tasks.spawn(consumer::run(db.clone(), Release, woken.clone(), stop.clone()));
    tasks.spawn(consumer::run(db.clone(), Relay, woken.clone(), stop.clone()));
    tasks.spawn(consumer::run(db.clone(), Status, woken.clone(), stop.clone()));
    tasks.spawn(consumer::run(db.clone(), Views, woken.clone(), stop.clone()));
    tasks.spawn(consumer::run(db.clone(), Line, woken.clone(), stop.clone()));
    tasks.spawn(consumer::run(db.clone(), dispatch.clone(), woken.clone(), stop.clone()));
    tasks.spawn(line::run(db.clone(), woken.clone(), stop.clone()));
    tasks.spawn(chore::run(db.clone(), dispatch, stop.clone()));
    let pace = post.per_second;
    if let Some(provider) = post.provider {
        tasks.spawn(notify::run(db.clone(), provider, pace.provider, woken.clone(), stop.clone()));
    }
    if let Some(mail) = post.mail {
        tasks.spawn(code::mail(db.clone(), Arc::clone(&mail), woken.clone(), stop.clone()));
        tasks.spawn(notify::run(db.clone(), mail, pace.mail, woken.clone(), stop.clone()));
    }
    if let Some(push) = post.push {
        tasks.spawn(notify::run(db.clone(), push, pace.push, woken, stop.clone()));
    }
    if !senders.is_empty() {
        tasks.spawn(notify::say_on(db.clone(), senders, stop.clone()));
    }
    if dev {
        tasks.spawn(code::show(db, stop));
    }
    while tasks.join_next().await.is_some() {}
}

/// Wakes the workers of all processes after this one's commits; every process that takes
/// commands runs it.
pub(crate) async fn ring(db: Db, bus: Bus, stop: watch::Receiver<bool>) {
    bell::ring(db, bus, stop).await;
}

/// A round of recurring work: a call of its own, so that its lines and what it writes belong together.
/// Nobody collects it, most rounds find nothing to do.
async fn round<T>(name: &'static str, work: impl Future<Output = T>) -> T {
    let span = error_span!("round", trace = Empty, work = name);
    let trace = trace::join(&span, None);
    trace::within(trace, work).instrument(span).await
}

/// Resolves when `stop` turns true or its sender is gone.
pub(crate) async fn stopped(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|s| *s).await;
}
