//! Joining and leaving a line.

/// Texts of `/book/wait` and `/my/leave`.
pub struct Wait {
    /// Name of the journey.
    pub journey: &'static str,
    /// `/book/wait`: heading.
    pub title: &'static str,
    /// `/book/wait`: what it is.
    pub lead: &'static str,
    /// How the line works: heading.
    pub how_title: &'static str,
    /// How the line works.
    pub how: &'static [&'static str],
    /// The wait gets the place of a booking that was taken away.
    pub rejoin: &'static str,
    /// What a turn means: heading.
    pub turn_title: &'static str,
    /// What a turn means, where people take turns; an offer is held so many minutes.
    pub turns: fn(i16) -> Vec<String>,
    /// What it means where everybody is told at once.
    pub everyone: &'static [&'static str],
    /// Link to the log of turns.
    pub line: &'static str,
    /// Facts on a vaccine in the list: people in line, doses required, least age.
    pub vaccine_facts: fn(&str, i16, i16) -> String,
    /// Field and row: the wanted day.
    pub date: &'static str,
    /// What a wanted day means.
    pub date_hint: &'static str,
    /// No wanted day.
    pub any_date: &'static str,
    /// Button.
    pub join: &'static str,
    /// Nothing to wait for: heading.
    pub book_now_title: &'static str,
    /// Nothing to wait for.
    pub book_now_text: &'static str,
    /// Way on: book.
    pub book_now: &'static str,
    /// Way on: the wait that stands against it.
    pub see_wait: &'static str,
    /// Way on: one's own waits.
    pub see_waits: &'static str,
    /// No vaccine is known at all: heading.
    pub nothing_title: &'static str,
    /// No vaccine is known at all.
    pub nothing_text: &'static str,
    /// `/book/waiting/{id}`: heading.
    pub done_title: &'static str,
    /// What is waited for: heading.
    pub done_details: &'static str,
    /// `/book/waiting/{id}`: what happens next.
    pub done_next: &'static [&'static str],
    /// Link to the reservation.
    pub to_wait: &'static str,
    /// `/my/leave`: heading.
    pub leave_title: &'static str,
    /// `/my/leave`: what is lost.
    pub leave_text: &'static str,
    /// `/my/leave` with an offer in hand: what is lost.
    pub leave_offer_text: &'static str,
    /// `/my/leave` when the wait is over: heading.
    pub leave_over: &'static str,
    /// Button.
    pub leave: &'static str,
    /// Keeps the place.
    pub stay: &'static str,
}
