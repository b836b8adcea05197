//! The steps of a reservation, in the order of time: those behind, the one it stands at, and
//! those still to come.

use crate::{
    component::{Step, StepState, grouped},
    text::t,
};
use domain::reservation::ReservationStatus as S;
use store::view::{
    line::Outcome,
    reservation::{Mine, OwnTurn},
};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// The steps of one reservation.
pub(in crate::page::citizen) fn steps(mine: &Mine) -> Vec<Step> {
    let mut steps = Vec::new();
    // Without a turn nothing led from a line to a request.
    if mine.requested_at.is_none() || mine.turn.is_some() {
        let state = if mine.status == S::Waiting && mine.turn.is_none() {
            StepState::Current
        } else {
            StepState::Done
        };
        steps.push(Step { state, ..step(mine, S::Waiting, Some(mine.created_at)) });
        steps.extend(turns(mine));
    }
    // The first request; when the booking was moved, the second is another step.
    let asked = match mine.turn {
        Some(OwnTurn { outcome: Outcome::Accepted, closed_at, .. }) => closed_at,
        _ => mine.requested_at.map(|_| mine.created_at),
    };
    match asked {
        Some(at) if mine.requested_at.is_some_and(|moved| moved > at) => {
            steps.push(Step { state: StepState::Done, text: None, ..step(mine, S::Requested, Some(at)) });
            let title = t().citizen.change.moved_step.to_owned();
            steps.push(Step { title, ..step(mine, S::Requested, mine.requested_at) });
        }
        Some(at) => steps.push(step(mine, S::Requested, Some(at))),
        None if !mine.status.is_final() => steps.push(step(mine, S::Requested, None)),
        None => {}
    }
    steps.extend(ending(mine));
    steps
}

/// The turn in line: the one under way, or the last one and what became of it.
fn turns(mine: &Mine) -> Vec<Step> {
    let t = &t().citizen.my;
    if mine.status == S::Offered {
        let at = mine.turn.filter(|turn| turn.outcome == Outcome::Open).map(|turn| turn.offered_at);
        return vec![step(mine, S::Offered, at)];
    }
    let Some(turn) = mine.turn else { return vec![] };
    let text = (t.turn_ended)(turn.outcome).map(str::to_owned);
    let offered = Step { state: StepState::Done, text, ..step(mine, S::Offered, Some(turn.offered_at)) };
    let again = (mine.status == S::Waiting).then(|| step(mine, S::Waiting, turn.closed_at));
    [offered].into_iter().chain(again).collect()
}

