//! Staff accounts: invitations, roles, second factors; and somebody who is admin, always.

use crate::world::{NOW, World, world};
use domain::{
    account::{AccountKind, Role},
    id::AccountId,
    refusal::Refusal,
};
use futures_util::future::join_all;
use sqlx::PgPool;
use store::{
    account, factor, session,
    session::{Stage, Start},
    staff::{self, Invitation},
    view::staff::State,
};
use time::Duration;

const TOKEN: [u8; 32] = [42; 32];

async fn invite(w: &World, login: &str, role: Role) -> AccountId {
    let invitation = Invitation { login, label: "데모담당자", role };
    staff::invite(&w.db, Some(w.admin), &invitation, TOKEN).await.unwrap().unwrap()
}

/// Whether the token opens a session for pages.
async fn signed_in(w: &World, token: [u8; 32]) -> bool {
    session::find(&w.db, &token).await.unwrap().is_some()
}

async fn acts(w: &World, account: AccountId) -> Vec<String> {
    sqlx::query_scalar("SELECT action FROM audit_log WHERE subject = $1 ORDER BY audit_id")
        .bind(format!("account:{account}"))
        .fetch_all(w.db.pool())
        .await
        .unwrap()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_invitation_makes_a_password_once(pool: PgPool) {
    world(pool, async |w| {
        let account = invite(w, "demo", Role::Admin).await;
        assert!(account::find_staff(&w.db, "demo").await.unwrap().is_none(), "not before it is used");
        let invited = staff::find_invitation(&w.db, &TOKEN).await.unwrap().unwrap();
        assert_eq!((invited.account, invited.login.as_str()), (account, "demo"));
        assert_eq!(staff::accept(&w.db, &[0; 32], "hash").await.unwrap(), Err(Refusal::InvitationOver));
        let answers = join_all((0..5).map(|_| staff::accept(&w.db, &TOKEN, "hash"))).await;
        assert_eq!(answers.iter().filter(|a| matches!(a, Ok(Ok(_)))).count(), 1);
        assert_eq!(account::find_staff(&w.db, "demo").await.unwrap().unwrap().account, account);
        assert!(staff::find_invitation(&w.db, &TOKEN).await.unwrap().is_none());
        assert_eq!(acts(w, account).await, ["staff_invited", "staff_invitation_used"]);
        let taken = Invitation { login: "demo", label: "x", role: Role::Admin };
        assert_eq!(staff::invite(&w.db, None, &taken, [1; 32]).await.unwrap(), Err(Refusal::NameTaken));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_invitation_lapses_after_three_days_and_a_new_one_replaces_it(pool: PgPool) {
    world(pool, async |w| {
        let account = invite(w, "demo", Role::Admin).await;
        let later = w.at(NOW + Duration::hours(73)).await;
        assert_eq!(staff::accept(&later, &TOKEN, "hash").await.unwrap(), Err(Refusal::InvitationOver));
        assert_eq!(store::view::staff::find(&later, account).await.unwrap().unwrap().state, State::Lapsed);
        staff::reset(&later, w.admin, account, [7; 32]).await.unwrap().unwrap();
        assert_eq!(staff::accept(&later, &TOKEN, "hash").await.unwrap(), Err(Refusal::InvitationOver));
        assert_eq!(staff::accept(&later, &[7; 32], "hash").await.unwrap(), Ok(account));
        assert_eq!(store::view::staff::find(&later, account).await.unwrap().unwrap().state, State::Active);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn of_two_admins_who_go_at_the_same_time_one_stays(pool: PgPool) {
    world(pool, async |w| {
        for round in 0..6 {
            let other = w.staff(Role::Admin).await;
            let (a, b) = match round % 3 {
                0 => tokio::join!(staff::disable(&w.db, other, w.admin), staff::disable(&w.db, w.admin, other)),
                1 => tokio::join!(
                    staff::take_role(&w.db, other, w.admin, Role::Admin),
                    staff::disable(&w.db, w.admin, other)
                ),
                _ => tokio::join!(
                    staff::reset(&w.db, other, w.admin, [round; 32]),
                    staff::take_role(&w.db, w.admin, other, Role::Admin)
                ),
            };
            let answers = [a.unwrap(), b.unwrap()];
            assert!(answers.contains(&Ok(())), "{answers:?}");
            assert!(answers.contains(&Err(Refusal::LastAdmin)), "{answers:?}");
            let able = "accounts a JOIN staff_roles r ON r.account_id = a.account_id
                        WHERE r.role = 'admin' AND a.disabled_at IS NULL AND a.password_hash IS NOT NULL";
            assert_eq!(w.rows(able).await, 1);
            // Everybody back for the next round, but one admin only.
            w.by_hand("UPDATE accounts SET disabled_at = NULL, password_hash = '-' WHERE kind = 'staff'").await;
            w.by_hand("INSERT INTO staff_roles (account_id, role) SELECT min(account_id), 'admin' FROM accounts ON CONFLICT DO NOTHING").await;
            w.by_hand("DELETE FROM staff_roles WHERE account_id <> (SELECT min(account_id) FROM accounts)").await;
        }
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn roles_change_at_once_for_requests_and_for_open_sockets(pool: PgPool) {
    world(pool, async |w| {
        let (here, there) = (w.hospital(5).await, w.hospital(5).await);
        let who = w.reservation_manager(here).await;
        let id = session::start(&w.db, who, TOKEN).await.unwrap();
        let roles = async || session::find(&w.db, &TOKEN).await.unwrap().unwrap();
        let open =
            async |standing| session::live_sessions(&w.db, &[(id, standing)]).await.unwrap().len() == 1;
        assert!(open(0).await);

        let desk = Role::ReservationManager(here);
        staff::move_role(&w.db, w.admin, who, desk, there).await.unwrap().unwrap();
        assert_eq!((roles().await.roles, roles().await.standing), (vec![Role::ReservationManager(there)], 1));
        assert!(!open(0).await && open(1).await, "a socket opened before closes");
        let gone = staff::move_role(&w.db, w.admin, who, desk, there).await.unwrap();
        assert_eq!(gone, Err(Refusal::Unknown), "it is held there no more");

        let held = staff::give_role(&w.db, w.admin, who, desk).await.unwrap();
        assert_eq!(held, Err(Refusal::RoleHeld), "a role is held once");
        staff::give_role(&w.db, w.admin, who, Role::VaccineManager(here)).await.unwrap().unwrap();
        assert_eq!(roles().await.roles.len(), 2);
        let nowhere = domain::id::HospitalId(9_999);
        let unknown =
            staff::move_role(&w.db, w.admin, who, Role::VaccineManager(here), nowhere).await.unwrap();
        assert_eq!(unknown, Err(Refusal::Unknown));
        staff::take_role(&w.db, w.admin, who, Role::VaccineManager(here)).await.unwrap().unwrap();
        let log = ["staff_registered", "role_taken", "role_given", "role_given", "role_taken"];
        assert_eq!(
            acts(w, who).await.iter().filter(|a| *a != "staff_signed_in").collect::<Vec<_>>(),
            log.iter().collect::<Vec<_>>()
        );
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_disabled_account_is_out_at_once_and_back_with_what_it_had(pool: PgPool) {
    world(pool, async |w| {
        let who = w.staff(Role::Admin).await;
        session::start(&w.db, who, TOKEN).await.unwrap();
        staff::disable(&w.db, w.admin, who).await.unwrap().unwrap();
        assert!(!signed_in(w, TOKEN).await);
        assert_eq!(staff::disable(&w.db, w.admin, who).await.unwrap(), Err(Refusal::Unknown));
        staff::enable(&w.db, w.admin, who).await.unwrap().unwrap();
        assert!(!signed_in(w, TOKEN).await, "the sessions stay ended");
        assert_eq!(store::view::staff::find(&w.db, who).await.unwrap().unwrap().state, State::Active);
        session::start(&w.db, who, [1; 32]).await.unwrap();
        staff::end_sessions(&w.db, w.admin, who).await.unwrap().unwrap();
        assert!(!signed_in(w, [1; 32]).await);
        let citizen = w.citizen().await.account;
        for answer in [
            staff::disable(&w.db, w.admin, citizen).await.unwrap(),
            staff::end_sessions(&w.db, w.admin, citizen).await.unwrap(),
            staff::reset(&w.db, w.admin, citizen, [9; 32]).await.unwrap(),
            staff::give_role(&w.db, w.admin, citizen, Role::Admin).await.unwrap(),
        ] {
            assert_eq!(answer, Err(Refusal::Unknown), "citizens are no staff");
        }
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_locked_out_admin_is_helped_from_outside(pool: PgPool) {
    world(pool, async |w| {
        let outside =
            async |login: &str| staff::invite_from_outside(&w.db, login, "관리자", TOKEN).await.unwrap();
        assert_eq!(outside("admin").await, Ok(w.admin));
        assert!(
            account::find_staff(&w.db, "admin").await.unwrap().is_some(),
            "the password stays until it is used"
        );
        factor::draw_codes(&w.db, w.admin).await.unwrap();
        assert_eq!(staff::accept(&w.db, &TOKEN, "new").await.unwrap(), Ok(w.admin));
        assert_eq!(factor::find(&w.db, w.admin).await.unwrap().recovery_left, 0);
        assert!(outside("admin-two").await.is_ok());
        let desk = w.reservation_manager(w.hospital(5).await).await;
        let login = staff::find(&w.db, desk).await.unwrap().unwrap().login;
        assert_eq!(outside(&login).await, Err(Refusal::NotAllowed), "nobody becomes admin this way");
    })
    .await;
}

/// An app of the account's, as its phone has it.
async fn enrol(w: &World, account: AccountId) -> String {
    factor::propose(&w.db, account).await.unwrap();
    let secret = factor::find_proposed(&w.db, account).await.unwrap().unwrap();
    let code = code_at(&secret, NOW.unix_timestamp());
    assert_eq!(factor::confirm(&w.db, account, &code).await.unwrap(), Ok(()));
    secret
}

fn code_at(secret: &str, seconds: i64) -> String {
    factor::totp::code(secret, factor::totp::step_at(seconds)).unwrap()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_code_of_the_app_is_good_once(pool: PgPool) {
    world(pool, async |w| {
        assert!(!factor::prove_code(&w.db, w.admin, "123456").await.unwrap(), "there is no app");
        let secret = enrol(w, w.admin).await;
        let used = code_at(&secret, NOW.unix_timestamp());
        assert!(!factor::prove_code(&w.db, w.admin, &used).await.unwrap(), "it confirmed the app");
        let next = code_at(&secret, NOW.unix_timestamp() + 30);
        let typed = format!(" {} {} ", &next[..3], &next[3..]);
        let tries = join_all((0..5).map(|_| factor::prove_code(&w.db, w.admin, &typed))).await;
        assert_eq!(tries.iter().filter(|t| matches!(t, Ok(true))).count(), 1);
        assert!(!factor::prove_code(&w.db, w.admin, &used).await.unwrap(), "nor an older one");
        let late = w.at(NOW + Duration::minutes(10)).await;
        assert!(!factor::prove_code(&late, w.admin, &next).await.unwrap());
        let fresh = code_at(&secret, late.now().await.unwrap().unix_timestamp());
        assert!(factor::prove_code(&late, w.admin, &fresh).await.unwrap());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn another_app_takes_the_place_of_the_first_when_it_is_confirmed(pool: PgPool) {
    world(pool, async |w| {
        let first = enrol(w, w.admin).await;
        factor::propose(&w.db, w.admin).await.unwrap();
        assert_eq!(factor::confirm(&w.db, w.admin, "000000x").await.unwrap(), Err(Refusal::WrongCredentials));
        let later = w.at(NOW + Duration::minutes(5)).await;
        let seconds = later.now().await.unwrap().unix_timestamp();
        assert!(factor::prove_code(&later, w.admin, &code_at(&first, seconds)).await.unwrap());
        let second = factor::find_proposed(&later, w.admin).await.unwrap().unwrap();
        assert_eq!(factor::confirm(&later, w.admin, &code_at(&second, seconds)).await.unwrap(), Ok(()));
        let end = w.at(NOW + Duration::minutes(10)).await;
        let seconds = end.now().await.unwrap().unix_timestamp();
        assert!(!factor::prove_code(&end, w.admin, &code_at(&first, seconds)).await.unwrap());
        assert!(factor::prove_code(&end, w.admin, &code_at(&second, seconds)).await.unwrap());
        assert_eq!(
            factor::remove(&end, w.admin).await.unwrap(),
            Err(Refusal::NotAllowed),
            "the only factor stays"
        );
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn recovery_codes_are_good_once_and_until_new_ones_are_drawn(pool: PgPool) {
    world(pool, async |w| {
        let codes = factor::draw_codes(&w.db, w.admin).await.unwrap();
        assert_eq!(codes.len(), 10);
        let other = w.staff(Role::Admin).await;
        assert!(!factor::prove_recovery(&w.db, other, &codes[0]).await.unwrap(), "they are one account's");
        let typed = codes[0].to_lowercase().replace('-', " ");
        let tries = join_all((0..5).map(|_| factor::prove_recovery(&w.db, w.admin, &typed))).await;
        assert_eq!(tries.iter().filter(|t| matches!(t, Ok(true))).count(), 1);
        assert_eq!(factor::find(&w.db, w.admin).await.unwrap().recovery_left, 9);
        let new = factor::draw_codes(&w.db, w.admin).await.unwrap();
        assert!(!factor::prove_recovery(&w.db, w.admin, &codes[1]).await.unwrap());
        assert!(factor::prove_recovery(&w.db, w.admin, &new[1]).await.unwrap());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_opens_an_account_is_nowhere_in_the_database(pool: PgPool) {
    world(pool, async |w| {
        let secret = enrol(w, w.admin).await;
        factor::propose(&w.db, w.admin).await.unwrap();
        let proposed = factor::find_proposed(&w.db, w.admin).await.unwrap().unwrap();
        let code = factor::draw_codes(&w.db, w.admin).await.unwrap().remove(0);
        for table in ["authenticators", "recovery_codes", "audit_log", "events"] {
            for text in [&secret, &proposed, &code] {
                let query = format!("{table} t WHERE position('{text}' IN t::text) > 0 OR position(encode('{text}'::bytea, 'hex') IN t::text) > 0");
                assert_eq!(w.rows(&query).await, 0, "{table}");
            }
        }
    })
    .await;
}

fn waiting(account: AccountId) -> Start {
    Start {
        account,
        token_hash: TOKEN,
        stage: Stage::Factor,
        agent: "Chrome · Windows".into(),
        replaces: None,
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_sign_in_that_waits_opens_nothing_and_not_for_long(pool: PgPool) {
    world(pool, async |w| {
        session::begin(&w.db, &waiting(w.admin)).await.unwrap();
        assert!(!signed_in(w, TOKEN).await);
        let pending = session::find_pending(&w.db, &TOKEN).await.unwrap().unwrap();
        assert_eq!((pending.account, pending.kind), (w.admin, AccountKind::Staff));
        let late = w.at(NOW + Duration::minutes(11)).await;
        assert_eq!(session::find_pending(&late, &TOKEN).await.unwrap(), None);
        assert_eq!(session::open(&late, &pending, [1; 32]).await.unwrap(), Err(Refusal::NotSignedIn));
        let answers = [
            session::open(&w.db, &pending, [1; 32]).await.unwrap(),
            session::open(&w.db, &pending, [2; 32]).await.unwrap(),
        ];
        assert_eq!(answers, [Ok(()), Err(Refusal::NotSignedIn)], "it is opened once");
        assert!(signed_in(w, [1; 32]).await);
        assert!(!signed_in(w, TOKEN).await, "the token of before opens nothing");
        assert_eq!(session::find_pending(&w.db, &TOKEN).await.unwrap(), None);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn five_tries_end_a_sign_in_that_waits(pool: PgPool) {
    world(pool, async |w| {
        let id = session::begin(&w.db, &waiting(w.admin)).await.unwrap();
        let counted = join_all((0..9).map(|_| session::count_try(&w.db, id))).await;
        assert_eq!(counted.iter().filter(|c| matches!(c, Ok(true))).count(), 5);
        assert_eq!(session::find_pending(&w.db, &TOKEN).await.unwrap(), None);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_late_write_brings_no_ended_session_back(pool: PgPool) {
    world(pool, async |w| {
        let id = session::start(&w.db, w.admin, TOKEN).await.unwrap();
        assert!(session::is_fresh(&w.db, id).await.unwrap());
        let later = w.at(NOW + Duration::minutes(11)).await;
        assert!(!session::is_fresh(&later, id).await.unwrap());
        assert_eq!(session::renew(&later, id, [1; 32]).await.unwrap(), Ok(()));
        assert!(session::is_fresh(&later, id).await.unwrap());
        assert!(signed_in(w, [1; 32]).await && !signed_in(w, TOKEN).await);
        session::end(&w.db, id).await.unwrap();
        assert_eq!(session::renew(&w.db, id, [2; 32]).await.unwrap(), Err(Refusal::NotSignedIn));
        assert!(!signed_in(w, [2; 32]).await);

        let id = session::begin(&w.db, &waiting(w.admin)).await.unwrap();
        let pending = session::find_pending(&w.db, &TOKEN).await.unwrap().unwrap();
        session::end(&w.db, id).await.unwrap();
        assert_eq!(session::open(&w.db, &pending, [3; 32]).await.unwrap(), Err(Refusal::NotSignedIn));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn devices_are_ones_own_to_end(pool: PgPool) {
    world(pool, async |w| {
        let (who, stranger) = (w.citizen().await.account, w.citizen().await.account);
        let mut ids = Vec::new();
        for n in 1..=3 {
            let start = Start { token_hash: [n; 32], stage: Stage::Open, ..waiting(who) };
            ids.push(session::begin(&w.db, &start).await.unwrap());
        }
        let devices = session::list(&w.db, who).await.unwrap();
        assert_eq!(devices.len(), 3);
        assert!(devices.iter().all(|d| d.agent == "Chrome · Windows"));
        assert_eq!(session::end_own(&w.db, stranger, ids[0]).await.unwrap(), Err(Refusal::Unknown));
        for _ in 0..2 {
            assert_eq!(
                session::end_own(&w.db, who, ids[0]).await.unwrap(),
                Ok(()),
                "a second tap is harmless"
            );
        }
        assert!(!signed_in(w, [1; 32]).await && signed_in(w, [2; 32]).await);
        session::end_others(&w.db, who, ids[2]).await.unwrap();
        assert!(!signed_in(w, [2; 32]).await && signed_in(w, [3; 32]).await);
        let start = Start { token_hash: [4; 32], stage: Stage::Open, replaces: Some(ids[2]), ..waiting(who) };
        session::begin(&w.db, &start).await.unwrap();
        assert!(!signed_in(w, [3; 32]).await, "a new sign-in takes the old one's place");
        assert_eq!(session::list(&w.db, who).await.unwrap().len(), 1);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_new_password_signs_the_other_devices_out(pool: PgPool) {
    world(pool, async |w| {
        let here = session::start(&w.db, w.admin, TOKEN).await.unwrap();
        session::start(&w.db, w.admin, [1; 32]).await.unwrap();
        staff::set_password(&w.db, w.admin, here, "new").await.unwrap();
        assert!(signed_in(w, TOKEN).await && !signed_in(w, [1; 32]).await);
        assert_eq!(account::find_staff(&w.db, "admin").await.unwrap().unwrap().password_hash, "new");
    })
    .await;
}
