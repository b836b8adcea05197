//! Ends sessions of one's own account, on other devices.

use crate::{
    request::{db, go, signed_in},
    session::{closed, of},
    stop::Stop,
};
use domain::id::SessionId;
use leptos::prelude::*;

/// Ends one of them.
#[server(prefix = "", endpoint = "/account/end-session")]
pub async fn end_session(#[server(default)] id: String) -> Result<(), Stop> {
    let visitor = signed_in()?;
    // Another's, or none: it looks as if it had ended already.
    if let Ok(session) = id.parse::<SessionId>()
        && store::session::end_own(&db(), visitor.account, session).await?.is_ok()
    {
        closed(session);
    }
    go(format!("{}?done=ended", super::home(visitor.kind)))
}

/// Ends all but this one.
#[server(prefix = "", endpoint = "/account/end-others")]
pub async fn end_other_sessions() -> Result<(), Stop> {
    let visitor = signed_in()?;
    store::session::end_others(&db(), visitor.account, of(&visitor)?).await?;
    go(format!("{}?done=others", super::home(visitor.kind)))
}
