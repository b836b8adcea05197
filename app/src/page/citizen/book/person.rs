//! `/book/person`: name and birth date, asked once. With `next=check` it corrects them while
//! nothing is booked.

use super::step;
use crate::{
    component::{Button, DateFields, Field, Hidden, Page, PageHeading, PostForm},
    page::citizen::{
        journey::person_address,
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
        let known = list_persons(&db(), visitor.account).await?.into_iter().next();
        if known.is_some() && next != Next::Check {
            return Err(Turn::Onward(wish.at(next.page())));
        }
        let t = &t().citizen.book;
        let (title, lead, back) = match &known {
            None => (t.person_title, t.person_lead, format!("/hospitals/{}", wish.hospital)),
            Some(_) => (t.correct_title, t.correct_lead, wish.at("/book/check")),
        };
        let name = known.as_ref().map(|p| p.name.as_str().to_owned()).unwrap_or_default();
        let birth = match known {
            Some(known) => {
                let born = known.birth.date();
                view! { <DateFields name="birth" legend=t.birth hint=t.birth_hint birth=true value=born /> }
                    .into_any()
            }
            None => {
                view! { <DateFields name="birth" legend=t.birth hint=t.birth_hint birth=true /> }.into_any()
            }
        };
        Ok(view! {
            <Page title=title back=back>
                <PageHeading title=title lead=lead step=step(2) />
                <PostForm action=person_address(wish, next)>
                    <Hidden name="hospital" value=wish.hospital.to_string() />
                    <Hidden name="vaccine" value=wish.vaccine_text() />
                    <Hidden name="date" value=wish.date_text() />
                    <Hidden name="next" value=next.key() />
                    <Field name="name" label=t.name hint=t.name_hint autocomplete="name" width="20" value=name />
                    {birth}
                    <p class="muted">{t.person_privacy}</p>
                    <div class="actions">
                        <Button>{t.person_save}</Button>
                    </div>
                </PostForm>
            </Page>
        })
    })
}
