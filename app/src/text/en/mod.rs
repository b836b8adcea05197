//! The catalogue in English.

mod account;
mod admin;
mod api;
mod citizen;
mod common;
mod desk;
mod notice;
mod problem;
mod public;
mod stock;

use super::Texts;

pub(super) static TEXTS: Texts = Texts {
    common: common::COMMON,
    public: public::PUBLIC,
    citizen: citizen::CITIZEN,
    desk: desk::DESK,
    stock: stock::STOCK,
    admin: admin::ADMIN,
    account: account::ACCOUNT,
    api: api::API,
    notices: notice::NOTICES,
    field: problem::field,
    field_of: problem::field_of,
    refusal: problem::refusal,
};
