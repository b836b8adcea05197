//! The admin's dashboards: doses given over time (G1), and what became of the registered doses of
//! each hospital (G2, G3). They read the models and move with them.

pub(crate) mod chosen;
mod given;
mod rates;

pub(super) use given::given;
pub(crate) use rates::percent;
pub(super) use rates::rates;
