//! The model: one hospital, one vaccine of two doses, five people, and what every command does to
//! them. Nothing is asynchronous here: a command and all that follows from it are one step.

use crate::world::{NOW, TODAY};
use domain::{calendar::iso, refusal::Refusal, reservation::ReservationStatus as Status};
use proptest::{prelude::*, sample::select};
use proptest_state_machine::ReferenceStateMachine;
use std::collections::BTreeMap;
use time::{Date, Duration, OffsetDateTime, Time, macros::time};

/// People of a sequence.
pub(super) const PEOPLE: usize = 5;
/// Places of a day.
pub(super) const CAPACITY: i32 = 2;
/// Days between two doses, and how long an offer is held: those of the tests' vaccine and hospital.
const INTERVAL: i64 = 21;
const WINDOW: i64 = 30;
/// The short-lived lots last until the second day.
pub(super) const SHORT: i64 = 2;
pub(super) const LONG: i64 = 200;

/// A day of a sequence: how many after the first.
pub(super) type DayNo = i64;

pub(super) fn date(day: DayNo) -> Date {
    TODAY + Duration::days(day)
}

/// What can happen. People and lots are named by number; days count from the present one.
#[derive(Clone, Debug)]
pub(super) enum Act {
    Book { who: usize, ahead: i64 },
    Wait { who: usize, ahead: Option<i64> },
    Accept { who: usize, ahead: i64 },
    Decline { who: usize },
    Leave { who: usize },
    Confirm { who: usize },
    Reject { who: usize },
    Cancel { who: usize },
    CancelByManager { who: usize },
    Move { who: usize, ahead: i64 },
    Register { doses: i32, short: bool },
    Dispose { lot: usize, doses: i32 },
    Vaccinate { who: usize, lot: usize },
    Void { who: usize },
    HalfAnHour,
    Day,
    ThreeWeeks,
}

/// Why something was not done; what there was to name is named.
pub(super) type Said = Result<(), Refusal>;

#[derive(Clone, Debug)]
struct Wait {
    queue: u32,
    created: u32,
    wanted: Option<DayNo>,
    lapses: u8,
    passed: u32,
    /// While there is an offer: made at which step, of a dose that is free since which step, until.
    offer: Option<(u32, u32, OffsetDateTime)>,
}

#[derive(Clone, Debug)]
struct Booking {
    day: DayNo,
    created: u32,
    confirmed: bool,
}

#[derive(Clone, Debug)]
struct Dose {
    lot: usize,
    given: DayNo,
    place: DayNo,
    booked: Option<u32>,
}

#[derive(Clone, Debug, Default)]
struct Person {
    wait: Option<Wait>,
    booking: Option<Booking>,
    doses: Vec<Dose>,
}

impl Person {
    fn holds(&self) -> bool {
        self.booking.is_some() || self.wait.as_ref().is_some_and(|w| w.offer.is_some())
    }
}

#[derive(Clone, Debug)]
struct Lot {
    last: DayNo,
    registered: i32,
    given: i32,
    discarded: i32,
    expired: i32,
}

impl Lot {
    fn left(&self) -> i32 {
        self.registered - self.given - self.discarded - self.expired
    }
}

/// What a person waits for or is offered, the booking, doses given.
pub(super) type PersonLook = (Option<(Status, Option<Date>)>, Option<(Status, Date)>, i64);

/// What can be seen from outside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// Registered, administered, discarded, expired, reserved, offered, earmarked.
    pub(super) ledger: [i32; 7],
    pub(super) taken: BTreeMap<Date, i32>,
    pub(super) people: Vec<PersonLook>,
    /// Who wait, first one first.
    pub(super) line: Vec<usize>,
}

#[derive(Clone, Debug)]
pub(super) struct Model {
    /// The present of the last step.
    pub(super) now: OffsetDateTime,
    /// What the last command said.
    pub(super) said: Said,
    step: u32,
    people: Vec<Person>,
    lots: Vec<Lot>,
}

impl ReferenceStateMachine for Model {
    type State = Self;
    type Transition = Act;

    fn init_state() -> BoxedStrategy<Self> {
        let empty = Self {
            now: NOW,
            said: Ok(()),
            step: 1,
            people: vec![Person::default(); PEOPLE],
            lots: vec![Lot { last: LONG, registered: 2, given: 0, discarded: 0, expired: 0 }],
        };
        Just(empty).boxed()
    }

