//! What is written on a page.

use egui::{Color32, Pos2, Rect, Stroke, emath::Rot2, vec2};
use pdf_writer::types::LineJoinStyle;
use pdf_writer::{Content, Name, Str};

use super::fonts::{self, Fonts};
use super::{Document, alpha_name, colour, fit};
use crate::export::faces::Face;
use crate::paint::vector::{Drawing, Mark, Piece, Run};

/// Handle length of a quarter circle of radius 1.
const ARC: f32 = 0.552_284_8;

/// The last page of a document.
pub struct PdfPage<'a> {
    document: &'a mut Document,
    /// Opacity set last.
    alpha: u8,
}

impl<'a> PdfPage<'a> {
    pub(super) fn new(document: &'a mut Document) -> Self {
        Self {
            document,
            alpha: 255,
        }
    }

    fn parts(&mut self) -> Option<(&mut Content, &mut Fonts)> {
        let document = &mut *self.document;
        let sheet = document.pages.last_mut()?;
        Some((&mut sheet.content, &mut document.fonts))
    }

    fn content(&mut self) -> Option<&mut Content> {
        self.parts().map(|(content, _)| content)
    }

    /// Text on one line from the left end of its baseline; gives back its width.
    pub fn text(&mut self, at: Pos2, size: f32, heavy: bool, ink: Color32, text: &str) -> f32 {
        let face = if heavy { Face::Heavy } else { Face::Regular };
        let mut width = 0.0;
        let mut offsets = Vec::new();
        for c in text.chars() {
            offsets.push(width);
            let advance = fonts::glyph(face, c).map_or(0.0, |(face, glyph)| face.advance(glyph));
            width += advance * size / 1000.0;
        }
        self.run(&Run {
            text: text.to_owned(),
            offsets,
            at,
            width,
            size,
            heavy,
            colour: ink,
            angle: 0.0,
        });
        width
    }

    /// A straight line.
    pub fn line(&mut self, from: Pos2, to: Pos2, stroke: Stroke) {
        self.path(
            &[Piece::Move(from), Piece::Line(to)],
            Color32::TRANSPARENT,
            stroke,
        );
    }

    /// A filled or outlined rectangle.
    pub fn rect(&mut self, rect: Rect, round: f32, fill: Color32, stroke: Stroke) {
        if opacities_differ(fill, stroke) {
            self.rect(rect, round, fill, Stroke::NONE);
            return self.rect(rect, round, Color32::TRANSPARENT, stroke);
        }
        let Some(content) = self.begin(fill, stroke) else {
            return;
        };
        if round > 0.0 {
            outline(content, &rounded(rect, round));
        } else {
            content.rect(rect.left(), rect.top(), rect.width(), rect.height());
        }
        end(content, fill, stroke);
    }

    /// A drawing with its ground, stretched to fill `into`. Its text stays text.
    pub fn drawing(&mut self, drawing: &Drawing, into: Rect) {
        let grow = fit(drawing, into);
        let Some(content) = self.content() else {
            return;
        };
        content.save_state();
        content.transform([grow.x, 0.0, 0.0, grow.y, into.left(), into.top()]);
        content.set_line_join(LineJoinStyle::RoundJoin);
        let page = Rect::from_min_size(Pos2::ZERO, drawing.size);
        self.rect(page, 0.0, drawing.background, Stroke::NONE);
        let outer = self.alpha;
        let mut clipped = None;
        for item in &drawing.items {
            if item.clip != clipped {
                self.clip(clipped.is_some(), item.clip, outer);
                clipped = item.clip;
            }
            self.mark(&item.shape);
        }
        self.clip(clipped.is_some(), None, outer);
        if let Some(content) = self.content() {
            content.restore_state();
        }
        self.alpha = outer;
    }

    /// Leaves one clip rectangle and enters another.
    fn clip(&mut self, leave: bool, enter: Option<Rect>, outer: u8) {
        let Some(content) = self.content() else {
            return;
        };
        if leave {
            content.restore_state();
        }
        if let Some(rect) = enter {
            content.save_state();
            content.rect(rect.left(), rect.top(), rect.width(), rect.height());
            content.clip_nonzero().end_path();
        }
        if leave {
            self.alpha = outer;
        }
    }

    fn mark(&mut self, mark: &Mark) {
        match mark {
            Mark::Path {
                pieces,
                fill,
                stroke,
            } => self.path(pieces, *fill, *stroke),
            Mark::Circle {
                centre,
                radius,
                fill,
                stroke,
            } => {
                let square = Rect::from_center_size(*centre, vec2(2.0 * radius, 2.0 * radius));
                self.path(&rounded(square, *radius), *fill, *stroke);
            }
            Mark::Rect {
                rect,
                round,
                fill,
                stroke,
            } => self.rect(*rect, *round, *fill, *stroke),
            Mark::Text(run) => self.run(run),
        }
    }

    fn path(&mut self, pieces: &[Piece], fill: Color32, stroke: Stroke) {
        if opacities_differ(fill, stroke) {
            self.path(pieces, fill, Stroke::NONE);
            return self.path(pieces, Color32::TRANSPARENT, stroke);
        }
        let Some(content) = self.begin(fill, stroke) else {
            return;
        };
        outline(content, pieces);
        end(content, fill, stroke);
    }

    /// Sets colours; `None` when nothing would show.
    fn begin(&mut self, fill: Color32, stroke: Stroke) -> Option<&mut Content> {
        let lined = !stroke.is_empty();
        if fill.a() == 0 && !lined {
            return None;
        }
        let ([r, g, b], fill_alpha) = colour(fill);
        let ([sr, sg, sb], stroke_alpha) = colour(stroke.color);
        self.opacity(if fill.a() > 0 {
            fill_alpha
        } else {
            stroke_alpha
        });
        let content = self.content()?;
        if fill.a() > 0 {
            content.set_fill_rgb(r, g, b);
        }
        if lined {
            content.set_stroke_rgb(sr, sg, sb);
            content.set_line_width(stroke.width);
        }
        Some(content)
    }

