//! Line breaking by UAX #14, which egui lacks: no opening bracket at a line's end, no closing mark at its start.

use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, FontId, Painter};
use unicode_linebreak::{BreakOpportunity, linebreaks};

/// Breaks `text` into lines no wider than `width` points and at most `max_rows` of them (the last one ends in `…`
/// when something had to be left out). A word wider than `width` is broken where it must be.
pub fn wrap(
    painter: &Painter,
    text: &str,
    font: FontId,
    colour: Color32,
    width: f32,
    max_rows: usize,
) -> LayoutJob {
    let mut broken = String::with_capacity(text.len() + 16);
    painter.fonts_mut(|fonts| {
        let mut used = 0.0;
        let mut start = 0;
        for (end, opportunity) in linebreaks(text) {
            let piece = &text[start..end];
            let visible = piece.trim_end();
            let wide = |s: &str, fonts: &mut egui::epaint::text::FontsView<'_>| -> f32 {
                s.chars().map(|c| fonts.glyph_width(&font, c)).sum()
            };
            if used > 0.0 && used + wide(visible, fonts) > width {
                let kept = broken.trim_end_matches(' ').len();
                broken.truncate(kept);
                broken.push('\n');
                used = 0.0;
            }
            broken.push_str(piece);
            used += wide(piece.trim_end_matches('\n'), fonts);
            if opportunity == BreakOpportunity::Mandatory {
                used = 0.0;
            }
            start = end;
        }
    });
    let mut job = LayoutJob::simple(broken, font, colour, f32::INFINITY);
    job.wrap = TextWrapping {
        // A little more than `width`: the sum of advances above leaves out kerning and rounding.
        max_width: width + 2.0,
        max_rows,
        ..TextWrapping::default()
    };
    job
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, width: f32, max_rows: usize) -> Vec<String> {
        let ctx = egui::Context::default();
        ctx.set_fonts(crate::theme::font_definitions());
        let mut rows = Vec::new();
        for _ in 0..2 {
            let output = ctx.run_ui(egui::RawInput::default(), |ui| {
                let font = crate::theme::regular(14.0);
                let job = wrap(ui.painter(), text, font, Color32::BLACK, width, max_rows);
                let galley = ui.painter().layout_job(job);
                rows = galley.rows.iter().map(|row| row.text()).collect();
            });
            output.drop_without_applying_deltas();
        }
        rows
    }

    #[test]
    fn brackets_and_marks_keep_their_side() {
        let text = "围绕“双自联动”:《关于促进高新区高质量发展的若干意见》,国家高新区(含苏州工业园区)共169家。";
        for width in (60..400).step_by(7) {
            let rows = rows(text, width as f32, usize::MAX);
            assert!(rows.len() > 1);
            for row in &rows {
                let (first, last) = (row.chars().next(), row.trim_end().chars().last());
                assert!(
                    !last.is_some_and(|c| "“《(".contains(c)),
                    "{row} at {width}"
                );
                assert!(
                    !first.is_some_and(|c| "”》),。:".contains(c)),
                    "{row} at {width}"
                );
            }
            assert_eq!(rows.concat().replace('\n', ""), text);
        }
    }

    #[test]
    fn too_long_is_cut_with_an_ellipsis() {
        let rows = rows("国家高新技术产业开发区国家高新技术产业开发区", 80.0, 2);
        assert_eq!(rows.len(), 2);
        assert!(rows[1].ends_with('…'), "{rows:?}");
    }
}
