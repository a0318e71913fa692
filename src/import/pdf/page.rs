//! Where the text of a page stands: runs by their place, put together into lines.

use std::collections::HashMap;
use std::rc::Rc;

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Number, ObjRef, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::{Page, Resources};

use super::font::Font;
use crate::import::error::ReadProblem;
use crate::import::limits::{Deadline, PART_LIMIT};

/// Forms inside forms deeper than this are left out.
const FORMS: usize = 8;
/// Instructions a whole document may have.
const INSTRUCTIONS: usize = 20_000_000;
/// Saved states a page may have open.
const STATES: usize = 512;
/// Widths the fonts of a document may name together.
const WIDTHS: usize = 1_000_000;

/// An affine map, as PDF writes it: `x' = a x + c y + e`, `y' = b x + d y + f`.
#[derive(Clone, Copy, Debug)]
struct Matrix([f32; 6]);

impl Matrix {
    const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    fn of(numbers: [Number; 6]) -> Self {
        Self(numbers.map(|number| number.as_f32()))
    }

    /// First `self`, then `after`.
    fn then(self, after: Self) -> Self {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, after.0);
        Self([
            a * g + b * i,
            a * h + b * j,
            c * g + d * i,
            c * h + d * j,
            e * g + f * i + k,
            e * h + f * j + l,
        ])
    }

    fn moved(x: f32, y: f32) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }
}

#[derive(Clone)]
struct State {
    ctm: Matrix,
    font: Option<Rc<Font>>,
    size: f32,
    char_space: f32,
    word_space: f32,
    scale: f32,
    leading: f32,
}

/// Text set at one go.
#[derive(Debug)]
struct Run {
    x: f32,
    y: f32,
    end: f32,
    size: f32,
    text: String,
}

/// What a font is known by.
#[derive(PartialEq, Eq, Hash)]
enum FontKey {
    /// The object it is.
    Object(ObjRef),
    /// Its name among the fonts written out in an object; such a font has no number of its own.
    Direct(Option<ObjectIdentifier>, Vec<u8>),
}

/// Reads page after page; keeps the fonts they share.
pub(super) struct Pages {
    deadline: Deadline,
    instructions: usize,
    unfolded: usize,
    /// Widths that fonts may still name.
    widths: usize,
    fonts: HashMap<FontKey, Rc<Font>>,
}

impl Pages {
    pub(super) fn new(deadline: Deadline) -> Self {
        Self {
            deadline,
            instructions: 0,
            unfolded: 0,
            widths: WIDTHS,
            fonts: HashMap::new(),
        }
    }

    /// Appends the lines of `page`.
    pub(super) fn read(&mut self, page: &Page<'_>, out: &mut String) -> Result<(), ReadProblem> {
        self.fonts
            .retain(|key, _| matches!(key, FontKey::Object(_)));
        let dict = page.raw();
        let mut content = Vec::new();
        if let Some(stream) = dict.get::<Stream<'_>>("Contents") {
            self.unfold(&stream, &mut content)?;
        } else if let Some(streams) = dict.get::<Array<'_>>("Contents") {
            for stream in streams.iter::<Stream<'_>>() {
                self.unfold(&stream, &mut content)?;
            }
        }
        let mut drawing = Drawing {
            runs: Vec::new(),
            pages: self,
        };
        let state = State {
            ctm: Matrix::IDENTITY,
            font: None,
            size: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
        };
        drawing.content(&content, page.resources(), state, 0)?;
        lines(drawing.runs, out);
        Ok(())
    }

    fn unfold(&mut self, stream: &Stream<'_>, content: &mut Vec<u8>) -> Result<(), ReadProblem> {
        self.deadline.check()?;
        // A damaged stream loses its own text, not the document's.
        let Ok(data) = stream.decoded_data() else {
            return Ok(());
        };
        self.unfolded += data.len();
        if self.unfolded > 4 * PART_LIMIT {
            return Err(ReadProblem::Bomb);
        }
        content.extend_from_slice(&data);
        content.push(b'\n');
        Ok(())
    }

    fn font(
        &mut self,
        name: &Name<'_>,
        resources: &Resources<'_>,
    ) -> Result<Option<Rc<Font>>, ReadProblem> {
        let fonts = &resources.fonts;
        let key = match fonts.get_ref(name) {
            Some(font) => FontKey::Object(font),
            None => FontKey::Direct(fonts.obj_id(), name.to_vec()),
        };
        if let Some(font) = self.fonts.get(&key) {
            return Ok(Some(Rc::clone(font)));
        }
        self.deadline.check()?;
        let Some(dict) = resources.get_font(name) else {
            return Ok(None);
        };
        let font = Rc::new(Font::of(&dict, &mut self.widths));
        self.fonts.insert(key, Rc::clone(&font));
        Ok(Some(font))
    }
}

