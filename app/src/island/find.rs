//! A search that answers while somebody types. It asks for the page that its form would lead to, and takes
//! the parts of it that differ. One answer at a time; the page's address is that of what is shown, in the
//! same entry of the history: going back leads to where the visitor came from.
//!
//! | attribute | on | meaning |
//! |---|---|---|
//! | `data-find-part="list"` | any | taken from the page that answers |
//!
//! What is near is asked of the device: see [`super::near`].

#![allow(unreachable_pub, reason = "`#[island]` makes a public props struct")]

use super::{
    hub,
    mark::{all, one},
    near::Near,
    push::listen,
};
use leptos::{html::Div, prelude::*, task::spawn_local, wasm_bindgen::JsCast, wasm_bindgen::JsValue};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};
use web_sys::{Element, FormData, HtmlFormElement, HtmlTemplateElement, UrlSearchParams};

/// After the last key.
const PAUSE: Duration = Duration::from_millis(200);

/// Makes the search inside answer by itself.
#[island]
pub fn Finder(
    /// The form and its results, with marks.
    children: Children,
) -> impl IntoView {
    let root = NodeRef::<Div>::new();
    Effect::new(move |_| {
        let Some(root) = root.get() else { return };
        let _ = Search::begin(root.into());
    });
    view! { <div node_ref=root>{children()}</div> }
}

/// The search of a page.
pub(super) struct Search {
    root: Element,
    form: HtmlFormElement,
    /// The query that is shown; none once that is not what was asked for.
    shown: RefCell<Option<String>>,
    busy: Cell<bool>,
    /// Whether what is on its way is not it either.
    outdated: Cell<bool>,
    /// Rises with every key.
    turn: Cell<u32>,
    near: RefCell<Option<Rc<Near>>>,
}

impl Search {
    fn begin(root: Element) -> Option<()> {
        let form: HtmlFormElement = one(&root, "form")?.dyn_into().ok()?;
        let search = Rc::new(Self {
            root,
            shown: RefCell::new(query(&form)),
            form,
            busy: Cell::default(),
            outdated: Cell::default(),
            turn: Cell::default(),
            near: RefCell::default(),
        });
        let own = Rc::clone(&search);
        listen(&search.form, "input", move |_| {
            own.turn.set(own.turn.get() + 1);
            let (turn, own) = (own.turn.get(), Rc::clone(&own));
            set_timeout(
                move || {
                    if own.turn.get() == turn {
                        own.ask();
                    }
                },
                PAUSE,
            );
        });
        let near = Near::begin(&search.root, &search);
        search.near.replace(near);
        Some(())
    }

    /// What is shown is no longer what was asked for: asks again.
    pub(super) fn again(self: &Rc<Self>) {
        self.shown.replace(None);
        self.outdated.set(true);
        self.ask();
    }

    fn ask(self: &Rc<Self>) {
        let Some(query) = query(&self.form) else { return };
        if self.shown.borrow().as_ref() == Some(&query) || self.busy.replace(true) {
            return;
        }
        self.outdated.set(false);
        let own = Rc::clone(self);
        spawn_local(async move {
            let near = own.near.borrow().clone().filter(|near| near.is_on());
            let answered = match near {
                Some(near) => near.load(&query).await.is_some(),
                None => own.load(&query).await.is_some(),
            };
            own.busy.set(false);
            if answered {
                own.stay_at(&query);
                own.shown.replace(Some(query).filter(|_| !own.outdated.get()));
                // Keys that were pressed meanwhile.
                own.ask();
            }
        });
    }

    async fn load(&self, query: &str) -> Option<()> {
        let html = hub::text(&[&self.form.get_attribute("action")?, "?", query].concat()).await?;
        let holder: HtmlTemplateElement = document().create_element("template").ok()?.dyn_into().ok()?;
        holder.set_inner_html(&html);
        for part in all(&self.root, "[data-find-part]") {
            let mark = ["[data-find-part=", &part.get_attribute("data-find-part")?, "]"].concat();
            part.set_inner_html(&holder.content().query_selector(&mark).ok()??.inner_html());
        }
        Some(())
    }

    /// Makes the address that of what is shown.
    fn stay_at(&self, query: &str) -> Option<()> {
        let near = self.near.borrow().as_ref().is_some_and(|near| near.is_on());
        let path = self.form.get_attribute("action")?;
        let address = [path.as_str(), "?", query, if near { super::near::HASH } else { "" }].concat();
        let history = window().history().ok()?;
        history.replace_state_with_url(&JsValue::NULL, "", Some(&address)).ok()
    }
}

/// What is looked for, as it stands in addresses.
fn query(form: &HtmlFormElement) -> Option<String> {
    let fields = FormData::new_with_form(form).ok()?;
    Some(UrlSearchParams::new_with_str_sequence_sequence(&fields).ok()?.to_string().into())
}
