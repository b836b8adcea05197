//! Names in Latin letters, for those who do not write Korean: syllables as the Revised Romanization of
//! Korean (2000) writes them, sounds that change where they meet included, and compared so that the older
//! and the hospitals' own spellings come to the same: Kyungpook and Gyeongbuk, Soonchunhyang and Suncheonhyang.

use super::Name;
use crate::hangul;

/// Initial consonants, in the order of Unicode.
const INITIALS: [&str; 19] =
    ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"];

/// Vowels.
const VOWELS: [&str; 21] = [
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi",
    "yu", "eu", "ui", "i",
];

/// Final consonants as they are spoken at the end; none first.
const FINALS: [&str; 28] = [
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t",
    "ng", "t", "t", "k", "t", "p", "t",
];

/// Words of English names that tell no hospital from another, or stand in no Korean name.
const WEIGHTLESS: [&str; 16] = [
    "hospital",
    "hospitals",
    "medical",
    "center",
    "centre",
    "university",
    "univ",
    "college",
    "national",
    "medicine",
    "clinic",
    "general",
    "of",
    "the",
    "st",
    "saint",
];

/// English words, and names that hospitals give themselves, with what the register has for them.
const KOREAN: [(&str, &str); 16] = [
    ("marys", "성모"),
    ("catholic", "가톨릭"),
    ("severance", "세브란스"),
    ("vincents", "빈센트"),
    ("christian", "기독"),
    ("cancer", "암센터"),
    ("international", "국제"),
    ("korea", "고려"),
    ("ewha", "이화"),
    ("hallym", "한림"),
    ("veterans", "보훈"),
    ("childrens", "어린이"),
    ("women", "여성"),
    ("sacred", "성심"),
    ("heart", "성심"),
    ("gospel", "복음"),
];

/// A word that is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// Its keys in Korean.
    Korean(Vec<char>),
    /// How it sounds.
    Sounds(String),
}

/// Fewest letters by which the beginning of an English word is known.
const KNOWN_BY: usize = 4;

/// The words of something typed in Latin letters that a name must have; none where it has other letters.
pub(super) fn words(text: &str) -> Vec<Word> {
    if !text.is_ascii() {
        return Vec::new();
    }
    let bare = |word: &str| word.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase();
    let words = text.split([' ', '-', ',']).map(bare);
    words.filter(|w| !w.is_empty() && !WEIGHTLESS.contains(&w.as_str())).map(|w| word(&w)).collect()
}

/// A word, whole or in the making.
fn word(latin: &str) -> Word {
    let known = |english: &str| latin.len() >= KNOWN_BY && english.starts_with(latin);
    if let Some((_, korean)) = KOREAN.iter().find(|(english, _)| known(english)) {
        return Word::Korean(Name::new(korean).keys);
    }
    let mut sounds = String::new();
    add(&mut sounds, latin);
    Word::Sounds(sounds)
}

/// How a name sounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sounds {
    text: String,
    /// Where each syllable begins.
    starts: Vec<usize>,
}

impl Sounds {
    /// Of a Korean name; what is no syllable of it sounds as it is written.
    pub(super) fn of(name: &str) -> Self {
        let mut sounds = Self { text: String::new(), starts: Vec::new() };
        for syllable in romanized(name) {
            sounds.starts.extend(add(&mut sounds.text, &syllable));
        }
        sounds
    }

    /// Whether a word is in it, from the beginning of a syllable on.
    pub(super) fn have(&self, word: &str) -> bool {
        self.starts.iter().any(|at| self.text[*at..].starts_with(word))
    }
}

/// Adds what spellings of one sound have in common, and says where it begins: two of one sound are one, also
/// those of two syllables.
fn add(text: &mut String, latin: &str) -> Option<usize> {
    let mut begin = None;
    for sound in alike(latin) {
        if !text.ends_with(sound) {
            text.push(sound);
        }
        begin.get_or_insert(text.len() - 1);
    }
    begin
}

/// The syllables of a name in the Revised Romanization; letters and digits that are no syllable stay.
fn romanized(name: &str) -> Vec<String> {
    let mut syllables: Vec<String> = Vec::new();
    // What the last syllable ended with.
    let mut last = "";
    for c in name.chars() {
        let Some([initial, vowel, end]) = hangul::parts(c) else {
            syllables.extend(c.is_ascii_alphanumeric().then(|| c.to_ascii_lowercase().to_string()));
            last = "";
            continue;
        };
        let mut initial = INITIALS[initial];
        // 강릉 is Gangneung, 국립 Gungnip, 전라 Jeolla.
        let spoken = match (last, initial) {
            ("n", "r") | ("l", "n" | "r") => {
                initial = "l";
                "l"
            }
            ("k", "n" | "m" | "r") => "ng",
            ("t", "n" | "m" | "r") => "n",
            ("p", "n" | "m" | "r") => "m",
            _ => last,
        };
        if initial == "r" && !last.is_empty() {
            initial = "n";
        }
        if let Some(before) = syllables.last_mut() {
            before.truncate(before.len() - last.len());
            *before += spoken;
        }
        last = FINALS[end];
        syllables.push([initial, VOWELS[vowel], last].concat());
    }
    syllables
}

/// Letters in which nothing tells g from k, or o from u.
fn alike(latin: &str) -> Vec<char> {
    const ALIKE: [(&str, &str); 13] = [
        ("ch", "j"),
        ("sh", "s"),
        ("ai", "e"),
        ("ae", "e"),
        ("ei", "e"),
        ("ee", "i"),
        ("eo", "o"),
        ("eu", "o"),
        ("ou", "o"),
        ("oo", "o"),
        ("ui", "i"),
        ("y", ""),
        ("u", "o"),
    ];
    let text = ALIKE.iter().fold(latin.to_owned(), |text, (spelled, sound)| text.replace(spelled, sound));
    let sounds = text.chars().map(|c| match c {
        'g' | 'c' | 'q' => 'k',
        'd' => 't',
        'b' | 'v' | 'f' => 'p',
        'l' => 'r',
        'z' => 'j',
        _ => c,
    });
    sounds.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_written_as_they_are_spoken() {
        for (name, latin) in [
            ("서울", "seoul"),
            ("강릉", "gangneung"),
            ("국립", "gungnip"),
            ("전라", "jeolla"),
            ("울릉", "ulleung"),
            ("대전 을지", "daejeoneulji"),
            ("KS병원", "ksbyeongwon"),
        ] {
            assert_eq!(romanized(name).concat(), latin);
        }
    }

    #[test]
    fn the_spellings_of_a_name_sound_alike() {
        for (name, spelled) in [
            ("부산", ["busan", "pusan"]),
            ("경북", ["gyeongbuk", "kyungpook"]),
            ("순천향", ["suncheonhyang", "soonchunhyang"]),
            ("경희", ["gyeonghui", "kyunghee"]),
            ("삼성", ["samseong", "samsung"]),
            ("조선", ["joseon", "chosun"]),
            ("영남", ["yeongnam", "yeungnam"]),
            ("연세", ["yeonse", "yonsei"]),
            ("계명", ["gyemyeong", "keimyung"]),
            ("아주", ["aju", "ajou"]),
            ("단국", ["danguk", "dankook"]),
            ("백", ["baek", "paik"]),
            ("전북", ["jeonbuk", "chonbuk"]),
        ] {
            for latin in spelled {
                assert_eq!(word(latin), Word::Sounds(Sounds::of(name).text), "{latin}");
            }
        }
        assert!(!Sounds::of("마산").have("asan"), "not in the middle of a syllable");
    }
}
