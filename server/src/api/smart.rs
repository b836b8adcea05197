//! SMART Scheduling Links: locations, schedules and slots for vaccine finders, as a FHIR bulk
//! publication (a manifest that leads to files of one JSON object a line).
//!
//! One slot stands for one open day of a hospital; its capacity is how many can still book it. The
//! public register knows no streets and telephones of hospitals, so locations carry the province
//! and the position. Finders come every few minutes for everything, so each file is written at
//! most twice a minute and shared by all who ask.

use super::{
    input::Asked,
    open::{self, tag},
    problem::Problem,
    v1::moment,
};
use crate::http::Site;
use app::text::Lang;
use axum::{body::Bytes, extract::State, response::Response};
use domain::{
    calendar::{SEOUL, iso},
    hospital::Province,
};
use http::HeaderMap;
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};
use store::{
    Db,
    view::open::{Filter, Row, Slot, list, list_slots},
};
use time::OffsetDateTime;
use tokio::sync::Mutex;

/// For how long a file is good.
const FRESH: Duration = Duration::from_secs(30);
const MAX_AGE: u32 = 30;
/// Hospitals read at once.
const BATCH: i64 = 1_000;
const NDJSON: &str = "application/fhir+ndjson";
const EXTENSION: &str = "http://fhir-registry.smarthealthit.org/StructureDefinition";

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum File {
    Locations,
    Schedules,
    Slots(Province),
}

#[derive(Clone, Debug)]
struct Written {
    at: Instant,
    tag: Arc<str>,
    lines: Bytes,
}

/// The files as they were written last.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shelf(Arc<Mutex<HashMap<File, Written>>>);

impl Shelf {
    /// The file, written anew when it is too old. Whoever comes meanwhile waits for the same one.
    async fn get(&self, site: &Site, file: File) -> Result<Written, Problem> {
        let mut files = self.0.lock().await;
        if let Some(known) = files.get(&file).filter(|known| known.at.elapsed() < FRESH) {
            return Ok(known.clone());
        }
        let lines = write(site, file).await?;
        let written = Written { at: Instant::now(), tag: tag(lines.as_bytes()).into(), lines: lines.into() };
        files.insert(file, written.clone());
        Ok(written)
    }
}

async fn write(site: &Site, file: File) -> Result<String, Problem> {
    let base = base(site);
    let objects: Vec<Value> = match file {
        File::Locations => hospitals(&site.db).await?.iter().map(location).collect(),
        File::Schedules => hospitals(&site.db).await?.iter().map(schedule).collect(),
        File::Slots(province) => {
            let slots = list_slots(&site.db, province).await?;
            let now = site.db.now().await?;
            slots.iter().map(|slot| slot_of(slot, now, &base)).collect()
        }
    };
    let mut lines = String::new();
    for object in objects {
        lines += &object.to_string();
        lines.push('\n');
    }
    Ok(lines)
}

async fn hospitals(db: &Db) -> Result<Vec<Row>, Problem> {
    let mut all: Vec<Row> = Vec::new();
    loop {
        let after = all.last().map(|row| row.hospital);
        let (rows, _) = list(db, &Filter::default(), after, BATCH).await?;
        if rows.is_empty() {
            return Ok(all);
        }
        all.extend(rows);
    }
}

fn location(row: &Row) -> Value {
    let province = (Lang::Ko.texts().public.province)(row.province);
    let mut location = json!({
        "resourceType": "Location",
        "id": row.hospital.to_string(),
        "name": row.name,
        "address": { "state": province, "country": "KR" },
    });
    if let (Some((latitude, longitude)), Some(fields)) = (row.position, location.as_object_mut()) {
        fields.insert("position".into(), json!({ "latitude": latitude, "longitude": longitude }));
    }
    location
}

fn schedule(row: &Row) -> Value {
    let products: Vec<Value> = row
        .left
        .iter()
        .map(|left| {
            json!({
                "url": format!("{EXTENSION}/vaccine-product"),
                "valueCoding": { "display": left.name_en },
            })
        })
        .collect();
    let mut schedule = json!({
        "resourceType": "Schedule",
        "id": row.hospital.to_string(),
        "serviceType": [{ "coding": [
            {
                "system": "http://terminology.hl7.org/CodeSystem/service-type",
                "code": "57",
                "display": "Immunization",
            },
            {
                "system": "http://fhir-registry.smarthealthit.org/CodeSystem/service-type",
                "code": "covid19-immunization",
                "display": "COVID-19 Immunization Appointment",
            },
        ] }],
        "actor": [{ "reference": format!("Location/{}", row.hospital) }],
    });
    if let (false, Some(fields)) = (products.is_empty(), schedule.as_object_mut()) {
        // FHIR has no empty lists.
        fields.insert("extension".into(), products.into());
    }
    schedule
}

