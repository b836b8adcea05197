//! The reminder: on the day before, from six in the evening (C6). Once, and none for a booking that
//! was cancelled or moved: its key is the booking and the day, and the sender looks again.

use super::{Dispatch, dispatch::Made};
use crate::{Db, Result, relay};
use domain::notice::NoticeKind;

/// Bookings in one transaction at the most.
const MOST: i64 = 500;

/// Reminds everybody whose confirmed booking is tomorrow, from 18:00 in Seoul on. Safe to run at any
/// time, twice, and by several processes. Returns how many were reminded.
///
/// # Errors
/// When the database fails.
pub async fn remind(db: &Db, dispatch: &Dispatch) -> Result<usize> {
    let mut all = 0;
    loop {
        let mut tx = db.begin().await?;
        let kind = NoticeKind::Reminder;
        let made = sqlx::query_as!(
            Made,
            "INSERT INTO notices (dedupe_key, account_id, kind, reservation_id, hospital_id, vaccine_id, version, day_on)
             SELECT $1 || ':' || r.reservation_id || ':' || r.day_on, r.account_id, $1, r.reservation_id, r.hospital_id,
                    r.vaccine_id, r.version, r.day_on
             FROM hospitals h JOIN reservations r ON r.hospital_id = h.hospital_id
             WHERE (alimi_now() AT TIME ZONE 'Asia/Seoul')::time >= time '18:00'
               AND r.day_on = alimi_today() + 1 AND r.status = 'confirmed'
               AND NOT EXISTS (SELECT FROM notices n
                               WHERE n.dedupe_key = $1 || ':' || r.reservation_id || ':' || r.day_on)
             ORDER BY r.reservation_id LIMIT $2
             ON CONFLICT ON CONSTRAINT notices_dedupe_key DO NOTHING RETURNING notice_id, account_id, kind",
            kind.key(),
            MOST
        )
        .fetch_all(&mut *tx)
        .await?;
        let told = dispatch.queue_in_txn(&mut tx, &made).await?.into_iter().collect();
        relay::tell_inboxes_in_txn(&mut tx, &told).await?;
        tx.commit().await?;
        db.tell();
        all += made.len();
        if made.is_empty() {
            return Ok(all);
        }
        db.ring();
    }
}
