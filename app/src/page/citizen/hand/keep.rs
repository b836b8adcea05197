//! The ways to keep a reservation and to hand it on, beside what else is to be done with it.

use crate::{
    appointment::has_file,
    component::{Glyph, Icon, Section},
    text::t,
};
use leptos::prelude::*;
use store::view::reservation::Mine;

/// The links; nothing for what is over and was never booked.
pub(crate) fn keep(mine: &Mine) -> Option<impl IntoView + use<>> {
    let t = &t().citizen.hand;
    let about = |page: &str| format!("{page}?reservation={}", mine.reservation);
    let links = [
        (has_file(mine), about("/my/appointment.ics"), Glyph::Calendar, t.to_calendar),
        (mine.status.may_cancel(), about("/my/print"), Glyph::Print, t.to_sheet),
        (!mine.status.is_final(), about("/my/share"), Glyph::People, t.to_share),
    ];
    let links: Vec<_> = links
        .into_iter()
        .filter(|(fits, ..)| *fits)
        .map(|(_, href, glyph, label)| view! { <a href=href><Icon glyph />{label}</a> })
        .collect();
    (!links.is_empty()).then(|| view! { <Section title=t.keep_title><p class="beside">{links}</p></Section> })
}
