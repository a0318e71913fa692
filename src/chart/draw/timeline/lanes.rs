//! Lanes beside the band of years, so that each bar is seen for itself.

use super::super::canvas::Canvas;
use super::super::flags::Slot;
use crate::chart::frame::Timeline;

/// Bars that would run into each other lie in so many lanes at most.
const LANES: usize = 4;

/// Whether a document's point lies under the band; without a flag it lies above.
pub(super) fn is_below(slot: Option<Slot>) -> bool {
    slot.is_some_and(|slot| !slot.above)
}

/// In which lane each document lies, so that no bar lies on another: the nearer the flag, the nearer the lane; what has no
/// flag comes last. What is dated to the day needs none.
pub(super) fn lanes(all: &Timeline, slots: &[Option<Slot>]) -> Vec<usize> {
    let mut lanes = vec![0; all.events.len()];
    let spans = (0..lanes.len()).filter(|i| all.events[*i].is_span());
    let mut order: Vec<usize> = spans.collect();
    order.sort_by_key(|i| slots[*i].map_or(usize::MAX, |slot| slot.row));
    let mut taken: Vec<(bool, usize, (f64, f64))> = Vec::new();
    for i in order {
        let (below, (from, to)) = (is_below(slots[i]), all.events[i].span);
        let free = |lane: &usize| {
            let mut same = taken.iter().filter(|(b, l, _)| (*b, *l) == (below, *lane));
            same.all(|(.., other)| to <= other.0 || other.1 <= from)
        };
        lanes[i] = (0..LANES).find(free).unwrap_or(LANES - 1);
        taken.push((below, lanes[i], (from, to)));
    }
    lanes
}

/// Height of a lane.
pub(super) fn lane(canvas: &Canvas<'_>) -> f32 {
    2.4 * canvas.sizes.point
}

/// What the lanes need at most, whatever hangs where.
pub(super) fn most_of_lanes(canvas: &Canvas<'_>, all: &Timeline) -> f32 {
    let spans = all.events.iter().filter(|event| event.is_span()).count();
    2.0 * (spans.clamp(1, LANES) - 1) as f32 * lane(canvas)
}

/// What the lanes need above the band and below it, beside the first, which lies on its edge.
pub(super) fn height_of_lanes(
    canvas: &Canvas<'_>,
    lanes: &[usize],
    slots: &[Option<Slot>],
) -> (f32, f32) {
    let most = |below: bool| {
        let own = lanes
            .iter()
            .zip(slots)
            .filter(|(_, s)| is_below(**s) == below);
        own.map(|(lane, _)| *lane).max().unwrap_or(0) as f32 * lane(canvas)
    };
    (most(false), most(true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::{Body, ChartKind, ChartSpec, Frame, Subject};

    #[test]
    fn no_bar_lies_on_another() {
        let spec = ChartSpec {
            kind: ChartKind::Timeline,
            subject: Subject::Policies(Vec::new()),
            ..ChartSpec::default()
        };
        let frame = Frame::build(&spec, &crate::chart::fixture::pack()).unwrap();
        let Body::Timeline(all) = &frame.body else {
            panic!()
        };
        let slot = |row| Some(Slot { row, above: true });
        let n = all.events.len();
        let mut slots: Vec<_> = (0..n).map(|i| slot(n - i)).collect();
        let spans: Vec<usize> = (0..n).filter(|i| all.events[*i].is_span()).collect();
        assert!(spans.len() > 3);
        // The last but one has no flag: whatever meets it is nearer.
        let bare = spans[spans.len() - 2];
        slots[bare] = None;
        let lanes = lanes(all, &slots);
        for (n, a) in spans.iter().enumerate() {
            for b in &spans[n + 1..] {
                let (of_a, of_b) = (all.events[*a].span, all.events[*b].span);
                let apart = of_a.1 <= of_b.0 || of_b.1 <= of_a.0;
                let outer = match *b == bare {
                    true => lanes[*b] > lanes[*a],
                    false => lanes[*a] > lanes[*b],
                };
                assert!(apart || outer, "{a} {b} {lanes:?}");
            }
        }
    }
}
