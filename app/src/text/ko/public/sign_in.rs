//! The two sign-ins, and the inbox of development.

use crate::text::public::{Inbox, SignIn, StaffSignIn};

pub(super) const SIGN_IN: SignIn = SignIn {
    title: "로그인",
    lead: "휴대전화로 받은 인증번호로 로그인합니다. 처음이면 로그인할 때 계정이 만들어집니다.",
    phone: "휴대전화 번호",
    phone_hint: "예: 010-1234-5678",
    phone_malformed: "휴대전화 번호를 010-1234-5678처럼 입력해 주세요.",
    others: "다른 방법으로 로그인",
    with: |name| format!("{name} 계정으로 로그인하기"),
    link_title: "휴대전화 번호를 한 번만 확인해 주세요",
    link_lead: "예약과 알림에 휴대전화 번호가 필요합니다. 확인한 뒤에는 번호를 다시 묻지 않습니다.",
    link_notice: |name| {
        format!(
            "확인한 번호의 계정에 {name} 로그인을 연결합니다. 이미 쓰던 번호라면 그 계정으로 로그인합니다."
        )
    },
    away_title: |name| format!("{name} 로그인 화면으로 이동합니다"),
    away_text: "저절로 이동하지 않으면 아래 버튼을 눌러 주세요.",
    go_on: "계속하기",
    failed,
    once_more: "다시 로그인하기",
    ask: "인증번호 받기",
    staff_question: "병원 직원이나 관리자는",
    code_title: "인증번호를 입력해 주세요",
    code_lead: |phone| format!("{phone} 번호로 인증번호를 보냈습니다. 5분 동안 사용할 수 있습니다."),
    code: "인증번호",
    code_hint: "문자로 받은 숫자 6자리",
    code_malformed: "숫자 6자리를 입력해 주세요.",
    code_wrong: "인증번호가 맞지 않습니다. 받은 번호를 다시 확인해 주세요.",
    enter: "로그인하기",
    trouble: "인증번호를 받지 못했습니까?",
    trouble_text: "20초가 지나면 새 인증번호를 받을 수 있습니다. 인증번호 하나는 다섯 번까지 입력할 수 있습니다.",
    again: "인증번호 다시 받기",
    change: "다른 번호 입력하기",
    sent_again: "새 인증번호를 보냈습니다. 마지막에 받은 번호를 입력해 주세요.",
    expired: "인증번호를 더 이상 사용할 수 없습니다",
    expired_text: "5분이 지났거나 이미 사용한 인증번호입니다. 새 인증번호를 받아 주세요.",
    inbox: "개발 모드: 문자함에서 인증번호 보기",
};

pub(super) const STAFF: StaffSignIn = StaffSignIn {
    title: "직원 로그인",
    lead: "예약 관리자, 백신 관리자, 관리자가 로그인하는 화면입니다.",
    login: "아이디",
    password: "비밀번호",
    wrong: "아이디나 비밀번호가 맞지 않습니다. 다시 확인해 주세요.",
    enter: "로그인하기",
    citizen_question: "접종을 예약하려면",
    signed_in_as: |name| format!("지금 로그인한 계정: {name}"),
    signed_in_text: "다른 계정으로 로그인하면 지금 계정은 로그아웃됩니다.",
    to_work: "업무 화면으로 가기",
};

pub(super) const INBOX: Inbox = Inbox {
    title: "개발용 문자함",
    warning: "개발 모드에서만 열리는 화면입니다",
    warning_text: "이 서버는 문자를 보내지 않고 인증번호를 여기에 보여 줍니다. 개발 모드는 이 컴퓨터에서만 접속할 수 있습니다.",
    time: "시각",
    phone: "받는 번호",
    code: "인증번호",
    empty: "사용할 수 있는 인증번호가 없습니다",
    empty_text: "로그인 화면에서 인증번호를 받으면 여기에 5분 동안 나타납니다.",
};

fn failed(why: &str) -> (&'static str, &'static str) {
    match why {
        "denied" => (
            "로그인을 취소했습니다",
            "다시 시도하거나 휴대전화 번호로 로그인해 주세요. 아무 정보도 받지 않았습니다.",
        ),
        "late" => (
            "로그인할 수 있는 시간이 지났습니다",
            "10분 안에 마치지 않았거나 다른 창에서 다시 시작했습니다. 처음부터 다시 로그인해 주세요.",
        ),
        "used" => (
            "이미 처리한 로그인입니다",
            "같은 로그인 주소는 한 번만 쓸 수 있습니다. 로그인되지 않았다면 다시 시작해 주세요.",
        ),
        "down" => {
            ("로그인 제공자에 연결할 수 없습니다", "잠시 뒤 다시 시도하거나 휴대전화 번호로 로그인해 주세요.")
        }
        "many" => ("시도가 너무 많았습니다", "10분 뒤에 다시 시도하거나 휴대전화 번호로 로그인해 주세요."),
        _ => (
            "로그인을 확인하지 못했습니다",
            "안전하게 확인할 수 없어 로그인하지 않았습니다. 처음부터 다시 로그인해 주세요.",
        ),
    }
}
