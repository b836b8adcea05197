//! Korean syllables as the keys that are typed for them (두벌식): 과 is ㄱ ㅗ ㅏ, 값 is ㄱ ㅏ ㅂ ㅅ. Whatever
//! is still being typed, given by initials or mistyped is near what was meant key by key, not syllable by syllable.

/// Initial consonants, in the order of Unicode.
const INITIALS: [&str; 19] = [
    "ㄱ", "ㄲ", "ㄴ", "ㄷ", "ㄸ", "ㄹ", "ㅁ", "ㅂ", "ㅃ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅉ", "ㅊ", "ㅋ", "ㅌ",
    "ㅍ", "ㅎ",
];

/// Vowels.
const VOWELS: [&str; 21] = [
    "ㅏ", "ㅐ", "ㅑ", "ㅒ", "ㅓ", "ㅔ", "ㅕ", "ㅖ", "ㅗ", "ㅗㅏ", "ㅗㅐ", "ㅗㅣ", "ㅛ", "ㅜ", "ㅜㅓ", "ㅜㅔ",
    "ㅜㅣ", "ㅠ", "ㅡ", "ㅡㅣ", "ㅣ",
];

/// Final consonants; none first.
const FINALS: [&str; 28] = [
    "", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ",
    "ㄹㅎ", "ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ",
];

/// Consonants that stand alone. Who types ㅂ and ㅅ after each other may get ㅄ.
const ALONE: [&str; 30] = [
    "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄸ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ",
    "ㄹㅍ", "ㄹㅎ", "ㅁ", "ㅂ", "ㅃ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅉ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ",
];

/// What a keyboard set to Latin letters writes instead.
const SWAPPED: &[(char, char)] = &[
    ('q', 'ㅂ'),
    ('Q', 'ㅃ'),
    ('w', 'ㅈ'),
    ('W', 'ㅉ'),
    ('e', 'ㄷ'),
    ('E', 'ㄸ'),
    ('r', 'ㄱ'),
    ('R', 'ㄲ'),
    ('t', 'ㅅ'),
    ('T', 'ㅆ'),
    ('y', 'ㅛ'),
    ('u', 'ㅕ'),
    ('i', 'ㅑ'),
    ('o', 'ㅐ'),
    ('O', 'ㅒ'),
    ('p', 'ㅔ'),
    ('P', 'ㅖ'),
    ('a', 'ㅁ'),
    ('s', 'ㄴ'),
    ('d', 'ㅇ'),
    ('f', 'ㄹ'),
    ('g', 'ㅎ'),
    ('h', 'ㅗ'),
    ('j', 'ㅓ'),
    ('k', 'ㅏ'),
    ('l', 'ㅣ'),
    ('z', 'ㅋ'),
    ('x', 'ㅌ'),
    ('c', 'ㅊ'),
    ('v', 'ㅍ'),
    ('b', 'ㅠ'),
    ('n', 'ㅜ'),
    ('m', 'ㅡ'),
];

/// Of a syllable the initial consonant, the vowel and the final consonant (0: none), counted as Unicode does.
pub fn parts(c: char) -> Option<[usize; 3]> {
    let n = ('가'..='힣').contains(&c).then(|| (u32::from(c) - 0xAC00) as usize)?;
    Some([n / 588, n / 28 % 21, n % 28])
}

/// A character's keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keys {
    /// Of a character that stands for itself.
    Own(Vec<char>),
    /// Of a letter that belongs to the syllable before it: some systems write syllables in pieces (NFD).
    Goes(Vec<char>),
}

