//! The reservation manager: days, requests, accepting and rejecting.

use crate::text::Desk;

pub(super) const DESK: Desk = Desk { area: "예약 관리" };
