//! The pieces pages are made of: markup for the classes of `style/`, rendered on the server.
//!
//! Form fields find typed values and errors by their name, see [`crate::form`].

#![allow(unreachable_pub, reason = "`#[component]` makes a public props struct beside each component")]

mod button;
mod chart;
mod choice;
mod chosen;
mod confirm;
mod date;
mod date_choice;
mod done;
mod error_summary;
mod field;
mod figure;
mod frame;
mod grouped_select;
mod held;
mod icon;
mod keys;
mod level;
mod list;
mod live;
mod name;
mod narrow;
mod notice;
mod page;
mod pair;
mod passkey;
mod push;
mod qr_code;
mod receipt;
mod session;
mod supply_tag;
mod table;
mod tabs;
mod tag;
mod timeline;
mod unbroken;

pub use button::{Button, ButtonKind, ButtonLink, ButtonSize};
pub use chart::{Bar, BarChart, Share, ShareChart};
pub use choice::{CheckList, Choice, RadioList, Select};
pub use chosen::Chosen;
pub use confirm::Confirm;
pub use date::DateFields;
pub use date_choice::DateChoice;
pub use done::Done;
pub use error_summary::{ErrorAt, ErrorSummary};
pub use field::{Field, FieldFrame, Hidden, PostForm, TextArea};
pub use figure::{Figure, FigureOf, Figures, Tone, grouped};
pub use frame::{Footer, Header, NavItem, SkipLink, StaffNav};
pub use grouped_select::{Group, GroupedSelect};
pub use held::{LiveOffer, held_until};
pub use icon::{Glyph, Icon};
pub use keys::Keys;
pub use level::{FEW_PLACES, Level, LevelTag};
pub use list::{EmptyState, Pagination, SummaryList, SummaryRow};
pub use live::{LiveHospital, LiveNotices, LiveRegion, LiveReservation, OfflineNotice};
pub use name::localized;
pub use narrow::Narrow;
pub use notice::{Notice, NoticeKind};
pub use page::{BackLink, Page, PageHeading, PageTitle, Section, StepCounter};
pub use pair::Pair;
pub use passkey::{AccountScript, PasskeyForm, PasskeyUse};
pub use push::PushOffer;
pub use qr_code::QrCode;
pub use receipt::{Moment, Receipts};
pub use session::{SessionEnd, SessionUntil, SignedOut};
pub use supply_tag::SupplyTag;
pub use table::{Cell, DataTable, Row};
pub use tabs::{Tab, Tabs};
pub use tag::{StatusTag, Tag, TagKind, status_look};
pub use timeline::{Step, StepState, Timeline};
pub use unbroken::Unbroken;
