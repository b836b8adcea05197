//! `/admin/lots`

use crate::text::admin::AdminLots;

pub(super) const LOT: AdminLots = AdminLots {
    title: "로트",
    lead: "로트의 사용을 모든 병원에서 한 번에 중지하거나 다시 시작하고, 접종받은 사람을 찾습니다.",
    search: "로트번호 앞부분",
    find: "찾기",
    results: |n| format!("{n}건을 찾았습니다."),
    none: "찾는 로트가 없습니다",
    none_text: "상자에 적힌 로트번호의 앞부분을 다시 확인해 주세요.",
    hospitals: "등록한 병원",
    n_hospitals: |n| format!("{n}곳"),
    in_use: "사용 중",
    lot: |lot| format!("로트 {lot}"),
    suspended_at: "중지 시각",
    reason: "중지 사유",
    no_holders: "등록한 병원이 없습니다",
    no_holders_text: "공급은 되었지만 접종 가능 수량을 등록한 병원이 아직 없습니다.",

    suspend: "사용 중지하기",
    suspend_title: "이 로트의 사용을 중지하시겠습니까?",
    suspend_lead: "모든 병원에서 바로 접종할 수 없게 됩니다. 예약은 취소되지 않으며, 나중에 다시 사용할 수 있습니다.",
    reason_hint: "병원의 보유 현황에 그대로 표시됩니다. 200자까지 쓸 수 있습니다.",
    keep: "중지하지 않기",
    suspended: |lot| format!("로트 {lot}: 모든 병원에서 사용을 중지했습니다."),
    suspended_text: "병원의 보유 현황에 사유와 함께 표시됩니다.",
    resume: "다시 사용하기",
    resume_title: "이 로트를 다시 사용하시겠습니까?",
    resume_lead: "모든 병원에서 바로 접종할 수 있게 됩니다.",
    keep_suspended: "계속 중지하기",
    resumed: |lot| format!("로트 {lot}: 다시 사용합니다."),
    resumed_text: "모든 병원에서 바로 접종할 수 있습니다.",

    see_people: "접종받은 사람 보기",
    people: |lot| format!("접종받은 사람 · 로트 {lot}"),
    people_lead: "개인정보입니다. 회수와 이상 반응 안내에만 사용해 주세요. 명단을 보거나 내려받을 때마다 감사 기록에 남습니다.",
    people_cut: |n| format!("먼저 접종받은 {n}명을 표시합니다. 모두 보려면 파일을 내려받아 주세요."),
    no_people: "접종받은 사람이 없습니다",
    no_people_text: "이 로트로 기록한 접종이 없습니다.",
    dose: "차수",
    given_at: "접종 시각",
};
