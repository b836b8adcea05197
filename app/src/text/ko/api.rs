//! Tokens, the page of the open API, and what programs are told when something is wrong.

use crate::text::{
    Api, Objection as O,
    api::{ApiPage, Tokens},
};
use domain::token::Scope as S;

pub(super) const API: Api = Api {
    objection,
    refused: "처리할 수 없는 요청",
    unknown: "찾을 수 없음",
    cursor: "이전 응답의 next 값을 그대로 보내 주세요.",
    tokens: Tokens {
        title: "API 토큰",
        lead: "다른 프로그램이 내 계정으로 알리미를 쓰도록 허락합니다. 토큰을 가진 사람은 누구나 허락한 일을 할 수 있으니 안전하게 보관해 주세요.",
        learn: "API 안내 보기",
        create_title: "새 토큰",
        label: "토큰 이름",
        label_hint: "어디에 쓰는지 알아볼 수 있게 적어 주세요. 예: 일정 앱",
        scopes: "허락할 일",
        scopes_hint: "꼭 필요한 것만 선택해 주세요.",
        scopes_missing: "허락할 일을 하나 이상 선택해 주세요.",
        scope,
        validity: "유효기간",
        validity_missing: "유효기간을 선택해 주세요.",
        days: |n| if n == 365 { "1년".into() } else { format!("{n}일") },
        create: "토큰 만들기",
        proof_text: "토큰을 만들기 전에 본인인지 다시 확인합니다. 확인한 뒤 10분 동안 만들 수 있습니다.",
        proof: "본인 확인하기",
        create_again: "다른 토큰 만들기",
        made_title: "토큰을 만들었습니다",
        made_text: "지금만 볼 수 있습니다. 복사해서 안전한 곳에 보관해 주세요.",
        made_before: "이 신청으로 이미 토큰을 만들었습니다. 토큰을 복사하지 못했다면 취소하고 새로 만들어 주세요.",
        token: "토큰",
        list_title: "만든 토큰",
        empty_title: "아직 만든 토큰이 없습니다",
        empty_text: "토큰을 만들면 유효기간과 마지막 사용 시각을 이곳에서 볼 수 있습니다.",
        expires: "만료",
        used: "마지막 사용",
        never: "사용한 적 없음",
        acts: "작업",
        revoked: "취소함",
        expired: "만료됨",
        revoke: "토큰 취소하기",
        revoke_title: "토큰을 취소하시겠습니까?",
        revoke_text: "이 토큰을 쓰는 프로그램은 바로 멈춥니다. 취소한 토큰은 되살릴 수 없습니다.",
        keep: "그대로 두기",
        revoked_banner: "토큰을 취소했습니다.",
    },
    page: ApiPage {
        title: "개방 API",
        lead: "병원별 백신 잔량과 접종 가능일을 누구나 프로그램으로 읽을 수 있습니다. 토큰이 있으면 예약도 할 수 있습니다.",
        document: "OpenAPI 문서",
        open_title: "누구나 읽는 정보",
        open_text: "인증 없이 읽습니다. 모든 응답의 as_of가 기준 시각입니다. ETag를 If-None-Match로 보내면 바뀐 내용이 없을 때 304로 답합니다. 목록의 next를 cursor로 보내면 다음 쪽을 받습니다.",
        token_title: "토큰으로 하는 일",
        token_text: "토큰을 Authorization 헤더에 담아 보냅니다. 허락한 일과 계정의 권한을 호출할 때마다 모두 확인합니다. 쿠키는 쓰지 않습니다.",
        my_tokens: "내 토큰 관리",
        staff_tokens: "직원 토큰 관리",
        key_title: "예약하기",
        key_text: "무언가를 만드는 요청에는 Idempotency-Key(UUID)가 필요합니다. 같은 키로 다시 보내면 처음과 같은 결과를 받으며, 두 번 처리되지 않습니다. 내용이 다르면 거절합니다.",
        events_title: "바뀌는 대로 받기",
        events_text: "병원 20곳까지 잔량과 빈자리를 서버가 보내는 이벤트로 받습니다. 연결이 끊기면 Last-Event-ID를 보내 이어 받습니다.",
        smart_title: "백신 찾기 서비스",
        smart_text: "SMART Scheduling Links 규격으로 병원(Location), 일정(Schedule), 접종일(Slot)을 제공합니다. 병원의 주소와 전화번호는 공공 목록에 없어 시·도와 좌표만 담습니다.",
        scopes_title: "토큰에 허락하는 일",
        scope: "이름",
        meaning: "뜻",
        problems_title: "오류",
        problems_text: "오류는 application/problem+json(RFC 9457)으로 답합니다. 프로그램은 code를, 사람은 detail을 읽습니다. detail의 언어는 Accept-Language를 따릅니다.",
        code: "코드",
        status: "상태",
        refusals_text: "예약 규칙에 따른 거절은 409로 답하며 no_doses, day_full, already_booked처럼 이유를 나타내는 코드가 있습니다. 전체 목록은 OpenAPI 문서에 있습니다.",
        limits_title: "호출 제한",
        limits_text: "토큰과 접속 주소마다 1분에 부를 수 있는 횟수가 정해져 있습니다. 남은 횟수는 RateLimit에 있습니다. 넘으면 429로 답하고 Retry-After에 기다릴 시간(초)을 담습니다.",
    },
};

