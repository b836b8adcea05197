//! How hard it is for this replica: how long people's requests take, second by second.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

/// Seconds in a row that make a surge: one slow answer is none.
const PATIENCE: u32 = 3;

/// Counts answers and their time. Clones count together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gauge(Arc<Counted>);

#[derive(Debug, Default)]
struct Counted {
    answers: AtomicU64,
    micros: AtomicU64,
}

impl Gauge {
    /// One request was answered, or given up, after so long.
    pub(super) fn add(&self, took: Duration) {
        self.0.answers.fetch_add(1, Relaxed);
        self.0.micros.fetch_add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX), Relaxed);
    }

    /// What was counted since the last time.
    pub(super) fn take(&self) -> Second {
        let (answers, micros) = (self.0.answers.swap(0, Relaxed), self.0.micros.swap(0, Relaxed));
        Second { answers, mean: Duration::from_micros(micros.checked_div(answers).unwrap_or(0)) }
    }
}

/// One second of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Second {
    /// Requests answered.
    pub(super) answers: u64,
    /// How long each took, on average.
    pub(super) mean: Duration,
}

/// Decides from second to second whether there is a surge, and how many to let in.
#[derive(Debug)]
pub(super) struct Control {
    slow: Duration,
    slow_seconds: u32,
    pace: f64,
}

impl Control {
    /// Answers slower than `slow` on average are pressure.
    pub(super) fn new(slow: Duration) -> Self {
        Self { slow, slow_seconds: 0, pace: 0.0 }
    }

    /// Takes one second into account; whether this replica is under pressure.
    ///
    /// The pace begins at what was answered, falls fast while answers are slow and rises
    /// slowly while they are not: it settles where the replica is busy and not overrun.
    pub(super) fn follow(&mut self, second: Second) -> bool {
        let is_slow = second.answers > 0 && second.mean >= self.slow;
        self.slow_seconds = if is_slow { self.slow_seconds + 1 } else { 0 };
        #[expect(clippy::cast_precision_loss, reason = "requests of one second")]
        let answered = second.answers as f64;
        self.pace = match self.pace {
            pace if pace < 1.0 => answered / 2.0,
            pace if is_slow => pace * 0.7,
            pace => pace * 1.1,
        }
        .clamp(1.0, 10_000.0);
        self.slow_seconds >= PATIENCE
    }

    /// People to let in this second.
    #[expect(clippy::cast_possible_truncation, reason = "at most ten thousand")]
    pub(super) fn pace(&self) -> i64 {
        self.pace as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SLOW: Second = Second { answers: 100, mean: Duration::from_millis(900) };
    const FAST: Second = Second { answers: 100, mean: Duration::from_millis(20) };

    #[test]
    fn one_slow_second_is_no_surge_and_three_are() {
        let mut control = Control::new(Duration::from_millis(400));
        assert!(!control.follow(SLOW) && !control.follow(FAST));
        assert!(!control.follow(SLOW) && !control.follow(SLOW) && control.follow(SLOW));
        assert!(!control.follow(FAST));
    }

    #[test]
    fn the_pace_falls_faster_than_it_rises_and_never_stands_still() {
        let mut control = Control::new(Duration::from_millis(400));
        control.follow(FAST);
        assert_eq!(control.pace(), 50);
        control.follow(SLOW);
        assert_eq!(control.pace(), 35);
        control.follow(FAST);
        assert_eq!(control.pace(), 38);
        for _ in 0..100 {
            control.follow(SLOW);
        }
        assert_eq!(control.pace(), 1);
    }

    #[test]
    fn a_second_without_answers_is_no_pressure() {
        let mut control = Control::new(Duration::ZERO);
        let nothing = Gauge::default().take();
        assert_eq!(nothing, Second { answers: 0, mean: Duration::ZERO });
        assert!(!(0..10).any(|_| control.follow(nothing)));
    }
}