    fn transitions(model: &Self) -> BoxedStrategy<Act> {
        let who = 0..PEOPLE;
        let ahead = -1..4_i64;
        let lot = 0..model.lots.len();
        let mut acts = prop_oneof![
            6 => (who.clone(), ahead.clone()).prop_map(|(who, ahead)| Act::Book { who, ahead }),
            6 => (who.clone(), proptest::option::of(0..4_i64)).prop_map(|(who, ahead)| Act::Wait { who, ahead }),
            1 => who.clone().prop_map(|who| Act::Decline { who }),
            1 => who.clone().prop_map(|who| Act::Leave { who }),
            2 => who.clone().prop_map(|who| Act::Confirm { who }),
            1 => who.clone().prop_map(|who| Act::Reject { who }),
            3 => who.clone().prop_map(|who| Act::Cancel { who }),
            1 => who.clone().prop_map(|who| Act::CancelByManager { who }),
            2 => (who.clone(), ahead).prop_map(|(who, ahead)| Act::Move { who, ahead }),
            2 => (1..3_i32, any::<bool>()).prop_map(|(doses, short)| Act::Register { doses, short }),
            2 => (lot.clone(), 1..4_i32).prop_map(|(lot, doses)| Act::Dispose { lot, doses }),
            3 => (who.clone(), lot).prop_map(|(who, lot)| Act::Vaccinate { who, lot }),
            1 => who.prop_map(|who| Act::Void { who }),
            2 => Just(Act::HalfAnHour),
            1 => Just(Act::Day),
            1 => Just(Act::ThreeWeeks),
        ]
        .boxed();
        // Offers are rare and short: whoever has one often uses it.
        let offered: Vec<usize> = (0..PEOPLE)
            .filter(|p| model.people[*p].wait.as_ref().is_some_and(|w| w.offer.is_some()))
            .collect();
        if !offered.is_empty() {
            let answers = (select(offered), 0..4_i64, 0..4_u8).prop_map(|(who, ahead, how)| match how {
                0 => Act::Decline { who },
                1 => Act::Leave { who },
                _ => Act::Accept { who, ahead },
            });
            acts = prop_oneof![2 => acts, 1 => answers].boxed();
        }
        acts
    }

    fn apply(mut model: Self, act: &Act) -> Self {
        model.step += 1;
        model.said = model.act(act);
        model
    }

    fn preconditions(model: &Self, act: &Act) -> bool {
        match act {
            // Half hours stay within the day, so that every day begins at ten.
            Act::HalfAnHour => model.now.time() < time!(16:00),
            Act::Dispose { lot, .. } | Act::Vaccinate { lot, .. } => *lot < model.lots.len(),
            Act::Register { short, .. } => model.lots.len() < 4 && (!short || model.today() <= SHORT),
            _ => true,
        }
    }
}

impl Model {
    fn today(&self) -> DayNo {
        (self.now.date() - NOW.date()).whole_days()
    }

    fn sum(&self, term: impl Fn(&Lot) -> i32) -> i32 {
        self.lots.iter().map(term).sum()
    }

    fn held(&self) -> i32 {
        i32::try_from(self.people.iter().filter(|p| p.holds()).count()).unwrap()
    }

    fn bookable(&self) -> i32 {
        self.sum(Lot::left) - self.held()
    }

    fn lasts(&self) -> Option<DayNo> {
        self.lots.iter().filter(|l| l.left() > 0).map(|l| l.last).max()
    }

    fn taken(&self, day: DayNo) -> i32 {
        let places = self.people.iter().flat_map(|p| {
            let offered = p.wait.as_ref().filter(|w| w.offer.is_some()).and_then(|w| w.wanted);
            p.booking.iter().map(|b| b.day).chain(offered).chain(p.doses.iter().map(|d| d.place))
        });
        i32::try_from(places.filter(|d| *d == day).count()).unwrap()
    }

    fn is_free(&self, day: DayNo) -> bool {
        self.taken(day) < CAPACITY
    }

    /// Whether a place and a usable dose are there for a booking of that day.
    fn place(&self, day: DayNo) -> Said {
        if day < self.today() {
            return Err(Refusal::DayPast);
        }
        if self.lasts().is_none_or(|last| last < day) {
            return Err(Refusal::AfterExpiry);
        }
        if self.is_free(day) { Ok(()) } else { Err(Refusal::DayFull) }
    }

    /// Whether anybody could choose some day (all are open within sixty days).
    fn any_day(&self) -> bool {
        let last = self.lasts().unwrap_or(-1).min(self.today() + 60);
        (self.today()..=last).any(|d| self.is_free(d))
    }

