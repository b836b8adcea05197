//! `/my/print?reservation=…`: one page to take along: number, what, where, when, what to bring.

use super::print;
use crate::{
    component::{Page, QrCode, StatusTag, SummaryList, SummaryRow},
    page::citizen::{
        own::{address, find_named, rows_with_day},
        turn::{Turn, for_citizen},
    },
    request::{db, own_address},
    text::t,
};
use leptos::prelude::*;
use store::{link, view::reservation::Mine};

/// The page; what is no booking has nothing to print.
pub(super) fn sheet() -> impl IntoView {
    for_citizen(|visitor| async move {
        let mine = find_named(&visitor).await?;
        if !mine.status.may_cancel() {
            return Err(Turn::Onward(address(&mine)));
        }
        let texts = t();
        let (t, my) = (&texts.citizen.hand.sheet, &texts.citizen.my);
        let number = mine.number.to_string();
        let code = own_address(&format!("/visit/{}", link::of_visit(&db(), mine.reservation)));
        let bring = t.bring.iter().map(|&what| view! { <li>{what}</li> }).collect_view();
        let printed = (t.printed)(&(texts.common.moment)(mine.as_of));
        Ok(view! {
            <Page title=t.title back=address(&mine)>
                {print::button()}
                <article class="certificate">
                    <h1>{t.title}</h1>
                    <div class="certificate__code">
                        <QrCode text=code label=(my.ticket_alt)(&number) />
                        <p>{my.number} <br /> <strong class="number-code">{number}</strong></p>
                    </div>
                    <SummaryList rows=rows(&mine) />
                    <h2>{t.bring_title}</h2>
                    <ul>{bring}</ul>
                    <p>{t.change}</p>
                    <p class="muted small">{printed}</p>
                </article>
            </Page>
        })
    })
}

fn rows(mine: &Mine) -> Vec<SummaryRow> {
    let t = &t().citizen;
    let mut rows = rows_with_day(mine);
    rows.push(SummaryRow::new(t.my.dose_row, (t.my.dose)(mine.dose.0, mine.dose.1)));
    rows.push(SummaryRow::new(t.book.done_now, view! { <StatusTag status=mine.status /> }));
    rows
}
