//! The seventeen provinces as tiles, roughly where they lie. A list or a choice beside it says the same.

use crate::{component::grouped, text::t};
use domain::hospital::Province as P;
use leptos::prelude::*;
use store::view::status::{Now, ProvinceNow};

/// Width and height of a tile, and the gap between two.
const TILE: (i32, i32) = (96, 68);
const GAP: i32 = 6;

/// Column and row.
fn place(province: P) -> (i32, i32) {
    match province {
        P::Incheon => (0, 0),
        P::Seoul => (1, 0),
        P::Gyeonggi => (2, 0),
        P::Gangwon => (3, 0),
        P::Chungnam => (0, 1),
        P::Sejong => (1, 1),
        P::Chungbuk => (2, 1),
        P::Gyeongbuk => (3, 1),
        P::Jeonbuk => (0, 2),
        P::Daejeon => (1, 2),
        P::Daegu => (2, 2),
        P::Ulsan => (3, 2),
        P::Gwangju => (0, 3),
        P::Jeonnam => (1, 3),
        P::Gyeongnam => (2, 3),
        P::Busan => (3, 3),
        P::Jeju => (0, 4),
    }
}

/// The map: bookable doses of each province, and a link to where `to` says.
pub(super) fn map<F>(now: &Now, chosen: Option<P>, to: F) -> impl IntoView + use<F>
where
    F: Fn(P) -> String,
{
    let t = &t().public.now;
    let tiles: Vec<_> = now.provinces.iter().map(|p| tile(p, chosen, to(p.province))).collect();
    let (width, height) = (4 * TILE.0 + 3 * GAP, 5 * TILE.1 + 4 * GAP);
    view! {
        <figure class="provinces__map">
            <figcaption>{t.map}</figcaption>
            <svg class="tile-map" viewBox=format!("-2 -2 {} {}", width + 4, height + 4) aria-label=t.map role="group">
                {tiles}
            </svg>
        </figure>
    }
}

fn tile(now: &ProvinceNow, chosen: Option<P>, href: String) -> impl IntoView + use<> {
    let t = &t().public.now;
    let (column, row) = place(now.province);
    let (x, y) = (column * (TILE.0 + GAP), row * (TILE.1 + GAP));
    let key = now.province.key();
    let class = match now.bookable {
        _ if now.hospitals == 0 => "tile tile--empty",
        0 => "tile tile--full",
        left if left < i64::from(FEW) => "tile tile--few",
        _ => "tile",
    };
    let chosen = chosen == Some(now.province);
    let number = if now.bookable == 0 { t.no_doses.to_owned() } else { grouped(now.bookable) };
    let (middle, name_y, number_y) = (x + TILE.0 / 2, y + 26, y + 52);
    // Where there is no hospital, nothing moves.
    let live = (now.hospitals > 0).then(|| format!("doses:{key}"));
    view! {
        <a href=href aria-current=chosen.then_some("true")>
            <g class=class data-live=live data-live-few=FEW.to_string()>
                <rect x=x y=y width=TILE.0 height=TILE.1 rx="8" />
                <text class="tile__name" x=middle y=name_y>{(t.short)(now.province)}</text>
                <text class="tile__number" x=middle y=number_y data-live-text="{}" data-live-zero=t.no_doses>
                    {number}
                </text>
            </g>
        </a>
    }
}

/// Fewer bookable doses in a whole province are few.
const FEW: u32 = 100;
