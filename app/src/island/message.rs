//! The messages of [`domain::live`], read and written with what the browser brings along.

use js_sys::{Array, JSON, Reflect};
use leptos::wasm_bindgen::JsValue;

/// A state heard of.
#[derive(Clone, Debug)]
pub(super) enum News {
    /// One's own reservation.
    Reservation {
        /// Key of its status.
        status: String,
        /// The booked or wanted day, empty when there is none.
        day: String,
        /// Position and number waiting.
        line: Option<(u32, u32)>,
        /// When the offer ends (seconds since 1970), while there is one.
        offer_until: Option<i64>,
        /// Whether anybody may book what is waited for.
        bookable: bool,
    },
    /// A hospital: what is left of each `dose:{vaccine}` and `day:{date}`.
    Hospital(Vec<(String, u32)>),
    /// One's own inbox: how many notices were not read.
    Inbox(u32),
    /// Figures by their names in the page; without any, the page has to be fetched again.
    Figures(Vec<(String, u32)>),
    /// Unknown, or not for this visitor.
    Gone,
}

/// A message: topic, version, age (seconds since 1970), state.
#[derive(Clone, Debug)]
pub(super) struct Message {
    pub(super) topic: String,
    pub(super) version: i64,
    pub(super) as_of: i64,
    pub(super) news: News,
}

/// Reads one message.
pub(super) fn read(text: &str) -> Option<Message> {
    message(&JSON::parse(text).ok()?)
}

/// Reads a list of messages.
pub(super) fn read_all(text: &str) -> Option<Vec<Message>> {
    let list: Array = JSON::parse(text).ok()?.into();
    Some(list.iter().filter_map(|said| message(&said)).collect())
}

fn message(said: &JsValue) -> Option<Message> {
    let (topic, news) = match text(said, "t")?.as_str() {
        "reservation" => {
            let line = get(said, "line").filter(JsValue::is_object);
            let line = line.and_then(|line| Some((count(&line, "position")?, count(&line, "waiting")?)));
            let news = News::Reservation {
                status: text(said, "status")?,
                day: text(said, "day_on").unwrap_or_default(),
                line,
                offer_until: number(said, "offer_until"),
                bookable: get(said, "bookable").is_some_and(|said| said.is_truthy()),
            };
            (["reservation:", &text(said, "reservation_id")?].concat(), news)
        }
        "hospital" => {
            let mut left = Vec::new();
            pairs(said, "bookable", "dose:", &mut left)?;
            pairs(said, "places", "day:", &mut left)?;
            (["hospital:", &number(said, "hospital_id")?.to_string()].concat(), News::Hospital(left))
        }
        "sums" => {
            let id = number(said, "hospital_id")?.to_string();
            let figure = |of: &str| Some(([of, ":", &id].concat(), count(said, of)?));
            let figures = vec![figure("doses")?, figure("places")?, figure("waiting")?];
            (["sums:", &id].concat(), News::Figures(figures))
        }
        "inbox" => ("inbox".to_owned(), News::Inbox(count(said, "unread")?)),
        "figures" => {
            let mut figures = Vec::new();
            pairs(said, "figures", "", &mut figures)?;
            (text(said, "topic")?, News::Figures(figures))
        }
        _ => (text(said, "topic")?, News::Gone),
    };
    let version = number(said, "version").unwrap_or_default();
    Some(Message { topic, version, as_of: number(said, "as_of").unwrap_or_default(), news })
}

fn pairs(said: &JsValue, name: &str, kind: &str, left: &mut Vec<(String, u32)>) -> Option<()> {
    let list: Array = get(said, name)?.into();
    for pair in list.iter() {
        let pair: Array = pair.into();
        let key = pair.get(0);
        let key = key.as_string().or_else(|| whole(&key).map(|n| n.to_string()))?;
        left.push(([kind, &key].concat(), u32::try_from(whole(&pair.get(1))?).ok()?));
    }
    Some(())
}

