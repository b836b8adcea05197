//! A line for each bar, and the same as JSON.

use crate::Fault;
use serde::{Deserialize, Serialize};
use std::{fmt, path::Path, time::Duration};

/// One measured figure and what was asked of it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Bar {
    name: String,
    value: f64,
    unit: String,
    target: Option<f64>,
    ok: bool,
    reference: Option<f64>,
}

impl Bar {
    /// A figure that should reach its target.
    pub(crate) fn at_least(name: &str, value: f64, unit: &str, target: f64, reference: Option<f64>) -> Self {
        let ok = value >= target;
        Self {
            name: name.into(),
            value: round(value),
            unit: unit.into(),
            target: Some(target),
            ok,
            reference: reference.map(round),
        }
    }

    /// A figure that should not exceed its target.
    pub(crate) fn at_most(name: &str, value: f64, unit: &str, target: f64) -> Self {
        Self { ok: value <= target, ..Self::at_least(name, value, unit, target, None) }
    }

    /// Whether it is as asked.
    pub(crate) fn is_ok(&self) -> bool {
        self.ok
    }

    /// Whether it counts doses that are promised and not there.
    pub(crate) fn is_about_doses(&self) -> bool {
        self.name.ends_with("overbooking")
    }

    /// A figure that only informs.
    pub(crate) fn figure(name: &str, value: f64, unit: &str, reference: Option<f64>) -> Self {
        Self { target: None, ok: true, ..Self::at_least(name, value, unit, 0.0, reference) }
    }
}

impl fmt::Display for Bar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let target = self.target.map_or_else(|| "-".to_owned(), |t| t.to_string());
        write!(
            f,
            "{} {} {} {target} {}",
            self.name,
            self.value,
            self.unit,
            if self.ok { "ok" } else { "short" }
        )
    }
}

/// A rate.
pub(crate) fn per_second(count: i64, took: Duration) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
    let count = count as f64;
    count / took.as_secs_f64()
}

fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// The one in the middle.
pub(crate) fn median<T>(mut all: Vec<T>, by: impl Fn(&T) -> f64) -> Option<T> {
    all.sort_by(|a, b| by(a).total_cmp(&by(b)));
    let middle = all.len() / 2;
    all.into_iter().nth(middle)
}

/// Writes the report. Bars of earlier runs stay, unless they were measured again.
pub(crate) fn write(path: &Path, bars: &[Bar]) -> Result<(), Fault> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let before = std::fs::read(path).ok();
    let before: Vec<Bar> = before.and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default();
    let kept = before.iter().filter(|old| bars.iter().all(|bar| bar.name != old.name));
    let all: Vec<&Bar> = kept.chain(bars).collect();
    std::fs::write(path, serde_json::to_string_pretty(&all)? + "\n")?;
    Ok(())
}
