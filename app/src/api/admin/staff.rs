//! Staff accounts: invitations, roles, and whether they may sign in. What lets somebody in asks the
//! admin for a recent proof of who they are.

use crate::{
    api::account::fresh_admin,
    form::Form,
    request::{admin, db, go},
    session::{hash, new_token},
    stop::Stop,
};
use domain::{
    account::{Role, parse_login},
    field::{FieldError, parse_line},
    id::{AccountId, HospitalId},
    refusal::Refusal,
};
use leptos::prelude::*;
use store::staff::Invitation;

/// Makes an account and shows its invitation, this once.
#[server(prefix = "", endpoint = "/admin/staff/new")]
pub async fn invite_staff(
    #[server(default)] label: String,
    #[server(default)] login: String,
    #[server(default)] role: String,
    #[server(default)] hospital: String,
) -> Result<(), Stop> {
    let admin = match fresh_admin("/admin/staff/new").await? {
        Ok(admin) => admin,
        Err(way) => return go(way),
    };
    let mut form = Form::new();
    let label = form.check("label", |t| t.admin.staff.name, parse_line(&label, 40));
    let login = form.check("login", |t| t.admin.staff.login, parse_login(&login));
    let role = read_role(&mut form, &role, &hospital);
    let (Some(label), Some(login), Some(role)) = (label, login, role) else { return form.refuse() };
    let token = new_token()?;
    let invitation = Invitation { login: &login, label: &label, role };
    match store::staff::invite(&db(), Some(admin.account), &invitation, hash(&token)).await? {
        Ok(_) => show_invitation(token, login),
        Err(Refusal::NameTaken) => {
            form.refuse_in("login", |t| t.admin.staff.login_taken.into(), Refusal::NameTaken)
        }
        Err(refusal) => form.refuse_for("", refusal),
    }
}

/// Ends a server function: the invitation, in this answer only.
fn show_invitation(token: String, login: String) -> Result<(), Stop> {
    let mut form = Form::new().on("/admin/staff/new");
    form.show("token", token);
    form.show("login", login);
    form.answer()
}

/// A role and, for a manager, the hospital.
fn read_role(form: &mut Form, role: &str, hospital: &str) -> Option<Role> {
    let hospital: Option<HospitalId> = hospital.parse().ok();
    match role {
        "admin" => Some(Role::Admin),
        "vaccine_manager" | "reservation_manager" => {
            if hospital.is_none() {
                form.say("hospital", |t| t.admin.staff.hospital_missing.into());
            }
            Role::from_key(role, hospital)
        }
        _ => {
            let wrong = if role.is_empty() { FieldError::Unchosen } else { FieldError::NotAChoice };
            form.check("role", |t| t.admin.staff.role, Err(wrong))
        }
    }
}

/// The role that a form's hidden fields name.
fn named_role(role: &str, hospital: &str) -> Result<Role, Stop> {
    Role::from_key(role, hospital.parse().ok()).ok_or(Stop::Missing)
}

/// Gives a role.
#[server(prefix = "", endpoint = "/admin/staff/give")]
pub async fn give_role(
    #[server(default)] id: String,
    #[server(default)] role: String,
    #[server(default)] hospital: String,
) -> Result<(), Stop> {
    let id: AccountId = id.parse()?;
    let page = format!("/admin/staff/{id}/give");
    let admin = match fresh_admin(&page).await? {
        Ok(admin) => admin,
        Err(way) => return go(way),
    };
    let mut form = Form::new().on(page);
    let Some(role) = read_role(&mut form, &role, &hospital) else { return form.refuse() };
    match store::staff::give_role(&db(), admin.account, id, role).await? {
        Ok(()) => go(format!("/admin/staff/{id}?done=changed")),
        Err(Refusal::RoleHeld) => form.refuse_for("role", Refusal::RoleHeld),
        Err(refusal) => form.refuse_for("", refusal),
    }
}

/// Moves a manager to another hospital.
#[server(prefix = "", endpoint = "/admin/staff/move")]
pub async fn move_role(
    #[server(default)] id: String,
    #[server(default)] role: String,
    #[server(default)] from: String,
    #[server(default)] hospital: String,
) -> Result<(), Stop> {
    let admin = admin()?;
    let id: AccountId = id.parse()?;
    let held = named_role(&role, &from)?;
    let mut form = Form::new().on(format!("/admin/staff/{id}/move?role={}", held.key()));
    let Ok(to) = hospital.parse::<HospitalId>() else {
        form.check("hospital", |t| t.admin.staff.to, Err::<(), _>(FieldError::Unchosen));
        return form.refuse();
    };
    match store::staff::move_role(&db(), admin.account, id, held, to).await? {
        Ok(()) => go(format!("/admin/staff/{id}?done=changed")),
        Err(refusal) => form.refuse_for("", refusal),
    }
}

/// Takes a role.
#[server(prefix = "", endpoint = "/admin/staff/take")]
pub async fn take_role(
    #[server(default)] id: String,
    #[server(default)] role: String,
    #[server(default)] from: String,
) -> Result<(), Stop> {
    let admin = admin()?;
    let id: AccountId = id.parse()?;
    let held = named_role(&role, &from)?;
    match store::staff::take_role(&db(), admin.account, id, held).await? {
        Ok(()) => go(format!("/admin/staff/{id}?done=changed")),
        Err(refusal) => {
            Form::new().on(format!("/admin/staff/{id}/take?role={}", held.key())).refuse_for("", refusal)
        }
    }
}

/// Signs an account out everywhere.
#[server(prefix = "", endpoint = "/admin/staff/sign-out")]
pub async fn end_staff_sessions(#[server(default)] id: String) -> Result<(), Stop> {
    let admin = admin()?;
    let id: AccountId = id.parse()?;
    store::staff::end_sessions(&db(), admin.account, id).await?.map_err(|_| Stop::Missing)?;
    go(format!("/admin/staff/{id}?done=sessions"))
}

/// Disables an account.
#[server(prefix = "", endpoint = "/admin/staff/disable")]
pub async fn disable_staff(#[server(default)] id: String) -> Result<(), Stop> {
    let admin = admin()?;
    let id: AccountId = id.parse()?;
    match store::staff::disable(&db(), admin.account, id).await? {
        Ok(()) => go(format!("/admin/staff/{id}?done=disabled")),
        Err(refusal) => Form::new().on(format!("/admin/staff/{id}/disable")).refuse_for("", refusal),
    }
}

/// Enables it again.
#[server(prefix = "", endpoint = "/admin/staff/enable")]
pub async fn enable_staff(#[server(default)] id: String) -> Result<(), Stop> {
    let admin = admin()?;
    let id: AccountId = id.parse()?;
    store::staff::enable(&db(), admin.account, id).await?.map_err(|_| Stop::Missing)?;
    go(format!("/admin/staff/{id}?done=enabled"))
}

/// Takes away what an account signs in with, and shows a new invitation, this once.
#[server(prefix = "", endpoint = "/admin/staff/reset")]
pub async fn reset_staff(#[server(default)] id: String) -> Result<(), Stop> {
    let id: AccountId = id.parse()?;
    let page = format!("/admin/staff/{id}/reset");
    let admin = match fresh_admin(&page).await? {
        Ok(admin) => admin,
        Err(way) => return go(way),
    };
    let (db, token) = (db(), new_token()?);
    let staff = store::staff::find(&db, id).await?.ok_or(Stop::Missing)?;
    match store::staff::reset(&db, admin.account, id, hash(&token)).await? {
        Ok(()) => show_invitation(token, staff.login),
        Err(refusal) => Form::new().on(page).refuse_for("", refusal),
    }
}
