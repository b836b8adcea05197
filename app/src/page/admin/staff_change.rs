//! `/admin/staff/:id/…`: roles given, moved and taken, the account disabled or reset; the last look
//! before each.

use super::{
    staff::{find, role_name},
    staff_new::role_fields,
    supply_new::by_province,
};
use crate::{
    api::account::fresh_admin,
    component::{
        Button, ButtonKind, ButtonLink, GroupedSelect, Hidden, Narrow, Page, PageHeading, PostForm,
        SummaryList, SummaryRow,
    },
    request::{admin, db, query},
    stop::{Stop, show},
    text::t,
};
use leptos::prelude::*;
use store::view::staff::{HeldRole, StaffMember};

/// Another role. Its form goes to [`crate::api::admin::staff::give_role`].
pub(super) fn give() -> impl IntoView {
    show(async {
        let member = find_as_admin().await?;
        let back = format!("/admin/staff/{}", member.account);
        if let Err(way) = fresh_admin(&format!("{back}/give")).await? {
            leptos_axum::redirect(&way);
            return Ok(().into_any());
        }
        let hospitals = store::view::admin::list_hospitals(&db(), "").await?;
        let t = &t().admin.staff;
        Ok(view! {
            <Page title=t.give back=back.clone()>
                <PageHeading title=t.give lead=t.give_lead />
                <Narrow>
                    <SummaryList rows=who(&member) />
                    <PostForm action="/admin/staff/give">
                        <Hidden name="id" value=member.account.to_string() />
                        {role_fields(hospitals)}
                        <div class="actions">
                            <Button>{t.give}</Button>
                            <ButtonLink href=back kind=ButtonKind::Secondary>{t.back}</ButtonLink>
                        </div>
                    </PostForm>
                </Narrow>
            </Page>
        }
        .into_any())
    })
}

async fn find_as_admin() -> Result<StaffMember, Stop> {
    admin()?;
    find().await
}

/// The account and the role of it that the address names.
async fn find_held() -> Result<(StaffMember, HeldRole), Stop> {
    let key = query("role");
    let member = find_as_admin().await?;
    let held = member.roles.iter().find(|held| held.role.key() == key).cloned().ok_or(Stop::Missing)?;
    Ok((member, held))
}

/// Whose account it is.
fn who(member: &StaffMember) -> Vec<SummaryRow> {
    let t = &t().admin.staff;
    vec![SummaryRow::new(t.name, member.label.clone()), SummaryRow::new(t.login, member.login.clone())]
}

fn hospital_of(held: &HeldRole) -> String {
    held.role.hospital().map(|h| h.to_string()).unwrap_or_default()
}

/// Another hospital for a role. Its form goes to [`crate::api::admin::staff::move_role`].
pub(super) fn relocate() -> impl IntoView {
    show(async {
        let (member, held) = find_held().await?;
        let hospitals = store::view::admin::list_hospitals(&db(), "").await?;
        let t = &t().admin.staff;
        let back = format!("/admin/staff/{}", member.account);
        let title = (t.relocate_title)(role_name(held.role));
        let mut rows = who(&member);
        let from = hospital_of(&held);
        rows.push(SummaryRow::new(t.from, held.hospital_name));
        Ok(view! {
            <Page title=title.clone() back=back.clone()>
                <PageHeading title lead=t.relocate_lead />
                <Narrow>
                    <SummaryList rows />
                    <PostForm action="/admin/staff/move">
                        <Hidden name="id" value=member.account.to_string() />
                        <Hidden name="role" value=held.role.key() />
                        <Hidden name="from" value=from />
                        <GroupedSelect name="hospital" label=t.to groups=by_province(hospitals) />
                        <div class="actions">
                            <Button>{t.relocate}</Button>
                            <ButtonLink href=back kind=ButtonKind::Secondary>{t.back}</ButtonLink>
                        </div>
                    </PostForm>
                </Narrow>
            </Page>
        })
    })
}

/// The last look at a role. Its form goes to [`crate::api::admin::staff::take_role`].
pub(super) fn take() -> impl IntoView {
    show(async {
        let (member, held) = find_held().await?;
        let t = &t().admin.staff;
        let title = (t.take_title)(role_name(held.role));
        let mut rows = who(&member);
        let from = hospital_of(&held);
        if held.role.hospital().is_some() {
            rows.push(SummaryRow::new(t.hospital, held.hospital_name));
        }
        let fields = [("role", held.role.key().to_owned()), ("from", from)];
        Ok(last_look(&member, title, t.take_lead, rows, "/admin/staff/take", t.take, fields.to_vec()))
    })
}

/// The last look. Its form goes to [`crate::api::admin::staff::disable_staff`].
pub(super) fn disable() -> impl IntoView {
    show(async {
        let member = find_as_admin().await?;
        let t = &t().admin.staff;
        let (title, rows) = (t.disable_title.to_owned(), who(&member));
        Ok(last_look(&member, title, t.disable_lead, rows, "/admin/staff/disable", t.disable, vec![]))
    })
}

/// The last look. Its form goes to [`crate::api::admin::staff::reset_staff`].
pub(super) fn reset() -> impl IntoView {
    show(async {
        let member = find_as_admin().await?;
        if let Err(way) = fresh_admin(&format!("/admin/staff/{}/reset", member.account)).await? {
            leptos_axum::redirect(&way);
            return Ok(().into_any());
        }
        let t = &t().admin.staff;
        let (title, rows) = (t.reset_title.to_owned(), who(&member));
        Ok(last_look(&member, title, t.reset_lead, rows, "/admin/staff/reset", t.reset, vec![]).into_any())
    })
}

fn last_look(
    member: &StaffMember,
    title: String,
    lead: &'static str,
    rows: Vec<SummaryRow>,
    action: &'static str,
    act: &'static str,
    fields: Vec<(&'static str, String)>,
) -> impl IntoView + use<> {
    let id = member.account.to_string();
    let back = format!("/admin/staff/{id}");
    let fields: Vec<_> = fields.into_iter().map(|(name, value)| view! { <Hidden name value /> }).collect();
    view! {
        <Page title=title.clone() back=back.clone()>
            <PageHeading title lead />
            <Narrow>
                <SummaryList rows />
                <PostForm action>
                    <Hidden name="id" value=id />
                    {fields}
                    <div class="actions">
                        <Button kind=ButtonKind::Danger>{act}</Button>
                        <ButtonLink href=back kind=ButtonKind::Secondary>{t().admin.staff.back}</ButtonLink>
                    </div>
                </PostForm>
            </Narrow>
        </Page>
    }
}
