//! Finding a name the way people type one: a part of it, its initials (초성), short forms, words in any
//! order, a syllable that is still being typed, a keyboard left at Latin letters, the name in Latin letters;
//! and, where all that finds nothing, what is nearest to it.
//!
//! Pure, and cheap enough to ask of every hospital of a country while somebody types.

mod near;
mod roman;
#[cfg(test)]
mod tests;

use crate::hangul::{self, Keys, is_consonant, is_vowel, plain, swapped};
use roman::{Sounds, Word};

/// A name, or what is looked for, as the keys that were typed; blanks do not matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    keys: Vec<char>,
    /// Where each syllable begins, and the end.
    starts: Vec<usize>,
    letters: u64,
    /// For those who write it in Latin letters.
    sounds: Sounds,
}

/// How well a name fits what is looked for; the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is the name; or nothing is looked for.
    Whole,
    /// The name begins with it.
    Start,
    /// It is somewhere in the name.
    Within,
    /// The name begins with its initials.
    StartByInitials,
    /// Its initials are somewhere in the name.
    ByInitials,
    /// Each of its words is in the name.
    Words,
    /// All of its syllables are in the name, in so many pieces; how long the name is.
    Short(usize, usize),
    /// It is given in Latin letters; how long the name is.
    Roman(usize),
    /// Nothing fits better, and it is so many keys away; how long the name is.
    Near(usize, usize),
}

/// How one syllable after the other was given; the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Spelled,
    Initials,
}

/// Most pieces of a short form: 연|대|세브란스.
const PIECES: usize = 3;

/// Fewest syllables of a short form, or sounds of one in Latin letters.
const SHORT: usize = 3;

impl Name {
    /// Reads a name.
    pub fn new(text: &str) -> Self {
        let mut name = Self { keys: Vec::new(), starts: Vec::new(), letters: 0, sounds: Sounds::of(text) };
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            match hangul::keys(c) {
                Keys::Own(keys) => {
                    // ㅂㅅ may be written as one letter and is two initials all the same.
                    let apart = keys.len() > 1 && keys.iter().all(|key| is_consonant(*key));
                    for (n, key) in keys.into_iter().enumerate() {
                        if n == 0 || apart {
                            name.starts.push(name.keys.len());
                        }
                        name.keys.push(key);
                    }
                }
                Keys::Goes(keys) => name.keys.extend(keys),
            }
        }
        // A piece of a syllable without a beginning is one by itself.
        if name.starts.first() != Some(&0) && !name.keys.is_empty() {
            name.starts.insert(0, 0);
        }
        name.starts.push(name.keys.len());
        name.letters = letters(&name.keys);
        name
    }

    fn len(&self) -> usize {
        self.starts.len() - 1
    }

    fn syllable(&self, at: usize) -> &[char] {
        &self.keys[self.starts[at]..self.starts[at + 1]]
    }

    fn syllables(&self) -> impl Iterator<Item = &[char]> {
        self.starts.windows(2).map(|pair| &self.keys[pair[0]..pair[1]])
    }

    /// Reads keys along the name from a syllable on: how they were given, and the syllable after them.
    fn follow(&self, keys: &[char], at: usize) -> Option<(Way, usize)> {
        let Some(first) = keys.first() else { return Some((Way::Spelled, at)) };
        if at == self.len() {
            return None;
        }
        let syllable = self.syllable(at);
        let spelled = match keys.strip_prefix(syllable) {
            Some(rest) => self.follow(rest, at + 1),
            // The last one may still be in the making. In 서울댛 it is the next one that is.
            None => syllable.starts_with(keys).then_some((Way::Spelled, at + 1)),
        };
        let same = syllable[0] == *first || plain(syllable[0]) == *first;
        let is_initial = same && syllable.len() > 1 && is_consonant(*first);
        spelled.or_else(|| {
            let (_, end) = is_initial.then(|| self.follow(&keys[1..], at + 1))??;
            Some((Way::Initials, end))
        })
    }

    /// The best place for these keys.
    fn place(&self, keys: &[char]) -> Option<Fit> {
        let fit = |at| {
            let (way, end) = self.follow(keys, at)?;
            Some(match (way, at) {
                (Way::Spelled, 0) if end == self.len() && keys.len() == self.keys.len() => Fit::Whole,
                (Way::Spelled, 0) => Fit::Start,
                (Way::Spelled, _) => Fit::Within,
                (Way::Initials, 0) => Fit::StartByInitials,
                (Way::Initials, _) => Fit::ByInitials,
            })
        };
        let first = plain(*keys.first()?);
        (0..self.len()).filter(|at| plain(self.syllable(*at)[0]) == first).filter_map(fit).min()
    }

    /// In how few pieces the syllables of a short form stand in the name, one after the other.
    fn pieces(&self, short: &Self) -> Option<usize> {
        const NEVER: usize = usize::MAX;
        let count = short.len();
        // For the first n syllables: the fewest pieces if the last of them is the name's syllable
        // looked at before this one, and if it is anywhere before.
        let (mut here, mut before) = (vec![NEVER; count + 1], vec![NEVER; count + 1]);
        before[0] = 0;
        for syllable in self.syllables() {
            for n in (1..=count).rev() {
                let wanted = short.syllable(n - 1);
                let same = if n == count { syllable.starts_with(wanted) } else { syllable == wanted };
                let further = if n > 1 { here[n - 1] } else { NEVER };
                here[n] = if same { further.min(before[n - 1].saturating_add(1)) } else { NEVER };
            }
            for n in 1..=count {
                before[n] = before[n].min(here[n]);
            }
        }
        Some(before[count]).filter(|pieces| *pieces <= PIECES.min(count - 1))
    }
}

