//! Who is to be vaccinated: the first person's name and birth date, or a choice among several.

use crate::{
    form::Form,
    page::citizen::{
        standing::{Standing, list_standings},
        wish::{Next, Who, Wish},
    },
    request::{citizen, db, go},
    stop::Stop,
    typed::{read_birth, read_name},
};
use domain::{
    person::{BirthDate, PersonName},
    refusal::Refusal,
};
use leptos::prelude::*;
use store::{
    account::{correct_person, list_persons},
    family::add,
};
use time::Date;

/// Stores name and birth date, or corrects those just typed, and goes on with the booking.
#[server(prefix = "", endpoint = "/book/person")]
pub async fn save_person(
    #[server(default)] hospital: String,
    #[server(default)] vaccine: String,
    #[server(default)] date: String,
    #[server(default)] next: String,
    #[server(default)] name: String,
    #[server(default)] birth_year: String,
    #[server(default)] birth_month: String,
    #[server(default)] birth_day: String,
) -> Result<(), Stop> {
    let citizen = citizen()?;
    let wish = Wish::read(&hospital, &vaccine, &date, "")?;
    let db = db();
    let mut form = Form::new();
    let typed = [name, birth_year, birth_month, birth_day];
    let Some((name, birth)) = read(&mut form, &typed, db.today().await?) else { return form.refuse() };
    let saved = match &list_persons(&db, citizen.account).await?[..] {
        [known] if known.name == name && known.birth == birth => Ok(()),
        // Back in the browser and sent again: the first person is put right, not doubled.
        [known] => correct_person(&db, citizen.account, known.person, &name, birth).await?,
        _ => add(&db, citizen.account, &name, birth).await?.map(|_| ()),
    };
    match saved {
        Ok(()) => go(wish.at(Next::from_key(&next).page())),
        Err(refusal) => form.refuse_for("", refusal),
    }
}

/// Name and birth date as typed, in that order.
pub(super) fn read(form: &mut Form, typed: &[String; 4], today: Date) -> Option<(PersonName, BirthDate)> {
    let [name, year, month, day] = typed;
    let name = read_name(form, name);
    let birth = read_birth(form, [year, month, day], today);
    name.zip(birth)
}

/// Goes on with those who were chosen, unless something plainly stands against one of them.
#[server(prefix = "", endpoint = "/book/who")]
pub async fn choose_persons(
    #[server(default)] hospital: String,
    #[server(default)] vaccine: String,
    #[server(default)] date: String,
    #[server(default)] next: String,
    #[server(default)] person: Vec<String>,
) -> Result<(), Stop> {
    let citizen = citizen()?;
    let who = Who::of(person.iter().filter_map(|id| id.parse().ok()));
    let wish = Wish { who, ..Wish::read(&hospital, &vaccine, &date, "")? };
    let mut people = list_standings(citizen.account).await?;
    people.retain(|p| who.contains(p.person.person));
    let mut form = Form::new();
    if people.is_empty() {
        form.say("person", |t| t.citizen.family.who_missing.into());
    }
    for standing in &people {
        if standing.booking.is_some() {
            form.refuse_of("person", standing.name(), Refusal::AlreadyBooked);
        } else if standing.is_complete() {
            form.refuse_of("person", standing.name(), Refusal::SeriesComplete);
        }
    }
    if !form.is_wrong() && !share_a_vaccine(&people) {
        form.say("person", |t| t.citizen.family.other_vaccines.into());
    }
    if form.is_wrong() {
        return form.refuse();
    }
    go(wish.at(Next::from_key(&next).page()))
}

/// Whoever has begun a series goes on with its vaccine; two of them must be the same.
fn share_a_vaccine(people: &[Standing]) -> bool {
    let mut begun = people.iter().filter_map(|p| p.series.as_ref()).map(|s| s.vaccine);
    let first = begun.next();
    begun.all(|vaccine| Some(vaccine) == first)
}
