//! `/desk/vaccinations.csv?on=`: the records of a day as a file, for whoever counts elsewhere.

use crate::{
    stop::Stop,
    text::{Lang, clock},
};
use domain::{
    calendar::{in_seoul, iso},
    id::HospitalId,
};
use store::{
    Db,
    view::vaccination::{Record, list_records},
};
use time::{Date, OffsetDateTime};

/// The file's text, in a language.
///
/// # Errors
/// When the store does not answer.
pub async fn vaccinations(db: &Db, hospital: HospitalId, day: Date, lang: Lang) -> Result<String, Stop> {
    let records = list_records(db, hospital, day).await?;
    let t = &lang.texts().desk;
    let head = [
        t.record.given,
        t.name,
        t.birth,
        t.vaccine,
        t.record.dose_no,
        t.visit.lot,
        t.record.by,
        t.record.kind,
        t.record.voided_at,
        t.record.void_reason,
    ];
    let rows = records.iter().map(|record| row(record, lang));
    let lines = std::iter::once(head.map(str::to_owned)).chain(rows).map(|cells| line(&cells));
    // The mark tells spreadsheets that it is UTF-8.
    Ok(format!("\u{feff}{}", lines.collect::<String>()))
}

fn row(record: &Record, lang: Lang) -> [String; 10] {
    let t = &lang.texts().desk.record;
    let vaccine = match lang {
        Lang::Ko => &record.vaccine_name,
        Lang::En => &record.vaccine_name_en,
    };
    let kind = if record.reservation.is_some() { t.booked } else { t.walk_in };
    let (voided_at, reason) = record.voided.unzip();
    [
        minute(record.given_at),
        record.name.as_str().to_owned(),
        iso(record.birth.date()),
        vaccine.clone(),
        record.dose_no.to_string(),
        record.lot_number.clone(),
        record.by.clone(),
        kind.to_owned(),
        voided_at.map(minute).unwrap_or_default(),
        reason.map(t.reason).unwrap_or_default().to_owned(),
    ]
}

/// `2026-11-23 14:32` in Seoul.
fn minute(at: OffsetDateTime) -> String {
    format!("{} {}", iso(in_seoul(at).date()), clock(at))
}

fn line(cells: &[String]) -> String {
    let cells: Vec<_> = cells.iter().map(|cell| quoted(cell)).collect();
    format!("{}\r\n", cells.join(","))
}

/// A cell, which no spreadsheet takes for a formula.
fn quoted(cell: &str) -> String {
    let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_never_formulas() {
        let cells = ["데모, 접종자", "a \"b\"", "=1+1", "-x"].map(str::to_owned);
        assert_eq!(line(&cells), "\"데모, 접종자\",\"a \"\"b\"\"\",\"'=1+1\",\"'-x\"\r\n");
    }
}
