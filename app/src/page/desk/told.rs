//! What the person of a reservation was told, and how it went out.

use crate::{
    component::{Cell, DataTable, Moment, Receipts, Row, Section},
    request::db,
    stop::Stop,
    text::t,
};
use domain::id::{HospitalId, ReservationId};
use leptos::prelude::*;
use store::notice::list_of_reservation;

/// The section of a reservation's page; newest first.
pub(super) async fn told(hospital: HospitalId, reservation: ReservationId) -> Result<impl IntoView, Stop> {
    let told = list_of_reservation(&db(), hospital, reservation).await?;
    let texts = t();
    let t = &texts.desk;
    if told.is_empty() {
        return Ok(view! { <Section title=t.told><p>{t.told_nothing}</p></Section> }.into_any());
    }
    let headings = [texts.common.notices, t.told_at, t.told_by].map(str::to_owned).to_vec();
    let rows: Vec<_> = told
        .into_iter()
        .map(|told| {
            let how = if told.deliveries.is_empty() {
                view! { <span class="muted">{t.told_in_inbox}</span> }.into_any()
            } else {
                view! { <Receipts deliveries=told.deliveries since=told.at /> }.into_any()
            };
            Row::new(
                (texts.notices.title)(told.about.kind),
                vec![Cell::new(view! { <Moment at=told.at /> }), Cell::new(how)],
            )
        })
        .collect();
    Ok(view! {
        <Section title=t.told>
            <DataTable id="told" caption=t.told quiet_caption=true headings rows stack=true dense=true />
        </Section>
    }
    .into_any())
}
