//! The document of the API: what the handlers say of themselves, and what the table of rules says of
//! them: which token they need, and how else they can answer.

use super::{
    example,
    input::IDEMPOTENCY_KEY,
    open::{self, STILL},
    problem::{self, PROBLEM_JSON},
    smart, v1,
};
use crate::{api::Problem, http::Site};
use app::{
    access::{RULES, Rule, Verb},
    text::Objection,
};
use axum::{extract::State, response::Response};
use http::HeaderMap;
use serde_json::{Map, Value, json};
use std::sync::LazyLock;
use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Alimi",
        version = "1",
        description = "Hospitals, doses and places, open to everybody; bookings and staff's work with a token.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    paths(
        v1::hospitals::list,
        v1::hospitals::find,
        v1::vaccines::list,
        v1::status::availability,
        v1::events::follow,
        v1::status::status,
        v1::persons::list,
        v1::reservations::list,
        v1::reservations::book,
        v1::reservations::find,
        v1::reservations::cancel,
        v1::waitlist::join,
        v1::waitlist::leave,
        v1::vaccinations::list,
        v1::vaccinations::record,
        v1::desk::day,
        v1::stock::stock,
        v1::supplies::list,
        v1::supplies::receive,
        v1::supplies::register,
        v1::disposals::list,
        v1::disposals::preview,
        v1::disposals::dispose,
        v1::status::figures,
        v1::figures::vaccinations,
        v1::figures::rates,
        smart::manifest,
        smart::locations,
        smart::schedules,
        smart::slots,
    ),
    components(schemas(problem::Body)),
    tags(
        (name = "open", description = "Open to everybody."),
        (name = "citizen", description = "With a citizen's token."),
        (name = "staff", description = "With a token of staff."),
        (name = "smart", description = "SMART Scheduling Links, for vaccine finders."),
    ),
)]
struct Handlers;

static DOCUMENT: LazyLock<Value> = LazyLock::new(write);

/// `/api/openapi.json`.
pub(super) async fn document(State(_): State<Site>, headers: HeaderMap) -> Result<Response, Problem> {
    open::json(&headers, STILL, &*DOCUMENT)
}

fn write() -> Value {
    let mut document = serde_json::to_value(Handlers::openapi()).unwrap_or_default();
    document["components"]["securitySchemes"]["token"] = json!({
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "alimi_…",
        "description": "A token, made at /my/tokens or /staff/tokens. The scopes an address needs stand at it.",
    });
    document["components"]["responses"] = responses();
    document["components"]["headers"] = headers();
    for rule in RULES.iter().filter(|rule| rule.is_for_programs()) {
        let verb = if rule.verb == Verb::Get { "get" } else { "post" };
        let operation = document["paths"].get_mut(rule.path).and_then(|path| path.get_mut(verb));
        if let Some(operation) = operation.and_then(Value::as_object_mut) {
            // By method and address: the handlers' own names are many times the same.
            let name = format!("{verb}{}", rule.path.trim_start_matches("/api"));
            let parts: Vec<&str> =
                name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
            operation.insert("operationId".into(), parts.join("_").into());
            complete(operation, rule);
        }
    }
    example::give(&mut document);
    document
}

/// Headers of answers, by the name they are referred to.
fn headers() -> Value {
    let of = |(name, _, schema, description, example): &(&str, &str, &str, &str, &str)| {
        let example = if *schema == "integer" { json!(example.parse::<u32>().ok()) } else { json!(example) };
        let header = json!({ "description": description, "schema": { "type": schema }, "example": example });
        ((*name).to_owned(), header)
    };
    HEADERS.iter().map(of).collect::<Map<_, _>>().into()
}

/// Name, header, type, meaning and example.
const HEADERS: &[(&str, &str, &str, &str, &str)] = &[
    (
        "ETag",
        "etag",
        "string",
        "Of what lasts: send it as `If-None-Match`.",
        "W/\"5d41402abc4b2a76b9719d91\"",
    ),
    ("CacheControl", "cache-control", "string", "For how long it may be kept.", "public, max-age=5"),
    (
        "Location",
        "location",
        "string",
        "Where what was made is.",
        "/api/v1/reservations/6f2f5f0e-6a2f-4b39-9f0e-0d9c8c7c3a10",
    ),
    ("RetryAfter", "retry-after", "integer", "Seconds to wait.", "7"),
    ("Authenticate", "www-authenticate", "string", "How to call.", "Bearer realm=\"alimi\""),
    (
        "RateLimitPolicy",
        "ratelimit-policy",
        "string",
        "Calls (`q`) in so many seconds (`w`), of a token or an address.",
        "\"token\";q=600;w=60",
    ),
    (
        "RateLimit",
        "ratelimit",
        "string",
        "Calls that are left (`r`); when there are none, seconds until there is one (`t`).",
        "\"token\";r=599",
    ),
    (
        "RequestId",
        "x-request-id",
        "string",
        "The call's number: name it when you tell us of a problem.",
        "eb211c80319c",
    ),
];