    fn next_dose(&self, who: usize, day: DayNo) -> Said {
        let doses = &self.people[who].doses;
        if doses.len() >= 2 {
            return Err(Refusal::SeriesComplete);
        }
        match doses.last() {
            Some(dose) if day < dose.given + INTERVAL => {
                Err(Refusal::TooEarly(iso(date(dose.given + INTERVAL))))
            }
            _ => Ok(()),
        }
    }

    fn act(&mut self, act: &Act) -> Said {
        match *act {
            Act::Book { who, ahead } => self.book(who, self.today() + ahead),
            Act::Wait { who, ahead } => self.wait(who, ahead.map(|a| self.today() + a)),
            Act::Accept { who, ahead } => self.accept(who, self.today() + ahead),
            Act::Decline { who } => self.decline(who),
            Act::Leave { who } => self.leave(who),
            Act::Confirm { who } => {
                let booking = self.people[who].booking.as_mut().filter(|b| !b.confirmed);
                booking.map(|b| b.confirmed = true).ok_or(Refusal::Unknown)
            }
            Act::Reject { who } => match &self.people[who].booking {
                Some(booking) if !booking.confirmed => {
                    self.give_back(who);
                    Ok(())
                }
                _ => Err(Refusal::Unknown),
            },
            Act::Cancel { who } => match self.people[who].booking {
                Some(_) => {
                    self.give_back(who);
                    Ok(())
                }
                None => Err(Refusal::Unknown),
            },
            // in silence (F7)
            Act::CancelByManager { who } => self.people[who].booking.take().map(drop).ok_or(Refusal::Unknown),
            Act::Move { who, ahead } => self.reschedule(who, self.today() + ahead),
            Act::Register { doses, short } => {
                let last = if short { SHORT } else { LONG };
                self.lots.push(Lot { last, registered: doses, given: 0, discarded: 0, expired: 0 });
                self.serve_every(&[]);
                Ok(())
            }
            Act::Dispose { lot, doses } => {
                if doses > self.lots[lot].left() {
                    return Err(Refusal::NotEnoughDoses(self.lots[lot].left()));
                }
                self.remove(doses, |model| model.lots[lot].discarded += doses);
                Ok(())
            }
            Act::Vaccinate { who, lot } => self.vaccinate(who, lot),
            Act::Void { who } => self.void(who),
            Act::HalfAnHour => {
                self.now += Duration::minutes(WINDOW + 1);
                self.lapse();
                Ok(())
            }
            Act::Day => {
                self.pass(1);
                Ok(())
            }
            Act::ThreeWeeks => {
                self.pass(INTERVAL);
                Ok(())
            }
        }
    }

    fn book(&mut self, who: usize, day: DayNo) -> Said {
        if self.people[who].doses.len() >= 2 {
            return Err(Refusal::SeriesComplete);
        }
        if day < self.today() {
            return Err(Refusal::DayPast);
        }
        self.next_dose(who, day)?;
        if self.bookable() <= 0 {
            return Err(Refusal::NoDoses);
        }
        self.place(day)?;
        if self.people[who].holds() {
            return Err(Refusal::AlreadyBooked);
        }
        self.people[who] = Person {
            booking: Some(Booking { day, created: self.step, confirmed: false }),
            wait: None,
            doses: self.people[who].doses.clone(),
        };
        Ok(())
    }

    fn wait(&mut self, who: usize, wanted: Option<DayNo>) -> Said {
        if self.people[who].holds() {
            return Err(Refusal::AlreadyBooked);
        }
        if self.people[who].wait.is_some() {
            return Err(Refusal::AlreadyWaiting);
        }
        let day = wanted.is_none_or(|day| self.place(day).is_ok());
        if self.bookable() > 0 && day && self.any_day() {
            return Err(Refusal::BookNow);
        }
        match wanted {
            Some(day) => self.next_dose(who, day)?,
            None => self.next_dose(who, DayNo::MAX)?,
        }
        self.people[who].wait = Some(Wait {
            queue: self.step * 100,
            created: self.step,
            wanted,
            lapses: 0,
            passed: 0,
            offer: None,
        });
        self.serve_every(&[]);
        Ok(())
    }

