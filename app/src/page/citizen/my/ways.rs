//! `/my/sign-in-ways`: the phone number, and the providers that are linked.

use crate::{
    component::{
        Button, ButtonKind, ButtonSize, EmptyState, Glyph, Hidden, Notice, NoticeKind, Page, PageHeading,
        Section, SummaryList, SummaryRow,
    },
    page::citizen::turn::for_citizen,
    provider::label,
    request::{db, query},
    text::t,
};
use leptos::prelude::*;
use store::{
    account::find_phone,
    identity::{Identity, list},
};

/// The page. Its forms go to [`crate::api::sign_in_with::remove_way`].
pub(super) fn ways() -> impl IntoView {
    for_citizen(|visitor| async move {
        let linked = list(&db(), visitor.account).await?;
        let phone = find_phone(&db(), visitor.account).await?;
        let texts = t();
        let t = &texts.citizen.account.ways;
        let done = (query("done") == "removed")
            .then(|| view! { <Notice kind=NoticeKind::Success><p>{t.removed}</p></Notice> });
        let rows: Vec<_> = phone
            .map(|phone| SummaryRow::new(texts.citizen.book.phone, phone.masked()))
            .into_iter()
            .collect();
        let content = if linked.is_empty() {
            view! { <EmptyState title=t.empty_title glyph=Glyph::Lock><p>{t.empty_text}</p></EmptyState> }
                .into_any()
        } else {
            let rows: Vec<_> = linked.into_iter().map(row).collect();
            view! { <ul class="rows">{rows}</ul> }.into_any()
        };
        Ok(view! {
            <Page title=t.title back="/my">
                {done}
                <PageHeading title=t.title lead=t.lead />
                <Section title=t.phone_title>
                    <p>{t.phone_text}</p>
                    <SummaryList rows=rows />
                </Section>
                <Section title=t.linked_title>{content}</Section>
            </Page>
        })
    })
}

fn row(identity: Identity) -> impl IntoView {
    let texts = t();
    let t = &texts.citizen.account.ways;
    let name = label(&identity.provider);
    let whose = format!(" {name}");
    view! {
        <li class="row">
            <div class="row__main">
                <p class="row__title">{name}</p>
                <p class="row__meta">{(t.since)(&(texts.common.moment)(identity.linked_at))}</p>
                <p class="row__meta">{(t.used)(&(texts.common.moment)(identity.used_at))}</p>
            </div>
            <div class="row__side">
                <form method="post" action="/my/sign-in-ways">
                    <Hidden name="id" value=identity.id.to_string() />
                    <Button kind=ButtonKind::DangerOutline size=ButtonSize::Small>
                        {t.remove}<span class="visually-hidden">{whose}</span>
                    </Button>
                </form>
            </div>
        </li>
    }
}
