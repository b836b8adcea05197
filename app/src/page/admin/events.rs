//! `/admin/events`: events that no retry could handle, and how far each consumer is.

use super::success;
use crate::{
    component::{
        Button, ButtonKind, ButtonSize, Cell, DataTable, EmptyState, Glyph, Hidden, Page, PageHeading, Pair,
        Row, Section, Tag, TagKind, grouped,
    },
    request::{admin, db, query},
    stop::show,
    text::{clock, t},
};
use leptos::prelude::*;
use store::{outbox::Lag, parked::Parked};

/// The page. Its buttons go to [`crate::api::admin::event::retry_events`].
pub(super) fn events() -> impl IntoView {
    show(async {
        admin()?;
        let done = query("done");
        let db = db();
        let parked = store::parked::list(&db).await?;
        let lags = store::outbox::list_lags(&db).await?;
        let now = db.now().await?;
        let text = t();
        let t = &text.admin.event;
        let banner = (done == "retried").then(|| success(t.retried.to_owned(), t.retried_text));
        let list = if parked.is_empty() {
            view! { <EmptyState title=t.none glyph=Glyph::CheckCircle><p>{t.none_text}</p></EmptyState> }
                .into_any()
        } else {
            view! {
                <p class="muted">{t.lead}</p>
                {table(parked)}
            }
            .into_any()
        };
        Ok(view! {
            <Page title=t.title>
                {banner}
                <PageHeading title=t.title />
                {list}
                <Section title=t.lags>{progress(lags)}</Section>
                <p class="as-of">
                    {(text.common.as_of)(&clock(now))}
                    " · "
                    <a href="/admin/events">{text.common.refresh}</a>
                </p>
            </Page>
        })
    })
}

fn table(parked: Vec<Parked>) -> impl IntoView {
    let text = t();
    let t = &text.admin.event;
    let headings = [t.kind, t.aggregate, t.consumer, t.error, text.desk.acts].map(str::to_owned).to_vec();
    let rows: Vec<_> = parked
        .into_iter()
        .map(|event| {
            let since = (t.since)(&(text.common.moment)(event.parked_at));
            // One that waits behind another has not failed.
            let (error, failed) = match event.failures {
                0 => ("–".to_owned(), String::new()),
                n => (event.error.clone(), (t.failures)(n)),
            };
            let act = act(&event);
            Row::new(
                view! { <Pair detail=since><code>{event.kind}</code></Pair> },
                vec![
                    Cell::new(view! { <code class="break">{event.aggregate}</code> }),
                    Cell::new(view! { <code>{event.consumer}</code> }),
                    Cell::new(view! { <Pair detail=failed><span class="break">{error}</span></Pair> }),
                    Cell::actions(act),
                ],
            )
        })
        .collect();
    view! { <DataTable id="parked" caption=t.title quiet_caption=true headings rows stack=true dense=true /> }
}

/// The first event of an aggregate is tried again, and the ones behind it with it.
fn act(event: &Parked) -> AnyView {
    let t = &t().admin.event;
    if event.retrying {
        return view! { <Tag kind=TagKind::Info glyph=Glyph::Refresh text=t.retrying /> }.into_any();
    }
    if event.failures == 0 {
        return view! { <Tag kind=TagKind::Neutral glyph=Glyph::Clock text=t.behind /> }.into_any();
    }
    let of = format!(" {} {}", event.consumer, event.aggregate);
    view! {
        <form class="actions actions--inline" method="post" action="/admin/events/retry">
            <Hidden name="consumer" value=event.consumer.clone() />
            <Hidden name="aggregate" value=event.aggregate.clone() />
            <Button kind=ButtonKind::Secondary size=ButtonSize::Small>
                <span class="nowrap">{t.retry}</span>
                <span class="visually-hidden">{of}</span>
            </Button>
        </form>
    }
    .into_any()
}

fn progress(lags: Vec<Lag>) -> impl IntoView {
    let t = &t().admin.event;
    let headings = [t.consumer, t.lag].map(str::to_owned).to_vec();
    let rows: Vec<_> = lags
        .into_iter()
        .map(|lag| {
            let work = (t.consumer_work)(&lag.consumer);
            let name = view! { <Pair detail=work><code>{lag.consumer.clone()}</code></Pair> };
            Row::new(name, [Cell::new(behind(lag.seconds))])
        })
        .collect();
    view! { <DataTable id="lags" caption=t.lags quiet_caption=true headings rows dense=true /> }
}

/// Up to a second is on its way.
fn behind(seconds: f64) -> AnyView {
    let t = &t().admin.event;
    if seconds < 1.0 {
        return view! { <Tag kind=TagKind::Success glyph=Glyph::CheckCircle text=t.caught_up /> }.into_any();
    }
    #[expect(clippy::cast_possible_truncation, reason = "saturates, and is seconds")]
    let text = (t.behind_by)(&grouped(seconds.ceil() as i64));
    view! { <Tag kind=TagKind::Warning glyph=Glyph::Clock text /> }.into_any()
}