    fn accept(&mut self, who: usize, day: DayNo) -> Said {
        let Some(wait) = self.people[who].wait.clone() else { return Err(Refusal::Unknown) };
        self.next_dose(who, day)?;
        if wait.offer.is_none_or(|(_, _, until)| until <= self.now) {
            return Err(Refusal::OfferOver);
        }
        // The held place is given back before the chosen one is taken, be it the same.
        self.people[who].wait = None;
        if let Err(refusal) = self.place(day) {
            self.people[who].wait = Some(wait);
            return Err(refusal);
        }
        self.people[who].booking = Some(Booking { day, created: wait.created, confirmed: false });
        Ok(())
    }

    fn decline(&mut self, who: usize) -> Said {
        let step = self.step;
        let Some(wait) = &mut self.people[who].wait else { return Err(Refusal::Unknown) };
        let Some((_, since, _)) = wait.offer.take() else { return Err(Refusal::OfferOver) };
        wait.passed = step;
        self.serve(vec![since]);
        Ok(())
    }

    fn leave(&mut self, who: usize) -> Said {
        let Some(wait) = self.people[who].wait.take() else { return Err(Refusal::Unknown) };
        if wait.offer.is_some() {
            self.serve_every(&[]);
        }
        Ok(())
    }

    fn give_back(&mut self, who: usize) {
        self.people[who].booking = None;
        self.serve_every(&[]);
    }

    fn reschedule(&mut self, who: usize, day: DayNo) -> Said {
        let Some(booking) = self.people[who].booking.clone() else { return Err(Refusal::Unknown) };
        self.next_dose(who, day)?;
        if booking.day == day {
            return Ok(());
        }
        self.place(day)?;
        self.people[who].booking = Some(Booking { day, confirmed: false, ..booking });
        self.serve_every(&[]);
        Ok(())
    }

    fn vaccinate(&mut self, who: usize, lot: usize) -> Said {
        let today = self.today();
        match self.next_dose(who, today) {
            Err(Refusal::TooEarly(_)) if self.people[who].doses.last().is_some_and(|d| d.given == today) => {
                return Err(Refusal::GivenToday);
            }
            said => said?,
        }
        let held = self.people[who].holds();
        let mut place = match (&self.people[who].booking, &self.people[who].wait) {
            (Some(booking), _) => Some(booking.day),
            (None, Some(wait)) if held => wait.wanted,
            _ => None,
        };
        if place != Some(today) {
            if self.is_free(today) {
                place = Some(today);
            } else if place.is_none() {
                return Err(Refusal::DayFull);
            }
        }
        if self.lots[lot].last < today {
            return Err(Refusal::LotExpired);
        }
        if self.lots[lot].left() <= 0 {
            return Err(Refusal::LotEmpty);
        }
        if !held && self.bookable() < 1 {
            return Err(Refusal::NoDoses);
        }
        self.lots[lot].given += 1;
        let person = &mut self.people[who];
        let booked = match (person.booking.take(), person.wait.take()) {
            (Some(booking), _) => Some(booking.created),
            (None, Some(wait)) if held => Some(wait.created),
            _ => None,
        };
        person.doses.push(Dose { lot, given: today, place: place.unwrap(), booked });
        Ok(())
    }

    fn void(&mut self, who: usize) -> Said {
        let Some(dose) = self.people[who].doses.pop() else { return Err(Refusal::Unknown) };
        let today = self.today();
        let stale = self.lots[dose.lot].last < today;
        let bookable = self.bookable();
        self.lots[dose.lot].given -= 1;
        // In terms of the ledger before it: the dose comes back only when its lot is in date.
        let room = bookable - 1 + i32::from(!stale) + 1;
        self.lots[dose.lot].expired += i32::from(stale);
        if let Some(created) = dose.booked
            && dose.place >= today
            && room > 0
            && !self.people[who].holds()
        {
            self.people[who].booking = Some(Booking { day: dose.place, created, confirmed: true });
        }
        Ok(())
    }

    fn pass(&mut self, days: i64) {
        self.now = (self.now + Duration::days(days)).replace_time(Time::from_hms(10, 0, 0).unwrap());
        self.lapse();
        // Days open after that: whoever let an offer lapse is asked again.
        self.step += 1;
        let today = self.today();
        for person in &mut self.people {
            person.booking.take_if(|b| b.day < today);
            if let Some(wait) = &mut person.wait
                && wait.offer.is_none()
            {
                wait.wanted.take_if(|day| *day < today);
            }
        }
        for lot in 0..self.lots.len() {
            let left = self.lots[lot].left();
            if self.lots[lot].last < today && left > 0 {
                self.remove(left, |model| model.lots[lot].expired += left);
            }
        }
        self.serve_every(&[]);
    }

