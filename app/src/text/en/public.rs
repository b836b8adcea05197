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
    display_title: "Display settings",
    display_language: "Language",
    display_contrast: "Contrast",
    contrast_normal: "Normal",
    contrast_high: "High contrast",
    contrast_high_hint: "Light text on a dark background.",
    display_save: "Save settings",
    display_language_missing: "Choose a language.",
    display_contrast_missing: "Choose a contrast.",
};

fn province(p: P) -> &'static str {
    match p {
        P::Seoul => "Seoul",
        P::Busan => "Busan",
        P::Daegu => "Daegu",
        P::Incheon => "Incheon",
        P::Gwangju => "Gwangju",
        P::Daejeon => "Daejeon",
        P::Ulsan => "Ulsan",
        P::Sejong => "Sejong",
        P::Gyeonggi => "Gyeonggi",
        P::Gangwon => "Gangwon",
        P::Chungbuk => "Chungbuk",
        P::Chungnam => "Chungnam",
        P::Jeonbuk => "Jeonbuk",
        P::Jeonnam => "Jeonnam",
        P::Gyeongbuk => "Gyeongbuk",
        P::Gyeongnam => "Gyeongnam",
        P::Jeju => "Jeju",
    }
}
