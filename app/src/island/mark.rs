//! Marks: how the server says which parts of a page are alive.
//!
//! | attribute | on | meaning |
//! |---|---|---|
//! | `data-live-topic`, `data-live-seen` | any | what to watch, and the version shown |
//! | `data-live="dose:{vaccine}"`, `"day:{date}"`, `"doses:{province}"`, `"doses:{hospital}"`, … | a thing that is counted | its number changes |
//! | `data-live-if="booking=0"` | any | shown while that figure is this number |
//! | `data-live-reload="open"` | one element | the page is loaded anew once there is such a figure |
//! | `data-live-fetch` | the one element with a topic | news only say that it has to be fetched again, see [`super::fetch`] |
//! | `data-live-fetch="2"` | the same, of one's inbox | fetched again when another number of notices was not read |
//! | `data-live-text="{}자리"` | it, or one element within | the words around the number |
//! | `data-live-zero="마감"` | beside the words | the words when nothing is left |
//! | `data-live-few="6"` | a thing that is counted | its first class gets `--few` below, `--full` at 0 |
//! | `data-live-status="requested"` | one element | the status shown; its first class gets `--{status}` |
//! | `data-live-panel="what"` | any | its content is that of the status |
//! | `<template data-live-for="confirmed" data-live-of="what">` | anywhere | its content for another status |
//! | `data-live-day="2026-12-01"` | at most one element | the day shown: another one needs a new page |
//! | `data-live-line="{position} … {waiting}"` | one element | the place in line |
//! | `data-live-offer` | any | shown while a dose is offered |
//! | `data-live-until="{month} {day} {time}"`, `data-live-months="1월,…"` | one element | when the offer ends |
//! | `data-live-left="1800"` | one element | the seconds that were left of it; they run, see [`super::countdown`] |
//! | `data-live-bookable` | any | shown while anybody may book what is waited for |
//! | `data-live-as-of="{} 기준"` | any | the age of what is shown |
//! | `data-live-moved` | any | shown once the status is another than at first |
//! | `data-live-unread` | any | shown while notices were not read |
//! | `data-live-count="{}건"`, `data-live-most="99"` | any | how many; of more than the most it is `99+` |
//! | `data-live-on`, `data-live-stale` | any | shown while news arrive, and while they do not |

use super::{
    countdown,
    hub::Link,
    message::{Message, News},
};
use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlTemplateElement, Node};

/// Seoul is this far ahead of UTC (seconds).
const SEOUL: i64 = 9 * 60 * 60;

/// The topics of an island's content, each with the version it shows.
pub(super) fn topics(root: &Element) -> impl Iterator<Item = (String, Option<i64>)> {
    all(root, "[data-live-topic]").into_iter().filter_map(|marked| {
        let seen = marked.get_attribute("data-live-seen").and_then(|seen| seen.parse().ok());
        Some((marked.get_attribute("data-live-topic")?, seen))
    })
}

/// Shows a state.
pub(super) fn show(root: &Element, message: &Message) {
    match &message.news {
        News::Reservation { status, day, line, offer_until, bookable } => {
            show_status(root, status, day);
            show_line(root, *line);
            show_offer(root, *offer_until, message.as_of);
            show_all_if(root, "[data-live-bookable]", *bookable);
        }
        News::Hospital(left) => show_left(root, left),
        News::Inbox(unread) => {
            show_unread(root, *unread);
            fetch_with(root, *unread);
        }
        News::Figures(figures) if figures.is_empty() => return super::fetch::again(root),
        News::Figures(figures) => {
            let over = one(root, "[data-live-reload]").and_then(|of| of.get_attribute("data-live-reload"));
            if over.is_some_and(|over| figures.iter().any(|(of, _)| *of == over)) {
                let _ = leptos::prelude::window().location().reload();
                return;
            }
            show_left(root, figures);
            show_states(root, figures);
        }
        News::Gone => return show_link(root, Link::Stale),
    }
    for element in all(root, "[data-live-as-of]") {
        let words = element.get_attribute("data-live-as-of").unwrap_or_default();
        element.set_text_content(Some(&words.replace("{}", &clock(message.as_of))));
    }
}

