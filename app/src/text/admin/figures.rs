//! The admin's dashboards.

use store::view::figures::Order;

/// Texts of the pages.
pub struct Figures {
    /// Heading above the links to the dashboards.
    pub title: &'static str,
    /// `/admin/vaccinations`: title, heading, work menu.
    pub given_title: &'static str,
    /// Under that heading.
    pub given_lead: &'static str,
    /// `/admin/rates`: title, heading, work menu.
    pub rates_title: &'static str,
    /// Under that heading.
    pub rates_lead: &'static str,
    /// Leads to the file.
    pub download: &'static str,
    /// Filter: vaccine.
    pub vaccine: &'static str,
    /// Filter: no province.
    pub all_provinces: &'static str,
    /// Filter: no vaccine.
    pub all_vaccines: &'static str,
    /// Filter: first day.
    pub from: &'static str,
    /// Filter: last day.
    pub to: &'static str,
    /// Filter: what stands on top.
    pub order: &'static str,
    /// Applies the filters (button).
    pub show: &'static str,
    /// Unit: doses.
    pub doses: &'static str,
    /// Unit: hospitals.
    pub places: &'static str,
    /// Column: day.
    pub day: &'static str,
    /// Figure and column: all doses.
    pub given_total: &'static str,
    /// Nothing was given: title.
    pub given_none: &'static str,
    /// Nothing was given: what to do.
    pub given_none_text: &'static str,
    /// Title of the chart.
    pub given_chart: &'static str,
    /// Heading of the table.
    pub given_table: &'static str,
    /// No hospital: title.
    pub rates_none: &'static str,
    /// No hospital: what to do.
    pub rates_none_text: &'static str,
    /// Title of the chart.
    pub rates_chart: &'static str,
    /// Heading of the table.
    pub rates_table: &'static str,
    /// Column: hospital.
    pub hospital: &'static str,
    /// Figure: hospitals with doses.
    pub hospitals: &'static str,
    /// Column and term: registered doses.
    pub registered: &'static str,
    /// What it means.
    pub registered_text: &'static str,
    /// Figure, column and term: the share given.
    pub rate_given: &'static str,
    /// What it means.
    pub rate_given_text: &'static str,
    /// Figure, column and term: the share destroyed.
    pub rate_discarded: &'static str,
    /// What it means.
    pub rate_discarded_text: &'static str,
    /// Figure, column and term: the share expired.
    pub rate_expired: &'static str,
    /// What it means.
    pub rate_expired_text: &'static str,
    /// Heading of the terms.
    pub definitions: &'static str,
    /// First, second and further doses.
    pub dose_names: [&'static str; 3],
    /// Doses.
    pub n_doses: fn(&str) -> String,
    /// Doses a day on average, and the day with most.
    pub given_average: fn(&str, &str) -> String,
    /// What the chart shows: first day, last day, all doses.
    pub given_chart_text: fn(&str, &str, &str) -> String,
    /// What the chart shows: how many hospitals.
    pub rates_chart_text: fn(&str) -> String,
    /// Doses of so many registered ones.
    pub of_registered: fn(&str, &str) -> String,
    /// An order in words.
    pub order_name: fn(Order) -> &'static str,
}
