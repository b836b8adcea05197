//! `/admin/log?account=&action=&subject=&hospital=&from=&to=&before=`: the audit log, newest first,
//! and `/admin/log.csv`, the same as a file.

use super::supply_new::by_province;
use crate::{
    component::{
        Button, ButtonKind, ButtonLink, Cell, Choice, DataTable, EmptyState, Field, Glyph, Group,
        GroupedSelect, Icon, Notice, NoticeKind, Page, PageHeading, Pair, Row, Select,
    },
    request::{admin, db, query},
    stop::{Stop, show},
    text::{Texts, t},
};
use domain::{
    calendar::{iso, parse_iso},
    id::AccountId,
};
use leptos::prelude::*;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use store::{
    Db,
    audit_log::{Filter, Line, find_account, list_actions, search},
};

const ON_A_PAGE: i64 = 100;

/// What is looked for, as it stands in the address.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    account: String,
    action: String,
    subject: String,
    hospital: String,
    from: String,
    to: String,
}

impl Wanted {
    /// From the fields of an address.
    pub(crate) fn read(field: impl Fn(&str) -> String) -> Self {
        let [account, action, subject, hospital, from, to] =
            ["account", "action", "subject", "hospital", "from", "to"]
                .map(|name| field(name).trim().to_owned());
        Self { account, action, subject, hospital, from, to }
    }

    /// What the store looks for. An account that does not exist has done nothing.
    pub(crate) async fn filter(&self, db: &Db) -> Result<Filter, Stop> {
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let account = match self.account.as_str() {
            "" => None,
            typed => Some(find_account(db, typed).await?.unwrap_or(AccountId(0))),
        };
        Ok(Filter {
            account,
            action: given(&self.action),
            subject: given(&self.subject),
            hospital: self.hospital.parse().ok(),
            from: parse_iso(&self.from).ok(),
            to: parse_iso(&self.to).ok(),
        })
    }

    /// Whether a condition was not read into the filter, or the period ends before it begins.
    fn is_odd(&self, read: &Filter) -> bool {
        let lost = |typed: &str, read: bool| !typed.is_empty() && !read;
        lost(&self.from, read.from.is_some())
            || lost(&self.to, read.to.is_some())
            || lost(&self.hospital, read.hospital.is_some())
            || read.from.zip(read.to).is_some_and(|(from, to)| from > to)
    }

    fn address(&self, page: &str) -> String {
        let fields = [
            ("account", &self.account),
            ("action", &self.action),
            ("subject", &self.subject),
            ("hospital", &self.hospital),
            ("from", &self.from),
            ("to", &self.to),
        ];
        let given: Vec<_> = fields
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)))
            .collect();
        format!("{page}?{}", given.join("&"))
    }
}

/// The page.
pub(super) fn log() -> impl IntoView {
    show(async {
        admin()?;
        let wanted = Wanted::read(query);
        let before = query("before").parse().ok();
        let db = db();
        let filter = wanted.filter(&db).await?;
        let odd = wanted.is_odd(&filter);
        let lines = if odd { vec![] } else { search(&db, &filter, before, ON_A_PAGE).await? };
        let weak = db.could_change_audit_log().await?;
        let hospitals = store::view::admin::list_hospitals(&db, "").await?;
        let actions = list_actions(&db).await?;
        let t = &t().admin.log;
        let weak = weak.then(|| {
            view! { <Notice kind=NoticeKind::Warning title=t.weak><p>{t.weak_text}</p></Notice> }
        });
        let form = form(&wanted, actions, by_province(hospitals));
        let file = wanted.address("/admin/log.csv");
        let older = lines.last().filter(|_| i64::try_from(lines.len()) == Ok(ON_A_PAGE)).map(|line| {
            let href = format!("{}&before={}", wanted.address("/admin/log"), line.id);
            view! { <div class="actions"><ButtonLink href kind=ButtonKind::Secondary>{t.older}</ButtonLink></div> }
        });
        let list = if odd {
            view! { <Notice kind=NoticeKind::Warning title=t.odd><p>{t.odd_text}</p></Notice> }.into_any()
        } else if lines.is_empty() {
            view! { <EmptyState title=t.none><p>{t.none_text}</p></EmptyState> }.into_any()
        } else {
            table(lines).into_any()
        };
        Ok(view! {
            <Page title=t.title>
                <PageHeading title=t.title lead=t.lead>
                    <ButtonLink href=file kind=ButtonKind::Secondary>
                        <Icon glyph=Glyph::Download />
                        {crate::text::t().stock.disposal.download}
                    </ButtonLink>
                </PageHeading>
                {weak}
                {form}
                {list}
                {older}
            </Page>
        })
    })
}

