//! How far something is: steps, tags, notices, the timeline, receipts.

use crate::{
    component::{
        Chosen, Done, Glyph, Level, LevelTag, Moment, Notice, NoticeKind, QrCode, Receipts, Section,
        StatusTag, Step, StepCounter, StepState, SupplyTag, Tag, TagKind, Timeline,
    },
    request::own_address,
    text::t,
};
use domain::{notice::Channel, reservation::ReservationStatus, supply::SupplyState};
use leptos::prelude::*;
use store::notice::{Delivered, State};
use time::{Duration, OffsetDateTime, format_description::well_known::Rfc3339};

/// The steps of a journey, what was chosen on the way, and its end.
pub(super) fn journey() -> impl IntoView {
    let texts = t();
    let t = &texts.public.component;
    view! {
        <Section title=t.parts.journey>
            <StepCounter name=texts.common.nav_book.to_owned() now=2 all=5 />
            <Chosen hospital=t.sample.hospital rest=t.sample.chosen />
            <Done title=t.sample.done part=true>
                <p class="done__number">
                    {texts.citizen.book.number} " " <strong class="number-code">"7K3M-Q9XA-TB"</strong>
                </p>
                <p>{texts.citizen.book.done_now} " " <StatusTag status=ReservationStatus::Requested /></p>
            </Done>
        </Section>
    }
}

/// Every status, every state of a supply, every level, every meaning; and the large one.
pub(super) fn tags() -> impl IntoView {
    let t = &t().public.component;
    let statuses = ReservationStatus::ALL.map(|status| view! { <StatusTag status /> });
    let states = [SupplyState::Sent, SupplyState::Received, SupplyState::Registered, SupplyState::Discarded]
        .map(|state| view! { <SupplyTag state /> });
    let levels = [Level::Plenty, Level::Few, Level::None].map(|level| view! { <LevelTag level /> });
    let kinds = [
        (TagKind::Info, Glyph::Clock),
        (TagKind::Success, Glyph::CheckCircle),
        (TagKind::Warning, Glyph::Alert),
        (TagKind::Danger, Glyph::XCircle),
        (TagKind::Neutral, Glyph::MinusCircle),
    ];
    let kinds: Vec<_> = kinds
        .into_iter()
        .zip(t.sample.tags)
        .map(|((kind, glyph), text)| view! { <Tag kind glyph text /> })
        .collect();
    view! {
        <Section title=t.parts.tags>
            <div class="stack">
                <p class="cluster">{statuses.into_iter().collect_view()}</p>
                <p class="cluster"><StatusTag status=ReservationStatus::Confirmed large=true /></p>
                <p class="cluster">{states.into_iter().collect_view()}</p>
                <p class="cluster">{kinds}</p>
                <p class="cluster">{levels.into_iter().collect_view()}</p>
            </div>
        </Section>
    }
}

/// Each kind.
pub(super) fn notices() -> impl IntoView {
    let t = &t().public.component;
    let kinds = [NoticeKind::Info, NoticeKind::Success, NoticeKind::Warning, NoticeKind::Danger];
    let notices: Vec<_> = kinds
        .into_iter()
        .zip(t.sample.notices)
        .map(|(kind, title)| view! { <Notice kind title><p>{t.sample.notice}</p></Notice> })
        .collect();
    view! { <Section title=t.parts.notices>{notices}</Section> }
}

/// Steps behind us, the present one, the next one; and one that ended early.
pub(super) fn timeline(now: OffsetDateTime) -> impl IntoView {
    let t = t();
    let s = &t.public.component.sample;
    let at = |hours| {
        let at = now - Duration::hours(hours);
        Some(((t.common.moment)(at), at.format(&Rfc3339).unwrap_or_default()))
    };
    let [done, current, next] = s.steps;
    let step = |state, title: &str, at, text: Option<&str>| Step {
        state,
        title: title.to_owned(),
        at,
        text: text.map(str::to_owned),
    };
    let steps = vec![
        step(StepState::Done, done, at(26), None),
        step(StepState::Current, current, at(2), Some(s.step)),
        step(StepState::Next, next, None, None),
    ];
    let ended =
        vec![step(StepState::Done, done, at(26), None), step(StepState::Stopped, s.stopped, at(1), None)];
    view! {
        <Section title=t.public.component.parts.timeline>
            <div class="split"><Timeline steps /><Timeline steps=ended /></div>
        </Section>
    }
}

/// What is shown at the desk, and how messages went out.
pub(super) fn proof(now: OffsetDateTime) -> impl IntoView {
    let t = &t().public.component;
    let delivery = |channel, state, at, waits_until| Delivered { notice: 0, channel, state, at, waits_until };
    let deliveries = vec![
        delivery(Channel::Alimtalk, State::Failed, Some(now), None),
        delivery(Channel::Sms, State::Sent, Some(now), None),
        delivery(Channel::Email, State::Queued, None, Some(now + Duration::hours(1))),
        delivery(Channel::Push, State::Skipped, None, None),
    ];
    view! {
        <Section title=t.parts.proof>
            <QrCode text=own_address("/components") label=t.sample.qr />
            <p class="muted small"><Moment at=now /></p>
            <Receipts deliveries since=now />
        </Section>
    }
}
