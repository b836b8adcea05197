//! The persons an account cares for, and the choice among them.

use crate::text::citizen::Family;

pub(super) const FAMILY: Family = Family {
    title: "Family",
    lead: "Book for yourself and your family with one account.",
    count: |n, most| format!("{n} of {most} people"),
    empty_title: "Nobody is listed yet",
    empty_text: "Add the people to be vaccinated and you need not enter them again when you book.",
    full: "Five people are listed. You can add another once you remove someone without bookings or records.",
    age: |years| format!("age {years}"),
    no_dose: "No doses yet",
    complete: "All doses given",
    next_from: |doses, next, day| {
        let had = if doses == 1 { "1 dose".to_owned() } else { format!("{doses} doses") };
        format!("{had} given · dose {next} from {day}")
    },
    is_booked: "Has a current booking",
    waits: |n| if n == 1 { "Waits at 1 hospital".to_owned() } else { format!("Waits at {n} hospitals") },
    see_booking: "See the current booking",
    book: "Book a dose",
    add: "Add a person",
    edit: "Correct details",
    remove: "Remove",
    added: "The person has been added.",
    corrected: "The details have been corrected.",
    removed: "The person has been removed.",

    add_title: "Whom do you want to add?",
    add_lead: "Up to five people, including yourself.",
    add_save: "Add",
    edit_title: "Correct name and date of birth",
    edit_lead: "This is possible while there is no booking and no vaccination record.",
    edit_save: "Save the correction",
    remove_title: "Remove this person?",
    remove_text: "Name and date of birth are deleted. You can add the person again later.",
    kept_title: "This person cannot be removed",
    kept_text: "There are bookings or vaccination records. If you delete your account, name and date of birth are deleted with it.",
    keep: "Keep",

    who_title: "Who is to be vaccinated?",
    who_lead: "Choose several people to book them at one hospital on the same day.",
    who: "People",
    who_hint: "If one person cannot be booked, nobody is.",
    who_missing: "Choose at least one person.",
    other_vaccines: "Their next doses are of different vaccines. Please book for one person at a time.",
    correct_where: "Correct a name or date of birth",
    go_on: "Continue",
};
