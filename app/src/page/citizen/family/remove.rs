//! `/my/family/remove?person=…`: asks before a person is removed.

use super::edit::find_named;
use crate::{
    component::{
        Button, ButtonKind, ButtonLink, Hidden, Page, PageHeading, PostForm, SummaryList, SummaryRow,
    },
    page::citizen::{standing::list_standings, turn::for_citizen},
    text::t,
};
use leptos::prelude::*;

/// The page. Its form goes to [`crate::api::citizen::family::remove_person`].
pub(super) fn remove() -> impl IntoView {
    for_citizen(|visitor| async move {
        let person = find_named(&visitor).await?;
        let people = list_standings(visitor.account).await?;
        let kept = people.iter().any(|p| p.person.person == person.person && p.has_records);
        let texts = t();
        let (t, book) = (&texts.citizen.family, &texts.citizen.book);
        let id = person.person;
        let (title, content) = if kept {
            let content = view! {
                <PageHeading title=t.kept_title lead=t.kept_text />
                <div class="actions"><ButtonLink href="/my/family">{t.keep}</ButtonLink></div>
            };
            (t.kept_title, content.into_any())
        } else {
            let rows = vec![
                SummaryRow::new(book.name, person.name.as_str().to_owned()),
                SummaryRow::new(book.birth, (book.born)(person.birth.date())),
            ];
            let content = view! {
                <PageHeading title=t.remove_title lead=t.remove_text />
                <SummaryList rows=rows />
                <PostForm action=format!("/my/family/remove?person={id}")>
                    <Hidden name="person" value=id.to_string() />
                    <div class="actions">
                        <Button kind=ButtonKind::Danger>{t.remove}</Button>
                        <ButtonLink href="/my/family" kind=ButtonKind::Secondary>{t.keep}</ButtonLink>
                    </div>
                </PostForm>
            };
            (t.remove_title, content.into_any())
        };
        Ok(view! { <Page title=title back="/my/family">{content}</Page> })
    })
}
