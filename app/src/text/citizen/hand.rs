//! The reservation in one's hand: in the calendar, on paper, with the family, without signing in;
//! and the proof of a dose.

/// Texts of what somebody keeps, shows or hands on.
pub struct Hand {
    /// Above the ways to keep a reservation.
    pub keep_title: &'static str,
    /// Link to the calendar file.
    pub to_calendar: &'static str,
    /// Link to the sheet.
    pub to_sheet: &'static str,
    /// Link to `/my/share`.
    pub to_share: &'static str,
    /// What a calendar calls the appointment. Others see it too: it does not say what for.
    pub entry_title: &'static str,
    /// What stands below it in the calendar.
    pub entry_text: &'static str,
    /// Button that opens the browser's printing.
    pub print: &'static str,
    /// Beside it, for browsers without scripts.
    pub print_hint: &'static str,
    /// `/look-up`.
    pub look_up: LookUp,
    /// `/my/print`.
    pub sheet: Sheet,
    /// `/my/share` and `/share/{code}`.
    pub share: Share,
    /// `/my/proof` and `/proof/{code}`.
    pub proof: Proof,
    /// `/visit/{code}`.
    pub visit: Visit,
}

/// Texts of looking a reservation up without signing in.
pub struct LookUp {
    /// `/look-up`: heading.
    pub title: &'static str,
    /// What it does.
    pub lead: &'static str,
    /// Field.
    pub number: &'static str,
    /// Where the number is found.
    pub number_hint: &'static str,
    /// Nothing was typed.
    pub number_missing: &'static str,
    /// What was typed is no number.
    pub number_malformed: &'static str,
    /// The two do not belong together, or the number is nobody's: one answer.
    pub wrong: &'static str,
    /// Button.
    pub submit: &'static str,
    /// Before the link to the sign-in.
    pub sign_in_question: &'static str,
    /// On the sign-in page, before the link here.
    pub question: &'static str,
    /// `/look-up/reservation`: what can be done after signing in.
    pub more_title: &'static str,
    /// The same.
    pub more_text: &'static str,
    /// Link to the reservation's own page.
    pub more: &'static str,
    /// How long the page can be seen.
    pub ends: &'static str,
    /// Button.
    pub end: &'static str,
    /// After it, on `/look-up`.
    pub ended: &'static str,
}

/// Texts of the sheet that is taken along.
pub struct Sheet {
    /// Heading.
    pub title: &'static str,
    /// What to take along: heading.
    pub bring_title: &'static str,
    /// What to take along.
    pub bring: &'static [&'static str],
    /// What to do when something changes.
    pub change: &'static str,
    /// When it was printed: a moment.
    pub printed: fn(&str) -> String,
}

/// Texts of the link for the family.
pub struct Share {
    /// `/my/share`: heading.
    pub title: &'static str,
    /// What the link does.
    pub lead: &'static str,
    /// What is seen: heading.
    pub shows_title: &'static str,
    /// What is seen, and what is not.
    pub shows: &'static [&'static str],
    /// Button.
    pub make: &'static str,
    /// `?done=made`.
    pub made: &'static str,
    /// `?done=ended`.
    pub ended: &'static str,
    /// The link there is: heading.
    pub link_title: &'static str,
    /// Until when it can be used: a moment.
    pub until: fn(&str) -> String,
    /// The QR code in words.
    pub qr_alt: &'static str,
    /// Link: as others see it.
    pub see: &'static str,
    /// Button: another link, which ends this one.
    pub make_other: &'static str,
    /// Hands the link to the phone's own sharing (button).
    pub send: &'static str,
    /// Copies the link (button).
    pub copy: &'static str,
    /// It is copied.
    pub copied: &'static str,
    /// Beside it.
    pub make_other_text: &'static str,
    /// Button.
    pub end: &'static str,
    /// A reservation that is over.
    pub over: &'static str,

    /// `/share/{code}`: heading.
    pub shown_title: &'static str,
    /// What this page is.
    pub shown_lead: &'static str,
    /// Without a day.
    pub no_day: &'static str,
    /// A link that is over, or never was: heading.
    pub gone_title: &'static str,
    /// The same: what to do.
    pub gone_text: &'static str,
}

/// Texts of the proof of a dose. On paper they stand in both languages.
pub struct Proof {
    /// Link from the list of doses: which dose.
    pub link: fn(i16) -> String,
    /// `/my/proof`: title.
    pub title: &'static str,
    /// Row.
    pub name: &'static str,
    /// Row.
    pub birth: &'static str,
    /// Row.
    pub vaccine: &'static str,
    /// Row.
    pub dose: &'static str,
    /// Row.
    pub given_on: &'static str,
    /// Row.
    pub hospital: &'static str,
    /// Row.
    pub lot: &'static str,
    /// Row: the day of printing.
    pub issued_on: &'static str,
    /// How whoever is handed the paper checks it.
    pub how: &'static str,
    /// The QR code in words.
    pub qr_alt: &'static str,
    /// Link to the check, for who reads it on a screen.
    pub check: &'static str,
    /// No paper any more: heading.
    pub withdrawn_title: &'static str,
    /// No paper any more: why.
    pub withdrawn_text: &'static str,

    /// `/proof/{code}`: title.
    pub check_title: &'static str,
    /// The record stands.
    pub valid: &'static str,
    /// What to compare.
    pub compare: &'static str,
    /// The record was taken back.
    pub invalid: &'static str,
    /// The same: what it means.
    pub invalid_text: &'static str,
    /// No such record: heading.
    pub unknown_title: &'static str,
    /// The same: what to do.
    pub unknown_text: &'static str,
}

/// Texts for who reads a reservation's QR code and does not work at a desk.
pub struct Visit {
    /// Heading.
    pub title: &'static str,
    /// What it is for.
    pub text: &'static str,
    /// Button for staff.
    pub staff: &'static str,
    /// Link for whoever's it is.
    pub own: &'static str,
}
