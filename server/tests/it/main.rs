//! The running process: real `alimi` servers over a real database, spoken to by HTTP.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod booking_race;
mod fault;
mod harness;
mod live;
mod notice;
mod provider;
mod views;
