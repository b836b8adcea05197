//! What has happened to a reservation, and what comes next.

use super::{Glyph, Icon};
use leptos::prelude::*;

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Behind us.
    Done,
    /// Where we are.
    Current,
    /// Still to come.
    Next,
    /// Where it ended early.
    Stopped,
}

/// One step.
#[derive(Clone, Debug)]
pub struct Step {
    /// How far it is.
    pub state: StepState,
    /// Its name.
    pub title: String,
    /// When it happened, as read and for machines (RFC 3339).
    pub at: Option<(String, String)>,
    /// What it means.
    pub text: Option<String>,
}

/// Steps in the order of time.
#[component]
pub fn Timeline(
    /// The steps.
    steps: Vec<Step>,
) -> impl IntoView {
    let items: Vec<_> = steps.into_iter().map(item).collect();
    view! { <ol class="timeline">{items}</ol> }
}

fn item(step: Step) -> impl IntoView {
    let (class, glyph) = match step.state {
        StepState::Done => ("timeline__item timeline__item--done", Some(Glyph::Check)),
        StepState::Current => ("timeline__item timeline__item--current", Some(Glyph::Clock)),
        StepState::Next => ("timeline__item timeline__item--next", None),
        StepState::Stopped => ("timeline__item timeline__item--stopped", Some(Glyph::X)),
    };
    let current = (step.state == StepState::Current).then_some("step");
    let at = step.at.map(|(read, machine)| {
        view! { <p class="timeline__time"><time datetime=machine>{read}</time></p> }
    });
    view! {
        <li class=class aria-current=current>
            <span class="timeline__mark">{glyph.map(|glyph| view! { <Icon glyph /> })}</span>
            <p class="timeline__title">{step.title}</p>
            {at}
            {step.text.map(|text| view! { <p>{text}</p> })}
        </li>
    }
}
