//! `/admin/events`

use crate::text::admin::Events;

pub(super) const EVENT: Events = Events {
    title: "멈춘 이벤트",
    lead: "다섯 번 처리하지 못해 따로 둔 이벤트입니다. 원인을 해결한 뒤 다시 시도해 주세요.",
    none: "멈춘 이벤트가 없습니다",
    none_text: "모든 이벤트를 순서대로 처리하고 있습니다.",
    kind: "이벤트",
    aggregate: "대상",
    consumer: "처리기",
    consumer_work: |name| match name {
        "live" => "실시간 화면 갱신",
        "release" => "백신과 자리 반환",
        "line" => "대기 차례 알림",
        "status" => "접종 뒤 예약 상태 반영",
        "notices" => "알림 작성",
        "views" => "현황과 통계 갱신",
        _ => "",
    },
    error: "오류",
    failures: |n| format!("{n}번 실패"),
    since: |at| format!("{at}부터"),
    retry: "다시 시도",
    retrying: "다시 시도 중",
    behind: "앞선 이벤트를 기다림",
    retried: "다시 시도합니다.",
    retried_text: "처리되면 목록에서 사라집니다. 잠시 뒤에 새로 고쳐 주세요.",
    gone: "이미 처리된 이벤트입니다.",
    lags: "처리 지연",
    lag: "지연",
    caught_up: "밀린 이벤트 없음",
    behind_by: |seconds| format!("{seconds}초"),
    notice: |n| format!("멈춘 이벤트가 {n}건 있습니다."),
    see: "멈춘 이벤트 보기",
};
