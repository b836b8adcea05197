//! Who may do what, as data: one [`Rule`] for each address and method the server answers.
//!
//! The server looks the rule up when it mounts a route, refuses to start over a route without
//! one, and applies it before the page or function runs. What a rule cannot know, whose the
//! named thing is, stays with the query that finds it: pages and functions ask the store for
//! this account's or this hospital's thing, and anybody else's is [`Stop::Missing`]. The rule
//! says which fields name such a thing, so that a test can call every route as a stranger.

mod form;
mod rules;

use crate::stop::Stop;
use domain::{account::Visitor, token::Scope};
pub use form::page_of;
pub use rules::RULES;

/// How a route is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Shows something and changes nothing.
    Get,
    /// Does something.
    Post,
}

/// For whom a route is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Everybody.
    Anyone,
    /// Everybody, on a development server; elsewhere it is not there.
    Developer,
    /// Whoever signed the body with the key agreed on; the handler checks it.
    Signer,
    /// Whoever is signed in.
    Member,
    /// A signed-in citizen.
    Citizen,
    /// Any member of staff.
    Staff,
    /// The reservation manager of a hospital.
    ReservationManager,
    /// The vaccine manager of a hospital.
    VaccineManager,
    /// An admin.
    Admin,
}

/// What a part of an address or a field of a form names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A citizen's reservation, or wish, at a hospital.
    Reservation,
    /// A supply of a hospital.
    Supply,
    /// Doses of one lot at a hospital.
    Lot,
    /// A dose that was given at a hospital.
    Vaccination,
    /// A hospital; public.
    Hospital,
    /// A vaccine; public.
    Vaccine,
    /// An account's token.
    Token,
    /// A lot by its number, wherever it is.
    LotNumber,
    /// An account of staff, for the admin.
    Account,
    /// Somebody a citizen's account cares for.
    Person,
    /// A sign-in provider; public.
    Provider,
    /// A day.
    Day,
    /// A place in the queue at the door, under our seal.
    Ticket,
    /// A dose of somebody a citizen's account cares for.
    Dose,
    /// A reservation's code, which the desk reads.
    VisitCode,
    /// The code of a link for the family; whoever has it may look.
    ShareCode,
    /// The code of a proof of vaccination; whoever has it may check.
    ProofCode,
}

impl Thing {
    /// Whether it is somebody's: a citizen's account or a hospital has it, and nobody else sees it.
    pub fn is_owned(self) -> bool {
        matches!(
            self,
            Self::Reservation
                | Self::Supply
                | Self::Lot
                | Self::Vaccination
                | Self::Dose
                | Self::Person
                | Self::Token
        )
    }

    /// As subjects of the audit log have it.
    fn key(self) -> &'static str {
        match self {
            Self::Reservation => "reservation",
            Self::Supply => "supply",
            Self::Lot => "lot",
            Self::Vaccination | Self::Dose => "vaccination",
            Self::Hospital => "hospital",
            Self::Vaccine => "vaccine",
            Self::LotNumber => "lot_number",
            Self::Person => "person",
            Self::Provider => "provider",
            Self::Day => "day",
            Self::Ticket => "ticket",
            Self::VisitCode => "visit_code",
            Self::ShareCode => "share_code",
            Self::ProofCode => "proof_code",
            Self::Account => "account",
            Self::Token => "token",
        }
    }
}

/// How a thing of somebody else answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// As one that does not exist: 404.
    Missing,
    /// With a page that says it is elsewhere, and nothing else of it.
    Elsewhere,
}

/// What holds for one address and method.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// How it is called.
    pub verb: Verb,
    /// The address, as the router writes it: `/my/{id}`.
    pub path: &'static str,
    /// For whom it is.
    pub who: Who,
    /// What it names: part of the path, of the query or of the form, and the kind of thing.
    pub names: &'static [(&'static str, Thing)],
    /// How somebody else's thing answers.
    pub foreign: Foreign,
    /// What of it is written to the audit log.
    pub noted: Noted,
    /// What it costs, for the limits on how often it is called.
    pub cost: Cost,
    /// What a token must be good for; without one it is no token's matter, under `/api` everybody's.
    pub scope: Option<Scope>,
}

/// What a call costs, or what guessing with it could bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cost {
    /// Little: a page by its address.
    Page,
    /// Searching, or asking for the state of many things at once.
    Search,
    /// Every form: it writes, or finds something out.
    Form,
    /// A file with many rows.
    File,
}

/// What is written to the audit log of a call, besides denials, and besides what the act itself
/// writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noted {
    /// Nothing.
    Not,
    /// That somebody saw the personal data of others: the answer leaves only after that is written.
    Read,
    /// How a sign-in went.
    SignIn,
}

impl Rule {
    const fn get(path: &'static str, who: Who) -> Self {
        Self {
            verb: Verb::Get,
            path,
            who,
            names: &[],
            foreign: Foreign::Missing,
            noted: Noted::Not,
            cost: Cost::Page,
            scope: None,
        }
    }