/// From midnight, or now, to the hour at which booking for the day ends.
fn slot_of(slot: &Slot, now: OffsetDateTime, base: &str) -> Value {
    let (hospital, day) = (slot.hospital, iso(slot.day_on));
    let start = slot.day_on.midnight().assume_offset(SEOUL).max(now.to_offset(SEOUL));
    let start = start.replace_nanosecond(0).unwrap_or(start);
    let end = slot.day_on.with_time(slot.closes_at).assume_offset(SEOUL);
    json!({
        "resourceType": "Slot",
        "id": format!("{hospital}.{}", day.replace('-', "")),
        "schedule": { "reference": format!("Schedule/{hospital}") },
        "status": if slot.capacity > 0 { "free" } else { "busy" },
        "start": moment(start),
        "end": moment(end),
        "extension": [
            { "url": format!("{EXTENSION}/slot-capacity"), "valueInteger": slot.capacity },
            {
                "url": format!("{EXTENSION}/booking-deep-link"),
                "valueUrl": format!("{base}/book/date?hospital={hospital}&date={day}"),
            },
        ],
    })
}

/// Where this service is, for addresses in files.
fn base(site: &Site) -> String {
    site.web.allowed_origins().into_iter().next().unwrap_or_default()
}

/// Manifest for vaccine finders
///
/// SMART Scheduling Links: where locations, schedules and slots are.
#[utoipa::path(
    get,
    path = "/api/smart/$bulk-publish",
    tag = "smart",
    responses((status = 200, description = "The manifest.", body = Object))
)]
pub(super) async fn manifest(State(site): State<Site>, headers: HeaderMap) -> Result<Response, Problem> {
    let base = base(&site);
    let now = site.db.now().await?;
    // Whole half minutes: within one, files stay as they are, and so does the manifest.
    let step = i64::try_from(FRESH.as_secs()).unwrap_or(30);
    let published = OffsetDateTime::from_unix_timestamp(now.unix_timestamp() / step * step).unwrap_or(now);
    let mut output = vec![
        json!({ "type": "Location", "url": format!("{base}/api/smart/locations.ndjson") }),
        json!({ "type": "Schedule", "url": format!("{base}/api/smart/schedules.ndjson") }),
    ];
    output.extend(Province::ALL.map(|p| {
        json!({
            "type": "Slot",
            "url": format!("{base}/api/smart/slots.ndjson?province={}", p.key()),
            "extension": { "state": [(Lang::Ko.texts().public.province)(p)] },
        })
    }));
    let manifest = json!({
        "transactionTime": moment(published),
        "request": format!("{base}/api/smart/$bulk-publish"),
        "output": output,
        "error": [],
    });
    open::json(&headers, MAX_AGE, &manifest)
}

/// Locations for vaccine finders
#[utoipa::path(
    get,
    path = "/api/smart/locations.ndjson",
    tag = "smart",
    responses((status = 200, description = "One location a line.", content_type = "application/fhir+ndjson", body = String))
)]
pub(super) async fn locations(State(site): State<Site>, headers: HeaderMap) -> Result<Response, Problem> {
    file(&site, &headers, File::Locations).await
}

/// Schedules for vaccine finders
#[utoipa::path(
    get,
    path = "/api/smart/schedules.ndjson",
    tag = "smart",
    responses((status = 200, description = "One schedule a line.", content_type = "application/fhir+ndjson", body = String))
)]
pub(super) async fn schedules(State(site): State<Site>, headers: HeaderMap) -> Result<Response, Problem> {
    file(&site, &headers, File::Schedules).await
}

/// Slots for vaccine finders
///
/// One for each open day of each hospital of a province that has had doses.
#[utoipa::path(
    get,
    path = "/api/smart/slots.ndjson",
    tag = "smart",
    params(("province" = String, Query, description = "Key of a province, such as `seoul`.", example = "seoul")),
    responses((status = 200, description = "One slot a line.", content_type = "application/fhir+ndjson", body = String))
)]
pub(super) async fn slots(
    State(site): State<Site>,
    headers: HeaderMap,
    mut asked: Asked,
) -> Result<Response, Problem> {
    let province = asked.need("province", Province::parse);
    asked.check()?;
    file(&site, &headers, File::Slots(province.unwrap_or(Province::Seoul))).await
}

async fn file(site: &Site, headers: &HeaderMap, file: File) -> Result<Response, Problem> {
    let written = site.smart.get(site, file).await?;
    Ok(open::answer(headers, MAX_AGE, &written.tag, NDJSON, written.lines))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::HospitalId;
    use time::macros::{date, datetime, time};

    #[test]
    fn a_slot_is_the_rest_of_its_day_and_says_how_many_can_book() {
        let now = datetime!(2026-12-01 10:00:00.5 +9);
        let slot = |day_on, capacity| {
            let slot = Slot { hospital: HospitalId(7), day_on, closes_at: time!(18:00), capacity };
            slot_of(&slot, now, "https://a.example")
        };
        let today = slot(date!(2026 - 12 - 01), 0);
        assert_eq!(
            (&today["start"], &today["status"]),
            (&"2026-12-01T10:00:00+09:00".into(), &"busy".into())
        );
        let tomorrow = slot(date!(2026 - 12 - 02), 5);
        assert_eq!(tomorrow["start"], "2026-12-02T00:00:00+09:00");
        assert_eq!(tomorrow["end"], "2026-12-02T18:00:00+09:00");
        assert_eq!(tomorrow["id"], "7.20261202");
        assert_eq!(tomorrow["extension"][0]["valueInteger"], 5);
        let link = &tomorrow["extension"][1]["valueUrl"];
        assert_eq!(link, "https://a.example/book/date?hospital=7&date=2026-12-02");
    }
}
