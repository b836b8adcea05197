//! 알림: from events to what people read and to what is sent.
//!
//! The persons of the play: the *dispatcher* reads events and decides who is told what
//! (`domain::notice`); a *notice* is what is said to a person, once; a *delivery* is one notice on
//! one channel; an *attempt* is one try of a sender. Senders touch deliveries only.

mod dispatch;
mod failed;
mod finish;
mod inbox;
mod remind;
mod report;
mod send;
mod sender;
mod setting;

pub use dispatch::Dispatch;
pub use failed::{Failed, count_queued, list_failed, resend};
pub use finish::{Finished, Sent, finish};
pub use inbox::{Delivered, Inbox, Notice, State, count_unread, list, list_of_reservation, mark_read};
pub use remind::remind;
pub use report::mark_undeliverable;
pub use send::{Address, Claimed, claim};
pub use sender::{Sender, list_senders, report_sender};
pub use setting::{Setting, change, find};
