//! `/desk?month=`: how full the days of a month are, and how many requests wait (G5).

use super::calendar::{calendar, month_of};
use crate::{
    component::{Figure, Figures, LiveRegion, Notice, NoticeKind, Page, PageHeading, Tone, grouped},
    request::{db, query, reservation_manager},
    stop::show,
    text::t,
};
use domain::{calendar::day_in_seoul, live::views_topic};
use leptos::prelude::*;
use store::{standby, view::desk};

/// The page. Requests are read as they are, the days from the read model.
pub(super) fn overview() -> impl IntoView {
    show(async {
        let (_, hospital) = reservation_manager()?;
        let wanted = query("month");
        let db = db();
        let today = day_in_seoul(db.now().await?);
        let (first, last) = month_of(&wanted, today);
        let (as_of, (open, overdue, now, days)) = standby::reading(&db, move |db| async move {
            let (open, _) = desk::list_requests(&db, hospital, 0).await?;
            let overdue = desk::count_overdue(&db, hospital).await?;
            let now = desk::list_days_between(&db, hospital, today, today).await?.pop().filter(|d| d.open);
            Ok((open, overdue, now, desk::list_days_between(&db, hospital, first, last).await?))
        })
        .await?;
        let t = &t().desk;
        let overdue = (overdue > 0).then(|| {
            view! {
                <Notice kind=NoticeKind::Warning>
                    <p>{(t.overdue)(&grouped(overdue))} " " <a href="/desk/requests">{t.see_requests}</a></p>
                </Notice>
            }
        });
        let calendar = calendar(first, today, &days);
        Ok(view! {
            <Page title=t.days>
                <PageHeading title=t.days />
                <LiveRegion topic=views_topic(Some(hospital.0)) seen=as_of.version as_of=as_of.at late=as_of.late fetches=true>
                    {overdue}
                    <Figures>
                        <Figure
                            label=t.open_requests
                            value=grouped(open)
                            unit=t.cases
                            tone=if open == 0 { Tone::None } else { Tone::Low }
                        >
                            <a href="/desk/requests">{t.see_requests}</a>
                        </Figure>
                        <Figure
                            label=t.taken_today
                            value=now.map_or("–".into(), |d| grouped(d.taken))
                            unit=t.people
                        >
                            {match now {
                                Some(day) => (t.of_capacity)(&grouped(day.capacity)),
                                None => t.closed_today.to_owned(),
                            }}
                        </Figure>
                    </Figures>
                    {calendar}
                </LiveRegion>
            </Page>
        })
    })
}
