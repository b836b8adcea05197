//! Whom an account cares for: everybody whom a booking or a wait may be for.

use super::moment;
use crate::{
    api::{input::Caller, problem::Problem},
    http::Site,
};
use app::text::Objection;
use axum::{Json, extract::State};
use domain::{account::Visitor, id::PersonId};
use serde::Serialize;
use store::account::list_persons;
use utoipa::ToSchema;

/// The persons of an account.
#[derive(Serialize, ToSchema)]
pub(crate) struct Persons {
    /// The account's owner first.
    items: Vec<PersonName>,
    /// When this was true.
    #[schema(format = "date-time")]
    as_of: String,
}

/// Somebody who may be vaccinated.
#[derive(Serialize, ToSchema)]
#[schema(as = Person)]
pub(crate) struct PersonName {
    /// What `person` of a booking or a wait is.
    #[schema(minimum = 1)]
    id: i64,
    /// The name.
    #[schema(example = "데모접종자")]
    name: String,
}

/// My family
#[utoipa::path(
    get,
    path = "/api/v1/persons",
    tag = "citizen",
    responses((status = 200, description = "The persons.", body = Persons))
)]
pub(crate) async fn list(
    State(site): State<Site>,
    Caller(citizen): Caller,
) -> Result<Json<Persons>, Problem> {
    let persons = list_persons(&site.db, citizen.account).await?;
    let items = persons.into_iter().map(|p| PersonName { id: p.person.0, name: p.name.as_str().to_owned() });
    Ok(Json(Persons { items: items.collect(), as_of: moment(site.db.now().await?) }))
}

/// For whom something is: the person named, who has to be of the account (the command sees to that), or
/// its owner.
pub(super) async fn choose(site: &Site, citizen: &Visitor, named: Option<i64>) -> Result<PersonId, Problem> {
    if let Some(person) = named {
        return Ok(PersonId(person));
    }
    let persons = list_persons(&site.db, citizen.account).await?;
    persons.first().map(|p| p.person).ok_or_else(|| Objection::PersonMissing.into())
}
