//! The booking breaker (N5): when booking commands fail or hang in a row, people are led to the
//! waitlist at once instead of waiting for a command that will not answer.
//!
//! Closed: commands run, and the last ones are remembered. Open: none runs until a pause is over.
//! Half open: one command at a time is tried; some successes in a row close it, a failure opens it
//! again for longer. A refusal is a success: booking answered.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// How long a booking command may take: with the page around it, the answer is there in two seconds.
pub(crate) const PATIENCE: Duration = Duration::from_millis(1_500);

/// Outcomes older than this say nothing of now.
const WINDOW: Duration = Duration::from_secs(10);

/// Outcomes that are remembered.
const MOST: usize = 50;

/// Failures within the window that open it, when they are at least half of all.
const FAILURES: usize = 5;

/// The first pause; it doubles up to [`LONGEST_PAUSE`] while tries fail.
const PAUSE: Duration = Duration::from_secs(2);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Successful tries in a row that close it again.
const TRIES: u8 = 3;

/// What the status page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakerState {
    /// Booking works.
    Closed,
    /// Booking is being tried.
    HalfOpen,
    /// Booking rests.
    Open,
}

#[derive(Debug)]
enum State {
    Closed { outcomes: VecDeque<(Instant, bool)> },
    Open { until: Instant, pause: Duration },
    HalfOpen { trying: bool, successes: u8, pause: Duration },
}

/// One replica's breaker.
#[derive(Debug)]
pub(crate) struct Breaker(Mutex<State>);

impl Default for Breaker {
    fn default() -> Self {
        Self(Mutex::new(State::Closed { outcomes: VecDeque::new() }))
    }
}

impl Breaker {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a command may run now. Whoever is told yes reports how it went.
    pub(crate) fn permits(&self, now: Instant) -> bool {
        let mut state = self.lock();
        match &mut *state {
            State::Closed { .. } => true,
            State::Open { until, .. } if now < *until => false,
            State::Open { pause, .. } => {
                *state = State::HalfOpen { trying: true, successes: 0, pause: *pause };
                true
            }
            State::HalfOpen { trying: true, .. } => false,
            State::HalfOpen { trying, .. } => {
                *trying = true;
                true
            }
        }
    }

    /// A command answered. True when this closed the breaker.
    pub(crate) fn succeeded(&self, now: Instant) -> bool {
        let mut state = self.lock();
        match &mut *state {
            State::Closed { outcomes } => {
                remember(outcomes, now, true);
                false
            }
            State::HalfOpen { trying, successes, .. } => {
                *trying = false;
                *successes += 1;
                let closes = *successes >= TRIES;
                if closes {
                    *state = State::Closed { outcomes: VecDeque::new() };
                }
                closes
            }
            // it began before the breaker opened
            State::Open { .. } => false,
        }
    }

    /// A command failed or hung. True when this opened the breaker.
    pub(crate) fn failed(&self, now: Instant) -> bool {
        let mut state = self.lock();
        match &mut *state {
            State::Closed { outcomes } => {
                remember(outcomes, now, false);
                let failures = outcomes.iter().filter(|(_, good)| !good).count();
                let opens = failures >= FAILURES && failures * 2 >= outcomes.len();
                if opens {
                    *state = State::Open { until: now + PAUSE, pause: PAUSE };
                }
                opens
            }
            State::HalfOpen { pause, .. } => {
                let pause = (*pause * 2).min(LONGEST_PAUSE);
                *state = State::Open { until: now + pause, pause };
                true
            }
            State::Open { .. } => false,
        }
    }

    /// A command ended without saying anything of booking itself; another one may be tried.
    pub(crate) fn gave_up(&self) {
        if let State::HalfOpen { trying, .. } = &mut *self.lock() {
            *trying = false;
        }
    }

    pub(crate) fn state(&self) -> BreakerState {
        match &*self.lock() {
            State::Closed { .. } => BreakerState::Closed,
            State::Open { .. } => BreakerState::Open,
            State::HalfOpen { .. } => BreakerState::HalfOpen,
        }
    }

    /// Whether somebody who could not book a moment ago may join a line although doses are free.
    pub(crate) fn is_in_doubt(&self, now: Instant) -> bool {
        match &*self.lock() {
            State::Closed { outcomes } => {
                outcomes.iter().any(|(at, good)| !good && now.duration_since(*at) < WINDOW)
            }
            State::Open { .. } | State::HalfOpen { .. } => true,
        }
    }
}

fn remember(outcomes: &mut VecDeque<(Instant, bool)>, now: Instant, good: bool) {
    outcomes.push_back((now, good));
    while outcomes.len() > MOST || outcomes.front().is_some_and(|(at, _)| now.duration_since(*at) >= WINDOW) {
        outcomes.pop_front();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(now: Instant) -> Breaker {
        let breaker = Breaker::default();
        for n in 1..=FAILURES {
            assert_eq!(breaker.failed(now), n == FAILURES);
        }
        breaker
    }

    #[test]
    fn five_failures_open_it_and_a_few_among_many_do_not() {
        let now = Instant::now();
        let breaker = opened(now);
        assert_eq!(breaker.state(), BreakerState::Open);
        assert!(!breaker.permits(now));
        let busy = Breaker::default();
        for _ in 0..20 {
            busy.succeeded(now);
        }
        for _ in 0..FAILURES {
            assert!(!busy.failed(now));
        }
        assert!(busy.is_in_doubt(now) && busy.permits(now));
    }

    #[test]
    fn old_failures_are_forgotten() {
        let now = Instant::now();
        let breaker = Breaker::default();
        for n in 0..20 {
            assert!(!breaker.failed(now + WINDOW * n));
        }
        assert!(!breaker.is_in_doubt(now + WINDOW * 21));
    }

    #[test]
    fn it_is_tried_one_at_a_time_and_closes_after_three() {
        let now = Instant::now();
        let breaker = opened(now);
        let later = now + PAUSE;
        for n in 1..=TRIES {
            assert!(breaker.permits(later));
            assert!(!breaker.permits(later), "one at a time");
            assert_eq!(breaker.succeeded(later), n == TRIES);
        }
        assert_eq!(breaker.state(), BreakerState::Closed);
    }

    #[test]
    fn a_failed_try_doubles_the_pause() {
        let now = Instant::now();
        let breaker = opened(now);
        let mut at = now + PAUSE;
        for pause in [4, 8, 16, 30, 30] {
            assert!(breaker.permits(at));
            assert!(breaker.failed(at));
            let end = at + Duration::from_secs(pause);
            assert!(!breaker.permits(at + Duration::from_millis(pause * 1_000 - 1)));
            at = end;
        }
    }
}
