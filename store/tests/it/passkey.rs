//! Passkeys: a question of ours, answered once, by the account's own key, on our own pages.

use crate::world::{NOW, World, world};
use domain::{
    account::{AccountKind, Role},
    id::AccountId,
    refusal::Refusal,
};
use futures_util::future::join_all;
use ring::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair},
};
use sha2::{Digest, Sha256};
use sqlx::PgPool;
use store::{
    Db, factor,
    passkey::{self, NewKey, Proof, Purpose, Site},
};
use time::Duration;

fn site() -> Site {
    Site { domain: "alimi.example".into(), origins: vec!["https://alimi.example".into()] }
}

/// A small authenticator, in software.
struct Device {
    id: [u8; 16],
    pair: EcdsaKeyPair,
}

impl Device {
    fn new(n: u8) -> Self {
        let random = SystemRandom::new();
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, document.as_ref(), &random);
        Self { id: [n; 16], pair: pair.unwrap() }
    }

    fn client_data(kind: &str, challenge: [u8; 32]) -> Vec<u8> {
        let challenge = data_encoding::BASE64URL_NOPAD.encode(&challenge);
        format!(r#"{{"type":"{kind}","challenge":"{challenge}","origin":"https://alimi.example","crossOrigin":false}}"#)
            .into_bytes()
    }

    fn make(&self, challenge: [u8; 32]) -> NewKey {
        let point = self.pair.public_key().as_ref();
        let cose: &[&[u8]] = &[
            &[0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 0x20],
            &point[1..33],
            &[0x22, 0x58, 0x20],
            &point[33..],
        ];
        let head =
            [Sha256::digest("alimi.example").as_slice(), &[0x45, 0, 0, 0, 0], &[0; 16], &[0, 16]].concat();
        NewKey {
            client_data: Self::client_data("webauthn.create", challenge),
            authenticator_data: [&head[..], &self.id, &cose.concat()].concat(),
            agent: "Chrome · Windows".into(),
        }
    }

    fn prove(&self, challenge: [u8; 32], count: u32) -> Proof {
        let data = [Sha256::digest("alimi.example").as_slice(), &[0x05], &count.to_be_bytes()].concat();
        let client_data = Self::client_data("webauthn.get", challenge);
        let signed = [&data[..], Sha256::digest(&client_data).as_slice()].concat();
        let signature = self.pair.sign(&SystemRandom::new(), &signed).unwrap().as_ref().to_vec();
        Proof { credential: self.id.to_vec(), client_data, authenticator_data: data, signature }
    }
}

async fn add(db: &Db, account: AccountId, device: &Device) -> Result<(), Refusal> {
    let challenge = passkey::ask(db, Purpose::Make(account)).await.unwrap();
    passkey::add(db, &site(), account, &device.make(challenge)).await.unwrap()
}

async fn prove(db: &Db, device: &Device, count: u32) -> Result<(AccountId, AccountKind), Refusal> {
    let challenge = passkey::ask(db, Purpose::Prove).await.unwrap();
    passkey::prove(db, &site(), &device.prove(challenge, count)).await.unwrap()
}

