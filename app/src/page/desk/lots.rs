//! The lots a dose can be recorded from, as a question.

use crate::{
    component::{Choice, localized},
    text::t,
};
use domain::refusal::Refusal;
use store::view::stock::Lot;

/// Why a lot cannot be used today, as the record would say.
pub(crate) fn against(lot: &Lot) -> Option<Refusal> {
    match lot {
        _ if lot.is_usable() => None,
        Lot { suspended: Some(_), .. } => Some(Refusal::LotSuspended),
        _ if lot.days_left < 0 => Some(Refusal::LotExpired),
        _ => Some(Refusal::LotEmpty),
    }
}

/// Those that can be used first, the first to expire on top. What is used up and expired lies in
/// no refrigerator any more.
pub(super) fn in_order(mut lots: Vec<Lot>) -> Vec<Lot> {
    lots.retain(|l| l.left > 0 || l.to_destroy > 0 || l.days_left >= 0);
    lots.sort_by_key(|l| !l.is_usable());
    lots
}

/// The lot to propose: the first that can be used.
pub(super) fn first(lots: &[Lot]) -> String {
    lots.iter().find(|l| l.is_usable()).map(|l| l.lot.to_string()).unwrap_or_default()
}

/// One choice a lot; `named` with the vaccine, where lots of several stand together.
pub(super) fn choices(lots: &[Lot], named: bool) -> Vec<Choice> {
    lots.iter().map(|lot| choice(lot, named)).collect()
}

fn choice(lot: &Lot, named: bool) -> Choice {
    let label = if named { label(lot) } else { lot.lot_number.clone() };
    let choice = Choice::new(lot.lot.to_string(), label).hint(state(lot));
    if lot.is_usable() { choice } else { choice.muted() }
}

/// Vaccine and number.
pub(super) fn label(lot: &Lot) -> String {
    format!("{} · {}", localized(&lot.vaccine_name, &lot.vaccine_name_en), lot.lot_number)
}

fn state(lot: &Lot) -> String {
    let text = t();
    let t = &text.desk.visit;
    let day = (text.common.date)(lot.expires_on);
    match (against(lot), &lot.suspended) {
        (None, _) => {
            let good = (t.lot_good)(&day, &crate::component::grouped(lot.left));
            if lot.expires_soon() { format!("{good} · {}", (t.lot_soon)(lot.days_left)) } else { good }
        }
        (_, Some(why)) => (t.lot_suspended)(why),
        (Some(Refusal::LotExpired), _) => (t.lot_expired)(&day),
        _ => t.lot_empty.to_owned(),
    }
}
