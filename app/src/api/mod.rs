//! Server functions, by area: thin. Who is it, may they, ask the store, and turn the outcome
//! into the next page or into a refusal of the form.
//!
//! Each one is a public endpoint: its role stands in [`crate::access`] and is asked for once more
//! by the function, which learns by it whose things it may touch.

#![allow(missing_docs, reason = "`#[server]` turns the arguments into fields of a public struct")]

pub mod account;
pub mod admin;
pub mod citizen;
pub mod desk;
pub mod display;
pub mod look_up;
pub mod session;
pub mod sign_in;
pub mod sign_in_with;
pub mod sign_out;
pub mod stock;
pub mod token;
