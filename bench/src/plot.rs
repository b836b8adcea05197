//! Figures as a small drawing (SVG) beside the report: lines over an axis of powers of ten, or of
//! percents.

use crate::Fault;
use std::{fmt::Write, path::Path};

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 320.0;
const LEFT: f64 = 70.0;
const BOTTOM: f64 = 40.0;
const TOP: f64 = 40.0;
const RIGHT: f64 = 20.0;
/// Dark enough on white, and told apart without colour by their dashes.
const STROKES: [(&str, &str); 4] =
    [("#0b50d0", ""), ("#b3261e", "6 4"), ("#1b6e3c", "2 3"), ("#6b4e00", "10 3 2 3")];

/// A line through points, from left to right.
pub(crate) struct Line {
    /// What it stands for.
    pub(crate) name: String,
    /// Where it goes; the first figure is on the axis of powers of ten.
    pub(crate) points: Vec<(f64, f64)>,
}

/// Writes `NAME.svg` beside the report.
pub(crate) fn write(report: &Path, name: &str, title: &str, lines: &[Line]) -> Result<(), Fault> {
    let folder = report.parent().unwrap_or_else(|| Path::new("."));
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join(name).with_extension("svg"), draw(title, lines)?)?;
    Ok(())
}

fn draw(title: &str, lines: &[Line]) -> Result<String, Fault> {
    let all = || lines.iter().flat_map(|line| &line.points);
    let least = all().map(|p| p.0).fold(f64::INFINITY, f64::min).max(1e-3).log10();
    let most = all().map(|p| p.0).fold(1e-3, f64::max).log10().max(least + 0.1);
    let high = all().map(|p| p.1).fold(0.0, f64::max).max(1e-9) * 1.1;
    let x = |at: f64| LEFT + (at.max(1e-3).log10() - least) / (most - least) * (WIDTH - LEFT - RIGHT);
    let y = |at: f64| HEIGHT - BOTTOM - at / high * (HEIGHT - BOTTOM - TOP);
    let mut svg = String::new();
    write!(
        svg,
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12" fill="none">
<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/><text x="{LEFT}" y="20" fill="#1d1d1d" font-size="14">{title}</text>
"##
    )?;
    for part in 0..=4 {
        let at = high * f64::from(part) / 4.0;
        writeln!(
            svg,
            r##"<path d="M{LEFT} {0:.1}H{1}" stroke="#d6d6d6"/><text x="{2}" y="{3:.1}" fill="#444" text-anchor="end">{4}</text>"##,
            y(at),
            WIDTH - RIGHT,
            LEFT - 8.0,
            y(at) + 4.0,
            short(at)
        )?;
    }
    let mut ticks: Vec<f64> = all().map(|p| p.0).collect();
    ticks.sort_by(f64::total_cmp);
    ticks.dedup();
    for at in ticks.iter().filter(|at| ticks.len() <= 8 || (at.log10().fract().abs() < 1e-9)) {
        writeln!(
            svg,
            r##"<text x="{:.1}" y="{}" fill="#444" text-anchor="middle">{}</text>"##,
            x(*at),
            HEIGHT - BOTTOM + 18.0,
            short(*at)
        )?;
    }
    for (n, line) in lines.iter().enumerate() {
        let (colour, dashes) = STROKES[n % STROKES.len()];
        let path: Vec<String> = line.points.iter().map(|p| format!("{:.1},{:.1}", x(p.0), y(p.1))).collect();
        writeln!(
            svg,
            r#"<polyline points="{}" stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}"/>
<text x="{}" y="{}" fill="{colour}" text-anchor="end">{}</text>"#,
            path.join(" "),
            WIDTH - RIGHT,
            TOP + 16.0 * (f64::from(u8::try_from(n)?) + 1.0),
            line.name
        )?;
    }
    svg += "</svg>\n";
    Ok(svg)
}

/// As few digits as tell it apart.
fn short(at: f64) -> String {
    match at {
        at if at >= 1e6 => format!("{:.3} M", at / 1e6).replace(".000", ""),
        at if at >= 10_000.0 => format!("{:.0} k", at / 1e3),
        at if at >= 10.0 => format!("{at:.0}"),
        at => format!("{at:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_goes_from_its_first_point_to_its_last() {
        let line = Line { name: "a".into(), points: vec![(10_000.0, 50.0), (1_000_000.0, 100.0)] };
        let svg = draw("title", &[line]).unwrap();
        assert!(svg.contains(r#"points="70.0,163.6 620.0,61.8""#), "{svg}");
        assert!(svg.contains(">10 k<") && svg.contains(">1 M<") && svg.ends_with("</svg>\n"));
    }
}
