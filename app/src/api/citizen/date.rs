//! Takes the choice of vaccine and day; what cannot work is said here, not after the check.

use crate::{
    form::Form,
    page::citizen::{
        journey::{Chosen, Trouble, chosen, person_address, trouble, who_address},
        wish::{Next, Wish},
    },
    request::{citizen, db, go},
    stop::Stop,
};
use domain::{calendar, field::FieldError};
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
    #[server(default)] person: String,
    #[server(default)] from: String,
) -> Result<(), Stop> {
    let citizen = citizen()?;
    let wish = Wish::read(&hospital, &vaccine, &date, &person)?;
    if let Ok(from) = calendar::parse_iso(&from) {
        return go(format!("{}&from={}", wish.at("/book/date"), calendar::iso(from)));
    }
    let hospital = find(&db(), wish.hospital, None, ALL_DAYS).await?.ok_or(Stop::Missing)?;
    let mut form = Form::new();
    if wish.vaccine.is_none() {
        form.check("vaccine", |t| t.citizen.book.vaccine, Err::<(), _>(FieldError::Unchosen));
    }
    if wish.date.is_none() {
        form.say("date", |t| t.citizen.book.date_missing.into());
    }
    if form.is_wrong() {
        return form.refuse();
    }
    let people = match chosen(citizen.account, wish.who).await? {
        Chosen::People(people) => people,
        Chosen::Nobody => return go(person_address(wish, Next::Date)),
        Chosen::Unclear => return go(who_address(wish, Next::Date)),
    };
    match trouble(&hospital, wish, &people) {
        None => go(wish.at("/book/check")),
        Some(Trouble { field, name: Some(name), refusal }) => {
            form.refuse_of(field, &name, refusal);
            form.refuse()
        }
        Some(Trouble { field, refusal, .. }) if people.len() > 1 => {
            let n = people.len();
            form.refuse_in(field, move |t| (t.citizen.book.too_few)(n), refusal)
        }
        Some(Trouble { field, refusal, .. }) => form.refuse_for(field, refusal),
    }
}