/// The keys of a character. Capitals do not matter.
pub fn keys(c: char) -> Keys {
    let code = u32::from(c) as usize;
    let of = |parts: &[&str]| parts.concat().chars().collect();
    if let Some([initial, vowel, last]) = parts(c) {
        return Keys::Own(of(&[INITIALS[initial], VOWELS[vowel], FINALS[last]]));
    }
    match c {
        'ㄱ'..='ㅎ' => Keys::Own(of(&[ALONE[code - 0x3131]])),
        'ㅏ'..='ㅣ' => Keys::Own(of(&[VOWELS[code - 0x314F]])),
        '\u{1100}'..='\u{1112}' => Keys::Own(of(&[INITIALS[code - 0x1100]])),
        '\u{1161}'..='\u{1175}' => Keys::Goes(of(&[VOWELS[code - 0x1161]])),
        '\u{11A8}'..='\u{11C2}' => Keys::Goes(of(&[FINALS[code - 0x11A7]])),
        _ => Keys::Own(c.to_lowercase().collect()),
    }
}

/// The particle that marks a word as the object: 을 after a final consonant, 를 after a vowel, both
/// where the word does not end in a syllable.
pub fn object_particle(word: &str) -> &'static str {
    match word.chars().last().and_then(parts) {
        Some([_, _, 0]) => "를",
        Some(_) => "을",
        None => "을(를)",
    }
}

/// Whether a key is a consonant.
pub fn is_consonant(key: char) -> bool {
    ('ㄱ'..='ㅎ').contains(&key)
}

/// Whether a key is a vowel.
pub fn is_vowel(key: char) -> bool {
    ('ㅏ'..='ㅣ').contains(&key)
}

/// A key without Shift, which people leave out among initials: ㄱ for ㄲ.
pub fn plain(key: char) -> char {
    match key {
        'ㄲ' => 'ㄱ',
        'ㄸ' => 'ㄷ',
        'ㅃ' => 'ㅂ',
        'ㅆ' => 'ㅅ',
        'ㅉ' => 'ㅈ',
        _ => key,
    }
}

/// The key that was pressed, where the keyboard was left at Latin letters: `tjdnf` is 서울.
pub fn swapped(latin: char) -> Option<char> {
    // Shift makes no other letter of most keys.
    let find = |latin| SWAPPED.iter().find(|(key, _)| *key == latin).map(|(_, letter)| *letter);
    find(latin).or_else(|| find(latin.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> String {
        let each = text.chars().flat_map(|c| match keys(c) {
            Keys::Own(keys) | Keys::Goes(keys) => keys,
        });
        each.collect()
    }

    #[test]
    fn syllables_are_the_keys_of_a_korean_keyboard() {
        for (text, keys) in [
            ("가", "ㄱㅏ"),
            ("힣", "ㅎㅣㅎ"),
            ("과", "ㄱㅗㅏ"),
            ("의", "ㅇㅡㅣ"),
            ("값", "ㄱㅏㅂㅅ"),
            ("꽤", "ㄲㅗㅐ"),
            ("ㅄ", "ㅂㅅ"),
            ("ㅘ", "ㅗㅏ"),
            ("KS병원", "ksㅂㅕㅇㅇㅜㅓㄴ"),
        ] {
            assert_eq!(typed(text), keys, "{text}");
        }
    }

    #[test]
    fn the_particle_follows_the_last_sound() {
        for (word, particle) in
            [("이름", "을"), ("휴대전화 번호", "를"), ("접종 간격", "을"), ("API", "을(를)"), ("", "을(를)")]
        {
            assert_eq!(object_particle(word), particle, "{word}");
        }
    }

    #[test]
    fn a_syllable_in_pieces_is_the_same() {
        assert_eq!(typed("\u{1112}\u{1161}\u{11AB}\u{1100}\u{116A}"), typed("한과"));
        assert_eq!(keys('\u{1161}'), Keys::Goes(vec!['ㅏ']));
    }

    #[test]
    fn a_keyboard_left_at_latin_letters_is_understood() {
        let read = |text: &str| text.chars().filter_map(swapped).collect::<String>();
        assert_eq!(read("tjdnf"), typed("서울"));
        assert_eq!(read("RhcqKx"), typed("꽃밭"));
        assert_eq!(SWAPPED.len(), 33);
        assert_eq!(swapped('1'), None);
    }
}
