//! `/hospitals`: searching.

use crate::text::public::{Find, Near};

pub(super) const FIND: Find = Find {
    title: "병원 찾기",
    description: "코로나 백신을 접종하는 병원을 이름과 지역으로 찾고, 남은 백신과 예약할 수 있는 날짜를 확인합니다.",
    name: "병원 이름",
    name_hint: "초성(예: ㅅㅇㄷ)이나 줄인 이름으로도 찾을 수 있습니다.",
    province: "지역",
    everywhere: "전국",
    province_with: |name, n| format!("{name} ({n}곳)"),
    province_without: |name| format!("{name} (등록된 병원이 없습니다)"),
    search: "찾기",
    found: |_| "곳을 찾았습니다.",
    left: "회분 남음",
    doses: |n| format!("{n}회분"),
    plenty: "예약 가능",
    few: "마감 임박",
    none: "마감",
    dates: "가까운 예약 가능일",
    book: "예약하기",
    no_doses: "남은 백신이 없습니다. 대기를 신청할 수 있습니다.",
    no_dates: "예약할 수 있는 날짜가 없습니다. 대기를 신청할 수 있습니다.",
    empty: "검색 결과가 없습니다",
    empty_text: "병원 이름의 일부나 초성만 입력하거나, 지역을 전국으로 바꾸어 찾아 주세요.",
    empty_province: "등록된 병원이 없습니다",
    empty_province_text: |name| {
        format!("{name}에는 아직 전담 병원이 없습니다. 가까운 다른 지역에서 찾아 주세요.")
    },
    all: "전체 병원 보기",
    similar: "입력한 이름과 같은 병원이 없어 비슷한 이름을 보여 드립니다.",
    order: "정렬",
    order_best: "기본순",
    order_soonest: "빠른 날짜순",
    to_map: "지도에서 지역 선택하기",
    near: Near {
        order: "가까운 순",
        about: "현재 위치는 이 기기에서 거리를 계산하는 데만 쓰고, 서버로 보내지 않습니다.",
        asking: "현재 위치를 확인하고 있습니다.",
        shown: "{count}곳을 가까운 순서로 보여 드립니다. {as_of}",
        missing: "위치가 등록되지 않은 병원 {}곳은 빠져 있습니다.",
        denied: "현재 위치를 사용할 수 없습니다. 브라우저에서 위치 사용을 허용하거나, 지역을 선택해 찾아 주세요.",
        failed: "현재 위치를 확인하지 못했습니다. 다시 시도하거나, 지역을 선택해 찾아 주세요.",
        more: "더 보기",
    },
};