/// Shows whether news arrive.
pub(super) fn show_link(root: &Element, link: Link) {
    show_all_if(root, "[data-live-on]", link == Link::Live);
    show_all_if(root, "[data-live-stale]", link == Link::Stale);
}

fn show_status(root: &Element, status: &str, day: &str) {
    let Some(shown) = one(root, "[data-live-status]") else { return };
    if shown.get_attribute("data-live-status").as_deref() == Some(status) {
        return;
    }
    let same_day = one(root, "[data-live-day]")
        .is_none_or(|shown| shown.get_attribute("data-live-day").as_deref() == Some(day));
    let panels = all(root, "[data-live-panel]");
    let contents: Vec<_> = panels.iter().filter_map(|panel| prepared(root, panel, status)).collect();
    if !same_day || contents.len() < panels.len() {
        // Nothing prepared for this: the server knows.
        let _ = leptos::prelude::window().location().reload();
        return;
    }
    for (panel, content) in panels.iter().zip(&contents) {
        panel.set_inner_html("");
        let _ = panel.append_child(content);
    }
    if let Some(class) = shown.class_list().item(0) {
        shown.set_class_name(&[&class, " ", &class, "--", status].concat());
    }
    let _ = shown.set_attribute("data-live-status", status);
    show_all_if(root, "[data-live-moved]", true);
}

/// The content of a panel for another status.
fn prepared(root: &Element, panel: &Element, status: &str) -> Option<Node> {
    let of = panel.get_attribute("data-live-panel")?;
    let template = ["template[data-live-for=\"", status, "\"][data-live-of=\"", &of, "\"]"].concat();
    let template: HtmlTemplateElement = one(root, &template)?.dyn_into().ok()?;
    template.content().clone_node_with_deep(true).ok()
}

fn show_line(root: &Element, line: Option<(u32, u32)>) {
    let Some(shown) = one(root, "[data-live-line]") else { return };
    show_if(&shown, line.is_some());
    if let (Some((position, waiting)), Some(words)) = (line, shown.get_attribute("data-live-line")) {
        let text = words.replace("{position}", &grouped(position)).replace("{waiting}", &grouped(waiting));
        shown.set_text_content(Some(&text));
    }
}

fn show_offer(root: &Element, until: Option<i64>, now: i64) {
    show_all_if(root, "[data-live-offer]", until.is_some());
    let Some(until) = until else { return };
    if let Some(shown) = one(root, "[data-live-until]") {
        let attribute = |name| shown.get_attribute(name).unwrap_or_default();
        let (month, day) = month_and_day(until);
        let months = attribute("data-live-months");
        let text = attribute("data-live-until")
            .replace("{month}", months.split(',').nth(month).unwrap_or_default())
            .replace("{day}", &day.to_string())
            .replace("{time}", &clock(until));
        shown.set_text_content(Some(&text));
    }
    countdown::begin(root, until - now);
}

fn show_unread(root: &Element, unread: u32) {
    for element in all(root, "[data-live-count]") {
        let words = element.get_attribute("data-live-count").unwrap_or_default();
        let most = element.get_attribute("data-live-most").and_then(|most| most.parse().ok());
        let number = match most {
            Some(most) if unread > most => [&grouped(most), "+"].concat(),
            _ => grouped(unread),
        };
        element.set_text_content(Some(&words.replace("{}", &number)));
    }
    show_all_if(root, "[data-live-unread]", unread > 0);
}

/// Each notice tells of something that changed.
fn fetch_with(root: &Element, unread: u32) {
    let Some(part) = one(root, "[data-live-fetch]") else { return };
    let unread = unread.to_string();
    if part.get_attribute("data-live-fetch").as_deref() != Some(&unread) {
        let _ = part.set_attribute("data-live-fetch", &unread);
        super::fetch::again(root);
    }
}

