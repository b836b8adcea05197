//! `/my/settings`: by what an account wants to be told.

use crate::{
    component::{
        Button, ButtonKind, ButtonLink, ButtonSize, Choice, Hidden, Notice, NoticeKind, Page, PageHeading,
        PostForm, PushOffer, RadioList, Section,
    },
    page::citizen::turn::for_citizen,
    request::{db, query},
    text::{Lang, t},
};
use domain::{email::EmailAddress, notice::Channel};
use leptos::prelude::*;
use store::{
    notice::{Setting, list_senders},
    push::Browser,
};

/// The page. Its forms go to [`crate::api::citizen::notice::change_settings`],
/// [`crate::api::citizen::email`] and [`crate::api::citizen::push`].
pub(super) fn settings() -> impl IntoView {
    for_citizen(|visitor| async move {
        let db = db();
        let setting = store::notice::find(&db, visitor.account).await?;
        let address = store::email::find(&db, visitor.account).await?;
        let browsers = store::push::list(&db, visitor.account).await?;
        let on = list_senders(&db).await?;
        let phones = on.iter().any(|s| matches!(s.channel, Channel::Alimtalk | Channel::Sms));
        let mails = on.iter().any(|s| s.channel == Channel::Email);
        let key = on.into_iter().find(|s| s.channel == Channel::Push).and_then(|s| s.detail);
        let tokens = t().api.tokens.title;
        let t = &t().citizen.inbox;
        let banner = done().map(|text| view! { <Notice kind=NoticeKind::Success><p>{text}</p></Notice> });
        Ok(view! {
            <Page title=t.setting.title back="/my/notices">
                {banner}
                <PageHeading title=t.setting.title lead=t.setting.lead />
                {choices(setting, address.as_ref(), phones)}
                <Section title=t.email.title>{email(address.as_ref(), mails)}</Section>
                <Section title=t.push.title>{push(key, browsers)}</Section>
                <hr class="divider" />
                <p><a href="/my/tokens">{tokens}</a></p>
            </Page>
        })
    })
}

/// What was just done.
fn done() -> Option<&'static str> {
    let t = &t().citizen.inbox;
    match query("done").as_str() {
        "saved" => Some(t.setting.saved),
        "email" => Some(t.email.saved),
        "email-removed" => Some(t.email.removed),
        "push" => Some(t.push.saved),
        "push-removed" => Some(t.push.removed),
        _ => None,
    }
}

fn choices(setting: Setting, address: Option<&EmailAddress>, phones: bool) -> impl IntoView + use<> {
    let texts = &t().citizen.inbox;
    let t = &texts.setting;
    let message = [
        Choice::new("on", t.message_on).hint(if phones { t.message_on_hint } else { t.message_unavailable }),
        Choice::new("off", t.message_off).hint(t.message_off_hint),
    ];
    let email = address.map(|address| {
        let t = &texts.email;
        let choices = [Choice::new("on", (t.on)(&address.masked())), Choice::new("off", t.off)];
        view! { <RadioList name="email" legend=t.question choices value=on(setting.email) /> }
    });
    let quiet = [Choice::new("on", t.quiet_on).hint(t.quiet_on_hint), Choice::new("off", t.quiet_off)];
    let languages = Lang::ALL.map(|l| Choice::new(l.key(), l.name()).lang(l.key()));
    view! {
        <PostForm action="/my/settings">
            <RadioList name="message" legend=t.message choices=message value=on(setting.message) />
            {email}
            <RadioList name="quiet" legend=t.quiet hint=t.quiet_hint choices=quiet value=on(setting.quiet) />
            <RadioList
                name="language"
                legend=t.language
                hint=t.language_hint
                choices=languages
                value=setting.language
            />
            <Button>{t.save}</Button>
        </PostForm>
    }
}

/// The proven address, if there is one; a new one only while e-mails are sent.
fn email(address: Option<&EmailAddress>, mails: bool) -> impl IntoView + use<> {
    let t = &t().citizen.inbox.email;
    let way = "/my/settings/email";
    let unavailable = (!mails).then(|| view! { <p>{t.unavailable}</p> });
    match address {
        Some(address) => {
            let change = mails.then(|| {
                view! { <ButtonLink href=way kind=ButtonKind::Secondary>{t.change}</ButtonLink> }
            });
            view! {
                <p>{(t.known)(&address.masked())}</p>
                {unavailable}
                <form class="actions" method="post" action="/my/settings/email/remove">
                    {change}
                    <Button kind=ButtonKind::DangerOutline>{t.remove}</Button>
                </form>
            }
            .into_any()
        }
        None if mails => view! {
            <p>{t.none}</p>
            <div class="actions"><ButtonLink href=way kind=ButtonKind::Secondary>{t.add}</ButtonLink></div>
        }
        .into_any(),
        None => unavailable.into_any(),
    }
}

/// The offer for this browser, and those that are told.
fn push(key: Option<String>, browsers: Vec<Browser>) -> impl IntoView {
    let texts = t();
    let t = &texts.citizen.inbox.push;
    let offer = match key {
        Some(key) => view! { <PushOffer key /> }.into_any(),
        None => view! { <p>{t.unavailable}</p> }.into_any(),
    };
    let list = (!browsers.is_empty()).then(|| {
        let items: Vec<_> = browsers
            .into_iter()
            .map(|browser| {
                let since = (t.since)(&(texts.common.moment)(browser.since));
                let of = format!(" {}", browser.label);
                view! {
                    <li class="row">
                        <div class="row__main">
                            <p class="row__title">{browser.label}</p>
                            <p class="row__meta">{since}</p>
                        </div>
                        <form class="row__side" method="post" action="/my/settings/push/remove">
                            <Hidden name="id" value=browser.subscription.to_string() />
                            <Button kind=ButtonKind::Secondary size=ButtonSize::Small>
                                {t.remove}<span class="visually-hidden">{of}</span>
                            </Button>
                        </form>
                    </li>
                }
            })
            .collect();
        view! {
            <h3 id="browsers">{t.browsers}</h3>
            <ul class="rows" aria-labelledby="browsers">{items}</ul>
        }
    });
    view! {
        {offer}
        {list}
    }
}

fn on(yes: bool) -> &'static str {
    if yes { "on" } else { "off" }
}