/// What follows the request.
fn ending(mine: &Mine) -> Vec<Step> {
    match mine.status {
        S::Waiting | S::Offered | S::Requested | S::Confirmed | S::Vaccinated => {
            let answered = mine.decided_at.filter(|_| mine.status != S::Requested);
            let given = mine.given_at.or(mine.ended_at).filter(|_| mine.status == S::Vaccinated);
            // A vaccination is a fact even where the hospital never answered.
            let confirmed = answered.is_some() || mine.status != S::Vaccinated;
            let confirmed = confirmed.then(|| step(mine, S::Confirmed, answered));
            confirmed.into_iter().chain([step(mine, S::Vaccinated, given)]).collect()
        }
        S::Cancelled | S::NoShow => {
            let confirmed = mine.decided_at.map(|at| step(mine, S::Confirmed, Some(at)));
            confirmed.into_iter().chain([step(mine, mine.status, mine.ended_at)]).collect()
        }
        S::Rejected | S::Withdrawn | S::Expired => vec![step(mine, mine.status, mine.ended_at)],
    }
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
        (S::Requested | S::Confirmed, StepState::Next) if mine.status == S::Requested => {
            Some(t.answer_pending.to_owned())
        }
        (S::Vaccinated, StepState::Next) if mine.requested_at.is_some() => {
            mine.day_on.map(|day| (t.planned)(&(texts.common.date)(day)))
        }
        (S::Rejected, _) => mine.reason.map(|reason| (t.reason)(reason).to_owned()),
        (S::Cancelled, _) => mine.cancelled_by.map(|by| (t.cancelled_by)(by).to_owned()),
        _ => None,
    };
    Step {
        state,
        title: (texts.common.status)(status).to_owned(),
        at: at.map(|at| ((texts.common.moment)(at), at.format(&Rfc3339).unwrap_or_default())),
        text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;
    use domain::{
        hospital::WaitPolicy,
        id::{HospitalId, PersonId, ReservationId, VaccineId},
        person::PersonName,
        reservation::{CancelledBy, ReservationNumber},
    };
    use time::{Duration, macros::datetime};

    const JOINED: OffsetDateTime = datetime!(2026-11-23 09:00 +9);

    fn mine(status: S) -> Mine {
        Mine {
            reservation: ReservationId(uuid::Uuid::nil()),
            number: ReservationNumber::from_random([0; 10]).unwrap(),
            status,
            version: 1,
            person: PersonId(1),
            name: PersonName::parse("데모접종자").unwrap(),
            hospital: HospitalId(1),
            hospital_name: "강북삼성병원".into(),
            vaccine: VaccineId(1),
            vaccine_name: "코미나티".into(),
            vaccine_name_en: "Comirnaty".into(),
            day_on: None,
            dose: (1, 2),
            reason: None,
            cancelled_by: None,
            cancel_reason: None,
            may_rejoin: false,
            offer_until: None,
            turn: None,
            last_chance: false,
            queue_no: 7,
            wait_policy: WaitPolicy::Turns,
            offer_minutes: 30,
            bookable: false,
            given_at: None,
            note: None,
            created_at: JOINED,
            requested_at: None,
            decided_at: None,
            ended_at: None,
            line: None,
            as_of: JOINED,
        }
    }

    fn after(minutes: i64) -> OffsetDateTime {
        JOINED + Duration::minutes(minutes)
    }

    /// The steps' names and states, one letter each.
    fn told(mine: &Mine) -> String {
        let letter = |state| match state {
            StepState::Done => 'd',
            StepState::Current => 'c',
            StepState::Next => 'n',
            StepState::Stopped => 's',
        };
        let steps = steps(mine).into_iter().map(|s| format!("{} {}", s.title, letter(s.state)));
        steps.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn a_turn_leads_from_the_line_to_the_request() {
        assert_eq!(Lang::default(), Lang::Ko);
        assert_eq!(told(&mine(S::Waiting)), "예약 대기 c, 예약 등록 n, 예약 완료 n, 접종 완료 n");
        assert_eq!(
            told(&mine(S::Offered)),
            "예약 대기 d, 예약 가능 c, 예약 등록 n, 예약 완료 n, 접종 완료 n"
        );
        let turn = |outcome| Some(OwnTurn { offered_at: after(5), outcome, closed_at: Some(after(9)) });
        let accepted =
            Mine { turn: turn(Outcome::Accepted), requested_at: Some(after(9)), ..mine(S::Requested) };
        assert_eq!(told(&accepted), "예약 대기 d, 예약 가능 d, 예약 등록 c, 예약 완료 n, 접종 완료 n");
        let lapsed = Mine { turn: turn(Outcome::Lapsed), ..mine(S::Waiting) };
        assert_eq!(
            told(&lapsed),
            "예약 대기 d, 예약 가능 d, 예약 대기 c, 예약 등록 n, 예약 완료 n, 접종 완료 n"
        );
    }

    #[test]
    fn a_moved_booking_is_asked_for_again() {
        let booked = Mine { requested_at: Some(JOINED), ..mine(S::Requested) };
        assert_eq!(told(&booked), "예약 등록 c, 예약 완료 n, 접종 완료 n");
        let moved = Mine { requested_at: Some(after(60)), ..booked };
        assert_eq!(told(&moved), "예약 등록 d, 날짜 변경 c, 예약 완료 n, 접종 완료 n");
    }

    #[test]
    fn a_booking_that_came_to_nothing_ends_there() {
        let confirmed = Mine {
            requested_at: Some(JOINED),
            decided_at: Some(after(3)),
            ended_at: Some(after(8)),
            ..mine(S::NoShow)
        };
        assert_eq!(told(&confirmed), "예약 등록 d, 예약 완료 d, 미방문 s");
        let lost = Mine { status: S::Cancelled, cancelled_by: Some(CancelledBy::Disposal), ..confirmed };
        assert_eq!(told(&lost), "예약 등록 d, 예약 완료 d, 예약 취소 s");
        let given = Mine { status: S::Vaccinated, given_at: Some(after(8)), ..lost };
        assert_eq!(told(&given), "예약 등록 d, 예약 완료 d, 접종 완료 d");
    }
}
