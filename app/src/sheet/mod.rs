//! What pages show as tables, as files for spreadsheets (CSV, RFC 4180).
//!
//! UTF-8 with the mark that Excel needs to see it. A cell that a spreadsheet would take for a
//! formula is led by an apostrophe. Each file is open to whoever may see its page.

pub mod figures;

use crate::{
    page::admin::log::{Wanted, action_name, reason, who},
    stop::Stop,
    text::{Desk, Lang, Stock, Texts},
};
use domain::{
    account::Visitor,
    calendar::{in_seoul, iso, parse_iso},
    id::{HospitalId, LotId, VaccineId},
};
use store::{
    Db,
    audit_log::{self, Act},
    view::movement::Why,
};
use time::{Date, OffsetDateTime};

/// Rows in one file: more than a spreadsheet opens.
const MOST: i64 = 1_000_000;

/// One table.
struct Sheet(String);

impl Sheet {
    fn new<const N: usize>(headings: [&str; N]) -> Self {
        let mut sheet = Self("\u{feff}".to_owned());
        sheet.row(headings);
        sheet
    }

    fn row<const N: usize>(&mut self, cells: [&str; N]) {
        self.0.push_str(&cells.map(cell).join(","));
        self.0.push_str("\r\n");
    }
}

fn cell(text: &str) -> String {
    // A negative number is one.
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<i64>().is_err();
    let safe = if formula { format!("'{text}") } else { text.to_owned() };
    if safe.contains([',', '"', '\n', '\r']) { format!("\"{}\"", safe.replace('"', "\"\"")) } else { safe }
}

/// `2026-03-02 14:32`, which spreadsheets read as a moment.
fn moment(at: OffsetDateTime) -> String {
    let at = in_seoul(at);
    format!("{} {:02}:{:02}", iso(at.date()), at.hour(), at.minute())
}

fn named<'a>(lang: Lang, korean: &'a str, english: &'a str) -> &'a str {
    match lang {
        Lang::Ko => korean,
        Lang::En => english,
    }
}

/// `/stock/disposals.csv`: all disposals of the vaccine manager's hospital.
///
/// # Errors
/// For anybody else, and when the store fails.
pub async fn disposals(db: &Db, visitor: Option<&Visitor>, lang: Lang) -> Result<String, Stop> {
    let hospital = visitor.ok_or(Stop::SignIn)?.stock().ok_or(Stop::Denied)?;
    let Texts { stock: t, admin, .. } = lang.texts();
    let d = &t.disposal;
    let expired = format!("{} ({})", t.doses, d.expired);
    let mut sheet =
        Sheet::new([d.at, t.vaccine, t.lot, d.amount, d.unit, d.reason, d.note, d.cancelled, d.by]);
    for row in store::view::stock::list_disposals(db, hospital, MOST).await? {
        sheet.row([
            &moment(row.at),
            named(lang, &row.vaccine_name, &row.vaccine_name_en),
            &row.lot_number,
            &row.amount.to_string(),
            match (row.vials, row.expired) {
                (true, _) => admin.vials,
                (_, true) => &expired,
                _ => t.doses,
            },
            (d.reason_name)(row.reason),
            row.note.as_deref().unwrap_or_default(),
            &row.cancelled.to_string(),
            &row.by,
        ]);
    }
    Ok(sheet.0)
}

/// The admin, if that is who asks.
fn find_admin(visitor: Option<&Visitor>) -> Result<&Visitor, Stop> {
    let visitor = visitor.ok_or(Stop::SignIn)?;
    if visitor.is_admin() { Ok(visitor) } else { Err(Stop::Denied) }
}

/// The reservation manager's hospital and the day asked for, today without one.
async fn find_desk_day(
    db: &Db,
    visitor: Option<&Visitor>,
    on: Option<&str>,
) -> Result<(HospitalId, Date), Stop> {
    let hospital = visitor.ok_or(Stop::SignIn)?.desk().ok_or(Stop::Denied)?;
    let day = match on {
        None => db.today().await?,
        Some(on) => parse_iso(on).map_err(|_| Stop::Missing)?,
    };
    Ok((hospital, day))
}

