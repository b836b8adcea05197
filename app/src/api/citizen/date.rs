//! Takes the choice of vaccine and day; what cannot work is said here, not after the check.

use super::find_person;
use crate::{
    form::Form,
    page::citizen::{
        foresight::foresee,
        journey::find_begun,
        wish::{Next, Wish},
    },
    request::{citizen, db, go},
    stop::Stop,
};
use domain::calendar;
use leptos::prelude::*;
use store::view::hospital::find;

/// Every open day.
const ALL_DAYS: i64 = 100;

/// On to the check; with `from`, to other days, keeping what is chosen.
#[server(prefix = "", endpoint = "/book/date")]
pub async fn choose_date(
    #[server(default)] hospital: String,
    #[server(default)] vaccine: String,
    #[server(default)] date: String,
    #[server(default)] from: String,
) -> Result<(), Stop> {
    let citizen = citizen()?;
    let wish = Wish::read(&hospital, &vaccine, &date)?;
    if let Ok(from) = calendar::parse_iso(&from) {
        return go(format!("{}&from={}", wish.at("/book/date"), calendar::iso(from)));
    }
    let hospital = find(&db(), wish.hospital, None, ALL_DAYS).await?.ok_or(Stop::Missing)?;
    let mut form = Form::new();
    if wish.vaccine.is_none() {
        form.say("vaccine", |t| t.citizen.book.vaccine_missing.into());
    }
    if wish.date.is_none() {
        form.say("date", |t| t.citizen.book.date_missing.into());
    }
    if form.is_wrong() {
        return form.refuse();
    }
    let Some(person) = find_person(citizen.account).await? else {
        return go(format!("{}&next={}", wish.at("/book/person"), Next::Date.key()));
    };
    let begun = find_begun(citizen.account, person.person).await?.map(|s| (s.vaccine, s.series));
    match foresee(&hospital, wish, person.birth.date(), begun) {
        Some((field, refusal)) => form.refuse_for(field, refusal),
        None => go(wish.at("/book/check")),
    }
}
