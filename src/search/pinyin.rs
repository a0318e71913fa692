//! Pinyin over names: full, initials, mixed with characters, every reading of a character.
//!
//! `jining`, `jn`, `jin`, `济n` and `jning` all find 济宁. The last syllable may be unfinished. Time grows with
//! name × query, whatever the readings: all ways to read are followed side by side, none is tried after another.

use std::ops::Range;

use ib_matcher::pinyin::{PinyinData, PinyinNotation};

use crate::model::{Bits, ones};

/// Longer terms are no pinyin anybody types; also the number of bits of a [`Places`].
const MAX_TERM: usize = 63;

/// Set of Latin letters and digits, a bit each.
type Letters = u64;

/// Set of places in the term (in bytes) that some reading of the name has reached.
type Places = u64;

/// Names and the readings of their characters.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// For every character up to the greatest in a name, its place in `readings`; the first is of those that have none.
    places: Vec<u32>,
    readings: Vec<Readings>,
}

/// The readings of a character, without tones.
#[derive(Debug, Default)]
struct Readings {
    /// The letters they begin with: most characters are refused by these alone.
    initials: Letters,
    texts: Vec<String>,
}

/// A term that may be pinyin.
#[derive(Debug)]
pub(super) struct Term {
    /// ASCII in lower case, apostrophes left out.
    text: String,
}

impl Term {
    /// `None` when the term cannot be pinyin: no Latin letter in it, or signs pinyin does not have.
    pub(super) fn new(term: &str) -> Option<Self> {
        let text: String = term.chars().filter(|c| !matches!(c, '\'' | '’')).collect();
        let latin = text.chars().any(|c| c.is_ascii_lowercase());
        let sound = text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || !c.is_ascii());
        (latin && sound && text.len() <= MAX_TERM).then_some(Self { text })
    }

    /// Whether it is the first word of a name in Latin letters, which are in lower case: `xian` of `xi'an htz`.
    pub(super) fn is_name(&self, name: &str) -> bool {
        let word = name.split(' ').next().unwrap_or_default();
        let letters = word.chars().filter(|c| !matches!(c, '\'' | '’'));
        letters.eq(self.text.chars())
    }
}

impl Names {
    /// Takes in the characters of `names`.
    pub(super) fn new<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let data = PinyinData::new(PinyinNotation::Ascii);
        let mut found = Self {
            places: Vec::new(),
            readings: vec![Readings::default()],
        };
        for c in names.flat_map(str::chars).filter(|c| !c.is_ascii()) {
            let at = c as usize;
            if found.places.len() <= at {
                found.places.resize(at + 1, 0);
            }
            if found.places[at] == 0 {
                let readings = Readings::of(c, &data);
                if !readings.texts.is_empty() {
                    found.places[at] = found.readings.len() as u32;
                    found.readings.push(readings);
                }
            }
        }
        found
    }

    /// The first part of `name` that reads as `term` and has a character read by its sound.
    pub(super) fn find(&self, name: &str, term: &Term) -> Option<Range<usize>> {
        let first = term.text.chars().next()?;
        let initial = bit(first);
        for (start, c) in name.char_indices() {
            let begins =
                c.to_ascii_lowercase() == first || self.readings(c).initials & initial != 0;
            if begins && let Some(length) = self.at_start(&name[start..], term) {
                return Some(start..start + length);
            }
        }
        None
    }

    /// Tells `sieve` in what order letters can stand in a term that finds `name`.
    fn sift(&self, name: &str, place: usize, sieve: &mut Sieve) {
        let mut before: Letters = 0;
        for c in name.chars() {
            let readings = self.readings(c);
            let itself = bit(c.to_ascii_lowercase());
            let begins = itself | readings.initials;
            sieve.add(before, begins, place);
            before = itself;
            for text in &readings.texts {
                for pair in text.as_bytes().windows(2) {
                    sieve.add(bit(pair[0].into()), bit(pair[1].into()), place);
                }
                // A syllable may stop after its initial, `z` or `zh`.
                let stops = [text.get(..1), text.get(..2).filter(|t| t.ends_with('h'))];
                let stops = stops.into_iter().flatten().chain([text.as_str()]);
                let ends = stops.filter_map(|stop| stop.chars().next_back());
                before = ends.fold(before, |all, c| all | bit(c));
            }
        }
    }

    fn readings(&self, c: char) -> &Readings {
        let place = self.places.get(c as usize).copied().unwrap_or(0);
        // The first, which has none, stands in every list that is not empty.
        const NONE: &Readings = &Readings {
            initials: 0,
            texts: Vec::new(),
        };
        self.readings.get(place as usize).unwrap_or(NONE)
    }

    /// Length of the start of `name` that reads as `term`.
    fn at_start(&self, name: &str, term: &Term) -> Option<usize> {
        let end = term.text.len();
        let mut reached: Places = 1;
        for (i, c) in name.char_indices() {
            let mut next: Places = 0;
            for place in ones(reached) {
                let Some(rest) = term.text.get(place..) else {
                    continue;
                };
                if rest.starts_with(c.to_ascii_lowercase()) {
                    next |= 1 << (place + c.len_utf8());
                }
                for reading in &self.readings(c).texts {
                    next |= steps(rest, reading, place, end);
                }
            }
            if next >> end & 1 == 1 {
                return Some(i + c.len_utf8());
            }
            if next == 0 {
                return None;
            }
            reached = next;
        }
        None
    }
}

