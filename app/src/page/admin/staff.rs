//! `/admin/staff?q=`: every staff account; `/admin/staff/:id`: one of them.

use super::done;
use crate::{
    component::{
        Button, ButtonKind, ButtonLink, ButtonSize, Cell, DataTable, EmptyState, Field, Glyph, Hidden, Icon,
        Moment, Narrow, Page, PageHeading, PostForm, Row, Section, SummaryList, SummaryRow, Tag, TagKind,
        grouped,
    },
    request::{admin, db, param, query},
    stop::{Stop, show},
    text::t,
};
use domain::{account::Role, id::AccountId};
use leptos::prelude::*;
use store::view::staff::{HeldRole, StaffMember, State};

/// The account that the address names.
pub(super) async fn find() -> Result<StaffMember, Stop> {
    let id: AccountId = param("id")?;
    store::view::staff::find(&db(), id).await?.ok_or(Stop::Missing)
}

/// What a role is called.
pub(super) fn role_name(role: Role) -> &'static str {
    let t = &t().admin.staff;
    match role {
        Role::Admin => t.admin,
        Role::VaccineManager(_) => t.vaccine_manager,
        Role::ReservationManager(_) => t.reservation_manager,
    }
}

/// `예약 관리자 · 서울대학교병원`
fn held(role: &HeldRole) -> String {
    match role.role.hospital() {
        None => role_name(role.role).to_owned(),
        Some(_) => format!("{} · {}", role_name(role.role), role.hospital_name),
    }
}

fn state(state: State) -> impl IntoView {
    let t = &t().admin.staff;
    let (kind, glyph, text) = match state {
        State::Active => (TagKind::Success, Glyph::CheckCircle, t.active),
        State::Invited(_) => (TagKind::Info, Glyph::Mail, t.invited),
        State::Lapsed => (TagKind::Warning, Glyph::Clock, t.lapsed),
        State::Disabled => (TagKind::Neutral, Glyph::SlashCircle, t.disabled),
    };
    view! { <Tag kind glyph text /> }
}

/// The list.
pub(super) fn list() -> impl IntoView {
    show(async {
        admin()?;
        let text = query("q");
        let staff = store::view::staff::list(&db(), text.trim()).await?;
        let t = &t().admin.staff;
        let list = if staff.is_empty() {
            view! { <EmptyState title=t.none glyph=Glyph::People><p>{t.none_text}</p></EmptyState> }
                .into_any()
        } else {
            let found = (t.results)(&grouped(i64::try_from(staff.len()).unwrap_or(i64::MAX)));
            view! {
                <p class="results">{found}</p>
                {table(staff)}
            }
            .into_any()
        };
        Ok(view! {
            <Page title=t.title>
                <PageHeading title=t.title lead=t.lead>
                    <ButtonLink href="/admin/staff/new"><Icon glyph=Glyph::Plus />{t.new}</ButtonLink>
                </PageHeading>
                <form class="search search--short" role="search" method="get" action="/admin/staff">
                    <Field name="q" label=t.search value=text />
                    <Button><Icon glyph=Glyph::Search />{t.find}</Button>
                </form>
                {list}
            </Page>
        })
    })
}

fn table(staff: Vec<StaffMember>) -> impl IntoView {
    let t = &t().admin.staff;
    let headings = [t.name, t.login, t.roles, t.seen, t.state].map(str::to_owned);
    let rows: Vec<_> = staff
        .into_iter()
        .map(|member| {
            let roles: Vec<_> =
                member.roles.iter().map(|role| view! { <div class="break">{held(role)}</div> }).collect();
            let seen = match member.seen_at {
                Some(at) => view! { <Moment at /> }.into_any(),
                None => t.never.into_any(),
            };
            Row::new(
                view! { <a class="break" href=format!("/admin/staff/{}", member.account)>{member.label}</a> },
                vec![
                    Cell::new(member.login),
                    Cell::new(roles),
                    Cell::new(seen),
                    Cell::new(state(member.state)),
                ],
            )
        })
        .collect();
    view! { <DataTable id="staff" caption=t.title quiet_caption=true headings rows stack=true dense=true /> }
}

