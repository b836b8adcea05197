//! `/stock/ledger`.

use crate::text::stock::LedgerPage;
use store::view::movement::MovementKind as K;

pub(super) const LEDGER: LedgerPage = LedgerPage {
    title: "입출고 내역",
    lead: "백신이 늘고 준 내역입니다. 잔량은 그때 병원에 있던 수입니다.",
    download: "내역 내려받기",
    all_lots: "모든 로트",
    show: "보기",
    of_lot: "이 로트의 입출고 내역 보기",
    none: "입출고 내역이 없습니다",
    at: "시각",
    what: "내용",
    amount: "수량",
    change: "증감",
    balance: "잔량",
    by: "처리한 사람",
    by_calendar: "자동 처리",
    why: "사유",
    kind: |kind| match kind {
        K::Registered => "등록",
        K::Corrected => "수량 정정",
        K::Administered => "접종",
        K::Voided => "접종 기록 정정",
        K::Discarded => "폐기",
        K::Expired => "기한 만료",
        K::Destroyed => "만료분 폐기",
    },
};
