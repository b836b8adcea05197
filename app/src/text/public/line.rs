//! `/hospitals/{id}/line`: the rule and the log of turns.

use store::view::line::Outcome;

/// Texts of the page.
pub struct LinePage {
    /// Title, of a hospital.
    pub title: fn(&str) -> String,
    /// What the page is for.
    pub lead: &'static str,
    /// Heading of the rule.
    pub rule_title: &'static str,
    /// People take turns.
    pub turns: &'static str,
    /// All are told at once.
    pub everyone: &'static str,
    /// Heading of the lines as they are.
    pub now_title: &'static str,
    /// The hospital has had no vaccine.
    pub no_lines: &'static str,
    /// Column: vaccine.
    pub vaccine: &'static str,
    /// Column: people waiting.
    pub waiting: &'static str,
    /// Column: offers under way.
    pub offered: &'static str,
    /// Column: doses kept for the line.
    pub earmarked: &'static str,
    /// Column: doses for anybody.
    pub bookable: &'static str,
    /// Number of people.
    pub people: fn(&str) -> String,
    /// Number of doses.
    pub doses: fn(&str) -> String,
    /// Heading of the log.
    pub log_title: &'static str,
    /// What the log shows.
    pub log_text: &'static str,
    /// Nobody had a turn yet: title.
    pub no_turns: &'static str,
    /// Nobody had a turn yet: what it means.
    pub no_turns_text: &'static str,
    /// Column and row: number in line.
    pub number_of: &'static str,
    /// A number in line.
    pub number: fn(&str) -> String,
    /// Column: when a dose was offered.
    pub chance: &'static str,
    /// Column: what became of it.
    pub result: &'static str,
    /// What became of it.
    pub outcome: fn(Outcome) -> &'static str,
    /// Held until a moment.
    pub open_until: fn(&str) -> String,
}
