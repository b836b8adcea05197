//! Names of the register, found as people look for them; and what holds for every name there could be.

use super::{Fit, Name, Wanted, find, near};
use crate::hangul::{Keys, keys};
use proptest::prelude::*;

const NAMES: [&str; 12] = [
    "서울대학교병원",
    "분당서울대학교병원",
    "재단법인아산사회복지재단 서울아산병원",
    "학교법인연세대학교의과대학세브란스병원",
    "연세대학교의과대학 강남세브란스병원",
    "연세대학교 원주세브란스기독병원",
    "학교법인 고려중앙학원 고려대학교의과대학부속병원(안암병원)",
    "KS병원",
    "곽병원",
    "국립암센터",
    "가톨릭대학교 여의도성모병원",
    "강릉아산병원",
];

/// What is found, the best first.
fn search(text: &str) -> Vec<(&'static str, Fit)> {
    let names = NAMES.map(|name| (Name::new(name), name));
    let mut found = find(names.iter().map(|(name, text)| (name, *text)), &Wanted::new(text));
    found.sort();
    found.into_iter().map(|(fit, name)| (name, fit)).collect()
}

fn names(text: &str) -> Vec<&'static str> {
    search(text).into_iter().map(|(name, _)| name).collect()
}

#[test]
fn a_part_of_the_name_is_enough_and_blanks_do_not_matter() {
    assert_eq!(search("서울대학교병원")[0], ("서울대학교병원", Fit::Whole));
    assert_eq!(names("서울대")[..2], ["서울대학교병원", "분당서울대학교병원"]);
    assert_eq!(names("서 울대"), names("서울대"));
    assert_eq!(names("여의도 성모"), ["가톨릭대학교 여의도성모병원"]);
    assert_eq!(names("ks"), ["KS병원"]);
    assert_eq!(names("").len(), NAMES.len());
    assert_eq!(names(" \t").len(), NAMES.len());
    assert!(names("%").is_empty());
}

#[test]
fn initials_find_a_name() {
    assert_eq!(search("ㅅㅇㄷ")[0], ("서울대학교병원", Fit::StartByInitials));
    assert_eq!(names("ㅅㅂㄹㅅ").len(), 3);
    assert_eq!(names("서울ㄷ"), names("서울대"));
    assert_eq!(names("ㄱㅂㅇ")[0], "곽병원");
    // Some keyboards make one letter of two.
    assert_eq!(names("ㅅㅄㄹㅅ"), names("ㅅㅂㅅㄹㅅ"));
    assert_eq!(names("ㄳㅂㄹㅅ"), names("ㄱㅅㅂㄹㅅ"));
    assert_eq!(fit(&['꽃', '빵', '집'], "ㄱㅂㅈ"), Some(Fit::StartByInitials));
    assert_eq!(fit(&['강', '집'], "ㄲㅈ"), None);
    assert!(names("ㅋㅋㅋㅋ").is_empty());
}

#[test]
fn a_syllable_in_the_making_is_understood() {
    for typed in [
        "ㅅ",
        "서",
        "성",
        "서우",
        "서울",
        "서울ㄷ",
        "서울댛",
        "서울대하",
        "서울대학",
        "서울대학ㄱ",
        "서울대학교병워",
    ] {
        assert!(names(typed).contains(&"서울대학교병원"), "{typed}");
    }
    // The keys of 세브란스, written in pieces by the system.
    assert_eq!(names("\u{1109}\u{1166}\u{1107}\u{1173}\u{1105}\u{1161}\u{11AB}").len(), 3);
}

#[test]
fn short_forms_and_words_in_any_order_find_a_name() {
    assert_eq!(search("서울대병원")[0], ("서울대학교병원", Fit::Short(2, 7)));
    assert_eq!(names("연대세브란스").len(), 3);
    assert_eq!(names("고대안암"), ["학교법인 고려중앙학원 고려대학교의과대학부속병원(안암병원)"]);
    assert_eq!(search("아산 서울"), [("재단법인아산사회복지재단 서울아산병원", Fit::Words)]);
    assert_eq!(names("원주 ㅅㅂㄹ"), ["연세대학교 원주세브란스기독병원"]);
    // All of it in single syllables is chance.
    assert!(names("서대교원").is_empty());
}

#[test]
fn mistyped_names_find_the_nearest_only_where_nothing_fits() {
    assert_eq!(names("새브란스").len(), 3);
    assert_eq!(search("셔울대학교병원")[0], ("서울대학교병원", Fit::Near(1, 7)));
    assert_eq!(names("구립암센터"), ["국립암센터"]);
    assert_eq!(names("국립암샌타"), ["국립암센터"]);
    assert_eq!(names("강릉아신"), ["강릉아산병원"]);
    assert!(search("아산").iter().all(|(_, fit)| *fit < Fit::Near(0, 0)));
    assert!(names("제주바다").is_empty());
}

#[test]
fn a_keyboard_left_at_latin_letters_is_understood() {
    assert_eq!(names("tjdnfeo"), names("서울대"));
    assert_eq!(names("rkdfmd dktks"), names("강릉 아산"));
    assert_eq!(names("tqfts"), names("ㅅㅂㄹㅅㄴ"));
}

