//! Colours by name, read once from `assets/theme/tokens.ron`.

use std::sync::LazyLock;

use egui::Color32;
use serde::{Deserialize, Deserializer};

/// One theme's colours.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Palette {
    /// The window's ground.
    #[serde(deserialize_with = "colour")]
    pub ground: Color32,
    /// Figures, cards, floating things.
    #[serde(deserialize_with = "colour")]
    pub raised: Color32,
    /// The rail.
    #[serde(deserialize_with = "colour")]
    pub rail: Color32,
    /// Fields, quiet buttons, chips, a row under the pointer.
    #[serde(deserialize_with = "colour")]
    pub control: Color32,
    /// A control under the pointer.
    #[serde(deserialize_with = "colour")]
    pub control_lit: Color32,
    /// Text.
    #[serde(deserialize_with = "colour")]
    pub ink: Color32,
    /// Secondary text.
    #[serde(deserialize_with = "colour")]
    pub ink_soft: Color32,
    /// Tertiary text.
    #[serde(deserialize_with = "colour")]
    pub ink_faint: Color32,
    /// What cannot be used now.
    #[serde(deserialize_with = "colour")]
    pub disabled: Color32,
    /// Hairlines.
    #[serde(deserialize_with = "colour")]
    pub line: Color32,
    /// Selection, the one primary button, the first series.
    #[serde(deserialize_with = "colour")]
    pub accent: Color32,
    /// The accent as text on `ground` and `accent_soft`.
    #[serde(deserialize_with = "colour")]
    pub accent_ink: Color32,
    /// Ground of what is selected.
    #[serde(deserialize_with = "colour")]
    pub accent_soft: Color32,
    /// Text on `accent`.
    #[serde(deserialize_with = "colour")]
    pub on_accent: Color32,
    /// Ground of a selected row.
    #[serde(deserialize_with = "colour")]
    pub selected: Color32,
    /// A check that holds.
    #[serde(deserialize_with = "colour")]
    pub good: Color32,
    /// A check that does not.
    #[serde(deserialize_with = "colour")]
    pub warn: Color32,
    /// An error.
    #[serde(deserialize_with = "colour")]
    pub bad: Color32,
    /// Series, in order; distinguishable with colour-vision deficiency.
    #[serde(deserialize_with = "colours")]
    pub categorical: Vec<Color32>,
    /// Low to high.
    #[serde(deserialize_with = "colours")]
    pub sequential: Vec<Color32>,
    /// Low to high, second ramp.
    #[serde(deserialize_with = "colours")]
    pub sequential_cool: Vec<Color32>,
    /// Below to above.
    #[serde(deserialize_with = "colours")]
    pub diverging: Vec<Color32>,
}

impl Palette {
    /// Colour of series `i`; the palette repeats after its end.
    pub fn series(&self, i: usize) -> Color32 {
        self.categorical[i % self.categorical.len()]
    }
}

/// The three themes.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tokens {
    /// Ink on paper.
    pub light: Palette,
    /// Paper on ink.
    pub dark: Palette,
    /// Greyscale-safe figures.
    pub print: Palette,
}

/// Why a token file was refused.
#[derive(Debug, thiserror::Error)]
#[error("tokens: {0}")]
pub struct TokenError(#[from] ron::error::SpannedError);

impl Tokens {
    /// Reads a token file.
    ///
    /// # Errors
    /// When it is not RON of this shape, or a colour is not `#RRGGBB`.
    pub fn from_ron(text: &str) -> Result<Self, TokenError> {
        Ok(ron::from_str(text)?)
    }
}

fn parse<E: serde::de::Error>(text: &str) -> Result<Color32, E> {
    Color32::from_hex(text)
        .map_err(|_err| E::custom(format!("“{text}” is not a colour; write #RRGGBB")))
}

fn colour<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Color32, D::Error> {
    parse(&String::deserialize(deserializer)?)
}

fn colours<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Color32>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    if texts.is_empty() {
        return Err(serde::de::Error::custom(
            "a palette needs at least one colour",
        ));
    }
    texts.iter().map(|text| parse(text)).collect()
}

