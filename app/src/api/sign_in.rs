//! Signs in: citizens by phone number and one-time code, staff by name and password. The
//! answer is the same whether a number or a name is known or not.

use super::sign_in_with::failed;
use crate::{
    form::Form,
    guard::{Development, Tries, Try, is_password},
    provider,
    request::{db, go, local},
    session,
    stop::Stop,
    typed::{any, read_phone},
};
use domain::{account::AccountKind, field::FieldError, id::AccountId, person::Phone, refusal::Refusal};
use leptos::prelude::*;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use store::{Db, account::StaffSignIn};
use uuid::Uuid;

/// Sends a code to a phone number. The form's key makes a second tap harmless.
#[server(prefix = "", endpoint = "/sign-in")]
pub async fn ask_code(
    #[server(default)] phone: String,
    #[server(default)] next: String,
    #[server(default)] link: String,
    #[server(default)] key: String,
) -> Result<(), Stop> {
    let mut form = Form::new();
    let Some(phone) = read_phone(&mut form, &phone) else { return form.refuse() };
    match send(&key, &phone).await? {
        Ok(challenge) => go(format!("/sign-in/code?{}", query(challenge, &next, &link))),
        Err(refusal) => form.refuse_for("", refusal),
    }
}

/// Sends another code to the number of a challenge that is still open.
#[server(prefix = "", endpoint = "/sign-in/again")]
pub async fn ask_code_again(
    #[server(default)] c: String,
    #[server(default)] next: String,
    #[server(default)] link: String,
    #[server(default)] key: String,
) -> Result<(), Stop> {
    let phone = match c.parse() {
        Ok(challenge) => store::code::find_phone(&db(), challenge).await?,
        Err(_) => None,
    };
    // Without a phone that page says what to do.
    let Some(phone) = phone else { return go(format!("/sign-in/code?next={}", encoded(&next))) };
    match send(&key, &phone).await? {
        Ok(challenge) => go(format!("/sign-in/code?sent=again&{}", query(challenge, &next, &link))),
        Err(refusal) => Form::new().on("/sign-in/code").refuse_for("", refusal),
    }
}

async fn send(key: &str, phone: &Phone) -> Result<Result<Uuid, Refusal>, Stop> {
    if let Err(wait) = Tries::count(&[(Try::AskCode, "")]) {
        return Ok(Err(Refusal::TooManyTries(wait)));
    }
    let key = key.parse().unwrap_or_else(|_| Uuid::new_v4());
    Ok(store::code::ask(&db(), key, phone).await?)
}

/// Signs a citizen in with the code that was sent; the account is made on the way. With `link` the
/// provider's sign-in that waits in this browser is linked to it.
#[server(prefix = "", endpoint = "/sign-in/code")]
pub async fn prove_code(
    #[server(default)] c: String,
    #[server(default)] code: String,
    #[server(default)] next: String,
    #[server(default)] link: String,
) -> Result<(), Stop> {
    let mut form = Form::new();
    let digits: String = code.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    if digits.is_empty() {
        form.check("code", |t| t.public.sign_in.code, Err::<(), _>(FieldError::Missing));
        return form.refuse();
    }
    if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        form.say("code", |t| t.public.sign_in.code_malformed.into());
        return form.refuse();
    }
    let Ok(challenge) = c.parse() else { return form.refuse_for("", Refusal::CodeExpired) };
    let tries = match Tries::count(&[(Try::ProveCode, "")]) {
        Ok(tries) => tries,
        Err(wait) => return form.refuse_for("", Refusal::TooManyTries(wait)),
    };
    let db = db();
    match store::code::prove(&db, challenge, &digits).await? {
        Ok(phone) => {
            tries.forgive();
            let account = store::account::ensure_citizen(&db, &phone).await?;
            if !link.is_empty() && !link_waiting(&db, account).await? {
                return go(failed("late", &next));
            }
            go(citizen_proven(account, &next).await?)
        }
        Err(Refusal::WrongCredentials) => {
            form.say("code", |t| t.public.sign_in.code_wrong.into());
            form.refuse()
        }
        Err(refusal) => form.refuse_for("", refusal),
    }
}

/// Links what waits in this browser; whether something did.
async fn link_waiting(db: &Db, account: AccountId) -> Result<bool, Stop> {
    let Some(browser) = provider::browser() else { return Ok(false) };
    let linked = store::identity::link(db, &browser, account).await?.is_ok();
    provider::unmark_browser()?;
    Ok(linked)
}

/// Signs a member of staff in.
#[server(prefix = "", endpoint = "/staff/sign-in")]
pub async fn sign_in_staff(
    #[server(default)] login: String,
    #[server(default)] password: String,
    #[server(default)] next: String,
) -> Result<(), Stop> {
    let mut form = Form::new();
    let login = login.trim();
    form.check("login", |t| t.public.staff.login, any(login));
    form.check("password", |t| t.public.staff.password, any(&password));
    if form.is_wrong() {
        return form.refuse();
    }
    let counted = [(Try::Password, ""), (Try::PasswordOfName, login), (Try::NameAnywhere, login)];
    let tries = match Tries::count(&counted) {
        Ok(tries) => tries,
        Err(wait) => return form.refuse_for("", Refusal::TooManyTries(wait)),
    };
    let staff = store::account::find_staff(&db(), login).await?;
    let hash = staff.as_ref().map(|staff| staff.password_hash.clone());
    if is_password(password, hash).await?
        && let Some(staff) = staff
    {
        tries.forgive();
        return go(format!("{}?next={}", first_factor_proven(&staff).await?, encoded(&next)));
    }
    form.say("login", |t| t.public.staff.wrong.into());
    form.refuse()
}

/// A citizen has shown who they are: signed in, and where to go. With a passkey, it is asked for next.
pub(crate) async fn citizen_proven(account: AccountId, next: &str) -> Result<String, Stop> {
    if store::factor::find(&db(), account).await?.any() {
        session::await_factor(account).await?;
        return Ok(format!("/sign-in/factor?next={}", encoded(next)));
    }
    session::sign_in(account).await?;
    Ok(home_or(local(next)).to_owned())
}

/// Staff never sign in with a password alone: the second factor is next, or its enrolment. Only a
/// development server lets the demonstration's own accounts go on without, until they have one.
async fn first_factor_proven(staff: &StaffSignIn) -> Result<&'static str, Stop> {
    let has_one = store::factor::find(&db(), staff.account).await?.any();
    if !has_one && staff.demo && use_context::<Development>().is_some() {
        session::sign_in(staff.account).await?;
        return Ok("/staff");
    }
    session::await_factor(staff.account).await?;
    Ok(if has_one { "/staff/sign-in/factor" } else { "/staff/enrol" })
}

/// Where somebody goes who has signed in.
pub(crate) fn after_sign_in(kind: AccountKind, next: &str) -> String {
    match kind {
        AccountKind::Staff => format!("/staff?next={}", encoded(next)),
        AccountKind::Citizen => home_or(local(next)).to_owned(),
    }
}

/// A path of this site, or a citizen's own pages where there is none.
pub(crate) fn home_or(path: &str) -> &str {
    if path == "/" { "/my" } else { path }
}

fn query(challenge: Uuid, next: &str, link: &str) -> String {
    let link = if link.is_empty() { "" } else { "&link=1" };
    format!("c={challenge}&next={}{link}", encoded(next))
}

pub(crate) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}