/// `/desk/vaccinations.csv?on=`: the records of a day at the reservation manager's hospital, today's
/// without a day; and the file's name.
///
/// # Errors
/// For anybody else, and when the store fails.
pub async fn vaccinations(
    db: &Db,
    visitor: Option<&Visitor>,
    lang: Lang,
    on: Option<&str>,
) -> Result<(String, String), Stop> {
    let (hospital, day) = find_desk_day(db, visitor, on).await?;
    let t = &lang.texts().desk;
    let r = &t.record;
    let mut sheet = Sheet::new([
        r.given,
        t.name,
        t.birth,
        t.vaccine,
        r.dose_no,
        t.visit.lot,
        r.by,
        r.kind,
        r.voided_at,
        r.voided_by,
        r.void_reason,
    ]);
    for row in store::view::vaccination::list_records(db, hospital, day).await? {
        let voided = row.voided.as_ref();
        sheet.row([
            &moment(row.given_at),
            row.name.as_str(),
            &iso(row.birth.date()),
            named(lang, &row.vaccine_name, &row.vaccine_name_en),
            &row.dose_no.to_string(),
            &row.lot_number,
            &row.by,
            if row.reservation.is_some() { r.booked } else { r.walk_in },
            &voided.map(|v| moment(v.at)).unwrap_or_default(),
            voided.map(|v| v.by.as_str()).unwrap_or_default(),
            voided.map(|v| (r.reason)(v.reason)).unwrap_or_default(),
        ]);
    }
    Ok((format!("vaccinations-{}", iso(day)), sheet.0))
}

/// `/desk/bookings.csv?on=`: who is booked on a day at the reservation manager's hospital, today's
/// without a day; and the file's name.
///
/// # Errors
/// For anybody else, and when the store fails.
pub async fn bookings(
    db: &Db,
    visitor: Option<&Visitor>,
    lang: Lang,
    on: Option<&str>,
) -> Result<(String, String), Stop> {
    let (hospital, day) = find_desk_day(db, visitor, on).await?;
    let Texts { desk: t, common, .. } = lang.texts();
    let mut sheet =
        Sheet::new([t.number, t.status, t.name, t.birth, t.phone, t.vaccine, t.record.dose_no, t.asked]);
    for row in store::view::desk::list_day(db, hospital, day).await? {
        sheet.row([
            &row.number.to_string(),
            (common.status)(row.status),
            row.name.as_str(),
            &iso(row.birth.date()),
            &row.phone.map(|phone| phone.formatted()).unwrap_or_default(),
            named(lang, &row.vaccine_name, &row.vaccine_name_en),
            &row.dose_no.to_string(),
            &row.requested_at.map(moment).unwrap_or_default(),
        ]);
    }
    Ok((format!("bookings-{}", iso(day)), sheet.0))
}

/// `/stock/ledger.csv?vaccine=&lot=`: the whole history of a vaccine's doses, or of one lot.
///
/// # Errors
/// For anybody but a vaccine manager, and when the store fails.
pub async fn ledger(
    db: &Db,
    visitor: Option<&Visitor>,
    lang: Lang,
    value: impl Fn(&str) -> String,
) -> Result<String, Stop> {
    let hospital = visitor.ok_or(Stop::SignIn)?.stock().ok_or(Stop::Denied)?;
    let vaccine: VaccineId = value("vaccine").parse()?;
    let lot: Option<LotId> = value("lot").parse().ok();
    let Texts { stock, desk, .. } = lang.texts();
    let t = &stock.ledger_page;
    let mut sheet = Sheet::new([t.at, stock.lot, t.what, t.amount, t.change, t.balance, t.by, t.why]);
    let (_, rows) = store::view::movement::list(db, hospital, vaccine, lot, 0, MOST).await?;
    for row in rows {
        sheet.row([
            &moment(row.at),
            &row.lot_number,
            (t.kind)(row.kind),
            &row.amount.to_string(),
            &row.change.to_string(),
            &row.balance.to_string(),
            row.by.as_deref().unwrap_or(t.by_calendar),
            &why(stock, desk, &row.why),
        ]);
    }
    Ok(sheet.0)
}

/// Why something moved, in words.
pub(crate) fn why(stock: &Stock, desk: &Desk, why: &Why) -> String {
    match why {
        Why::None => String::new(),
        Why::Words(words) => words.clone(),
        Why::Void(reason) => (desk.record.reason)(*reason).to_owned(),
        Why::Disposal(reason, note) => {
            let reason = (stock.disposal.reason_name)(*reason);
            note.as_ref().map_or_else(|| reason.to_owned(), |note| format!("{reason} ({note})"))
        }
    }
}

