//! Big numbers, and numbers in general.

use leptos::prelude::*;

/// `1,284`: a number with its thousands apart.
pub fn grouped(number: impl Into<i64>) -> String {
    let number = number.into();
    let digits = number.unsigned_abs().to_string();
    let mut text = String::from(if number < 0 { "-" } else { "" });
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A row of big numbers.
#[component]
pub fn Figures(
    /// [`Figure`]s.
    children: Children,
) -> impl IntoView {
    view! { <dl class="figures">{children()}</dl> }
}

/// How a number is to be felt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// As it is.
    #[default]
    Plain,
    /// Good.
    Good,
    /// Watch out.
    Low,
    /// Nothing.
    None,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Self::Plain => "figure",
            Self::Good => "figure figure--good",
            Self::Low => "figure figure--low",
            Self::None => "figure figure--none",
        }
    }
}

/// One big number.
#[component]
pub fn Figure(
    /// What is counted.
    #[prop(into)]
    label: String,
    /// The number, as read.
    #[prop(into)]
    value: String,
    /// What it is a number of.
    #[prop(into)]
    unit: String,
    /// How it is to be felt.
    #[prop(optional)]
    tone: Tone,
    /// A line beneath: its age, or a link.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class=tone.class()>
            <dt class="figure__label">{label}</dt>
            <dd class="figure__value">{value}<span class="figure__unit">{unit}</span></dd>
            {children.map(|note| view! { <dd class="as-of">{note()}</dd> })}
        </div>
    }
}

/// One big number that moves while the page is open.
#[component]
pub fn FigureOf(
    /// What is counted.
    #[prop(into)]
    label: String,
    /// Its name among the figures of the page's topic.
    live: &'static str,
    /// The number.
    value: i64,
    /// What it is a number of.
    #[prop(into)]
    unit: String,
    /// How it is to be felt.
    #[prop(optional)]
    tone: Tone,
) -> impl IntoView {
    view! {
        <div class=tone.class()>
            <dt class="figure__label">{label}</dt>
            <dd class="figure__value">
                <span data-live=live data-live-text="{}">{grouped(value)}</span>
                <span class="figure__unit">{unit}</span>
            </dd>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_stand_apart() {
        for (number, text) in
            [(0, "0"), (999, "999"), (1_000, "1,000"), (-12_345, "-12,345"), (1_234_567, "1,234,567")]
        {
            assert_eq!(grouped(number), text);
        }
    }
}
