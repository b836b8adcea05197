//! The vaccine manager: supplies, doses, stock.

use crate::text::Stock;

pub(super) const STOCK: Stock = Stock { area: "백신 관리" };
