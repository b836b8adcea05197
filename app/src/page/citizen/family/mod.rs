//! 가족: the persons an account cares for.

mod edit;
mod list;
mod remove;

use crate::page::page;
use leptos_router::{any_nested_route::AnyNestedRoute, path};

/// The addresses of this part.
pub(super) fn routes() -> Vec<AnyNestedRoute> {
    vec![
        page(path!("/my/family"), list::list),
        page(path!("/my/family/add"), edit::add),
        page(path!("/my/family/edit"), edit::edit),
        page(path!("/my/family/remove"), remove::remove),
    ]
}
