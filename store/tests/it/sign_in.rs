//! One-time codes: five tries, five minutes, one use, and never too many of them.

use crate::world::{NOW, World, key, world};
use domain::{person::Phone, refusal::Refusal};
use futures_util::future::join_all;
use sqlx::PgPool;
use store::{Db, code};
use time::Duration;
use uuid::Uuid;

fn phone() -> Phone {
    Phone::parse("010-2345-6789").unwrap()
}

async fn ask(db: &Db) -> Uuid {
    code::ask(db, key(), &phone()).await.unwrap().unwrap()
}

/// The code as its phone would show it.
async fn code_of(db: &Db, challenge: Uuid) -> String {
    let open = code::list_open(db).await.unwrap();
    open.into_iter().find(|o| o.challenge == challenge).unwrap().code
}

/// Some other six digits.
fn wrong(right: &str) -> &'static str {
    if right == "000000" { "000001" } else { "000000" }
}

async fn prove(db: &Db, challenge: Uuid, typed: &str) -> Result<Phone, Refusal> {
    code::prove(db, challenge, typed).await.unwrap()
}

/// What is still kept of the secret.
async fn secrets(w: &World) -> i64 {
    w.rows("one_time_codes WHERE code_sealed IS NOT NULL OR code_hash IS NOT NULL").await
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_code_proves_its_number_once_and_is_erased(pool: PgPool) {
    world(pool, async |w| {
        let challenge = ask(&w.db).await;
        assert_eq!(code::find_phone(&w.db, challenge).await.unwrap(), Some(phone()));
        let code = code_of(&w.db, challenge).await;
        assert!(code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()));
        let typed = format!(" {} - {} ", &code[..3], &code[3..]);
        assert_eq!(prove(&w.db, challenge, &typed).await, Ok(phone()));
        assert_eq!(secrets(w).await, 0);
        assert_eq!(prove(&w.db, challenge, &code).await, Err(Refusal::CodeExpired));
        assert_eq!(code::find_phone(&w.db, challenge).await.unwrap(), None);
        assert!(code::list_open(&w.db).await.unwrap().is_empty());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_code_typed_twice_at_once_is_used_once(pool: PgPool) {
    world(pool, async |w| {
        let challenge = ask(&w.db).await;
        let code = code_of(&w.db, challenge).await;
        let answers = join_all((0..5).map(|_| prove(&w.db, challenge, &code))).await;
        assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 1, "{answers:?}");
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn five_wrong_tries_end_a_code(pool: PgPool) {
    world(pool, async |w| {
        let challenge = ask(&w.db).await;
        let code = code_of(&w.db, challenge).await;
        for _ in 0..4 {
            assert_eq!(prove(&w.db, challenge, wrong(&code)).await, Err(Refusal::WrongCredentials));
        }
        assert_eq!(prove(&w.db, challenge, wrong(&code)).await, Err(Refusal::CodeExpired));
        assert_eq!(prove(&w.db, challenge, &code).await, Err(Refusal::CodeExpired));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_fifth_try_may_still_be_right(pool: PgPool) {
    world(pool, async |w| {
        let challenge = ask(&w.db).await;
        let code = code_of(&w.db, challenge).await;
        for typed in ["", "12345678901234567890", "０００００１", wrong(&code)] {
            assert_eq!(prove(&w.db, challenge, typed).await, Err(Refusal::WrongCredentials), "{typed}");
        }
        assert_eq!(prove(&w.db, challenge, &code).await, Ok(phone()));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn guesses_sent_at_once_have_no_more_tries_than_five(pool: PgPool) {
    world(pool, async |w| {
        let challenge = ask(&w.db).await;
        let code = code_of(&w.db, challenge).await;
        let answers = join_all((0..40).map(|_| prove(&w.db, challenge, wrong(&code)))).await;
        let tried = answers.iter().filter(|a| **a == Err(Refusal::WrongCredentials)).count();
        assert_eq!(tried, 4, "the fifth and all others: the code is no longer valid");
        assert_eq!(prove(&w.db, challenge, &code).await, Err(Refusal::CodeExpired));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_code_expires_after_five_minutes_and_is_erased(pool: PgPool) {
    world(pool, async |w| {
        let challenge = ask(&w.db).await;
        let code = code_of(&w.db, challenge).await;
        let in_time = w.at(NOW + Duration::minutes(4)).await;
        assert_eq!(prove(&in_time, challenge, wrong(&code)).await, Err(Refusal::WrongCredentials));
        assert_eq!(code::erase_expired(&in_time).await.unwrap(), 0);
        // The clock began a moment after NOW.
        let late = w.at(NOW + Duration::minutes(6)).await;
        assert_eq!(prove(&late, challenge, &code).await, Err(Refusal::CodeExpired));
        assert_eq!(code::find_phone(&late, challenge).await.unwrap(), None);
        assert!(code::list_open(&late).await.unwrap().is_empty());
        assert_eq!(code::erase_expired(&late).await.unwrap(), 1);
        assert_eq!(secrets(w).await, 0);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_unknown_challenge_looks_like_an_expired_one(pool: PgPool) {
    world(pool, async |w| {
        assert_eq!(prove(&w.db, Uuid::new_v4(), "123456").await, Err(Refusal::CodeExpired));
        assert_eq!(code::find_phone(&w.db, Uuid::new_v4()).await.unwrap(), None);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_code_answers_only_its_own_challenge(pool: PgPool) {
    world(pool, async |w| {
        let first = ask(&w.db).await;
        let later = w.at(NOW + Duration::minutes(1)).await;
        let second = ask(&later).await;
        let (one, two) = (code_of(&later, first).await, code_of(&later, second).await);
        if one != two {
            assert_eq!(prove(&later, second, &one).await, Err(Refusal::WrongCredentials));
        }
        assert_eq!(prove(&later, second, &two).await, Ok(phone()));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_number_gets_one_code_in_twenty_seconds(pool: PgPool) {
    world(pool, async |w| {
        let number = phone();
        let asked = join_all((0..8).map(|_| code::ask(&w.db, key(), &number))).await;
        let asked: Vec<_> = asked.into_iter().map(Result::unwrap).collect();
        assert_eq!(asked.iter().filter(|a| a.is_ok()).count(), 1, "{asked:?}");
        for refused in asked.iter().filter_map(|a| a.as_ref().err()) {
            assert!(matches!(refused, Refusal::TooManyTries(1..=20)), "{refused:?}");
        }
        let other = Phone::parse("010-9999-0000").unwrap();
        assert!(code::ask(&w.db, key(), &other).await.unwrap().is_ok());
        let later = w.at(NOW + Duration::seconds(40)).await;
        assert!(code::ask(&later, key(), &phone()).await.unwrap().is_ok());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_number_gets_ten_codes_an_hour(pool: PgPool) {
    world(pool, async |w| {
        for n in 0..10 {
            ask(&w.at(NOW + Duration::minutes(n)).await).await;
        }
        let too_soon = w.at(NOW + Duration::minutes(20)).await;
        let refused = code::ask(&too_soon, key(), &phone()).await.unwrap().unwrap_err();
        assert!(matches!(refused, Refusal::TooManyTries(seconds) if seconds > 60), "{refused:?}");
        let later = w.at(NOW + Duration::minutes(62)).await;
        assert!(code::ask(&later, key(), &phone()).await.unwrap().is_ok());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_form_tapped_twice_gets_one_code(pool: PgPool) {
    world(pool, async |w| {
        let (form, number) = (key(), phone());
        let asked = join_all((0..8).map(|_| code::ask(&w.db, form, &number))).await;
        let asked: Vec<_> = asked.into_iter().map(Result::unwrap).collect();
        assert!(asked.iter().all(|a| a == &asked[0] && a.is_ok()), "{asked:?}");
        assert_eq!(w.rows("one_time_codes").await, 1);
        // Once it is used up, the form asks for a new one.
        let challenge = asked[0].clone().unwrap();
        let code = code_of(&w.db, challenge).await;
        assert_eq!(prove(&w.db, challenge, &code).await, Ok(phone()));
        let later = w.at(NOW + Duration::minutes(1)).await;
        let again = code::ask(&later, form, &phone()).await.unwrap().unwrap();
        assert_ne!(again, challenge);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_form_sent_for_two_numbers_answers_for_each_its_own(pool: PgPool) {
    world(pool, async |w| {
        for n in 0..10 {
            let form = key();
            let [one, two] = [n, n + 50].map(|n| Phone::parse(&format!("0102345{n:04}")).unwrap());
            let (first, second) = tokio::join!(code::ask(&w.db, form, &one), code::ask(&w.db, form, &two));
            let (first, second) = (first.unwrap().unwrap(), second.unwrap().unwrap());
            assert_ne!(first, second);
            assert_eq!(code::find_phone(&w.db, first).await.unwrap(), Some(one));
            assert_eq!(code::find_phone(&w.db, second).await.unwrap(), Some(two));
        }
    })
    .await;
}
