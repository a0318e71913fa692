//! Fewer points, the same picture: what a pixel cannot show is left out, what stands out never is.

/// Of points in order of `xs` those that show in pixel columns: the lowest and the highest of each, in their order;
/// where its span does not reach the next column's, the points they are joined by too. `columns` of them lie over the
/// span; what is beyond shares a column on each side.
///
/// All, when there are no more than four a column.
pub(super) fn columns(
    xs: &[f64],
    ys: &[f64],
    (left, right): (f64, f64),
    columns: usize,
) -> Vec<usize> {
    let width = (right - left) / columns as f64;
    if xs.len() <= 4 * columns || !(width.is_finite() && width > 0.0) {
        return (0..xs.len()).collect();
    }
    let mut found = Vec::with_capacity(columns + 2);
    let mut start = 0;
    for column in 0..=columns + 1 {
        let edge = left + column as f64 * width;
        let end = match column > columns {
            true => xs.len(),
            false => first_from(xs, start, edge),
        };
        found.extend(Column::of(&ys[start..end], start));
        start = end;
    }
    let mut kept = Vec::with_capacity(4 * found.len());
    for (k, column) in found.iter().enumerate() {
        let before = k.checked_sub(1).map(|k| &found[k]);
        let joins = [before, found.get(k + 1)].map(|next| next.is_none_or(|n| column.is_off(n)));
        column.tell(joins, &mut kept);
    }
    kept
}

/// The first from `start` on that is not before `edge`: near, in most cases, so that halving all the rest would mostly
/// read memory that is not needed otherwise.
fn first_from(xs: &[f64], start: usize, edge: f64) -> usize {
    let (mut from, mut step) = (start, 16);
    while xs.get(from + step).is_some_and(|x| *x < edge) {
        from += step;
        step *= 2;
    }
    let to = (from + step).min(xs.len());
    from + xs[from..to].partition_point(|x| *x < edge)
}

/// Points that share a pixel column.
struct Column {
    /// Positions of the first, the two extremes in their order, and the last.
    at: [usize; 4],
    low: f64,
    high: f64,
}

impl Column {
    /// Of `ys`, the first of which is at `start`; `None` of none.
    fn of(ys: &[f64], start: usize) -> Option<Self> {
        let last = ys.len().checked_sub(1)?;
        let (mut low, mut high) = (ys[0], ys[0]);
        for y in ys {
            low = if *y < low { *y } else { low };
            high = if *y > high { *y } else { high };
        }
        let place = |wanted: f64| ys.iter().position(|y| *y == wanted).unwrap_or(0);
        let (lowest, highest) = (place(low), place(high));
        let at = [0, lowest.min(highest), lowest.max(highest), last];
        Some(Self {
            at: at.map(|k| start + k),
            low,
            high,
        })
    }

    /// Whether no height is in both.
    fn is_off(&self, other: &Self) -> bool {
        self.high < other.low || other.high < self.low
    }

    /// The extremes, and the first and the last where what joins them to the neighbours would show.
    fn tell(&self, [before, after]: [bool; 2], kept: &mut Vec<usize>) {
        let wanted = [before, true, true, after];
        for (at, _) in self.at.iter().zip(wanted).filter(|(_, wanted)| *wanted) {
            if kept.last() != Some(at) {
                kept.push(*at);
            }
        }
    }
}

/// A point to be counted in its cell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted<T> {
    /// What is to be known of it.
    pub(super) look: T,
    /// Where it lies, in pixels.
    pub(super) at: [f32; 2],
    /// Whether it stands for its cell before all that are not.
    pub(super) first: bool,
}

/// The cells of `cell` pixels in which points lie: how many there are, and how the one looks that stands for them. What
/// is not finite or outside `size` is left out.
///
/// Row by row from the top.
pub(super) fn counted<T: Copy + Default>(
    points: impl Iterator<Item = Counted<T>>,
    size: [f32; 2],
    cell: f32,
) -> Vec<Cell<T>> {
    /// Points of a cell, and how the one looks that stands for them.
    #[derive(Clone, Copy, Default)]
    struct Slot<T> {
        points: u32,
        look: T,
    }
    let side = |length: f32| (length / cell).ceil().clamp(0.0, 4_096.0) as usize + 1;
    let (wide, high) = (side(size[0]), side(size[1]));
    let mut slots = vec![Slot::<T>::default(); wide * high];
    let mut settled = vec![false; wide * high];
    for Counted { look, at, first } in points {
        let (x, y) = (at[0] / cell, at[1] / cell);
        if !(x >= 0.0 && y >= 0.0 && x < wide as f32 && y < high as f32) {
            continue;
        }
        let place = y as usize * wide + x as usize;
        let slot = &mut slots[place];
        if slot.points == 0 || (first && !settled[place]) {
            slot.look = look;
            settled[place] |= first;
        }
        slot.points += 1;
    }
    let taken = slots.iter().enumerate().filter(|(_, slot)| slot.points > 0);
    let cells = taken.map(|(place, slot)| Cell {
        column: place % wide,
        row: place / wide,
        points: slot.points,
        look: slot.look,
    });
    cells.collect()
}

