//! Pages for everybody: home, hospitals, service status, help, sign-in, display settings.

mod accessibility;
mod component;
mod find;
mod help;
mod home;
mod hospital;
mod line;
mod now;
mod offline;
mod privacy;
mod queue;
mod sign_in;

use crate::text::Public;
use domain::hospital::Province as P;

pub(super) const PUBLIC: Public = Public {
    province,
    home: home::HOME,
    find: find::FIND,
    hospital: hospital::HOSPITAL,
    line: line::LINE,
    queue: queue::QUEUE,
    now: now::NOW,
    offline: offline::OFFLINE,
    help: help::HELP,
    accessibility: accessibility::ACCESSIBILITY,
    component: component::COMPONENT,
    privacy: privacy::PRIVACY,
    sign_in: sign_in::SIGN_IN,
    staff: sign_in::STAFF,
    inbox: sign_in::INBOX,
    display_title: "화면 설정",
    display_language: "언어",
    display_contrast: "화면 대비",
    contrast_normal: "기본",
    contrast_high: "고대비",
    contrast_high_hint: "어두운 바탕에 밝은 글자로 표시합니다.",
    display_save: "설정 저장하기",
    display_language_missing: "언어를 선택해 주세요.",
    display_contrast_missing: "화면 대비를 선택해 주세요.",
};

fn province(p: P) -> &'static str {
    match p {
        P::Seoul => "서울특별시",
        P::Busan => "부산광역시",
        P::Daegu => "대구광역시",
        P::Incheon => "인천광역시",
        P::Gwangju => "광주광역시",
        P::Daejeon => "대전광역시",
        P::Ulsan => "울산광역시",
        P::Sejong => "세종특별자치시",
        P::Gyeonggi => "경기도",
        P::Gangwon => "강원특별자치도",
        P::Chungbuk => "충청북도",
        P::Chungnam => "충청남도",
        P::Jeonbuk => "전북특별자치도",
        P::Jeonnam => "전라남도",
        P::Gyeongbuk => "경상북도",
        P::Gyeongnam => "경상남도",
        P::Jeju => "제주특별자치도",
    }
}
