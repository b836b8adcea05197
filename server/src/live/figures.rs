//! The figures of open pages: the country's and the service's, and the sign that read models moved.

use super::topic::Topic;
use app::surge::Queued;
use domain::live::{FiguresNow, Say};
use store::{BreakerState, availability::Country, read_model::AsOf, view::status::ProvinceNow};
use time::OffsetDateTime;

/// What `/status` shows. Its names stand in `app/src/page/public/status`.
pub(super) fn of_country(country: &Country, breaker: BreakerState, hears: bool) -> Say {
    let now = &country.now;
    let whole = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    let sum = |of: fn(&ProvinceNow) -> i64| whole(now.sum(of));
    let mut figures = vec![
        ("doses".to_owned(), sum(|p| p.bookable)),
        ("places".to_owned(), sum(|p| p.places)),
        ("waiting".to_owned(), sum(|p| p.waiting.into())),
        ("given".to_owned(), now.given_today),
        ("booking".to_owned(), state(breaker)),
        ("heard".to_owned(), u32::from(hears)),
        ("queued".to_owned(), country.health.queued),
        ("oldest".to_owned(), seconds(country.health.oldest)),
    ];
    for p in &now.provinces {
        let key = p.province.key();
        figures.push((format!("doses:{key}"), whole(p.bookable)));
        figures.push((format!("places:{key}"), whole(p.places)));
        figures.push((format!("waiting:{key}"), p.waiting));
    }
    figures.extend(country.health.lags.iter().map(|l| (format!("lag:{}", l.consumer), seconds(l.seconds))));
    Say::Figures(FiguresNow {
        topic: Topic::Status.to_string(),
        version: country.version,
        figures,
        as_of: now.as_of.unix_timestamp(),
    })
}

/// A place in the queue at the door: how many are before and behind, and about how long it takes, or
/// that the door is open. The names stand in `app/src/page/public/queue.rs`.
pub(super) fn of_queue(topic: Topic, queued: Option<Queued>, as_of: OffsetDateTime) -> Say {
    let whole = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    let figures = match queued {
        Some(queued) => vec![
            ("ahead".to_owned(), whole(queued.ahead)),
            ("behind".to_owned(), whole(queued.behind)),
            ("minutes".to_owned(), whole(queued.minutes.unwrap_or(0))),
        ],
        None => vec![("open".to_owned(), 1)],
    };
    let version = i64::try_from(as_of.unix_timestamp_nanos() / 1_000).unwrap_or(i64::MAX);
    Say::Figures(FiguresNow { topic: topic.to_string(), version, figures, as_of: as_of.unix_timestamp() })
}

/// The page has to look again.
pub(super) fn moved(topic: Topic, as_of: AsOf) -> Say {
    Say::Figures(FiguresNow {
        topic: topic.to_string(),
        version: as_of.version,
        figures: Vec::new(),
        as_of: as_of.at.unix_timestamp(),
    })
}

fn state(breaker: BreakerState) -> u32 {
    match breaker {
        BreakerState::Closed => 0,
        BreakerState::HalfOpen => 1,
        BreakerState::Open => 2,
    }
}

/// Less than a second is no delay.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "seconds below 2^32")]
fn seconds(of: f64) -> u32 {
    if of < 1.0 { 0 } else { of.ceil() as u32 }
}
