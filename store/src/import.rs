//! Loading a file of the public register: all of it or nothing, every bad row named.

use crate::{Db, Result, hospital::open_days_in_txn};
use domain::{
    field::FieldError,
    hospital::{self, Province},
};
use std::collections::HashMap;

/// A row as a register file has it.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    name: String,
    kind: String,
    province: Province,
    latitude: f64,
    longitude: f64,
    doctors: i32,
    daily_capacity: i32,
}

/// The columns a file must have, in any order.
const COLUMNS: [&str; 7] = ["name", "kind", "province", "latitude", "longitude", "doctors", "daily_capacity"];

/// What is wrong with a cell.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// The value cannot be read.
    #[error("{0}")]
    Field(#[from] FieldError),
    /// No such column.
    #[error("the column is missing")]
    NoColumn,
    /// The line cannot be read as CSV.
    #[error("not readable as CSV: {0}")]
    Csv(String),
    /// Not one of the seventeen provinces.
    #[error("not a province of the register: {0}")]
    Province(String),
    /// The same name and province stand on an earlier line.
    #[error("the same hospital stands on line {0}")]
    Twice(u64),
    /// An admin registered a hospital of that name by hand.
    #[error("a hospital registered by hand has this name")]
    ByHand,
}

/// One bad cell.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, {column}: {why}")]
pub struct BadCell {
    /// Line of the file, from one.
    pub line: u64,
    /// Column, as the header names it.
    pub column: String,
    /// What is wrong.
    pub why: Why,
}

/// What an import did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Hospitals that are new.
    pub added: u64,
    /// Hospitals whose register entry differed and that no admin has edited.
    pub updated: u64,
    /// Hospitals that stayed as they were.
    pub unchanged: u64,
}

/// Loads hospitals. The key is name and province as the register has them, so a hospital that
/// an admin renamed is still recognised. A hospital an admin has edited is left alone; of the
/// others kind, position and number of doctors follow the file, while the daily capacity is
/// taken from the file only once, because bookings depend on it.
///
/// # Errors
/// When the database fails. Bad cells are listed, and nothing is loaded then.
pub async fn hospitals(db: &Db, file: &[u8]) -> Result<std::result::Result<Imported, Vec<BadCell>>> {
    let rows = match parse(file) {
        Ok(rows) => rows,
        Err(bad) => return Ok(Err(bad)),
    };
    let mut tx = db.begin().await?;
    let mut done = Imported::default();
    let mut bad = Vec::new();
    for (line, row) in &rows {
        let by_hand = sqlx::query_scalar!(
            r#"SELECT true AS "found!" FROM hospitals
               WHERE name = $1 AND province = $2 AND (register_name, register_province) IS DISTINCT FROM ($1, $2)"#,
            row.name,
            row.province.key()
        )
        .fetch_optional(&mut *tx)
        .await?;
        if by_hand.is_some() {
            bad.push(BadCell { line: *line, column: "name".into(), why: Why::ByHand });
            continue;
        }
        let written = sqlx::query_scalar!(
            r#"INSERT INTO hospitals (name, province, kind, latitude, longitude, doctors, daily_capacity, closed_weekdays,
                                      register_name, register_province)
               VALUES ($1, $2, $3, $4, $5, $6, $7, 64, $1, $2)
               ON CONFLICT ON CONSTRAINT hospitals_register_key DO UPDATE
               SET kind = excluded.kind, latitude = excluded.latitude, longitude = excluded.longitude,
                   doctors = excluded.doctors, version = hospitals.version + 1
               WHERE hospitals.edited_at IS NULL
                 AND (hospitals.kind, hospitals.latitude, hospitals.longitude, hospitals.doctors)
                     IS DISTINCT FROM (excluded.kind, excluded.latitude, excluded.longitude, excluded.doctors)
               RETURNING version = 1 AS "added!""#,
            row.name,
            row.province.key(),
            row.kind,
            row.latitude,
            row.longitude,
            row.doctors,
            row.daily_capacity,
        )
        .fetch_optional(&mut *tx)
        .await?;
        match written {
            Some(true) => done.added += 1,
            Some(false) => done.updated += 1,
            None => done.unchanged += 1,
        }
    }
    if !bad.is_empty() {
        return Ok(Err(bad));
    }
    open_days_in_txn(&mut tx, None).await?;
    tx.commit().await?;
    db.ring();
    Ok(Ok(done))
}