/// The product's tokens.
#[expect(
    clippy::expect_used,
    reason = "the file is part of the binary; a test reads it"
)]
pub fn tokens() -> &'static Tokens {
    static TOKENS: LazyLock<Tokens> = LazyLock::new(|| {
        Tokens::from_ron(include_str!("../../assets/theme/tokens.ron"))
            .expect("tokens.ron is sound")
    });
    &TOKENS
}

/// The window's palette in `theme`.
pub fn palette(theme: egui::Theme) -> &'static Palette {
    match theme {
        egui::Theme::Dark => &tokens().dark,
        egui::Theme::Light => &tokens().light,
    }
}

/// Black or white, whichever reads better on `fill`: the ramps reach further than one theme's inks.
pub fn ink_on(fill: Color32) -> Color32 {
    let (white, black) = (tokens().light.raised, tokens().dark.rail);
    if contrast(fill, white) > contrast(fill, black) {
        white
    } else {
        black
    }
}

/// Contrast of two colours, 1 to 21 (WCAG 2.2).
pub fn contrast(a: Color32, b: Color32) -> f32 {
    let luminance = |c: Color32| {
        let linear = egui::Rgba::from(c);
        0.2126 * linear.r() + 0.7152 * linear.g() + 0.0722 * linear.b() + 0.05
    };
    let (a, b) = (luminance(a), luminance(b));
    a.max(b) / a.min(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_pairs_have_contrast() {
        for (name, p) in [
            ("light", &tokens().light),
            ("dark", &tokens().dark),
            ("print", &tokens().print),
        ] {
            for (ground_name, ground) in [
                ("ground", p.ground),
                ("raised", p.raised),
                ("rail", p.rail),
                ("control", p.control),
                ("selected", p.selected),
            ] {
                for (ink_name, ink) in [
                    ("ink", p.ink),
                    ("ink_soft", p.ink_soft),
                    ("ink_faint", p.ink_faint),
                    ("good", p.good),
                    ("warn", p.warn),
                    ("bad", p.bad),
                    ("accent_ink", p.accent_ink),
                ] {
                    let ratio = contrast(ground, ink);
                    assert!(
                        ratio >= 4.5,
                        "{name}: {ink_name} on {ground_name} is {ratio:.2} : 1"
                    );
                }
            }
            for (a, b) in [(p.on_accent, p.accent), (p.accent_ink, p.accent_soft)] {
                assert!(
                    contrast(a, b) >= 4.5,
                    "{name}: accent pair {:.2} : 1",
                    contrast(a, b)
                );
            }
            for (i, c) in p.categorical.iter().enumerate() {
                assert!(
                    contrast(*c, p.raised) >= 1.9,
                    "{name}: series {i} is hard to see"
                );
            }
        }
    }

    #[test]
    fn controls_can_be_told_from_the_ground() {
        for (name, p) in [("light", &tokens().light), ("dark", &tokens().dark)] {
            let disabled = contrast(p.disabled, p.ground);
            assert!((2.5..=3.2).contains(&disabled), "{name}: {disabled:.2} : 1");
            for ink in [p.ink, p.ink_soft] {
                assert!(contrast(ink, p.control_lit) >= 4.5, "{name}");
            }
        }
        let p = &tokens().dark;
        for (what, on, least) in [
            ("control", p.ground, 1.2),
            ("control on a card", p.raised, 1.1),
        ] {
            let ratio = contrast(p.control, on);
            assert!(ratio >= least, "{what}: {ratio:.2} : 1");
        }
        assert!(contrast(p.control_lit, p.control) >= 1.1);
        assert_eq!(tokens().light.control, tokens().light.rail);
    }

    #[test]
    fn a_colour_that_is_none_is_refused() {
        let text = include_str!("../../assets/theme/tokens.ron").replace("#FAF9F6", "vermilion");
        let error = Tokens::from_ron(&text).unwrap_err().to_string();
        assert!(
            error.contains("vermilion") && error.contains(':'),
            "{error}"
        );
    }
}
