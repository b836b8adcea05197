//! What happened: the only crate with SQL.
//!
//! Commands are functions, each one transaction; what they refuse comes back as a value
//! ([`Answer`]), what fails as an [`Error`]. Events are written in the command's own
//! transaction and read by consumers through a gap-free cursor ([`outbox`]).

pub mod account;
pub mod applicant;
pub mod audit;
pub mod audit_log;
pub mod availability;
mod booking_desk;
mod breaker;
pub mod cancel;
pub mod code;
mod connect;
pub mod correction;
mod day;
mod db;
pub mod disposal;
pub mod email;
pub mod erase;
mod error;
pub mod factor;
pub mod family;
mod gather;
pub mod hospital;
pub mod idempotency;
pub mod identity;
pub mod import;
pub mod kept_form;
pub mod line;
pub mod link;
pub mod look_up;
pub mod lot;
pub mod nightly;
pub mod notice;
pub mod offer;
pub mod outbox;
pub mod parked;
pub mod passkey;
pub mod push;
pub mod read_model;
pub mod relay;
pub mod release;
pub mod reschedule;
pub mod reservation;
mod role;
pub mod rotate;
pub mod seal;
mod series;
pub mod session;
pub mod share;
pub mod staff;
pub mod standby;
pub mod supply;
pub mod surge;
pub mod together;
pub mod token;
pub mod trace;
pub mod vaccination;
pub mod vaccine;
pub mod view;
pub mod waitlist;

pub use booking_desk::DeskWork;
pub use breaker::BreakerState;
pub use connect::Connect;
pub use db::{Db, MIGRATOR};
pub use error::{Answer, Error, Result};
pub use sqlx;
