//! A hospital in the list of results: what is left, and the way to book it.

use crate::{
    component::{Glyph, Icon, Level, LevelTag, grouped, localized},
    text::t,
};
use domain::calendar::iso;
use leptos::prelude::*;
use store::view::hospital::{Card, Left};

/// One hospital.
pub(super) fn card(card: &Card) -> impl IntoView + use<> {
    let text = &t().public;
    let t = &text.find;
    let level = Level::of_hospital(card.bookable(), !card.next_days.is_empty());
    let class = if level == Level::None { "hospital hospital--none" } else { "hospital" };
    let vaccines: Vec<_> = card.left.iter().filter(|left| left.bookable > 0).map(vaccine).collect();
    view! {
        <article class=class>
            <div class="hospital__head">
                <h2 class="hospital__name"><a lang="ko" href=format!("/hospitals/{}", card.hospital)>{card.name.clone()}</a></h2>
                <p class="hospital__where"><Icon glyph=Glyph::MapPin />{(text.province)(card.province)}</p>
                {(!vaccines.is_empty()).then(|| view! { <ul class="hospital__vaccines">{vaccines}</ul> })}
            </div>
            <p class="hospital__left">
                <span class="hospital__number">{grouped(card.bookable())}</span> " " {t.left} " "
                <LevelTag level />
            </p>
            {dates(card, level)}
        </article>
    }
}

fn vaccine(left: &Left) -> impl IntoView + use<> {
    let name = localized(&left.name, &left.name_en).to_owned();
    view! { <li>{name} " " <b>{(t().public.find.doses)(&grouped(left.bookable))}</b></li> }
}

fn dates(card: &Card, level: Level) -> impl IntoView + use<> {
    let text = t();
    let t = &text.public.find;
    if level == Level::None {
        let why = if card.bookable() == 0 { t.no_doses } else { t.no_dates };
        let wait = format!("/book/wait?hospital={}", card.hospital);
        let of = format!(" {}", card.name);
        return view! {
            <p class="muted">
                {why} " "
                <a href=wait>{text.public.hospital.wait}<span class="visually-hidden" lang="ko">{of}</span></a>
            </p>
        }
        .into_any();
    }
    let dates: Vec<_> = card
        .next_days
        .iter()
        .map(|day| {
            let href = format!("/book?hospital={}&date={}", card.hospital, iso(*day));
            view! { <li><a href=href><span>{(text.common.short_date)(*day)}</span> <b>{t.book}</b></a></li> }
        })
        .collect();
    view! { <ul class="hospital__dates" aria-label=t.dates>{dates}</ul> }.into_any()
}
