//! Booking a dose, from the preparation to the number.

use time::Date;

/// Texts of `/book`.
pub struct Book {
    /// Name of the journey, before the step counter.
    pub journey: &'static str,
    /// `/book`: heading.
    pub start_title: &'static str,
    /// `/book`: how it goes.
    pub start_lead: &'static str,
    /// `/book`: what one needs.
    pub needs_title: &'static str,
    /// `/book`: what one needs.
    pub needs: &'static [&'static str],
    /// `/book`: what to know.
    pub notes_title: &'static str,
    /// `/book`: what to know.
    pub notes: &'static [&'static str],
    /// `/book/check`: heading of what concerns one's health.
    pub before_title: &'static str,
    /// `/book`, `/book/check`: what concerns one's health.
    pub before: &'static [&'static str],
    /// Link to the hospitals.
    pub find_hospital: &'static str,

    /// `/book/person`: heading.
    pub person_title: &'static str,
    /// `/book/person`: why it is asked.
    pub person_lead: &'static str,
    /// Field and row.
    pub name: &'static str,
    /// Which name.
    pub name_hint: &'static str,
    /// Field and row.
    pub birth: &'static str,
    /// Error: something in the name is no letter.
    pub name_malformed: &'static str,
    /// Error: a part of the birth date is missing.
    pub birth_missing: &'static str,
    /// Error: two digits of the year.
    pub birth_year_short: &'static str,
    /// Error: no day chosen.
    pub date_missing: &'static str,
    /// Of a person, on the check page.
    pub born: fn(Date) -> String,
    /// An example.
    pub birth_hint: &'static str,
    /// Who sees it.
    pub person_privacy: &'static str,
    /// Button.
    pub person_save: &'static str,

    /// `/book/date`: heading.
    pub date_title: &'static str,
    /// Field and row.
    pub vaccine: &'static str,
    /// `/book/date`: of a vaccine that somebody chosen is too young for.
    pub not_of_age: &'static str,
    /// `/book/date`: no vaccine is for those who are chosen: title.
    pub none_fits: &'static str,
    /// What to do then.
    pub none_fits_text: &'static str,
    /// Facts on a vaccine: doses left, doses required, days between them, least age.
    pub vaccine_facts: fn(&str, i16, i16, i16) -> String,
    /// Field and row.
    pub date: &'static str,
    /// Places left on a day.
    pub places: fn(&str) -> String,
    /// No place left on a day.
    pub full: &'static str,
    /// Ten days on.
    pub later: &'static str,
    /// Ten days back.
    pub earlier: &'static str,
    /// Beneath days of which some are full: the sentence before the link.
    pub full_days: &'static str,
    /// The link to the line.
    pub full_days_wait: &'static str,
    /// Button.
    pub date_next: &'static str,
    /// The hospital has no dose: heading.
    pub none_title: &'static str,
    /// The hospital has no dose: what to do.
    pub none_text: &'static str,
    /// The hospital has doses and no open day: heading.
    pub no_days_title: &'static str,
    /// The hospital has doses and no open day: what to do.
    pub no_days_text: &'static str,
    /// Why other vaccines and nearer days are not offered: number of the next dose, vaccine, its
    /// first day.
    pub next_dose: fn(i16, &str, &str) -> String,
    /// All doses were given: heading.
    pub complete_title: &'static str,
    /// All doses were given.
    pub complete_text: &'static str,
    /// Vaccines of the hospital without a dose, before the link.
    pub others_gone: fn(&str) -> String,

    /// `/book/check`: heading.
    pub check_title: &'static str,
    /// Row.
    pub hospital: &'static str,
    /// Row.
    pub person: &'static str,
    /// Row.
    pub phone: &'static str,
    /// `/book/check`: what follows.
    pub next_title: &'static str,
    /// `/book/check`: what follows, in order.
    pub next: &'static [&'static str],
    /// Button.
    pub submit: &'static str,
    /// `/book/check`, for several persons: how many book all or none.
    pub together: fn(usize) -> String,
    /// Doses or places are there, but too few for so many persons.
    pub too_few: fn(usize) -> String,
    /// A refused request for several persons: nobody was booked.
    pub nobody_booked: &'static str,
    /// More requests wait than can be taken at once.
    pub busy: &'static str,
    /// The last dose went to somebody else between page and request.
    pub just_gone: &'static str,

    /// A refused request: heading over the ways on.
    pub ways_title: &'static str,
    /// Way on: other persons, or one alone.
    pub other_people: &'static str,
    /// Way on: other days of the same hospital and vaccine.
    pub other_dates: &'static str,
    /// Way on: vaccine and day anew.
    pub choose_again: &'static str,
    /// Way on: the line for that day.
    pub wait_for_day: &'static str,
    /// Way on: the line.
    pub wait: &'static str,
    /// Way on: another hospital.
    pub other_hospital: &'static str,
    /// Way on: the reservation that stands against it.
    pub see_booking: &'static str,
    /// Way on: the vaccine that was begun.
    pub same_vaccine: &'static str,
    /// Way on: the doses given so far.
    pub see_doses: &'static str,
    /// Way on: the form anew.
    pub start_over: &'static str,
    /// Too young: from which day on.
    pub old_enough_from: fn(Date) -> String,

    /// `/book/done/{id}`: heading.
    pub done_title: &'static str,
    /// `/book/done/{id}`: while the hospital has not answered.
    pub done_text: &'static str,
    /// Before the reservation number.
    pub number: &'static str,
    /// `/book/done/{id}`: heading of what follows.
    pub done_next_title: &'static str,
    /// What follows, in order; the date is the day of the dose.
    pub done_next: [fn(Date) -> String; 3],
    /// `/book/done/{id}`: heading of the others who were booked with it.
    pub done_others: &'static str,
    /// `/book/done/{id}`: heading of what was booked.
    pub done_details: &'static str,
    /// The state now.
    pub done_now: &'static str,
    /// Link to the reservation.
    pub to_reservation: &'static str,
    /// Advice to keep the page.
    pub keep: &'static str,
}
