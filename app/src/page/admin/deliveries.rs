//! `/admin/deliveries`: messages that were given up, each to be sent again.

use super::success;
use crate::{
    component::{
        Button, ButtonKind, ButtonSize, Cell, DataTable, EmptyState, Glyph, Hidden, Moment, Page,
        PageHeading, Pair, Row, grouped,
    },
    request::{admin, db, query},
    stop::show,
    text::t,
};
use leptos::prelude::*;
use store::notice::{Failed, list_failed};

/// The page. Its buttons go to [`crate::api::admin::delivery::resend_delivery`].
pub(super) fn deliveries() -> impl IntoView {
    show(async {
        admin()?;
        let resent = query("done") == "resent";
        let failed = list_failed(&db()).await?;
        let t = &t().admin.delivery;
        let banner = resent.then(|| success(t.resent.to_owned(), t.resent_text));
        let list = if failed.is_empty() {
            view! { <EmptyState title=t.none glyph=Glyph::CheckCircle><p>{t.none_text}</p></EmptyState> }
                .into_any()
        } else {
            let n = grouped(u32::try_from(failed.len()).unwrap_or(u32::MAX));
            view! {
                <p>{(t.lead)(&n)}</p>
                {table(failed)}
            }
            .into_any()
        };
        Ok(view! {
            <Page title=t.title>
                {banner}
                <PageHeading title=t.title />
                {list}
            </Page>
        })
    })
}

fn table(failed: Vec<Failed>) -> impl IntoView {
    let texts = t();
    let t = &texts.admin.delivery;
    let headings = [t.notice, t.channel, t.error, t.at, t.acts].map(str::to_owned).to_vec();
    let rows: Vec<_> = failed
        .into_iter()
        .map(|failed| {
            let title = (texts.notices.title)(failed.kind);
            let trace = failed.trace.map_or_else(String::new, |trace| (t.trace)(&trace.number()));
            let error = if failed.error.is_empty() { t.no_error.to_owned() } else { failed.error };
            // Which one, for whoever hears the buttons without the row.
            let of = format!(" {} {title}", failed.hospital_name);
            let again = view! {
                <form class="cluster no-print" method="post" action="/admin/deliveries">
                    <Hidden name="id" value=failed.delivery.to_string() />
                    <Button kind=ButtonKind::Secondary size=ButtonSize::Small>
                        <span class="nowrap">{t.resend}</span><span class="visually-hidden">{of}</span>
                    </Button>
                </form>
            };
            Row::new(
                view! { <Pair detail=failed.hospital_name>{title}</Pair> },
                vec![
                    Cell::new(
                        view! { <span class="nowrap">{(texts.notices.channel)(failed.channel)}</span> },
                    ),
                    Cell::new(view! {
                        <Pair detail=(t.tries)(failed.tries)><span class="break">{error}</span></Pair>
                    }),
                    Cell::new(view! { <Pair detail=trace><Moment at=failed.at /></Pair> }),
                    Cell::actions(again),
                ],
            )
        })
        .collect();
    view! { <DataTable id="deliveries" caption=t.title quiet_caption=true headings rows stack=true dense=true /> }
}
