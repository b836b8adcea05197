//! Tokens: what they are good for, until when, and that nobody else ends them.

use crate::world::{NOW, World, world};
use domain::{
    account::{AccountKind, Role},
    id::{AccountId, TokenId},
    refusal::Refusal,
    token::{MOST_TOKENS, Scope, Validity},
};
use sqlx::PgPool;
use store::{
    account,
    erase::erase,
    staff,
    token::{Made, Wanted, create, find, list, revoke},
    view::own,
};
use time::Duration;
use uuid::Uuid;

const HASH: [u8; 32] = [7; 32];

fn wanted(account: AccountId, scopes: &[Scope]) -> Wanted {
    Wanted {
        account,
        label: "일정 앱".into(),
        scopes: scopes.to_vec(),
        validity: Validity::parse("30").unwrap(),
        key: Uuid::new_v4(),
    }
}

async fn make(w: &World, account: AccountId, hash: [u8; 32]) -> TokenId {
    let made = create(&w.db, &wanted(account, &[Scope::ReservationsRead]), hash, "alimi_7f7f").await;
    let Made::Now(id) = made.unwrap().unwrap() else { panic!("a new key") };
    id
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_token_says_who_it_is_and_how_far_it_reaches(pool: PgPool) {
    world(pool, async |w| {
        let hospital = w.place(10, 0).await.hospital;
        let role = Role::VaccineManager(hospital);
        let staff = account::register_staff(&w.db, "keeper", "keeper", "-", role).await.unwrap().unwrap();
        let scopes = [Scope::StockRead, Scope::SuppliesWrite];
        let made = create(&w.db, &wanted(staff, &scopes), HASH, "alimi_7f7f").await.unwrap().unwrap();
        let grant = find(&w.db, &HASH).await.unwrap().unwrap();
        assert_eq!(Made::Now(grant.token), made);
        assert_eq!((grant.visitor.account, grant.visitor.kind), (staff, AccountKind::Staff));
        assert_eq!((grant.visitor.roles, grant.visitor.session), (vec![role], None));
        assert_eq!(grant.scopes, scopes);
        assert_eq!(find(&w.db, &[0; 32]).await.unwrap(), None);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_same_form_makes_one_token_and_its_key_serves_no_other(pool: PgPool) {
    world(pool, async |w| {
        let who = w.citizen().await.account;
        let mut form = wanted(who, &[Scope::ReservationsRead]);
        let Made::Now(id) = create(&w.db, &form, HASH, "alimi_7f7f").await.unwrap().unwrap() else {
            panic!("a new key")
        };
        let again = create(&w.db, &form, [8; 32], "alimi_8080").await.unwrap().unwrap();
        assert_eq!(again, Made::Before(id));
        assert_eq!(find(&w.db, &[8; 32]).await.unwrap(), None, "the second text opens nothing");
        form.scopes.push(Scope::ReservationsWrite);
        assert_eq!(create(&w.db, &form, [8; 32], "alimi_8080").await.unwrap(), Err(Refusal::KeyReused));
        assert_eq!(list(&w.db, who).await.unwrap().len(), 1);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_token_ends_by_hand_by_time_and_with_its_account(pool: PgPool) {
    world(pool, async |w| {
        let (who, stranger) = (w.citizen().await.account, w.citizen().await.account);
        let first = make(w, who, HASH).await;
        assert_eq!(revoke(&w.db, stranger, first).await.unwrap(), Err(Refusal::Unknown));
        assert!(find(&w.db, &HASH).await.unwrap().is_some());
        for _ in 0..2 {
            revoke(&w.db, who, first).await.unwrap().unwrap();
            assert_eq!(find(&w.db, &HASH).await.unwrap(), None);
        }
        make(w, who, [8; 32]).await;
        let almost = w.at(NOW + Duration::days(30) - Duration::minutes(1)).await;
        assert!(find(&almost, &[8; 32]).await.unwrap().is_some());
        let over = w.at(NOW + Duration::days(30) + Duration::minutes(1)).await;
        assert_eq!(find(&over, &[8; 32]).await.unwrap(), None);
        let seen: Vec<bool> = list(&over, who).await.unwrap().iter().map(|t| t.valid).collect();
        assert_eq!(seen, [false, false]);
        sqlx::query("UPDATE accounts SET disabled_at = alimi_now() WHERE kind = 'citizen'")
            .execute(w.db.pool())
            .await
            .unwrap();
        assert_eq!(find(&w.db, &[8; 32]).await.unwrap(), None);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn no_token_outlives_a_reset_or_an_erased_account(pool: PgPool) {
    world(pool, async |w| {
        let (who, stays) = (w.citizen().await.account, w.citizen().await.account);
        make(w, who, HASH).await;
        make(w, stays, [8; 32]).await;
        assert!(own::read(&w.db, who).await.unwrap().to_string().contains("일정 앱"));
        erase(&w.db, who).await.unwrap().unwrap();
        assert_eq!(find(&w.db, &HASH).await.unwrap(), None);
        assert!(list(&w.db, who).await.unwrap().is_empty(), "its name may name somebody");

        let role = Role::VaccineManager(w.place(10, 0).await.hospital);
        let staff = account::register_staff(&w.db, "keeper", "keeper", "-", role).await.unwrap().unwrap();
        make(w, staff, [9; 32]).await;
        staff::reset(&w.db, w.admin, staff, [10; 32]).await.unwrap().unwrap();
        assert_eq!(find(&w.db, &[9; 32]).await.unwrap(), None);
        assert!(list(&w.db, staff).await.unwrap()[0].revoked_at.is_some());
        assert!(find(&w.db, &[8; 32]).await.unwrap().is_some(), "others are not meant");
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_account_has_so_many_valid_tokens_and_no_more_even_at_once(pool: PgPool) {
    world(pool, async |w| {
        let who = w.citizen().await.account;
        for n in 1..MOST_TOKENS {
            make(w, who, [u8::try_from(n).unwrap(); 32]).await;
        }
        let one = wanted(who, &[Scope::ReservationsRead]);
        let other = wanted(who, &[Scope::WaitlistWrite]);
        let (a, b) = tokio::join!(
            create(&w.db, &one, [100; 32], "alimi_6464"),
            create(&w.db, &other, [101; 32], "alimi_6565")
        );
        let (a, b) = (a.unwrap(), b.unwrap());
        assert_eq!(a.is_ok(), b.is_err(), "{a:?} {b:?}");
        assert_eq!(a.and(b), Err(Refusal::TooManyTokens(MOST_TOKENS)));
        let newest = list(&w.db, who).await.unwrap()[0].token;
        revoke(&w.db, who, newest).await.unwrap().unwrap();
        make(w, who, [102; 32]).await;
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_last_use_is_noted_once_a_minute(pool: PgPool) {
    world(pool, async |w| {
        let who = w.citizen().await.account;
        make(w, who, HASH).await;
        let used = async |w: &World| list(&w.db, who).await.unwrap()[0].used_at;
        assert_eq!(used(w).await, None);
        find(&w.db, &HASH).await.unwrap().unwrap();
        let first = used(w).await.unwrap();
        find(&w.db, &HASH).await.unwrap().unwrap();
        assert_eq!(used(w).await, Some(first));
        find(&w.at(NOW + Duration::minutes(5)).await, &HASH).await.unwrap().unwrap();
        assert!(used(w).await.unwrap() > first);
    })
    .await;
}
