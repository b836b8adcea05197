//! What notices say.

use super::{common, desk};
use crate::text::{Notices, Said, common::clock};
use domain::{calendar::in_seoul, notice::NoticeKind as K, reservation::CancelReason};

pub(super) const NOTICES: Notices = Notices { title, text };

fn title(kind: K) -> &'static str {
    match kind {
        K::Requested => "예약을 등록했습니다",
        K::Rescheduled => "예약 날짜를 바꾸었습니다",
        K::Confirmed => "예약이 완료되었습니다",
        K::Rejected => "예약할 수 없게 되었습니다",
        K::CancelledByPerson => "예약을 취소했습니다",
        K::CancelledByHospital => "병원이 예약을 취소했습니다",
        K::CancelledByDisposal => "백신 폐기로 예약이 취소되었습니다",
        K::CancelledByVaccination => "다른 예약이 끝났습니다",
        K::Vaccinated => "접종을 기록했습니다",
        K::VaccinatedAfterAll => "접종 기록을 바로잡았습니다",
        K::Restored => "예약이 다시 살아났습니다",
        K::NoShow => "접종을 받지 않은 것으로 처리했습니다",
        K::Expired => "예약 신청 기한이 지났습니다",
        K::WaitJoined => "대기를 신청했습니다",
        K::WaitDateless => "희망 날짜가 지나 날짜 없이 대기합니다",
        K::OfferMade => "접종 기회가 생겼습니다",
        K::OfferLapsed => "접종 기회가 지나갔습니다",
        K::OfferRevoked => "접종 기회가 취소되었습니다",
        K::LineAlerted => "지금 예약할 수 있습니다",
        K::Reminder => "내일 접종일입니다",
    }
}

fn text(said: &Said<'_>) -> String {
    let Said { kind, hospital, vaccine, number, .. } = *said;
    let day = said.day.map(common::date).unwrap_or_default();
    let at = |head: &str| format!("{hospital}\n{day} · {vaccine}\n예약번호 {number}\n{head}");
    let line = |head: &str| format!("{hospital}\n{vaccine}\n{head}");
    match kind {
        K::Requested => at("병원이 접수하면 알려드립니다."),
        K::Rescheduled => at("병원이 다시 접수하면 알려드립니다."),
        K::Confirmed => at("접종일에 신분증을 가지고 방문해 주세요."),
        K::Rejected => at(&format!(
            "사유: {}\n다른 날짜나 병원을 예약해 주세요.",
            said.reject_reason.map_or("병원 사정", desk::DESK.reject_reason)
        )),
        K::CancelledByPerson => at("백신과 자리는 다음 사람에게 돌아갑니다."),
        K::CancelledByHospital => at(&format!(
            "사유: {}\n다시 예약하거나, 처음 순서를 지켜 대기할 수 있습니다.",
            said.cancel_reason.map_or("병원 사정", cancel_reason)
        )),
        K::CancelledByDisposal => {
            at("남은 백신이 모자라 취소되었습니다. 다시 예약하거나, 처음 순서를 지켜 대기할 수 있습니다.")
        }
        K::CancelledByVaccination => at("접종을 받아 이 예약은 취소되었습니다."),
        K::Vaccinated => at("다음 차수가 남았으면 예약 확인에서 예약할 수 있습니다."),
        K::VaccinatedAfterAll => at("앞선 안내와 달리 접종을 받은 것으로 기록했습니다."),
        K::Restored => at("접종 기록을 정정하여 예약이 완료 상태로 돌아왔습니다."),
        K::NoShow => at("접종일이 지났습니다. 다시 예약할 수 있습니다."),
        K::Expired => at("병원이 접수하지 못한 채 접종일이 지났습니다. 다른 날짜를 예약해 주세요."),
        K::WaitJoined => line("차례가 되면 알려드립니다."),
        K::WaitDateless => line("대기 순서는 그대로입니다. 아무 날짜나 자리가 나면 알려드립니다."),
        K::OfferMade => {
            let until = said.until.map(|at| format!("{} {}", common::date(in_seoul(at).date()), clock(at)));
            line(&format!(
                "{}까지 날짜를 골라 주세요. 그 뒤에는 다음 사람에게 넘어갑니다.",
                until.unwrap_or_default()
            ))
        }
        K::OfferLapsed => line("시간 안에 수락하지 않아 다음 사람에게 넘어갔습니다. 대기는 이어집니다."),
        K::OfferRevoked => line("백신 폐기로 접종 기회가 취소되었습니다. 대기 순서는 그대로입니다."),
        K::LineAlerted => line("먼저 예약하는 사람이 접종합니다. 예약 확인에서 바로 예약할 수 있습니다."),
        K::Reminder => at("내일 신분증을 가지고 방문해 주세요. 올 수 없으면 미리 취소해 주세요."),
    }
}

fn cancel_reason(reason: CancelReason) -> &'static str {
    match reason {
        CancelReason::HospitalClosed => "그날 접종할 수 없음",
        CancelReason::OnRequest => "접종자의 요청",
        CancelReason::NotEligible => "지금은 이 백신을 맞을 수 없음",
        CancelReason::Other => "병원 사정",
    }
}
