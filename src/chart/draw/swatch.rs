//! The colours by which a figure tells one thing from the others, for lists beside it.

use std::collections::HashSet;

use egui::Color32;

use super::panels::order;
use super::place_in;
use crate::chart::frame::{Body, Part};
use crate::chart::spec::FigureTheme;
use crate::chart::style::{figure_palette, part_colour, series_colour};
use crate::theme::Palette;

/// The colours of a figure's entities or metrics.
pub struct Swatches<'a> {
    palette: &'static Palette,
    /// In the order of their colours.
    ids: Vec<&'a str>,
    /// What is not drawn grey.
    coloured: HashSet<&'a str>,
    /// Whether they are lines; else parts.
    lines: bool,
}

impl<'a> Swatches<'a> {
    /// Those of a figure in `theme`.
    pub fn new(body: &'a Body, theme: FigureTheme) -> Self {
        let (ids, parts, lines): (Vec<&str>, Vec<&Part>, bool) = match body {
            Body::Lines(lines) => {
                let shown = lines.series.iter().filter(|s| s.highlight);
                (shown.map(|s| s.id.as_str()).collect(), Vec::new(), true)
            }
            Body::Panels(all) => {
                let matrices = all.panels.iter().filter_map(|p| p.body.matrix());
                let lines = all.panels.iter().any(|p| matches!(p.body, Body::Lines(_)));
                let parts = matrices.flat_map(|matrix| &matrix.parts);
                (order(all).0, parts.collect(), lines)
            }
            body => {
                let parts = body.matrix().into_iter().flat_map(|matrix| &matrix.parts);
                let parts: Vec<&Part> = parts.collect();
                let ids = parts.iter().map(|part| part.id.as_str());
                (ids.collect(), parts, false)
            }
        };
        let shown = parts.iter().filter(|part| part.highlight);
        Self {
            palette: figure_palette(theme),
            coloured: match lines {
                true => ids.iter().copied().collect(),
                false => shown.map(|part| part.id.as_str()).collect(),
            },
            ids,
            lines,
        }
    }

    /// The colour of the entity or metric `id`; `None` where colours do not say which is which: each is drawn alone,
    /// stands for several lines, shares its colour with another, or is grey.
    pub fn of(&self, id: &str) -> Option<Color32> {
        let (p, ids) = (self.palette, &self.ids);
        let once = ids.iter().filter(|other| **other == id).count() == 1;
        let place =
            (once && ids.len() > 1 && self.coloured.contains(id)).then(|| place_in(ids, id, 0))?;
        match self.lines {
            true => (ids.len() <= p.categorical.len()).then(|| series_colour(p, place, ids.len())),
            false => Some(part_colour(p, place)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::fixture::many_lines;
    use crate::chart::frame::{Areas, Lines, Matrix, Panel, Panels};

    fn swatch(body: &Body, theme: FigureTheme, id: &str) -> Option<Color32> {
        Swatches::new(body, theme).of(id)
    }

    fn lines(n: usize) -> Lines {
        let Body::Lines(mut lines) = many_lines(n).body else {
            panic!()
        };
        for (i, series) in lines.series.iter_mut().enumerate() {
            series.id = format!("e{i}");
            series.highlight = true;
        }
        lines
    }

    fn panels_of(all: Vec<Body>) -> Body {
        let panel = |body| Panel {
            short_ticks: true,
            name: String::new(),
            id: String::new(),
            body,
        };
        Body::Panels(Panels {
            panels: all.into_iter().map(panel).collect(),
            free: false,
        })
    }

    fn panels(all: Vec<Lines>) -> Body {
        panels_of(all.into_iter().map(Body::Lines).collect())
    }

    /// Parts by their ids, some of them pointed out.
    fn areas(parts: &[(&str, bool)]) -> Body {
        let part = |(id, highlight): &(&str, bool)| Part {
            name: (*id).to_owned(),
            id: (*id).to_owned(),
            highlight: *highlight,
            marks: Vec::new(),
        };
        Body::Areas(Areas {
            matrix: Matrix {
                groups: Vec::new(),
                parts: parts.iter().map(part).collect(),
            },
            percent: false,
            joined: Vec::new(),
        })
    }

    #[test]
    fn only_where_colours_tell_lines_apart() {
        let theme = FigureTheme::Print;
        let p = figure_palette(theme);
        let body = Body::Lines(lines(3));
        assert_eq!(swatch(&body, theme, "e2"), Some(p.series(2)));
        assert_eq!(swatch(&body, theme, "e9"), None);
        // Alone, and where colours come round again.
        assert_eq!(swatch(&Body::Lines(lines(1)), theme, "e0"), None);
        assert_eq!(swatch(&Body::Lines(lines(9)), theme, "e0"), None);
        // What is grey has no colour, and the others keep theirs.
        let mut some = lines(3);
        some.series[0].highlight = false;
        let some = Body::Lines(some);
        assert_eq!(swatch(&some, theme, "e0"), None);
        assert_eq!(swatch(&some, theme, "e1"), Some(p.series(0)));
        // Several lines of one.
        let mut same = lines(3);
        same.series[1].id = "e0".to_owned();
        assert_eq!(swatch(&Body::Lines(same), theme, "e0"), None);
    }

    #[test]
    fn panels_have_colours_only_where_one_has_several_lines() {
        let theme = FigureTheme::Light;
        let alone = lines(3).series.into_iter().map(|series| Lines {
            series: vec![series],
            ..lines(1)
        });
        assert_eq!(swatch(&panels(alone.collect()), theme, "e0"), None);
        let several = panels(vec![lines(2), lines(3)]);
        let colour = figure_palette(theme).series(2);
        assert_eq!(swatch(&several, theme, "e2"), Some(colour));
    }

    #[test]
    fn what_is_grey_has_no_colour_in_panels_either() {
        let theme = FigureTheme::Light;
        let second = Some(part_colour(figure_palette(theme), 1));
        let grey = [("a", false), ("b", true)];
        let alone = areas(&grey);
        assert_eq!(swatch(&alone, theme, "a"), None);
        assert_eq!(swatch(&alone, theme, "b"), second);
        let all = panels_of(vec![areas(&grey), areas(&grey)]);
        assert_eq!(swatch(&all, theme, "a"), None);
        assert_eq!(swatch(&all, theme, "b"), second);
        // Pointed out in one of the panels.
        let some = panels_of(vec![areas(&grey), areas(&[("a", true), ("b", false)])]);
        assert!(swatch(&some, theme, "a").is_some());
        assert_eq!(swatch(&some, theme, "b"), second);
    }
}