fn get(said: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(said, &JsValue::from_str(name)).ok()
}

fn text(said: &JsValue, name: &str) -> Option<String> {
    get(said, name)?.as_string()
}

fn number(said: &JsValue, name: &str) -> Option<i64> {
    whole(&get(said, name)?)
}

fn count(said: &JsValue, name: &str) -> Option<u32> {
    u32::try_from(number(said, name)?).ok()
}

/// Versions are microseconds at most: JavaScript's numbers hold them.
#[expect(clippy::cast_possible_truncation, reason = "whole numbers below 2^53")]
fn whole(value: &JsValue) -> Option<i64> {
    value.as_f64().map(|n| n as i64)
}

/// The question for a topic, unless it is still at the version seen.
pub(super) fn watch(topic: &str, seen: Option<i64>) -> String {
    let seen = seen.map_or_else(|| "null".to_owned(), |seen| seen.to_string());
    [r#"{"t":"watch","topic":""#, topic, r#"","seen":"#, &seen, "}"].concat()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use domain::{
        live::{Ask, FiguresNow, HospitalNow, InboxNow, ReservationNow, Say, SumsNow},
        reservation::ReservationStatus,
        waitlist::Line,
    };
    use serde_json::{Value, json, to_value};

    #[test]
    fn the_server_understands_the_question() {
        for seen in [None, Some(7)] {
            let ask: Ask = serde_json::from_str(&super::watch("hospital:1", seen)).unwrap();
            assert_eq!(ask, Ask::Watch { topic: "hospital:1".into(), seen });
        }
    }

    #[test]
    fn messages_have_the_shape_that_is_read_here() {
        let id = uuid::Uuid::nil();
        let line = Some(Line { position: 3, waiting: 9 });
        let status = ReservationStatus::NoShow;
        let now = ReservationNow {
            reservation_id: id,
            version: 5,
            status,
            day_on: None,
            line,
            offer_until: Some(7),
            bookable: false,
            as_of: 6,
        };
        let said: Value = to_value(Say::Reservation(now)).unwrap();
        let shape = json!({"t": "reservation", "reservation_id": id, "version": 5, "status": status.key(),
            "day_on": null, "line": {"position": 3, "waiting": 9}, "offer_until": 7, "bookable": false, "as_of": 6});
        assert_eq!(said, shape);
        let places = vec![("2026-12-01".to_owned(), 4)];
        let now = HospitalNow { hospital_id: 1, version: 2, bookable: vec![(3, 9)], places, as_of: 6 };
        let said: Value = to_value(Say::Hospital(now)).unwrap();
        let shape = json!({"t": "hospital", "hospital_id": 1, "version": 2, "bookable": [[3, 9]],
            "places": [["2026-12-01", 4]], "as_of": 6});
        assert_eq!(said, shape);
        let now = SumsNow { hospital_id: 1, version: 2, doses: 3, places: 4, waiting: 5, as_of: 6 };
        let said: Value = to_value(Say::Sums(now)).unwrap();
        let shape = json!({"t": "sums", "hospital_id": 1, "version": 2, "doses": 3, "places": 4, "waiting": 5, "as_of": 6});
        assert_eq!(said, shape);
        let now = InboxNow { unread: 3, version: 2, as_of: 6 };
        let said: Value = to_value(Say::Inbox(now)).unwrap();
        assert_eq!(said, json!({"t": "inbox", "unread": 3, "version": 2, "as_of": 6}));
        let figures = vec![("doses:seoul".to_owned(), 4)];
        let now = FiguresNow { topic: "status".into(), version: 2, figures, as_of: 6 };
        let said: Value = to_value(Say::Figures(now)).unwrap();
        let shape = json!({"t": "figures", "topic": "status", "version": 2, "figures": [["doses:seoul", 4]], "as_of": 6});
        assert_eq!(said, shape);
        assert_eq!(to_value(Say::Gone { topic: "x".into() }).unwrap(), json!({"t": "gone", "topic": "x"}));
    }
}
