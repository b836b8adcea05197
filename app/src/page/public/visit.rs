//! `/visit/{code}`: where the QR code of a reservation leads. The desk's phone comes to the visit; to
//! everybody else all codes, right or wrong, say the same: nothing.

use crate::{
    component::{ButtonLink, Page, PageHeading},
    page::citizen::turn::onward,
    request::{address, db, param, visitor},
    stop::{Stop, show},
    text::t,
};
use leptos::prelude::*;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use store::link;

/// The page.
pub(super) fn visit() -> impl IntoView {
    show(async {
        let code: String = param("code")?;
        if visitor().is_some_and(|visitor| visitor.desk().is_some()) {
            let id = link::read_visit(&db(), &code).ok_or(Stop::Missing)?;
            return Ok(onward(&format!("/desk/visit/{id}"))?.into_any());
        }
        let t = &t().citizen.hand.visit;
        let staff = format!("/staff/sign-in?next={}", utf8_percent_encode(&address(), NON_ALPHANUMERIC));
        Ok(view! {
            <Page title=t.title>
                <PageHeading title=t.title lead=t.text />
                <div class="actions"><ButtonLink href=staff>{t.staff}</ButtonLink></div>
                <p><a href="/my">{t.own}</a></p>
            </Page>
        }
        .into_any())
    })
}

/// The code in what a scanner typed into a field: the whole address, or the code alone.
pub(crate) fn code_in(typed: &str) -> Option<&str> {
    typed.trim().rsplit_once("/visit/").map(|(_, code)| code)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_scanner_types_the_whole_address() {
        assert_eq!(super::code_in(" https://alimi.example/visit/0AF1\n"), Some("0AF1"));
        assert_eq!(super::code_in("7K3M-Q9XA-TB"), None);
    }
}
