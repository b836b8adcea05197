//! Faults of the store, and the shape of a command's answer.

use domain::refusal::Refusal;

/// Something broke; a person only hears that it did, with a request id.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database failed or could not be reached.
    #[error(transparent)]
    Database(sqlx::Error),
    /// A migration failed.
    #[error(transparent)]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A sealed value could not be opened: a key is missing or the value was changed.
    #[error("a sealed value cannot be opened ({0})")]
    Sealed(&'static str),
    /// Too many requests are waiting; the same request may be sent again.
    #[error("too many requests are waiting")]
    Busy,
    /// The database holds a value this release does not know.
    #[error("unknown value in the database: {0}")]
    Unreadable(&'static str),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::PoolTimedOut => Self::Busy,
            error => Self::Database(error),
        }
    }
}

/// A query's result.
pub type Result<T> = std::result::Result<T, Error>;

/// A command's answer: done or refused, if nothing broke.
pub type Answer<T> = Result<std::result::Result<T, Refusal>>;

/// The constraint an error violates, if it is one.
pub(crate) fn violated(error: &sqlx::Error) -> Option<&str> {
    error.as_database_error().and_then(sqlx::error::DatabaseError::constraint)
}
