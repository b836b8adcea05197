//! 차수: what is recorded of a person and a vaccine, for commands under the person's lock and for pages.

use crate::Result;
use domain::{
    id::{PersonId, VaccineId},
    vaccination::Series,
};
use sqlx::{Executor, Postgres};

/// The series of a person; `None` when there is no such vaccine. A person of no dose has an empty one.
pub(crate) async fn find<'e>(
    on: impl Executor<'e, Database = Postgres>,
    person: PersonId,
    vaccine: VaccineId,
) -> Result<Option<Series>> {
    Ok(sqlx::query_as!(
        Series,
        r#"SELECT count(g.*)::smallint AS "doses!", v.doses_required AS required, v.interval_days, max(g.given_on) AS last_on
           FROM vaccines v
           LEFT JOIN vaccinations g ON g.vaccine_id = v.vaccine_id AND g.person_id = $1 AND g.voided_at IS NULL
           WHERE v.vaccine_id = $2 GROUP BY v.vaccine_id"#,
        person.0,
        vaccine.0
    )
    .fetch_optional(on)
    .await?)
}
