//! Registers and changes vaccines (A2).

use super::form_key;
use crate::{
    form::{Form, Label},
    request::{admin, db, go},
    stop::Stop,
};
use domain::{id::VaccineId, refusal::Refusal, vaccine::VaccineForm};
use leptos::prelude::*;
use store::idempotency::Key;

/// The fields as typed, in the order of the form.
type Typed = [(&'static str, String); 7];

/// Registers a vaccine and goes on to its page.
#[server(prefix = "", endpoint = "/admin/vaccines/new")]
pub async fn register_vaccine(
    #[server(default)] name: String,
    #[server(default)] name_en: String,
    #[server(default)] vials: String,
    #[server(default)] doses_per_vial: String,
    #[server(default)] doses_required: String,
    #[server(default)] interval_days: String,
    #[server(default)] minimum_age: String,
    #[server(default)] key: String,
) -> Result<(), Stop> {
    let admin = admin()?;
    let key = form_key(&key)?;
    let typed = typed(name, name_en, vials, doses_per_vial, doses_required, interval_days, minimum_age);
    let mut form = Form::new();
    let Some(vaccine) = read(&mut form, &typed) else { return form.refuse() };
    let parts = typed.each_ref().map(|(_, value)| value.as_str());
    let key = Key::new(admin.account, key, "vaccine_register", &parts);
    match store::vaccine::register(&db(), admin.account, &key, &vaccine).await? {
        Ok(id) => go(format!("/admin/vaccines/{id}?done=registered")),
        Err(Refusal::NameTaken) => form.refuse_for("name", Refusal::NameTaken),
        Err(refusal) => form.refuse_for("", refusal),
    }
}

/// Changes a vaccine and goes back to its page.
#[server(prefix = "", endpoint = "/admin/vaccines/change")]
pub async fn change_vaccine(
    #[server(default)] id: String,
    #[server(default)] name: String,
    #[server(default)] name_en: String,
    #[server(default)] vials: String,
    #[server(default)] doses_per_vial: String,
    #[server(default)] doses_required: String,
    #[server(default)] interval_days: String,
    #[server(default)] minimum_age: String,
) -> Result<(), Stop> {
    let admin = admin()?;
    let id: VaccineId = id.parse()?;
    let typed = typed(name, name_en, vials, doses_per_vial, doses_required, interval_days, minimum_age);
    let mut form = Form::new().on(format!("/admin/vaccines/{id}"));
    let Some(vaccine) = read(&mut form, &typed) else { return form.refuse() };
    match store::vaccine::change(&db(), admin.account, id, &vaccine).await? {
        Ok(()) => go(format!("/admin/vaccines/{id}?done=changed")),
        Err(Refusal::NameTaken) => form.refuse_for("name", Refusal::NameTaken),
        Err(Refusal::NotEnoughVials(supplied)) => {
            form.say("vials", move |t| (t.admin.vaccine.vials_supplied_error)(supplied));
            form.refuse()
        }
        Err(refusal) => form.refuse_for("", refusal),
    }
}

fn typed(
    name: String,
    name_en: String,
    vials: String,
    doses_per_vial: String,
    doses_required: String,
    interval_days: String,
    minimum_age: String,
) -> Typed {
    [
        ("name", name),
        ("name_en", name_en),
        ("vials", vials),
        ("doses_per_vial", doses_per_vial),
        ("doses_required", doses_required),
        ("interval_days", interval_days),
        ("minimum_age", minimum_age),
    ]
}

/// Every wrong field is noted, in the order of the form.
fn read(form: &mut Form, typed: &Typed) -> Option<VaccineForm> {
    let get =
        |key: &str| typed.iter().find(|(field, _)| *field == key).map(|(_, v)| v.clone()).unwrap_or_default();
    match VaccineForm::parse(get) {
        Ok(vaccine) => Some(vaccine),
        Err(errors) => {
            for (field, _) in typed {
                if let Some((_, error)) = errors.iter().find(|(key, _)| key == field) {
                    form.check::<()>(field, label(field), Err(error.clone()));
                }
            }
            None
        }
    }
}

fn label(field: &str) -> Label {
    match field {
        "name" => |t| t.admin.vaccine.name,
        "name_en" => |t| t.admin.vaccine.name_en,
        "vials" => |t| t.admin.vaccine.vials,
        "doses_per_vial" => |t| t.admin.vaccine.doses_per_vial,
        "doses_required" => |t| t.admin.vaccine.doses_required,
        "interval_days" => |t| t.admin.vaccine.interval_days,
        _ => |t| t.admin.vaccine.minimum_age,
    }
}
