//! How far what was typed is from the nearest part of a name: keys wrong, missing, too many, or two of
//! them the other way round.

/// Most mistakes in so many keys: about one in five, none in three, where nothing would be left of the word.
pub(super) fn most(keys: usize) -> usize {
    match keys {
        0..=3 => 0,
        4..=7 => 1,
        8..=12 => 2,
        _ => 3,
    }
}

/// The fewest mistakes that turn a part of the name into what was typed: Sellers' algorithm, with
/// neighbours changing places.
pub(super) fn distance(typed: &[char], name: &[char]) -> usize {
    // Columns of the usual table, one for each key of the name: the part may begin anywhere.
    let begin: Vec<usize> = (0..=typed.len()).collect();
    let (mut before, mut last, mut now) = (begin.clone(), begin.clone(), begin);
    let mut best = typed.len();
    for (i, key) in name.iter().enumerate() {
        now[0] = 0;
        for (j, other) in typed.iter().enumerate() {
            let wrong = last[j] + usize::from(key != other);
            now[j + 1] = wrong.min(last[j + 1] + 1).min(now[j] + 1);
            if i > 0 && j > 0 && *key == typed[j - 1] && name[i - 1] == *other {
                now[j + 1] = now[j + 1].min(before[j - 1] + 1);
            }
        }
        best = best.min(now[typed.len()]);
        (before, last, now) = (last, now, before);
    }
    best
}