fn scope(scope: S) -> &'static str {
    match scope {
        S::ReservationsRead => "내 예약과 대기 보기",
        S::ReservationsWrite => "예약하고 취소하기",
        S::WaitlistWrite => "대기 신청하고 취소하기",
        S::VaccinationsRead => "내 접종 기록 보기",
        S::DeskRead => "병원의 날짜별 예약 보기",
        S::VaccinationsWrite => "접종 기록하기",
        S::StockRead => "병원의 보유 현황과 공급 보기",
        S::SuppliesWrite => "공급 수령하고 접종분 등록하기",
        S::DisposalsWrite => "접종분 폐기하기",
        S::FiguresRead => "전국 통계 보기",
    }
}

fn objection(objection: O) -> (&'static str, &'static str) {
    match objection {
        O::Malformed => ("읽을 수 없는 요청", "본문이 문서에 적힌 JSON 형식과 다릅니다."),
        O::Invalid => ("잘못된 값", "errors에 적힌 값을 고쳐서 다시 보내 주세요."),
        O::KeyMissing => ("멱등 키 없음", "Idempotency-Key 헤더에 새 UUID를 담아 보내 주세요."),
        O::Unauthenticated => ("인증 필요", "유효한 토큰을 Authorization: Bearer 헤더에 담아 보내 주세요."),
        O::ScopeMissing => ("허락하지 않은 일", "이 일을 허락한 토큰이 필요합니다."),
        O::Denied => ("권한 없음", "이 계정의 권한으로는 할 수 없는 일입니다."),
        O::NotFound => ("찾을 수 없음", "없는 주소이거나 이 계정에서 볼 수 없습니다."),
        O::MethodNotAllowed => ("쓸 수 없는 메서드", "Allow 헤더에 적힌 메서드를 써 주세요."),
        O::TooLarge => ("너무 긴 본문", "본문은 64KiB까지 보낼 수 있습니다."),
        O::NotJson => ("JSON이 아닌 본문", "Content-Type을 application/json으로 보내 주세요."),
        O::PersonMissing => {
            ("접종받을 사람 없음", "먼저 알리미에서 접종받을 사람의 이름과 생년월일을 입력해 주세요.")
        }
        O::TooManyCalls => ("너무 잦은 호출", "Retry-After에 적힌 시간(초) 뒤에 다시 시도해 주세요."),
        O::Busy => ("일시적으로 처리할 수 없음", "잠시 뒤에 다시 시도해 주세요."),
        O::Fault => ("서버 오류", "잠시 뒤에 다시 시도해 주세요. 계속되면 x-request-id와 함께 알려 주세요."),
    }
}
