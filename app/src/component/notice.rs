//! Notices: one thing the visitor should know here.

use super::{Glyph, Icon};
use leptos::prelude::*;

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Good to know.
    Info,
    /// Something was done.
    Success,
    /// Something to watch out for.
    Warning,
    /// Something is wrong.
    Danger,
}

/// A notice in the page.
#[component]
pub fn Notice(
    /// What it is about.
    kind: NoticeKind,
    /// A short heading.
    #[prop(optional, into)]
    title: Option<String>,
    /// Paragraphs, and buttons in `div.actions`.
    children: Children,
) -> impl IntoView {
    let (class, glyph) = match kind {
        NoticeKind::Info => ("notice notice--info", Glyph::Info),
        NoticeKind::Success => ("notice notice--success", Glyph::CheckCircle),
        NoticeKind::Warning => ("notice notice--warning", Glyph::Alert),
        NoticeKind::Danger => ("notice notice--danger", Glyph::XCircle),
    };
    view! {
        <div class=class role="status">
            <Icon glyph />
            <div class="notice__body">
                {title.map(|title| view! { <p class="notice__title">{title}</p> })}
                {children()}
            </div>
        </div>
    }
}