/// One account.
pub(super) fn member() -> impl IntoView {
    show(async {
        admin()?;
        let just = query("done");
        let member = find().await?;
        let t = &t().admin.staff;
        let banner = match just.as_str() {
            "changed" => Some(t.changed),
            "sessions" => Some(t.sessions_ended),
            "disabled" if member.state == State::Disabled => Some(t.was_disabled),
            "enabled" if member.state != State::Disabled => Some(t.enabled),
            _ => None,
        };
        let (id, title) = (member.account, member.label.clone());
        let give = format!("/admin/staff/{id}/give");
        let (facts, roles, acts) = (facts(&member), roles(&member), acts(&member));
        Ok(view! {
            <Page title=title.clone() back="/admin/staff">
                {banner.map(|text| done(text.to_owned()))}
                <PageHeading title />
                <Narrow>
                    <SummaryList rows=facts />
                    <Section title=t.roles>
                        {roles}
                        <div class="actions">
                            <ButtonLink href=give kind=ButtonKind::Secondary><Icon glyph=Glyph::Plus />{t.give}</ButtonLink>
                        </div>
                    </Section>
                    <Section title=t.sign_in>{acts}</Section>
                </Narrow>
            </Page>
        })
    })
}

fn facts(member: &StaffMember) -> Vec<SummaryRow> {
    let text = t();
    let t = &text.admin.staff;
    let state = match member.state {
        State::Invited(until) => {
            let until = (t.invited_until)(&(text.common.moment)(until));
            view! { {state(member.state)} <p class="muted">{until}</p> }.into_any()
        }
        other => state(other).into_any(),
    };
    let seen = member.seen_at.map_or_else(|| t.never.to_owned(), text.common.moment);
    vec![
        SummaryRow::new(t.login, member.login.clone()),
        SummaryRow::new(t.state, state),
        SummaryRow::new(t.factor, if member.factor { t.factor_some } else { t.factor_none }),
        SummaryRow::new(t.sessions, (t.n_sessions)(member.sessions)),
        SummaryRow::new(t.seen, seen),
    ]
}

fn roles(member: &StaffMember) -> AnyView {
    let text = t();
    let (t, common) = (&text.admin.staff, &text.common);
    if member.roles.is_empty() {
        return view! { <p class="muted">{t.no_roles}</p> }.into_any();
    }
    let rows: Vec<_> = member
        .roles
        .iter()
        .map(|role| {
            let address = |act: &str| format!("/admin/staff/{}/{act}?role={}", member.account, role.role.key());
            let of = format!(" {}", role_name(role.role));
            let relocate = role.role.hospital().map(|_| {
                let of = of.clone();
                view! {
                    <ButtonLink href=address("move") kind=ButtonKind::Secondary size=ButtonSize::Small>
                        {t.relocate}
                        <span class="visually-hidden">{of}</span>
                    </ButtonLink>
                }
            });
            Row::new(
                role_name(role.role),
                vec![
                    Cell::new(view! { <span class="break">{role.hospital_name.clone()}</span> }),
                    Cell::actions(view! {
                        <div class="cluster">
                            {relocate}
                            <ButtonLink href=address("take") kind=ButtonKind::DangerOutline size=ButtonSize::Small>
                                {t.take}
                                <span class="visually-hidden">{of}</span>
                            </ButtonLink>
                        </div>
                    }),
                ],
            )
        })
        .collect();
    let headings = [t.role, t.hospital, common.change].map(str::to_owned);
    view! { <DataTable id="roles" caption=t.roles quiet_caption=true headings rows stack=true dense=true /> }
        .into_any()
}

/// What can be done about signing in. Its forms go to [`crate::api::admin::staff`].
fn acts(member: &StaffMember) -> AnyView {
    let t = &t().admin.staff;
    let id = member.account.to_string();
    if member.state == State::Disabled {
        return view! {
            <PostForm action="/admin/staff/enable">
                <Hidden name="id" value=id />
                <div class="actions"><Button kind=ButtonKind::Secondary>{t.enable}</Button></div>
            </PostForm>
        }
        .into_any();
    }
    let reset = format!("/admin/staff/{id}/reset");
    let disable = format!("/admin/staff/{id}/disable");
    view! {
        <PostForm action="/admin/staff/sign-out">
            <Hidden name="id" value=id />
            <div class="actions">
                <Button kind=ButtonKind::Secondary>{t.end_sessions}</Button>
                <ButtonLink href=reset kind=ButtonKind::Secondary>{t.reset}</ButtonLink>
                <ButtonLink href=disable kind=ButtonKind::DangerOutline>{t.disable}</ButtonLink>
            </div>
        </PostForm>
    }
    .into_any()
}
