//! What notices say.

use super::{common, desk};
use crate::text::{Mail, Notices, common::clock};
use domain::{
    calendar::in_seoul,
    notice::{About, Channel, NoticeKind as K},
    reservation::{CancelReason, RejectReason},
};

pub(super) const NOTICES: Notices = Notices {
    title,
    text,
    channel: |channel| match channel {
        Channel::Alimtalk => "카카오 알림톡",
        Channel::Sms => "문자메시지",
        Channel::Email => "이메일",
        Channel::Push => "브라우저 알림",
    },
    mail: Mail {
        inbox: "알림함에서 보기",
        settings: "알림 설정 바꾸기",
        code_title: "이메일 주소 확인",
        code_text: |code| {
            format!(
                "인증번호 {code}\n알림 설정 화면에 10분 안에 입력해 주세요.\n신청한 적이 없으면 이 메일을 지워 주세요."
            )
        },
    },
    push_body: "알림함에서 확인해 주세요.",
    queued: "대기 중",
    waits: |at| format!("{at}까지 대기"),
    sent: |at| format!("{at} 보냄"),
    failed: "보내지 못함",
    skipped: "보내지 않음(상황이 바뀜)",
};

fn title(kind: K) -> &'static str {
    match kind {
        K::Requested => "예약을 등록했습니다",
        K::Rescheduled => "예약 날짜를 변경했습니다",
        K::Confirmed => "예약이 완료되었습니다",
        K::Rejected => "병원이 예약을 접수하지 못했습니다",
        K::CancelledByPerson => "예약을 취소했습니다",
        K::CancelledByHospital => "병원이 예약을 취소했습니다",
        K::CancelledByDisposal => "백신이 모자라 예약이 취소되었습니다",
        K::CancelledByVaccination => "접종을 받아 남은 예약을 정리했습니다",
        K::Vaccinated => "접종을 마쳤습니다",
        K::VaccinatedAfterAll => "접종을 받은 것으로 바로잡았습니다",
        K::Restored => "접종 기록을 정정했습니다",
        K::NoShow => "접종일에 방문하지 않았습니다",
        K::Expired => "접수되지 않은 채 접종일이 지났습니다",
        K::WaitJoined => "대기를 신청했습니다",
        K::WaitDateless => "희망 날짜가 지났습니다",
        K::OfferMade => "예약할 차례가 되었습니다",
        K::OfferLapsed => "예약할 시간이 지났습니다",
        K::OfferRevoked => "접종 기회가 취소되었습니다",
        K::LineAlerted => "지금 예약할 수 있습니다",
        K::Reminder => "내일이 접종일입니다",
    }
}

/// Where, when and with what, the number, and then what it means and what to do.
fn text(about: &About) -> String {
    let what = match about.day_on {
        Some(day) => format!("{} · {}", common::date(day), about.vaccine_name),
        None => about.vaccine_name.clone(),
    };
    format!("{}\n{what}\n예약번호 {}\n{}", about.hospital_name, about.number, meaning(about))
}

fn meaning(about: &About) -> String {
    let next = match about.kind {
        K::Requested => "백신과 자리를 맡아 두었습니다. 병원이 접수하면 알려드립니다.",
        K::Rescheduled => "새 날짜를 병원이 접수하면 알려드립니다.",
        K::Confirmed => "접종일에 신분증을 가지고 방문해 주세요. 올 수 없으면 미리 취소해 주세요.",
        K::Rejected => {
            let reason = match about.reject_reason {
                Some(RejectReason::Other) | None => "병원 사정",
                Some(reason) => (desk::DESK.reject_reason)(reason),
            };
            return format!("사유: {reason}\n다른 날짜나 다른 병원으로 다시 예약할 수 있습니다.");
        }
        K::CancelledByPerson => "원하면 다시 예약할 수 있습니다.",
        K::CancelledByHospital => {
            let reason = about.cancel_reason.map_or("병원 사정", cancel_reason);
            return format!("사유: {reason}\n다시 예약하거나, 원래 순서를 지켜 대기를 신청할 수 있습니다.");
        }
        K::CancelledByDisposal => {
            "폐기했거나 기한이 지난 백신이 있어 취소되었습니다. 다시 예약하거나, 원래 순서를 지켜 대기를 신청할 수 있습니다."
        }
        K::CancelledByVaccination => "접종 기록이 등록되어 이 예약은 취소되었습니다. 하실 일은 없습니다.",
        K::Vaccinated => {
            "몸이 불편하면 의료진과 상담해 주세요. 다음 접종이 필요하면 예약 확인에서 예약할 수 있습니다."
        }
        K::VaccinatedAfterAll => {
            "앞서 알려드린 내용과 달리 접종 기록이 확인되었습니다. 사실과 다르면 병원에 알려 주세요."
        }
        K::Restored => "잘못 등록된 접종 기록을 되돌렸습니다. 예약은 예약 완료 상태입니다.",
        K::NoShow => "접종을 원하면 다시 예약해 주세요. 접종을 받았다면 병원에 알려 주세요.",
        K::Expired => "병원이 접수하지 못해 예약이 끝났습니다. 다른 날짜로 다시 예약해 주세요.",
        K::WaitJoined => "순서가 되면 알려드립니다.",
        K::WaitDateless => "순서는 그대로이며, 날짜에 관계없이 자리가 나면 알려드립니다.",
        K::OfferMade => {
            let next = "백신 1회분을 맡아 두었습니다. 시간 안에 날짜를 골라 예약해 주세요. 지나면 다음 사람에게 넘어갑니다.";
            return match about.until {
                Some(at) => format!("예약 기한 {} {}\n{next}", common::date(in_seoul(at).date()), clock(at)),
                None => next.to_owned(),
            };
        }
        K::OfferLapsed => {
            "백신은 다음 사람에게 넘어갔습니다. 대기는 이어지며, 다음 차례에 다시 알려드립니다."
        }
        K::OfferRevoked => {
            "맡아 두었던 백신을 쓸 수 없게 되었습니다. 순서는 그대로이며, 다음 차례에 다시 알려드립니다."
        }
        K::LineAlerted => "백신이 들어왔습니다. 먼저 신청한 순서로 마감되니 바로 예약해 주세요.",
        K::Reminder => "신분증을 가지고 방문해 주세요. 올 수 없으면 오늘 안에 취소해 주세요.",
    };
    next.to_owned()
}

fn cancel_reason(reason: CancelReason) -> &'static str {
    match reason {
        CancelReason::HospitalClosed => "그날 접종할 수 없음",
        CancelReason::OnRequest => "접종자의 요청",
        CancelReason::NotEligible => "지금은 이 백신을 맞을 수 없음",
        CancelReason::Other => "병원 사정",
    }
}
