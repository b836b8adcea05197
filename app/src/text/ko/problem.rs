//! Field errors and refusals in words: the cause, and through it the remedy.

use domain::{field::FieldError, refusal::Refusal};

/// What is wrong with one field, without naming the field.
pub(super) fn field(error: &FieldError) -> String {
    match error {
        FieldError::Missing => "입력하거나 선택해 주세요.".into(),
        FieldError::TooLong(most) => format!("{most}자 이내로 입력해 주세요."),
        FieldError::Malformed => "형식이 맞지 않습니다. 다시 입력해 주세요.".into(),
        FieldError::OutOfRange(least, most) => format!("{least}에서 {most} 사이의 숫자를 입력해 주세요."),
        FieldError::NoSuchDate => "없는 날짜입니다. 연, 월, 일을 확인해 주세요.".into(),
        FieldError::InFuture => "오늘이나 지난 날짜를 입력해 주세요.".into(),
        FieldError::InPast => "오늘이나 앞으로의 날짜를 입력해 주세요.".into(),
        FieldError::NotAChoice => "목록에서 하나를 선택해 주세요.".into(),
        FieldError::Taken => "이미 쓰이고 있습니다. 다른 값을 입력해 주세요.".into(),
    }
}

/// Why a command was not carried out. Pages with more to offer (other days, the waitlist)
/// say it themselves; this is the sentence every page can fall back to.
pub(super) fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NoDoses => "남은 백신이 없습니다. 다른 병원을 고르거나 대기를 신청할 수 있습니다.".into(),
        Refusal::DayFull => {
            "방금 예약이 마감되었습니다. 다른 날짜를 고르거나 대기를 신청할 수 있습니다.".into()
        }
        Refusal::DayClosed => "접종하지 않는 날입니다. 다른 날짜를 선택해 주세요.".into(),
        Refusal::DayPast => "예약할 수 있는 시간이 지났습니다. 다른 날짜를 선택해 주세요.".into(),
        Refusal::AfterExpiry => "백신 유효기간이 지난 뒤의 날짜입니다. 더 빠른 날짜를 선택해 주세요.".into(),
        Refusal::BookNow => "지금 바로 예약할 수 있습니다. 날짜를 선택해 주세요.".into(),
        Refusal::AlreadyBooked => "이미 진행 중인 예약이 있습니다. 예약 확인에서 볼 수 있습니다.".into(),
        Refusal::AlreadyWaiting => "이미 이 병원에서 대기하고 있습니다.".into(),
        Refusal::TooManyWaits => {
            "대기는 병원 5곳까지 신청할 수 있습니다. 다른 대기를 먼저 취소해 주세요.".into()
        }
        Refusal::TooYoung(age) => format!("만 {age}세부터 접종할 수 있는 백신입니다."),
        Refusal::KeyReused => "이미 제출한 신청서입니다. 새로 작성해 주세요.".into(),
        Refusal::Unknown => "찾을 수 없습니다.".into(),
        Refusal::NotAllowed => "권한이 없습니다.".into(),
        Refusal::NotSignedIn => "로그인이 필요합니다.".into(),
        Refusal::Already(status) => {
            format!("이미 처리되었습니다. 현재 상태: {}", super::common::status(*status))
        }
        Refusal::SupplyMoved => "이미 처리된 공급입니다. 새로 고친 뒤 확인해 주세요.".into(),
        Refusal::NotEnoughVials(left) => {
            format!("국가 보유분이 {left}병 남았습니다. 그 이하로 입력해 주세요.")
        }
        Refusal::TooManyDoses(most) => format!("최대 {most}회분까지 등록할 수 있습니다."),
        Refusal::DaysTaken(days) => {
            format!("예약이 있는 날이 있어 바꿀 수 없습니다: {}", super::super::taken_days(days))
        }
        Refusal::NameTaken => "같은 이름이 이미 있습니다. 다른 이름을 입력해 주세요.".into(),
        Refusal::WrongCredentials => "입력한 정보가 맞지 않습니다. 다시 확인해 주세요.".into(),
        Refusal::CodeExpired => "인증번호가 만료되었습니다. 새 인증번호를 받아 주세요.".into(),
        Refusal::TooManyTries(seconds) => {
            format!("시도가 너무 많았습니다. {} 뒤에 다시 시도해 주세요.", wait(*seconds))
        }
    }
}

/// How long to wait: seconds below a minute, else minutes.
fn wait(seconds: u32) -> String {
    if seconds < 60 { format!("{}초", seconds.max(1)) } else { format!("{}분", seconds.div_ceil(60)) }
}
