//! What a dashboard is about: province, vaccine, period; as it stands in addresses.

use crate::{
    component::{Button, Choice, Field, Glyph, Icon, Select, localized},
    text::t,
};
use domain::{
    calendar::{iso, parse_iso},
    hospital::Province,
    id::VaccineId,
};
use leptos::prelude::*;
use store::view::{
    admin::VaccineRow,
    figures::{Filter, Order},
};
use time::{Date, Duration};

/// Days shown when nothing was chosen, and the most that are.
const DAYS: i64 = 30;
const MOST_DAYS: i64 = 366;

/// What was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Chosen {
    /// Province and vaccine.
    pub(crate) filter: Filter,
    /// First day.
    pub(crate) from: Date,
    /// Last day.
    pub(crate) to: Date,
    /// What stands on top.
    pub(crate) order: Order,
}

impl Chosen {
    /// From the values of an address: what cannot be understood was not chosen. Days that stand the
    /// wrong way round are turned, and no period is longer than a year.
    pub(crate) fn read(value: impl Fn(&str) -> String, today: Date) -> Self {
        let to = parse_iso(&value("to")).unwrap_or(today);
        let from = parse_iso(&value("from")).unwrap_or(to - Duration::days(DAYS - 1));
        let (from, to) = (from.min(to), from.max(to));
        Self {
            filter: Filter {
                province: Province::parse(&value("province")).ok(),
                vaccine: value("vaccine").parse::<VaccineId>().ok(),
            },
            from: from.max(to - Duration::days(MOST_DAYS - 1)),
            to,
            order: Order::from_key(&value("order")).unwrap_or_default(),
        }
    }

    /// As it stands in an address.
    pub(crate) fn query(&self) -> String {
        format!(
            "province={}&vaccine={}&from={}&to={}&order={}",
            self.filter.province.map_or("", Province::key),
            self.filter.vaccine.map_or_else(String::new, |v| v.to_string()),
            iso(self.from),
            iso(self.to),
            self.order.key()
        )
    }
}

/// The form to choose with: a period where figures have a day, an order where hospitals are listed.
pub(super) fn form(
    action: &'static str,
    chosen: &Chosen,
    vaccines: &[VaccineRow],
    by_day: bool,
) -> impl IntoView + use<> {
    let texts = t();
    let t = &texts.admin.figure;
    let provinces: Vec<_> =
        Province::ALL.into_iter().map(|p| Choice::new(p.key(), (texts.public.province)(p))).collect();
    let vaccines: Vec<_> = vaccines
        .iter()
        .map(|v| Choice::new(v.vaccine.to_string(), localized(&v.form.name, &v.form.name_en)))
        .collect();
    let province = chosen.filter.province.map_or("", Province::key);
    let vaccine = chosen.filter.vaccine.map_or_else(String::new, |v| v.to_string());
    let last = if by_day {
        view! {
            <Field name="from" label=t.from kind="date" value=iso(chosen.from) />
            <Field name="to" label=t.to kind="date" value=iso(chosen.to) />
        }
        .into_any()
    } else {
        let orders: Vec<_> =
            Order::ALL.into_iter().map(|o| Choice::new(o.key(), (t.order_name)(o))).collect();
        view! { <Select name="order" label=t.order choices=orders value=chosen.order.key() /> }.into_any()
    };
    view! {
        <form class="search search--filters" role="search" method="get" action=action>
            <Select name="province" label=texts.admin.hospital.province choices=provinces value=province empty=t.all_provinces />
            <Select name="vaccine" label=t.vaccine choices=vaccines value=vaccine empty=t.all_vaccines />
            {last}
            <Button><Icon glyph=Glyph::Search />{t.show}</Button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    fn read(values: &[(&str, &str)]) -> Chosen {
        let value = |name: &str| values.iter().find(|(n, _)| *n == name).map_or("", |(_, v)| v).to_owned();
        Chosen::read(value, date!(2026 - 12 - 31))
    }

    #[test]
    fn nothing_chosen_is_the_last_thirty_days_of_everything() {
        let chosen = read(&[("from", "soon"), ("province", "atlantis"), ("vaccine", "-1"), ("order", "?")]);
        assert_eq!((chosen.from, chosen.to), (date!(2026 - 12 - 02), date!(2026 - 12 - 31)));
        assert_eq!((chosen.filter, chosen.order), (Filter::default(), Order::LeastGiven));
    }

    #[test]
    fn periods_are_turned_and_cut_and_lead_back_to_themselves() {
        let turned =
            read(&[("from", "2026-12-10"), ("to", "2026-12-01"), ("province", "jeju"), ("vaccine", "3")]);
        assert_eq!((turned.from, turned.to), (date!(2026 - 12 - 01), date!(2026 - 12 - 10)));
        assert_eq!(turned.query(), "province=jeju&vaccine=3&from=2026-12-01&to=2026-12-10&order=given");
        let long = read(&[("from", "2000-01-01"), ("to", "2026-12-10")]);
        assert_eq!((long.to - long.from).whole_days(), 365);
    }
}
