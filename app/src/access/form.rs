//! Forms that come when the session has just ended: which of them are kept, and the page on which each
//! is filled in again once its owner has signed in.

use super::{Rule, Verb, Who, find_rule};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The forms whose page has another address than they do. Parts in braces are fields of the form.
const PAGES: &[(&str, &str)] = &[
    ("/desk/requests/accept", "/desk/requests/{id}"),
    ("/desk/requests/reject", "/desk/requests/{id}/reject"),
    ("/desk/requests/cancel", "/desk/requests/{id}/cancel"),
    ("/desk/visit/check", "/desk/visit/{id}"),
    ("/desk/visit/record", "/desk/visit/{id}/check?lot={lot}"),
    ("/desk/walk-in/check", "/desk/walk-in"),
    ("/desk/walk-in/record", "/desk/walk-in/check"),
    ("/desk/vaccinations/void", "/desk/vaccinations/{id}/void"),
    ("/stock/lots/dispose/check", "/stock/lots/{id}/dispose"),
    ("/stock/lots/dispose", "/stock/lots/{id}/dispose/check?doses={doses}&reason={reason}"),
    ("/stock/lots/destroy", "/stock/lots/{id}"),
    ("/stock/supplies/receive", "/stock/supplies/{id}"),
    ("/stock/supplies/check", "/stock/supplies/{id}"),
    ("/stock/supplies/register", "/stock/supplies/{id}/check?doses={doses}"),
    ("/stock/supplies/correct/check", "/stock/supplies/{id}/correct"),
    ("/stock/supplies/correct", "/stock/supplies/{id}/correct/check?from={from}&to={to}"),
    ("/stock/supplies/dispose/check", "/stock/supplies/{id}/dispose"),
    ("/stock/supplies/dispose", "/stock/supplies/{id}/dispose/check?vials={vials}&reason={reason}"),
    ("/admin/hospitals/change", "/admin/hospitals/{id}"),
    ("/admin/hospitals/close-day", "/admin/hospitals/{id}/days"),
    ("/admin/hospitals/reopen-day", "/admin/hospitals/{id}/days"),
    ("/admin/vaccines/change", "/admin/vaccines/{id}"),
    ("/admin/supplies/receive", "/admin/supplies"),
    ("/admin/lots/suspend", "/admin/lots/{vaccine}/{lot}/suspend"),
    ("/admin/lots/resume", "/admin/lots/{vaccine}/{lot}/resume"),
    ("/admin/records/void", "/admin/records/{id}"),
    ("/admin/events/retry", "/admin/events"),
    ("/admin/staff/give", "/admin/staff/{id}/give"),
    ("/admin/staff/move", "/admin/staff/{id}/move?role={role}"),
    ("/admin/staff/take", "/admin/staff/{id}/take?role={role}"),
    ("/admin/staff/disable", "/admin/staff/{id}/disable"),
    ("/admin/staff/enable", "/admin/staff/{id}"),
    ("/admin/staff/reset", "/admin/staff/{id}/reset"),
    ("/admin/staff/sign-out", "/admin/staff/{id}"),
    ("/my/settings/email/remove", "/my/settings"),
    ("/my/share/end", "/my/share?reservation={reservation}"),
];

/// Forms in which something secret is typed, or that are good for a moment only.
const NEVER: &[&str] =
    &["/my/settings/email/code", "/my/erase/confirm", "/my/settings/push", "/my/settings/push/remove"];

/// What stands for itself in an address of ours.
const PART: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_');

/// The page that shows a form again, with its address filled in from what was typed. `here` is the
/// address the form came to. Forms of people who need not be signed in, and those about accounts and
/// their secrets, have none.
pub fn page_of(rule: &Rule, here: &str, typed: &[(String, String)]) -> Option<String> {
    let kept = matches!(rule.who, Who::Citizen | Who::ReservationManager | Who::VaccineManager | Who::Admin);
    if rule.verb != Verb::Post || !kept || NEVER.contains(&rule.path) {
        return None;
    }
    match PAGES.iter().find(|(form, _)| *form == rule.path) {
        Some((_, page)) => filled(page, typed),
        None => find_rule(Verb::Get, rule.path).map(|_| here.to_owned()),
    }
}

/// The template with each `{field}` as it was typed; nothing where one was not.
fn filled(page: &str, typed: &[(String, String)]) -> Option<String> {
    let (mut address, mut rest) = (String::new(), page);
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        let (_, value) = typed.iter().find(|(field, value)| field == name && !value.is_empty())?;
        address.push_str(before);
        address.extend(utf8_percent_encode(value, PART));
        rest = after;
    }
    Some(address + rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::RULES;

    fn typed(fields: &[(&str, &str)]) -> Vec<(String, String)> {
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn every_form_of_somebody_signed_in_has_a_page_or_is_never_kept() {
        let fields = "id lot doses reason from to vials vaccine role reservation"
            .split(' ')
            .map(|name| (name.to_owned(), "7".to_owned()))
            .collect::<Vec<_>>();
        let kept =
            |who| matches!(who, Who::Citizen | Who::ReservationManager | Who::VaccineManager | Who::Admin);
        let forms = RULES.iter().filter(|r| r.verb == Verb::Post && kept(r.who) && !r.is_for_programs());
        let lost: Vec<_> = forms
            .filter(|rule| !NEVER.contains(&rule.path) && page_of(rule, rule.path, &fields).is_none())
            .map(|rule| rule.path)
            .collect();
        assert!(lost.is_empty(), "what is typed there would be lost: {lost:?}");
    }

    #[test]
    fn the_pages_are_pages() {
        for (form, page) in PAGES {
            assert!(find_rule(Verb::Post, form).is_some(), "{form}");
            let path = page.split('?').next().unwrap().replace("{lot}", "{number}");
            assert!(find_rule(Verb::Get, &path).is_some(), "{path}");
        }
        assert!(NEVER.iter().all(|form| find_rule(Verb::Post, form).is_some()));
    }

    #[test]
    fn what_was_typed_stays_a_part_of_its_address() {
        let rule = find_rule(Verb::Post, "/desk/requests/reject").unwrap();
        let page = |id| page_of(rule, rule.path, &typed(&[("id", id), ("note", "x")]));
        assert_eq!(page("0193-a").as_deref(), Some("/desk/requests/0193-a/reject"));
        assert_eq!(
            page("../../admin?x").as_deref(),
            Some("/desk/requests/%2E%2E%2F%2E%2E%2Fadmin%3Fx/reject")
        );
        assert_eq!(page(""), None);
        let own = find_rule(Verb::Post, "/book/check").unwrap();
        let here = "/book/check?hospital=7";
        assert_eq!(page_of(own, here, &[]).as_deref(), Some(here));
        let secret = find_rule(Verb::Post, "/staff/security/password").unwrap();
        assert_eq!(page_of(secret, secret.path, &[]), None);
    }
}
