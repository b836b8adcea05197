//! How long things took.

use std::time::Duration;

/// Times that were measured.
#[derive(Clone, Debug, Default)]
pub(crate) struct Times(Vec<Duration>);

impl Times {
    /// One more.
    pub(crate) fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// Those of somebody else, too.
    pub(crate) fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// In milliseconds, the time within which so many percent of them were.
    pub(crate) fn percentiles<const N: usize>(&mut self, percents: [f64; N]) -> [f64; N] {
        self.0.sort_unstable();
        percents.map(|percent| {
            #[expect(
                clippy::cast_precision_loss,
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "an index"
            )]
            let at = (self.0.len() as f64 * percent / 100.0) as usize;
            self.0.get(at.min(self.0.len().saturating_sub(1))).map_or(0.0, |t| t.as_secs_f64() * 1_000.0)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near<const N: usize>(found: [f64; N], wanted: [f64; N]) -> bool {
        found.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-9)
    }

    #[test]
    fn percentiles_are_of_the_sorted_times() {
        let mut times = Times::default();
        assert!(near(times.percentiles([99.0]), [0.0]));
        for ms in (1..=100).rev() {
            times.add(Duration::from_millis(ms));
        }
        assert!(near(times.percentiles([0.0, 50.0, 99.0, 100.0]), [1.0, 51.0, 100.0, 100.0]));
    }
}
