//! Buttons, and every field of a form.

use crate::{
    component::{
        ButtonKind, ButtonLink, ButtonSize, CheckList, Choice, DateChoice, DateFields, Field, GroupedSelect,
        Narrow, RadioList, Section, Select, TextArea,
    },
    request::query,
    text::t,
};
use domain::calendar::{day_in_seoul, parse_iso};
use leptos::prelude::*;
use store::view::hospital::OpenDay;
use time::{Duration, OffsetDateTime};

const HERE: &str = "/components";

/// Each weight and each size. They lead back here.
pub(super) fn buttons() -> impl IntoView {
    let t = &t().public.component;
    let kinds = [
        ButtonKind::Primary,
        ButtonKind::Secondary,
        ButtonKind::Danger,
        ButtonKind::DangerOutline,
        ButtonKind::Link,
    ];
    let kinds: Vec<_> = kinds
        .into_iter()
        .zip(t.sample.buttons)
        .map(|(kind, label)| view! { <ButtonLink href=HERE kind>{label}</ButtonLink> })
        .collect();
    let [large, small] = t.sample.sizes;
    view! {
        <Section title=t.parts.buttons>
            <div class="actions">{kinds}</div>
            <div class="actions">
                <ButtonLink href=HERE size=ButtonSize::Large>{large}</ButtonLink>
                <ButtonLink href=HERE size=ButtonSize::Small kind=ButtonKind::Secondary>{small}</ButtonLink>
            </div>
        </Section>
    }
}

/// Every kind of field. They stand in no form: nothing that is typed here goes anywhere.
pub(super) fn fields() -> impl IntoView {
    let t = &t().public.component;
    let s = &t.sample;
    let vaccines: Vec<_> = s.rows.iter().map(|name| Choice::new(*name, *name)).collect();
    let groups = s
        .tabs
        .iter()
        .skip(1)
        .map(|g| ((*g).to_owned(), vec![(s.hospital.to_owned(), s.hospital.to_owned())]));
    let [way, hinted] = s.ways;
    let ways = vec![
        Choice::new("sms", way),
        Choice::new("email", hinted).hint(s.way_hint),
        Choice::new("push", s.way_gone.0).hint(s.way_gone.1).muted(),
    ];
    let people = s.people.map(|name| Choice::new(name, name).lang("ko"));
    view! {
        <Section title=t.parts.fields>
            <Narrow>
                <Field name="name" label=s.name hint=s.name_hint />
                <Field name="doses" label=s.doses unit=s.unit width="4" inputmode="numeric" value="30" />
                <TextArea name="note" label=s.note optional=true />
                <Select name="vaccine" label=s.vaccine choices=vaccines />
                <GroupedSelect name="place" label=s.place groups=groups.collect() />
                <RadioList name="how" legend=s.how choices=ways value="sms" />
                <CheckList name="who[]" legend=s.who choices=people values=vec![s.people[0].to_owned()] />
                <DateFields name="birth" legend=s.birth hint=s.birth_hint />
            </Narrow>
        </Section>
    }
}

/// Twenty days, ten on a page: free ones, some with few places, a full one.
pub(super) fn days(as_of: OffsetDateTime) -> impl IntoView {
    const PLACES: [u32; 10] = [24, 12, 0, 5, 40, 31, 2, 18, 0, 9];
    let first = day_in_seoul(as_of) + Duration::days(1);
    let second = first + Duration::days(10);
    let at_second = parse_iso(&query("from")).is_ok_and(|from| from >= second);
    let from = if at_second { second } else { first };
    let days: Vec<_> =
        (0..).zip(PLACES).map(|(i, free)| OpenDay { day_on: from + Duration::days(i), free }).collect();
    let (earlier, later) = (at_second.then_some(first), (!at_second).then_some(second));
    view! {
        <Section title=t().public.component.parts.days>
            <form method="get" action=HERE>
                <DateChoice days chosen=Some(from) earlier later as_of />
            </form>
        </Section>
    }
}
