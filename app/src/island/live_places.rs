//! Doses and places of one hospital, kept fresh inside what the server rendered.
//!
//! The children stay as they are; only marked numbers change. An element with
//! `data-live="dose:{vaccine}"` or `data-live="day:{yyyy-mm-dd}"` is a thing that is counted.
//! It, or one element within it, carries the words: `data-live-text="{}자리"`, and
//! `data-live-zero="마감"` when nothing is left. With `data-live-few="6"` its first class
//! gets the variants `--few` below that number and `--full` at zero. Elements with
//! `data-live-as-of` show the age.

use super::{
    hub::{self, Link},
    words::{LiveWords, grouped},
};
use domain::live::{HospitalNow, Say, hospital_topic};
use leptos::{html::Div, prelude::*, wasm_bindgen::JsCast};
use web_sys::Element;

/// Keeps the marked numbers of its children fresh.
#[island]
pub fn LivePlaces(
    /// Which hospital.
    hospital: i64,
    /// Words of the connection.
    words: LiveWords,
    /// What the server rendered.
    children: Children,
) -> impl IntoView {
    let root = NodeRef::<Div>::new();
    let link = RwSignal::new(Link::default());
    let words = StoredValue::new(words);
    Effect::new(move |_| {
        let live = hub::watch(hospital_topic(hospital), None);
        let (say, connection) = (live.say, live.link);
        Effect::new(move |_| {
            if let (Some(root), Some(Say::Hospital(now))) = (root.get(), say.get()) {
                refresh(&root, &now, &words.with_value(|w| w.as_of(now.as_of)));
            }
        });
        Effect::new(move |_| link.set(connection.get()));
    });
    view! {
        <div node_ref=root>
            <p class="live-state" hidden=move || link.get() != Link::Live>
                <span class="live-dot">{words.with_value(|w| w.live.clone())}</span>
            </p>
            <p class="stale" hidden=move || link.get() != Link::Stale>
                {words.with_value(|w| w.stale.clone())} " " <a href="">{words.with_value(|w| w.refresh.clone())}</a>
            </p>
            {children()}
        </div>
    }
}

fn refresh(root: &Element, now: &HospitalNow, as_of: &str) {
    for element in all(root, "[data-live]") {
        if let Some(count) = element.get_attribute("data-live").and_then(|key| count(now, &key)) {
            show(&element, count);
        }
    }
    for element in all(root, "[data-live-as-of]") {
        element.set_text_content(Some(as_of));
    }
}

/// What is left of the thing a key names. A thing that is no longer listed is used up.
fn count(now: &HospitalNow, key: &str) -> Option<u32> {
    match key.split_once(':')? {
        ("dose", id) => {
            let id: i64 = id.parse().ok()?;
            Some(now.bookable.iter().find(|(vaccine, _)| *vaccine == id).map_or(0, |(_, left)| *left))
        }
        ("day", day) => Some(now.places.iter().find(|(on, _)| on == day)?.1),
        _ => None,
    }
}

fn show(element: &Element, count: u32) {
    let within = || element.query_selector("[data-live-text]").ok().flatten();
    let Some(words) = element.has_attribute("data-live-text").then(|| element.clone()).or_else(within) else {
        return;
    };
    let zero = words.get_attribute("data-live-zero").filter(|_| count == 0);
    let text = zero.or_else(|| Some(words.get_attribute("data-live-text")?.replace("{}", &grouped(count))));
    if words.text_content() != text {
        words.set_text_content(text.as_deref());
        let _ = words.class_list().add_1("is-fresh");
    }
    let few = element.get_attribute("data-live-few").and_then(|few| few.parse::<u32>().ok());
    if let (Some(few), Some(class)) = (few, element.class_list().item(0)) {
        let _ = element.class_list().toggle_with_force(&format!("{class}--few"), count > 0 && count < few);
        let _ = element.class_list().toggle_with_force(&format!("{class}--full"), count == 0);
    }
}

fn all(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = root.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|i| found.item(i)?.dyn_into().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_name_what_is_counted() {
        let now = HospitalNow {
            hospital_id: 1,
            version: 1,
            bookable: vec![(3, 12)],
            places: vec![("2026-12-01".into(), 4)],
            as_of: 0,
        };
        assert_eq!(count(&now, "dose:3"), Some(12));
        assert_eq!(count(&now, "dose:4"), Some(0));
        assert_eq!(count(&now, "day:2026-12-01"), Some(4));
        assert_eq!(count(&now, "day:2027-12-01"), None, "beyond what is pushed");
        assert_eq!(count(&now, "place:1"), None);
    }
}
