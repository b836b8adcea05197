//! Hospitals as server-sent events, for programs: the same shared states as the sockets', at the
//! reader's own pace.
//!
//! The id of an event names the version of each hospital that was sent so far, so that whoever
//! comes back with it gets only what has changed since.

use super::{Hub, hub::Watching, limit::Seat, topic::Topic};
use crate::http::listen::{Stopping, stopped};
use axum::response::{
    IntoResponse, Sse,
    sse::{Event, KeepAlive},
};
use domain::{
    id::HospitalId,
    live::{HospitalNow, Say},
};
use futures_util::{
    FutureExt,
    future::{BoxFuture, select_all},
    stream::unfold,
};
use serde::Serialize;
use std::{collections::BTreeMap, convert::Infallible, sync::Arc, time::Duration};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// A sign of life, so that nobody in between takes the stream for dead.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// After how long a reader comes back.
const RETRY: Duration = Duration::from_secs(2);
/// Readers that are sent away come back one after the other within this time.
const SPREAD: Duration = Duration::from_secs(5);

/// A hospital's doses and places.
#[derive(Serialize)]
struct Told {
    hospital: i64,
    doses: Vec<Doses>,
    days: Vec<Places>,
    as_of: String,
}

#[derive(Serialize)]
struct Doses {
    vaccine: i64,
    bookable: u32,
}

#[derive(Serialize)]
struct Places {
    date: String,
    places: u32,
}

impl From<&HospitalNow> for Told {
    fn from(now: &HospitalNow) -> Self {
        let as_of = OffsetDateTime::from_unix_timestamp(now.as_of).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        let doses = now.bookable.iter().map(|(vaccine, n)| Doses { vaccine: *vaccine, bookable: *n });
        let days = now.places.iter().map(|(date, n)| Places { date: date.clone(), places: *n });
        Self {
            hospital: now.hospital_id,
            doses: doses.collect(),
            days: days.collect(),
            as_of: as_of.format(&Rfc3339).unwrap_or_default(),
        }
    }
}

/// Versions that a reader knows, by hospital.
type Known = BTreeMap<i64, i64>;

/// `7:1700000000,9:1700000001`.
fn write_known(known: &Known) -> String {
    known.iter().map(|(id, version)| format!("{id}:{version}")).collect::<Vec<_>>().join(",")
}

fn read_known(text: &str) -> Known {
    let pairs = text.split(',').filter_map(|pair| pair.split_once(':'));
    pairs.filter_map(|(id, version)| Some((id.parse().ok()?, version.parse().ok()?))).collect()
}

/// One reader, and what it follows.
pub(crate) struct Stream {
    watched: Vec<Watching>,
    known: Known,
    _seat: Seat,
}

impl Stream {
    /// Follows hospitals from what `last` says is known. `None` when one of them does not exist.
    pub(crate) async fn open(
        hub: &Arc<Hub>,
        hospitals: &[HospitalId],
        last: &str,
        seat: Seat,
    ) -> store::Result<Option<Self>> {
        let mut watched: Vec<Watching> = Vec::new();
        for id in hospitals {
            let topic = Topic::Hospital(*id);
            if watched.iter().any(|w| w.topic() == topic) {
                continue;
            }
            let Some(watching) = hub.watch(topic).await? else { return Ok(None) };
            watched.push(watching);
        }
        let mut known = read_known(last);
        known.retain(|id, _| hospitals.iter().any(|h| h.0 == *id));
        Ok(Some(Self { watched, known, _seat: seat }))
    }

    /// The answer: events until the reader goes away, or the process does.
    pub(crate) fn answer(
        self,
        mut stopping: Stopping,
        turn: impl Future<Output = ()> + Send + 'static,
    ) -> impl IntoResponse {
        let end: BoxFuture<'static, ()> = async move {
            tokio::select! {
                () = turn => {}
                () = stopped(&mut stopping) => {}
            }
        }
        .boxed();
        let hello = Event::default().comment("alimi").retry(RETRY);
        let state = (self, end, Some(hello), false);
        let events = unfold(state, |(mut stream, mut end, hello, over)| async move {
            if over {
                return None;
            }
            if let Some(hello) = hello {
                return Some((Ok::<_, Infallible>(hello), (stream, end, None, false)));
            }
            let news = tokio::select! {
                event = stream.next() => Some(event),
                () = &mut end => None,
            };
            let over = news.is_none();
            let event = news.unwrap_or_else(|| {
                Event::default().comment("leaving").retry(RETRY + SPREAD.mul_f64(rand::random()))
            });
            Some((Ok(event), (stream, end, None, over)))
        });
        Sse::new(events).keep_alive(KeepAlive::new().interval(HEARTBEAT))
    }

    /// The next state that the reader does not know.
    async fn next(&mut self) -> Event {
        loop {
            for watching in &mut self.watched {
                let Some(latest) = watching.take() else { continue };
                let Say::Hospital(now) = &latest.say else { continue };
                if self.known.insert(now.hospital_id, now.version) == Some(now.version) {
                    continue;
                }
                let event = Event::default().id(write_known(&self.known)).event("hospital");
                if let Ok(event) = event.json_data(Told::from(now)) {
                    return event;
                }
            }
            select_all(self.watched.iter_mut().map(|w| w.changed().boxed())).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_id_says_what_is_known() {
        let known = Known::from([(7, 100), (9, 205)]);
        assert_eq!(write_known(&known), "7:100,9:205");
        assert_eq!(read_known("7:100,9:205"), known);
        assert_eq!(read_known("x,7:,9:1:2,:5,11:3"), Known::from([(11, 3)]));
        assert!(read_known("").is_empty());
    }
}
