//! `/admin/lots/:vaccine/:number/people`: to whom a lot was given. A page of its own, because each
//! look is written down.

use super::{lot::find, lots::address};
use crate::{
    component::{
        ButtonKind, ButtonLink, Cell, DataTable, EmptyState, Glyph, Icon, Page, PageHeading, Row, grouped,
    },
    request::{admin, db},
    stop::show,
    text::t,
};
use leptos::prelude::*;
use store::view::lot::Recipient;

const MOST: i64 = 500;

/// The page. [`crate::sheet::recipients`] is its file.
pub(super) fn people() -> impl IntoView {
    show(async {
        let admin = admin()?;
        let lot = find().await?;
        let db = db();
        store::lot::note_recipients_read(&db, admin.account, lot.vaccine, &lot.lot_number).await?;
        let people = store::view::lot::list_recipients(&db, lot.vaccine, &lot.lot_number, MOST).await?;
        let t = &t().admin.lot;
        let title = (t.people)(&lot.lot_number);
        let back = address(&lot);
        if people.is_empty() {
            return Ok(view! {
                <Page title=title.clone() back>
                    <PageHeading title />
                    <EmptyState title=t.no_people glyph=Glyph::People><p>{t.no_people_text}</p></EmptyState>
                </Page>
            }
            .into_any());
        }
        let cut = (i64::try_from(people.len()) == Ok(MOST))
            .then(|| view! { <p class="muted">{(t.people_cut)(&grouped(MOST))}</p> });
        let file = format!("{back}/people.csv");
        let list = table(people, title.clone());
        Ok(view! {
            <Page title=title.clone() back>
                <PageHeading title lead=t.people_lead>
                    <ButtonLink href=file kind=ButtonKind::Secondary>
                        <Icon glyph=Glyph::Download />
                        {crate::text::t().stock.disposal.download}
                    </ButtonLink>
                </PageHeading>
                {cut}
                {list}
            </Page>
        }
        .into_any())
    })
}

fn table(people: Vec<Recipient>, caption: String) -> impl IntoView {
    let text = t();
    let (t, desk) = (&text.admin.lot, &text.desk);
    let headings = [desk.name, desk.phone, text.admin.supply.hospital, t.dose, t.given_at];
    let rows: Vec<_> = people
        .into_iter()
        .map(|p| {
            let at = (text.common.moment)(p.given_at);
            let phone = p.phone.map(|phone| {
                let href = format!("tel:{}", phone.digits());
                view! { <a class="nowrap" href=href>{phone.formatted()}</a> }
            });
            let (name, record) = (p.name.as_str().to_owned(), format!("/admin/records/{}", p.vaccination));
            Row::new(
                view! { <a href=record>{name}</a> },
                vec![
                    Cell::new(phone),
                    Cell::new(view! { <span class="break">{p.hospital_name}</span> }),
                    Cell::new((desk.dose)(p.dose_no)),
                    Cell::new(view! { <span class="nowrap">{at}</span> }),
                ],
            )
        })
        .collect();
    let headings = headings.map(str::to_owned);
    view! { <DataTable id="people" caption quiet_caption=true headings rows stack=true dense=true /> }
}
