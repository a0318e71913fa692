//! Fewer points, the same picture: what a pixel cannot show is left out, what stands out never is.

/// Of points in order of `xs` those that show in pixel columns: the first, the lowest, the highest and the last of each,
/// in their order. `columns` of them lie over the span; what is beyond shares a column on each side.
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
    let mut kept = Vec::with_capacity(4 * (columns + 2));
    let mut start = 0;
    for column in 0..=columns + 1 {
        let edge = left + column as f64 * width;
        let end = match column > columns {
            true => xs.len(),
            false => start + xs[start..].partition_point(|x| *x < edge),
        };
        tell(&ys[start..end], start, &mut kept);
        start = end;
    }
    kept
}

/// Keeps the first, the lowest, the highest and the last of `ys`, the first of which is at `start`.
fn tell(ys: &[f64], start: usize, kept: &mut Vec<usize>) {
    let Some(last) = ys.len().checked_sub(1) else {
        return;
    };
    let (mut low, mut high) = (ys[0], ys[0]);
    for y in ys {
        low = if *y < low { *y } else { low };
        high = if *y > high { *y } else { high };
    }
    let place = |wanted: f64| ys.iter().position(|y| *y == wanted).unwrap_or(0);
    let (low, high) = (place(low), place(high));
    let mut before = None;
    for at in [0, low.min(high), low.max(high), last] {
        if before.replace(at) != Some(at) {
            kept.push(start + at);
        }
    }
}

/// The cells of `cell` pixels in which points lie: how many there are, and which one `better` than the others stands for
/// them. `at` are pixels; what is not finite or outside `size` is left out.
///
/// In the order in which the cells are first met.
pub(super) fn counted(
    at: impl Iterator<Item = [f32; 2]>,
    size: [f32; 2],
    cell: f32,
    better: impl Fn(usize, usize) -> bool,
) -> Vec<Cell> {
    let side = |length: f32| (length / cell).ceil().clamp(0.0, 8_192.0) as usize + 1;
    let (wide, high) = (side(size[0]), side(size[1]));
    // Position in `found` from 1; 0 where nothing lies.
    let mut places = vec![0_u32; wide * high];
    let mut found: Vec<Cell> = Vec::new();
    for (index, [x, y]) in at.enumerate() {
        let (x, y) = (x / cell, y / cell);
        if !(x >= 0.0 && y >= 0.0 && x < wide as f32 && y < high as f32) {
            continue;
        }
        let (column, row) = (x as usize, y as usize);
        let place = &mut places[row * wide + column];
        match *place {
            0 => {
                found.push(Cell {
                    column,
                    row,
                    points: 1,
                    index,
                });
                *place = found.len() as u32;
            }
            taken => {
                let cell = &mut found[taken as usize - 1];
                cell.points += 1;
                if better(index, cell.index) {
                    cell.index = index;
                }
            }
        }
    }
    found
}

/// A cell in which points lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// From the left.
    pub(super) column: usize,
    /// From the top.
    pub(super) row: usize,
    /// How many points lie in it.
    pub(super) points: u32,
    /// The position of the one that stands for them.
    pub(super) index: usize,
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
        assert!(few.len() <= 4 * 1920 && few.contains(&654_321));
        assert_eq!((few[0], few[few.len() - 1]), (0, n - 1));
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
        ];
        let all = counted(at.into_iter(), [10.0, 10.0], 0.5, |a, b| a > b);
        let told: Vec<_> = all.iter().map(|c| (c.points, c.index)).collect();
        assert_eq!(told, [(2, 3), (1, 4)]);
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
