//! Pages for everybody: home, hospitals, service status, help, sign-in, display settings.

mod article;
mod component;
mod find;
mod home;
mod hospital;
mod line;
mod now;
mod offline;
mod queue;
mod sign_in;

pub use article::Article;
pub(super) use component::{ComponentPage, Parts, Sample};
pub(super) use find::{Find, Near};
pub(super) use home::Home;
pub(super) use hospital::HospitalPage;
pub(super) use line::LinePage;
pub(super) use now::Now;
pub(super) use offline::Offline;
pub(super) use queue::Queue;
pub(super) use sign_in::{Inbox, SignIn, StaffSignIn};

use domain::hospital::Province;

/// Texts of this area.
pub struct Public {
    /// Name of a province, on every screen.
    pub province: fn(Province) -> &'static str,
    /// `/`
    pub home: Home,
    /// `/hospitals`
    pub find: Find,
    /// `/hospitals/{id}`
    pub hospital: HospitalPage,
    /// `/hospitals/{id}/line`
    pub line: LinePage,
    /// `/queue/{ticket}`
    pub queue: Queue,
    /// `/status`
    pub now: Now,
    /// `/offline`, `/my/{id}/kept`
    pub offline: Offline,
    /// `/help`
    pub help: Article,
    /// `/accessibility`
    pub accessibility: Article,
    /// `/privacy`
    pub privacy: Article,
    /// `/components`
    pub component: ComponentPage,
    /// `/sign-in`, `/sign-in/code`
    pub sign_in: SignIn,
    /// `/staff/sign-in`
    pub staff: StaffSignIn,
    /// `/dev/inbox`
    pub inbox: Inbox,
    /// Title and heading of `/language`.
    pub display_title: &'static str,
    /// Question above the languages.
    pub display_language: &'static str,
    /// Question above normal and high contrast.
    pub display_contrast: &'static str,
    /// Normal contrast.
    pub contrast_normal: &'static str,
    /// High contrast.
    pub contrast_high: &'static str,
    /// Hint to high contrast.
    pub contrast_high_hint: &'static str,
    /// Button that keeps the choice.
    pub display_save: &'static str,
    /// Error: no language chosen.
    pub display_language_missing: &'static str,
    /// Error: no contrast chosen.
    pub display_contrast_missing: &'static str,
}
