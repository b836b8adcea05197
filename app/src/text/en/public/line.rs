//! `/hospitals/{id}/line`: the rule and the log of turns.

use crate::text::public::LinePage;
use store::view::line::Outcome as O;

pub(super) const LINE: LinePage = LinePage {
    title: |hospital| format!("Waitlist of {hospital}"),
    lead: "Who was offered a dose and when, by number and without names.",
    rule_title: "The rule",
    turns: "People take turns: whoever joined first is offered a dose first.",
    everyone: "Everybody is told at once; whoever books first gets the dose.",
    now_title: "The waitlist now",
    no_lines: "This hospital has no registered vaccine yet.",
    vaccine: "Vaccine",
    waiting: "Waiting",
    offered: "Offers open",
    earmarked: "Kept for the line",
    bookable: "Free to book",
    people: |n| if n == "1" { "1 person".into() } else { format!("{n} people") },
    doses: |n| if n == "1" { "1 dose".into() } else { format!("{n} doses") },
    log_title: "Log of turns",
    log_text: "The number is given when somebody joins. Who asked for a certain date gets a chance only when that day has a place. The latest 100 are shown.",
    no_turns: "No turns yet",
    no_turns_text: "When somebody in line is offered a dose, it is listed here.",
    number_of: "Number in line",
    number: |n| format!("No. {n}"),
    chance: "Offer",
    result: "Result",
    outcome: |outcome| match outcome {
        O::Open => "Open",
        O::Accepted => "Accepted",
        O::Declined => "Passed on",
        O::Lapsed => "Ran out",
        O::Revoked => "Taken back",
        O::Left => "Left the line",
        O::Vaccinated => "Vaccinated",
    },
    open_until: |at| format!("until {at}"),
};
