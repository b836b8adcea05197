//! `/dev/inbox`: one-time codes, on development servers only. Elsewhere there is no such page.

use crate::{
    component::{ButtonLink, Cell, DataTable, EmptyState, Glyph, Notice, NoticeKind, Page, PageHeading, Row},
    guard::Development,
    request::db,
    stop::{Stop, show},
    text::t,
};
use domain::calendar::in_seoul;
use leptos::prelude::*;
use store::code::Outgoing;

/// The page.
pub(super) fn inbox() -> impl IntoView {
    show(async {
        use_context::<Development>().ok_or(Stop::Missing)?;
        let codes = store::code::list_open(&db()).await?;
        let t = &t().public.inbox;
        let content = if codes.is_empty() { nothing().into_any() } else { table(&codes).into_any() };
        Ok(view! {
            <Page title=t.title>
                <PageHeading title=t.title />
                <Notice kind=NoticeKind::Warning title=t.warning><p>{t.warning_text}</p></Notice>
                {content}
            </Page>
        })
    })
}

fn nothing() -> impl IntoView {
    let (sign_in, t) = (t().public.sign_in.title, &t().public.inbox);
    view! {
        <EmptyState title=t.empty glyph=Glyph::Mail>
            <p>{t.empty_text}</p>
            <div class="actions"><ButtonLink href="/sign-in">{sign_in}</ButtonLink></div>
        </EmptyState>
    }
}

fn table(codes: &[Outgoing]) -> impl IntoView + use<> {
    let t = &t().public.inbox;
    let rows: Vec<_> = codes
        .iter()
        .map(|code| {
            let at = in_seoul(code.asked_at);
            let time = format!("{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second());
            let digits = code.code.clone();
            Row::new(
                time,
                [
                    Cell::new(code.phone.formatted()),
                    Cell::new(view! { <strong class="number-code">{digits}</strong> }),
                ],
            )
        })
        .collect();
    let headings = [t.time, t.phone, t.code].map(str::to_owned);
    view! { <DataTable id="codes" caption=t.title quiet_caption=true headings rows /> }
}
