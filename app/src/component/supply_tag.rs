//! The state of a supply as a tag.

use super::{Glyph, Tag, TagKind};
use crate::text::t;
use domain::supply::SupplyState as S;
use leptos::prelude::*;

/// Where a supply stands.
#[component]
pub fn SupplyTag(
    /// Its state.
    state: S,
) -> impl IntoView {
    let (kind, glyph) = match state {
        S::Sent => (TagKind::Info, Glyph::Truck),
        S::Received => (TagKind::Warning, Glyph::Box),
        S::Registered => (TagKind::Success, Glyph::CheckCircle),
        S::Discarded => (TagKind::Neutral, Glyph::XCircle),
    };
    view! { <Tag kind glyph text=(t().stock.supply_state)(state) /> }
}
