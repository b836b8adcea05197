//! Booking, waiting, my reservations.

mod account;
mod book;
mod change;
mod family;
mod hand;
mod inbox;
mod my;
mod offer;
mod wait;

use crate::text::Citizen;

pub(super) const CITIZEN: Citizen = Citizen {
    area: "예약",
    go_on: "계속하기",
    staff_title: "직원 계정으로는 예약할 수 없습니다",
    staff_text: "지금 직원 계정으로 로그인되어 있습니다. 로그아웃한 뒤 본인 휴대전화 번호로 로그인해 주세요.",
    book: book::BOOK,
    wait: wait::WAIT,
    my: my::MY,
    offer: offer::OFFER,
    change: change::CHANGE,
    account: account::ACCOUNT,
    family: family::FAMILY,
    inbox: inbox::INBOX,
    hand: hand::HAND,
};
