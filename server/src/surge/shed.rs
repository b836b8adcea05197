//! So many requests at once and a short line behind them; whoever would wait longer is told at
//! once, with a light page, instead of waiting for an answer that nobody can give in time.
//!
//! Health, files and live connections pass; staff have places of their own.

use super::Door;
use crate::http::Site;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{
    Method, StatusCode,
    header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER},
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, timeout},
};

/// The longest wait for a permit.
const PATIENCE: Duration = Duration::from_secs(2);
/// Requests in line for each permit.
const LINE: usize = 4;
/// Staff's part of the permits, in parts of one.
const STAFF: usize = 8;

const STAFF_AREAS: [&str; 9] = [
    "/staff",
    "/desk",
    "/stock",
    "/admin",
    "/api/v1/desk",
    "/api/v1/stock",
    "/api/v1/supplies",
    "/api/v1/disposals",
    "/api/v1/figures",
];

/// Permits to be worked on. Clones share them.
#[derive(Clone, Debug)]
pub(crate) struct Permits {
    people: Places,
    staff: Places,
}

#[derive(Clone, Debug)]
struct Places {
    permits: Arc<Semaphore>,
    in_line: Arc<AtomicUsize>,
    longest: usize,
}

impl Permits {
    /// So many requests of people at once, and some more of staff.
    pub(crate) fn new(at_once: usize) -> Self {
        let places = |most: usize| Places {
            permits: Arc::new(Semaphore::new(most)),
            in_line: Arc::default(),
            longest: most * LINE,
        };
        Self { people: places(at_once.max(1)), staff: places((at_once / STAFF).max(1)) }
    }
}

impl Places {
    async fn take(&self) -> Option<OwnedSemaphorePermit> {
        if let Ok(permit) = Arc::clone(&self.permits).try_acquire_owned() {
            return Some(permit);
        }
        if self.in_line.fetch_add(1, Relaxed) >= self.longest {
            self.in_line.fetch_sub(1, Relaxed);
            return None;
        }
        let _leaving = Leaving(&self.in_line);
        timeout(PATIENCE, Arc::clone(&self.permits).acquire_owned()).await.ok()?.ok()
    }
}

/// One less in line, however the wait ended.
struct Leaving<'a>(&'a AtomicUsize);

impl Drop for Leaving<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Relaxed);
    }
}

/// Passes the request on when its turn comes, and measures.
pub(crate) async fn shed(State(site): State<Site>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if passes(path) {
        return next.run(request).await;
    }
    let places = if is_staff(request.method(), path) { &site.permits.staff } else { &site.permits.people };
    let asked = Asked { door: &site.door, at: Instant::now() };
    let Some(_permit) = places.take().await else { return too_many() };
    let response = next.run(request).await;
    drop(asked);
    response
}

/// Also counts those who were sent away or hung up: they waited too.
struct Asked<'a> {
    door: &'a Door,
    at: Instant,
}

impl Drop for Asked<'_> {
    fn drop(&mut self) {
        self.door.gauge.add(self.at.elapsed());
    }
}

/// What costs nothing, or waits by its nature.
fn passes(path: &str) -> bool {
    ["/livez", "/readyz", "/live", "/live/poll"].contains(&path) || path.starts_with("/pkg/")
}

/// What only staff use: their pages, and what their programs call. Vaccinations are read by whoever had
/// them and recorded by staff.
fn is_staff(method: &Method, path: &str) -> bool {
    let within =
        |area: &str| path.strip_prefix(area).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    STAFF_AREAS.into_iter().any(within) || (method == Method::POST && within("/api/v1/vaccinations"))
}

/// A page without anything to load or to look up.
fn too_many() -> Response {
    // Not all at one time again.
    let seconds = 3 + rand::random_range(0..8);
    let headers = [
        (RETRY_AFTER, seconds.to_string()),
        (CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (StatusCode::SERVICE_UNAVAILABLE, headers, include_str!("too_many.html")).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_full_house_keeps_a_short_line_and_sends_the_rest_away_at_once() {
        let places = Permits::new(1).people;
        let inside = places.take().await.unwrap();
        let waiting: Vec<_> = (0..LINE)
            .map(|_| {
                tokio::spawn({
                    let places = places.clone();
                    async move { places.take().await.is_some() }
                })
            })
            .collect();
        tokio::task::yield_now().await;
        let before = Instant::now();
        assert!(places.take().await.is_none(), "the line is full");
        assert_eq!(before.elapsed(), Duration::ZERO);
        drop(inside);
        let mut let_in = 0;
        for wait in waiting {
            let_in += usize::from(wait.await.unwrap());
        }
        assert_eq!(let_in, LINE, "each of the line had the permit after the one before");
        assert!(places.take().await.is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_waits_longer_than_patience() {
        let places = Permits::new(1).people;
        let _inside = places.take().await.unwrap();
        let before = Instant::now();
        assert!(places.take().await.is_none());
        assert_eq!(before.elapsed(), PATIENCE);
        assert_eq!(places.in_line.load(Relaxed), 0);
    }

    #[test]
    fn staff_have_places_of_their_own() {
        let staff = |path| is_staff(&Method::GET, path);
        assert!(staff("/desk") && staff("/admin/hospitals"));
        assert!(!staff("/") && !staff("/deskless") && !staff("/hospitals/1"));
        assert!(is_staff(&Method::POST, "/api/v1/vaccinations") && !staff("/api/v1/vaccinations"));
        assert!(passes("/readyz") && passes("/pkg/out.js") && !passes("/livezz"));
    }
}
