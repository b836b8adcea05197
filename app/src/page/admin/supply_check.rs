//! `/admin/supplies/check?…`: the last look before vials leave the national store; after that
//! nothing can be taken back.

use crate::{
    component::{
        Button, ButtonKind, ButtonLink, Hidden, Narrow, Page, PageHeading, PostForm, SummaryList, SummaryRow,
        grouped, localized,
    },
    request::{admin, db, query},
    stop::{Stop, show},
    text::t,
};
use domain::{
    calendar::{iso, parse_iso},
    field::parse_number,
    id::{HospitalId, VaccineId},
    supply::parse_lot_number,
};
use leptos::prelude::*;
use store::view::admin::VaccineRow;
use time::Date;

/// What is about to be sent, as the address says it.
struct Wish {
    hospital: HospitalId,
    hospital_name: String,
    vaccine: VaccineRow,
    lot: String,
    expires: Date,
    vials: i64,
}

/// The page. Its form goes to [`crate::api::admin::supply::send_supply`].
pub(super) fn supply_check() -> impl IntoView {
    show(async {
        admin()?;
        let wish = read().await?.ok_or(Stop::Missing)?;
        let t = &t().admin.supply;
        let back = format!(
            "/admin/supplies/new?hospital={}&vaccine={}&lot={}&expires={}&vials={}",
            wish.hospital,
            wish.vaccine.vaccine,
            wish.lot,
            iso(wish.expires),
            wish.vials
        );
        let (year, month, day) = wish.expires.to_calendar_date();
        Ok(view! {
            <Page title=t.check_title back=back.clone()>
                <PageHeading title=t.check_title lead=t.check_lead />
                <Narrow>
                    <SummaryList rows=rows(&wish, &back) />
                    <PostForm action="/admin/supplies/check" keyed=true>
                        <Hidden name="hospital" value=wish.hospital.to_string() />
                        <Hidden name="vaccine" value=wish.vaccine.vaccine.to_string() />
                        <Hidden name="lot_number" value=wish.lot />
                        <Hidden name="expires_year" value=year.to_string() />
                        <Hidden name="expires_month" value=u8::from(month).to_string() />
                        <Hidden name="expires_day" value=day.to_string() />
                        <Hidden name="vials" value=wish.vials.to_string() />
                        <div class="actions">
                            <Button>{t.send}</Button>
                            <ButtonLink href="/admin/supplies" kind=ButtonKind::Secondary>{t.do_not_send}</ButtonLink>
                        </div>
                    </PostForm>
                </Narrow>
            </Page>
        })
    })
}

/// Only what the form before would have let through; whether it still holds is decided when
/// it is sent.
async fn read() -> Result<Option<Wish>, Stop> {
    let [hospital, vaccine, lot, expires, vials] =
        ["hospital", "vaccine", "lot", "expires", "vials"].map(query);
    let (hospital, vaccine): (HospitalId, VaccineId) = (hospital.parse()?, vaccine.parse()?);
    let (Ok(lot), Ok(expires), Ok(vials)) =
        (parse_lot_number(&lot), parse_iso(&expires), parse_number(&vials, 1, 1_000_000))
    else {
        return Ok(None);
    };
    let db = db();
    let place = store::view::admin::find_hospital(&db, hospital).await?;
    let vaccine = store::view::admin::find_vaccine(&db, vaccine).await?;
    Ok(place.zip(vaccine).map(|(place, vaccine)| Wish {
        hospital,
        hospital_name: place.name,
        vaccine,
        lot,
        expires,
        vials,
    }))
}

fn rows(wish: &Wish, back: &str) -> Vec<SummaryRow> {
    let texts = t();
    let t = &texts.admin.supply;
    let form = &wish.vaccine.form;
    let change = |field: &str| format!("{back}#{field}");
    let left = i64::from(wish.vaccine.vials_left()) - wish.vials;
    vec![
        SummaryRow::new(t.hospital, wish.hospital_name.clone()).change(change("hospital")),
        SummaryRow::new(t.vaccine, localized(&form.name, &form.name_en).to_owned()).change(change("vaccine")),
        SummaryRow::new(t.lot, wish.lot.clone()).change(change("lot_number")),
        SummaryRow::new(t.expires, (texts.common.date)(wish.expires)).change(change("expires")),
        SummaryRow::new(t.vials, (texts.stock.n_vials)(&grouped(wish.vials))).change(change("vials")),
        SummaryRow::new(
            t.expected,
            (texts.stock.n_doses)(&grouped(wish.vials * i64::from(form.doses_per_vial))),
        ),
        SummaryRow::new(t.left_after, (texts.stock.n_vials)(&grouped(left.max(0)))),
    ]
}
