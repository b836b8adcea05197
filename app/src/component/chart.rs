//! Charts of our own, as SVG: bars by day, and shares of a whole. Each has a title, a description
//! and a legend; parts differ in their pattern, not in their colour alone. The page has the same
//! figures as a table.

use super::grouped;
use leptos::prelude::*;

/// Classes of the parts, in the order of the legend.
const PARTS: [&str; 3] = ["chart__bar", "chart__bar chart__bar--b", "chart__bar chart__bar--c"];

/// Width of every chart in its own units.
const WIDTH: i64 = 480;

/// One bar: what it stands for, and its parts from the bottom.
#[derive(Clone, Debug)]
pub struct Bar {
    /// For example a day.
    pub label: String,
    /// In the order of the legend.
    pub parts: [i64; 3],
}

/// Upright bars over time.
#[component]
pub fn BarChart(
    /// What it shows.
    title: &'static str,
    /// What there is to see in it.
    #[prop(into)]
    desc: String,
    /// Names of the parts.
    legend: [&'static str; 3],
    /// From left to right.
    bars: Vec<Bar>,
) -> impl IntoView {
    const LEFT: i64 = 48;
    const TOP: i64 = 12;
    const HEIGHT: i64 = 180;
    let most = bars.iter().map(|b| b.parts.iter().sum::<i64>()).max().unwrap_or(0);
    let top = round_up(most);
    let width = WIDTH - LEFT;
    let many = i64::try_from(bars.len()).unwrap_or(1).max(1);
    let at = |value: i64| TOP + HEIGHT - value * HEIGHT / top;
    let lines: Vec<_> = [0, top / 2, top]
        .into_iter()
        .map(|value| {
            let line = at(value);
            view! {
                <line class="chart__axis" x1=LEFT x2=WIDTH y1=line y2=line></line>
                <text class="chart__text" x=LEFT - 6 y=line + 5 text-anchor="end">{grouped(value)}</text>
            }
        })
        .collect();
    let labels: Vec<_> = [(0, "start"), (many / 2, "middle"), (many - 1, "end")]
        .into_iter()
        .filter(|(i, anchor)| *anchor == "start" || many > 2 && *i > 0 || *anchor == "end" && many > 1)
        .map(|(i, anchor)| {
            let x = match anchor {
                "start" => LEFT,
                "end" => WIDTH,
                _ => LEFT + width * (2 * i + 1) / (2 * many),
            };
            let label = usize::try_from(i).ok().and_then(|i| bars.get(i)).map(|b| b.label.clone());
            view! { <text class="chart__text" x=x y=TOP + HEIGHT + 22 text-anchor=anchor>{label}</text> }
        })
        .collect();
    let columns: Vec<_> = bars
        .iter()
        .enumerate()
        .map(|(i, bar)| {
            let i = i64::try_from(i).unwrap_or(0);
            // In hundredths, so that hundreds of bars still fit.
            let (from, to) = (i * width * 100 / many, (i + 1) * width * 100 / many);
            let gap = if many > 120 { 0 } else { (to - from) / 5 };
            let (x, w) = (hundredths(LEFT * 100 + from + gap / 2), hundredths(to - from - gap));
            let mut below = 0;
            let parts: Vec<_> = bar
                .parts
                .iter()
                .zip(PARTS)
                .filter(|(part, _)| **part > 0)
                .map(|(part, class)| {
                    let (bottom, head) = (at(below), at(below + part));
                    below += part;
                    view! { <rect class=class x=x.clone() width=w.clone() y=head height=(bottom - head).max(1)></rect> }
                })
                .collect();
            let told = format!("{}: {}", bar.label, grouped(bar.parts.iter().sum::<i64>()));
            view! { <g><title>{told}</title>{parts}</g> }
        })
        .collect();
    let height = TOP + HEIGHT + 32;
    view! {
        <figure class="chart">
            <figcaption>{title}</figcaption>
            <Legend names=legend />
            <svg viewBox=format!("0 0 {WIDTH} {height}") role="img" aria-label=format!("{title}. {desc}")>
                <desc>{desc.clone()}</desc>
                {lines}
                {columns}
                {labels}
            </svg>
        </figure>
    }
}

/// Parts of a whole, in thousandths.
#[derive(Clone, Debug)]
pub struct Share {
    /// Of what.
    pub label: String,
    /// In the order of the legend; the rest up to a thousand stays empty.
    pub parts: [i64; 3],
}

/// Lying bars, each a whole.
#[component]
pub fn ShareChart(
    /// What it shows.
    title: &'static str,
    /// What there is to see in it.
    #[prop(into)]
    desc: String,
    /// Names of the parts.
    legend: [&'static str; 3],
    /// From top to bottom.
    shares: Vec<Share>,
) -> impl IntoView {
    const ROW: i64 = 44;
    const BAR: i64 = 16;
    let height = ROW * i64::try_from(shares.len()).unwrap_or(0) + 4;
    let rows: Vec<_> = shares
        .into_iter()
        .enumerate()
        .map(|(i, share)| {
            let y = ROW * i64::try_from(i).unwrap_or(0);
            let mut from = 0;
            let parts: Vec<_> = share
                .parts
                .iter()
                .zip(PARTS)
                .filter(|(part, _)| **part > 0)
                .map(|(part, class)| {
                    let (x, w) = (hundredths(from * WIDTH / 10), hundredths(part * WIDTH / 10));
                    from += part;
                    view! { <rect class=class x=x y=y + 22 width=w height=BAR></rect> }
                })
                .collect();
            view! {
                <text class="chart__text chart__text--name" x="0" y=y + 16>{share.label}</text>
                <rect class="chart__whole" x="0" y=y + 22 width=WIDTH height=BAR></rect>
                {parts}
            }
        })
        .collect();
    view! {
        <figure class="chart">
            <figcaption>{title}</figcaption>
            <Legend names=legend />
            <svg viewBox=format!("0 0 {WIDTH} {height}") role="img" aria-label=format!("{title}. {desc}")>
                <desc>{desc.clone()}</desc>
                {rows}
            </svg>
        </figure>
    }
}

#[component]
fn Legend(names: [&'static str; 3]) -> impl IntoView {
    let entries: Vec<_> = names
        .into_iter()
        .zip(PARTS)
        .map(|(name, class)| {
            view! {
                <li>
                    <svg class="chart__sample" viewBox="0 0 16 16" aria-hidden="true">
                        <rect class=class x="0" y="0" width="16" height="16"></rect>
                    </svg>
                    {name}
                </li>
            }
        })
        .collect();
    view! { <ul class="chart__legend">{entries}</ul> }
}

fn hundredths(n: i64) -> String {
    format!("{}.{:02}", n / 100, n % 100)
}

/// The next number that reads well on an axis and can be halved.
fn round_up(most: i64) -> i64 {
    let mut unit = 1;
    loop {
        for step in [2, 4, 10] {
            if most <= step * unit {
                return step * unit;
            }
        }
        unit *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_end_at_round_numbers_with_a_round_half() {
        let tops = [(0, 2), (2, 2), (3, 4), (5, 10), (11, 20), (39, 40), (41, 100), (1_001, 2_000)];
        for (most, top) in tops {
            assert_eq!(round_up(most), top, "{most}");
        }
    }

    #[test]
    fn lengths_have_two_digits_behind_the_point() {
        assert_eq!([0, 5, 48_000].map(hundredths), ["0.00", "0.05", "480.00"]);
    }
}
