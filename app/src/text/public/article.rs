//! Pages that only explain: help, accessibility, privacy.

/// One such page.
pub struct Article {
    /// Title and heading, also the link in the footer.
    pub title: &'static str,
    /// What it is about.
    pub lead: &'static str,
    /// Headings, and what stands under each.
    pub parts: &'static [Part],
}

/// A heading and its paragraphs.
type Part = (&'static str, &'static [&'static str]);
