//! `/book/person`: name and birth date of the first person, asked once.

use super::step;
use crate::{
    component::{Button, DateFields, Field, Hidden, Page, PageHeading, PostForm},
    page::citizen::{
        journey::{person_address, who_address},
        turn::{Turn, for_citizen},
        wish::{Next, Wish},
    },
    request::{db, query},
    text::t,
};
use leptos::prelude::*;
use store::account::list_persons;

/// The page. Its form goes to [`crate::api::citizen::person::save_person`].
pub(super) fn person() -> impl IntoView {
    for_citizen(|visitor| async move {
        let wish = Wish::from_query()?.ok_or_else(|| Turn::Onward("/book".to_owned()))?;
        let next = Next::from_key(&query("next"));
        match list_persons(&db(), visitor.account).await?.len() {
            0 => {}
            1 if next != Next::Check => return Err(Turn::Onward(wish.at(next.page()))),
            _ => return Err(Turn::Onward(who_address(wish, next))),
        }
        let t = &t().citizen.book;
        let title = t.person_title;
        Ok(view! {
            <Page title=title back=format!("/hospitals/{}", wish.hospital)>
                <PageHeading title=title lead=t.person_lead step=step(2) />
                <PostForm action=person_address(wish, next)>
                    <Hidden name="hospital" value=wish.hospital.to_string() />
                    <Hidden name="vaccine" value=wish.vaccine_text() />
                    <Hidden name="date" value=wish.date_text() />
                    <Hidden name="next" value=next.key() />
                    <Field name="name" label=t.name hint=t.name_hint autocomplete="name" width="20" />
                    <DateFields name="birth" legend=t.birth hint=t.birth_hint birth=true />
                    <p class="muted">{t.person_privacy}</p>
                    <div class="actions">
                        <Button>{t.person_save}</Button>
                    </div>
                </PostForm>
            </Page>
        })
    })
}
