//! `/my/settings`: by what an account wants to be told.

use crate::{
    component::{Button, Choice, ErrorAt, Notice, NoticeKind, Page, PageHeading, PostForm, RadioList},
    page::citizen::turn::for_citizen,
    request::{db, query},
    text::{Lang, t},
};
use leptos::prelude::*;

/// The page. Its form goes to [`crate::api::citizen::notice::change_settings`].
pub(super) fn settings() -> impl IntoView {
    for_citizen(|visitor| async move {
        let saved = query("done") == "saved";
        let setting = store::notice::find(&db(), visitor.account).await?;
        let tokens = t().api.tokens.title;
        let t = &t().citizen.inbox.setting;
        let banner = saved.then(|| view! { <Notice kind=NoticeKind::Success><p>{t.saved}</p></Notice> });
        let message = [
            Choice::new("on", t.message_on).hint(t.message_on_hint),
            Choice::new("off", t.message_off).hint(t.message_off_hint),
        ];
        let quiet = [Choice::new("on", t.quiet_on).hint(t.quiet_on_hint), Choice::new("off", t.quiet_off)];
        let languages = Lang::ALL.map(|l| Choice::new(l.key(), l.name()).lang(l.key()));
        Ok(view! {
            <Page title=t.title back="/my/notices">
                {banner}
                <PageHeading title=t.title lead=t.lead />
                <PostForm action="/my/settings">
                    <ErrorAt field="" />
                    <RadioList name="message" legend=t.message choices=message value=on(setting.message) />
                    <RadioList
                        name="quiet"
                        legend=t.quiet
                        hint=t.quiet_hint
                        choices=quiet
                        value=on(setting.quiet)
                    />
                    <RadioList
                        name="language"
                        legend=t.language
                        hint=t.language_hint
                        choices=languages
                        value=setting.language
                    />
                    <Button>{t.save}</Button>
                </PostForm>
                <hr class="divider" />
                <p><a href="/my/tokens">{tokens}</a></p>
            </Page>
        })
    })
}

fn on(yes: bool) -> &'static str {
    if yes { "on" } else { "off" }
}
