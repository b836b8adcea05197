//! `/stock/lots/:id/dispose/check?doses=&reason=`: whose bookings a disposal would cancel, and the
//! last look before it does (F3, F7, F8). What is typed freely is asked for here: it must not
//! stand in an address.

use crate::{
    component::{
        Button, ButtonKind, ButtonLink, Cell, DataTable, Glyph, Hidden, Icon, Narrow, Notice, NoticeKind,
        Page, PageHeading, PostForm, Row, Section, SummaryList, SummaryRow, TextArea, grouped, localized,
    },
    request::{db, param, query, vaccine_manager},
    stop::{Stop, show},
    text::t,
};
use domain::{disposal::DisposalReason, id::LotId};
use leptos::prelude::*;
use store::{
    disposal::{Preview, Victim},
    view::stock::Lot,
};

/// The page. Its form goes to [`crate::api::stock::dispose::dispose_doses`].
pub(super) fn check() -> impl IntoView {
    show(async {
        let (_, hospital) = vaccine_manager()?;
        let id: LotId = param("id")?;
        let (doses, reason) = (query("doses"), query("reason"));
        let db = db();
        let lot = store::view::stock::find_lot(&db, hospital, id).await?.ok_or(Stop::Missing)?;
        let wanted = doses.parse().unwrap_or(0);
        let preview = store::disposal::preview(&db, hospital, id, wanted).await?.ok();
        let Some((preview, reason)) = preview.zip(DisposalReason::from_key(&reason)) else {
            // Fewer doses are left by now: the number is asked for again.
            leptos_axum::redirect(&format!("/stock/lots/{id}/dispose"));
            return Ok(().into_any());
        };
        let t = &t().stock.disposal;
        let back = format!("/stock/lots/{id}/dispose?doses={wanted}&reason={}", reason.key());
        let now = (t.dispose_now)(&grouped(wanted));
        let rows = rows(&lot, wanted, reason, &back);
        let victims = victims(&preview);
        let good = (reason == DisposalReason::Expired && lot.days_left >= 0).then(|| {
            let text = (t.not_expired)(&(crate::text::t().common.date)(lot.expires_on));
            view! { <Notice kind=NoticeKind::Warning><p>{text}</p></Notice> }
        });
        Ok(view! {
            <Page title=t.check_title back>
                <PageHeading title=t.check_title lead=t.check_lead />
                <Narrow>
                    <SummaryList rows />
                    {good}
                    <Section title=t.victims>{victims}</Section>
                    <PostForm action="/stock/lots/dispose" keyed=true>
                        <Hidden name="id" value=id.to_string() />
                        <Hidden name="doses" value=wanted.to_string() />
                        <Hidden name="reason" value=reason.key() />
                        <Hidden name="shown" value=preview.digest />
                        <TextArea
                            name="note"
                            label=t.note
                            hint=t.note_hint
                            optional={reason != DisposalReason::Other}
                        />
                        <div class="actions">
                            <Button kind=ButtonKind::Danger><Icon glyph=Glyph::Trash />{now}</Button>
                            <ButtonLink href=format!("/stock/lots/{id}") kind=ButtonKind::Secondary>{t.keep}</ButtonLink>
                        </div>
                    </PostForm>
                </Narrow>
            </Page>
        }
        .into_any())
    })
}

fn rows(lot: &Lot, doses: i32, reason: DisposalReason, back: &str) -> Vec<SummaryRow> {
    let t = &t().stock;
    let amount = |n| (t.n_doses)(&grouped(n));
    let discarded = amount(doses);
    vec![
        SummaryRow::new(t.lot, lot.lot_number.clone()),
        SummaryRow::new(t.vaccine, localized(&lot.vaccine_name, &lot.vaccine_name_en).to_owned()),
        SummaryRow::new(t.disposal.doses, view! { <strong>{discarded}</strong> })
            .change(format!("{back}#doses")),
        SummaryRow::new(t.disposal.reason, (t.disposal.reason_name)(reason)).change(format!("{back}#reason")),
        SummaryRow::new(t.disposal.left_after, amount(lot.left - doses)),
    ]
}

/// Exactly those who would lose a booking or an offer, in the order in which they would.
fn victims(preview: &Preview) -> AnyView {
    let t = &t().stock.disposal;
    if preview.victims.is_empty() {
        return view! {
            <Notice kind=NoticeKind::Info title=t.no_victims><p>{t.no_victims_text}</p></Notice>
        }
        .into_any();
    }
    let revoked = preview.victims.iter().filter(|v| v.offer).count();
    let cancelled = preview.victims.len() - revoked;
    let title = (t.victims_title)(&cancelled.to_string(), &revoked.to_string());
    let told = (cancelled > 0).then(|| view! { <p>{t.victims_text}</p> });
    let kept = (revoked > 0).then(|| view! { <p>{t.revoked_text}</p> });
    let order = (cancelled > 1).then(|| view! { <p class="muted">{t.victims_order}</p> });
    view! {
        <Notice kind=NoticeKind::Warning title=title>{told}{kept}</Notice>
        {order}
        {table(&preview.victims)}
    }
    .into_any()
}

fn table(victims: &[Victim]) -> impl IntoView + use<> {
    let text = t();
    let t = &text.stock.disposal;
    let headings = [text.desk.number, text.desk.name, text.desk.day, t.fate].map(str::to_owned).to_vec();
    let rows: Vec<_> = victims
        .iter()
        .map(|v| {
            let number = v.number.to_string();
            let day = v.day_on.map_or_else(|| t.no_day.to_owned(), text.common.short_date);
            Row::new(
                view! { <span class="number-code">{number}</span> },
                vec![
                    Cell::new(v.name.as_str().to_owned()),
                    Cell::new(view! { <span class="nowrap">{day}</span> }),
                    Cell::new(if v.offer { t.revoked_fate } else { t.cancelled_fate }),
                ],
            )
        })
        .collect();
    view! { <DataTable id="victims" caption=t.victims quiet_caption=true headings rows stack=true dense=true /> }
}
