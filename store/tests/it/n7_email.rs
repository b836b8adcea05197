//! N7: e-mail goes to addresses that were proven, and to no other.

use crate::{
    n7_notice::accept,
    world::{NOW, Wish, World, day, key, run, settle, world},
};
use domain::{email::EmailAddress, id::AccountId, notice::Channel, refusal::Refusal};
use sqlx::PgPool;
use store::{
    Db, email,
    notice::{Address, Dispatch, Setting, State, change, claim, list},
};
use time::Duration;

fn address(n: u32) -> EmailAddress {
    EmailAddress::parse(&format!("demo{n}@example.com")).unwrap()
}

/// The code that is on its way, as its mail says.
async fn code(db: &Db) -> String {
    let mut codes = email::claim(db, 10).await.unwrap();
    assert_eq!(codes.len(), 1);
    codes.remove(0).code
}

/// An account's address, asked for and proven.
pub(crate) async fn proven(w: &World, account: AccountId, address: &EmailAddress) {
    let challenge = email::ask(&w.db, account, key(), address).await.unwrap().unwrap();
    let code = code(&w.db).await;
    email::sent(&w.db, challenge).await.unwrap();
    email::prove(&w.db, account, challenge, &code).await.unwrap().unwrap();
}

/// The dispatcher, where phones and e-mail are on.
async fn tell(w: &World) {
    run(&w.db, &Dispatch { channels: vec![Channel::Sms, Channel::Email] }).await;
}

async fn confirmed(w: &World) -> Wish {
    let place = w.place(9, 9).await;
    let wish = w.booking(place, day(1)).await;
    accept(w, place, wish).await;
    wish
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_an_address_counts_once_its_code_was_typed_in(pool: PgPool) {
    world(pool, async |w| {
        let wish = confirmed(w).await;
        let account = wish.0.account;
        let challenge = email::ask(&w.db, account, key(), &address(1)).await.unwrap().unwrap();
        let code = code(&w.db).await;
        assert_eq!(email::find(&w.db, account).await.unwrap(), None);
        assert_eq!(email::find_asked(&w.db, account, challenge).await.unwrap(), Some(address(1)));
        let stranger = w.citizen().await.account;
        let wrong = if code == "000000" { "000001" } else { "000000" };
        assert_eq!(email::find_asked(&w.db, stranger, challenge).await.unwrap(), None);
        assert_eq!(email::prove(&w.db, stranger, challenge, &code).await.unwrap(), Err(Refusal::CodeExpired));
        assert_eq!(
            email::prove(&w.db, account, challenge, wrong).await.unwrap(),
            Err(Refusal::WrongCredentials)
        );
        assert_eq!(email::prove(&w.db, account, challenge, &code).await.unwrap(), Ok(()));
        assert_eq!(email::prove(&w.db, account, challenge, &code).await.unwrap(), Err(Refusal::CodeExpired));
        assert_eq!(email::find(&w.db, account).await.unwrap(), Some(address(1)));
        assert!(email::claim(&w.db, 10).await.unwrap().is_empty(), "the code is erased");

        tell(w).await;
        let sent = claim(&w.db, &[Channel::Email], 9).await.unwrap();
        assert_eq!(sent.iter().map(|d| d.to.clone()).collect::<Vec<_>>(), [Address::Email(address(1))]);
        assert_eq!(
            claim(&w.db, &[Channel::Sms], 9).await.unwrap().len(),
            1,
            "each channel has its own senders"
        );
        settle(&w.db).await;
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_the_fifth_wrong_code_and_the_tenth_minute_end_it(pool: PgPool) {
    world(pool, async |w| {
        let account = w.citizen().await.account;
        let challenge = email::ask(&w.db, account, key(), &address(1)).await.unwrap().unwrap();
        let right = code(&w.db).await;
        let wrong = if right == "000000" { "000001" } else { "000000" };
        for n in 1..=5 {
            let refusal = if n < 5 { Refusal::WrongCredentials } else { Refusal::CodeExpired };
            assert_eq!(
                email::prove(&w.db, account, challenge, wrong).await.unwrap(),
                Err(refusal),
                "try {n}"
            );
        }
        assert_eq!(email::prove(&w.db, account, challenge, &right).await.unwrap(), Err(Refusal::CodeExpired));

        let later = w.at(NOW + Duration::minutes(1)).await;
        let challenge = email::ask(&later, account, key(), &address(1)).await.unwrap().unwrap();
        let right = code(&later).await;
        let too_late = w.at(NOW + Duration::minutes(12)).await;
        assert_eq!(
            email::prove(&too_late, account, challenge, &right).await.unwrap(),
            Err(Refusal::CodeExpired)
        );
        assert!(email::erase_expired(&too_late).await.unwrap() >= 1);
        let kept: i64 = sqlx::query_scalar("SELECT count(*) FROM email_codes WHERE code_hash IS NOT NULL")
            .fetch_one(w.db.pool())
            .await
            .unwrap();
        assert_eq!(kept, 0);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_nobody_floods_an_address_nor_learns_whose_it_is(pool: PgPool) {
    world(pool, async |w| {
        let owner = w.citizen().await.account;
        proven(w, owner, &address(1)).await;
        // Another account gets the same answer for a known and for an unknown address.
        let other = w.citizen().await.account;
        let form = key();
        let asked = email::ask(&w.db, other, form, &address(1)).await.unwrap();
        assert_eq!(asked, Ok(form));
        assert_eq!(email::ask(&w.db, other, form, &address(1)).await.unwrap(), Ok(form), "a second tap");
        assert!(matches!(
            email::ask(&w.db, other, key(), &address(2)).await.unwrap(),
            Err(Refusal::TooManyTries(1..=20))
        ));
        // Five an hour to one address, whoever asks: two are gone.
        for _ in 0..3 {
            let account = w.citizen().await.account;
            assert!(email::ask(&w.db, account, key(), &address(1)).await.unwrap().is_ok());
        }
        let account = w.citizen().await.account;
        let refused = email::ask(&w.db, account, key(), &address(1)).await.unwrap();
        assert_eq!(refused, Err(Refusal::TooManyTries(3600)));
        assert!(email::ask(&w.db, account, key(), &address(9)).await.unwrap().is_ok());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_who_wants_no_e_mail_gets_none(pool: PgPool) {
    world(pool, async |w| {
        let (off, removed, gone) = (confirmed(w).await, confirmed(w).await, confirmed(w).await);
        for (n, wish) in (1..).zip([off, removed, gone]) {
            proven(w, wish.0.account, &address(n)).await;
        }
        let own = Setting { email: false, ..Setting::default() };
        change(&w.db, off.0.account, &own).await.unwrap();
        email::remove(&w.db, removed.0.account).await.unwrap();
        tell(w).await;
        // Removed while the delivery waits: it is not sent any more.
        email::remove(&w.db, gone.0.account).await.unwrap();
        assert!(claim(&w.db, &[Channel::Email], 9).await.unwrap().is_empty());
        let states = async |wish: Wish| {
            let notice = list(&w.db, wish.0.account).await.unwrap().notices.remove(0);
            notice.deliveries.iter().map(|d| (d.channel.key(), d.state)).collect::<Vec<_>>()
        };
        assert_eq!(states(off).await, [("sms", State::Queued)]);
        assert_eq!(states(removed).await, [("sms", State::Queued)]);
        let mut both = states(gone).await;
        both.sort_by_key(|(channel, _)| *channel);
        assert_eq!(both, [("email", State::Skipped), ("sms", State::Queued)]);
        settle(&w.db).await;
    })
    .await;
}
