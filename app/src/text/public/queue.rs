//! `/queue/{ticket}`: waiting at the door of booking.

/// Texts of the page.
pub struct Queue {
    /// Title and heading.
    pub title: &'static str,
    /// What is going on, and that nothing needs to be done.
    pub lead: &'static str,
    /// Figure: people before this one.
    pub ahead: &'static str,
    /// Figure: people after this one.
    pub behind: &'static str,
    /// Unit of people.
    pub people: &'static str,
    /// About so many minutes: `{}` stands for them; also for the live island.
    pub minutes: &'static str,
    /// The pace is not known yet.
    pub soon_known: &'static str,
    /// Heading of the notes.
    pub notes_title: &'static str,
    /// What is good to know.
    pub notes: &'static [&'static str],
}
