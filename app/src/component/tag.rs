//! Tags: a state as icon and text, never by colour alone, never clickable.

use super::{Glyph, Icon};
use crate::text::t;
use domain::reservation::ReservationStatus as S;
use leptos::prelude::*;

/// The meaning of a tag that is not a reservation's status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagKind {
    /// Under way.
    Info,
    /// Good.
    Success,
    /// Needs attention.
    Warning,
    /// Bad.
    Danger,
    /// Over.
    Neutral,
}

/// A state in one word.
#[component]
pub fn Tag(
    /// Its meaning.
    kind: TagKind,
    /// Its picture.
    glyph: Glyph,
    /// The word.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let class = match kind {
        TagKind::Info => "tag tag--info",
        TagKind::Success => "tag tag--success",
        TagKind::Warning => "tag tag--warning",
        TagKind::Danger => "tag tag--danger",
        TagKind::Neutral => "tag tag--neutral",
    };
    view! { <strong class=class><Icon glyph />{text}</strong> }
}

/// Variant of the tag's class, and icon of a reservation's status.
pub fn status_look(status: S) -> (&'static str, Glyph) {
    let glyph = match status {
        S::Waiting => Glyph::Clock,
        S::Offered => Glyph::Bell,
        S::Requested => Glyph::Calendar,
        S::Confirmed => Glyph::CheckCircle,
        S::Rejected => Glyph::XCircle,
        S::Cancelled | S::Withdrawn => Glyph::MinusCircle,
        S::Vaccinated => Glyph::ShieldCheck,
        S::NoShow | S::Expired => Glyph::SlashCircle,
    };
    (status.key(), glyph)
}

/// The status of a reservation.
#[component]
pub fn StatusTag(
    /// Which.
    status: S,
    /// On the page of the reservation itself.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let (variant, glyph) = status_look(status);
    let large = if large { " tag--large" } else { "" };
    view! { <strong class=format!("tag{large} tag--{variant}")><Icon glyph />{(t().common.status)(status)}</strong> }
}