/// What stands in the headers of an answer.
fn say_headers(response: &mut Value, names: &[&str]) {
    for (name, header, ..) in HEADERS.iter().filter(|(name, ..)| names.contains(name)) {
        response["headers"][*header] = json!({ "$ref": format!("#/components/headers/{name}") });
    }
}

/// Names of the answers that are problems, with their statuses and examples.
fn responses() -> Value {
    let mut responses = Map::new();
    for (status, name, codes) in PROBLEMS {
        let example = Objection::ALL.into_iter().find(|o| o.status() == *status);
        let code = example.map_or("already_booked", Objection::code);
        let code = if *status == 422 { "key_reused" } else { code };
        let mut response = json!({
            "description": codes,
            "content": { PROBLEM_JSON: {
                "schema": { "$ref": "#/components/schemas/Problem" },
                "example": {
                    "type": if example.is_some() { format!("/api#{code}") } else { "/api#refusals".into() },
                    "title": "…",
                    "status": status,
                    "detail": "…",
                    "code": code,
                },
            } },
        });
        say_headers(
            &mut response,
            match status {
                401 => &["Authenticate", "RequestId"],
                429 => &["RetryAfter", "RateLimit", "RateLimitPolicy", "RequestId"],
                _ => &["RequestId"],
            },
        );
        responses.insert((*name).into(), response);
    }
    responses.into()
}

/// Status, name and meaning of each kind of problem.
const PROBLEMS: &[(u16, &str, &str)] = &[
    (400, "Invalid", "The request cannot be read, or values in it are wrong; `errors` names them."),
    (401, "Unauthenticated", "No token, or none that is valid."),
    (403, "Denied", "The token has not this scope, or its account not this role."),
    (404, "NotFound", "There is no such thing, or not for this account."),
    (
        409,
        "Refused",
        "Refused by a rule; `code` names it: no_doses, day_full, day_closed, day_past, \
      after_expiry, book_now, already_booked, already_waiting, too_many_waits, too_young, already, \
      wrong_vaccine, series_complete, too_early, given_today, wrong_hospital, lot_expired, lot_suspended, lot_empty, \
      not_enough_doses, picture_changed, supply_moved, too_many_doses, person_missing.",
    ),
    (413, "TooLarge", "The body is too large."),
    (415, "NotJson", "The body is not JSON."),
    (422, "KeyReused", "The idempotency key was used for another body."),
    (429, "TooManyCalls", "Too many calls; `Retry-After` says for how many seconds to wait."),
    (500, "Fault", "Our mistake."),
    (503, "Busy", "Too much at once, or booking does not answer: try again."),
];

