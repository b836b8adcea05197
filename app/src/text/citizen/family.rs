//! The persons an account cares for, and the choice among them.

/// Texts of `/my/family` and `/book/who`.
pub struct Family {
    /// `/my/family`: heading, and the link to it.
    pub title: &'static str,
    /// `/my/family`: for whom.
    pub lead: &'static str,
    /// How many of how many.
    pub count: fn(usize, u8) -> String,
    /// Nobody yet: heading.
    pub empty_title: &'static str,
    /// Nobody yet: what to do.
    pub empty_text: &'static str,
    /// Five are there.
    pub full: &'static str,
    /// Age in years.
    pub age: fn(i32) -> String,
    /// No dose so far.
    pub no_dose: &'static str,
    /// All doses were given.
    pub complete: &'static str,
    /// So many doses; the next one (its number) from a day on.
    pub next_from: fn(i16, i16, &str) -> String,
    /// A booking is under way.
    pub is_booked: &'static str,
    /// Waits in so many lines.
    pub waits: fn(usize) -> String,
    /// Link to the booking.
    pub see_booking: &'static str,
    /// Button: books the first dose.
    pub book: &'static str,
    /// Button: adds somebody.
    pub add: &'static str,
    /// Link: corrects name and birth date.
    pub edit: &'static str,
    /// Link and button: removes.
    pub remove: &'static str,
    /// `?done=added`.
    pub added: &'static str,
    /// `?done=corrected`.
    pub corrected: &'static str,
    /// `?done=removed`.
    pub removed: &'static str,

    /// `/my/family/add`: heading.
    pub add_title: &'static str,
    /// `/my/family/add`: whom.
    pub add_lead: &'static str,
    /// Button.
    pub add_save: &'static str,
    /// `/my/family/edit`: heading.
    pub edit_title: &'static str,
    /// `/my/family/edit`: when it is possible.
    pub edit_lead: &'static str,
    /// Button.
    pub edit_save: &'static str,
    /// `/my/family/remove`: heading.
    pub remove_title: &'static str,
    /// `/my/family/remove`: what it means.
    pub remove_text: &'static str,
    /// `/my/family/remove`, where something is recorded: heading.
    pub kept_title: &'static str,
    /// `/my/family/remove`, where something is recorded.
    pub kept_text: &'static str,
    /// Link: stays.
    pub keep: &'static str,

    /// `/book/who`: heading.
    pub who_title: &'static str,
    /// `/book/who`: one or several.
    pub who_lead: &'static str,
    /// `/book/who`: the question.
    pub who: &'static str,
    /// `/book/who`: all or nothing.
    pub who_hint: &'static str,
    /// Error: nobody chosen.
    pub who_missing: &'static str,
    /// Error: their next doses are of different vaccines.
    pub other_vaccines: &'static str,
    /// `/book/who`: link to where details are put right.
    pub correct_where: &'static str,
    /// Button.
    pub go_on: &'static str,
}
