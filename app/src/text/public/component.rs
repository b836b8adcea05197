//! `/components`: the parts that pages are made of, with their states.

/// Texts of the page.
pub struct ComponentPage {
    /// Title and heading.
    pub title: &'static str,
    /// What the page is.
    pub lead: &'static str,
    /// To the same page as a refused form shows it.
    pub wrong: &'static str,
    /// And back.
    pub right: &'static str,
    /// Headings of the parts.
    pub parts: Parts,
    /// Words of the samples.
    pub sample: Sample,
}

/// Headings.
pub struct Parts {
    /// Step counter, chosen, done.
    pub journey: &'static str,
    /// Buttons.
    pub buttons: &'static str,
    /// Fields.
    pub fields: &'static str,
    /// Visiting days.
    pub days: &'static str,
    /// Tags.
    pub tags: &'static str,
    /// Notices.
    pub notices: &'static str,
    /// Timeline.
    pub timeline: &'static str,
    /// Summary and last question.
    pub confirm: &'static str,
    /// Tables, tabs, pagination, nothing found.
    pub lists: &'static str,
    /// Numbers and charts.
    pub figures: &'static str,
    /// What moves.
    pub live: &'static str,
    /// QR code, receipts.
    pub proof: &'static str,
    /// Icons.
    pub icons: &'static str,
}

/// Words of the samples.
pub struct Sample {
    /// A hospital.
    pub hospital: &'static str,
    /// Vaccine and person.
    pub chosen: &'static str,
    /// What a page of its own would confirm.
    pub done: &'static str,
    /// A button of each weight, from the first to the least.
    pub buttons: [&'static str; 5],
    /// A large and a small one.
    pub sizes: [&'static str; 2],
    /// Label of a field.
    pub name: &'static str,
    /// Its hint.
    pub name_hint: &'static str,
    /// Label of a number with a unit.
    pub doses: &'static str,
    /// The unit.
    pub unit: &'static str,
    /// Label of a long text.
    pub note: &'static str,
    /// Label of a select.
    pub vaccine: &'static str,
    /// Label of a grouped select.
    pub place: &'static str,
    /// Question of radios.
    pub how: &'static str,
    /// Two values of it, the second one with a hint.
    pub ways: [&'static str; 2],
    /// That hint.
    pub way_hint: &'static str,
    /// A value that cannot be had, and why.
    pub way_gone: (&'static str, &'static str),
    /// Question of checkboxes.
    pub who: &'static str,
    /// Values of it.
    pub people: [&'static str; 2],
    /// Question of a typed date.
    pub birth: &'static str,
    /// Its hint.
    pub birth_hint: &'static str,
    /// Tags by meaning: under way, good, attention, bad, over.
    pub tags: [&'static str; 5],
    /// Titles of the notices: good to know, done, watch out, wrong.
    pub notices: [&'static str; 4],
    /// What stands in each.
    pub notice: &'static str,
    /// Steps of a timeline: done, current, next.
    pub steps: [&'static str; 3],
    /// What the current one means.
    pub step: &'static str,
    /// A step at which it ended early.
    pub stopped: &'static str,
    /// The last question.
    pub question: &'static str,
    /// Its button.
    pub act: &'static str,
    /// The way back.
    pub keep: &'static str,
    /// Name of the tabs and of the table.
    pub table: &'static str,
    /// Tabs.
    pub tabs: [&'static str; 3],
    /// Headings of the table: what, number, state.
    pub headings: [&'static str; 3],
    /// Its rows.
    pub rows: [&'static str; 3],
    /// The second line of a cell.
    pub detail: &'static str,
    /// A table that becomes cards on a phone.
    pub stacked: &'static str,
    /// Nothing found.
    pub empty: &'static str,
    /// What it means.
    pub empty_text: &'static str,
    /// What to do.
    pub empty_do: &'static str,
    /// Figures and what they are numbers of: plain, good, low, none.
    pub figures: [(&'static str, &'static str); 4],
    /// Title of the bar chart.
    pub bars: &'static str,
    /// Title of the chart of shares.
    pub shares: &'static str,
    /// What is to be seen in them.
    pub chart: &'static str,
    /// Names of the parts of both.
    pub legend: [&'static str; 3],
    /// What is live here.
    pub live: &'static str,
    /// What the QR code contains.
    pub qr: &'static str,
}
