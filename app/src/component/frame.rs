//! What surrounds every page: skip link, header, navigation, footer.

use super::{Glyph, Icon, SessionUntil, grouped};
use crate::{
    island::Live,
    page,
    request::{Area, address, db, visitor},
    text::{Lang, lang, t},
};
use domain::{account::Visitor, live::INBOX_TOPIC};
use leptos::prelude::*;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// One entry of a navigation.
#[derive(Clone, Debug)]
pub struct NavItem {
    /// Where to.
    pub href: &'static str,
    /// Its picture, in work menus.
    pub glyph: Option<Glyph>,
    /// Its name.
    pub label: &'static str,
}

/// Jumps over the header.
#[component]
pub fn SkipLink() -> impl IntoView {
    view! { <a class="skip-link" href="#main">{t().common.skip}</a> }
}

/// Brand, navigation, language, sign-in.
#[component]
pub fn Header() -> impl IntoView {
    let text = t();
    let t = &text.common;
    let area = Area::here();
    let (public, bare) = (area == Area::Public, page::is_bare(&address()));
    let class = if public { "header" } else { "header header--staff" };
    let (home, sub) = area.home().unwrap_or(("/", t.brand_sub));
    view! {
        <header class=class>
            <div class="header__inner">
                <a class="brand" href=home>
                    <BrandMark />
                    <span class="brand__name">{t.brand}</span>
                    <span class="brand__sub">{sub}</span>
                </a>
                {place(area)}
                {(!bare).then(|| view! { <div class="header__tools">{public.then(inbox)}<LanguageButton /><SignInOut /></div> })}
                {(public && !bare).then(main_nav)}
            </div>
        </header>
    }
}

/// The hospital whose manager is at work: whoever works for several hospitals sees where they are.
fn place(area: Area) -> Option<impl IntoView> {
    let visitor = visitor()?;
    let hospital = match area {
        Area::Desk => visitor.desk(),
        Area::Stock => visitor.stock(),
        Area::Public | Area::Admin => None,
    }?;
    let db = db();
    Some(Suspend::new(async move {
        // A store that fails is the page's to tell.
        let name = store::hospital::find_name(&db, hospital).await.ok().flatten();
        name.map(|name| view! { <p class="header__place"><Icon glyph=Glyph::Hospital />{name}</p> })
    }))
}

/// A number of unread notices that is shown as such; of more it is only said that there are more.
const MOST_SHOWN: u32 = 99;

/// The way to the notices of whoever is signed in, and how many were not read, which moves when one
/// arrives.
fn inbox() -> Option<impl IntoView> {
    let account = visitor().filter(Visitor::is_citizen)?.account;
    let db = db();
    Some(Suspend::new(async move {
        // A store that fails is the page's to tell.
        let unread = store::notice::count_unread(&db, account).await.unwrap_or_default();
        let t = &t().common;
        let shown = if unread > MOST_SHOWN { format!("{MOST_SHOWN}+") } else { unread.to_string() };
        let words = (t.unread)("{}");
        view! {
            <a class="header__tool header__inbox" href="/my/notices">
                <Icon glyph=Glyph::Bell />
                <span class="header__inbox-name">{t.notices}</span>
                <Live>
                    <span class="header__unread" data-live-topic=INBOX_TOPIC data-live-unread="" hidden=unread == 0>
                        " "
                        <span
                            class="header__count"
                            aria-hidden="true"
                            data-live-count="{}"
                            data-live-most=MOST_SHOWN.to_string()
                        >
                            {shown}
                        </span>
                        <span class="visually-hidden" data-live-count=words>{(t.unread)(&grouped(unread))}</span>
                    </span>
                </Live>
            </a>
        }
    }))
}

fn main_nav() -> impl IntoView {
    let t = &t().common;
    let items = [
        ("/book", t.nav_book),
        ("/my", t.nav_my),
        ("/hospitals", t.nav_hospitals),
        ("/status", t.nav_status),
    ];
    let links: Vec<_> = items
        .into_iter()
        .map(|(href, label)| view! { <li><a href=href aria-current=current(href)>{label}</a></li> })
        .collect();
    view! { <nav class="header__nav" aria-label=t.menu><ul>{links}</ul></nav> }
}

/// The work menu of a staff area.
#[component]
pub fn StaffNav(
    /// Whose.
    area: Area,
) -> impl IntoView {
    let items = match area {
        Area::Public => vec![],
        Area::Desk => page::desk::nav(),
        Area::Stock => page::stock::nav(),
        Area::Admin => page::admin::nav(),
    };
    // The longest matching address is where we are: `/desk` is not current on `/desk/requests`.
    let here = items.iter().filter(|i| current(i.href).is_some()).map(|i| i.href).max_by_key(|h| h.len());
    let links: Vec<_> = items
        .into_iter()
        .map(|item| {
            let current = (here == Some(item.href)).then_some("page");
            let icon = item.glyph.map(|glyph| view! { <Icon glyph /> });
            view! { <li><a href=item.href aria-current=current>{icon}{item.label}</a></li> }
        })
        .collect();
    let security = (area != Area::Public).then(security);
    let others: Vec<_> =
        area.others().into_iter().map(|(href, label)| view! { <li><a href=href>{label}</a></li> }).collect();
    view! { <nav class="staff__nav" aria-label=t().common.staff_menu><ul>{links}{security}{others}</ul></nav> }
}

