//! What is wrong, as `application/problem+json` (RFC 9457): a code for programs, a sentence for
//! people.

use app::{
    stop::Stop,
    text::{Lang, Objection},
};
use axum::response::{IntoResponse, Response};
use domain::{field::FieldError, refusal::Refusal};
use http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{
        CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER, VARY, WWW_AUTHENTICATE,
    },
};
use serde::Serialize;
use utoipa::ToSchema;

/// The media type of problems.
pub(crate) const PROBLEM_JSON: &str = "application/problem+json";

/// Why a call was not carried out. It travels in the answer's extensions until [`say`] puts it
/// into words.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    cause: Cause,
    fields: Vec<(&'static str, Wrong)>,
    retry_after: Option<u32>,
}

#[derive(Clone, Debug)]
enum Cause {
    Objection(Objection),
    Refusal(Refusal),
}

/// What is wrong with one value.
#[derive(Clone, Debug)]
pub(crate) enum Wrong {
    /// It cannot be read.
    Field(FieldError),
    /// It is no cursor that an answer gave.
    Cursor,
}

impl Problem {
    /// Values are wrong.
    pub(crate) fn invalid(fields: Vec<(&'static str, Wrong)>) -> Self {
        Self { fields, ..Objection::Invalid.into() }
    }

    /// Too many calls, for so many seconds.
    pub(crate) fn too_many(seconds: u32) -> Self {
        Self { retry_after: Some(seconds), ..Objection::TooManyCalls.into() }
    }

    fn status(&self) -> StatusCode {
        match &self.cause {
            Cause::Objection(objection) => {
                StatusCode::from_u16(objection.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            }
            Cause::Refusal(refusal) => status_of(refusal),
        }
    }
}

/// The status of a refusal: most are conflicts with what is.
fn status_of(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::Unknown => StatusCode::NOT_FOUND,
        Refusal::NotAllowed => StatusCode::FORBIDDEN,
        Refusal::NotSignedIn => StatusCode::UNAUTHORIZED,
        Refusal::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::TooManyTries(_) => StatusCode::TOO_MANY_REQUESTS,
        Refusal::BookingUnavailable => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::CONFLICT,
    }
}

impl From<Objection> for Problem {
    fn from(objection: Objection) -> Self {
        Self { cause: Cause::Objection(objection), fields: Vec::new(), retry_after: None }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let retry_after = match &refusal {
            Refusal::TooManyTries(seconds) => Some(*seconds),
            _ => None,
        };
        Self { cause: Cause::Refusal(refusal), fields: Vec::new(), retry_after }
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        stopped(error.into())
    }
}

/// The problem that a page's stop is to a program.
pub(crate) fn stopped(stop: Stop) -> Problem {
    match stop {
        Stop::Throttled(seconds) => return Problem::too_many(seconds),
        Stop::Malformed => Objection::Malformed,
        Stop::SignIn => Objection::Unauthenticated,
        Stop::Denied => Objection::Denied,
        Stop::Missing => Objection::NotFound,
        Stop::Busy => Objection::Busy,
        Stop::Fault => Objection::Fault,
    }
    .into()
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The problem that an answer stands for: its own, or that of a status which the router chose.
fn find(response: &Response) -> Option<Problem> {
    if let Some(problem) = response.extensions().get::<Problem>() {
        return Some(problem.clone());
    }
    let objection = match response.status() {
        StatusCode::NOT_FOUND => Objection::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Objection::MethodNotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE => Objection::TooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Objection::NotJson,
        StatusCode::SERVICE_UNAVAILABLE => Objection::Busy,
        status if status.is_server_error() => Objection::Fault,
        status if status.is_client_error() => Objection::Malformed,
        _ => return None,
    };
    Some(objection.into())
}

/// Puts the problem of an answer into words; other answers stay as they are.
pub(crate) fn say(asked: &HeaderMap, mut response: Response) -> Response {
    let Some(problem) = find(&response) else { return response };
    let lang = Lang::from_preference(asked);
    let body = serde_json::to_vec(&Body::of(&problem, lang)).unwrap_or_default();
    *response.status_mut() = problem.status();
    *response.body_mut() = body.into();
    let headers = response.headers_mut();
    headers.remove(CONTENT_LENGTH);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
    headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(lang.key()));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.append(VARY, HeaderValue::from_static("accept-language"));
    if let Some(seconds) = problem.retry_after {
        headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    if problem.status() == StatusCode::UNAUTHORIZED {
        headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"alimi\""));
    }
    response
}

