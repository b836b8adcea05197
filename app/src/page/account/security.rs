//! `/staff/security`, `/my/devices`: what protects an account, and where it is signed in.

use super::{
    device::devices,
    elsewhere,
    passkey::{history_of, name_of},
};
use crate::{
    api::account::home,
    component::{
        Button, ButtonKind, ButtonLink, ButtonSize, Cell, DataTable, Glyph, Notice, NoticeKind, Page,
        PageHeading, PostForm, Row, Section, SummaryList, SummaryRow, Tag, TagKind,
    },
    page::citizen::turn::for_citizen,
    request::{db, query, signed_in},
    session,
    stop::{Stop, show},
    text::t,
};
use leptos::prelude::*;
use store::{factor::Factors, passkey::Passkey};

/// `/account`: leads on to the one of the two that is theirs.
pub(super) fn by_kind() -> impl IntoView {
    show(async { Ok(elsewhere(home(signed_in()?.kind))) })
}

/// What was just done.
fn banner() -> Option<impl IntoView> {
    let t = &t().account;
    let text = match query("done").as_str() {
        "ended" => t.ended,
        "others" => t.others_ended,
        "password" => t.password_changed,
        "removed" => t.removed,
        _ => return None,
    };
    Some(view! { <Notice kind=NoticeKind::Success><p>{text}</p></Notice> })
}

/// Staff. Its forms go to [`crate::api::account`].
pub(super) fn staff() -> impl IntoView {
    show(async {
        let visitor = signed_in()?;
        if visitor.is_citizen() {
            return Err(Stop::Denied);
        }
        let db = db();
        let factors = store::factor::find(&db, visitor.account).await?;
        let passkeys = store::passkey::list(&db, visitor.account).await?;
        let list = store::session::list(&db, visitor.account).await?;
        let here = session::of(&visitor)?;
        let staff = store::staff::find(&db, visitor.account).await?.ok_or(Stop::Denied)?;
        let t = &t().account;
        let unprotected = (!factors.any()).then(|| {
            view! {
                <Notice kind=NoticeKind::Warning title=t.unprotected>
                    <p>{t.unprotected_text}</p>
                    <div class="actions"><ButtonLink href="/staff/enrol">{t.unprotected_short}</ButtonLink></div>
                </Notice>
            }
        });
        Ok(view! {
            <Page title=t.security_title back="/staff">
                {banner()}
                <PageHeading title=t.security_title lead=format!("{} ({})", staff.label, staff.login) />
                {unprotected}
                <Section title=t.app>{app(factors)}</Section>
                {keys(passkeys)}
                {recovery(factors)}
                <Section title=t.password>
                    <div class="actions">
                        <ButtonLink href="/staff/security/password" kind=ButtonKind::Secondary>{t.password_change}</ButtonLink>
                    </div>
                </Section>
                {devices(list, here)}
            </Page>
        })
    })
}

/// Citizens. Its forms go to [`crate::api::account`].
pub(super) fn citizen() -> impl IntoView {
    for_citizen(|visitor| async move {
        let db = db();
        let factors = store::factor::find(&db, visitor.account).await?;
        let passkeys = store::passkey::list(&db, visitor.account).await?;
        let list = store::session::list(&db, visitor.account).await?;
        let here = session::of(&visitor)?;
        let t = &t().account;
        Ok(view! {
            <Page title=t.devices_title back="/my">
                {banner()}
                <PageHeading title=t.devices_title lead=t.devices_lead />
                {devices(list, here)}
                {keys(passkeys)}
                {recovery(factors)}
            </Page>
        })
    })
}

fn app(factors: Factors) -> impl IntoView {
    let t = &t().account;
    let state = if factors.authenticator {
        view! { <Tag kind=TagKind::Success glyph=Glyph::CheckCircle text=t.enrolled /> }
    } else {
        view! { <Tag kind=TagKind::Neutral glyph=Glyph::MinusCircle text=t.not_enrolled /> }
    };
    let remove = (factors.authenticator && factors.passkeys > 0).then(|| {
        view! { <ButtonLink href="/staff/security/app" kind=ButtonKind::DangerOutline>{t.remove}</ButtonLink> }
    });
    view! {
        <p>{state}</p>
        <p>{t.app_text}</p>
        <PostForm action="/staff/enrol">
            <div class="actions">
                <Button kind=ButtonKind::Secondary>
                    {if factors.authenticator { t.app_replace } else { t.app_add }}
                </Button>
                {remove}
            </div>
        </PostForm>
    }
}

fn keys(passkeys: Vec<Passkey>) -> impl IntoView {
    let t = &t().account;
    let rows: Vec<_> = passkeys
        .iter()
        .map(|key| {
            let name = name_of(key);
            let of = format!(" {name}");
            let href = format!("/account/passkey/remove?id={}", key.id);
            let remove = view! {
                <ButtonLink href kind=ButtonKind::DangerOutline size=ButtonSize::Small>
                    {t.remove}
                    <span class="visually-hidden">{of}</span>
                </ButtonLink>
            };
            Row::new(name, vec![Cell::new(history_of(key)), Cell::actions(remove)])
        })
        .collect();
    let list = if rows.is_empty() {
        view! { <p class="muted">{t.no_passkeys}</p> }.into_any()
    } else {
        let headings = [t.device, t.history, t.remove].map(str::to_owned);
        view! { <DataTable id="passkeys" caption=t.passkeys quiet_caption=true headings rows stack=true /> }
            .into_any()
    };
    view! {
        <Section title=t.passkeys>
            <p>{t.passkey_text}</p>
            {list}
            <div class="actions">
                <ButtonLink href="/account/passkey" kind=ButtonKind::Secondary>{t.passkey_make}</ButtonLink>
            </div>
        </Section>
    }
}

fn recovery(factors: Factors) -> impl IntoView {
    let t = &t().account;
    factors.any().then(|| {
        let rows = vec![SummaryRow::new(t.codes, (t.codes_left)(factors.recovery_left))];
        view! {
            <Section title=t.codes>
                <p>{t.codes_text}</p>
                <SummaryList rows />
                <div class="actions">
                    <ButtonLink href="/account/codes" kind=ButtonKind::Secondary>{t.codes_draw}</ButtonLink>
                </div>
            </Section>
        }
    })
}
