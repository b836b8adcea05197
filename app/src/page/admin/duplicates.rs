//! `/admin/duplicates`: persons with the same name and birth date in two accounts. Perhaps one
//! person waits in a line twice; perhaps two people are just called the same. A person decides.

use crate::{
    component::{Cell, DataTable, EmptyState, Glyph, Icon, Page, PageHeading, Row, grouped},
    request::{admin, db},
    stop::show,
    text::t,
};
use leptos::prelude::*;
use store::view::duplicate::{Twin, count_groups, list};

/// Rows on the page; the file has all.
const MOST: i64 = 500;

/// The page.
pub(super) fn duplicates() -> impl IntoView {
    show(async {
        let admin = admin()?;
        let db = db();
        store::account::note_duplicates_read(&db, admin.account).await?;
        let (groups, twins) = (count_groups(&db).await?, list(&db, MOST).await?);
        let t = &t().admin.duplicate;
        if twins.is_empty() {
            return Ok(view! {
                <Page title=t.title>
                    <PageHeading title=t.title lead=t.lead />
                    <EmptyState title=t.empty_title glyph=Glyph::People><p>{t.empty_text}</p></EmptyState>
                </Page>
            }
            .into_any());
        }
        let cut = (i64::try_from(twins.len()).unwrap_or(MOST) == MOST)
            .then(|| view! { <p class="muted">{(t.cut)(&grouped(MOST))}</p> });
        let headings = [t.name, t.group, t.birth, t.phone, t.since, t.bookings, t.waits, t.doses]
            .map(str::to_owned)
            .to_vec();
        let rows: Vec<_> = twins.into_iter().map(row).collect();
        Ok(view! {
            <Page title=t.title>
                <PageHeading title=t.title lead=t.lead>
                    <a class="button button--secondary button--small" href="/admin/duplicates.csv">
                        <Icon glyph=Glyph::Download />
                        {t.download}
                    </a>
                </PageHeading>
                <p>{(t.count)(&grouped(groups))}</p>
                <DataTable id="duplicates" caption=t.title quiet_caption=true headings=headings rows=rows stack=true dense=true />
                {cut}
            </Page>
        }
        .into_any())
    })
}

fn row(twin: Twin) -> Row {
    let texts = t();
    let phone = twin.phone.map(|phone| phone.formatted()).unwrap_or_default();
    Row::new(
        twin.name.as_str().to_owned(),
        [
            Cell::number(twin.group),
            Cell::new((texts.desk.birth_date)(twin.birth.date())),
            Cell::new(phone),
            Cell::new((texts.common.moment)(twin.since)),
            Cell::number(twin.bookings),
            Cell::number(twin.waits),
            Cell::number(twin.doses),
        ],
    )
}
