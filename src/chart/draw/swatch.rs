//! The colour by which a figure tells one thing from the others, for lists beside it.

use egui::Color32;

use super::panels::order;
use super::place_in;
use crate::chart::frame::Body;
use crate::chart::spec::FigureTheme;
use crate::chart::style::{figure_palette, part_colour, series_colour};
use crate::theme::Palette;

/// The colour of the entity or metric `id`; `None` where colours do not say which is which: each is drawn alone, stands
/// for several lines, or shares its colour with another.
pub fn swatch(body: &Body, theme: FigureTheme, id: &str) -> Option<Color32> {
    let p = figure_palette(theme);
    match body {
        Body::Lines(lines) => {
            let shown = lines.series.iter().filter(|s| s.highlight);
            let ids: Vec<&str> = shown.map(|s| s.id.as_str()).collect();
            line(p, &ids, id)
        }
        Body::Panels(all) => {
            let (ids, _) = order(all);
            let lines = all.panels.iter().any(|p| matches!(p.body, Body::Lines(_)));
            match lines {
                true => line(p, &ids, id),
                false => part(p, &ids, id),
            }
        }
        body => {
            let matrix = body.matrix()?;
            let parts: Vec<&str> = matrix.parts.iter().map(|part| part.id.as_str()).collect();
            let grey = |at: usize| !matrix.parts[at].highlight;
            part(p, &parts, id).filter(|_| !place(&parts, id).is_some_and(grey))
        }
    }
}

/// Where the one with `id` stands, if there are others and each has a colour of its own.
fn place(ids: &[&str], id: &str) -> Option<usize> {
    let once = ids.iter().filter(|other| **other == id).count() == 1;
    (once && ids.len() > 1).then(|| place_in(ids, id, 0))
}

fn line(p: &Palette, ids: &[&str], id: &str) -> Option<Color32> {
    let place = place(ids, id).filter(|_| ids.len() <= p.categorical.len());
    place.map(|i| series_colour(p, i, ids.len()))
}

fn part(p: &Palette, ids: &[&str], id: &str) -> Option<Color32> {
    place(ids, id).map(|i| part_colour(p, i))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::fixture::many_lines;
    use crate::chart::frame::{Lines, Panel, Panels};

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

    fn panels(all: Vec<Lines>) -> Body {
        let panel = |lines| Panel {
            name: String::new(),
            id: String::new(),
            body: Body::Lines(lines),
        };
        Body::Panels(Panels {
            panels: all.into_iter().map(panel).collect(),
            free: false,
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
}
