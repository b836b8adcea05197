//! `/stock/lots/:id`, and what `/stock` says of lots.

/// Texts of these pages.
pub struct Lots {
    /// Heading of a lot.
    pub title: fn(&str) -> String,
    /// Days until the last day of use; negative ones have passed.
    pub days_left: fn(i64) -> String,
    /// Tag: suspended everywhere.
    pub suspended: &'static str,
    /// Notice on a suspended lot: title.
    pub suspended_title: &'static str,
    /// Notice on a suspended lot: the reason.
    pub suspended_text: fn(&str) -> String,
    /// Notice above the stock: title.
    pub watch_title: &'static str,
    /// Line of it: a suspended lot, and why.
    pub watch_suspended: fn(&str) -> String,
    /// Line of it: a lot that expires soon; days left in words, doses left.
    pub watch_soon: fn(&str, &str) -> String,
    /// Line of it: expired doses that are to be destroyed.
    pub watch_destroy: fn(&str) -> String,
    /// Row: expired doses that are to be destroyed.
    pub to_destroy: &'static str,
    /// Leads to the disposal (button).
    pub dispose: &'static str,
    /// Heading above the destruction of expired doses.
    pub destroy_title: &'static str,
    /// How many expired doses are to be destroyed.
    pub destroy_text: fn(&str) -> String,
    /// Label: doses that were destroyed.
    pub destroy_doses: &'static str,
    /// Records the destruction (button).
    pub destroy_now: &'static str,
    /// Banner: expired doses were destroyed; lot, doses.
    pub destroyed: fn(&str, &str) -> String,
}
