//! `/admin/vaccines`

use crate::text::admin::Vaccines;

pub(super) const VACCINE: Vaccines = Vaccines {
    title: "백신",
    new: "백신 등록",
    column_name: "백신",
    name: "백신 이름",
    name_en: "영어 이름",
    vials: "국가 보유 수량",
    vials_hint: "지금까지 확보한 전체 병 수입니다.",
    vials_supplied_hint: |n| {
        format!("지금까지 확보한 전체 병 수입니다. 이 가운데 {n}병을 병원에 공급했습니다.")
    },
    vials_supplied_error: |n| {
        format!("국가 보유 수량: 이미 {n}병을 공급했습니다. {n}병 이상을 입력해 주세요.")
    },
    doses_per_vial: "한 병의 접종 횟수",
    doses_per_vial_hint: "병에 적힌 접종 횟수입니다. 1회분에서 20회분까지 입력할 수 있습니다.",
    doses_required: "필요 접종 차수",
    times: "차",
    interval_days: "접종 간격",
    interval_days_hint: "다음 차수까지 지나야 하는 최소 날수입니다. 한 번만 접종하는 백신은 0을 입력해 주세요.",
    days: "일",
    minimum_age: "최소 나이",
    minimum_age_hint: "접종일을 기준으로 한 만 나이입니다.",
    years: "세",
    per_vial_column: "한 병",
    required_column: "접종 차수",
    age_column: "최소 나이",
    n_times: |n| format!("{n}차"),
    n_days: |n| format!("{n}일"),
    n_years: |n| format!("만 {n}세"),
    bought: "확보",
    supplied: "공급",
    left: "남음",
    none: "등록한 백신이 없습니다",
    none_text: "백신을 등록하면 병원에 공급할 수 있습니다.",
    register: "백신 등록하기",
    registered: |name| format!("{name}: 백신을 등록했습니다."),
    registered_text: "이제 병원에 공급할 수 있습니다.",
};
