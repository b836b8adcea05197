//! Which passwords are taken: eight characters or more of any kind, and not one that others would
//! try first. No rules of composition: they make passwords harder to keep, not harder to guess.

use app::guard::Weak;

/// Fewest characters.
const LEAST: usize = 8;
/// Most characters: sentences fit, and hashing stays quick.
const MOST: usize = 256;

/// The most common ones of eight characters or more, sorted, in small letters (see NOTICE).
const COMMON: &str = include_str!("../../../data/common-passwords.txt");

/// What is typed first on a Korean keyboard, or by somebody who thinks of this service: the words
/// themselves, and the keys that write them when the keyboard is left in English.
const HERE: [&str; 20] = [
    "alimi",
    "alrimi",
    "dkffla",
    "알리미",
    "vaccine",
    "qortls",
    "백신",
    "covid",
    "corona",
    "zhfhsk",
    "코로나",
    "hospital",
    "qoddnjs",
    "병원",
    "password",
    "qlalfqjsgh",
    "비밀번호",
    "admin",
    "manager",
    "rhksflwk",
];

/// Rows of the keyboard, Latin and Korean, and the alphabets: whatever runs along one is no secret.
const RUNS: [&str; 12] = [
    "1234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "!@#$%^&*()",
    "abcdefghijklmnopqrstuvwxyz",
    "ㅂㅈㄷㄱ쇼ㅕㅑㅐㅔ",
    "ㅁㄴㅇㄹ호ㅓㅏㅣ",
    "ㅋㅌㅊ퓨ㅜㅡ",
    "가나다라마바사아자차카타파하",
];

/// Refuses what is too short, too long, common, or close to what is known of its owner.
pub(super) fn check(password: &str, known: &[String]) -> Result<(), Weak> {
    let length = password.chars().count();
    if length < LEAST {
        return Err(Weak::Short);
    }
    if length > MOST {
        return Err(Weak::Long);
    }
    let small = password.to_lowercase();
    if known.iter().any(|name| name.chars().count() >= 3 && is_about(&small, &name.to_lowercase())) {
        return Err(Weak::Own);
    }
    if is_common(&small) || HERE.iter().any(|word| is_about(&small, word)) || runs(&small) {
        return Err(Weak::Common);
    }
    Ok(())
}

fn is_common(small: &str) -> bool {
    let listed = |text: &str| COMMON.lines().any(|line| line == text);
    // `password2026!` is no better than `password`.
    listed(small) || listed(bare(small))
}

/// Without the digits and signs that people put behind a word.
fn bare(small: &str) -> &str {
    small.trim_end_matches(|c: char| !c.is_alphabetic())
}

/// Whether little is left of a password besides one word: fewer than four characters that are no
/// digits or signs, and fewer than eight of any kind.
fn is_about(small: &str, word: &str) -> bool {
    if !small.contains(word) {
        return false;
    }
    let rest = small.replace(word, "");
    rest.chars().count() < LEAST && rest.chars().filter(|c| c.is_alphabetic()).count() < 4
}

/// Whether a password is made of runs along the keyboard, repeated characters and digits: fewer than
/// four steps in it are surprising.
fn runs(small: &str) -> bool {
    let letters: Vec<char> = small.chars().collect();
    let next = |pair: &[char]| {
        let [a, b] = pair else { return false };
        a == b
            || RUNS.iter().any(|run| {
                let text: Vec<char> = run.chars().collect();
                text.windows(2).any(|w| (w[0], w[1]) == (*a, *b) || (w[1], w[0]) == (*a, *b))
            })
    };
    let surprises = letters.windows(2).filter(|pair| !next(pair)).count();
    let all_digits = letters.iter().all(char::is_ascii_digit);
    surprises < 4 || (all_digits && letters.len() <= 11) || is_repeated(&letters)
}

/// `abc1abc1`: the same piece again and again.
fn is_repeated(letters: &[char]) -> bool {
    (1..=4).any(|n| letters.len().is_multiple_of(n) && letters.chunks(n).all(|piece| piece == &letters[..n]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Vec<String> {
        ["desk.seoul", "예약 관리자(서울)"].map(str::to_owned).to_vec()
    }

    #[test]
    fn length_alone_decides_between_long_and_short() {
        assert_eq!(check("mt7-rkq", &known()), Err(Weak::Short));
        assert_eq!(check("mt7-rkqw", &known()), Ok(()));
        assert_eq!(check("토끼가 달에서 떡", &known()), Ok(()));
        assert_eq!(check(&"mt7-rkqw".repeat(8), &[]), Ok(()), "64 characters are taken");
        assert_eq!(check(&"토끼와 거북이 ".repeat(40), &known()), Err(Weak::Long));
    }

    #[test]
    fn what_everybody_tries_is_refused() {
        for common in [
            "password",
            "Password1",
            "password2026!",
            "iloveyou123",
            "qwertyuiop",
            "qwer1234!@#$",
            "1q2w3e4r5t",
            "1qaz2wsx",
            "!qaz1qaz",
            "12345678",
            "20261125",
            "01012345678",
            "aaaaaaaa",
            "abcd1234",
            "asdfasdf",
            "dkffladl1!",
            "alimi-2026",
            "알리미12345",
            "qlalfqjsgh1",
            "비밀번호1234",
            "ㅂㅈㄷㄱ1234",
            "가나다라마바사아",
            "qortls2026!",
            "hospital123",
            "admin1234!",
        ] {
            assert_eq!(check(common, &known()), Err(Weak::Common), "{common}");
        }
    }

    #[test]
    fn ones_own_name_is_no_password() {
        for own in ["desk.seoul", "Desk.Seoul2026", "예약 관리자(서울)1!"] {
            assert_eq!(check(own, &known()), Err(Weak::Own), "{own}");
        }
        assert_eq!(check("desk.seoul under the old oak", &known()), Ok(()));
    }

    #[test]
    fn what_has_something_of_its_own_is_taken() {
        for good in [
            "correct horse battery",
            "파란우산-세개-주세요",
            "Tr0ub4dor&3x",
            "vaccine for my old neighbour",
            "9f!kW2-zQ",
        ] {
            assert_eq!(check(good, &known()), Ok(()), "{good}");
        }
    }

    #[test]
    fn the_list_is_as_the_check_reads_it() {
        assert!(COMMON.lines().count() > 5_000);
        assert!(COMMON.lines().all(|line| line.len() >= LEAST && line == line.to_lowercase()));
        assert!(COMMON.lines().is_sorted());
    }
}
