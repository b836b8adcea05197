//! What the page of hospitals needs to list the nearest ones: all that are looked for, with their positions.
//! Where the visitor is, nobody is told; the browser compares.

use crate::{
    component::{Level, grouped},
    page::public::wanted,
    stop::Stop,
    text::{Lang, clock},
};
use domain::calendar::iso;
use serde_json::{Value, json};
use store::{
    Db,
    availability::Board,
    view::hospital::{Card, list},
};
use time::Date;

/// `/hospitals/near.json?q=&province=`: `{as_of, missing, days: [[date, in words]], rows: [[id, name, where,
/// latitude, longitude, doses, level, days or why there is none]]}`, where the days of a row are numbers of
/// `days`.
///
/// # Errors
/// When the store fails.
pub async fn read(
    db: &Db,
    board: &Board,
    lang: Lang,
    value: impl Fn(&str) -> String,
) -> Result<String, Stop> {
    let wanted = wanted(value);
    let found = match board.list(&wanted, 0, usize::MAX) {
        Some(found) => found,
        None => list(db, &wanted, 0, usize::MAX).await?,
    };
    let text = lang.texts();
    let mut days: Vec<Date> = found.cards.iter().flat_map(|c| c.next_days.clone()).collect();
    days.sort_unstable();
    days.dedup();
    let rows: Vec<Value> = found.cards.iter().filter_map(|card| row(card, lang, &days)).collect();
    let days: Vec<Value> =
        days.iter().map(|day| json!([iso(*day), (text.common.short_date)(*day)])).collect();
    let missing = found.cards.len() - rows.len();
    let as_of = (text.common.as_of)(&clock(found.as_of));
    Ok(json!({ "as_of": as_of, "missing": missing, "days": days, "rows": rows }).to_string())
}

/// One hospital; none where nobody knows its position.
fn row(card: &Card, lang: Lang, days: &[Date]) -> Option<Value> {
    let (latitude, longitude) = card.position?;
    let text = &lang.texts().public;
    let level = Level::of_hospital(card.bookable(), !card.next_days.is_empty());
    let next = match level {
        Level::None if card.bookable() == 0 => json!(text.find.no_doses),
        Level::None => json!(text.find.no_dates),
        _ => card.next_days.iter().filter_map(|day| days.binary_search(day).ok()).collect(),
    };
    let doses = grouped(card.bookable());
    let place = (text.province)(card.province);
    Some(json!([card.hospital.0, card.name, place, latitude, longitude, doses, level.key(), next]))
}