/// Adds what holds for every address of this kind.
fn complete(operation: &mut Map<String, Value>, rule: &Rule) {
    let writes = rule.verb == Verb::Post;
    let creates = operation["responses"].get("201").is_some();
    let body = operation.contains_key("requestBody");
    let named = rule.path.contains('{') || !rule.names.is_empty();
    let asks = operation.get("parameters").is_some() || body || creates;
    let applies = |status: u16| match status {
        400 => asks,
        // A token that is no good is refused even where none is needed.
        401 | 429 | 500 | 503 => true,
        403 => rule.scope.is_some(),
        404 => named,
        409 => writes || rule.path.ends_with("/preview"),
        413 | 415 => body,
        422 => creates,
        _ => false,
    };
    for (status, name, _) in PROBLEMS.iter().filter(|(status, ..)| applies(*status)) {
        operation["responses"][status.to_string()] =
            json!({ "$ref": format!("#/components/responses/{name}") });
    }
    if let Some(scope) = rule.scope {
        operation.insert("security".into(), json!([{ "token": [] }]));
        operation.insert("x-scope".into(), scope.key().into());
        let told = operation.get("description").and_then(Value::as_str).unwrap_or_default();
        let told = format!("{told}\n\nScope: `{}`.", scope.key());
        operation.insert("description".into(), told.trim().into());
    } else {
        operation["responses"]["304"] = json!({ "description": "Nothing has changed." });
    }
    let always = &["RateLimit", "RateLimitPolicy", "RequestId"];
    for (status, more) in [("200", None), ("201", Some("Location")), ("304", None)] {
        let Some(response) = operation["responses"].get_mut(status) else { continue };
        say_headers(response, always);
        say_headers(response, more.as_slice());
        if rule.scope.is_none() {
            say_headers(response, &["ETag", "CacheControl"]);
        }
    }
    if creates {
        let key = json!({
            "name": IDEMPOTENCY_KEY,
            "in": "header",
            "required": true,
            "description": "A UUID. The same key with the same body gets the same answer, and nothing is done twice.",
            "schema": { "type": "string", "format": "uuid" },
            "example": "6f2f5f0e-6a2f-4b39-9f0e-0d9c8c7c3a10",
        });
        let parameters = operation.entry("parameters").or_insert_with(|| json!([]));
        if let Some(parameters) = parameters.as_array_mut() {
            parameters.push(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_of_json_has_an_example_with_all_it_must_have() {
        let operations = DOCUMENT["paths"].as_object().unwrap().values().flat_map(|p| p.as_object().unwrap());
        let mut seen = 0;
        for (_, operation) in operations {
            for status in ["200", "201"] {
                let json = &operation["responses"][status]["content"]["application/json"];
                let Some(name) = json["schema"]["$ref"].as_str() else { continue };
                let schema = DOCUMENT.pointer(name.trim_start_matches('#')).unwrap();
                for field in schema["required"].as_array().into_iter().flatten() {
                    let value = json["example"].get(field.as_str().unwrap());
                    assert!(value.is_some_and(|value| !value.is_null()), "{field} of {name}");
                }
                assert_eq!(
                    operation["responses"][status]["headers"]["ratelimit"]["$ref"],
                    "#/components/headers/RateLimit"
                );
                seen += 1;
            }
        }
        assert!(seen > 20, "{seen}");
    }

    #[test]
    fn every_rule_is_in_the_document_and_the_other_way_round() {
        let of_api = RULES.iter().filter(|r| r.is_for_programs() && r.path != "/api/openapi.json");
        let mut ruled: Vec<(String, &str)> =
            of_api.map(|r| (r.path.to_owned(), if r.verb == Verb::Get { "get" } else { "post" })).collect();
        let mut told: Vec<(String, &str)> = Vec::new();
        for (path, operations) in DOCUMENT["paths"].as_object().unwrap() {
            for verb in ["get", "post"] {
                if operations.get(verb).is_some() {
                    told.push((path.clone(), verb));
                }
            }
        }
        ruled.sort();
        told.sort();
        assert_eq!(ruled, told);
    }

    #[test]
    fn operations_have_names_of_their_own() {
        let paths = DOCUMENT["paths"].as_object().unwrap().values();
        let all = paths.flat_map(|path| path.as_object().unwrap().values());
        let mut names: Vec<&str> = all.map(|o| o["operationId"].as_str().unwrap()).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        assert!(names.contains(&"post_v1_reservations_id_cancel"), "{names:?}");
    }

    #[test]
    fn operations_say_their_scope_and_their_key() {
        let book = &DOCUMENT["paths"]["/api/v1/reservations"]["post"];
        assert_eq!(book["x-scope"], "reservations:write");
        assert_eq!(book["security"][0]["token"], json!([]));
        let names: Vec<_> = book["parameters"].as_array().unwrap().iter().map(|p| &p["name"]).collect();
        assert_eq!(names, ["idempotency-key"]);
        let open = &DOCUMENT["paths"]["/api/v1/hospitals"]["get"];
        assert!(open.get("security").is_none());
        assert!(open["responses"].get("403").is_none() && open["responses"].get("304").is_some());
    }

    #[test]
    fn every_reference_leads_somewhere() {
        fn look(value: &Value, found: &mut Vec<String>) {
            match value {
                Value::Object(fields) => fields.iter().for_each(|(key, value)| match value {
                    Value::String(to) if key == "$ref" => found.push(to.clone()),
                    value => look(value, found),
                }),
                Value::Array(items) => items.iter().for_each(|item| look(item, found)),
                _ => {}
            }
        }
        let mut found = Vec::new();
        look(&DOCUMENT, &mut found);
        assert!(!found.is_empty());
        for to in found {
            let pointer = to.strip_prefix('#').unwrap();
            assert!(DOCUMENT.pointer(pointer).is_some(), "{to}");
        }
    }
}