/// `/admin/lots/:vaccine/:number/people.csv`: everybody a lot was given to. The look is noted.
///
/// # Errors
/// For anybody but an admin, and when the store fails.
pub async fn recipients(
    db: &Db,
    visitor: Option<&Visitor>,
    lang: Lang,
    vaccine: &str,
    lot_number: &str,
) -> Result<String, Stop> {
    let admin = find_admin(visitor)?;
    let vaccine: VaccineId = vaccine.parse()?;
    let lot = store::view::lot::find(db, vaccine, lot_number).await?.ok_or(Stop::Missing)?;
    store::lot::note_recipients_read(db, admin.account, vaccine, &lot.lot_number).await?;
    let Texts { desk, admin, .. } = lang.texts();
    let mut sheet =
        Sheet::new([desk.name, desk.phone, admin.supply.hospital, admin.lot.dose, admin.lot.given_at]);
    for row in store::view::lot::list_recipients(db, vaccine, &lot.lot_number, MOST).await? {
        sheet.row([
            row.name.as_str(),
            &row.phone.map(|phone| phone.formatted()).unwrap_or_default(),
            &row.hospital_name,
            &row.dose_no.to_string(),
            &moment(row.given_at),
        ]);
    }
    Ok(sheet.0)
}

/// Lines in one file of the audit log.
const MOST_LINES: i64 = 100_000;

/// `/admin/log.csv`: the lines of the audit log that `/admin/log` would show. That it was taken is noted.
///
/// # Errors
/// For anybody but an admin, and when the store fails.
pub async fn log(
    db: &Db,
    visitor: Option<&Visitor>,
    lang: Lang,
    field: impl Fn(&str) -> String,
) -> Result<String, Stop> {
    let admin = find_admin(visitor)?;
    let filter = Wanted::read(field).filter(db).await?;
    let act = Act {
        by: Some(admin.account),
        action: "log_exported",
        subject: "audit_log".to_owned(),
        hospital: None,
        reason: None,
    };
    audit_log::note(db, act).await?;
    let texts = lang.texts();
    let t = &texts.admin.log;
    let mut sheet = Sheet::new([t.at, t.account, t.action, t.subject, texts.admin.supply.hospital, t.reason]);
    for line in audit_log::search(db, &filter, None, MOST_LINES).await? {
        sheet.row([
            &moment(line.at),
            &who(texts, &line),
            &action_name(texts, &line.action),
            &line.subject,
            line.hospital_name.as_deref().unwrap_or_default(),
            &reason(texts, &line),
        ]);
    }
    Ok(sheet.0)
}

/// `/admin/duplicates.csv`: everybody with the same name and birth date in two accounts, for the
/// admin; that it was read is noted.
///
/// # Errors
/// For anybody else, and when the store fails.
pub async fn duplicates(db: &Db, visitor: Option<&Visitor>, lang: Lang) -> Result<String, Stop> {
    let admin = find_admin(visitor)?;
    store::account::note_duplicates_read(db, admin.account).await?;
    let t = &lang.texts().admin.duplicate;
    let mut sheet = Sheet::new([t.group, t.name, t.birth, t.phone, t.since, t.bookings, t.waits, t.doses]);
    for twin in store::view::duplicate::list(db, MOST).await? {
        sheet.row([
            &twin.group.to_string(),
            twin.name.as_str(),
            &iso(twin.birth.date()),
            &twin.phone.map(|phone| phone.formatted()).unwrap_or_default(),
            &moment(twin.since),
            &twin.bookings.to_string(),
            &twin.waits.to_string(),
            &twin.doses.to_string(),
        ]);
    }
    Ok(sheet.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be_and_never_formulas() {
        for (text, written) in [
            ("냉장고 고장", "냉장고 고장"),
            ("1,2", "\"1,2\""),
            ("그가 \"네\"라고", "\"그가 \"\"네\"\"라고\""),
            ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
            ("-1", "-1"),
            ("-1+2", "'-1+2"),
            ("--1", "'--1"),
            ("@a", "'@a"),
        ] {
            assert_eq!(cell(text), written);
        }
    }

    #[test]
    fn files_begin_with_the_mark_of_utf_8() {
        let mut sheet = Sheet::new(["가", "나"]);
        sheet.row(["1", ""]);
        assert_eq!(sheet.0, "\u{feff}가,나\r\n1,\r\n");
    }
}
