//! What is looked up at the same time is read together, and everybody gets their own answer.

use crate::world::{day, world};
use domain::{id::VaccineId, refusal::Refusal};
use futures_util::future::join_all;
use sqlx::PgPool;
use store::{applicant, session};

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn sessions_that_are_looked_up_at_once_are_each_their_own(pool: PgPool) {
    world(pool, async |w| {
        let people = w.citizens(200).await;
        let token = |n: usize| {
            let mut token = [7; 32];
            token[..8].copy_from_slice(&n.to_le_bytes());
            token
        };
        for (n, who) in people.iter().enumerate() {
            let id = session::start(&w.db, who.account, token(n)).await.unwrap();
            if n % 5 == 0 {
                session::end(&w.db, id).await.unwrap();
            }
        }
        // Twice each, and as many that nobody has.
        let asked = (0..400).chain(0..200).map(token).collect::<Vec<_>>();
        let found = join_all(asked.iter().map(|token| session::find(&w.db, token))).await;
        for (n, found) in (0..400).chain(0..200).zip(found) {
            let expected = people.get(n).filter(|_| n % 5 != 0).map(|who| who.account);
            assert_eq!(found.unwrap().map(|visitor| visitor.account), expected, "{n}");
        }
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn sessions_that_are_looked_up_at_once_are_all_noted_as_seen(pool: PgPool) {
    world(pool, async |w| {
        let people = w.citizens(20).await;
        for (n, who) in (0..).zip(&people) {
            session::start(&w.db, who.account, [n; 32]).await.unwrap();
        }
        sqlx::query("UPDATE sessions SET seen_at = seen_at - interval '1 hour'")
            .execute(w.db.pool())
            .await
            .unwrap();
        let tokens: Vec<[u8; 32]> = (0..20).map(|n| [n; 32]).collect();
        let found = join_all(tokens.iter().map(|token| session::find(&w.db, token))).await;
        assert!(found.into_iter().all(|visitor| visitor.unwrap().is_some()));
        let late = "SELECT count(*) FROM sessions WHERE seen_at < alimi_now() - interval '1 minute'";
        assert_eq!(sqlx::query_scalar::<_, i64>(late).fetch_one(w.db.pool()).await.unwrap(), 0);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn applicants_are_the_persons_of_the_account_before_the_age_of_the_vaccine(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 10).await;
        let people = w.citizens(50).await;
        let unknown = VaccineId(999_999);
        let asked = people.iter().flat_map(|who| [(who, place.vaccine), (who, unknown)]);
        let found =
            join_all(asked.clone().map(|(who, vaccine)| applicant::find(&w.db, who.account, vaccine))).await;
        for ((who, vaccine), found) in asked.zip(found) {
            let found = found.unwrap();
            let [person] = &found.persons[..] else { panic!("one person each") };
            assert_eq!(person.person, who.person);
            let answer = if vaccine == unknown { Err(Refusal::Unknown) } else { Ok(()) };
            assert_eq!(found.check_age(person, day(1)), answer);
        }
        sqlx::query("UPDATE vaccines SET minimum_age = 120").execute(w.db.pool()).await.unwrap();
        let found = applicant::find(&w.db, people[0].account, place.vaccine).await.unwrap();
        assert_eq!(found.check_age(&found.persons[0], day(1)), Err(Refusal::TooYoung(120)));
    })
    .await;
}
