//! `/my/data`: what is kept and why, a copy of it, and the way to have it erased.

use crate::{
    component::{ButtonKind, ButtonLink, Glyph, Icon, Page, PageHeading, Section, SummaryList, SummaryRow},
    page::citizen::turn::for_citizen,
    text::t,
};
use leptos::prelude::*;

/// The page. The copy is [`crate::own::copy`].
pub(super) fn data() -> impl IntoView {
    for_citizen(|_| async move {
        let t = &t().citizen.account.data;
        let kept: Vec<_> = t.kept.iter().map(|(what, why)| SummaryRow::new(*what, *why)).collect();
        Ok(view! {
            <Page title=t.title back="/my">
                <PageHeading title=t.title lead=t.lead />
                <Section title=t.file_title>
                    <p>{t.file_text}</p>
                    <div class="actions">
                        <ButtonLink href="/my/data.json">
                            <Icon glyph=Glyph::Download />
                            {t.download}
                        </ButtonLink>
                    </div>
                </Section>
                <Section title=t.kept_title>
                    <SummaryList rows=kept />
                </Section>
                <Section title=t.erase_title>
                    <p>{t.erase_text}</p>
                    <div class="actions">
                        <ButtonLink href="/my/erase" kind=ButtonKind::DangerOutline>{t.erase}</ButtonLink>
                    </div>
                </Section>
            </Page>
        })
    })
}
