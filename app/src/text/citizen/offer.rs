//! Answering an offer.

/// Texts of `/my/offer` and `/my/decline`.
pub struct Offer {
    /// Button and link to `/my/offer`.
    pub choose: &'static str,
    /// `/my/offer`: heading.
    pub title: &'static str,
    /// `/my/offer`: what it is about.
    pub lead: &'static str,
    /// Button.
    pub accept: &'static str,
    /// The chosen day has just been taken by others.
    pub day_full: &'static str,
    /// No day is left to choose: heading.
    pub no_days_title: &'static str,
    /// No day is left to choose: what to do.
    pub no_days_text: &'static str,
    /// The offer is over: heading.
    pub over_title: &'static str,
    /// The offer is over: where to look.
    pub over_text: &'static str,
    /// `/my/decline`: heading.
    pub decline_title: &'static str,
    /// `/my/decline`: what it means.
    pub decline_text: &'static str,
    /// Button and link.
    pub decline: &'static str,
    /// Keeps the offer.
    pub keep: &'static str,
}
