//! What pages say of themselves to search engines, by address: it stands in the head, whatever becomes of
//! the page.

use crate::text::t;

/// The description of the page at an address; without one of its own, what the service is for.
pub(crate) fn description(address: &str) -> &'static str {
    let t = t();
    let path = address.split('?').next().unwrap_or_default();
    match path {
        "/" => t.public.home.lead,
        "/hospitals" => t.public.find.description,
        "/status" => t.public.now.lead,
        "/help" => t.public.help.lead,
        "/accessibility" => t.public.accessibility.lead,
        "/privacy" => t.public.privacy.lead,
        "/api" => t.api.page.lead,
        "/book" => t.citizen.book.start_lead,
        "/sign-in" => t.public.sign_in.lead,
        _ if path.starts_with("/hospitals/") && path.ends_with("/line") => t.public.line.lead,
        _ if path.starts_with("/hospitals/") => t.public.hospital.description,
        _ => t.common.description,
    }
}