impl Readings {
    fn of(c: char, data: &PinyinData) -> Self {
        let found = data.get_pinyins(c);
        let ascii = found.filter_map(|p| p.notation(PinyinNotation::Ascii));
        let mut texts: Vec<String> = ascii.map(str::to_owned).collect();
        texts.sort();
        texts.dedup();
        let initials = texts.iter().filter_map(|text| text.chars().next());
        Self {
            initials: initials.fold(0, |all, c| all | bit(c)),
            texts,
        }
    }
}

/// Tells most names that a term cannot find apart from those that it may.
///
/// A letter (or digit) of a term stands before another in few ways: inside a reading, or at the end of what is typed of one before
/// the beginning of the next. For each pair of letters it is known in which things some name allows it.
#[derive(Debug, Default)]
pub(super) struct Sieve {
    /// For each pair of letters, and at last for each letter alone, the things that have it.
    have: Vec<Bits>,
}

/// Letters of the Latin alphabet, and digits.
const LETTERS: usize = 26 + 10;

impl Sieve {
    /// Takes in the names of things, of each all that it goes by.
    pub(super) fn new<'a, N: Iterator<Item = &'a str>>(
        names: &Names,
        things: impl ExactSizeIterator<Item = N>,
    ) -> Self {
        let mut sieve = Self {
            have: vec![Bits::none(things.len()); LETTERS * LETTERS + LETTERS],
        };
        for (place, thing) in things.enumerate() {
            for name in thing {
                names.sift(name, place, &mut sieve);
            }
        }
        sieve
    }

    /// Every letter of `before` can stand before every letter of `after`.
    fn add(&mut self, before: Letters, after: Letters, place: usize) {
        let mut set = |row: usize| {
            self.have[row].insert(place);
        };
        for b in ones(after) {
            set(LETTERS * LETTERS + b);
            for a in ones(before) {
                set(LETTERS * a + b);
            }
        }
    }

    /// The places of the things that the term may find, in order.
    pub(super) fn may_find(&self, term: &Term) -> Vec<usize> {
        let letter = |byte: u8| ones(bit(byte.into())).next();
        let bytes = term.text.as_bytes();
        let alone = bytes.iter().filter_map(|byte| letter(*byte));
        let alone = alone.map(|letter| LETTERS * LETTERS + letter);
        let pairs = bytes.windows(2);
        let pairs = pairs.filter_map(|pair| Some(LETTERS * letter(pair[0])? + letter(pair[1])?));
        let mut rows = alone.chain(pairs).map(|row| &self.have[row]);
        let mut all = rows.next().cloned().unwrap_or_default();
        for row in rows {
            all.keep(row);
        }
        all.items().collect()
    }
}

