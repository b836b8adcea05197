//! N7: browsers that asked for it are told, each once, until they are gone.

use crate::{
    n7_notice::{accept, cancel_by_manager},
    world::{Place, Wish, World, day, run, settle, world},
};
use domain::{id::AccountId, notice::Channel, push::Subscription, refusal::Refusal};
use sqlx::PgPool;
use store::{
    notice::{
        Address, Claimed, Dispatch, Finished, Sender, Sent, State, claim, finish, list, list_failed,
        list_senders, report_sender,
    },
    push,
};
use time::Duration;

fn browser(n: u32) -> Subscription {
    let endpoint = format!("https://fcm.googleapis.com/fcm/send/{n}");
    Subscription::parse(&endpoint, &"B".repeat(87), &"a".repeat(22), &[]).unwrap()
}

async fn subscribe(w: &World, account: AccountId, n: u32) {
    push::subscribe(&w.db, account, &browser(n), &format!("Browser {n}")).await.unwrap();
}

async fn confirmed(w: &World) -> Wish {
    confirmed_at(w, w.place(9, 9).await).await
}

async fn confirmed_at(w: &World, place: Place) -> Wish {
    let wish = w.booking(place, day(1)).await;
    accept(w, place, wish).await;
    wish
}

/// What goes to browsers.
async fn told(w: &World) -> Vec<Claimed> {
    run(&w.db, &Dispatch { channels: vec![Channel::Push] }).await;
    claim(&w.db, &[Channel::Push], 99).await.unwrap()
}

fn endpoints(claimed: &[Claimed]) -> Vec<String> {
    let endpoint = |d: &Claimed| match &d.to {
        Address::Browser(browser) => browser.endpoint().rsplit('/').next().unwrap().to_owned(),
        other => panic!("{other:?}"),
    };
    let mut all: Vec<_> = claimed.iter().map(endpoint).collect();
    all.sort();
    all
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_each_browser_of_the_account_is_told_and_no_other(pool: PgPool) {
    world(pool, async |w| {
        let (wish, other) = (confirmed(w).await, w.citizen().await);
        subscribe(w, wish.0.account, 1).await;
        subscribe(w, wish.0.account, 2).await;
        subscribe(w, wish.0.account, 2).await;
        subscribe(w, other.account, 3).await;
        assert_eq!(push::list(&w.db, wish.0.account).await.unwrap().len(), 2);
        assert_eq!(endpoints(&told(w).await), ["1", "2"]);
        settle(&w.db).await;
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_a_browser_that_is_gone_is_forgotten_and_no_failure(pool: PgPool) {
    world(pool, async |w| {
        let wish = confirmed(w).await;
        subscribe(w, wish.0.account, 1).await;
        let claimed = told(w).await.remove(0);
        let done = finish(&w.db, claimed.delivery, claimed.claim, &Sent::Gone, None).await.unwrap();
        assert_eq!(done, Finished::Ended);
        assert!(push::list(&w.db, wish.0.account).await.unwrap().is_empty());
        assert!(list_failed(&w.db).await.unwrap().is_empty());
        let notice = list(&w.db, wish.0.account).await.unwrap().notices.remove(0);
        assert_eq!(
            (notice.deliveries[0].channel, notice.deliveries[0].state),
            (Channel::Push, State::Skipped)
        );
        let kept: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM push_subscriptions
             WHERE endpoint_sealed IS NOT NULL OR endpoint_index IS NOT NULL OR keys_sealed IS NOT NULL",
        )
        .fetch_one(w.db.pool())
        .await
        .unwrap();
        assert_eq!(kept, 0, "nothing leads to it any more");
        settle(&w.db).await;
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_a_browser_that_changed_hands_hears_nothing_of_the_one_before(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 9).await;
        let (before, now) = (confirmed(w).await, confirmed_at(w, place).await);
        subscribe(w, before.0.account, 1).await;
        run(&w.db, &Dispatch { channels: vec![Channel::Push] }).await;
        subscribe(w, now.0.account, 1).await;
        assert!(push::list(&w.db, before.0.account).await.unwrap().is_empty());
        assert!(told(w).await.is_empty(), "what was queued for the one before is not sent");
        cancel_by_manager(w, place, now).await;
        let claimed = told(w).await;
        assert_eq!(endpoints(&claimed), ["1"]);
        assert_eq!(claimed[0].about.reservation, now.1);
        settle(&w.db).await;
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_ten_browsers_are_told_and_only_their_owner_turns_them_off(pool: PgPool) {
    world(pool, async |w| {
        let (owner, stranger) = (w.citizen().await.account, w.citizen().await.account);
        for n in 1..=12 {
            subscribe(w, owner, n).await;
        }
        let browsers = push::list(&w.db, owner).await.unwrap();
        assert_eq!(
            browsers.iter().map(|b| b.label.as_str()).collect::<Vec<_>>()[..2],
            ["Browser 12", "Browser 11"]
        );
        assert_eq!(browsers.len(), 10, "the oldest made room");
        let one = browsers[0].subscription;
        assert_eq!(push::remove(&w.db, stranger, one).await.unwrap(), Err(Refusal::Unknown));
        assert_eq!(push::remove(&w.db, owner, one).await.unwrap(), Ok(()));
        assert_eq!(push::remove(&w.db, owner, one).await.unwrap(), Err(Refusal::Unknown));
        assert_eq!(push::list(&w.db, owner).await.unwrap().len(), 9);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_a_channel_is_on_while_somebody_sends(pool: PgPool) {
    world(pool, async |w| {
        assert!(list_senders(&w.db).await.unwrap().is_empty());
        let push = Sender { channel: Channel::Push, detail: Some("public key".to_owned()) };
        report_sender(&w.db, &push).await.unwrap();
        report_sender(&w.db, &push).await.unwrap();
        assert_eq!(list_senders(&w.db).await.unwrap(), [push]);
        let later = w.at(crate::world::NOW + Duration::minutes(3)).await;
        assert!(list_senders(&later).await.unwrap().is_empty());
    })
    .await;
}
