//! The admin: hospitals, vaccines, supplies.

use crate::text::Admin;

pub(super) const ADMIN: Admin = Admin { area: "Administration" };