/// A cell in which points lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell<T> {
    /// From the left.
    pub(super) column: usize,
    /// From the top.
    pub(super) row: usize,
    /// How many points lie in it.
    pub(super) points: u32,
    /// Of the one that stands for them.
    pub(super) look: T,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Lowest and highest value of every column.
    fn extremes(points: &[(f64, f64)], columns: usize) -> Vec<Option<(f64, f64)>> {
        let mut found = vec![None; columns];
        for (x, y) in points {
            let at = ((x * columns as f64).floor() as usize).min(columns - 1);
            let (low, high) = found[at].unwrap_or((*y, *y));
            found[at] = Some((y.min(low), y.max(high)));
        }
        found
    }

    #[test]
    fn a_million_points_keep_their_spike() {
        let n = 1_000_000;
        let spike = |i: usize| if i == 654_321 { 1e9 } else { (i % 97) as f64 };
        let (xs, ys): (Vec<f64>, Vec<f64>) =
            (0..n).map(|i| (i as f64 / n as f64, spike(i))).unzip();
        let few = columns(&xs, &ys, (0.0, 1.0), 1920);
        // Two a column, for their spans overlap; four beside the spike.
        assert!(few.len() <= 2 * 1920 + 6 && few.contains(&654_321));
        assert_eq!((few[0], few[few.len() - 1]), (0, n - 1));
    }

    #[test]
    fn steps_and_slopes_keep_what_joins_them() {
        let n = 10_000;
        let xs: Vec<f64> = (0..n).map(|i| i as f64 / n as f64).collect();
        // A stair of ten, whose edges lie within columns: a point at every edge stays.
        let stair: Vec<f64> = (0..n).map(|i| (i / 1_000) as f64).collect();
        let few = columns(&xs, &stair, (0.0, 1.0), 300);
        for edge in 1..10 {
            let edge = edge * 1_000;
            assert!(few.contains(&(edge - 1)) || few.contains(&edge), "{edge}");
        }
        // A slope: the first and the last of every column are its extremes.
        let few = columns(&xs, &xs, (0.0, 1.0), 300);
        assert!((599..=604).contains(&few.len()), "{}", few.len());
    }

    #[test]
    fn nonsense_does_no_harm() {
        let (xs, mut ys) = (vec![0.0; 500], vec![1.0; 500]);
        ys[77] = f64::NAN;
        assert!(columns(&xs, &ys, (0.0, 1.0), 10).contains(&499));
        assert_eq!(columns(&xs, &ys, (1.0, 1.0), 10).len(), 500);
        assert_eq!(columns(&xs, &ys, (0.0, 1.0), 0).len(), 500);
        assert!(columns(&[], &[], (0.0, 1.0), 10).is_empty());
        let at = [
            [0.2, 0.2],
            [f32::NAN, 0.0],
            [-1.0, 0.0],
            [0.3, 0.1],
            [5.0, 5.0],
            [5.1, 5.0],
        ];
        let points = (0..).zip(at).map(|(look, at)| Counted {
            look,
            at,
            first: look >= 3,
        });
        let all = counted(points, [10.0, 10.0], 0.5);
        let told: Vec<_> = all.iter().map(|c| (c.points, c.look)).collect();
        assert_eq!(told, [(2, 3), (2, 4)]);
    }

    proptest! {
        #[test]
        fn no_column_loses_an_extreme(
            values in prop::collection::vec(-1e6..1e6_f64, 1..2000),
            wide in 1..50_usize,
        ) {
            // Powers of two, so that both sides agree in which column a point on an edge lies.
            let wide = wide.next_power_of_two();
            let n = values.len().next_power_of_two() as f64;
            let xs: Vec<f64> = (0..values.len()).map(|i| i as f64 / n).collect();
            let few = columns(&xs, &values, (0.0, 1.0), wide);
            prop_assert!(few.windows(2).all(|pair| pair[0] < pair[1]));
            let all: Vec<_> = xs.iter().copied().zip(values.iter().copied()).collect();
            let few: Vec<_> = few.into_iter().map(|i| all[i]).collect();
            prop_assert_eq!(extremes(&few, wide), extremes(&all, wide));
        }
    }
}
