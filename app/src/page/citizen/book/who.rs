//! `/book/who`: which of the account's persons are to be vaccinated; several on one day.

use super::step;
use crate::{
    component::{Button, CheckList, Choice, Hidden, Page, PageHeading, PostForm},
    page::citizen::{
        journey::{person_address, who_address},
        standing::{Standing, list_standings},
        turn::{Turn, for_citizen},
        wish::{Next, Wish},
    },
    request::query,
    text::t,
};
use domain::person::MOST_PERSONS;
use leptos::prelude::*;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// The page. Its form goes to [`crate::api::citizen::person::choose_persons`].
pub(super) fn who() -> impl IntoView {
    for_citizen(|visitor| async move {
        let wish = Wish::from_query()?.ok_or_else(|| Turn::Onward("/book".to_owned()))?;
        let next = Next::from_key(&query("next"));
        let people = list_standings(visitor.account).await?;
        if people.is_empty() {
            return Err(Turn::Onward(person_address(wish, next)));
        }
        let t = &t().citizen.family;
        let chosen: Vec<_> = match &people[..] {
            [only] => vec![only.person.person.to_string()],
            _ => wish.who.iter().map(|person| person.to_string()).collect(),
        };
        let choices: Vec<_> = people.iter().map(choice).collect();
        let here = utf8_percent_encode(&who_address(wish, next), NON_ALPHANUMERIC).to_string();
        let add = (people.len() < usize::from(MOST_PERSONS))
            .then(|| view! { <a href=format!("/my/family/add?next={here}")>{t.add}</a> });
        let back = match next {
            Next::Check => wish.at("/book/check"),
            _ => format!("/hospitals/{}", wish.hospital),
        };
        Ok(view! {
            <Page title=t.who_title back=back>
                <PageHeading title=t.who_title lead=t.who_lead step=step(2) />
                <PostForm action=who_address(wish, next)>
                    <Hidden name="hospital" value=wish.hospital.to_string() />
                    <Hidden name="vaccine" value=wish.vaccine_text() />
                    <Hidden name="date" value=wish.date_text() />
                    <Hidden name="next" value=next.key() />
                    <CheckList name="person[]" legend=t.who hint=t.who_hint choices=choices values=chosen />
                    <p class="beside">{add} <a href="/my/family">{t.correct_where}</a></p>
                    <div class="actions">
                        <Button>{t.go_on}</Button>
                    </div>
                </PostForm>
            </Page>
        })
    })
}

fn choice(standing: &Standing) -> Choice {
    let t = &t().citizen.family;
    let state = if standing.booking.is_some() { t.is_booked.to_owned() } else { standing.doses() };
    let choice = Choice::new(standing.person.person.to_string(), standing.name())
        .hint(format!("{} · {state}", standing.born()));
    if standing.may_book() { choice } else { choice.muted() }
}
