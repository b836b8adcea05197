//! The running process: real `alimi` servers over a real database, spoken to by HTTP.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod access;
mod api;
mod api_events;
mod api_token;
mod booking_race;
mod fault;
mod harness;
mod live;
mod notice;
mod operation;
mod provider;
