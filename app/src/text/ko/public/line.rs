//! `/hospitals/{id}/line`: the rule and the log of turns.

use crate::text::public::LinePage;
use store::view::line::Outcome as O;

pub(super) const LINE: LinePage = LinePage {
    title: |hospital| format!("{hospital} 대기 순서"),
    lead: "백신을 받을 기회가 누구에게 언제 갔는지 이름 없이 번호로 공개합니다.",
    rule_title: "대기 규칙",
    turns: "먼저 신청한 사람부터 차례로 기회를 드립니다.",
    everyone: "모두에게 알리고 먼저 예약한 사람이 접종합니다.",
    now_title: "지금 대기 현황",
    no_lines: "이 병원에는 아직 등록된 백신이 없습니다.",
    vaccine: "백신",
    waiting: "대기",
    offered: "예약 가능",
    earmarked: "대기자 몫",
    bookable: "누구나 예약",
    people: |n| format!("{n}명"),
    doses: |n| format!("{n}회분"),
    log_title: "순서 기록",
    log_text: "번호는 대기를 신청할 때 받은 번호입니다. 원하는 날짜를 정한 사람은 그날 자리가 있을 때만 기회를 받습니다. 최근 100건까지 보여 드립니다.",
    no_turns: "아직 기록이 없습니다",
    no_turns_text: "기다리는 사람에게 기회가 가면 여기에 남습니다.",
    number_of: "대기 번호",
    number: |n| format!("{n}번"),
    chance: "기회",
    result: "결과",
    outcome: |outcome| match outcome {
        O::Open => "진행 중",
        O::Accepted => "수락",
        O::Declined => "넘김",
        O::Lapsed => "시간 지남",
        O::Revoked => "거둠",
        O::Left => "대기 취소",
        O::Vaccinated => "접종",
    },
    open_until: |at| format!("{at}까지"),
};