fn form(wanted: &Wanted, actions: Vec<String>, hospitals: Vec<Group>) -> impl IntoView + use<> {
    let texts = t();
    let t = &texts.admin.log;
    let mut choices: Vec<_> = actions.into_iter().map(|key| (action_name(texts, &key), key)).collect();
    choices.sort();
    let choices: Vec<_> = choices.into_iter().map(|(label, key)| Choice::new(key, label)).collect();
    let wanted = wanted.clone();
    view! {
        <form class="search search--many" role="search" method="get" action="/admin/log">
            <Field name="account" label=t.account hint=t.account_hint value=wanted.account />
            <Select name="action" label=t.action choices=choices value=wanted.action empty=t.all />
            <GroupedSelect name="hospital" label=texts.admin.supply.hospital groups=hospitals value=wanted.hospital
                empty=t.everywhere
            />
            <Field name="subject" label=t.subject hint=t.subject_hint value=wanted.subject />
            <Field name="from" label=t.from kind="date" value=day(&wanted.from) />
            <Field name="to" label=t.to kind="date" value=day(&wanted.to) />
            <Button><Icon glyph=Glyph::Search />{t.find}</Button>
        </form>
    }
}

/// A day as the field takes it; nothing for what is none.
fn day(typed: &str) -> String {
    parse_iso(typed).map(iso).unwrap_or_default()
}

/// An action in words; one of a newer release by its key.
pub(crate) fn action_name(texts: &Texts, key: &str) -> String {
    match (texts.admin.log.name)(key) {
        "" => key.to_owned(),
        name => name.to_owned(),
    }
}

/// Who did it: the name of a member of staff, the number of anybody else.
pub(crate) fn who(texts: &Texts, line: &Line) -> String {
    match (&line.label, line.account) {
        (Some(label), _) => label.clone(),
        (None, Some(account)) => (texts.admin.log.citizen)(&account.to_string()),
        (None, None) => "–".to_owned(),
    }
}

/// Why, as far as it is known.
pub(crate) fn reason(texts: &Texts, line: &Line) -> String {
    let reason = line.reason.as_deref().unwrap_or_default();
    match (texts.admin.log.denial)(reason) {
        "" => reason.to_owned(),
        said => said.to_owned(),
    }
}

fn table(lines: Vec<Line>) -> impl IntoView {
    let texts = t();
    let t = &texts.admin.log;
    let headings =
        [t.at, t.account, t.action, t.subject, texts.admin.supply.hospital].map(str::to_owned).to_vec();
    let rows: Vec<_> = lines
        .into_iter()
        .map(|line| {
            let (action, reason) = (action_name(texts, &line.action), reason(texts, &line));
            let who = who(texts, &line);
            Row::new(
                view! { <span class="nowrap">{(texts.common.moment)(line.at)}</span> },
                vec![
                    Cell::new(who),
                    Cell::new(view! { <Pair detail=reason>{action}</Pair> }),
                    Cell::new(view! { <code class="break">{line.subject}</code> }),
                    Cell::new(view! { <span class="break">{line.hospital_name}</span> }),
                ],
            )
        })
        .collect();
    view! { <DataTable id="log" caption=t.title quiet_caption=true headings rows stack=true dense=true /> }
}

#[cfg(test)]
mod tests {
    use super::action_name;
    use crate::text::Lang;
    use store::audit_log::ACTIONS;

    #[test]
    fn every_act_of_the_log_has_words() {
        for lang in Lang::ALL {
            let bare: Vec<_> = ACTIONS.iter().filter(|key| action_name(lang.texts(), key) == **key).collect();
            assert!(bare.is_empty(), "without words in {}: {bare:?}", lang.name());
        }
    }
}
