//! How a name sounds, to put names in the order of a Chinese dictionary.

use ib_matcher::pinyin::{PinyinData, PinyinNotation};

/// Beginnings of place names whose first character is usually read another way.
const READ_OTHERWISE: [(&str, &str); 8] = [
    ("重庆", "chong qing"),
    ("长", "chang"),
    ("厦门", "xia men"),
    ("六安", "lu an"),
    ("蚌埠", "beng bu"),
    ("乐山", "le shan"),
    ("大", "da"),
    ("石", "shi"),
];

/// Syllables of names.
pub struct Sounds(PinyinData);

impl std::fmt::Debug for Sounds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sounds")
    }
}

impl Default for Sounds {
    fn default() -> Self {
        Self(PinyinData::new(PinyinNotation::Ascii))
    }
}

impl Sounds {
    /// The name in syllables, each followed by a space so that 西安 comes before 仙桃; letters in lower case.
    pub fn of(&self, name: &str) -> String {
        let known = READ_OTHERWISE
            .iter()
            .find(|(part, _)| name.starts_with(part));
        let (part, read) = known.copied().unwrap_or_default();
        let mut sound = read.to_owned();
        if !read.is_empty() {
            sound.push(' ');
        }
        for c in name[part.len()..].chars() {
            let reading = self.0.get_pinyins(c).next();
            match reading.and_then(|pinyin| pinyin.notation(PinyinNotation::Ascii)) {
                Some(syllable) => {
                    sound.push_str(syllable);
                    sound.push(' ');
                }
                None => sound.extend(c.to_lowercase()),
            }
        }
        sound
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_the_order_of_their_sound() {
        let sounds = Sounds::default();
        let mut names = [
            "重庆高新区",
            "厦门火炬高新区",
            "仙桃高新区",
            "长沙高新区",
            "西安高新区",
            "北京中关村",
            "六安高新区",
            "蚌埠高新区",
            "济宁高新区",
        ];
        names.sort_by_key(|name| sounds.of(name));
        assert_eq!(
            names,
            [
                "北京中关村",
                "蚌埠高新区",
                "长沙高新区",
                "重庆高新区",
                "济宁高新区",
                "六安高新区",
                "西安高新区",
                "厦门火炬高新区",
                "仙桃高新区",
            ]
        );
    }
}
