//! The steps of a reservation, in the order of time: those behind, the one it stands at, and
//! those still to come.

use crate::{
    component::{Step, StepState, grouped},
    text::t,
};
use domain::reservation::ReservationStatus as S;
use store::view::reservation::Mine;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// The steps of one reservation.
pub(super) fn steps(mine: &Mine) -> Vec<Step> {
    let mut steps = Vec::new();
    // Before the request there was a wait, unless both are one moment.
    let waited = mine.requested_at.is_none_or(|at| at > mine.created_at);
    if waited {
        steps.push(step(mine, S::Waiting, Some(mine.created_at)));
    }
    match mine.requested_at {
        Some(at) => steps.push(step(mine, S::Requested, Some(at))),
        None if !mine.status.is_final() => steps.push(step(mine, S::Requested, None)),
        None => {}
    }
    match mine.status {
        S::Waiting | S::Offered | S::Requested | S::Confirmed | S::Vaccinated => {
            let answered = mine.decided_at.filter(|_| mine.status != S::Requested);
            // A vaccination is a fact even where the hospital never answered.
            if answered.is_some() || mine.status != S::Vaccinated {
                steps.push(step(mine, S::Confirmed, answered));
            }
            steps.push(step(mine, S::Vaccinated, mine.ended_at.filter(|_| mine.status == S::Vaccinated)));
        }
        S::Cancelled | S::NoShow => {
            if let Some(at) = mine.decided_at {
                steps.push(step(mine, S::Confirmed, Some(at)));
            }
            steps.push(step(mine, mine.status, mine.ended_at));
        }
        S::Rejected | S::Withdrawn | S::Expired => steps.push(step(mine, mine.status, mine.ended_at)),
    }
    steps
}

fn step(mine: &Mine, status: S, at: Option<OffsetDateTime>) -> Step {
    let texts = t();
    let t = &texts.citizen.my;
    let state = match status {
        S::Rejected | S::Cancelled | S::Withdrawn | S::NoShow | S::Expired => StepState::Stopped,
        S::Vaccinated if mine.status == S::Vaccinated => StepState::Done,
        s if s == mine.status => StepState::Current,
        _ if at.is_some() => StepState::Done,
        _ => StepState::Next,
    };
    let text = match (status, state) {
        (S::Waiting, StepState::Current) => {
            mine.line.map(|line| (texts.common.line)(&grouped(line.position), &grouped(line.waiting)))
        }
        (S::Confirmed, StepState::Next) if mine.status == S::Requested => Some(t.answer_pending.to_owned()),
        (S::Vaccinated, StepState::Next) if mine.requested_at.is_some() => {
            mine.day_on.map(|day| (t.planned)(&(texts.common.date)(day)))
        }
        (S::Rejected, _) => mine.reason.map(|reason| (t.reason)(reason).to_owned()),
        _ => None,
    };
    Step {
        state,
        title: (texts.common.status)(status).to_owned(),
        at: at.map(|at| ((texts.common.moment)(at), at.format(&Rfc3339).unwrap_or_default())),
        text,
    }
}
