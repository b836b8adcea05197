//! A copy of everything that is kept of an account, for its owner: one JSON file.

use crate::{stop::Stop, text::Lang};
use domain::account::Visitor;
use serde_json::json;
use store::{Db, view::own::read};

/// `/my/data.json`.
///
/// # Errors
/// For who has not signed in or is no citizen, and when the store fails.
pub async fn copy(db: &Db, visitor: Option<&Visitor>, lang: Lang) -> Result<String, Stop> {
    let visitor = visitor.ok_or(Stop::SignIn)?;
    if !visitor.is_citizen() {
        return Err(Stop::Denied);
    }
    let t = &lang.texts().citizen.account;
    let mut all = read(db, visitor.account).await?;
    all["kept_and_why"] =
        json!(t.data.kept.iter().map(|(what, why)| json!({ "what": what, "why": why })).collect::<Vec<_>>());
    all["after_erasure"] = json!(t.erase.stays);
    serde_json::to_string_pretty(&all).map_err(|_| Stop::Fault)
}
