//! Suspected duplicates: the same name and birth date in two accounts. The digest finds them; only
//! what is found is opened.

use super::count;
use crate::{
    Db, Result,
    account::{open_birth, open_name, open_phone},
};
use domain::{
    id::PersonId,
    person::{BirthDate, PersonName, Phone},
};
use time::OffsetDateTime;

/// One of the persons who are perhaps one.
#[derive(Clone, Debug)]
pub struct Twin {
    /// Persons of one group are perhaps one; groups are numbered from 1.
    pub group: u32,
    /// Who.
    pub person: PersonId,
    /// The name.
    pub name: PersonName,
    /// Born when.
    pub birth: BirthDate,
    /// The account's number.
    pub phone: Option<Phone>,
    /// Since when the person is there.
    pub since: OffsetDateTime,
    /// Bookings under way.
    pub bookings: u32,
    /// Lines the person stands in.
    pub waits: u32,
    /// Doses recorded.
    pub doses: u32,
}

/// How many such groups there are.
///
/// # Errors
/// When the database fails.
pub async fn count_groups(db: &Db) -> Result<u32> {
    let n = sqlx::query_scalar!(
        r#"SELECT count(*) AS "n!" FROM (
               SELECT FROM persons WHERE erased_at IS NULL
               GROUP BY identity_index HAVING count(DISTINCT account_id) > 1) g"#
    )
    .fetch_one(&db.pool)
    .await?;
    Ok(count(n))
}

/// The persons of all groups, group by group, the oldest person of each first; at most `most`.
///
/// # Errors
/// When the database fails or a value cannot be opened.
pub async fn list(db: &Db, most: i64) -> Result<Vec<Twin>> {
    let rows = sqlx::query!(
        r#"WITH groups AS (
               SELECT identity_index, min(person_id) AS first_id,
                      row_number() OVER (ORDER BY min(person_id)) AS number
               FROM persons WHERE erased_at IS NULL
               GROUP BY identity_index HAVING count(DISTINCT account_id) > 1)
           SELECT g.number AS "number!", p.person_id, p.name_sealed, p.birth_sealed, a.phone_sealed, p.created_at,
                  (SELECT count(*) FROM reservations r WHERE r.person_id = p.person_id
                   AND r.status IN ('offered', 'requested', 'confirmed')) AS "bookings!",
                  (SELECT count(*) FROM reservations r WHERE r.person_id = p.person_id
                   AND r.status = 'waiting') AS "waits!",
                  (SELECT count(*) FROM vaccinations v WHERE v.person_id = p.person_id
                   AND v.voided_at IS NULL) AS "doses!"
           FROM groups g JOIN persons p ON p.identity_index = g.identity_index
           JOIN accounts a ON a.account_id = p.account_id
           ORDER BY g.number, p.person_id LIMIT $1"#,
        most
    )
    .fetch_all(&db.pool)
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(Twin {
                group: count(r.number),
                person: PersonId(r.person_id),
                name: open_name(db, &r.name_sealed)?,
                birth: open_birth(db, &r.birth_sealed)?,
                phone: r.phone_sealed.as_deref().map(|s| open_phone(db, s)).transpose()?,
                since: r.created_at,
                bookings: count(r.bookings),
                waits: count(r.waits),
                doses: count(r.doses),
            })
        })
        .collect()
}
