//! The one live island: keeps what is inside it as it is now.

#![allow(unreachable_pub, reason = "`#[island]` makes a public props struct")]

use super::{
    countdown,
    hub::{self, Event},
    mark,
};
use leptos::{html::Div, prelude::*};

/// Watches the topics its children name, and keeps their marks fresh (see [`super::mark`]).
/// Pages use `component::LiveReservation` and `component::LiveHospital`.
#[island]
pub fn Live(
    /// What the server rendered, with marks.
    children: Children,
) -> impl IntoView {
    let root = NodeRef::<Div>::new();
    Effect::new(move |_| {
        let Some(root) = root.get() else { return };
        countdown::run(&root);
        for (topic, seen) in mark::topics(&root) {
            let root = root.clone();
            hub::watch(topic, seen, move |event| match event {
                Event::News(message) => mark::show(&root, message),
                Event::Link(link) => mark::show_link(&root, *link),
            });
        }
    });
    view! { <div node_ref=root>{children()}</div> }
}
