//! `/admin/staff/new`: an invitation, and its link in the answer.

use super::supply_new::by_province;
use crate::{
    api::account::fresh_admin,
    component::{
        Button, ButtonKind, ButtonLink, Choice, Field, GroupedSelect, Narrow, Notice, NoticeKind, Page,
        PageHeading, PostForm, RadioList, SummaryList, SummaryRow,
    },
    form::shown,
    request::{db, own_address},
    stop::show,
    text::t,
};
use leptos::prelude::*;
use store::view::admin::HospitalRow;

/// The page. Its form goes to [`crate::api::admin::staff::invite_staff`].
pub(super) fn invite() -> impl IntoView {
    show(async {
        if let Some(token) = shown("token").pop() {
            return Ok(link(token).into_any());
        }
        if let Err(way) = fresh_admin("/admin/staff/new").await? {
            leptos_axum::redirect(&way);
            return Ok(().into_any());
        }
        let hospitals = store::view::admin::list_hospitals(&db(), "").await?;
        let text = t();
        let t = &text.admin.staff;
        Ok(view! {
            <Page title=t.new back="/admin/staff">
                <PageHeading title=t.new />
                <Narrow>
                    <PostForm action="/admin/staff/new">
                        <Field name="label" label=t.name hint=t.name_hint width="20" />
                        <Field name="login" label=t.login hint=t.login_hint width="20" />
                        {role_fields(hospitals)}
                        <div class="actions">
                            <Button>{t.invite}</Button>
                            <ButtonLink href="/admin/staff" kind=ButtonKind::Secondary>{text.admin.cancel}</ButtonLink>
                        </div>
                    </PostForm>
                </Narrow>
            </Page>
        }
        .into_any())
    })
}

/// A role, and the hospital among these where a manager works.
pub(super) fn role_fields(hospitals: Vec<HospitalRow>) -> impl IntoView {
    let t = &t().admin.staff;
    let roles = [
        Choice::new("reservation_manager", t.reservation_manager),
        Choice::new("vaccine_manager", t.vaccine_manager),
        Choice::new("admin", t.admin),
    ];
    view! {
        <RadioList name="role" legend=t.role choices=roles />
        <GroupedSelect name="hospital" label=t.hospital hint=t.hospital_hint groups=by_province(hospitals) />
    }
}

/// Shown this once. The token stands behind the `#`, which no server and no other page gets to see.
fn link(token: String) -> impl IntoView {
    let t = &t().admin.staff;
    let login = shown("login").pop().unwrap_or_default();
    let address = format!("{}#{token}", own_address("/staff/invitation"));
    let rows = vec![
        SummaryRow::new(t.link, view! { <code class="break">{address}</code> }),
        SummaryRow::new(t.code, view! { <code class="break">{token}</code> }),
    ];
    view! {
        <Page title=t.link_title>
            <PageHeading title=t.link_title lead=(t.link_lead)(&login) />
            <Narrow>
                <SummaryList rows />
                <Notice kind=NoticeKind::Info><p>{t.link_how}</p></Notice>
                <div class="actions"><ButtonLink href="/admin/staff">{t.link_done}</ButtonLink></div>
            </Narrow>
        </Page>
    }
}