/// A problem (RFC 9457).
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct Body {
    /// Where the code is explained.
    #[serde(rename = "type")]
    #[schema(format = "uri-reference", example = "/api#invalid")]
    kind: String,
    /// What kind of problem, in a few words.
    title: &'static str,
    /// The status of the answer.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// Why, and what to do, in the language of the call.
    detail: String,
    /// What programs go by; it never changes.
    code: &'static str,
    /// The values that are wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    errors: Vec<WrongValue>,
    /// The call, as our log has it: name it when you tell us of a problem.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "0af7651916cd43dd8448eb211c80319c", required = false, nullable = false)]
    trace: Option<String>,
}

/// One wrong value.
#[derive(Serialize, ToSchema)]
pub(crate) struct WrongValue {
    /// Its name.
    field: &'static str,
    /// What programs go by.
    code: String,
    /// What to do, in the language of the call.
    detail: String,
}

impl Body {
    fn of(problem: &Problem, lang: Lang) -> Self {
        let texts = lang.texts();
        let t = &texts.api;
        let status = problem.status().as_u16();
        let (code, title, detail) = match &problem.cause {
            Cause::Objection(objection) => {
                let (title, detail) = (t.objection)(*objection);
                (objection.code(), title, detail.to_owned())
            }
            Cause::Refusal(refusal) => {
                let title = if *refusal == Refusal::Unknown { t.unknown } else { t.refused };
                (refusal.code(), title, (texts.refusal)(refusal))
            }
        };
        let anchor = match &problem.cause {
            Cause::Objection(objection) => objection.code(),
            Cause::Refusal(_) => "refusals",
        };
        let errors = problem.fields.iter().map(|(field, wrong)| {
            let (code, detail) = match wrong {
                Wrong::Field(error) => (code_of(error), (texts.field)(error)),
                Wrong::Cursor => ("cursor".to_owned(), t.cursor.to_owned()),
            };
            WrongValue { field, code, detail }
        });
        Self {
            kind: format!("/api#{anchor}"),
            title,
            status,
            detail,
            code,
            errors: errors.collect(),
            trace: store::trace::current().map(|trace| trace.id()),
        }
    }
}

/// `too_long`: the name of an error in JSON, without what it carries.
fn code_of(error: &FieldError) -> String {
    match serde_json::to_value(error) {
        Ok(serde_json::Value::String(code)) => code,
        Ok(serde_json::Value::Object(map)) => map.keys().next().cloned().unwrap_or_default(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(problem: Problem, lang: &'static str) -> (HeaderMap, serde_json::Value) {
        let mut asked = HeaderMap::new();
        asked.insert(http::header::ACCEPT_LANGUAGE, HeaderValue::from_static(lang));
        let response = say(&asked, problem.into_response());
        let (head, _) = response.into_parts();
        let body =
            Body::of(&head.extensions.get::<Problem>().unwrap().clone(), Lang::from_preference(&asked));
        assert_eq!(head.status.as_u16(), body.status);
        (head.headers, serde_json::to_value(body).unwrap())
    }

    #[test]
    fn refusals_keep_their_code_in_every_language() {
        let (headers, korean) = said(Refusal::TooYoung(12).into(), "ko");
        let (_, english) = said(Refusal::TooYoung(12).into(), "en");
        assert_eq!((&korean["code"], &english["code"]), (&"too_young".into(), &"too_young".into()));
        assert_ne!(korean["detail"], english["detail"]);
        assert_eq!(korean["status"], 409);
        assert_eq!(headers[CONTENT_TYPE], PROBLEM_JSON);
        assert_eq!(headers[CONTENT_LANGUAGE], "ko");
    }

    #[test]
    fn wrong_values_are_named_with_codes() {
        let wrong = vec![
            ("name", Wrong::Field(FieldError::TooLong(100))),
            ("date", Wrong::Field(FieldError::NoSuchDate)),
        ];
        let (_, body) = said(Problem::invalid(wrong), "en");
        assert_eq!(body["errors"][0]["code"], "too_long");
        assert_eq!(body["errors"][1]["field"], "date");
        assert_eq!(body["type"], "/api#invalid");
    }

    #[test]
    fn whoever_must_wait_or_sign_in_is_told_how() {
        assert_eq!(said(Problem::too_many(7), "en").0[RETRY_AFTER], "7");
        let (headers, _) = said(Objection::Unauthenticated.into(), "en");
        assert_eq!(headers[WWW_AUTHENTICATE], "Bearer realm=\"alimi\"");
    }

    #[test]
    fn codes_are_never_shared() {
        let mut codes: Vec<_> = Objection::ALL.iter().map(|o| o.code()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), Objection::ALL.len());
    }
}
