//! Field errors and refusals in words: the cause, and through it the remedy.

use crate::component::grouped;
use domain::{field::FieldError, hangul, refusal::Refusal};

/// What is wrong with one field, without naming the field.
pub(super) fn field(error: &FieldError) -> String {
    match error {
        FieldError::Missing => "값을 입력해 주세요.".into(),
        FieldError::Unchosen => "하나를 선택해 주세요.".into(),
        FieldError::TooLong(most) => format!("{most}자 이내로 입력해 주세요."),
        FieldError::Malformed => "형식이 맞지 않습니다. 다시 입력해 주세요.".into(),
        FieldError::OutOfRange(least, most) => {
            format!("{}에서 {} 사이의 숫자를 입력해 주세요.", grouped(*least), grouped(*most))
        }
        FieldError::NoSuchDate => "없는 날짜입니다. 연, 월, 일을 확인해 주세요.".into(),
        FieldError::InFuture => "오늘이나 지난 날짜를 입력해 주세요.".into(),
        FieldError::InPast => "오늘이나 앞으로의 날짜를 입력해 주세요.".into(),
        FieldError::NotAChoice => "목록에서 하나를 선택해 주세요.".into(),
        FieldError::Taken => "이미 쓰이고 있습니다. 다른 값을 입력해 주세요.".into(),
    }
}

/// What is wrong with the field of a name.
pub(super) fn field_of(label: &str, error: &FieldError) -> String {
    match error {
        FieldError::Missing => format!("{label}{} 입력해 주세요.", hangul::object_particle(label)),
        FieldError::Unchosen => format!("{label}{} 선택해 주세요.", hangul::object_particle(label)),
        error => format!("{label}: {}", field(error)),
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
            format!("그사이 상태가 바뀌었습니다. 지금 상태: {}", super::common::status(*status))
        }
        Refusal::OfferOver => {
            "접종 기회가 끝났거나 이미 처리되었습니다. 예약 확인에서 지금 상태를 볼 수 있습니다.".into()
        }
        Refusal::BookingUnavailable => {
            "지금은 예약을 처리할 수 없습니다. 대기를 신청하면 접수 순서를 지켜 알려드립니다.".into()
        }
        Refusal::WrongVaccine => {
            "다른 백신으로 접종을 시작했거나 예약했습니다. 같은 백신을 선택해 주세요.".into()
        }
        Refusal::SeriesComplete => "필요한 접종을 모두 마쳤습니다. 더 예약할 접종이 없습니다.".into(),
        Refusal::TooEarly(day) => {
            format!("접종 간격이 지나지 않았습니다. {} 이후의 날짜를 선택해 주세요.", day_of(day))
        }
        Refusal::GivenToday => "오늘 접종을 이미 기록했습니다.".into(),
        Refusal::WrongHospital => "다른 병원의 예약입니다. 예약한 병원에서 접종하도록 안내해 주세요.".into(),
        Refusal::LotExpired => "유효기간이 지난 로트입니다. 다른 로트를 선택해 주세요.".into(),
        Refusal::LotSuspended => "사용이 중지된 로트입니다. 다른 로트를 선택해 주세요.".into(),
        Refusal::LotEmpty => "남은 접종분이 없는 로트입니다. 다른 로트를 선택해 주세요.".into(),
        Refusal::LotKnown(day) => format!(
            "이미 등록한 로트입니다. 등록한 유효기간: {}. 로트번호와 유효기간을 확인해 주세요.",
            day_of(day)
        ),
        Refusal::NotEnoughDoses(left) => format!("남은 수량은 {left}회분입니다. 그 이하로 입력해 주세요."),
        Refusal::DosesPromised(least) => {
            format!("이미 쓰였거나 예약된 접종분이 있어 {least}회분 이상이어야 합니다.")
        }
        Refusal::PictureChanged => {
            "확인하는 동안 상황이 바뀌었습니다. 바뀐 내용을 다시 확인해 주세요.".into()
        }
        Refusal::AlreadyVoided => "이미 정정한 기록입니다.".into(),
        Refusal::LaterDose => "다음 차수의 기록이 있습니다. 그 기록을 먼저 정정해 주세요.".into(),
        Refusal::SecondPersonNeeded => {
            "기록한 사람은 정정할 수 없습니다. 다른 담당자나 관리자가 정정해 주세요.".into()
        }
        Refusal::SupplyMoved => {
            "도착을 아직 확인하지 않았거나 이미 처리된 공급입니다. 공급 확인에서 지금 상태를 확인해 주세요."
                .into()
        }
        Refusal::NotEnoughVials(left) => {
            format!("국가 보유분이 {left}병 남았습니다. 그 이하로 입력해 주세요.")
        }
        Refusal::TooManyDoses(most) => format!("최대 {most}회분까지 등록할 수 있습니다."),
        Refusal::DaysTaken(days) => {
            format!(
                "예약하거나 접종한 사람이 있는 날이 있어 바꿀 수 없습니다: {}",
                super::super::taken_days(days, |d| format!("{} {}명", day_of(&d.day_on), d.taken))
            )
        }
        Refusal::NameTaken => "같은 이름이 이미 있습니다. 다른 이름을 입력해 주세요.".into(),
        Refusal::LastAdmin => {
            "로그인할 수 있는 마지막 관리자입니다. 다른 관리자를 먼저 등록해 주세요.".into()
        }
        Refusal::RoleHeld => "이미 맡고 있는 역할입니다. 병원을 바꾸려면 지금 역할에서 옮겨 주세요.".into(),
        Refusal::InvitationOver => {
            "사용할 수 없는 초대 코드입니다. 코드를 다시 확인하거나 관리자에게 새 초대를 요청해 주세요."
                .into()
        }
        Refusal::TooManyPersons => "가족은 본인을 포함해 5명까지 등록할 수 있습니다.".into(),
        Refusal::HasRecords => "예약이나 접종 기록이 있어 삭제할 수 없습니다.".into(),
        Refusal::WrongCredentials => "입력한 정보가 맞지 않습니다. 다시 확인해 주세요.".into(),
        Refusal::CodeExpired => {
            "인증번호가 만료되었거나 여러 번 틀려 더는 쓸 수 없습니다. 새 인증번호를 받아 주세요.".into()
        }
        Refusal::TooManyTries(seconds) => {
            format!("시도가 너무 많았습니다. {} 뒤에 다시 시도해 주세요.", wait(*seconds))
        }
        Refusal::TooManyTokens(most) => {
            format!("토큰은 {most}개까지 쓸 수 있습니다. 쓰지 않는 토큰을 먼저 취소해 주세요.")
        }
    }
}

/// How long to wait: seconds below a minute, else minutes.
fn wait(seconds: u32) -> String {
    if seconds < 60 { format!("{}초", seconds.max(1)) } else { format!("{}분", seconds.div_ceil(60)) }
}

/// A day of a refusal, as people read it.
fn day_of(iso: &str) -> String {
    domain::calendar::parse_iso(iso).map_or_else(|_| iso.to_owned(), super::common::date)
}
