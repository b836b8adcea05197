//! `/admin`: the whole service in a few numbers, and the way to each task.

use crate::{
    component::{
        ButtonKind, ButtonLink, Figure, Figures, Glyph, Icon, LiveRegion, Notice, NoticeKind, Page,
        PageHeading, Section, Tone, grouped,
    },
    request::{admin, db},
    stop::show,
    text::t,
};
use domain::live::views_topic;
use leptos::prelude::*;

/// The page.
pub(super) fn overview() -> impl IntoView {
    show(async {
        admin()?;
        let db = db();
        let (as_of, (o, (sent, received), parked, twins)) =
            store::standby::reading(&db, move |db| async move {
                let o = store::view::admin::read_overview(&db).await?;
                let open = store::view::stock::count_open_supplies(&db, None).await?;
                let parked = store::parked::list(&db).await?.len();
                Ok((o, open, parked, store::view::duplicate::count_groups(&db).await?))
            })
            .await?;
        let t = &t().admin;
        let twins = (twins > 0).then(|| {
            view! {
                <Notice kind=NoticeKind::Info>
                    <p>{(t.duplicate.notice)(&grouped(twins))} " " <a href="/admin/duplicates">{t.duplicate.see}</a></p>
                </Notice>
            }
        });
        let parked = (parked > 0).then(|| {
            view! {
                <Notice kind=NoticeKind::Warning>
                    <p>{(t.event.notice)(&parked.to_string())} " " <a href="/admin/events">{t.event.see}</a></p>
                </Notice>
            }
        });
        Ok(view! {
            <Page title=t.overview>
                <PageHeading title=t.overview lead=t.overview_lead />
                {parked}
                {twins}
                <LiveRegion topic=views_topic(None) seen=as_of.version as_of=o.as_of late=as_of.late fetches=true>
                    <Figures>
                        <Figure label=t.hospital.title value=grouped(o.hospitals) unit=t.places>
                            {(t.without_doses)(&grouped(o.without_doses))}
                        </Figure>
                        <Figure
                            label=t.bookable
                            value=grouped(o.bookable)
                            unit=t.doses
                            tone=if o.bookable == 0 { Tone::None } else { Tone::Good }
                        />
                        <Figure label=t.vials_left value=grouped(o.vials_left) unit=t.vials>
                            {(t.of_vaccines)(&grouped(o.vaccines))}
                        </Figure>
                    </Figures>
                    <Figures>
                        <Figure label=t.open_supplies value=grouped(sent + received) unit=t.cases>
                            {(t.open_supplies_text)(&grouped(sent), &grouped(received))}
                        </Figure>
                        <Figure label=t.requested value=grouped(o.requested) unit=t.cases />
                        <Figure label=t.waiting value=grouped(o.waiting) unit=t.people />
                    </Figures>
                </LiveRegion>
                <Section title=t.figure.title>
                    <ul class="rows">
                        {dashboard("/admin/vaccinations", t.figure.given_title, t.figure.given_lead)}
                        {dashboard("/admin/rates", t.figure.rates_title, t.figure.rates_lead)}
                    </ul>
                </Section>
                <Section title=t.tasks>
                    <div class="actions">
                        <ButtonLink href="/admin/supplies/new">
                            <Icon glyph=Glyph::Truck />
                            {t.supply.new}
                        </ButtonLink>
                        <ButtonLink href="/admin/hospitals/new" kind=ButtonKind::Secondary>
                            <Icon glyph=Glyph::Plus />
                            {t.hospital.new}
                        </ButtonLink>
                        <ButtonLink href="/admin/vaccines/new" kind=ButtonKind::Secondary>
                            <Icon glyph=Glyph::Plus />
                            {t.vaccine.new}
                        </ButtonLink>
                    </div>
                </Section>
            </Page>
        })
    })
}

fn dashboard(href: &'static str, title: &'static str, text: &'static str) -> impl IntoView {
    view! {
        <li class="row">
            <div class="row__main">
                <p class="row__title"><a href=href>{title}</a></p>
                <p class="row__meta">{text}</p>
            </div>
        </li>
    }
}
