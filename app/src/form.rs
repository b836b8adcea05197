//! Forms: what was typed, what is wrong with it, and the way both get back to the page.
//!
//! A form is a plain `<form method="post">` to a server function that shares the page's
//! address. The function checks every field with [`Form::check`] and ends with
//! [`crate::request::go`] or with [`Form::refuse`]. After a refusal the server renders the
//! same page again (422) with [`Refused`] in context: components find the typed values and
//! the errors there by the field's name. Nothing of it travels in an address.
//!
//! [`Form::answer`] does the same where nothing is wrong: for a search or a last look whose
//! values are too personal for an address (200).

use crate::{
    stop::Stop,
    text::{Texts, t},
};
use domain::{field::FieldError, refusal::Refusal};
use leptos::prelude::*;
use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};
use uuid::Uuid;

/// A text of the catalogue, chosen before the language is known.
type Say = Arc<dyn Fn(&'static Texts) -> String + Send + Sync>;

/// Names a field, for messages: an entry of the catalogue.
pub type Label = fn(&'static Texts) -> &'static str;

/// What is wrong.
#[derive(Clone)]
pub enum Problem {
    /// One typed value.
    Field(Label, FieldError),
    /// The command as a whole.
    Refusal(Refusal),
    /// The command as a whole, because of one of several persons: the name and the reason.
    Of(String, Refusal),
    /// Something only this page can say.
    Said(Say),
}

impl Problem {
    /// The problem in the visitor's language.
    pub fn text(&self) -> String {
        self.text_in(t())
    }

    /// The problem in the language of a catalogue.
    pub fn text_in(&self, t: &'static Texts) -> String {
        match self {
            Self::Field(label, error) => (t.field_of)(label(t), error),
            Self::Refusal(refusal) => (t.refusal)(refusal),
            Self::Of(name, refusal) => format!("{name}: {}", (t.refusal)(refusal)),
            Self::Said(say) => say(t),
        }
    }
}

/// A form that was not accepted, or that a page answers without going on.
#[derive(Clone, Default)]
pub struct Refused {
    /// The page to show again; without one, the address the form was sent to.
    pub page: Option<String>,
    problems: Vec<(&'static str, Problem)>,
    refusal: Option<Refusal>,
    secret: Option<Arc<str>>,
    values: Arc<Vec<(String, String)>>,
    /// Under which number it was kept while its owner signed in again.
    resumed: Option<Uuid>,
    /// What is shown this once, such as new recovery codes.
    shown: Arc<Vec<(&'static str, String)>>,
}

impl fmt::Debug for Refused {
    /// Without the values: they are personal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields: Vec<_> = self.problems.iter().map(|(field, _)| field).collect();
        f.debug_struct("Refused").field("page", &self.page).field("fields", &fields).finish_non_exhaustive()
    }
}

impl Refused {
    /// A form that came too often: its page again, with everything that was typed.
    pub fn throttled(wait: u32) -> Self {
        let refusal = Refusal::TooManyTries(wait);
        Self {
            problems: vec![("", Problem::Refusal(refusal.clone()))],
            refusal: Some(refusal),
            ..Self::default()
        }
    }

    /// A form that was kept while its owner signed in again: filled in, and not sent.
    pub fn resumed(id: Uuid, values: Vec<(String, String)>) -> Self {
        Self { resumed: Some(id), values: Arc::new(values), ..Self::default() }
    }

    /// With the values that were typed.
    #[must_use]
    pub fn with_values(mut self, values: Arc<Vec<(String, String)>>) -> Self {
        self.values = values;
        self
    }

    /// Whether something is wrong; else the page simply is the answer.
    pub fn is_wrong(&self) -> bool {
        !self.problems.is_empty()
    }

    /// Field and problem, in the order they were found. The field is empty when the problem
    /// belongs to none.
    pub fn problems(&self) -> impl Iterator<Item = (&'static str, &Problem)> {
        self.problems.iter().map(|(field, problem)| (*field, problem))
    }

    /// Why the command as a whole was refused; pages offer the next step after it.
    pub fn refusal(&self) -> Option<&Refusal> {
        self.refusal.as_ref()
    }
}

/// Where a server function leaves its refusal, or its answer, for the door.
#[derive(Clone, Debug, Default)]
pub struct FormReply(Arc<Mutex<Option<Refused>>>);

impl FormReply {
    /// What the function left, unless it leads on.
    pub fn take(&self) -> Option<Refused> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// The check of one form: collects what is wrong.
#[derive(Debug, Default)]
pub struct Form(Refused);

impl Form {
    /// Nothing wrong so far.
    pub fn new() -> Self {
        Self::default()
    }

    /// Keeps a parsed value, or notes what is wrong with the field.
    pub fn check<T>(
        &mut self,
        field: &'static str,
        label: Label,
        parsed: Result<T, FieldError>,
    ) -> Option<T> {
        parsed.map_err(|error| self.0.problems.push((field, Problem::Field(label, error)))).ok()
    }

    /// Notes a problem of a field (or, with an empty name, of the form) in the page's own words.
    pub fn say(
        &mut self,
        field: &'static str,
        text: impl Fn(&'static Texts) -> String + Send + Sync + 'static,
    ) {
        self.0.problems.push((field, Problem::Said(Arc::new(text))));
    }

    /// Whether something is wrong.
    pub fn is_wrong(&self) -> bool {
        self.0.is_wrong()
    }

    /// Shows another page than the one the form was sent to: one with an id in its path.
    #[must_use]
    pub fn on(mut self, page: impl Into<String>) -> Self {
        self.0.page = Some(page.into());
        self
    }

    /// Notes that one of several persons stands against it; pages offer the next step after the
    /// first one's refusal.
    pub fn refuse_of(&mut self, field: &'static str, name: &str, refusal: Refusal) {
        self.0.refusal.get_or_insert_with(|| refusal.clone());
        self.0.problems.push((field, Problem::Of(name.to_owned(), refusal)));
    }

    /// Ends the server function with a refusal in the page's own words.
    pub fn refuse_in(
        mut self,
        field: &'static str,
        text: impl Fn(&'static Texts) -> String + Send + Sync + 'static,
        refusal: Refusal,
    ) -> Result<(), Stop> {
        self.say(field, text);
        self.0.refusal = Some(refusal);
        self.refuse()
    }

    /// Ends the server function: the page again, with values and errors (422).
    pub fn refuse(self) -> Result<(), Stop> {
        let reply = use_context::<FormReply>().ok_or(Stop::Fault)?;
        *reply.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(self.0);
        Ok(())
    }

    /// What a page finds in its context when this form was refused: for the page of components, which
    /// shows that state without a form.
    pub(crate) fn shown_as_refused(self) -> Refused {
        self.0
    }

    /// Something the page shows this once and never again: it is in the answer to the form only.
    pub fn show(&mut self, name: &'static str, value: impl Into<String>) {
        Arc::make_mut(&mut self.0.shown).push((name, value.into()));
    }

    /// Ends the server function: the page with what was typed and nothing wrong (200).
    pub fn answer(self) -> Result<(), Stop> {
        self.refuse()
    }

    /// As [`Form::answer`], with a text that is shown this once: no address and no later page has it.
    pub fn answer_once(mut self, secret: &str) -> Result<(), Stop> {
        self.0.secret = Some(secret.into());
        self.answer()
    }

    /// Says why the command as a whole was refused, where the page has words of its own for it.
    #[must_use]
    pub fn because(mut self, refusal: Refusal) -> Self {
        self.0.refusal = Some(refusal);
        self
    }

    /// Ends the server function with the store's refusal, shown at `field` (empty: at none).
    /// The visitor's own standing is a stop, not something to correct in a form.
    pub fn refuse_for(mut self, field: &'static str, refusal: Refusal) -> Result<(), Stop> {
        match refusal {
            Refusal::Unknown => return Err(Stop::Missing),
            Refusal::NotAllowed => return Err(Stop::Denied),
            Refusal::NotSignedIn => return Err(Stop::SignIn),
            _ => {}
        }
        self.0.problems.push((field, Problem::Refusal(refusal.clone())));
        self.0.refusal = Some(refusal);
        self.refuse()
    }
}

/// The refusal this page answers, if it does.
pub fn refused() -> Option<Refused> {
    use_context().filter(Refused::is_wrong)
}

/// Whether this page was filled in with what its visitor typed before signing in again.
pub fn is_resumed() -> bool {
    use_context::<Refused>().is_some_and(|form| form.resumed.is_some())
}

/// Under which number the form of this page was kept, now or when it was sent before.
pub fn kept_as() -> Option<String> {
    let resumed = use_context::<Refused>()?.resumed.map(|id| id.to_string());
    resumed.or_else(|| kept(KEPT))
}

/// The field of a form that names what was kept of it: the form is sent, so that can go.
pub const KEPT: &str = "kept";

/// The text that this page shows once.
pub fn secret() -> Option<Arc<str>> {
    use_context::<Refused>()?.secret
}

/// What was typed into a field of the form that this page answers.
pub fn kept(field: &str) -> Option<String> {
    use_context::<Refused>()?.values.iter().find(|(name, _)| name == field).map(|(_, value)| value.clone())
}

/// All values of a field with several, such as checkboxes; `None` when the page is fresh.
pub fn kept_all(field: &str) -> Option<Vec<String>> {
    Some(
        use_context::<Refused>()?
            .values
            .iter()
            .filter(|(name, _)| name == field)
            .map(|(_, value)| value.clone())
            .collect(),
    )
}

/// What the form's answer shows this once under a name; nothing on a fresh page.
pub fn shown(name: &str) -> Vec<String> {
    let answered = use_context::<Refused>().unwrap_or_default();
    answered.shown.iter().filter(|(of, _)| *of == name).map(|(_, value)| value.clone()).collect()
}

/// What is wrong with a field, in the visitor's language.
pub fn problem(field: &str) -> Option<String> {
    refused()?.problems().find(|(name, _)| *name == field).map(|(_, problem)| problem.text())
}
