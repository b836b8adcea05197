//! The admin: hospitals, vaccines, supplies.

mod delivery;
mod duplicate;
mod event;
mod figures;
mod hospital;
mod log;
mod lot;
mod staff;
mod supply;
mod vaccine;

use crate::text::Admin;

pub(super) const ADMIN: Admin = Admin {
    area: "관리자",
    overview: "전체 현황",
    overview_lead: "전담 병원과 백신, 공급의 현재 상황입니다.",
    without_doses: |n| format!("예약 가능한 백신이 없는 병원 {n}곳"),
    bookable: "예약 가능한 백신",
    vials_left: "국가 보유분",
    of_vaccines: |n| format!("백신 {n}종"),
    open_supplies: "진행 중인 공급",
    open_supplies_text: |sent, received| format!("배송 중 {sent}건, 등록 전 {received}건"),
    requested: "접수를 기다리는 예약",
    waiting: "예약 대기",
    tasks: "할 일",
    places: "곳",
    doses: "회분",
    vials: "병",
    cases: "건",
    people: "명",
    results: |n| format!("{n}곳을 찾았습니다."),
    save: "변경 내용 저장하기",
    cancel: "취소",
    changed: "변경한 내용을 저장했습니다.",
    hospital: hospital::HOSPITAL,
    vaccine: vaccine::VACCINE,
    supply: supply::SUPPLY,
    lot: lot::LOT,
    staff: staff::STAFF,
    event: event::EVENT,
    log: log::LOG,
    figure: figures::FIGURE,
    delivery: delivery::DELIVERY,
    duplicate: duplicate::DUPLICATE,
};
