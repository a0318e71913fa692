//! Drawings as SVG: real text or outlines, clip groups, a title and a description for screen readers, and metadata.
//! The same drawing gives the same bytes.

use std::fmt::Write as _;

use egui::{Color32, Pos2, Rect, Stroke, Vec2, emath::Rot2, vec2};
use skrifa::outline::OutlinePen;

use super::faces::Face;
use super::png::PngMeta;
use super::xmp::{self, escape};
use crate::model::Lang;
use crate::paint::vector::{Drawing, Item, Mark, Piece, Run};

/// Families that look like the product's, where that is not installed.
const FAMILIES: &str =
    "Noto Sans SC, Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif";

/// How letters are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Letters {
    /// As text that can be searched and edited; looks right where the font is installed.
    #[default]
    Text,
    /// As shapes that look the same everywhere.
    Outlines,
}

/// What an SVG says about itself.
#[derive(Clone, Debug)]
pub struct SvgMeta<'a> {
    /// Title, source, version, specification.
    pub meta: &'a PngMeta,
    /// The figure in words.
    pub summary: &'a str,
    /// Language of the texts.
    pub lang: Lang,
    /// Width and height it is shown at, in CSS pixels.
    pub shown: Vec2,
}

/// The file.
pub fn write(drawing: &Drawing, about: &SvgMeta<'_>, letters: Letters) -> String {
    let mut svg = Svg {
        out: String::with_capacity(1 << 16),
        letters,
    };
    svg.head(drawing, about);
    let clips = svg.clips(drawing);
    let page = Rect::from_min_size(Pos2::ZERO, drawing.size);
    svg.rect(page, 0.0, drawing.background, Stroke::NONE);
    let mut items = drawing.items.as_slice();
    while let [first, ..] = items {
        let run = items
            .iter()
            .take_while(|item| item.clip == first.clip)
            .count();
        let (group, rest) = items.split_at(run);
        let clip = first
            .clip
            .and_then(|clip| clips.iter().position(|c| *c == clip));
        if let Some(clip) = clip {
            let _ = writeln!(svg.out, r##"<g clip-path="url(#clip{clip})">"##);
        }
        svg.group(group);
        if clip.is_some() {
            svg.out += "</g>\n";
        }
        items = rest;
    }
    svg.out += "</svg>\n";
    svg.out
}

struct Svg {
    out: String,
    letters: Letters,
}

impl Svg {
    fn head(&mut self, drawing: &Drawing, about: &SvgMeta<'_>) {
        let out = &mut self.out;
        let (size, shown) = (drawing.size, about.shown);
        *out += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        let _ = write!(
            out,
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="{}" viewBox="0 0 {} {}" "#,
            Num(shown.x),
            Num(shown.y),
            Num(size.x),
            Num(size.y),
        );
        let lang = about.lang.pick("zh-CN", "en");
        let _ = writeln!(
            out,
            r#"xml:lang="{lang}" role="img" aria-labelledby="title desc" font-family="{FAMILIES}" stroke-linejoin="round">"#
        );
        let _ = writeln!(
            out,
            r#"<title id="title">{}</title>"#,
            escape(&about.meta.title)
        );
        let _ = writeln!(out, r#"<desc id="desc">{}</desc>"#, escape(about.summary));
        let _ = writeln!(out, "<metadata>{}</metadata>", xmp::packet(about.meta));
    }

    /// Defines every clip rectangle once, in order of use.
    fn clips(&mut self, drawing: &Drawing) -> Vec<Rect> {
        let mut clips: Vec<Rect> = Vec::new();
        for clip in drawing.items.iter().filter_map(|item| item.clip) {
            if !clips.contains(&clip) {
                clips.push(clip);
            }
        }
        for (n, clip) in clips.iter().enumerate() {
            let _ = write!(self.out, r#"<clipPath id="clip{n}">"#);
            self.bare_rect(*clip);
            self.out += "/></clipPath>\n";
        }
        clips
    }

    fn group(&mut self, items: &[Item]) {
        let mut items = items.iter().peekable();
        while let Some(item) = items.next() {
            match &item.shape {
                Mark::Path {
                    pieces,
                    fill,
                    stroke,
                } => {
                    self.out += "<path d=\"";
                    self.pieces(pieces);
                    // The dashes of a line are one path.
                    while let Some(more) = items.next_if(|next| is_dash(&item.shape, &next.shape)) {
                        if let Mark::Path { pieces, .. } = &more.shape {
                            self.pieces(pieces);
                        }
                    }
                    self.out += "\"";
                    self.look(*fill, *stroke);
                }
                Mark::Circle {
                    centre,
                    radius,
                    fill,
                    stroke,
                } => {
                    let _ = write!(
                        self.out,
                        r#"<circle cx="{}" cy="{}" r="{}""#,
                        Num(centre.x),
                        Num(centre.y),
                        Num(*radius)
                    );
                    self.look(*fill, *stroke);
                }
                Mark::Rect {
                    rect,
                    round,
                    fill,
                    stroke,
                } => self.rect(*rect, *round, *fill, *stroke),
                Mark::Text(run) => self.text(run),
            }
        }
    }

    fn bare_rect(&mut self, rect: Rect) {
        let _ = write!(
            self.out,
            r#"<rect x="{}" y="{}" width="{}" height="{}""#,
            Num(rect.left()),
            Num(rect.top()),
            Num(rect.width()),
            Num(rect.height())
        );
    }

    fn rect(&mut self, rect: Rect, round: f32, fill: Color32, stroke: Stroke) {
        self.bare_rect(rect);
        if round > 0.0 {
            let _ = write!(self.out, r#" rx="{}""#, Num(round));
        }
        self.look(fill, stroke);
    }

    /// Fill and stroke, and the end of the element.
    fn look(&mut self, fill: Color32, stroke: Stroke) {
        if fill.a() == 0 {
            self.out += r#" fill="none""#;
        } else {
            self.paint("fill", fill);
        }
        if !stroke.is_empty() {
            self.paint("stroke", stroke.color);
            if stroke.width != 1.0 {
                let _ = write!(self.out, r#" stroke-width="{}""#, Num(stroke.width));
            }
        }
        self.out += "/>\n";
    }

    fn paint(&mut self, what: &str, colour: Color32) {
        let [r, g, b, a] = colour.to_srgba_unmultiplied();
        let _ = write!(self.out, r##" {what}="#{r:02x}{g:02x}{b:02x}""##);
        if a < 255 {
            let share = f32::from(a) / 255.0;
            let _ = write!(self.out, r#" {what}-opacity="{}""#, Num3(share));
        }
    }

    fn pieces(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            let at = |p: &Pos2| format!("{} {}", Num(p.x), Num(p.y));
            let _ = match piece {
                Piece::Move(p) => write!(self.out, "M{}", at(p)),
                Piece::Line(p) => write!(self.out, "L{}", at(p)),
                Piece::Curve(a, b, c) => write!(self.out, "C{} {} {}", at(a), at(b), at(c)),
                Piece::Close => write!(self.out, "Z"),
            };
        }
    }

    fn text(&mut self, run: &Run) {
        if self.letters == Letters::Outlines {
            return self.outlines(run);
        }
        let text = run.text.trim_end();
        let leading = text.chars().take_while(|c| c.is_whitespace()).count();
        let (count, text) = (text.chars().count(), text.trim_start());
        let start = run.offsets.get(leading).copied().unwrap_or(0.0);
        let end = run.offsets.get(count).copied().unwrap_or(run.width);
        let at = run.at + Rot2::from_angle(run.angle) * vec2(start, 0.0);
        let _ = write!(
            self.out,
            r#"<text x="{}" y="{}" font-size="{}""#,
            Num(at.x),
            Num(at.y),
            Num(run.size)
        );
        if run.heavy {
            self.out += r#" font-weight="600""#;
        }
        // In another font the text still takes the room it was given.
        if count > leading + 1 {
            let _ = write!(self.out, r#" textLength="{}""#, Num(end - start));
        }
        if run.angle != 0.0 {
            let degrees = Num3(run.angle.to_degrees());
            let _ = write!(
                self.out,
                r#" transform="rotate({degrees} {} {})""#,
                Num(at.x),
                Num(at.y)
            );
        }
        self.paint("fill", run.colour);
        let _ = writeln!(self.out, ">{}</text>", escape(text));
    }

    fn outlines(&mut self, run: &Run) {
        let face = if run.heavy {
            Face::Heavy
        } else {
            Face::Regular
        };
        let turn = Rot2::from_angle(run.angle);
        let _ = write!(
            self.out,
            r#"<path aria-label="{}" d=""#,
            escape(run.text.trim())
        );
        for (c, offset) in run.text.chars().zip(&run.offsets) {
            let Some((face, glyph)) = face.glyph(c) else {
                continue;
            };
            let mut pen = Pen {
                out: &mut self.out,
                origin: run.at + turn * vec2(*offset, 0.0),
                turn,
            };
            face.outline(glyph, run.size, &mut pen);
        }
        self.out += "\"";
        self.look(run.colour, Stroke::NONE);
    }
}

/// Whether `next` goes on with the same opaque line as `this`: two points each, nothing inside.
fn is_dash(this: &Mark, next: &Mark) -> bool {
    let line = |mark: &Mark| match mark {
        Mark::Path {
            pieces,
            fill: Color32::TRANSPARENT,
            stroke,
        } => (pieces.len() == 2 && stroke.color.is_opaque()).then_some(*stroke),
        _ => None,
    };
    line(this).is_some_and(|stroke| line(next) == Some(stroke))
}

/// Writes a glyph's outline.
struct Pen<'a> {
    out: &'a mut String,
    origin: Pos2,
    turn: Rot2,
}

impl Pen<'_> {
    fn put(&mut self, command: char, points: &[(f32, f32)]) {
        self.out.push(command);
        for (n, (x, y)) in points.iter().enumerate() {
            let p = self.origin + self.turn * vec2(*x, -y);
            let gap = if n == 0 { "" } else { " " };
            let _ = write!(self.out, "{gap}{} {}", Num(p.x), Num(p.y));
        }
    }
}

impl OutlinePen for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.put('M', &[(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.put('L', &[(x, y)]);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.put('Q', &[(cx, cy), (x, y)]);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.put('C', &[(ax, ay), (bx, by), (x, y)]);
    }

    fn close(&mut self) {
        self.out.push('Z');
    }
}

/// A number with at most two digits after the point.
struct Num(f32);

impl std::fmt::Display for Num {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        short(f, self.0, 2)
    }
}

/// A number with at most three digits after the point.
struct Num3(f32);

impl std::fmt::Display for Num3 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        short(f, self.0, 3)
    }
}

fn short(f: &mut std::fmt::Formatter<'_>, value: f32, digits: usize) -> std::fmt::Result {
    let text = format!("{value:.digits$}");
    let text = match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.'),
        false => &text,
    };
    f.write_str(if text == "-0" { "0" } else { text })
}

/// Reads what [`write`] says about the figure; what is missing stays empty.
pub fn read_meta(bytes: &[u8]) -> PngMeta {
    xmp::read(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::fixture::pack;
    use crate::chart::{ChartSpec, Frame, gallery};
    use crate::export::figure::render_svg;

    fn svgs(letters: Letters) -> Vec<(String, Frame, String)> {
        let dataset = pack();
        let draw = |(name, spec): (String, Result<ChartSpec, _>)| {
            let spec: ChartSpec = spec.unwrap();
            let frame = Frame::build(&spec, &dataset).unwrap();
            let svg = render_svg(&spec, &frame, letters);
            (name, frame, svg)
        };
        gallery(&dataset).into_iter().map(draw).collect()
    }

    /// The texts between `<text>` tags.
    fn texts(svg: &str) -> Vec<String> {
        let items = svg.split("<text ").skip(1);
        items
            .filter_map(|item| Some(item.split_once('>')?.1.split_once("</text>")?.0))
            .map(xmp::unescape)
            .collect()
    }

    #[test]
    fn texts_are_texts_and_say_what_the_figure_is() {
        for (name, frame, svg) in svgs(Letters::Text) {
            let said = texts(&svg).concat().replace(['\u{2009}', ' '], "");
            assert!(
                said.contains(&frame.title.replace(' ', "")),
                "{name}: {said}"
            );
            assert!(svg.contains("font-family=\"Noto Sans SC,"), "{name}");
            assert!(
                svg.contains(&format!(
                    "<desc id=\"desc\">{}</desc>",
                    escape(&frame.summary)
                )),
                "{name}"
            );
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{name}");
            assert_eq!(
                svg.matches("<g ").count(),
                svg.matches("</g>").count(),
                "{name}"
            );
        }
    }

    #[test]
    fn outlines_need_no_font() {
        for (name, _, svg) in svgs(Letters::Outlines) {
            assert!(
                !svg.contains("<text ") && svg.contains("<path aria-label="),
                "{name}"
            );
        }
    }

    #[test]
    fn dashes_are_one_path_and_numbers_are_short() {
        let dash = |x: f32, alpha: u8| Item {
            clip: None,
            shape: Mark::Path {
                pieces: vec![
                    Piece::Move(Pos2::new(x, 1.0)),
                    Piece::Line(Pos2::new(x + 1.234_5, 1.0)),
                ],
                fill: Color32::TRANSPARENT,
                stroke: Stroke::new(1.0, Color32::from_black_alpha(alpha)),
            },
        };
        let drawing = Drawing {
            size: vec2(10.0, 10.0),
            background: Color32::WHITE,
            items: vec![
                dash(0.0, 255),
                dash(-0.001, 255),
                dash(4.0, 100),
                dash(5.0, 100),
            ],
        };
        let about = SvgMeta {
            meta: &PngMeta::default(),
            summary: "",
            lang: Lang::En,
            shown: vec2(10.0, 10.0),
        };
        let svg = write(&drawing, &about, Letters::Text);
        assert!(svg.contains("d=\"M0 1L1.23 1M0 1L1.23 1\""), "{svg}");
        assert_eq!(svg.matches("<path ").count(), 3, "{svg}");
        assert!(svg.contains("stroke-opacity=\"0.392\""), "{svg}");
    }
}
