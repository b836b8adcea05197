//! The nearest hospitals. Where the device is, only the browser knows: it is asked when the visitor wants it,
//! and what is near is found here, among all hospitals that are looked for. Nothing of it is sent.
//!
//! | attribute | on | meaning |
//! |---|---|---|
//! | `data-near-ask`, `data-near-about` | a button, and what is said of it | shown where there is a position to ask for |
//! | `data-near="/…json"` | the element around the list | where the hospitals come from; shown while it is on |
//! | `data-near-asking`, `data-near-shown="{count} … {as_of}"` | the same | what the results say meanwhile, and then |
//! | `data-near-missing="{}곳 …"` | one element | how many have no position |
//! | `data-near-problem`, with `data-near-denied`, `data-near-failed` | one element | why there is no position |
//! | `data-near-list`, `data-near-more` | list, button | where lines go, and more of them |
//! | `<template>` | within | one line: `data-near-name`, `-where`, `-distance`, `-doses`, `-level`, `-day`, `-why` |

mod distance;
mod line;

use super::{
    find::Search,
    hub,
    mark::{all, one, show_if},
    push::{call, get, listen},
};
use js_sys::{Array, JSON, Object, Reflect};
use leptos::{
    prelude::window,
    task::spawn_local,
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use web_sys::{Element, HtmlElement, HtmlTemplateElement, Node, PositionOptions};

/// The end of the address while it is on. No server gets to see it; coming back to the page finds it.
pub(super) const HASH: &str = "#near";

/// Lines that are written at once.
const A_PAGE: u32 = 20;

/// How long the browser may look (ms), and how old what it knows may be.
const PATIENCE: u32 = 10_000;
const FRESH: u32 = 60_000;

/// Where something is, in degrees: latitude, longitude.
type Position = (f64, f64);

/// The list of what is near.
pub(super) struct Near {
    root: Element,
    around: Element,
    button: Element,
    here: Cell<Option<Position>>,
    /// Hospitals with their distances (m), and the words for days.
    rows: RefCell<Vec<(u32, Array)>>,
    days: RefCell<Array>,
    written: Cell<u32>,
}

impl Near {
    /// Offers it, where there is a position to ask for.
    pub(super) fn begin(root: &Element, search: &Rc<Search>) -> Option<Rc<Self>> {
        window().navigator().geolocation().ok()?;
        let (around, button) = (one(root, "[data-near]")?, one(root, "[data-near-ask]")?);
        show_if(&button, true);
        show_if(&one(root, "[data-near-about]")?, true);
        let more = one(&around, "[data-near-more]")?;
        let near = Rc::new(Self {
            root: root.clone(),
            around,
            button,
            here: Cell::default(),
            rows: RefCell::default(),
            days: RefCell::default(),
            written: Cell::default(),
        });
        let (own, owner) = (Rc::clone(&near), Rc::clone(search));
        listen(&near.button, "click", move |_| {
            if own.is_on() {
                own.end(&owner);
            } else {
                own.ask(&owner);
            }
        });
        let own = Rc::clone(&near);
        listen(&more, "click", move |_| {
            let _ = own.write_more();
        });
        if window().location().hash().as_deref() == Ok(HASH) {
            let (own, owner) = (Rc::clone(&near), Rc::clone(search));
            spawn_local(async move {
                // Nobody is asked who has not asked.
                if is_granted().await == Some(true) {
                    own.ask(&owner);
                }
            });
        }
        Some(near)
    }

    pub(super) fn is_on(&self) -> bool {
        self.here.get().is_some()
    }

    fn end(&self, search: &Rc<Search>) {
        self.here.set(None);
        self.show(false);
        search.again();
    }

    fn show(&self, on: bool) {
        let _ = self.button.set_attribute("aria-pressed", if on { "true" } else { "false" });
        show_if(&self.around, on);
        if let Some(list) = one(&self.root, "[data-find-part=list]") {
            show_if(&list, !on);
        }
        for current in all(&self.root, "[data-find-part=order] [aria-current]").iter().filter(|_| on) {
            let _ = current.remove_attribute("aria-current");
        }
    }

    /// What the results say.
    fn say(&self, words: &str) {
        if let Some(count) = one(&self.root, "[data-find-part=count]") {
            count.set_text_content(Some(words));
        }
    }

    fn complain(&self, why: &str) {
        if let Some(problem) = one(&self.root, "[data-near-problem]") {
            let words = if why.is_empty() { None } else { problem.get_attribute(why) };
            problem.set_text_content(words.as_deref());
        }
    }

    /// Asks the browser where it is.
    fn ask(self: &Rc<Self>, search: &Rc<Search>) {
        let Ok(device) = window().navigator().geolocation() else { return };
        self.complain("");
        self.say(&self.around.get_attribute("data-near-asking").unwrap_or_default());
        let (own, owner) = (Rc::clone(self), Rc::clone(search));
        let found = Closure::once_into_js(move |said: JsValue| match position(&said) {
            Some(here) => {
                own.here.set(Some(here));
                own.show(true);
                owner.again();
            }
            None => own.fail("data-near-failed", &owner),
        });
        let (own, owner) = (Rc::clone(self), Rc::clone(search));
        let refused = Closure::once_into_js(move |error: JsValue| {
            let denied = get(&error, "code").and_then(|code| code.as_f64()) == Some(1.0);
            own.fail(if denied { "data-near-denied" } else { "data-near-failed" }, &owner);
        });
        let options = PositionOptions::new();
        options.set_timeout(PATIENCE);
        options.set_maximum_age(FRESH);
        let _ = device.get_current_position_with_error_callback_and_options(
            found.unchecked_ref(),
            Some(refused.unchecked_ref()),
            &options,
        );
    }

    fn fail(&self, why: &str, search: &Rc<Search>) {
        self.complain(why);
        self.end(search);
    }

    /// Reads the hospitals that are looked for, all of them wherever they are, and writes the nearest.
    pub(super) async fn load(&self, query: &str) -> Option<()> {
        let address = [&self.around.get_attribute("data-near")?, "?", query].concat();
        let said = JSON::parse(&hub::text(&address).await?).ok()?;
        let here = self.here.get()?;
        let rows: Array = get(&said, "rows")?.into();
        let mut rows: Vec<(u32, Array)> = rows
            .iter()
            .filter_map(|row| {
                let row: Array = row.into();
                Some((distance::metres(here, (row.get(3).as_f64()?, row.get(4).as_f64()?)), row))
            })
            .collect();
        rows.sort_by_key(|(distance, _)| *distance);
        let words = self.around.get_attribute("data-near-shown")?;
        let words = words.replace("{count}", &rows.len().to_string());
        self.say(&words.replace("{as_of}", &get(&said, "as_of")?.as_string()?));
        let missing = get(&said, "missing").and_then(|n| n.as_f64()).unwrap_or_default();
        if let Some(shown) = one(&self.around, "[data-near-missing]") {
            let words = shown.get_attribute("data-near-missing").unwrap_or_default();
            shown.set_text_content(Some(&words.replace("{}", &whole(missing).to_string())));
            show_if(&shown, missing > 0.0);
        }
        self.days.replace(get(&said, "days")?.into());
        self.rows.replace(rows);
        self.written.set(0);
        one(&self.around, "[data-near-list]")?.set_inner_html("");
        self.write()?;
        Some(())
    }

    /// Writes the next lines; gives back the first of them.
    fn write(&self) -> Option<Node> {
        let list = one(&self.around, "[data-near-list]")?;
        let template: HtmlTemplateElement = one(&self.around, "template")?.dyn_into().ok()?;
        let rows = self.rows.borrow();
        let from = self.written.get();
        let mut first = None;
        for (distance, row) in rows.iter().skip(from as usize).take(A_PAGE as usize) {
            let line = template.content().first_element_child()?.clone_node_with_deep(true).ok()?;
            let line: Element = line.dyn_into().ok()?;
            line::fill(&line, *distance, row, &self.days.borrow());
            let line = list.append_child(&line).ok()?;
            first = first.or(Some(line));
        }
        self.written.set(from + A_PAGE);
        show_if(&one(&self.around, "[data-near-more]")?, rows.len() > self.written.get() as usize);
        first
    }

    /// The focus goes on to what is new: the button may have gone.
    fn write_more(&self) -> Option<()> {
        let first: Element = self.write()?.dyn_into().ok()?;
        one(&first, "a")?.dyn_into::<HtmlElement>().ok()?.focus().ok()
    }
}

/// Whether the browser would tell without asking anybody.
async fn is_granted() -> Option<bool> {
    let wanted = Object::new();
    Reflect::set(&wanted, &"name".into(), &"geolocation".into()).ok()?;
    let status = call(&get(&window().navigator(), "permissions")?, "query", &wanted).await?;
    Some(get(&status, "state")?.as_string()? == "granted")
}

fn position(said: &JsValue) -> Option<Position> {
    let coords = get(said, "coords")?;
    Some((get(&coords, "latitude")?.as_f64()?, get(&coords, "longitude")?.as_f64()?))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small whole numbers")]
fn whole(number: f64) -> u32 {
    number as u32
}
