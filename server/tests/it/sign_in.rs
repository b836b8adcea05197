//! Staff sign in on a server that is not for development: an invitation, a password, a second factor,
//! and a new token at each step, with the one before dead.

use crate::harness::{Answer, Server, World, get, post};
use domain::account::Role;
use hyper::{StatusCode, header};
use sha2::{Digest, Sha256};
use store::{
    factor::{self, totp},
    staff::{self, Invitation},
};

const PASSWORD: &str = "blue-umbrella-for-three";
const CODE: &str = "0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f";

/// The session's cookie that an answer sets, which only the browser itself may read.
fn cookie(answer: &Answer) -> String {
    let set = answer.headers[header::SET_COOKIE].to_str().unwrap();
    let (token, flags) = set.strip_prefix("alimi_session=").unwrap().split_once(';').unwrap();
    assert_eq!(flags, " Path=/; HttpOnly; SameSite=Lax");
    assert!(token.len() == 64 && token.bytes().all(|b| b.is_ascii_hexdigit()));
    token.to_owned()
}

fn next(answer: &Answer) -> &str {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.headers[header::LOCATION].to_str().unwrap()
}

async fn opens(server: &Server, path: &str, token: &str) -> bool {
    get(server.address, path, Some(token)).await.status == StatusCode::OK
}

/// The code that the account's app shows, so many steps from now.
async fn code(world: &World, secret: &str, steps: i64) -> String {
    totp::code(secret, totp::step_at(world.db.now().await.unwrap().unix_timestamp()) + steps).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_sign_in_with_two_factors_and_each_proof_gives_a_new_token() {
    let world = World::make().await;
    let hospital = world.hospital("시험병원", 10).await;
    let invitation = Invitation { login: "demo", label: "데모", role: Role::ReservationManager(hospital) };
    let token = Sha256::digest(CODE).into();
    let account = staff::invite(&world.db, Some(world.admin), &invitation, token).await.unwrap().unwrap();
    let server = world.serve();
    let send = async |path: &str, token: &str, form: &str| post(server.address, path, token, form).await;

    let form = format!("invitation={CODE}&password={PASSWORD}&again={PASSWORD}");
    let waiting = send("/staff/invitation", "", &form).await;
    assert_eq!(next(&waiting), "/staff/enrol");
    let waiting = cookie(&waiting);
    assert!(!opens(&server, "/desk", &waiting).await);
    assert!(opens(&server, "/staff/enrol", &waiting).await);
    assert_eq!(send("/staff/invitation", "", &form).await.status, StatusCode::UNPROCESSABLE_ENTITY);

    next(&send("/staff/enrol", &waiting, "").await);
    let secret = factor::find_proposed(&world.db, account).await.unwrap().unwrap();
    let proof = format!("code={}", code(&world, &secret, 0).await);
    let enrolled = send("/staff/enrol/app", &waiting, &proof).await;
    assert_eq!(enrolled.status, StatusCode::OK);
    assert_eq!(enrolled.body.matches("<li><code").count(), 10, "recovery codes, this once");
    let signed_in = cookie(&enrolled);
    assert!(opens(&server, "/desk", &signed_in).await && !opens(&server, "/desk", &waiting).await);
    assert!(!get(server.address, "/account/codes", Some(&signed_in)).await.body.contains("<li><code"));

    let password = format!("login=demo&password={PASSWORD}");
    let again = send("/staff/sign-in", "", &password).await;
    assert!(next(&again).starts_with("/staff/sign-in/factor?"));
    let waiting = cookie(&again);
    for path in ["/desk", "/staff/security", "/staff/enrol"] {
        assert!(!opens(&server, path, &waiting).await, "{path} before the second factor");
    }
    let wrong = send("/staff/sign-in/factor", &waiting, &proof).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "a used code");
    let proof = format!("code={}", code(&world, &secret, 1).await);
    let second = cookie(&send("/staff/sign-in/factor", &waiting, &proof).await);
    assert!(opens(&server, "/desk", &second).await && !opens(&server, "/desk", &waiting).await);
    assert!(!opens(&server, "/staff/sign-in/factor", &waiting).await);

    let unknown = send("/staff/sign-in", "", "login=nobody&password=x").await;
    let known = send("/staff/sign-in", "", "login=demo&password=x").await;
    assert_eq!((unknown.status, known.status), (known.status, StatusCode::UNPROCESSABLE_ENTITY));
    assert!(!known.headers.contains_key(header::SET_COOKIE));
    drop(server);
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn five_wrong_codes_ask_for_the_password_again() {
    let world = World::make().await;
    let invitation = Invitation { login: "demo", label: "데모", role: Role::Admin };
    let token = Sha256::digest(CODE).into();
    let account = staff::invite(&world.db, Some(world.admin), &invitation, token).await.unwrap().unwrap();
    let server = world.serve();
    let form = format!("invitation={CODE}&password={PASSWORD}&again={PASSWORD}");
    next(&post(server.address, "/staff/invitation", "", &form).await);
    factor::propose(&world.db, account).await.unwrap();
    let secret = factor::find_proposed(&world.db, account).await.unwrap().unwrap();
    factor::confirm(&world.db, account, &code(&world, &secret, -1).await).await.unwrap().unwrap();
    let password = format!("login=demo&password={PASSWORD}");
    let waiting = cookie(&post(server.address, "/staff/sign-in", "", &password).await);
    for _ in 0..5 {
        let wrong = post(server.address, "/staff/sign-in/factor", &waiting, "code=00000x").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let right = format!("code={}", code(&world, &secret, 0).await);
    let late = post(server.address, "/staff/sign-in/factor", &waiting, &right).await;
    assert!(next(&late).starts_with("/staff/sign-in?"), "a right code comes too late");
    assert!(!late.headers.contains_key(header::SET_COOKIE));
    drop(server);
    world.finish().await;
}
