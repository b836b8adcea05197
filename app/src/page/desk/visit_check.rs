//! `/desk/visit/:id/check?lot=`: the last look before a dose is recorded (D1).

use super::visit::rows;
use crate::{
    component::{
        Button, ButtonKind, ButtonLink, Hidden, Narrow, Page, PageHeading, PostForm, SummaryList, SummaryRow,
    },
    request::{db, param, query, reservation_manager},
    stop::{Stop, show},
    text::t,
};
use domain::id::{LotId, ReservationId};
use leptos::prelude::*;
use store::view::{stock::find_lot, vaccination::find_series, visit::find};

/// The page. Its form goes to [`crate::api::desk::visit::record_visit`].
pub(super) fn visit_check() -> impl IntoView {
    show(async {
        let (_, hospital) = reservation_manager()?;
        let id: ReservationId = param("id")?;
        let lot: LotId = query("lot").parse()?;
        let db = db();
        let visit = find(&db, hospital, id).await?.filter(|v| v.here).ok_or(Stop::Missing)?;
        if visit.record.is_some() {
            // Back in the browser after it was recorded: the booking's page says so.
            leptos_axum::redirect(&format!("/desk/visit/{id}"));
            return Ok(().into_any());
        }
        let lot = find_lot(&db, hospital, lot).await?.ok_or(Stop::Missing)?;
        let series = find_series(&db, visit.person, visit.vaccine).await?.ok_or(Stop::Missing)?;
        let text = t();
        let t = &text.desk.visit;
        let back = format!("/desk/visit/{id}?lot={}", lot.lot);
        let mut rows = rows(&visit, &series, db.today().await?);
        rows.push(
            SummaryRow::new(t.lot, view! { <strong>{lot.lot_number.clone()}</strong> })
                .change(format!("{back}#lot")),
        );
        rows.push(SummaryRow::new(t.expires, (text.common.date)(lot.expires_on)));
        Ok(view! {
            <Page title=t.check_title back=back.clone()>
                <PageHeading title=t.check_title lead=t.check_lead />
                <Narrow>
                    <SummaryList rows />
                    <PostForm action="/desk/visit/record" keyed=true>
                        <Hidden name="id" value=id.to_string() />
                        <Hidden name="lot" value=lot.lot.to_string() />
                        <div class="actions">
                            <Button>{t.record}</Button>
                            <ButtonLink href=back kind=ButtonKind::Secondary>{t.amend}</ButtonLink>
                        </div>
                    </PostForm>
                </Narrow>
            </Page>
        }
        .into_any())
    })
}
