//! Who may be booked for: the persons of an account and the age from which a vaccine is given. One
//! read, shared with whoever else asks in that moment ([`crate::gather`]): it stands before every
//! booking of the rush.

use crate::{
    Db, Result,
    account::{Person, open_birth, open_name},
};
use domain::{
    id::{AccountId, PersonId, VaccineId},
    refusal::Refusal,
};
use time::Date;

/// The persons of an account, before a vaccine.
#[derive(Clone, Debug)]
pub struct Applicants {
    /// In the order of their slots.
    pub persons: Vec<Person>,
    /// None when there is no such vaccine.
    minimum_age: Option<i16>,
}

impl Applicants {
    /// Whether one of them is old enough for the vaccine on that day. Birth dates do not change, so
    /// this may be asked before the booking.
    ///
    /// # Errors
    /// `TooYoung`, or `Unknown` when there is no such vaccine.
    pub fn check_age(&self, person: &Person, day_on: Date) -> std::result::Result<(), Refusal> {
        let minimum = self.minimum_age.ok_or(Refusal::Unknown)?;
        if domain::vaccine::old_enough(person.birth.date(), minimum, day_on) {
            Ok(())
        } else {
            Err(Refusal::TooYoung(minimum))
        }
    }
}

/// The persons of an account, and what the vaccine asks of their age.
///
/// # Errors
/// When the database fails or a value cannot be opened.
pub async fn find(db: &Db, account: AccountId, vaccine: VaccineId) -> Result<Applicants> {
    let (of, key) = (db.clone(), (account, vaccine));
    if let Some(found) = db.applicants.ask(key, move |keys| find_all(of.clone(), keys)).await {
        return Ok(found);
    }
    let alone = find_all(db.clone(), vec![key]).await?.pop();
    Ok(alone.unwrap_or(Applicants { persons: Vec::new(), minimum_age: None }))
}

async fn find_all(db: Db, keys: Vec<(AccountId, VaccineId)>) -> Result<Vec<Applicants>> {
    let (accounts, vaccines): (Vec<i64>, Vec<i64>) = keys.iter().map(|(a, v)| (a.0, v.0)).unzip();
    let rows = sqlx::query!(
        r#"SELECT q.place AS "place!", v.minimum_age AS "minimum_age?", p.person_id AS "person_id?",
                  p.name_sealed AS "name_sealed?", p.birth_sealed AS "birth_sealed?"
           FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS q (account_id, vaccine_id, place)
           LEFT JOIN vaccines v ON v.vaccine_id = q.vaccine_id
           LEFT JOIN persons p ON p.account_id = q.account_id
           ORDER BY q.place, p.slot, p.person_id"#,
        &accounts,
        &vaccines
    )
    .fetch_all(&db.pool)
    .await?;
    let mut found: Vec<_> =
        keys.iter().map(|_| Applicants { persons: Vec::new(), minimum_age: None }).collect();
    for row in rows {
        let Some(of) = usize::try_from(row.place - 1).ok().and_then(|place| found.get_mut(place)) else {
            continue;
        };
        of.minimum_age = row.minimum_age;
        if let (Some(person), Some(name), Some(birth)) = (row.person_id, row.name_sealed, row.birth_sealed) {
            let (name, birth) = (open_name(&db, &name)?, open_birth(&db, &birth)?);
            of.persons.push(Person { person: PersonId(person), name, birth });
        }
    }
    Ok(found)
}
