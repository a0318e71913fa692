//! Where flags hang on a band of time: to the right or to the left of their poles, above the band or below it. Flags keep
//! apart, and no pole cuts through one.

/// From end to end of a flag; its pole stands at the left end, or at the right one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Hung {
    pub(super) from: f32,
    pub(super) to: f32,
    /// Whether it hangs to the left of its pole.
    pub(super) left: bool,
}

impl Hung {
    /// A flag of `width` on the pole at `x`, between `ends`: to the right where there is room, else to the left, else
    /// where there is more.
    pub(super) fn new(x: f32, width: f32, (start, end): (f32, f32)) -> Self {
        let left = x + width > end && (x - width >= start || x - start > end - x);
        let (from, to) = match left {
            true => (x - width, x),
            false => (x, x + width),
        };
        Self { from, to, left }
    }

    pub(super) fn width(&self) -> f32 {
        self.to - self.from
    }

    /// The same on the same pole, of another width.
    pub(super) fn widened(self, width: f32) -> Self {
        match self.left {
            true => Self {
                from: self.to - width,
                ..self
            },
            false => Self {
                to: self.from + width,
                ..self
            },
        }
    }

    fn pole(&self) -> f32 {
        if self.left { self.to } else { self.from }
    }

    /// Whether a pole there would cut through it.
    fn holds(&self, x: f32) -> bool {
        self.from < x && x < self.to
    }

    /// Whether the other has to hang in another row.
    fn meets(&self, other: &Self) -> bool {
        self.from < other.to && other.from < self.to
    }
}

/// Where a flag hangs: above the band or below it, and how many rows from it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Slot {
    pub(super) above: bool,
    pub(super) row: usize,
}

/// How many rows there are above and below.
pub(super) fn depth(slots: &[Option<Slot>]) -> (usize, usize) {
    let on = |above: bool| {
        let own = slots.iter().flatten().filter(|slot| slot.above == above);
        own.map(|slot| slot.row + 1).max().unwrap_or(0)
    };
    (on(true), on(false))
}

/// Where each flag hangs; `flags` in the order of their poles. Each is farther from the band than all it meets that hang
/// already: those to the left from the earliest on, then those to the right from the latest on. So no pole cuts a flag but
/// that of one to the right a flag to the left; where it would, the former hangs above and the latter below. Else above or
/// below, whichever is nearer.
pub(super) fn slots(flags: &[Hung]) -> Vec<Slot> {
    let (left, right): (Vec<usize>, Vec<usize>) = (0..flags.len()).partition(|i| flags[*i].left);
    let cut = |i: usize, j: usize| flags[i].holds(flags[j].pole());
    let mut slots: Vec<Option<Slot>> = vec![None; flags.len()];
    for i in left.iter().chain(right.iter().rev()).copied() {
        let (mut above, mut below) = (0, 0);
        for (other, slot) in flags.iter().zip(&slots) {
            if let Some(slot) = slot.filter(|_| other.meets(&flags[i])) {
                let nearest = if slot.above { &mut above } else { &mut below };
                *nearest = (slot.row + 1).max(*nearest);
            }
        }
        let only = match flags[i].left {
            true => right.iter().any(|j| cut(i, *j)).then_some(false),
            false => left.iter().any(|j| cut(*j, i)).then_some(true),
        };
        let above_it = only.unwrap_or(above <= below);
        slots[i] = Some(Slot {
            above: above_it,
            row: if above_it { above } else { below },
        });
    }
    slots.into_iter().flatten().collect()
}

/// How wide a flag may be where it hangs, between `ends`: up to the next flag in its row, and to the next pole that passes
/// the row.
pub(super) fn room(
    flags: &[Hung],
    slots: &[Option<Slot>],
    i: usize,
    (start, end): (f32, f32),
) -> Option<f32> {
    let (own, slot) = (flags[i], slots[i]?);
    let (mut low, mut high) = (start, end);
    for (j, (other, placed)) in flags.iter().zip(slots).enumerate() {
        let Some(placed) = placed.filter(|p| j != i && p.above == slot.above) else {
            continue;
        };
        let (from, to) = match placed.row == slot.row {
            true => (other.from, other.to),
            false if placed.row > slot.row => (other.pole(), other.pole()),
            false => continue,
        };
        if from > own.from {
            high = high.min(from);
        } else {
            low = low.max(to);
        }
    }
    Some(match own.left {
        true => own.to - low,
        false => high - own.from,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Neither covers another, nor does a pole, which reaches to the row of its flag, cut one.
    fn apart(flags: &[Hung], slots: &[Slot]) -> Result<(), TestCaseError> {
        for (i, a) in flags.iter().enumerate() {
            for (j, b) in flags.iter().enumerate().filter(|(j, _)| *j != i) {
                let (one, other) = (slots[i], slots[j]);
                prop_assert!(one != other || !a.meets(b), "{a:?} {b:?} {one:?}");
                let cut = one.above == other.above && a.holds(b.pole());
                prop_assert!(!cut || one.row > other.row, "{a:?} {one:?} {b:?} {other:?}");
            }
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn no_flag_covers_another_and_no_pole_cuts_one(
            flags in prop::collection::vec((0.0_f32..100.0, 1.0_f32..60.0), 0..60),
        ) {
            let ends = (0.0, 100.0);
            let mut flags = flags;
            flags.sort_by(|a, b| a.0.total_cmp(&b.0));
            let mut hung: Vec<Hung> = flags.iter().map(|(x, w)| Hung::new(*x, *w, ends)).collect();
            let slots = slots(&hung);
            apart(&hung, &slots)?;
            // Nor when one takes all the room it has.
            let some: Vec<Option<Slot>> = slots.iter().copied().map(Some).collect();
            for i in 0..hung.len() {
                let room = room(&hung, &some, i, (-60.0, 160.0)).unwrap();
                let flag = hung[i];
                prop_assert!(room > flag.width() - 0.01, "{room} {flag:?}");
                hung[i] = flag.widened(room - 0.01);
                apart(&hung, &slots)?;
            }
        }
    }

    #[test]
    fn a_late_flag_hangs_to_the_left_and_has_all_the_room_there_is() {
        let ends = (0.0, 100.0);
        let early = Hung::new(10.0, 40.0, ends);
        let late = Hung::new(90.0, 40.0, ends);
        assert!(!early.left && late.left);
        assert_eq!((late.from, late.to), (50.0, 90.0));
        let flags = [early, late];
        let slots: Vec<Option<Slot>> = slots(&flags).into_iter().map(Some).collect();
        assert_eq!(slots[0], slots[1]);
        // They share a row: one ends where the other begins.
        assert_eq!(room(&flags, &slots, 0, ends), Some(40.0));
        assert_eq!(room(&flags, &slots, 1, ends), Some(40.0));
        assert_eq!(room(&flags[..1], &slots[..1], 0, ends), Some(90.0));
        // Where neither side has room it hangs where there is more.
        assert!(Hung::new(60.0, 80.0, ends).left && !Hung::new(40.0, 80.0, ends).left);
    }
}
