//! `/queue/{ticket}`: waiting at the door of booking.

use crate::text::public::Queue;

pub(super) const QUEUE: Queue = Queue {
    title: "접속 순서를 기다리고 있습니다",
    lead: "예약하려는 사람이 많아 온 순서대로 들어갑니다. 순서가 되면 이 화면이 예약으로 바로 이어집니다.",
    ahead: "내 앞",
    behind: "내 뒤",
    people: "명",
    minutes: "약 {}분 남았습니다.",
    soon_known: "남은 시간을 계산하고 있습니다.",
    notes_title: "기다리는 동안",
    notes: &[
        "이 화면을 새로 고치거나 닫았다 다시 열어도 순서는 그대로입니다.",
        "주소를 다른 기기에서 열면 그 기기에서 이어서 기다릴 수 있습니다.",
        "나중에 온 사람이 먼저 들어가는 일은 없습니다.",
        "이미 한 예약과 받은 접종 기회는 기다리지 않고 ‘내 예약’에서 볼 수 있습니다.",
    ],
};
