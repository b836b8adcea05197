//! `/language`: language and contrast, kept in cookies.

use crate::{
    component::{Button, Choice, Hidden, Page, PageHeading, PostForm, RadioList},
    form::kept,
    request::{HighContrast, local, query},
    text::{Lang, lang, t},
};
use leptos::prelude::*;

/// The page. Its form goes to [`crate::api::display::save_display`].
pub(super) fn display() -> impl IntoView {
    let t = &t().public;
    let contrast = if use_context::<HighContrast>().is_some_and(|on| on.0) { "high" } else { "normal" };
    let asked = kept("back").unwrap_or_else(|| query("back"));
    let back = local(&asked).to_owned();
    let languages = Lang::ALL.map(|l| Choice::new(l.key(), l.name()).lang(l.key()));
    let contrasts = [
        Choice::new("normal", t.contrast_normal),
        Choice::new("high", t.contrast_high).hint(t.contrast_high_hint),
    ];
    view! {
        <Page title=t.display_title back=back.clone()>
            <PageHeading title=t.display_title />
            <PostForm action="/language">
                <Hidden name="back" value=back />
                <RadioList name="lang" legend=t.display_language choices=languages value=lang().key() />
                <RadioList name="contrast" legend=t.display_contrast choices=contrasts value=contrast />
                <Button>{t.display_save}</Button>
            </PostForm>
        </Page>
    }
}
