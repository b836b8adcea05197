//! Browser notifications: asks the browser for a subscription when its owner wants one, and sends it
//! with the form that stands in the page.
//!
//! | attribute | on | meaning |
//! |---|---|---|
//! | `data-push="{public key}"` | the element around the form | shown where the browser can be asked |
//! | `data-push-told` | any | shown instead where it has a subscription already |
//! | `data-push-blocked` | any | shown instead where its owner refused |
//! | `data-push-failed` | any | shown besides where nothing came of asking |
//!
//! Nothing of it is shown where the browser knows no notifications.

#![allow(unreachable_pub, reason = "`#[island]` makes a public props struct")]

use super::mark::{one, show_if};
use js_sys::{Function, Object, Promise, Reflect};
use leptos::{
    html::Div,
    prelude::*,
    task::spawn_local,
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
};
use web_sys::{Element, Event, HtmlFormElement, HtmlInputElement};

/// Its service worker.
const WORKER: &str = "/sw.js";

/// Makes the form inside ask the browser first.
#[island]
pub fn PushAsk(
    /// What the server rendered, with marks.
    children: Children,
) -> impl IntoView {
    let root = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            spawn_local(async move {
                let _ = prepare(root.into()).await;
            });
        }
    });
    view! { <div node_ref=root>{children()}</div> }
}

async fn prepare(root: Element) -> Option<()> {
    let workers = get(&window().navigator(), "serviceWorker")?;
    let notification = get(&window(), "Notification")?;
    get(&window(), "PushManager")?;
    if get(&notification, "permission")?.as_string()? == "denied" {
        show(&root, "[data-push-blocked]");
        return None;
    }
    if told(&workers).await.is_some() {
        show(&root, "[data-push-told]");
        return None;
    }
    let asked = one(&root, "[data-push]")?;
    let key = asked.get_attribute("data-push")?;
    let form: HtmlFormElement = one(&asked, "form")?.dyn_into().ok()?;
    show_if(&asked, true);
    let own = form.clone();
    listen(&form, "submit", move |event: Event| {
        event.prevent_default();
        let (root, form, key) = (root.clone(), own.clone(), key.clone());
        let (workers, notification) = (workers.clone(), notification.clone());
        spawn_local(async move {
            match subscribe(&workers, &notification, &key).await {
                Some(subscription) => drop(fill(&form, &subscription).and_then(|()| form.submit().ok())),
                None => refused(&root, &notification),
            }
        });
    });
    Some(())
}

/// Does something whenever it happens to an element.
pub(super) fn listen(to: &Element, event: &str, then: impl Fn(Event) + 'static) {
    let then = Closure::<dyn Fn(Event)>::new(then);
    let _ = to.add_event_listener_with_callback(event, then.as_ref().unchecked_ref());
    then.forget();
}

/// The subscription this browser has, if it has one.
async fn told(workers: &JsValue) -> Option<JsValue> {
    let registration = call(workers, "getRegistration", &JsValue::UNDEFINED).await?;
    let manager = get(&registration, "pushManager")?;
    call(&manager, "getSubscription", &JsValue::UNDEFINED).await.filter(JsValue::is_object)
}

async fn subscribe(workers: &JsValue, notification: &JsValue, key: &str) -> Option<JsValue> {
    let answer = call(notification, "requestPermission", &JsValue::UNDEFINED).await?;
    if answer.as_string()? != "granted" {
        return None;
    }
    call(workers, "register", &WORKER.into()).await?;
    let registration = settled(&get(workers, "ready")?).await?;
    let options = Object::new();
    Reflect::set(&options, &"userVisibleOnly".into(), &JsValue::TRUE).ok()?;
    Reflect::set(&options, &"applicationServerKey".into(), &key.into()).ok()?;
    call(&get(&registration, "pushManager")?, "subscribe", &options).await
}

/// Puts the subscription into the form's fields.
fn fill(form: &HtmlFormElement, subscription: &JsValue) -> Option<()> {
    let to_json: Function = get(subscription, "toJSON")?.dyn_into().ok()?;
    let said = to_json.call0(subscription).ok()?;
    let keys = get(&said, "keys")?;
    for (name, value) in [
        ("endpoint", get(&said, "endpoint")?),
        ("p256dh", get(&keys, "p256dh")?),
        ("auth", get(&keys, "auth")?),
    ] {
        let field: HtmlInputElement = one(form, &["[name=", name, "]"].concat())?.dyn_into().ok()?;
        field.set_value(&value.as_string()?);
    }
    Some(())
}

/// No subscription came of it: the owner refused, or the push service cannot be reached.
fn refused(root: &Element, notification: &JsValue) {
    let blocked = get(notification, "permission").and_then(|p| p.as_string()).as_deref() == Some("denied");
    if blocked && let Some(asked) = one(root, "[data-push]") {
        show_if(&asked, false);
    }
    show(root, if blocked { "[data-push-blocked]" } else { "[data-push-failed]" });
}

fn show(root: &Element, mark: &str) {
    if let Some(element) = one(root, mark) {
        show_if(&element, true);
    }
}

/// A member of an object.
pub(super) fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(of, &name.into()).ok().filter(|value| !value.is_undefined() && !value.is_null())
}

/// Calls a method and waits for what it promises.
pub(super) async fn call(of: &JsValue, name: &str, argument: &JsValue) -> Option<JsValue> {
    let method: Function = get(of, name)?.dyn_into().ok()?;
    settled(&method.call1(of, argument).ok()?).await
}

async fn settled(promised: &JsValue) -> Option<JsValue> {
    wasm_bindgen_futures::JsFuture::from(Promise::resolve(promised)).await.ok()
}
