//! How replicas hear of each other's changes.

pub(crate) mod postgres;
