//! Who signs in and who is vaccinated, made by the commands that make them in the service.

use super::{World, key};
use domain::{
    account::Role,
    id::{AccountId, HospitalId, PersonId},
    person::{BirthDate, PersonName, Phone},
};
use futures_util::{StreamExt, stream};
use store::{Db, account, idempotency::Key};

/// An account and the person it cares for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Citizen {
    pub(crate) account: AccountId,
    pub(crate) person: PersonId,
}

pub(super) async fn admin(db: &Db) -> AccountId {
    account::register_staff(db, "admin", "관리자", "$argon2id$", Role::Admin).await.unwrap().unwrap()
}

impl World {
    /// A citizen with a phone number of their own.
    pub(crate) async fn citizen(&self) -> Citizen {
        let phone = Phone::parse(&format!("010{:08}", 70_000_000 + self.draw())).unwrap();
        let account = account::ensure_citizen(&self.db, &phone).await.unwrap();
        Citizen { account, person: self.person(account, "홍길동").await }
    }

    /// Several citizens.
    pub(crate) async fn citizens(&self, n: usize) -> Vec<Citizen> {
        stream::iter(0..n).map(|_| self.citizen()).buffered(8).collect().await
    }

    /// One more person of an account.
    pub(crate) async fn person(&self, account: AccountId, name: &str) -> PersonId {
        let name = PersonName::parse(name).unwrap();
        let birth = BirthDate::from_iso("1980-05-17").unwrap();
        account::ensure_person(&self.db, account, &name, birth).await.unwrap()
    }

    /// A staff account with one role.
    pub(crate) async fn staff(&self, role: Role) -> AccountId {
        let login = format!("staff-{}", self.draw());
        account::register_staff(&self.db, &login, "담당자", "$argon2id$", role).await.unwrap().unwrap()
    }

    /// Who handles a hospital's requests.
    pub(crate) async fn reservation_manager(&self, hospital: HospitalId) -> AccountId {
        self.staff(Role::ReservationManager(hospital)).await
    }

    /// A fresh key of the admin's.
    pub(crate) fn admin_key(&self) -> Key {
        Key::new(self.admin, key(), "test", &[])
    }
}
