//! Keeps who is to be vaccinated.

use super::{ask, find_person};
use crate::{
    form::Form,
    page::citizen::wish::{Next, Wish},
    request::{citizen, db, go},
    stop::Stop,
};
use domain::person::{BirthDate, PersonName};
use leptos::prelude::*;
use store::account::{correct_person, ensure_person};

/// Stores name and birth date, or corrects them, and goes on with the booking.
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
    let wish = Wish::read(&hospital, &vaccine, &date)?;
    let db = db();
    let today = db.today().await?;
    let mut form = Form::new();
    let name = PersonName::parse(&name);
    let name = ask(&mut form, "name", |t| t.citizen.book.name, |t| t.citizen.book.name_missing, name);
    let birth = BirthDate::parse(&birth_year, &birth_month, &birth_day, today);
    let birth = ask(&mut form, "birth", |t| t.citizen.book.birth, |t| t.citizen.book.birth_missing, birth);
    let (Some(name), Some(birth)) = (name, birth) else { return form.refuse() };
    match find_person(citizen.account).await? {
        None => {
            ensure_person(&db, citizen.account, &name, birth).await?;
        }
        Some(known) if known.name == name && known.birth == birth => {}
        Some(known) => {
            if let Err(refusal) = correct_person(&db, citizen.account, known.person, &name, birth).await? {
                return form.refuse_for("", refusal);
            }
        }
    }
    go(wish.at(Next::from_key(&next).page()))
}