fn show_left(root: &Element, left: &[(String, u32)]) {
    for element in all(root, "[data-live]") {
        let Some(key) = element.get_attribute("data-live") else { continue };
        match left.iter().find(|(of, _)| *of == key) {
            Some((_, count)) => show_count(&element, *count),
            // A vaccine that is no longer listed is used up; a day may lie beyond the list.
            None if key.starts_with("dose:") => show_count(&element, 0),
            None => {}
        }
    }
}

fn show_states(root: &Element, figures: &[(String, u32)]) {
    for element in all(root, "[data-live-if]") {
        let of = element.get_attribute("data-live-if").unwrap_or_default();
        let Some((key, wanted)) = of.split_once('=') else { continue };
        if let Some((_, count)) = figures.iter().find(|(of, _)| of == key) {
            show_if(&element, count.to_string() == wanted);
        }
    }
}

fn show_count(element: &Element, count: u32) {
    let within =
        if element.has_attribute("data-live-text") { None } else { one(element, "[data-live-text]") };
    let words = within.as_ref().unwrap_or(element);
    let zero = words.get_attribute("data-live-zero").filter(|_| count == 0);
    let some = || Some(words.get_attribute("data-live-text")?.replace("{}", &grouped(count)));
    if let Some(text) = zero.or_else(some)
        && words.text_content().as_deref() != Some(&text)
    {
        words.set_text_content(Some(&text));
        let _ = words.class_list().add_1("is-fresh");
    }
    let few = element.get_attribute("data-live-few").and_then(|few| few.parse::<u32>().ok());
    if let (Some(few), Some(class)) = (few, element.class_list().item(0)) {
        let list = element.class_list();
        let _ = list.toggle_with_force(&[&class, "--few"].concat(), count > 0 && count < few);
        let _ = list.toggle_with_force(&[&class, "--full"].concat(), count == 0);
    }
}

pub(super) fn show_if(element: &Element, shown: bool) {
    let _ = element.toggle_attribute_with_force("hidden", !shown);
}

fn show_all_if(root: &Element, selector: &str, shown: bool) {
    for element in all(root, selector) {
        show_if(&element, shown);
    }
}

pub(super) fn one(root: &Element, selector: &str) -> Option<Element> {
    root.query_selector(selector).ok().flatten()
}

pub(super) fn all(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = root.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|i| found.item(i)?.dyn_into().ok()).collect()
}

/// `14:32` in Seoul, from seconds since 1970.
fn clock(seconds: i64) -> String {
    let minutes = (seconds + SEOUL).div_euclid(60).rem_euclid(24 * 60);
    [two(minutes / 60), two(minutes % 60)].join(":")
}

/// Month (from 0) and day in Seoul, from seconds since 1970: Hinnant's `civil_from_days`.
fn month_and_day(seconds: i64) -> (usize, i64) {
    let day_of_era = ((seconds + SEOUL).div_euclid(86_400) + 719_468).rem_euclid(146_097);
    let year = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
    // Months from March on.
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    (usize::try_from((month + 2) % 12).unwrap_or_default(), day)
}

pub(super) fn two(number: i64) -> String {
    [if number < 10 { "0" } else { "" }, &number.to_string()].concat()
}

/// `1,284`.
fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{clock, grouped, month_and_day};

    #[test]
    fn figures_read_as_the_server_writes_them() {
        assert_eq!(clock(1_796_016_720), "14:32");
        assert_eq!(clock(1_795_964_399), "23:59");
        assert_eq!(clock(1_795_964_400), "00:00");
        assert_eq!(month_and_day(1_796_016_720), (10, 30));
        assert_eq!(month_and_day(1_795_964_400), (10, 30));
        assert_eq!(month_and_day(1_835_449_199), (1, 29));
        assert_eq!([0, 999, 1_200, 1_234_567].map(grouped), ["0", "999", "1,200", "1,234,567"]);
    }
}
