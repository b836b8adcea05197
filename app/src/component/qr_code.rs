//! A QR code as a drawing without styles of its own, so that the content policy lets it through.

use leptos::prelude::*;
use qrcode::{Color, QrCode as Code};

/// Blank modules around the code, as readers want them.
const QUIET: usize = 4;

/// Its side on the page, in CSS pixels; the attribute also holds where no style arrives.
const SIDE: u32 = 200;

/// A QR code; nothing when the text is too long for one.
#[component]
pub fn QrCode(
    /// What a reader finds in it.
    #[prop(into)]
    text: String,
    /// What it is, for those who do not see it.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let code = Code::new(text).ok()?;
    let side = code.width() + 2 * QUIET;
    Some(view! {
        <div class="qr">
            <svg
                width=SIDE
                height=SIDE
                viewBox=format!("0 0 {side} {side}")
                role="img"
                aria-label=label
                shape-rendering="crispEdges"
            >
                <path stroke="currentColor" d=outline(&code)></path>
            </svg>
        </div>
    })
}

/// The dark modules, a run of each row as one stroke. Few characters: pages with it are personal, and sent
/// uncompressed.
fn outline(code: &Code) -> String {
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(code.width()).enumerate() {
        let (mut x, mut drawn_to) = (0, None);
        for run in row.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                path += &match drawn_to {
                    Some(end) => format!("m{} 0h{}", x - end, run.len()),
                    None => format!("M{} {}.5h{}", x + QUIET, y + QUIET, run.len()),
                };
                drawn_to = Some(x + run.len());
            }
            x += run.len();
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_drawing_has_the_dark_modules_of_the_code() {
        let code = Code::new("/desk/visit/1").unwrap();
        let dark = code.to_colors().iter().filter(|c| **c == Color::Dark).count();
        let path = outline(&code);
        let drawn: usize = path
            .split('h')
            .skip(1)
            .filter_map(|run| run.split(['m', 'M']).next()?.parse::<usize>().ok())
            .sum();
        assert_eq!(drawn, dark);
        // The corner marks begin with a run of seven.
        assert!(path.starts_with("M4 4.5h7m"));
    }
}
