//! What is allowed: the words and rules of Alimi, without input or output.
//!
//! The same rules run in the browser, in the server and in the tests. The database holds
//! them too, as constraints and conditional updates; what stands here explains them to
//! people and to programs. Requirement numbers (A1 … N9) are those of docs/REQUIREMENTS.md.

pub mod account;
pub mod calendar;
pub mod disposal;
pub mod email;
pub mod event;
pub mod field;
pub mod hangul;
pub mod hospital;
pub mod id;
pub mod live;
pub mod notice;
pub mod person;
pub mod push;
pub mod refusal;
pub mod reservation;
pub mod search;
pub mod stock;
pub mod supply;
pub mod surge;
pub mod token;
pub mod trace;
pub mod vaccination;
pub mod vaccine;
pub mod waitlist;
