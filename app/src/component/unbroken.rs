//! Long text without blanks, to be copied as a whole: a link, a token.

use leptos::prelude::*;

/// Characters between two places where a line may break.
const RUN: usize = 8;

/// Such text, with places to break: where no style arrives, it would push a phone's page wider than the phone.
#[component]
pub fn Unbroken(#[prop(into)] text: String) -> impl IntoView {
    let runs: Vec<_> = runs(&text)
        .into_iter()
        .enumerate()
        .map(|(n, run)| view! { {(n > 0).then(|| view! { <wbr /> })}{run} })
        .collect();
    view! { <code class="secret">{runs}</code> }
}

/// The text in runs of [`RUN`] characters.
fn runs(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    characters.chunks(RUN).map(|run| run.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_is_lost_and_no_run_is_long() {
        for text in ["", "짧은 글", "http://localhost/share/4A29AA713459E5F4DD70063A5C55E593"] {
            let runs = runs(text);
            assert_eq!(runs.concat(), text);
            assert!(runs.iter().all(|run| (1..=RUN).contains(&run.chars().count())));
        }
    }
}
