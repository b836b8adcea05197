//! `/components`: every component with its states, for whoever builds pages and whoever checks them.
//! `?errors=on` shows them as a refused form does.
//!
//! What belongs to one reservation or account (its live panel, passkeys, the offer of notifications)
//! can be seen on its own pages only.

mod field;
mod list;
mod number;
mod state;

use super::board;
use crate::{
    component::{ButtonKind, ButtonLink, Glyph, Icon, Page, PageHeading, Section},
    form::Form,
    request::{db, query},
    stop::show,
    text::{Sample, t},
};
use leptos::prelude::*;
use leptos_meta::Meta;

/// The page.
pub(super) fn components() -> impl IntoView {
    show(async {
        let country = board::country(&db()).await?;
        let wrong = query("errors") == "on";
        if wrong {
            provide_context(refusal().shown_as_refused());
        }
        let t = &t().public.component;
        let (href, other) = if wrong { ("/components", t.right) } else { ("/components?errors=on", t.wrong) };
        let as_of = country.now.as_of;
        Ok(view! {
            <Meta name="robots" content="noindex" />
            <Page title=t.title wide=true>
                <PageHeading title=t.title lead=t.lead>
                    <ButtonLink href kind=ButtonKind::Secondary>{other}</ButtonLink>
                </PageHeading>
                {state::journey()}
                {field::buttons()}
                {field::fields()}
                {field::days(as_of)}
                {state::tags()}
                {state::notices()}
                {state::timeline(as_of)}
                {list::confirm()}
                {list::lists()}
                {number::figures()}
                {number::live(&country)}
                {state::proof(as_of)}
                {icons()}
            </Page>
        })
    })
}

/// One problem of each kind of field, in the words of its label.
fn refusal() -> Form {
    type Words = fn(&Sample) -> (&str, &str);
    const PROBLEMS: [(&str, Words); 8] = [
        ("name", |s| (s.name, s.missing)),
        ("doses", |s| (s.doses, s.missing)),
        ("note", |s| (s.note, s.missing)),
        ("vaccine", |s| (s.vaccine, s.unchosen)),
        ("place", |s| (s.place, s.unchosen)),
        ("how", |s| (s.how, s.unchosen)),
        ("who", |s| (s.who, s.unchosen)),
        ("birth", |s| (s.birth, s.no_date)),
    ];
    let mut form = Form::new();
    for (field, words) in PROBLEMS {
        form.say(field, move |t| {
            let (label, problem) = words(&t.public.component.sample);
            format!("{label}: {problem}")
        });
    }
    form.say("date", |t| format!("{}: {}", t.citizen.book.date, t.public.component.sample.unchosen));
    form
}

fn icons() -> impl IntoView {
    let icons = Glyph::ALL.map(|glyph| view! { <li><Icon glyph class="icon--large" /></li> });
    view! {
        <Section title=t().public.component.parts.icons>
            <ul class="plain-list cluster">{icons.into_iter().collect_view()}</ul>
        </Section>
    }
}