struct Drawing<'p> {
    runs: Vec<Run>,
    pages: &'p mut Pages,
}

impl Drawing<'_> {
    fn content(
        &mut self,
        content: &[u8],
        resources: &Resources<'_>,
        mut state: State,
        depth: usize,
    ) -> Result<(), ReadProblem> {
        let mut saved: Vec<State> = Vec::new();
        let (mut line, mut at) = (Matrix::IDENTITY, Matrix::IDENTITY);
        let mut instructions = TypedIter::new(content);
        while let Some(instruction) = instructions.next() {
            self.count()?;
            let down = |line: Matrix, state: &State| Matrix::moved(0.0, -state.leading).then(line);
            use TypedInstruction as I;
            match instruction {
                I::SaveState(_) if saved.len() < STATES => saved.push(state.clone()),
                I::RestoreState(_) => state = saved.pop().unwrap_or(state),
                I::Transform(m) => {
                    state.ctm = Matrix::of([m.0, m.1, m.2, m.3, m.4, m.5]).then(state.ctm);
                }
                I::BeginText(_) => (line, at) = (Matrix::IDENTITY, Matrix::IDENTITY),
                I::TextFont(font) => {
                    state.font = self.pages.font(font.0, resources)?;
                    state.size = font.1.as_f32();
                }
                I::CharacterSpacing(n) => state.char_space = n.0.as_f32(),
                I::WordSpacing(n) => state.word_space = n.0.as_f32(),
                I::HorizontalScaling(n) => state.scale = n.0.as_f32() / 100.0,
                I::TextLeading(n) => state.leading = n.0.as_f32(),
                I::SetTextMatrix(m) => {
                    line = Matrix::of([m.0, m.1, m.2, m.3, m.4, m.5]);
                    at = line;
                }
                I::NextLine(n) => {
                    line = Matrix::moved(n.0.as_f32(), n.1.as_f32()).then(line);
                    at = line;
                }
                I::NextLineAndSetLeading(n) => {
                    state.leading = -n.1.as_f32();
                    line = Matrix::moved(n.0.as_f32(), n.1.as_f32()).then(line);
                    at = line;
                }
                I::NextLineUsingLeading(_) => {
                    line = down(line, &state);
                    at = line;
                }
                I::ShowText(text) => self.show(&state, &mut at, text.0.as_bytes()),
                I::NextLineAndShowText(text) => {
                    line = down(line, &state);
                    at = line;
                    self.show(&state, &mut at, text.0.as_bytes());
                }
                I::ShowTextWithParameters(text) => {
                    state.word_space = text.0.as_f32();
                    state.char_space = text.1.as_f32();
                    line = down(line, &state);
                    at = line;
                    self.show(&state, &mut at, text.2.as_bytes());
                }
                I::ShowTexts(texts) => self.show_all(&state, &mut at, texts.0)?,
                I::XObject(name) if depth < FORMS => {
                    if let Some(form) = resources.get_x_object(name.0) {
                        self.form(&form, resources, &state, depth)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn count(&mut self) -> Result<(), ReadProblem> {
        self.pages.instructions += 1;
        match self.pages.instructions {
            n if n > INSTRUCTIONS => Err(ReadProblem::TooSlow),
            n if n.is_multiple_of(4096) => self.pages.deadline.check(),
            _ => Ok(()),
        }
    }

    /// A form draws with its own resources, or with those of the page.
    fn form(
        &mut self,
        form: &Stream<'_>,
        resources: &Resources<'_>,
        state: &State,
        depth: usize,
    ) -> Result<(), ReadProblem> {
        let dict = form.dict();
        if dict
            .get::<Name<'_>>("Subtype")
            .is_none_or(|kind| kind.as_str() != "Form")
        {
            return Ok(());
        }
        let mut content = Vec::new();
        self.pages.unfold(form, &mut content)?;
        let mut state = state.clone();
        if let Some(matrix) = dict.get::<Array<'_>>("Matrix") {
            let numbers: Vec<f32> = matrix.iter::<f32>().take(6).collect();
            if let Ok(numbers) = <[f32; 6]>::try_from(numbers) {
                state.ctm = Matrix(numbers).then(state.ctm);
            }
        }
        match dict.get::<Dict<'_>>("Resources") {
            Some(own) => self.content(&content, &Resources::new(own), state, depth + 1),
            None => self.content(&content, resources, state, depth + 1),
        }
    }

    fn show_all(
        &mut self,
        state: &State,
        at: &mut Matrix,
        texts: &Array<'_>,
    ) -> Result<(), ReadProblem> {
        for object in texts.iter::<Object<'_>>() {
            self.count()?;
            match object {
                Object::String(text) => self.show(state, at, text.as_bytes()),
                Object::Number(number) => {
                    let x = -number.as_f32() / 1000.0 * state.size * state.scale;
                    *at = Matrix::moved(x, 0.0).then(*at);
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn show(&mut self, state: &State, at: &mut Matrix, bytes: &[u8]) {
        let Some(font) = &state.font else {
            return;
        };
        let start = at.then(state.ctm).0;
        let mut text = String::new();
        let mut advance = 0.0;
        for glyph in font.glyphs(bytes) {
            text.push_str(&glyph.text);
            let word = if glyph.space { state.word_space } else { 0.0 };
            advance += (glyph.width / 1000.0 * state.size + state.char_space + word) * state.scale;
        }
        *at = Matrix::moved(advance, 0.0).then(*at);
        let end = at.then(state.ctm).0;
        let size = state.size.abs() * (start[2] * start[2] + start[3] * start[3]).sqrt();
        let sane = [start[4], start[5], end[4], size]
            .iter()
            .all(|n| n.is_finite());
        if sane && !text.is_empty() {
            self.runs.push(Run {
                x: start[4],
                y: start[5],
                end: end[4],
                size,
                text,
            });
        }
    }
}

/// Puts runs together into lines, from the top down and from left to right.
fn lines(mut runs: Vec<Run>, out: &mut String) {
    runs.retain(|run| !run.text.trim().is_empty() || run.text.contains(' '));
    runs.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut rest = &mut runs[..];
    while let Some(first) = rest.first() {
        let (top, size) = (first.y, first.size.max(1.0));
        let count = rest.partition_point(|run| top - run.y <= 0.45 * size);
        let (line, below) = rest.split_at_mut(count.max(1));
        rest = below;
        line.sort_by(|a, b| a.x.total_cmp(&b.x));
        let start = out.len();
        let mut end: Option<f32> = None;
        for run in line.iter() {
            let gap = end.map_or(0.0, |end| run.x - end);
            if gap > 2.5 * size {
                out.push('\t');
            } else if gap > 0.25 * size {
                out.push(' ');
            }
            // Text set twice at one place to look bold is there once.
            if end.is_some() && gap < -0.5 * size && out[start..].ends_with(&run.text) {
                continue;
            }
            out.extend(
                run.text
                    .chars()
                    .map(|c| if c.is_control() { ' ' } else { c }),
            );
            end = Some(run.end.max(end.unwrap_or(run.end)));
        }
        let words = out[start..].trim_end().len();
        out.truncate(start + words);
        if words > 0 {
            out.push('\n');
        }
    }
}
