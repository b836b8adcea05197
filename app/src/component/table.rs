//! Tables that scroll inside their own region, or become cards on a phone.

use leptos::prelude::*;

/// One cell.
pub struct Cell {
    content: AnyView,
    class: Option<&'static str>,
}

impl Cell {
    /// Text or anything.
    pub fn new(content: impl IntoAny) -> Self {
        Self { content: content.into_any(), class: None }
    }

    /// A figure: right-aligned.
    pub fn number(content: impl IntoAny) -> Self {
        Self { content: content.into_any(), class: Some("num") }
    }

    /// Buttons.
    pub fn actions(content: impl IntoAny) -> Self {
        Self { content: content.into_any(), class: Some("table__actions") }
    }
}

/// One row: its heading and its cells.
pub struct Row {
    heading: AnyView,
    cells: Vec<Cell>,
}

impl Row {
    /// A row.
    pub fn new(heading: impl IntoAny, cells: impl Into<Vec<Cell>>) -> Self {
        Self { heading: heading.into_any(), cells: cells.into() }
    }
}

/// A table. The first heading belongs to the rows' headings.
#[component]
pub fn DataTable(
    /// `id` of the caption, unique in the page.
    id: &'static str,
    /// What the table shows.
    #[prop(into)]
    caption: String,
    /// Whether the caption is only for screen readers (a heading above says the same).
    #[prop(optional)]
    quiet_caption: bool,
    /// Headings of the columns.
    #[prop(into)]
    headings: Vec<String>,
    /// The rows.
    #[prop(into)]
    rows: Vec<Row>,
    /// Rows become cards on a phone.
    #[prop(optional)]
    stack: bool,
    /// Tight rows, on staff pages.
    #[prop(optional)]
    dense: bool,
) -> impl IntoView {
    let class = format!(
        "table{}{}",
        if stack { " table--stack" } else { "" },
        if dense { " table--dense" } else { "" }
    );
    // A column of figures has its heading at the right as well.
    let numeric: Vec<bool> =
        rows.first().map_or(vec![], |r| r.cells.iter().map(|c| c.class == Some("num")).collect());
    let head: Vec<_> = headings
        .iter()
        .enumerate()
        .map(|(i, text)| {
            let number = i.checked_sub(1).and_then(|i| numeric.get(i)).copied().unwrap_or(false);
            view! { <th scope="col" class=number.then_some("num")>{text.clone()}</th> }
        })
        .collect();
    let body: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let cells: Vec<_> = row
                .cells
                .into_iter()
                .zip(headings.iter().skip(1))
                .map(|(cell, label)| view! { <td class=cell.class data-label=label.clone()>{cell.content}</td> })
                .collect();
            view! { <tr><th scope="row">{row.heading}</th>{cells}</tr> }
        })
        .collect();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-labelledby=id>
            <table class=class>
                <caption id=id class=quiet_caption.then_some("visually-hidden")>{caption}</caption>
                <thead><tr>{head}</tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
}