fn parse(file: &[u8]) -> std::result::Result<Vec<(u64, Row)>, Vec<BadCell>> {
    // Spreadsheets put a byte order mark first.
    let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(file);
    let unreadable = |e: &csv::Error, line: u64| BadCell {
        line: e.position().map_or(line, csv::Position::line),
        column: String::new(),
        why: Why::Csv(match e.kind() {
            csv::ErrorKind::Utf8 { .. } => "not UTF-8".into(),
            csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                format!("{len} cells instead of {expected_len}")
            }
            _ => "malformed".into(),
        }),
    };
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(e) => return Err(vec![unreadable(&e, 1)]),
    };
    let mut at = HashMap::new();
    let mut bad = Vec::new();
    for column in COLUMNS {
        match header.iter().position(|h| h == column) {
            Some(i) => drop(at.insert(column, i)),
            None => bad.push(BadCell { line: 1, column: column.into(), why: Why::NoColumn }),
        }
    }
    if !bad.is_empty() {
        return Err(bad);
    }
    let mut rows: Vec<(u64, Row)> = Vec::new();
    let mut seen: HashMap<(String, Province), u64> = HashMap::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(e) => {
                bad.push(unreadable(&e, 0));
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        match parse_row(|column| record.get(at[column]).unwrap_or_default()) {
            Ok(row) => {
                if let Some(first) = seen.get(&(row.name.clone(), row.province)) {
                    bad.push(BadCell { line, column: "name".into(), why: Why::Twice(*first) });
                } else {
                    seen.insert((row.name.clone(), row.province), line);
                    rows.push((line, row));
                }
            }
            Err(cells) => {
                bad.extend(cells.into_iter().map(|(column, why)| BadCell {
                    line,
                    column: column.into(),
                    why,
                }));
            }
        }
    }
    if bad.is_empty() { Ok(rows) } else { Err(bad) }
}

fn parse_row<'a>(
    get: impl Fn(&'static str) -> &'a str,
) -> std::result::Result<Row, Vec<(&'static str, Why)>> {
    let mut bad: Vec<(&'static str, Why)> = Vec::new();
    macro_rules! read {
        ($column:literal, $read:expr, $otherwise:expr) => {
            match $read(get($column)) {
                Ok(value) => value,
                Err(why) => {
                    bad.push(($column, Why::from(why)));
                    $otherwise
                }
            }
        };
    }
    let row = Row {
        name: read!("name", hospital::parse_name, String::new()),
        kind: read!("kind", |s| domain::field::parse_line(s, 40), String::new()),
        province: read!(
            "province",
            |s: &str| Province::from_register(s).ok_or_else(|| Why::Province(s.to_owned())),
            Province::Seoul
        ),
        latitude: read!("latitude", |s| parse_degrees(s, 33.0, 39.0), 0.0),
        longitude: read!("longitude", |s| parse_degrees(s, 124.0, 132.0), 0.0),
        doctors: read!(
            "doctors",
            |s| domain::field::parse_number(s, 0, 100_000).map(|n| i32::try_from(n).unwrap_or(i32::MAX)),
            0
        ),
        daily_capacity: read!("daily_capacity", hospital::parse_capacity, 0),
    };
    if bad.is_empty() { Ok(row) } else { Err(bad) }
}

/// Degrees within Korea.
fn parse_degrees(typed: &str, least: f64, most: f64) -> std::result::Result<f64, FieldError> {
    if typed.is_empty() {
        return Err(FieldError::Missing);
    }
    let degrees: f64 = typed.parse().map_err(|_| FieldError::Malformed)?;
    if (least..=most).contains(&degrees) {
        Ok(degrees)
    } else {
        #[expect(clippy::cast_possible_truncation, reason = "whole degrees, for the message")]
        Err(FieldError::OutOfRange(least as i64, most as i64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HEADER: &str = "name,kind,province,latitude,longitude,doctors,daily_capacity\n";

    fn bad(body: &str) -> Vec<String> {
        parse(format!("{HEADER}{body}").as_bytes()).unwrap_err().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn every_bad_cell_is_named_by_line_and_column() {
        assert_eq!(
            bad(
                "가,종합병원,평양직할시,37.5,127,10,20\n,종합병원,경기도,x,127,-1,0\n나,종합병원,경기도,37,127,1,1\n나,종합병원,경기도,37,127,1,1\n"
            ),
            [
                "line 2, province: not a province of the register: 평양직할시",
                "line 3, name: missing",
                "line 3, latitude: malformed",
                "line 3, doctors: not between 0 and 100000",
                "line 3, daily_capacity: not between 1 and 10000",
                "line 5, name: the same hospital stands on line 4",
            ]
        );
    }

    #[test]
    fn a_short_line_and_a_missing_column_are_named() {
        assert_eq!(bad("가,종합병원\n"), ["line 2, : not readable as CSV: 2 cells instead of 7"]);
        let missing = parse(b"name,province\n").unwrap_err();
        assert_eq!(missing.len(), 5);
        assert_eq!(missing[0].why, Why::NoColumn);
    }

    #[test]
    fn a_byte_order_mark_is_forgiven() {
        let file = format!("\u{feff}{HEADER}가,종합병원,경기도,37.5,127,10,20\n");
        assert_eq!(parse(file.as_bytes()).unwrap().len(), 1);
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = parse(&bytes);
            let _ = parse(&[HEADER.as_bytes(), &bytes].concat());
        }
    }
}
