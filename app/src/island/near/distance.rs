//! How far it is from here, and how that reads.

use super::{Position, whole};
use js_sys::Math;

/// How far it is (m), as the crow flies; within one country the earth is flat enough for that.
pub(super) fn metres(from: Position, to: Position) -> u32 {
    distance(from, to, Math::cos)
}

fn distance(from: Position, to: Position, cos: impl Fn(f64) -> f64) -> u32 {
    const RADIUS: f64 = 6_371_000.0;
    let north = (to.0 - from.0).to_radians();
    let east = (to.1 - from.1).to_radians() * cos(f64::midpoint(from.0, to.0).to_radians());
    whole(RADIUS * (north * north + east * east).sqrt())
}

/// `850 m`, `1.2 km`, `123 km`.
pub(super) fn read(metres: u32) -> String {
    let (hundreds, km) = ((metres + 50) / 100, (metres + 500) / 1_000);
    match metres {
        0..950 => [&(metres.div_ceil(10) * 10).to_string(), " m"].concat(),
        950..99_950 => [&(hundreds / 10).to_string(), ".", &(hundreds % 10).to_string(), " km"].concat(),
        _ => [&km.to_string(), " km"].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::{distance, read};

    #[test]
    fn distances_are_those_of_a_map() {
        let (seoul, busan) = ((37.5663, 126.9779), (35.1798, 129.0750));
        // 325 km, says the geodesic.
        assert!((323_000..327_000).contains(&distance(seoul, busan, f64::cos)));
        assert_eq!(distance(seoul, seoul, f64::cos), 0);
        assert!((86..90).contains(&distance(seoul, (37.5663, 126.9789), f64::cos)));
    }

    #[test]
    fn distances_read_shortly() {
        let all = [0, 41, 849, 950, 1_249, 12_340, 99_949, 99_950, 325_100].map(read);
        assert_eq!(
            all,
            ["0 m", "50 m", "850 m", "1.0 km", "1.2 km", "12.3 km", "99.9 km", "100 km", "325 km"]
        );
    }
}