const WRONG: Refusal = Refusal::WrongCredentials;

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_passkey_says_whose_it_is(pool: PgPool) {
    world(pool, async |w| {
        let citizen = w.citizen().await.account;
        let (theirs, ours) = (Device::new(1), Device::new(2));
        assert_eq!(prove(&w.db, &theirs, 1).await, Err(WRONG), "an unknown one says nothing");
        add(&w.db, citizen, &theirs).await.unwrap();
        add(&w.db, w.admin, &ours).await.unwrap();
        assert_eq!(prove(&w.db, &theirs, 0).await, Ok((citizen, AccountKind::Citizen)));
        assert_eq!(prove(&w.db, &ours, 0).await, Ok((w.admin, AccountKind::Staff)));
        assert_eq!(add(&w.db, w.admin, &theirs).await, Err(Refusal::NotAllowed), "one passkey, one account");
        let list = passkey::list(&w.db, citizen).await.unwrap();
        assert_eq!(list.len(), 1);
        assert!(list[0].used_at.is_some() && list[0].agent == "Chrome · Windows");
        assert_ne!(
            passkey::handle(&w.db, citizen, AccountKind::Citizen),
            passkey::handle(&w.db, w.admin, AccountKind::Staff)
        );
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_question_is_ours_for_one_purpose_one_answer_and_five_minutes(pool: PgPool) {
    world(pool, async |w| {
        let device = Device::new(1);
        add(&w.db, w.admin, &device).await.unwrap();
        let check =
            async |challenge| passkey::prove(&w.db, &site(), &device.prove(challenge, 0)).await.unwrap();
        assert_eq!(check([0; 32]).await, Err(WRONG), "made up");
        let make = passkey::ask(&w.db, Purpose::Make(w.admin)).await.unwrap();
        assert_eq!(check(make).await, Err(WRONG), "asked for something else");
        let mut later = passkey::ask(&w.db, Purpose::Prove).await.unwrap();
        later[7] = later[7].wrapping_add(1);
        assert_eq!(check(later).await, Err(WRONG), "another hour written into it");

        let challenge = passkey::ask(&w.db, Purpose::Prove).await.unwrap();
        let answers = join_all((0..5).map(|_| check(challenge))).await;
        assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 1, "{answers:?}");

        let old = passkey::ask(&w.db, Purpose::Prove).await.unwrap();
        let late = w.at(NOW + Duration::minutes(6)).await;
        let answer = passkey::prove(&late, &site(), &device.prove(old, 0)).await.unwrap();
        assert_eq!(answer, Err(WRONG), "too late");
        assert!(w.rows("answered_challenges").await > 0);
        passkey::forget_answered(&late).await.unwrap();
        assert_eq!(w.rows("answered_challenges").await, 0);

        let foreign = passkey::ask(&w.db, Purpose::Make(w.staff(Role::Admin).await)).await.unwrap();
        let answer = passkey::add(&w.db, &site(), w.admin, &Device::new(3).make(foreign)).await.unwrap();
        assert_eq!(answer, Err(WRONG), "another account's question");
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_copy_that_counts_behind_is_refused(pool: PgPool) {
    world(pool, async |w| {
        let device = Device::new(1);
        add(&w.db, w.admin, &device).await.unwrap();
        assert!(prove(&w.db, &device, 5).await.is_ok());
        for behind in [5, 4, 0] {
            assert_eq!(prove(&w.db, &device, behind).await, Err(WRONG), "{behind}");
        }
        assert!(prove(&w.db, &device, 6).await.is_ok());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_disabled_account_has_no_passkeys_and_a_stranger_none_of_ones_own(pool: PgPool) {
    world(pool, async |w| {
        let who = w.staff(Role::Admin).await;
        let device = Device::new(1);
        add(&w.db, who, &device).await.unwrap();
        let id = passkey::list(&w.db, who).await.unwrap().remove(0).id;
        let removed = passkey::remove(&w.db, w.admin, AccountKind::Staff, &id).await.unwrap();
        assert_eq!(removed, Err(Refusal::Unknown));
        store::staff::disable(&w.db, w.admin, who).await.unwrap().unwrap();
        assert_eq!(prove(&w.db, &device, 0).await, Err(WRONG));
        store::staff::enable(&w.db, w.admin, who).await.unwrap().unwrap();
        assert!(prove(&w.db, &device, 0).await.is_ok());
        store::staff::reset(&w.db, w.admin, who, [1; 32]).await.unwrap().unwrap();
        assert_eq!(prove(&w.db, &device, 0).await, Err(WRONG), "a reset takes them away");
    })
    .await;
}

/// Removes the account's passkeys at the same time.
async fn remove_both(w: &World, account: AccountId, kind: AccountKind) -> Vec<Result<(), Refusal>> {
    let ids: Vec<_> = passkey::list(&w.db, account).await.unwrap().into_iter().map(|key| key.id).collect();
    let answers = join_all(ids.iter().map(|id| passkey::remove(&w.db, account, kind, id))).await;
    answers.into_iter().map(Result::unwrap).collect()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn staff_keep_one_factor_and_citizens_need_none(pool: PgPool) {
    world(pool, async |w| {
        let citizen = w.citizen().await.account;
        for (n, account) in [w.admin, w.admin, citizen, citizen].into_iter().enumerate() {
            add(&w.db, account, &Device::new(u8::try_from(n).unwrap())).await.unwrap();
        }
        factor::draw_codes(&w.db, citizen).await.unwrap();
        let answers = remove_both(w, w.admin, AccountKind::Staff).await;
        assert!(answers.contains(&Ok(())) && answers.contains(&Err(Refusal::NotAllowed)), "{answers:?}");
        assert_eq!(factor::find(&w.db, w.admin).await.unwrap().passkeys, 1);
        assert_eq!(remove_both(w, citizen, AccountKind::Citizen).await, [Ok(()), Ok(())]);
        assert_eq!(factor::find(&w.db, citizen).await.unwrap(), factor::Factors::default());
    })
    .await;
}
