//! Registers and changes hospitals (A1).

use super::form_key;
use crate::{
    form::Form,
    request::{admin, db, go},
    stop::Stop,
    text::Texts,
};
use domain::{
    calendar::{ClosedWeekdays, parse_iso},
    field::FieldError,
    hospital::{
        HospitalForm, Province, WaitPolicy, parse_capacity, parse_hour, parse_name, parse_offer_minutes,
    },
    id::HospitalId,
    refusal::{Refusal, TakenDay},
};
use leptos::prelude::*;
use store::idempotency::Key;
use time::Weekday;

/// Registers a hospital and goes on to its page.
#[server(prefix = "", endpoint = "/admin/hospitals/new")]
pub async fn register_hospital(
    #[server(default)] name: String,
    #[server(default)] province: String,
    #[server(default)] daily_capacity: String,
    #[server(default)] closes_at: String,
    #[server(default)] closed: Vec<String>,
    #[server(default)] wait_policy: String,
    #[server(default)] offer_minutes: String,
    #[server(default)] key: String,
) -> Result<(), Stop> {
    let admin = admin()?;
    let key = form_key(&key)?;
    let mut form = Form::new();
    let typed = Typed { name, province, daily_capacity, closes_at, closed, wait_policy, offer_minutes };
    let Some(hospital) = read(&mut form, &typed) else { return form.refuse() };
    let closed = hospital.closed.bits().to_string();
    let parts = [
        &hospital.name,
        hospital.province.key(),
        &typed.daily_capacity,
        &typed.closes_at,
        &closed,
        hospital.wait_policy.key(),
        &typed.offer_minutes,
    ];
    let key = Key::new(admin.account, key, "hospital_register", &parts);
    match store::hospital::register(&db(), admin.account, &key, &hospital).await? {
        Ok(id) => go(format!("/admin/hospitals/{id}?done=registered")),
        Err(Refusal::NameTaken) => form.refuse_for("name", Refusal::NameTaken),
        Err(refusal) => form.refuse_for("", refusal),
    }
}

/// Changes a hospital and goes back to its page.
#[server(prefix = "", endpoint = "/admin/hospitals/change")]
pub async fn change_hospital(
    #[server(default)] id: String,
    #[server(default)] name: String,
    #[server(default)] province: String,
    #[server(default)] daily_capacity: String,
    #[server(default)] closes_at: String,
    #[server(default)] closed: Vec<String>,
    #[server(default)] wait_policy: String,
    #[server(default)] offer_minutes: String,
) -> Result<(), Stop> {
    let admin = admin()?;
    let id: HospitalId = id.parse()?;
    let mut form = Form::new().on(format!("/admin/hospitals/{id}"));
    let typed = Typed { name, province, daily_capacity, closes_at, closed, wait_policy, offer_minutes };
    let Some(hospital) = read(&mut form, &typed) else { return form.refuse() };
    match store::hospital::change(&db(), admin.account, id, &hospital).await? {
        Ok(()) => go(format!("/admin/hospitals/{id}?done=changed")),
        Err(Refusal::NameTaken) => form.refuse_for("name", Refusal::NameTaken),
        Err(Refusal::DaysTaken(days)) => {
            say_days(&mut form, &hospital, days);
            form.refuse()
        }
        Err(refusal) => form.refuse_for("", refusal),
    }
}

/// The fields of a hospital's form.
struct Typed {
    name: String,
    province: String,
    daily_capacity: String,
    closes_at: String,
    closed: Vec<String>,
    wait_policy: String,
    offer_minutes: String,
}

fn read(form: &mut Form, typed: &Typed) -> Option<HospitalForm> {
    let name = form.check("name", |t| t.admin.hospital.name, parse_name(&typed.name));
    let province = form.check("province", |t| t.admin.hospital.province, Province::parse(&typed.province));
    let capacity =
        form.check("daily_capacity", |t| t.admin.hospital.capacity, parse_capacity(&typed.daily_capacity));
    let closes_at = form.check("closes_at", |t| t.admin.hospital.closes_at, parse_hour(&typed.closes_at));
    let closed = form.check("closed", |t| t.admin.hospital.closed, read_weekdays(&typed.closed));
    let policy =
        form.check("wait_policy", |t| t.admin.hospital.wait_policy, WaitPolicy::parse(&typed.wait_policy));
    let minutes = form.check(
        "offer_minutes",
        |t| t.admin.hospital.offer_minutes,
        parse_offer_minutes(&typed.offer_minutes),
    );
    if closed.is_some_and(ClosedWeekdays::is_always) {
        form.say("closed", |t| t.admin.hospital.always_closed.into());
        return None;
    }
    Some(HospitalForm {
        name: name?,
        province: province?,
        daily_capacity: capacity?,
        closed: closed?,
        closes_at: closes_at?,
        wait_policy: policy?,
        offer_minutes: minutes?,
    })
}

/// `1` for Monday to `7` for Sunday.
fn read_weekdays(typed: &[String]) -> Result<ClosedWeekdays, FieldError> {
    typed.iter().try_fold(ClosedWeekdays::default(), |closed, typed| {
        let day: u8 = typed.parse().map_err(|_| FieldError::NotAChoice)?;
        if !(1..=7).contains(&day) {
            return Err(FieldError::NotAChoice);
        }
        Ok(closed.with(Weekday::Monday.nth_next(day - 1)))
    })
}

/// Says at each field how many days stand against it, and names all of them once.
fn say_days(form: &mut Form, hospital: &HospitalForm, days: Vec<TakenDay>) {
    let too_many = days.iter().filter(|d| d.taken > hospital.daily_capacity).count();
    let closed = days
        .iter()
        .filter_map(|d| parse_iso(&d.day_on).ok())
        .filter(|day| hospital.closed.contains(day.weekday()))
        .count();
    if too_many > 0 {
        form.say("daily_capacity", move |t| (t.admin.hospital.capacity_taken)(too_many));
    }
    if closed > 0 {
        form.say("closed", move |t| (t.admin.hospital.closed_taken)(closed));
    }
    form.say("", move |t| list_days(t, &days));
}

/// `예약이 있는 날: 12월 1일(화) 4명, …`
pub(super) fn list_days(t: &'static Texts, days: &[TakenDay]) -> String {
    let read = |d: &TakenDay| {
        let day = parse_iso(&d.day_on).map_or_else(|_| d.day_on.clone(), t.common.short_date);
        (t.admin.hospital.taken_day)(&day, d.taken)
    };
    (t.admin.hospital.taken_days)(&days.iter().map(read).collect::<Vec<_>>().join(", "))
}
