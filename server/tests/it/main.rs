//! The running process: real `alimi` servers over a real database, spoken to by HTTP.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod access;
mod api;
mod api_events;
mod api_token;
mod app;
mod audit_trail;
mod booking_race;
mod bus;
mod cast;
mod cluster;
mod collector;
mod enumeration;
mod fault;
mod fuzz;
mod harness;
mod in_hand;
mod live;
mod mail;
mod marker;
mod notice;
mod operation;
mod provider;
mod push;
mod rate;
mod replicas;
mod several;
mod sign_in;
mod smtp;
mod standby;
mod surge;
mod tls;
mod traces;
mod views;