/// The way to one's own account; where it has no second factor yet, to that.
fn security() -> Option<impl IntoView> {
    let account = visitor().filter(|visitor| !visitor.is_citizen())?.account;
    let db = db();
    Some(Suspend::new(async move {
        // A store that fails is the page's to tell.
        let protected = store::factor::find(&db, account).await.is_ok_and(store::factor::Factors::any);
        let t = &t().account;
        let (href, glyph, label) = if protected {
            ("/staff/security", Glyph::ShieldCheck, t.security_short)
        } else {
            ("/staff/enrol", Glyph::Alert, t.unprotected_short)
        };
        view! { <li><a href=href aria-current=current(href)><Icon glyph />{label}</a></li> }
    }))
}

/// Pages that stand beside the entry they belong to, not beneath it.
const BESIDE: [(&str, &str); 3] =
    [("/desk/visit/", "/desk/visits"), ("/desk/walk-in", "/desk/visits"), ("/admin/records/", "/admin/lots")];

/// `page` for the entry that leads to the page shown, or to one beneath it.
fn current(href: &str) -> Option<&'static str> {
    let address = address();
    let path = address.split('?').next().unwrap_or_default();
    let path = BESIDE.into_iter().find(|(page, _)| path.starts_with(page)).map_or(path, |(_, list)| list);
    let beneath = path.strip_prefix(href).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    beneath.then_some("page")
}

#[component]
fn LanguageButton() -> impl IntoView {
    let other = match lang() {
        Lang::Ko => Lang::En,
        Lang::En => Lang::Ko,
    };
    view! {
        <form class="header__form" method="post" action="/language">
            <input type="hidden" name="lang" value=other.key() />
            <input type="hidden" name="back" value=address() />
            <button class="header__tool" lang=other.key()><Icon glyph=Glyph::Globe />{t().common.other_language}</button>
        </form>
    }
}

#[component]
fn SignInOut() -> impl IntoView {
    let t = &t().common;
    if visitor().is_some() {
        view! {
            <form class="header__form" method="post" action="/sign-out">
                <button class="header__tool"><Icon glyph=Glyph::LogOut />{t.sign_out}</button>
            </form>
        }
        .into_any()
    } else {
        let href = if Area::here() == Area::Public { "/sign-in" } else { "/staff/sign-in" };
        view! { <a class="header__tool" href=href><Icon glyph=Glyph::Person />{t.sign_in}</a> }.into_any()
    }
}

/// Language and contrast.
const DISPLAY: &str = "/language";

/// The way there, and back again to this page, unless its address holds what opens something.
fn display_address() -> String {
    let here = address();
    let opens = ["/share/", "/proof/", "/visit/", "/queue/"].iter().any(|page| here.starts_with(page));
    let asks = here.contains('?') && !["/hospitals", "/status"].iter().any(|page| here.starts_with(page));
    if here == "/" || opens || asks || here.starts_with(DISPLAY) {
        return DISPLAY.to_owned();
    }
    format!("{DISPLAY}?back={}", utf8_percent_encode(&here, NON_ALPHANUMERIC))
}

/// Footer links and the attribution of the design tokens and the font, which their licences ask for.
#[component]
pub fn Footer() -> impl IntoView {
    let text = t();
    let links: Vec<_> = page::public::footer()
        .into_iter()
        .map(|item| {
            let href = if item.href == DISPLAY { display_address() } else { item.href.to_owned() };
            view! { <li><a href=href>{item.label}</a></li> }
        })
        .collect();
    view! {
        <footer class="footer">
            <div class="footer__inner">
                <ul class="footer__links">{links}</ul>
                <SessionUntil />
                <p class="footer__note">
                    {text.common.krds_note} " " <a href="https://www.krds.go.kr">"krds.go.kr"</a> " "
                    {text.common.font_note} " " <a href="/OFL.txt">{text.common.font_licence}</a>
                </p>
            </div>
        </footer>
    }
}

#[component]
fn BrandMark() -> impl IntoView {
    const FIELD: &str = "M9 1h14a8 8 0 0 1 8 8v14a8 8 0 0 1-8 8H9a8 8 0 0 1-8-8V9a8 8 0 0 1 8-8z";
    const SIGN: &str = "M16 6.5a6.5 6.5 0 0 0-6.5 6.5v4.8L7.2 21.8h17.6l-2.3-4V13A6.5 6.5 0 0 0 16 6.5zM13.4 25.4a2.9 2.9 0 0 0 5.2 0M16 11v6M13 14h6";
    view! {
        <svg class="brand__mark" width="32" height="32" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <path class="brand__field" d=FIELD></path>
            <path class="brand__sign" d=SIGN></path>
        </svg>
    }
}
