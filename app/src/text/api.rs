//! Tokens, the page of the open API, and what programs are told when something is wrong.

use domain::token::Scope;

/// Why a call of the open API goes no further, where it is no [`domain::refusal::Refusal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Objection {
    /// The body is not the JSON that is asked for.
    Malformed,
    /// Some values are wrong; they are named.
    Invalid,
    /// What creates something is sent under a key.
    KeyMissing,
    /// No token, or none that is valid.
    Unauthenticated,
    /// The token is not good for this.
    ScopeMissing,
    /// The account's role does not allow it.
    Denied,
    /// No such thing, or not for this account.
    NotFound,
    /// The address is not called like this.
    MethodNotAllowed,
    /// The body is too long.
    TooLarge,
    /// The body is not JSON.
    NotJson,
    /// The account has nobody to book for yet.
    PersonMissing,
    /// Too many calls.
    TooManyCalls,
    /// Too much at once, or a part of the service is away.
    Busy,
    /// Our mistake.
    Fault,
}

impl Objection {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Malformed,
        Self::Invalid,
        Self::KeyMissing,
        Self::Unauthenticated,
        Self::ScopeMissing,
        Self::Denied,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::TooLarge,
        Self::NotJson,
        Self::PersonMissing,
        Self::TooManyCalls,
        Self::Busy,
        Self::Fault,
    ];

    /// The code under which programs know it; it never changes.
    pub fn code(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::Invalid => "invalid",
            Self::KeyMissing => "idempotency_key_missing",
            Self::Unauthenticated => "unauthenticated",
            Self::ScopeMissing => "scope_missing",
            Self::Denied => "denied",
            Self::NotFound => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::TooLarge => "too_large",
            Self::NotJson => "not_json",
            Self::PersonMissing => "person_missing",
            Self::TooManyCalls => "too_many_calls",
            Self::Busy => "busy",
            Self::Fault => "fault",
        }
    }

    /// The status of the answer.
    pub fn status(self) -> u16 {
        match self {
            Self::Malformed | Self::Invalid | Self::KeyMissing => 400,
            Self::Unauthenticated => 401,
            Self::ScopeMissing | Self::Denied => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::PersonMissing => 409,
            Self::TooLarge => 413,
            Self::NotJson => 415,
            Self::TooManyCalls => 429,
            Self::Fault => 500,
            Self::Busy => 503,
        }
    }
}

/// Texts of the open API.
pub struct Api {
    /// What an objection means: a short title, and what to do.
    pub objection: fn(Objection) -> (&'static str, &'static str),
    /// Title of a refusal by the service's rules.
    pub refused: &'static str,
    /// Title of one that names something unknown.
    pub unknown: &'static str,
    /// A cursor that no answer gave.
    pub cursor: &'static str,
    /// `/my/tokens`, `/staff/tokens`.
    pub tokens: Tokens,
    /// `/api`.
    pub page: ApiPage,
}

/// Texts of the pages on tokens.
pub struct Tokens {
    /// Heading, and the link to it.
    pub title: &'static str,
    /// What they are.
    pub lead: &'static str,
    /// Link to the page of the open API.
    pub learn: &'static str,
    /// Heading of the form.
    pub create_title: &'static str,
    /// Field: what it is called.
    pub label: &'static str,
    /// What to type.
    pub label_hint: &'static str,
    /// Question: what for.
    pub scopes: &'static str,
    /// As little as possible.
    pub scopes_hint: &'static str,
    /// Nothing was chosen.
    pub scopes_missing: &'static str,
    /// What a scope allows.
    pub scope: fn(Scope) -> &'static str,
    /// Question: how long.
    pub validity: &'static str,
    /// Nothing was chosen.
    pub validity_missing: &'static str,
    /// So many days.
    pub days: fn(i16) -> String,
    /// Makes it (button).
    pub create: &'static str,
    /// Why the form is not here yet: whoever asks has not shown lately who they are.
    pub proof_text: &'static str,
    /// Leads to where they do.
    pub proof: &'static str,
    /// Leads from a new token to the form for another one.
    pub create_again: &'static str,
    /// Heading over the new token.
    pub made_title: &'static str,
    /// It is shown once.
    pub made_text: &'static str,
    /// The same form came again.
    pub made_before: &'static str,
    /// Name of the new token's text.
    pub token: &'static str,
    /// Heading of the list.
    pub list_title: &'static str,
    /// None yet: heading.
    pub empty_title: &'static str,
    /// None yet: what they are good for.
    pub empty_text: &'static str,
    /// Column: when it ends.
    pub expires: &'static str,
    /// Column: when it was used.
    pub used: &'static str,
    /// Not used yet.
    pub never: &'static str,
    /// Column: what can be done.
    pub acts: &'static str,
    /// It opens nothing any more: by hand.
    pub revoked: &'static str,
    /// It opens nothing any more: its time was over.
    pub expired: &'static str,
    /// Leads to the question (link), and does it (button).
    pub revoke: &'static str,
    /// The question.
    pub revoke_title: &'static str,
    /// What it means.
    pub revoke_text: &'static str,
    /// Keeps it.
    pub keep: &'static str,
    /// Banner afterwards.
    pub revoked_banner: &'static str,
}

/// Texts of `/api`.
pub struct ApiPage {
    /// Heading, and the link to it.
    pub title: &'static str,
    /// What it is.
    pub lead: &'static str,
    /// Link to the document.
    pub document: &'static str,
    /// Open data: heading.
    pub open_title: &'static str,
    /// Open data: how it is read.
    pub open_text: &'static str,
    /// Tokens: heading.
    pub token_title: &'static str,
    /// Tokens: where they are made, how they are sent.
    pub token_text: &'static str,
    /// Link for citizens.
    pub my_tokens: &'static str,
    /// Link for staff.
    pub staff_tokens: &'static str,
    /// Creating: heading.
    pub key_title: &'static str,
    /// Creating: the key.
    pub key_text: &'static str,
    /// Following: heading.
    pub events_title: &'static str,
    /// Following: how.
    pub events_text: &'static str,
    /// Vaccine finders: heading.
    pub smart_title: &'static str,
    /// Vaccine finders: what there is.
    pub smart_text: &'static str,
    /// Scopes: heading.
    pub scopes_title: &'static str,
    /// Column of the scopes.
    pub scope: &'static str,
    /// Column of meanings.
    pub meaning: &'static str,
    /// Problems: heading.
    pub problems_title: &'static str,
    /// Problems: what an answer carries.
    pub problems_text: &'static str,
    /// Column of the codes.
    pub code: &'static str,
    /// Column of the statuses.
    pub status: &'static str,
    /// Refusals by the rules.
    pub refusals_text: &'static str,
    /// Limits: heading.
    pub limits_title: &'static str,
    /// Limits: what happens beyond them.
    pub limits_text: &'static str,
}