    fn opacity(&mut self, alpha: u8) {
        if alpha != self.alpha {
            self.alpha = alpha;
            self.document.alphas.insert(alpha);
            if let Some(content) = self.content() {
                content.set_parameters(Name(&alpha_name(alpha)));
            }
        }
    }

    fn run(&mut self, run: &Run) {
        let ([r, g, b], alpha) = colour(run.colour);
        self.opacity(alpha);
        let Some((content, fonts)) = self.parts() else {
            return;
        };
        content.set_fill_rgb(r, g, b);
        content.begin_text();
        let face = if run.heavy {
            Face::Heavy
        } else {
            Face::Regular
        };
        let letters = run.text.chars().zip(&run.offsets);
        let letters: Vec<_> = letters
            .filter_map(|(c, offset)| Some((fonts::glyph(face, c)?, c, *offset)))
            .collect();
        for segment in letters.chunk_by(|a, b| a.0.0 == b.0.0) {
            let [((face, _), _, start), ..] = segment else {
                continue;
            };
            let turn = Rot2::from_angle(run.angle);
            let at = run.at + turn * vec2(*start, 0.0);
            let (x, y) = (turn * vec2(1.0, 0.0), turn * vec2(0.0, -1.0));
            content.set_font(Name(fonts::name(*face)), run.size);
            content.set_text_matrix([x.x, x.y, y.x, y.y, at.x, at.y]);
            let mut positioned = content.show_positioned();
            let mut items = positioned.items();
            let mut cursor = 0.0;
            for ((face, glyph), c, offset) in segment {
                let wanted = (offset - start) * 1000.0 / run.size;
                if (wanted - cursor).abs() > 0.5 {
                    items.adjust(cursor - wanted);
                    cursor = wanted;
                }
                items.show(Str(&fonts.take(*face, *glyph, *c).to_be_bytes()));
                cursor += face.advance(*glyph);
            }
        }
        content.end_text();
    }
}

/// Whether fill and line show and need an operator each: one operator has one opacity for both.
fn opacities_differ(fill: Color32, stroke: Stroke) -> bool {
    fill.a() > 0 && !stroke.is_empty() && fill.a() != stroke.color.a()
}

fn outline(content: &mut Content, pieces: &[Piece]) {
    for piece in pieces {
        match piece {
            Piece::Move(p) => content.move_to(p.x, p.y),
            Piece::Line(p) => content.line_to(p.x, p.y),
            Piece::Curve(a, b, c) => content.cubic_to(a.x, a.y, b.x, b.y, c.x, c.y),
            Piece::Close => content.close_path(),
        };
    }
}

fn end(content: &mut Content, fill: Color32, stroke: Stroke) {
    match (fill.a() > 0, !stroke.is_empty()) {
        (true, true) => content.fill_nonzero_and_stroke(),
        (true, false) => content.fill_nonzero(),
        (false, _) => content.stroke(),
    };
}

/// A rectangle with round corners; a circle when they meet.
fn rounded(rect: Rect, round: f32) -> Vec<Piece> {
    let round = round.min(0.5 * rect.width().min(rect.height()));
    let handle = round * (1.0 - ARC);
    let at = |x: f32, y: f32| Pos2::new(x, y);
    let (l, t, r, b) = (rect.left(), rect.top(), rect.right(), rect.bottom());
    vec![
        Piece::Move(at(l, t + round)),
        Piece::Curve(at(l, t + handle), at(l + handle, t), at(l + round, t)),
        Piece::Line(at(r - round, t)),
        Piece::Curve(at(r - handle, t), at(r, t + handle), at(r, t + round)),
        Piece::Line(at(r, b - round)),
        Piece::Curve(at(r, b - handle), at(r - handle, b), at(r - round, b)),
        Piece::Line(at(l + round, b)),
        Piece::Curve(at(l + handle, b), at(l, b - handle), at(l, b - round)),
        Piece::Close,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::pdf::A4;
    use crate::export::png::PngMeta;
    use crate::model::Lang;

    #[test]
    fn fill_and_line_keep_the_opacity_each_has() {
        let faint = Color32::from_black_alpha(40);
        let square = Rect::from_min_size(Pos2::new(10.0, 10.0), vec2(8.0, 8.0));
        let dot = |fill, stroke| Mark::Circle {
            centre: square.center(),
            radius: 4.0,
            fill,
            stroke,
        };
        let frame = |fill, stroke| Mark::Rect {
            rect: square,
            round: 0.0,
            fill,
            stroke,
        };
        let line = Stroke::new(1.0, Color32::BLACK);
        for (mark, wanted) in [
            (dot(faint, line), &["/A40 gs", "f", "/A255 gs", "S"][..]),
            (frame(faint, line), &["/A40 gs", "f", "/A255 gs", "S"]),
            (dot(Color32::WHITE, line), &["B"]),
            (frame(Color32::WHITE, line), &["B"]),
        ] {
            let mut document = Document::new(Lang::Zh, PngMeta::default());
            document.page(A4).mark(&mark);
            let content = document.pages.remove(0).content.finish();
            let content = String::from_utf8_lossy(&content);
            let painting = |line: &&str| line.ends_with(" gs") || ["f", "S", "B"].contains(line);
            let found: Vec<&str> = content.lines().filter(painting).collect();
            assert_eq!(found, wanted, "{mark:?}");
        }
    }
}
