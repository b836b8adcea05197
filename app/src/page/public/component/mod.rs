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
    form::{Form, Label},
    request::{db, query},
    stop::show,
    text::t,
};
use domain::field::FieldError;
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
    const PROBLEMS: [(&str, Label, FieldError); 9] = [
        ("name", |t| t.public.component.sample.name, FieldError::Missing),
        ("doses", |t| t.public.component.sample.doses, FieldError::Missing),
        ("note", |t| t.public.component.sample.note, FieldError::Missing),
        ("vaccine", |t| t.public.component.sample.vaccine, FieldError::Unchosen),
        ("place", |t| t.public.component.sample.place, FieldError::Unchosen),
        ("how", |t| t.public.component.sample.how, FieldError::Unchosen),
        ("who", |t| t.public.component.sample.who, FieldError::Unchosen),
        ("birth", |t| t.public.component.sample.birth, FieldError::NoSuchDate),
        ("date", |t| t.citizen.book.date, FieldError::Unchosen),
    ];
    let mut form = Form::new();
    for (field, label, error) in PROBLEMS {
        form.check(field, label, Err::<(), _>(error));
    }
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
