//! `/accessibility`

use crate::text::public::Article;

pub(super) const ACCESSIBILITY: Article = Article {
    title: "Accessibility",
    lead: "Everybody should be able to book in the same way.",
    parts: &[
        (
            "Aim",
            &[
                "We aim at level AA of the Korean guidelines KWCAG 2.2 and of WCAG 2.2. No outside body has reviewed the service.",
            ],
        ),
        (
            "What we did",
            &[
                "Everything works with the keyboard alone, and without JavaScript.",
                "At 400% zoom no content is cut off, and larger text does not hide buttons.",
                "Five minutes before a session ends the page says so, and you can stay signed in. What you send after that is kept and filled in again.",
                "A status is never shown by colour alone: there is always an icon and a word.",
                "Mistakes are listed on top of the page with links to the fields. What you typed stays.",
                "Display settings offer high contrast. The system's settings for contrast and reduced motion are followed too.",
            ],
        ),
        (
            "What is missing",
            &[
                "Hospital names appear in Korean on English pages too. People who cannot receive a code by text message cannot yet sign in without help.",
            ],
        ),
        (
            "Tell us",
            &[
                "If something is hard to use, tell the organisation that runs this service, or the hospital you want to book.",
            ],
        ),
    ],
};