/// A bit for each letter that occurs, with Shift or without, some for several: what lacks one cannot contain it.
fn letters(keys: &[char]) -> u64 {
    keys.iter().fold(0, |letters, key| {
        let code = u32::from(plain(*key));
        let bit = if is_consonant(*key) || is_vowel(*key) { code - 0x3131 } else { 51 + code % 13 };
        letters | 1 << bit
    })
}

/// What somebody looks for.
#[derive(Clone, Debug)]
pub struct Wanted {
    all: Name,
    words: Vec<Name>,
    /// What was meant if the keyboard was left at Latin letters.
    swapped: Option<Name>,
    /// What was meant if it is the name in Latin letters.
    roman: Vec<Word>,
}

impl Wanted {
    /// Reads what was typed.
    pub fn new(text: &str) -> Self {
        let latin: Option<String> = text.chars().filter(|c| !c.is_whitespace()).map(swapped).collect();
        Self {
            all: Name::new(text),
            words: text.split_whitespace().map(Name::new).collect(),
            swapped: latin.map(|keys| Name::new(&keys)),
            roman: roman::words(text),
        }
    }

    /// How well a name fits; not at all where it does not contain what is looked for.
    pub fn fit(&self, name: &Name) -> Option<Fit> {
        if self.all.keys.is_empty() {
            return Some(Fit::Whole);
        }
        let swapped = self.swapped.as_ref().and_then(|swapped| placed(name, swapped));
        let roman = || self.is_in_latin(name).then_some(Fit::Roman(name.len()));
        if self.all.letters & !name.letters != 0 {
            return swapped.or_else(roman);
        }
        let words = || {
            let each = self.words.len() > 1 && self.words.iter().all(|word| name.place(&word.keys).is_some());
            each.then_some(Fit::Words)
        };
        let short = || {
            let long_enough = self.all.len() >= SHORT;
            long_enough.then(|| name.pieces(&self.all)).flatten().map(|pieces| Fit::Short(pieces, name.len()))
        };
        name.place(&self.all.keys).or(swapped).or_else(words).or_else(short).or_else(roman)
    }

    /// Whether each word, in Latin letters, is in the name.
    fn is_in_latin(&self, name: &Name) -> bool {
        let said = |word: &Word| match word {
            Word::Korean(keys) => keys.len(),
            Word::Sounds(sounds) => sounds.len(),
        };
        self.roman.iter().map(said).sum::<usize>() >= SHORT
            && self.roman.iter().all(|word| match word {
                Word::Korean(keys) => name.place(keys).is_some(),
                Word::Sounds(sounds) => name.sounds.have(sounds),
            })
    }

    /// How many keys a part of the name is away from what is looked for, if not too many. Initials have
    /// no neighbours: half of all names would be some.
    fn distance(&self, name: &Name) -> Option<usize> {
        let initials = self.all.syllables().any(|syllable| syllable.len() == 1 && is_consonant(syllable[0]));
        let most = if initials { 0 } else { near::most(self.all.keys.len()) };
        // Each mistake brings one letter at most.
        let missing = (self.all.letters & !name.letters).count_ones() as usize;
        if most == 0 || missing > most {
            return None;
        }
        Some(near::distance(&self.all.keys, &name.keys)).filter(|distance| *distance <= most)
    }
}

fn placed(name: &Name, wanted: &Name) -> Option<Fit> {
    (wanted.letters & !name.letters == 0).then(|| name.place(&wanted.keys))?
}

/// The names that fit; where none does, those that are nearest.
pub fn find<'a, T>(names: impl Iterator<Item = (&'a Name, T)> + Clone, wanted: &Wanted) -> Vec<(Fit, T)> {
    let fitting: Vec<_> =
        names.clone().filter_map(|(name, of)| wanted.fit(name).map(|fit| (fit, of))).collect();
    if !fitting.is_empty() {
        return fitting;
    }
    let mut near: Vec<_> =
        names.filter_map(|(name, of)| Some((wanted.distance(name)?, name.len(), of))).collect();
    if let Some(best) = near.iter().map(|(distance, ..)| *distance).min() {
        near.retain(|(distance, ..)| *distance == best);
    }
    near.into_iter().map(|(distance, long, of)| (Fit::Near(distance, long), of)).collect()
}
