//! The store against a real database: every requirement and every promise of the store's
//! documentation, one module for each. Tests are named after the requirement they show.
//!
//! Each test has a database of its own and a clock that starts on 1 December 2026 at ten in
//! the morning in Seoul; each ends with `alimi audit` (see [`world`]).

#![expect(clippy::unwrap_used, reason = "tests")]

mod a1_day;
mod a1_hospital;
mod a1_import;
mod a2_vaccine;
mod a3_supply;
mod audit;
mod b1_waitlist;
mod b4_offer;
mod c1_batch;
mod c1_booking;
mod c1_desk;
mod c1_family;
mod c1_idempotency;
mod c1_person;
mod c1_reschedule;
mod c1_wait;
mod c4_decision;
mod c6_reminder;
mod d1_vaccination;
mod d1_void;
mod e1_cancel;
mod erase;
mod f1_disposal;
mod gather;
mod identity;
mod in_hand;
mod kept_form;
mod model;
mod n1_life;
mod n1_lock_order;
mod n2_outbox;
mod n2_parked;
mod n2_release;
mod n3_nightly;
mod n4_status;
mod n5_breaker;
mod n6_board;
mod n6_life_view;
mod n6_models;
mod n6_view;
mod n7_delivery;
mod n7_email;
mod n7_notice;
mod n7_push;
mod n7_quiet;
mod n7_table;
mod passkey;
mod pool;
mod race;
mod role;
mod rotate;
mod sealed;
mod session;
mod sign_in;
mod staff;
mod token;
mod world;
