//! The admin's dashboards as files: every figure behind them.

use super::{MOST, Sheet, find_admin, named};
use crate::{
    page::admin::figures::{chosen::Chosen, percent},
    stop::Stop,
    text::{Lang, Texts},
};
use domain::{account::Visitor, calendar::iso};
use store::{
    Db, standby,
    view::figures::{list_given_by_hospital, list_use},
};

/// What the admin asks for.
async fn find_chosen(
    db: &Db,
    visitor: Option<&Visitor>,
    value: impl Fn(&str) -> String,
) -> Result<Chosen, Stop> {
    find_admin(visitor)?;
    Ok(Chosen::read(value, db.today().await?))
}

/// `/admin/vaccinations.csv?…`: doses given by day, hospital, vaccine and number of the dose.
///
/// # Errors
/// For anybody but an admin, and when the store fails.
pub async fn given(
    db: &Db,
    visitor: Option<&Visitor>,
    lang: Lang,
    value: impl Fn(&str) -> String,
) -> Result<String, Stop> {
    let chosen = find_chosen(db, visitor, value).await?;
    let Texts { admin, public, desk, .. } = lang.texts();
    let t = &admin.figure;
    let mut sheet =
        Sheet::new([t.day, admin.hospital.province, t.hospital, t.vaccine, desk.record.dose_no, t.doses]);
    let (_, rows) = standby::reading(db, move |db| async move {
        list_given_by_hospital(&db, chosen.filter, chosen.from, chosen.to, MOST).await
    })
    .await?;
    for row in rows {
        sheet.row([
            &iso(row.day_on),
            (public.province)(row.province),
            &row.hospital_name,
            named(lang, &row.vaccine_name, &row.vaccine_name_en),
            &row.dose_no.to_string(),
            &row.doses.to_string(),
        ]);
    }
    Ok(sheet.0)
}

/// `/admin/rates.csv?…`: the use of registered doses at every hospital.
///
/// # Errors
/// For anybody but an admin, and when the store fails.
pub async fn rates(
    db: &Db,
    visitor: Option<&Visitor>,
    lang: Lang,
    value: impl Fn(&str) -> String,
) -> Result<String, Stop> {
    let chosen = find_chosen(db, visitor, value).await?;
    let Texts { admin, public, stock, .. } = lang.texts();
    let t = &admin.figure;
    let mut sheet = Sheet::new([
        t.hospital,
        admin.hospital.province,
        stock.registered,
        stock.administered,
        stock.discarded,
        stock.expired,
        t.rate_given,
        t.rate_discarded,
        t.rate_expired,
    ]);
    let (_, (_, _, hospitals)) =
        standby::reading(
            db,
            move |db| async move { list_use(&db, chosen.filter, chosen.order, 0, MOST).await },
        )
        .await?;
    for row in hospitals {
        let doses = row.doses;
        let [given, discarded, expired] =
            [doses.administered, doses.discarded, doses.expired].map(|n| percent(doses.share(n)));
        sheet.row([
            &row.name,
            (public.province)(row.province),
            &doses.registered.to_string(),
            &doses.administered.to_string(),
            &doses.discarded.to_string(),
            &doses.expired.to_string(),
            &given,
            &discarded,
            &expired,
        ]);
    }
    Ok(sheet.0)
}
