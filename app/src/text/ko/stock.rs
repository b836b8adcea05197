//! The vaccine manager: supplies, doses, stock.

mod correction;
mod disposal;
mod ledger;
mod lot;

use crate::text::Stock;
use domain::supply::SupplyState as S;

pub(super) const STOCK: Stock = Stock {
    area: "백신 관리",
    stock: "보유 현황",
    supplies: "공급 확인",

    doses: "회분",
    n_doses: |n| format!("{n}회분"),
    n_vials: |n| format!("{n}병"),
    ledger: "백신별 현황",
    vaccine: "백신",
    registered: "등록",
    registered_text: "공급받은 백신에서 접종 가능 수량으로 등록한 수입니다.",
    administered: "접종",
    administered_text: "접종을 마친 수입니다.",
    discarded: "폐기",
    discarded_text: "폐기한 수입니다.",
    expired: "기한 만료",
    expired_text: "유효기간이 지나 쓸 수 없게 된 수입니다.",
    on_hand: "잔량",
    on_hand_text: "등록 − 접종 − 폐기 − 기한 만료. 지금 병원에 있는 수입니다.",
    reserved: "예약",
    reserved_text: "예약한 사람의 몫입니다.",
    offered: "접종 기회",
    offered_text: "대기하던 사람에게 정해진 시간 동안 맡아 둔 수입니다.",
    earmarked: "대기자 몫",
    earmarked_text: "대기하는 사람에게 곧 알릴 수입니다.",
    bookable: "예약 가능",
    bookable_text: "잔량 − 예약 − 접종 기회 − 대기자 몫. 누구나 예약할 수 있는 수입니다.",
    on_hand_terms: "잔량 내역",
    bookable_law: "예약 가능 = 잔량 − 예약 − 접종 기회 − 대기자 몫",
    on_hand_law: "잔량 = 등록 − 접종 − 폐기 − 기한 만료",
    terms: "용어 설명 보기",
    no_stock: "등록한 백신이 없습니다",
    no_stock_text: "공급받은 백신의 접종 가능 수량을 등록하면 이곳에 표시됩니다.",
    open_supplies: |sent, received| match (sent, received) {
        (0, r) => format!("접종 가능 수량을 등록할 공급이 {r}건 있습니다."),
        (s, 0) => format!("도착을 확인할 공급이 {s}건 있습니다."),
        (s, r) => format!("도착을 확인할 공급이 {s}건, 접종 가능 수량을 등록할 공급이 {r}건 있습니다."),
    },
    see_supplies: "공급 확인하기",

    expires_on: |d| format!("{}년 {}월 {}일까지", d.year(), u8::from(d.month()), d.day()),
    doses_of: |n| format!("{n}회분 등록"),
    sent_on: |at| format!("{at} 보냄"),
    lots: "로트별 현황",
    lot: "로트번호",
    expires: "유효기간",
    left: "잔량",
    state: "상태",
    lot_good: "사용 가능",
    lot_expired: "기한 만료",
    lot_empty: "소진",

    supplies_lead: "백신이 도착하면 확인하고, 접종 가능 수량을 등록해 주세요.",
    no_supplies: "공급받은 백신이 없습니다",
    no_supplies_text: "관리자가 백신을 보내면 이곳에 표시됩니다.",
    supply_state: |state| match state {
        S::Sent => "배송 중",
        S::Received => "도착",
        S::Registered => "등록 완료",
        S::Discarded => "폐기",
    },
    amount: "공급 수량",
    per_vial: "한 병의 접종 횟수",
    sent_at: "보낸 시각",
    received_at: "도착 확인 시각",
    registered_at: "등록 시각",
    registered_doses: "접종 가능 수량",
    act: "처리",

    receive: "도착 확인하기",
    receive_text: "받은 백신의 로트번호와 수량이 맞는지 확인해 주세요. 확인한 뒤에 접종 가능 수량을 등록할 수 있습니다.",
    register: "수량 등록하기",
    received: |lot| format!("로트 {lot}: 도착을 확인했습니다."),
    received_text: "접종 가능 수량을 등록하면 바로 예약할 수 있습니다.",
    registered_done: |lot, doses| format!("로트 {lot}: 접종 가능 수량 {doses}회분을 등록했습니다."),
    registered_done_text: "지금부터 예약할 수 있습니다. 대기하는 사람이 있으면 먼저 알립니다.",

    supply: |lot| format!("공급 · 로트 {lot}"),
    register_title: "접종 가능 수량 등록",
    register_doses: "접종 가능 수량",
    register_hint: |vials, per_vial, expected, most| {
        format!(
            "{vials}병 × {per_vial}회분 = {expected}회분입니다. 한 병에서 더 나온 경우 {most}회분까지 등록할 수 있습니다."
        )
    },
    to_check: "등록할 내용 확인하기",

    check_title: "등록할 내용을 확인해 주세요",
    check_lead: "공급 한 건에 한 번만 등록할 수 있고, 등록하면 바로 예약이 시작됩니다.",
    expected: "예상 수량",
    as_expected: "예상 수량과 같습니다",
    above_expected: |n| format!("예상보다 {n}회분 많습니다"),
    below_expected: |n| format!("예상보다 {n}회분 적습니다"),
    register_now: "접종 가능 수량 등록하기",
    back_to_supply: "등록하지 않기",

    ledger_page: ledger::LEDGER,
    one_lot: lot::LOT,
    disposal: disposal::DISPOSAL,
    correction: correction::CORRECTION,
};
