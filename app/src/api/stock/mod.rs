//! What the vaccine manager does with supplies of the own hospital.

pub mod receive;
pub mod register;