/// The bit of a letter in lower case or of a digit; 0 for other characters.
fn bit(c: char) -> Letters {
    match c {
        'a'..='z' => 1 << (c as u32 - 'a' as u32),
        '0'..='9' => 1 << (26 + c as u32 - '0' as u32),
        _ => 0,
    }
}

/// Where `rest` of the term, from `place` on, can be after a character read `reading`: past its initial (`z` or
/// `zh`), past all of it, or at the end of the term inside it.
fn steps(rest: &str, reading: &str, place: usize, end: usize) -> Places {
    let common = (rest.bytes().zip(reading.bytes()))
        .take_while(|(a, b)| a == b)
        .count();
    let mut places = 0;
    if common >= 1 {
        places |= 1 << (place + 1);
    }
    if common >= 2 && reading.as_bytes()[1] == b'h' {
        places |= 1 << (place + 2);
    }
    if common == reading.len() || place + common == end {
        places |= Places::from(common > 0) << (place + common);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn finds(term: &str, name: &str) -> Option<String> {
        let names = Names::new([name].into_iter());
        names
            .find(name, &Term::new(term)?)
            .map(|range| name[range].to_owned())
    }

    #[test]
    fn full_initials_and_mixed() {
        for term in [
            "jining", "jn", "jin", "jning", "jini", "济n", "济ning", "ji宁",
        ] {
            assert_eq!(finds(term, "济宁高新区").as_deref(), Some("济宁"), "{term}");
        }
        assert_eq!(finds("gxq", "济宁高新区").as_deref(), Some("高新区"));
        assert_eq!(finds("xi'an", "西安高新区").as_deref(), Some("西安"));
        assert_eq!(finds("zhgc", "中关村").as_deref(), Some("中关村"));
        assert_eq!(finds("zgc", "中关村").as_deref(), Some("中关村"));
        assert_eq!(finds("5gjd", "5G基地").as_deref(), Some("5G基地"));
        assert_eq!(finds("jx", "济宁高新区"), None);
        assert_eq!(finds("jiningx", "济宁"), None);
    }

    #[test]
    fn characters_with_several_readings() {
        for (term, name) in [
            ("cq", "重庆"),
            ("chongqing", "重庆"),
            ("cs", "长沙"),
            ("changsha", "长沙"),
            ("xm", "厦门"),
            ("xiamen", "厦门"),
            ("la", "六安"),
            ("luan", "六安"),
            ("bb", "蚌埠"),
            ("wx", "无锡"),
        ] {
            assert_eq!(finds(term, name).as_deref(), Some(name), "{term}");
        }
    }

    proptest! {
        #[test]
        fn nothing_that_is_found_falls_through_the_sieve(
            names in prop::collection::vec("[济重长宁厦区高a-cG5 ]{0,5}", 1..80),
            term in "[a-z5济]{1,5}",
        ) {
            let all = Names::new(names.iter().map(String::as_str));
            let things = names.iter().map(|name| std::iter::once(name.as_str()));
            let sieve = Sieve::new(&all, things);
            if let Some(term) = Term::new(&term) {
                let kept = sieve.may_find(&term);
                for (place, name) in names.iter().enumerate() {
                    let found = all.find(name, &term).is_some();
                    prop_assert!(!found || kept.contains(&place), "{name}");
                }
            }
        }
    }

    #[test]
    fn many_readings_take_no_longer() {
        let name = "重".repeat(5000);
        let started = std::time::Instant::now();
        assert_eq!(finds(&format!("{}x", "zc".repeat(31)), &name), None);
        assert!(started.elapsed().as_secs() < 5);
    }
}
