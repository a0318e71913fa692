//! A measure's text broken into lines, with what was searched for pointed out.

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontId, Painter, Stroke};

use crate::analysis::measures::query::Query;
use crate::theme::{Palette, text_lines};

/// How a text is set.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    /// The font.
    pub font: FontId,
    /// The colour of the text.
    pub ink: Color32,
    /// The width of a line.
    pub width: f32,
    /// Lines at most; the last then ends in `…`.
    pub lines: usize,
    /// The height of a line.
    pub line_height: f32,
}

/// Lays `text` out in lines by the rules of Chinese typography; hits of `query` stand on the accent's ground.
pub(super) fn lay_out(
    painter: &Painter,
    p: &Palette,
    text: &str,
    query: &Query,
    setting: &Setting,
) -> LayoutJob {
    let hits = query.highlights(text);
    let lines = lines(painter, text, setting);
    let mut job = LayoutJob::default();
    job.wrap.max_width = f32::INFINITY;
    let plain = TextFormat {
        font_id: setting.font.clone(),
        color: setting.ink,
        line_height: Some(setting.line_height),
        ..TextFormat::default()
    };
    let hit = TextFormat {
        color: p.accent_ink,
        background: p.accent_soft,
        underline: Stroke::new(1.0, p.accent_ink),
        ..plain.clone()
    };
    let mut from = 0;
    for (n, line) in lines.iter().enumerate() {
        if n > 0 {
            job.append("\n", 0.0, plain.clone());
        }
        // Every line is a piece of the text; only an ellipsis is not.
        let piece = line.strip_suffix('…').unwrap_or(line);
        let Some(at) = text[from..].find(piece) else {
            job.append(line, 0.0, plain.clone());
            continue;
        };
        let (start, end) = (from + at, from + at + piece.len());
        let mut now = start;
        for range in &hits {
            let (first, last) = (range.start.max(start), range.end.min(end));
            if first >= last {
                continue;
            }
            job.append(&text[now..first], 0.0, plain.clone());
            job.append(&text[first..last], 0.0, hit.clone());
            now = last;
        }
        job.append(&text[now..end], 0.0, plain.clone());
        job.append(&line[piece.len()..], 0.0, plain.clone());
        from = end;
    }
    job
}

/// How many lines the text takes.
pub(super) fn line_count(painter: &Painter, text: &str, setting: &Setting) -> usize {
    lines(painter, text, setting).len().max(1)
}

fn lines(painter: &Painter, text: &str, setting: &Setting) -> Vec<String> {
    let width = setting.width.max(1.0);
    text_lines(painter.ctx(), text, &setting.font, width, setting.lines)
}

/// `text` from a little before its first hit, when the hit would not show in the first `visible` characters.
pub(super) fn around_hit<'a>(
    text: &'a str,
    query: &Query,
    visible: usize,
) -> std::borrow::Cow<'a, str> {
    let hits = query.highlights(text);
    let Some(first) = hits.first() else {
        return text.into();
    };
    let before = text[..first.start].chars().count();
    let long = text[first.clone()].chars().count();
    if before + long <= visible {
        return text.into();
    }
    let skip = before.saturating_sub(visible / 4);
    let start = text.char_indices().nth(skip).map_or(0, |(at, _)| at);
    format!("…{}", &text[start..]).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hit_comes_into_sight() {
        let text = "支持在云服务、大数据、人工智能等前沿布局重大项目并做应用示范";
        let query = Query::parse("应用示范");
        assert_eq!(around_hit(text, &query, 40), text);
        let shown = around_hit(text, &query, 12);
        assert!(
            shown.starts_with('…')
                && shown
                    .chars()
                    .take(12)
                    .collect::<String>()
                    .contains("应用示范"),
            "{shown}"
        );
        assert_eq!(around_hit(text, &Query::parse("无"), 4), text);
    }
}