#[test]
fn a_name_in_latin_letters_is_understood() {
    assert_eq!(names("Seoul National University Hospital")[0], "서울대학교병원");
    assert_eq!(names("seoul asan"), ["재단법인아산사회복지재단 서울아산병원"]);
    assert_eq!(names("Asan Medical Center")[0], "강릉아산병원");
    assert_eq!(names("Gangneung"), ["강릉아산병원"]);
    assert_eq!(names("Severance").len(), 3);
    assert_eq!(names("Wonju Severance"), ["연세대학교 원주세브란스기독병원"]);
    assert_eq!(names("Yeouido St. Mary's"), ["가톨릭대학교 여의도성모병원"]);
    assert_eq!(names("National Cancer Center"), ["국립암센터"]);
    assert_eq!(names("Bundang"), names("pundang"));
    // In the making, as results follow every key.
    assert_eq!(names("bund"), ["분당서울대학교병원"]);
    assert_eq!(names("Sever"), names("Severance"));
    // What every hospital is called finds none in particular, and no letter stands for a name.
    assert!(names("hospital").is_empty());
    assert!(names("!").is_empty());
}

/// Syllables as names have them, with other characters in between.
fn name() -> impl Strategy<Value = Vec<char>> {
    let syllable = prop_oneof![9 => (0xAC00_u32..=0xD7A3).prop_map(|c| char::from_u32(c).unwrap()), 1 => prop::char::range('a', 'z')];
    prop::collection::vec(syllable, 1..24)
}

/// A name, and from where to where a part of it goes.
fn name_and_part() -> impl Strategy<Value = (Vec<char>, usize, usize)> {
    name().prop_flat_map(|name| {
        let len = name.len();
        (Just(name), 0..len).prop_flat_map(move |(name, from)| (Just(name), Just(from), from + 1..=len))
    })
}

fn text(of: &[char]) -> String {
    of.iter().collect()
}

fn flat(of: &[char]) -> Vec<char> {
    let each = of.iter().flat_map(|c| match keys(*c) {
        Keys::Own(keys) | Keys::Goes(keys) => keys,
    });
    each.collect()
}

fn fit(name: &[char], wanted: &str) -> Option<Fit> {
    Wanted::new(wanted).fit(&Name::new(&text(name)))
}

/// The plain way: every part of the name, every way to come to it.
fn fewest(typed: &[char], name: &[char]) -> usize {
    let apart = |part: &[char]| {
        let mut d = vec![vec![0; part.len() + 1]; typed.len() + 1];
        for i in 0..=typed.len() {
            for j in 0..=part.len() {
                d[i][j] = match (i, j) {
                    (i, 0) => i,
                    (0, j) => j,
                    _ => {
                        let wrong = d[i - 1][j - 1] + usize::from(typed[i - 1] != part[j - 1]);
                        let mut least = wrong.min(d[i - 1][j] + 1).min(d[i][j - 1] + 1);
                        if i > 1 && j > 1 && typed[i - 1] == part[j - 2] && typed[i - 2] == part[j - 1] {
                            least = least.min(d[i - 2][j - 2] + 1);
                        }
                        least
                    }
                };
            }
        }
        d[typed.len()][part.len()]
    };
    let parts = (0..=name.len()).flat_map(|from| (from..=name.len()).map(move |to| (from, to)));
    parts.map(|(from, to)| apart(&name[from..to])).min().unwrap()
}

proptest! {
    #[test]
    fn every_part_finds_its_name_wherever_blanks_stand((name, from, to) in name_and_part(), blanks in prop::collection::vec(any::<bool>(), 24)) {
        let part = &name[from..to];
        prop_assert!(fit(&name, &text(part)).unwrap() <= Fit::Within);
        let apart: String =
            part.iter().zip(&blanks).flat_map(|(c, blank)| [*c].into_iter().chain(blank.then_some(' '))).collect();
        prop_assert_eq!(fit(&name, &apart), fit(&name, &text(part)));
    }

    #[test]
    fn initials_of_every_part_find_its_name((name, from, to) in name_and_part()) {
        let initials: String = name[from..to].iter().map(|c| flat(&[*c])[0]).collect();
        prop_assert!(fit(&name, &initials).unwrap() <= Fit::ByInitials);
    }

    #[test]
    fn every_key_on_the_way_to_a_part_finds_its_name((name, from, to) in name_and_part(), cut in any::<prop::sample::Index>()) {
        let typed = flat(&name[from..to]);
        let typed = &typed[..=cut.index(typed.len())];
        prop_assert!(fit(&name, &text(typed)).unwrap() <= Fit::ByInitials);
    }

    #[test]
    fn one_wrong_key_still_finds_the_name(
        (name, from, to) in name_and_part(),
        at in any::<prop::sample::Index>(),
        how in 0..4,
        key in prop::char::range('ㅏ', 'ㅣ'),
    ) {
        let mut typed = flat(&name[from..to]);
        let (at, last) = (at.index(typed.len()), typed.len() - 1);
        match how {
            0 => typed[at] = key,
            1 => typed.insert(at, key),
            2 => drop(typed.remove(at)),
            _ => typed.swap(at, (at + 1).min(last)),
        }
        prop_assume!(typed.len() >= 4);
        let own = Name::new(&text(&name));
        let found = near::distance(&typed, &own.keys);
        prop_assert!(found <= 1, "{} keys away", found);
    }

    #[test]
    fn the_nearest_part_is_found(
        typed in prop::collection::vec(prop::sample::select(vec!['ㄱ', 'ㅏ', 'ㄴ']), 0..7),
        name in prop::collection::vec(prop::sample::select(vec!['ㄱ', 'ㅏ', 'ㄴ']), 0..9),
    ) {
        prop_assert_eq!(near::distance(&typed, &name), fewest(&typed, &name));
    }

    #[test]
    fn whatever_is_typed_is_answered(name in ".{0,40}", wanted in ".{0,40}") {
        let name = Name::new(&name);
        let found = find([(&name, ())].into_iter(), &Wanted::new(&wanted));
        prop_assert!(found.len() <= 1);
    }
}
