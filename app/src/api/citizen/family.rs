//! 가족: adds, corrects and removes the persons an account cares for.

use super::person::read;
use crate::{
    form::Form,
    request::{citizen, db, go, local},
    stop::Stop,
};
use domain::id::PersonId;
use leptos::prelude::*;
use store::{
    account::correct_person,
    family::{add, remove},
};

/// Adds a person and goes back to where one was needed.
#[server(prefix = "", endpoint = "/my/family/add")]
pub async fn add_person(
    #[server(default)] name: String,
    #[server(default)] birth_year: String,
    #[server(default)] birth_month: String,
    #[server(default)] birth_day: String,
    #[server(default)] next: String,
) -> Result<(), Stop> {
    let citizen = citizen()?;
    let db = db();
    let mut form = Form::new();
    let typed = [name, birth_year, birth_month, birth_day];
    let Some((name, birth)) = read(&mut form, &typed, db.today().await?) else { return form.refuse() };
    match add(&db, citizen.account, &name, birth).await? {
        Ok(_) => go(match local(&next) {
            "/" => "/my/family?done=added",
            next => next,
        }),
        Err(refusal) => form.refuse_for("", refusal),
    }
}

/// Puts name and birth date right.
#[server(prefix = "", endpoint = "/my/family/edit")]
pub async fn edit_person(
    #[server(default)] person: String,
    #[server(default)] name: String,
    #[server(default)] birth_year: String,
    #[server(default)] birth_month: String,
    #[server(default)] birth_day: String,
) -> Result<(), Stop> {
    let citizen = citizen()?;
    let person: PersonId = person.parse()?;
    let db = db();
    let mut form = Form::new();
    let typed = [name, birth_year, birth_month, birth_day];
    let Some((name, birth)) = read(&mut form, &typed, db.today().await?) else { return form.refuse() };
    match correct_person(&db, citizen.account, person, &name, birth).await? {
        Ok(()) => go("/my/family?done=corrected"),
        Err(refusal) => form.refuse_for("", refusal),
    }
}

/// Removes a person of whom nothing is recorded.
#[server(prefix = "", endpoint = "/my/family/remove")]
pub async fn remove_person(#[server(default)] person: String) -> Result<(), Stop> {
    let citizen = citizen()?;
    let person: PersonId = person.parse()?;
    match remove(&db(), citizen.account, person).await? {
        Ok(()) => go("/my/family?done=removed"),
        Err(refusal) => Form::new().refuse_for("", refusal),
    }
}
