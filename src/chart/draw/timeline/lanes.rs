//! Lanes beside the band of years, so that each bar is seen for itself.

use super::super::canvas::Canvas;
use super::super::flags::Slot;
use crate::chart::frame::Timeline;

/// Bars that would run into each other lie in so many lanes at most.
pub(super) const LANES: usize = 4;

/// Whether a document's point lies under the band; without a flag it lies above.
pub(super) fn is_below(slot: Option<Slot>) -> bool {
    slot.is_some_and(|slot| !slot.above)
}

/// In which lane each document lies, so that no bar lies on another: the nearer the flag, the nearer the lane. What is
/// dated to the day needs none.
pub(super) fn lanes(all: &Timeline, slots: &[Option<Slot>]) -> Vec<usize> {
    let mut lanes = vec![0; all.events.len()];
    let spans = (0..lanes.len()).filter(|i| all.events[*i].is_span());
    let mut order: Vec<usize> = spans.collect();
    order.sort_by_key(|i| slots[*i].map(|slot| slot.row));
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
        let slots: Vec<_> = (0..all.events.len()).map(|i| slot(20 - i)).collect();
        let lanes = lanes(all, &slots);
        let spans = (0..lanes.len()).filter(|i| all.events[*i].is_span());
        let spans: Vec<usize> = spans.collect();
        assert!(spans.len() > 3);
        for (n, a) in spans.iter().enumerate() {
            for b in &spans[n + 1..] {
                let (of_a, of_b) = (all.events[*a].span, all.events[*b].span);
                let apart = of_a.1 <= of_b.0 || of_b.1 <= of_a.0;
                assert!(apart || lanes[*a] > lanes[*b], "{a} {b} {lanes:?}");
            }
        }
    }
}