    /// Offers whose time is over: the doses go on in the line, round by round.
    fn lapse(&mut self) {
        let (now, step) = (self.now, self.step);
        let mut freed = Vec::new();
        let mut last: Vec<(u32, usize)> = Vec::new();
        for (n, person) in self.people.iter_mut().enumerate() {
            let Some(wait) = &mut person.wait else { continue };
            if let Some((_, since, _)) = wait.offer.take_if(|(_, _, until)| *until <= now) {
                freed.push(since);
                wait.passed = step;
                wait.lapses += 1;
                if wait.lapses == 2 {
                    wait.lapses = 0;
                    last.push((wait.queue, n));
                }
            }
        }
        // To the end of the line, in the order they had.
        last.sort_unstable();
        for (i, (_, n)) in last.into_iter().enumerate() {
            let end = step * 100 + u32::try_from(i).unwrap();
            self.people[n].wait.as_mut().unwrap().queue = end;
        }
        self.serve(freed);
    }

    /// Doses that go away take holds with them: offers, the latest first, then bookings, the latest
    /// day first.
    fn remove(&mut self, doses: i32, take: impl FnOnce(&mut Self)) {
        let mut short = doses - self.bookable();
        while short > 0 {
            let offer = (0..PEOPLE)
                .filter_map(|n| {
                    let wait = self.people[n].wait.as_ref()?;
                    wait.offer.map(|(made, _, _)| (made, wait.created, n))
                })
                .max();
            let booking = (0..PEOPLE)
                .filter_map(|n| self.people[n].booking.as_ref().map(|b| (b.day, b.created, n)))
                .max();
            if let Some((_, _, n)) = offer {
                self.people[n].wait.as_mut().unwrap().offer = None;
            } else if let Some((_, _, n)) = booking {
                self.people[n].booking = None;
            }
            short -= 1;
        }
        take(self);
    }

    /// Serves the line with doses that are free since these steps, and every bookable one.
    fn serve_every(&mut self, freed: &[u32]) {
        let rest = usize::try_from(self.bookable()).unwrap_or(0) - freed.len();
        let mut doses = freed.to_vec();
        doses.extend(std::iter::repeat_n(self.step, rest));
        self.serve(doses);
    }

    fn serve(&mut self, mut doses: Vec<u32>) {
        doses.sort_unstable();
        let mut line: Vec<usize> = self.waiting();
        line.retain(|n| !self.people[*n].holds());
        for n in line {
            let wait = self.people[n].wait.clone().unwrap();
            let Some(at) = doses.iter().position(|since| wait.passed <= *since) else {
                continue;
            };
            let day = match wait.wanted {
                Some(day) => self.place(day).is_ok(),
                None => self.any_day(),
            };
            if day {
                let until = self.now + Duration::minutes(WINDOW);
                self.people[n].wait.as_mut().unwrap().offer = Some((self.step, doses.remove(at), until));
            }
        }
    }

    fn waiting(&self) -> Vec<usize> {
        let mut line: Vec<(u32, usize)> = (0..PEOPLE)
            .filter_map(|n| self.people[n].wait.as_ref().filter(|w| w.offer.is_none()).map(|w| (w.queue, n)))
            .collect();
        line.sort_unstable();
        line.into_iter().map(|(_, n)| n).collect()
    }

    pub(super) fn look(&self) -> Look {
        let bookings = i32::try_from(self.people.iter().filter(|p| p.booking.is_some()).count()).unwrap();
        let mut taken = BTreeMap::new();
        for day in 0..=self.today() + 4 {
            let n = self.taken(day);
            if n > 0 {
                taken.insert(date(day), n);
            }
        }
        Look {
            ledger: [
                self.sum(|l| l.registered),
                self.sum(|l| l.given),
                self.sum(|l| l.discarded),
                self.sum(|l| l.expired),
                bookings,
                self.held() - bookings,
                0,
            ],
            taken,
            people: self
                .people
                .iter()
                .map(|p| {
                    let wait = p.wait.as_ref().map(|w| {
                        let status = if w.offer.is_some() { Status::Offered } else { Status::Waiting };
                        (status, w.wanted.map(date))
                    });
                    let booking = p.booking.as_ref().map(|b| {
                        let status = if b.confirmed { Status::Confirmed } else { Status::Requested };
                        (status, date(b.day))
                    });
                    (wait, booking, i64::try_from(p.doses.len()).unwrap())
                })
                .collect(),
            line: self.waiting(),
        }
    }
}
