//! `/admin/events`

/// Texts of this page.
pub struct Events {
    /// Work menu, and heading.
    pub title: &'static str,
    /// Under that heading.
    pub lead: &'static str,
    /// None: title.
    pub none: &'static str,
    /// None: what it means.
    pub none_text: &'static str,
    /// Column: what happened.
    pub kind: &'static str,
    /// Column: to what.
    pub aggregate: &'static str,
    /// Column: who could not handle it.
    pub consumer: &'static str,
    /// What a consumer does; empty for one of a newer release.
    pub consumer_work: fn(&str) -> &'static str,
    /// Column: how it failed the last time.
    pub error: &'static str,
    /// Failures, beneath the error.
    pub failures: fn(i16) -> String,
    /// Set aside when, beneath what happened.
    pub since: fn(&str) -> String,
    /// Tries again (button).
    pub retry: &'static str,
    /// Tag: about to be tried again.
    pub retrying: &'static str,
    /// Tag: waits behind an earlier one.
    pub behind: &'static str,
    /// Banner: it will be tried again.
    pub retried: &'static str,
    /// Banner: what comes next.
    pub retried_text: &'static str,
    /// Refusal: it does not stand aside any more.
    pub gone: &'static str,
    /// Heading above how far consumers are.
    pub lags: &'static str,
    /// Column: how far behind.
    pub lag: &'static str,
    /// Nothing is left to do.
    pub caught_up: &'static str,
    /// So many seconds behind.
    pub behind_by: fn(&str) -> String,
    /// Notice of the overview: how many.
    pub notice: fn(&str) -> String,
    /// Link of that notice.
    pub see: &'static str,
}
