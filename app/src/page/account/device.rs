//! Where an account is signed in: a part of its security page.

use crate::{
    component::{
        Button, ButtonKind, ButtonSize, Cell, DataTable, Glyph, Hidden, Moment, PostForm, Row, Section, Tag,
        TagKind,
    },
    text::t,
};
use domain::id::SessionId;
use leptos::prelude::*;
use store::session::Device;

/// The list. Its forms go to [`crate::api::account::device`].
pub(super) fn devices(list: Vec<Device>, here: SessionId) -> impl IntoView {
    let t = &t().account;
    let others = (list.len() > 1).then(|| {
        view! {
            <PostForm action="/account/end-others">
                <div class="actions"><Button kind=ButtonKind::Secondary>{t.end_others}</Button></div>
            </PostForm>
        }
    });
    let rows: Vec<_> = list.into_iter().map(|device| row(device, here)).collect();
    let headings = [t.device, t.since, t.seen, t.acts].map(str::to_owned);
    view! {
        <Section title=t.devices>
            <DataTable id="devices" caption=t.devices quiet_caption=true headings rows stack=true />
            {others}
        </Section>
    }
}

fn row(device: Device, here: SessionId) -> Row {
    let t = &t().account;
    let agent = if device.agent.is_empty() { t.unknown_agent.to_owned() } else { device.agent };
    let of = format!(" {agent}");
    let act = if device.session == here {
        view! { <Tag kind=TagKind::Info glyph=Glyph::Check text=t.this_device /> }.into_any()
    } else {
        view! {
            <PostForm action="/account/end-session">
                <Hidden name="id" value=device.session.to_string() />
                <Button kind=ButtonKind::Secondary size=ButtonSize::Small>
                    {t.end}
                    <span class="visually-hidden">{of}</span>
                </Button>
            </PostForm>
        }
        .into_any()
    };
    Row::new(
        view! { <span class="nowrap">{agent}</span> },
        vec![
            Cell::new(view! { <Moment at=device.since /> }),
            Cell::new(view! { <Moment at=device.seen_at /> }),
            Cell::actions(act),
        ],
    )
}
