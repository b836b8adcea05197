//! One hospital in the list of what is near.

use super::{distance::read, whole};
use crate::island::mark::{all, one, show_if};
use js_sys::Array;
use leptos::wasm_bindgen::JsCast;
use web_sys::Element;

/// Fills a line in from `[id, name, where, latitude, longitude, doses, level, days or why there is none]`.
pub(super) fn fill(line: &Element, distance: u32, row: &Array, days: &Array) -> Option<()> {
    let id = row.get(0).as_f64().map(whole)?.to_string();
    let text = |at: u32| row.get(at).as_string();
    let write = |mark: &str, words: &str| {
        if let Some(place) = one(line, mark) {
            place.set_text_content(Some(words));
        }
    };
    write("[data-near-name]", &text(1)?);
    write("[data-near-where]", &text(2)?);
    write("[data-near-distance]", &read(distance));
    write("[data-near-doses]", &text(5)?);
    one(line, "[data-near-name]")?.set_attribute("href", &["/hospitals/", &id].concat()).ok()?;
    let level = text(6);
    for tag in all(line, "[data-near-level]") {
        show_if(&tag, tag.get_attribute("data-near-level") == level);
    }
    let day = one(line, "[data-near-day]")?;
    let why = one(line, "[data-near-why]")?;
    match row.get(7).dyn_into::<Array>() {
        Ok(of_row) => {
            why.remove();
            for n in of_row.iter() {
                let known: Array = days.get(n.as_f64().map(whole)?).into();
                let copy: Element = day.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
                let date = known.get(0).as_string()?;
                let href = ["/book?hospital=", &id, "&date=", &date].concat();
                one(&copy, "a")?.set_attribute("href", &href).ok()?;
                one(&copy, "span")?.set_text_content(known.get(1).as_string().as_deref());
                day.parent_element()?.append_child(&copy).ok()?;
            }
            day.remove();
        }
        Err(words) => {
            why.set_text_content(words.as_string().as_deref());
            day.parent_element()?.remove();
            one(line, "article")?.class_list().add_1("hospital--none").ok()?;
        }
    }
    Some(())
}
