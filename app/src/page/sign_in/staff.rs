//! `/staff/sign-in`: name and password; `/staff`: the pages of the signed-in one.

use super::{answer_throttled, lead_to, next};
use crate::{
    component::{
        Button, ButtonLink, Field, Hidden, Notice, NoticeKind, Page, PageHeading, PasskeyForm, PasskeyUse,
        PostForm, Section,
    },
    form::refused,
    request::{db, local, query, visitor},
    stop::{Stop, show},
    text::t,
};
use domain::account::Visitor;
use leptos::prelude::*;

/// The page. Its form goes to [`crate::api::sign_in::sign_in_staff`].
pub(super) fn sign_in() -> impl IntoView {
    show(async {
        answer_throttled();
        let staff = visitor().filter(|v| !v.is_citizen() && refused().is_none());
        let here = match staff {
            Some(staff) => store::account::find_label(&db(), staff.account).await?.map(signed_in),
            None => None,
        };
        let asked = PasskeyUse::prove(&db()).await?;
        let (text, account) = (&t().public, &t().account);
        let t = &text.staff;
        Ok(view! {
            <Page title=t.title>
                <PageHeading title=t.title lead=t.lead />
                {here}
                <PostForm action="/staff/sign-in">
                    <Hidden name="next" value=next() />
                    <Field name="login" label=t.login autocomplete="username" width="20" />
                    <Field
                        name="password"
                        label=t.password
                        kind="password"
                        autocomplete="current-password"
                        width="20"
                    />
                    <div class="actions"><Button>{t.enter}</Button></div>
                </PostForm>
                <Section title=account.passkey>
                    <PasskeyForm
                        action="/staff/sign-in/passkey"
                        asked
                        label=account.passkey_use
                        page="/staff/sign-in"
                        next=next()
                    />
                </Section>
                <hr class="divider" />
                <p>{t.citizen_question} " " <a href="/sign-in">{text.sign_in.title}</a></p>
            </Page>
        })
    })
}

fn signed_in(label: String) -> impl IntoView {
    let t = &t().public.staff;
    view! {
        <Notice kind=NoticeKind::Info title=(t.signed_in_as)(&label)>
            <p>{t.signed_in_text}</p>
            <p><a href="/staff">{t.to_work}</a></p>
        </Notice>
    }
}

/// Leads on: to the page asked for where the roles reach it, else to the first area they do.
pub(super) fn home() -> impl IntoView {
    show(async {
        let next = query("next");
        let way = match visitor().filter(|v| !v.is_citizen()) {
            None => "/staff/sign-in",
            Some(staff) => {
                let areas = areas(&staff);
                let wanted = local(&next);
                // A QR code leads on to the desk's own page.
                let read = staff.desk().is_some() && lies_in(wanted, "/visit");
                let reached = read || areas.iter().any(|area| lies_in(wanted, area));
                if reached { wanted } else { areas.first().ok_or(Stop::Denied)? }
            }
        };
        lead_to(way);
        // Seen only where a browser does not follow.
        let (t, way) = (&t().public.staff, way.to_owned());
        Ok(view! {
            <Page title=t.title>
                <PageHeading title=t.title />
                <div class="actions"><ButtonLink href=way>{t.to_work}</ButtonLink></div>
            </Page>
        })
    })
}

fn lies_in(path: &str, area: &str) -> bool {
    path.strip_prefix(area).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
}

fn areas(staff: &Visitor) -> Vec<&'static str> {
    [("/admin", staff.is_admin()), ("/desk", staff.desk().is_some()), ("/stock", staff.stock().is_some())]
        .into_iter()
        .filter_map(|(area, theirs)| theirs.then_some(area))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::lies_in;

    #[test]
    fn only_whole_parts_of_a_path_name_an_area() {
        assert!(lies_in("/desk", "/desk"));
        assert!(lies_in("/desk/requests", "/desk"));
        assert!(lies_in("/desk?day=2026-12-01", "/desk"));
        assert!(!lies_in("/desktop", "/desk"));
        assert!(!lies_in("/", "/desk"));
    }
}
