//! Looks a reservation up without signing in. What is asked and what is answered is the same for a
//! number that nobody has and for a birth date that is wrong.

use crate::{
    form::Form,
    guard::{Tries, Try},
    look_up,
    request::{db, go},
    stop::Stop,
    typed::read_birth,
};
use domain::{refusal::Refusal, reservation::ReservationNumber};
use leptos::prelude::*;

/// Opens the reservation of this number to this browser, for a quarter of an hour.
#[server(prefix = "", endpoint = "/look-up")]
pub async fn look_up(
    #[server(default)] number: String,
    #[server(default)] birth_year: String,
    #[server(default)] birth_month: String,
    #[server(default)] birth_day: String,
) -> Result<(), Stop> {
    let db = db();
    let mut form = Form::new();
    let read = ReservationNumber::parse(&number);
    if number.trim().is_empty() {
        form.say("number", |t| t.citizen.hand.look_up.number_missing.into());
    } else if read.is_none() {
        form.say("number", |t| t.citizen.hand.look_up.number_malformed.into());
    }
    let birth = read_birth(&mut form, [&birth_year, &birth_month, &birth_day], db.today().await?);
    let Some((number, birth)) = read.zip(birth) else { return form.refuse() };
    let tries = match Tries::count(&[(Try::LookUp, "")]) {
        Ok(tries) => tries,
        Err(wait) => return form.refuse_for("", Refusal::TooManyTries(wait)),
    };
    let (token, hash) = look_up::draw()?;
    match store::look_up::open(&db, &number, birth, hash).await? {
        Ok(()) => {
            tries.forgive();
            look_up::hand_out(&token)?;
            go("/look-up/reservation")
        }
        Err(Refusal::WrongCredentials) => {
            form.say("number", |t| t.citizen.hand.look_up.wrong.into());
            form.refuse()
        }
        Err(refusal) => form.refuse_for("", refusal),
    }
}

/// Ends the look of this browser.
#[server(prefix = "", endpoint = "/look-up/end")]
pub async fn end_look_up() -> Result<(), Stop> {
    look_up::end().await?;
    go("/look-up?done=ended")
}
