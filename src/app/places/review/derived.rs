//! What the review derives from its draft, kept until the draft changes.

use std::sync::Arc;

use crate::app::derived::Cached;
use crate::import::{Draft, Outline, Rules, flow};

/// A draft as a key: the same one, not one that looks the same. Holding it keeps its address from being used again.
#[derive(Clone, Debug)]
struct Same(Arc<Draft>);

impl PartialEq for Same {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// Where the pieces stand in the text as it is read.
#[derive(Debug, Default)]
pub struct Flowed {
    /// The words of every piece.
    pub texts: Vec<String>,
    /// Where every piece starts, in points, and where the last one ends.
    pub tops: Vec<f32>,
}

/// The caches of the review.
#[derive(Debug, Default)]
pub struct ReviewDerived {
    outline: Cached<Same, Outline>,
    /// The outline before the last edit.
    last: Option<Arc<Outline>>,
    flowed: Cached<(Same, u32), Flowed>,
}

/// Height of a line of text.
pub(super) const LINE: f32 = 21.0;
/// Room above and below a piece.
pub(super) const GAP: f32 = 8.0;

impl ReviewDerived {
    /// The tree, the proposals and what is odd.
    pub fn outline(&mut self, draft: &Arc<Draft>) -> Arc<Outline> {
        let last = self.last.take();
        let outline = self.outline.get(Same(Arc::clone(draft)), |Same(draft)| {
            Outline::after(draft, Rules::built_in(), last.as_deref())
        });
        self.last = Some(Arc::clone(&outline));
        outline
    }

    /// The text at this width, in points. Heights are reckoned from the characters, never too low: pieces out of sight
    /// are not laid out.
    pub fn flowed(&mut self, draft: &Arc<Draft>, width: f32) -> Arc<Flowed> {
        let key = (Same(Arc::clone(draft)), width.max(60.0) as u32);
        self.flowed.get(key, |(Same(draft), width)| {
            let mut flowed = Flowed::default();
            let mut top = 0.0;
            for piece in 0..draft.pieces.len() {
                let text = shown_text(draft.slice(piece));
                flowed.tops.push(top);
                top += height(&text, *width as f32);
                flowed.texts.push(text);
            }
            flowed.tops.push(top);
            flowed
        })
    }
}

/// Tables keep a line a row, everything else flows.
fn shown_text(slice: &str) -> String {
    match slice.contains('\t') {
        true => slice.trim().replace('\t', "  ·  ").replace('\u{c}', "\n"),
        false => flow(slice),
    }
}

/// How high a piece of this text is at most.
fn height(text: &str, width: f32) -> f32 {
    // A line may end two characters early so that punctuation stands well.
    let room = (width - 28.0).max(28.0);
    let lines: f32 = text
        .split('\n')
        .map(|line| {
            let wide: f32 = line
                .chars()
                .map(|c| if c.is_ascii() { 8.6 } else { 14.0 })
                .sum();
            match wide <= width {
                true => 1.0,
                false => (wide / room).ceil().max(2.0),
            }
        })
        .sum();
    lines * LINE + GAP
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::read_text;

    #[test]
    fn the_same_draft_is_read_once() {
        let mut derived = ReviewDerived::default();
        let draft = Arc::new(read_text("x", "1.甲\n2.乙\n").unwrap());
        let first = derived.outline(&draft);
        assert!(Arc::ptr_eq(&first, &derived.outline(&draft)));
        let other = Arc::new(Draft::clone(&draft));
        assert!(!Arc::ptr_eq(&first, &derived.outline(&other)));
        let flowed = derived.flowed(&draft, 200.0);
        assert_eq!(flowed.tops.len(), draft.pieces.len() + 1);
        assert_eq!(flowed.tops[1], LINE + GAP);
    }
}
