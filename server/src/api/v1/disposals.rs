//! The vaccine manager disposes of doses: first looked at, then done, as on the pages.

use super::moment;
use crate::{
    api::{
        input::{Asked, Caller, IdempotencyKey, JsonBody, id, value},
        page::Page,
        problem::Problem,
    },
    http::Site,
};
use axum::{Json, extract::State, http::StatusCode};
use domain::{
    disposal::DisposalReason,
    field::{FieldError, parse_line, parse_number},
    id::LotId,
};
use serde::{Deserialize, Serialize};
use store::{
    disposal::{Dispose, dispose as dispose_doses, preview as preview_doses},
    view::stock::{Disposal, list_disposals},
};
use utoipa::ToSchema;
use uuid::Uuid;

/// Disposals that are looked through for a page.
const LATEST: i64 = 1_000;

/// A page of disposals.
#[derive(Serialize, ToSchema)]
pub(crate) struct Disposals {
    /// The newest first.
    items: Vec<DisposalDone>,
    /// The cursor of the next page; none on the last one.
    next: Option<String>,
    /// When this was true.
    #[schema(format = "date-time")]
    as_of: String,
}

/// A disposal.
#[derive(Serialize, ToSchema)]
#[schema(as = Disposal)]
pub(crate) struct DisposalDone {
    /// Which.
    id: i64,
    /// Korean name of the vaccine.
    vaccine: String,
    /// Number on the box.
    lot: String,
    /// Whether whole vials were disposed of, before their doses were registered.
    vials: bool,
    /// How many.
    amount: i32,
    /// Bookings that were cancelled by it.
    cancelled: i32,
    /// Why: `damaged`, `temperature`, `opened`, `expired`, `recalled` or `other`.
    #[schema(example = "opened")]
    reason: &'static str,
    /// What was added.
    note: Option<String>,
    /// When.
    #[schema(format = "date-time")]
    at: String,
}

impl From<Disposal> for DisposalDone {
    fn from(d: Disposal) -> Self {
        Self {
            id: d.disposal,
            vaccine: d.vaccine_name,
            lot: d.lot_number,
            vials: d.vials,
            amount: d.amount,
            cancelled: d.cancelled,
            reason: d.reason.key(),
            note: d.note,
            at: moment(d.at),
        }
    }
}

/// What a disposal would do.
#[derive(Serialize, ToSchema)]
pub(crate) struct Preview {
    /// Doses of the lot that are left.
    left: i32,
    /// Doses that can be booked, before it.
    bookable: i32,
    /// Reservations that would lose their dose, in that order.
    losing: Vec<Uuid>,
    /// Stands for exactly these; the disposal carries it.
    shown: String,
}

/// Doses to dispose of.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"lot": 1, "doses": 1, "reason": "opened", "shown": "e3b0c44298fc1c149afbf4c8996fb924"}))]
pub(crate) struct ToDispose {
    /// Of which lot of the hospital.
    #[schema(minimum = 1)]
    lot: i64,
    /// How many doses.
    #[schema(minimum = 1)]
    doses: i32,
    /// Why: `damaged`, `temperature`, `opened`, `expired`, `recalled` or `other`.
    reason: String,
    /// What there is to add; needed where the reason is `other`.
    note: Option<String>,
    /// `shown` of the preview: others than those who were shown lose no booking.
    shown: String,
}

/// What was done.
#[derive(Serialize, ToSchema)]
pub(crate) struct Disposed {
    /// The record of it.
    id: i64,
    /// Bookings that were cancelled.
    cancelled: i32,
}

/// Disposals of the hospital
#[utoipa::path(
    get,
    path = "/api/v1/disposals",
    tag = "staff",
    params(
        ("limit" = inline(Option<i64>), Query, minimum = 1, maximum = 200, description = "Rows of a page, 50 without it."),
        ("cursor" = inline(Option<String>), Query, description = "`next` of the page before."),
    ),
    responses((status = 200, description = "The disposals.", body = Disposals))
)]
pub(crate) async fn list(
    State(site): State<Site>,
    caller: Caller,
    mut asked: Asked,
) -> Result<Json<Disposals>, Problem> {
    let hospital = caller.stock()?;
    let page = Page::read(&mut asked);
    asked.check()?;
    let disposals = list_disposals(&site.db, hospital, LATEST).await?;
    let (rows, next) = page.cut(disposals, |d| d.disposal.to_string())?;
    let items = rows.into_iter().map(Into::into).collect();
    Ok(Json(Disposals { items, next, as_of: moment(site.db.now().await?) }))
}

/// What a disposal would do
#[utoipa::path(
    get,
    path = "/api/v1/disposals/preview",
    tag = "staff",
    params(
        ("lot" = i64, Query, minimum = 1, description = "Of which lot of the hospital."),
        ("doses" = i64, Query, minimum = 1, maximum = 1_000_000, description = "How many doses."),
    ),
    responses((status = 200, description = "Who would lose a dose.", body = Preview))
)]
pub(crate) async fn preview(
    State(site): State<Site>,
    caller: Caller,
    mut asked: Asked,
) -> Result<Json<Preview>, Problem> {
    let hospital = caller.stock()?;
    let lot: Option<LotId> = asked.need("lot", id);
    let doses = asked.need("doses", |text| parse_number(text, 1, 1_000_000));
    asked.check()?;
    let doses = doses.and_then(|n| i32::try_from(n).ok()).unwrap_or_default();
    let found = preview_doses(&site.db, hospital, lot.unwrap_or(LotId(0)), doses).await??;
    Ok(Json(Preview {
        left: found.left,
        bookable: found.bookable,
        losing: found.victims.into_iter().map(|v| v.reservation.0).collect(),
        shown: found.digest,
    }))
}

/// Dispose of doses
///
/// Whoever loses a booking is told. Exactly those lose one who were shown by the preview.
#[utoipa::path(
    post,
    path = "/api/v1/disposals",
    tag = "staff",
    request_body = ToDispose,
    responses((status = 201, description = "Disposed of.", body = Disposed))
)]
pub(crate) async fn dispose(
    State(site): State<Site>,
    caller: Caller,
    IdempotencyKey(key): IdempotencyKey,
    JsonBody(what): JsonBody<ToDispose>,
) -> Result<(StatusCode, Json<Disposed>), Problem> {
    let hospital = caller.stock()?;
    let reason = DisposalReason::from_key(&what.reason).ok_or(FieldError::NotAChoice);
    let reason = value("reason", reason)?;
    let note = match parse_line(what.note.as_deref().unwrap_or_default(), 200) {
        Err(FieldError::Missing) if reason != DisposalReason::Other => None,
        note => Some(value("note", note)?),
    };
    let command = Dispose {
        by: caller.0.account,
        hospital,
        lot: LotId(what.lot),
        doses: what.doses,
        reason,
        note,
        shown: what.shown,
        key,
    };
    let done = dispose_doses(&site.db, &command).await??;
    Ok((StatusCode::CREATED, Json(Disposed { id: done.disposal, cancelled: done.cancelled })))
}
