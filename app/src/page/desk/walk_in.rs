//! `/desk/walk-in?lot=`: somebody without a booking; `/desk/walk-in/check`: the last look. Names and
//! numbers travel in the forms only, so the second page exists as an answer to the first.

use super::{
    arrival::{Arrival, Typed},
    lots,
};
use crate::{
    component::{
        Button, ButtonKind, DateFields, EmptyState, Field, Glyph, Hidden, Narrow, Notice, NoticeKind, Page,
        PageHeading, PostForm, RadioList, SummaryList, SummaryRow,
    },
    form::Form,
    request::{db, query, reservation_manager},
    stop::{Stop, show},
    text::t,
};
use domain::calendar::age_on;
use leptos::prelude::*;
use store::{
    account::find_of_others,
    audit_log::note_each,
    view::stock::{Lot, find_lot, list_lots},
};
use time::Date;

/// The form. It goes to [`crate::api::desk::walk_in::check_walk_in`].
pub(super) fn walk_in() -> impl IntoView {
    show(async {
        let (_, hospital) = reservation_manager()?;
        let lot = query("lot");
        let own = lots::in_order(list_lots(&db(), hospital).await?);
        let t = &t().desk.visit;
        let content = if own.is_empty() {
            view! { <EmptyState title=t.no_lot glyph=Glyph::Box><p>{t.no_lot_text}</p></EmptyState> }
                .into_any()
        } else {
            form(&own, lot).into_any()
        };
        Ok(view! {
            <Page title=t.walk_in back="/desk/visits">
                <PageHeading title=t.walk_in lead=t.walk_in_lead />
                <Narrow>{content}</Narrow>
            </Page>
        })
    })
}

fn form(own: &[Lot], lot: String) -> impl IntoView + use<> {
    let t = &t().desk;
    let choices = lots::choices(own, true);
    // Nothing says which vaccine somebody without a booking wants: with several, nobody guesses.
    let one = own.iter().all(|l| l.vaccine == own[0].vaccine);
    let value = if lot.is_empty() && one { lots::first(own) } else { lot };
    view! {
        <PostForm action="/desk/walk-in/check">
            <Field name="name" label=t.name hint=t.visit.name_hint width="20" />
            <DateFields name="birth" legend=t.birth hint=t.visit.birth_hint />
            <Field name="phone" label=t.phone hint=t.visit.phone_hint inputmode="tel" width="20" />
            <RadioList name="lot" legend=t.visit.lot hint=t.visit.lot_hint choices value />
            <p class="muted">{t.visit.walk_in_booked}</p>
            <div class="actions">
                <Button>{t.visit.to_check}</Button>
            </div>
        </PostForm>
    }
}

/// The last look. Its form goes to [`crate::api::desk::walk_in::record_walk_in`].
pub(super) fn walk_in_check() -> impl IntoView {
    show(async {
        let (manager, hospital) = reservation_manager()?;
        let typed = Typed::kept();
        let db = db();
        let today = db.today().await?;
        let Some(arrival) = typed.read(&mut Form::new(), today) else {
            // Opened by its address: nothing was typed.
            leptos_axum::redirect("/desk/walk-in");
            return Ok(().into_any());
        };
        let lot = find_lot(&db, hospital, arrival.lot).await?.ok_or(Stop::Missing)?;
        let t = &t().desk.visit;
        let others = find_of_others(&db, &arrival.phone, &arrival.name, arrival.birth).await?;
        if let Some(account) = others {
            // That a number is known is something about its owner: who was told stands in the log.
            let subject = [format!("account:{account}")];
            note_each(&db, manager.account, "number_of_others", &subject, Some(hospital)).await?;
        }
        let others = others.map(|_| {
            view! { <Notice kind=NoticeKind::Warning title=t.others_title><p>{t.others_text}</p></Notice> }
        });
        let rows = rows(&arrival, &lot, today);
        Ok(view! {
            <Page title=t.check_title>
                <PageHeading title=t.check_title lead=t.check_lead />
                <Narrow>
                    <SummaryList rows />
                    {others}
                    <PostForm action="/desk/walk-in/record" keyed=true>
                        {hidden(typed)}
                        <div class="actions">
                            <Button>{t.record}</Button>
                            <Button kind=ButtonKind::Secondary sends=("amend", "yes".to_owned())>{t.amend}</Button>
                        </div>
                    </PostForm>
                </Narrow>
            </Page>
        }
        .into_any())
    })
}

fn rows(arrival: &Arrival, lot: &Lot, today: Date) -> Vec<SummaryRow> {
    let text = t();
    let t = &text.desk;
    let (name, number) = (arrival.name.as_str().to_owned(), lots::label(lot));
    let born = arrival.birth.date();
    let birth = format!("{} ({})", (t.birth_date)(born), (t.visit.age)(age_on(born, today)));
    vec![
        SummaryRow::new(t.name, view! { <strong>{name}</strong> }),
        SummaryRow::new(t.birth, birth),
        SummaryRow::new(t.phone, arrival.phone.formatted()),
        SummaryRow::new(t.visit.lot, view! { <strong>{number}</strong> }),
        SummaryRow::new(t.visit.expires, (text.common.date)(lot.expires_on)),
    ]
}

fn hidden(typed: Typed) -> impl IntoView {
    let [year, month, day] = typed.birth;
    [
        ("phone", typed.phone),
        ("name", typed.name),
        ("birth_year", year),
        ("birth_month", month),
        ("birth_day", day),
        ("lot", typed.lot),
    ]
    .map(|(name, value)| view! { <Hidden name value /> })
    .collect_view()
}
