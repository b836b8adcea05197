//! The time left of an offer. It runs by the page's own clock from the seconds that the server
//! said were left, so a device whose clock is wrong counts right all the same.

use super::mark::{one, show_if, two};
use leptos::prelude::set_interval;
use std::time::Duration;
use web_sys::Element;

/// Where the end is kept, by this device's clock (ms).
const END: &str = "data-live-end";

/// Counts down in the element marked `data-live-left`, if there is one.
pub(super) fn run(root: &Element) {
    let Some(shown) = one(root, "[data-live-left]") else { return };
    let left = shown.get_attribute("data-live-left").and_then(|left| left.parse().ok());
    if let Some(left) = left {
        begin(root, left);
    }
    set_interval(move || tick(&shown), Duration::from_secs(1));
}

/// So many seconds are left from now on.
pub(super) fn begin(root: &Element, left: i64) {
    let Some(shown) = one(root, "[data-live-left]") else { return };
    let _ = shown.set_attribute(END, &(now() + left * 1_000).to_string());
    tick(&shown);
}

fn tick(shown: &Element) {
    let end: Option<i64> = shown.get_attribute(END).and_then(|end| end.parse().ok());
    let Some(end) = end else { return };
    shown.set_text_content(Some(&read(((end - now()) / 1_000).max(0))));
    // Where no script runs it stays hidden: it would stand still.
    if let Some(around) = shown.parent_element() {
        show_if(&around, true);
    }
}

#[expect(clippy::cast_possible_truncation, reason = "milliseconds")]
fn now() -> i64 {
    js_sys::Date::now() as i64
}

/// `29:05`, or `1:29:05`.
fn read(seconds: i64) -> String {
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    let rest = [":", &two(seconds % 60)].concat();
    if hours == 0 {
        [minutes.to_string(), rest].concat()
    } else {
        [&hours.to_string(), ":", &two(minutes), &rest].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn the_time_left_reads_as_on_a_watch() {
        assert_eq!([0, 65, 1_800, 5_345, 41_400].map(read), ["0:00", "1:05", "30:00", "1:29:05", "11:30:00"]);
    }
}