    const fn post(path: &'static str, who: Who) -> Self {
        Self { verb: Verb::Post, cost: Cost::Form, ..Self::get(path, who) }
    }

    const fn naming(self, names: &'static [(&'static str, Thing)]) -> Self {
        Self { names, ..self }
    }

    const fn elsewhere(self) -> Self {
        Self { foreign: Foreign::Elsewhere, ..self }
    }

    const fn reading(self) -> Self {
        Self { noted: Noted::Read, ..self }
    }

    const fn unlimited(self) -> Self {
        Self { cost: Cost::Page, ..self }
    }

    const fn searching(self) -> Self {
        Self { cost: Cost::Search, ..self }
    }

    const fn file(self) -> Self {
        Self { cost: Cost::File, ..self }
    }

    const fn signing_in(self) -> Self {
        Self { noted: Noted::SignIn, ..self }
    }

    /// What a call was about, for the audit log: the thing of somebody's that it names, else the
    /// address. `typed` are the fields of query and form.
    pub fn subject(&self, path: &str, typed: &[(String, String)]) -> String {
        let in_path = self.path.split('/').zip(path.split('/')).filter_map(|(part, value)| {
            let name = part.strip_prefix('{')?.strip_suffix('}')?;
            Some((name, value))
        });
        let typed = typed.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let mut values = in_path.chain(typed);
        let owned = self.names.iter().find(|(_, thing)| thing.is_owned());
        let named = owned.and_then(|(name, thing)| {
            let (_, id) = values.find(|(n, value)| n == name && is_id(value))?;
            Some(format!("{}:{id}", thing.key()))
        });
        named.unwrap_or_else(|| path.to_owned())
    }

    /// By a token that is good for this, and in no other way; the API has limits of its own.
    const fn by_token(self, scope: Scope) -> Self {
        Self { scope: Some(scope), cost: Cost::Page, ..self }
    }

    /// Whether programs call it: no session counts here, and refusals are `problem+json`.
    pub fn is_for_programs(&self) -> bool {
        self.path.starts_with("/api/")
    }

    /// Whether this visitor may call the route at all.
    ///
    /// # Errors
    /// [`Stop::SignIn`] for nobody, [`Stop::Denied`] for the wrong role, [`Stop::Missing`] for
    /// what only development servers have.
    pub fn admit(&self, visitor: Option<&Visitor>, development: bool) -> Result<(), Stop> {
        let held: fn(&Visitor) -> bool = match self.who {
            Who::Anyone | Who::Signer => return Ok(()),
            Who::Developer if development => return Ok(()),
            Who::Developer => return Err(Stop::Missing),
            Who::Member => |_| true,
            Who::Citizen => Visitor::is_citizen,
            Who::Staff => |v| !v.is_citizen(),
            Who::ReservationManager => |v| v.desk().is_some(),
            Who::VaccineManager => |v| v.stock().is_some(),
            Who::Admin => Visitor::is_admin,
        };
        match visitor {
            None => Err(Stop::SignIn),
            Some(visitor) if held(visitor) => Ok(()),
            Some(_) => Err(Stop::Denied),
        }
    }
}

/// Whether it can be an id of ours; anything else that was typed may be personal.
fn is_id(text: &str) -> bool {
    (1..=36).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
}

/// The rule of a route, if somebody wrote one.
pub fn find_rule(verb: Verb, path: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.verb == verb && rule.path == path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_has_one_rule() {
        for (i, rule) in RULES.iter().enumerate() {
            let again = RULES[i + 1..].iter().any(|r| r.verb == rule.verb && r.path == rule.path);
            assert!(!again, "{:?} {} has two rules", rule.verb, rule.path);
        }
    }

    #[test]
    fn a_subject_is_an_id_and_never_what_was_typed() {
        let rule = find_rule(Verb::Get, "/desk/requests/{id}/reject").unwrap();
        assert_eq!(rule.subject("/desk/requests/0a-1/reject", &[]), "reservation:0a-1");
        let rule = find_rule(Verb::Post, "/desk/requests/accept").unwrap();
        let typed = |id: &str| vec![("note".to_owned(), "x".to_owned()), ("id".to_owned(), id.to_owned())];
        assert_eq!(rule.subject(rule.path, &typed("7")), "reservation:7");
        assert_eq!(rule.subject(rule.path, &typed("홍길동")), "/desk/requests/accept");
    }

    #[test]
    fn scope_and_role_of_a_rule_fit_together() {
        for rule in RULES.iter().filter(|rule| rule.is_for_programs()) {
            assert_eq!(rule.scope.is_none(), rule.who == Who::Anyone, "{}", rule.path);
        }
        assert!(RULES.iter().all(|rule| rule.scope.is_none() || rule.is_for_programs()));
    }

    #[test]
    fn every_part_of_an_address_is_declared() {
        for rule in RULES {
            for part in rule.path.split('/').filter_map(|p| p.strip_prefix('{')?.strip_suffix('}')) {
                assert!(rule.names.iter().any(|(name, _)| *name == part), "{}: {part}", rule.path);
            }
        }
    }
}
