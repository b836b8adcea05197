//! `/my/family/add` and `/my/family/edit?person=…`: name and birth date.

use crate::{
    component::{Button, DateFields, Field, Hidden, Page, PageHeading, PostForm},
    form::kept,
    page::citizen::turn::{Turn, for_citizen},
    request::{db, local, query},
    stop::Stop,
    text::t,
};
use domain::{account::Visitor, id::PersonId};
use leptos::prelude::*;
use store::account::{Person, list_persons};

/// Adding. Its form goes to [`crate::api::citizen::family::add_person`].
pub(super) fn add() -> impl IntoView {
    for_citizen(|_| async move {
        let texts = t();
        let (t, book) = (&texts.citizen.family, &texts.citizen.book);
        let next = kept("next").unwrap_or_else(|| query("next"));
        let back = match local(&next) {
            "/" => "/my/family".to_owned(),
            page => page.to_owned(),
        };
        Ok(view! {
            <Page title=t.add_title back=back>
                <PageHeading title=t.add_title lead=t.add_lead />
                <PostForm action="/my/family/add">
                    <Hidden name="next" value=next />
                    <Field name="name" label=book.name hint=book.name_hint width="20" />
                    <DateFields name="birth" legend=book.birth hint=book.birth_hint />
                    <p class="muted">{book.person_privacy}</p>
                    <div class="actions"><Button>{t.add_save}</Button></div>
                </PostForm>
            </Page>
        })
    })
}

/// Correcting. Its form goes to [`crate::api::citizen::family::edit_person`].
pub(super) fn edit() -> impl IntoView {
    for_citizen(|visitor| async move {
        let person = find_named(&visitor).await?;
        let texts = t();
        let (t, book) = (&texts.citizen.family, &texts.citizen.book);
        let (id, born) = (person.person, person.birth.date());
        let name = person.name.as_str().to_owned();
        Ok(view! {
            <Page title=t.edit_title back="/my/family">
                <PageHeading title=t.edit_title lead=t.edit_lead />
                <PostForm action=format!("/my/family/edit?person={id}")>
                    <Hidden name="person" value=id.to_string() />
                    <Field name="name" label=book.name hint=book.name_hint width="20" value=name />
                    <DateFields name="birth" legend=book.birth hint=book.birth_hint value=born />
                    <div class="actions"><Button>{t.edit_save}</Button></div>
                </PostForm>
            </Page>
        })
    })
}

/// The account's person named in the page's address, or in the form that was refused.
pub(super) async fn find_named(visitor: &Visitor) -> Result<Person, Turn> {
    let id: PersonId = kept("person").unwrap_or_else(|| query("person")).parse()?;
    let persons = list_persons(&db(), visitor.account).await?;
    Ok(persons.into_iter().find(|p| p.person == id).ok_or(Stop::Missing)?)
}
