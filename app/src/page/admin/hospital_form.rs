//! `/admin/hospitals/new`, and the fields of a hospital (A1).

use crate::{
    component::{
        Button, ButtonKind, ButtonLink, Choice, ErrorAt, Field, Narrow, Page, PageHeading, PostForm,
        RadioList, Select,
    },
    form::{kept_all, problem},
    request::admin,
    stop::show,
    text::t,
};
use domain::hospital::{HospitalForm, Province, WaitPolicy};
use leptos::prelude::*;
use time::Weekday;

/// Monday first, as in `ClosedWeekdays`.
pub(super) const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// The page. Its form goes to [`crate::api::admin::hospital::register_hospital`].
pub(super) fn new_hospital() -> impl IntoView {
    show(async {
        admin()?;
        let t = &t().admin;
        Ok(view! {
            <Page title=t.hospital.new back="/admin/hospitals">
                <PageHeading title=t.hospital.new />
                <Narrow>
                    <PostForm action="/admin/hospitals/new" keyed=true>
                        {fields(None)}
                        <div class="actions">
                            <Button>{t.hospital.register}</Button>
                            <ButtonLink href="/admin/hospitals" kind=ButtonKind::Secondary>{t.cancel}</ButtonLink>
                        </div>
                    </PostForm>
                </Narrow>
            </Page>
        })
    })
}

/// The fields, as they are for `hospital`, or empty.
pub(super) fn fields(hospital: Option<&HospitalForm>) -> impl IntoView + use<> {
    let texts = t();
    let t = &texts.admin.hospital;
    let provinces = Province::ALL.map(|p| Choice::new(p.key(), (texts.public.province)(p)));
    let (name, province, capacity, closes_at, closed) = match hospital {
        None => (String::new(), "", String::new(), "18:00".to_owned(), vec!["7".to_owned()]),
        Some(h) => (
            h.name.clone(),
            h.province.key(),
            h.daily_capacity.to_string(),
            format!("{:02}:{:02}", h.closes_at.hour(), h.closes_at.minute()),
            WEEK.into_iter()
                .filter(|d| h.closed.contains(*d))
                .map(|d| d.number_from_monday().to_string())
                .collect(),
        ),
    };
    let policies = [WaitPolicy::Turns, WaitPolicy::Everyone]
        .map(|p| Choice::new(p.key(), (t.wait_policy_name)(p)).hint((t.wait_policy_hint)(p)));
    let (policy, minutes) =
        hospital.map_or((WaitPolicy::Turns.key(), 30), |h| (h.wait_policy.key(), h.offer_minutes));
    view! {
        <Field name="name" label=t.name hint=t.name_hint value=name />
        <Select name="province" label=t.province choices=provinces value=province />
        <Field
            name="daily_capacity"
            label=t.capacity
            hint=t.capacity_hint
            value=capacity
            inputmode="numeric"
            width="8"
            unit=texts.admin.people
        />
        <Field name="closes_at" label=t.closes_at hint=t.closes_at_hint value=closes_at width="6" />
        {weekdays(closed)}
        <RadioList name="wait_policy" legend=t.wait_policy choices=policies.to_vec() value=policy />
        <Field
            name="offer_minutes"
            label=t.offer_minutes
            hint=t.offer_minutes_hint
            value=minutes.to_string()
            inputmode="numeric"
            width="6"
            unit=t.minutes
        />
    }
}

/// Seven short choices, side by side.
fn weekdays(closed: Vec<String>) -> impl IntoView {
    let t = &t().admin.hospital;
    let chosen = kept_all("closed[]").unwrap_or(closed);
    let wrong = problem("closed").is_some();
    let boxes: Vec<_> = WEEK
        .into_iter()
        .map(|day| {
            let value = day.number_from_monday().to_string();
            // The error summary links to the first one.
            let id = (day == Weekday::Monday).then_some("closed");
            let checked = chosen.contains(&value);
            view! {
                <label class="choice">
                    <input type="checkbox" id=id name="closed[]" value=value checked=checked />
                    <span class="choice__text">{(t.weekday)(day)}</span>
                </label>
            }
        })
        .collect();
    view! {
        <fieldset
            class=if wrong { "field field--error" } else { "field" }
            aria-describedby=if wrong { "closed-hint closed-error" } else { "closed-hint" }
        >
            <legend class="field__label">{t.closed}</legend>
            <p class="field__hint" id="closed-hint">{t.closed_hint}</p>
            <ErrorAt field="closed" />
            <div class="choices choices--inline">{boxes}</div>
        </fieldset>
    }
}
