//! Sealing anew: every value that an older key sealed gets the newest key, in small transactions,
//! while the service runs.
//!
//! A value is replaced only if it is still the one that was read, so a change made meanwhile
//! stands. Nothing is remembered: what still carries an older key is what is left to do, and a
//! second run does the rest. Rows are locked in the order of their ids, as by every command.

pub use crate::seal::SEALED;
use crate::{Db, Result, seal::SealedColumn};
use sqlx::AssertSqlSafe;

/// Rows of one transaction.
const BATCH: i64 = 100;

/// What was done to a column, and what is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rotated {
    /// Which table.
    pub table: &'static str,
    /// Which column.
    pub column: &'static str,
    /// Values that were sealed anew.
    pub sealed: u64,
    /// Values that carry an older key all the same: written meanwhile by a process that still seals
    /// with it, or sealed by a key that is not given.
    pub left: i64,
    /// Of those, values that no given key opens.
    pub unreadable: u64,
}

/// Seals every value anew that does not carry the first key.
///
/// # Errors
/// When the database fails; what was done stays done.
pub async fn rotate(db: &Db) -> Result<Vec<Rotated>> {
    let mut report = Vec::new();
    for column in SEALED {
        let (mut sealed, mut unreadable, mut after) = (0, 0, None);
        while let Some(batch) = rotate_batch(db, column, after.as_deref()).await? {
            sealed += batch.sealed;
            unreadable += batch.unreadable;
            after = Some(batch.last);
        }
        let left = count_left(db, column).await?;
        report.push(Rotated { table: column.table, column: column.column, sealed, left, unreadable });
    }
    Ok(report)
}

struct Batch {
    sealed: u64,
    unreadable: u64,
    last: String,
}

/// The next rows after a key; none when there are none.
async fn rotate_batch(db: &Db, of: &SealedColumn, after: Option<&str>) -> Result<Option<Batch>> {
    let SealedColumn { table, key: (key, kind), column, place } = *of;
    let mark = db.keys.mark();
    let mut tx = db.begin().await?;
    let select = format!(
        "SELECT {key}::text, {column} FROM {table}
         WHERE {column} IS NOT NULL AND substring({column} FOR $1) <> $2 AND ($3::text IS NULL OR {key} > ($3::text)::{kind})
         ORDER BY {key} LIMIT {BATCH} FOR NO KEY UPDATE"
    );
    let rows: Vec<(String, Vec<u8>)> = sqlx::query_as(AssertSqlSafe(select))
        .bind(i32::try_from(mark.len()).unwrap_or(i32::MAX))
        .bind(&mark)
        .bind(after)
        .fetch_all(&mut *tx)
        .await?;
    let Some((last, _)) = rows.last() else { return Ok(None) };
    let last = last.clone();
    let (mut ids, mut old, mut new, mut unreadable) = (vec![], vec![], vec![], 0);
    for (id, value) in rows {
        match db.keys.open(place, &value) {
            Ok(plain) => {
                new.push(db.keys.seal(place, &plain));
                ids.push(id);
                old.push(value);
            }
            Err(_) => unreadable += 1,
        }
    }
    let update = format!(
        "UPDATE {table} t SET {column} = n.new
         FROM unnest($1::text[], $2::bytea[], $3::bytea[]) AS n (id, old, new)
         WHERE t.{key} = n.id::{kind} AND t.{column} = n.old"
    );
    let done = sqlx::query(AssertSqlSafe(update)).bind(&ids).bind(&old).bind(&new).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(Some(Batch { sealed: done.rows_affected(), unreadable, last }))
}

async fn count_left(db: &Db, of: &SealedColumn) -> Result<i64> {
    let SealedColumn { table, column, .. } = *of;
    let mark = db.keys.mark();
    let count = format!(
        "SELECT count(*) FROM {table} WHERE {column} IS NOT NULL AND substring({column} FOR $1) <> $2"
    );
    Ok(sqlx::query_scalar(AssertSqlSafe(count))
        .bind(i32::try_from(mark.len()).unwrap_or(i32::MAX))
        .bind(&mark)
        .fetch_one(&db.pool)
        .await?)
}
