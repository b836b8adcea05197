//! A reservation as a calendar file. Calendars are shared with colleagues and kept by others: the
//! entry says when and where, and neither who, nor what for, nor the number.
//!
//! The same reservation always has the same UID, and its version for a sequence, so that a file
//! taken later moves or strikes out the entry that an earlier one made.

use crate::{stop::Stop, text::Lang};
use domain::{account::Visitor, id::ReservationId, reservation::ReservationStatus as S};
use icalendar::{Calendar, Class, Component, Event, EventLike, EventStatus, Property};
use store::{
    Db, link, look_up,
    view::reservation::{Mine, find_mine},
};
use time::{Date, OffsetDateTime, UtcOffset};
use uuid::Uuid;

/// The file of one's own reservation.
///
/// # Errors
/// For who has not signed in or is no citizen; `Missing` for another's, and where there is no booking.
pub async fn own(db: &Db, visitor: Option<&Visitor>, lang: Lang, typed: &str) -> Result<String, Stop> {
    let visitor = visitor.ok_or(Stop::SignIn)?;
    if !visitor.is_citizen() {
        return Err(Stop::Denied);
    }
    let id: ReservationId = typed.parse()?;
    let mine = find_mine(db, visitor.account, id).await?.ok_or(Stop::Missing)?;
    write(db, &mine, lang).ok_or(Stop::Missing)
}

/// The file of a reservation that a browser looked up; nothing where that is over.
///
/// # Errors
/// When the store fails; `Missing` where there is no booking.
pub async fn looked_up(db: &Db, token: Option<[u8; 32]>, lang: Lang) -> Result<Option<String>, Stop> {
    let Some(token) = token else { return Ok(None) };
    let Some((account, id)) = look_up::find(db, &token).await? else { return Ok(None) };
    let mine = find_mine(db, account, id).await?.ok_or(Stop::Missing)?;
    write(db, &mine, lang).map(Some).ok_or(Stop::Missing)
}

/// Whether a reservation has a file: a wait has no day to write down.
pub(crate) fn has_file(mine: &Mine) -> bool {
    status(mine.status).is_some() && mine.day_on.is_some() && mine.requested_at.is_some()
}

fn write(db: &Db, mine: &Mine, lang: Lang) -> Option<String> {
    let day = mine.day_on.filter(|_| has_file(mine))?;
    Some(file(mine, day, link::of_calendar(db, mine.reservation), lang))
}

fn status(status: S) -> Option<EventStatus> {
    match status {
        S::Requested => Some(EventStatus::Tentative),
        S::Confirmed | S::Vaccinated => Some(EventStatus::Confirmed),
        S::Rejected | S::Cancelled | S::NoShow | S::Expired => Some(EventStatus::Cancelled),
        S::Waiting | S::Offered | S::Withdrawn => None,
    }
}

/// A whole day: a booking is for a day, and the hospital says nothing of the hour.
fn file(mine: &Mine, day: Date, uid: Uuid, lang: Lang) -> String {
    let t = &lang.texts().citizen.hand;
    let mut event = Event::new();
    event
        .uid(&uid.to_string())
        .sequence(u32::try_from(mine.version).unwrap_or(u32::MAX))
        .summary(t.entry_title)
        .description(t.entry_text)
        .location(&mine.hospital_name)
        .class(Class::Private)
        // Whoever comes for half an hour is not busy all day.
        .add_property("TRANSP", "TRANSPARENT")
        .add_property("DTSTAMP", stamp(mine.as_of))
        .append_property(date("DTSTART", day));
    if let Some(next) = day.next_day() {
        event.append_property(date("DTEND", next));
    }
    if let Some(status) = status(mine.status) {
        event.status(status);
    }
    let mut calendar = Calendar::empty();
    for (name, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//Alimi//Appointment//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
    ] {
        calendar.append_property((name, value));
    }
    calendar.timezone("Asia/Seoul").push(event);
    calendar.to_string()
}

fn date(name: &str, day: Date) -> Property {
    Property::new(name, compact(day)).add_parameter("VALUE", "DATE").done()
}

fn compact(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), u8::from(day.month()), day.day())
}

fn stamp(at: OffsetDateTime) -> String {
    let at = at.to_offset(UtcOffset::UTC);
    format!("{}T{:02}{:02}{:02}Z", compact(at.date()), at.hour(), at.minute(), at.second())
}
