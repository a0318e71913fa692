//! Fewer points, the same picture: what a pixel cannot show is left out, what stands out never is.

use std::borrow::Cow;

/// The points of a line of which every pixel column keeps the first, the lowest, the highest and the last one, in their
/// order. `left..=right` are spread over `columns` pixels; points beyond share a column on each side.
///
/// A line of at most four points a column is given back as it is. Points that are not finite are kept.
pub fn columns(points: &[[f64; 2]], left: f64, right: f64, columns: usize) -> Cow<'_, [[f64; 2]]> {
    let scale = columns as f64 / (right - left);
    if points.len() <= 4 * columns.max(1) || !scale.is_finite() || scale <= 0.0 {
        return points.into();
    }
    let column = |point: &[f64; 2]| {
        let at = ((point[0] - left) * scale).floor();
        at.clamp(-1.0, columns as f64)
    };
    let mut picker = Picker::default();
    for (index, point) in points.iter().enumerate() {
        picker.add(column(point), point[1], index);
    }
    let kept = picker.finish();
    kept.into_iter().map(|index| points[index]).collect()
}

/// Picks, of points that come column by column, the first, the lowest, the highest and the last of each column.
#[derive(Default)]
pub struct Picker {
    here: Option<Column>,
    kept: Vec<usize>,
}

/// What of a column is kept so far: values with their positions.
struct Column {
    at: f64,
    first: usize,
    low: (f64, usize),
    high: (f64, usize),
    last: usize,
}

impl Picker {
    /// Takes the next point: its column, its value and its position, which must grow. A value that is no number is kept.
    pub fn add(&mut self, at: f64, value: f64, index: usize) {
        if value.is_nan() {
            self.end_column();
            self.kept.push(index);
            return;
        }
        match &mut self.here {
            // NaN equals nothing, so such a point is a column of its own.
            Some(here) if here.at == at => {
                if value < here.low.0 {
                    here.low = (value, index);
                }
                if value > here.high.0 {
                    here.high = (value, index);
                }
                here.last = index;
            }
            _ => {
                self.end_column();
                self.here = Some(Column {
                    at,
                    first: index,
                    low: (value, index),
                    high: (value, index),
                    last: index,
                });
            }
        }
    }

    fn end_column(&mut self) {
        let Some(column) = self.here.take() else {
            return;
        };
        let (low, high) = (column.low.1, column.high.1);
        let mut picked = [column.first, low.min(high), low.max(high), column.last].to_vec();
        picked.dedup();
        self.kept.extend(picked);
    }

    /// The positions picked, in order.
    pub fn finish(mut self) -> Vec<usize> {
        self.end_column();
        self.kept
    }
}

/// The positions of the points of one look (colour and size) that show: of those in the same cell of `cell` pixels only
/// the last one, which is drawn over the others. `at` are pixels; what is not finite or outside `size` is left out.
///
/// In order; half a pixel for `cell` changes a picture by less than its antialiasing.
pub fn cells(at: &[[f32; 2]], size: [f32; 2], cell: f32) -> Vec<usize> {
    let side = |length: f32| (length / cell).ceil().clamp(0.0, 16_384.0) as usize + 1;
    let (wide, high) = (side(size[0]), side(size[1]));
    let mut taken = vec![false; wide * high];
    let mut kept = Vec::new();
    for (index, [x, y]) in at.iter().enumerate().rev() {
        let (x, y) = (x / cell, y / cell);
        if !(x >= 0.0 && y >= 0.0 && x < wide as f32 && y < high as f32) {
            continue;
        }
        let place = y as usize * wide + x as usize;
        if !taken[place] {
            taken[place] = true;
            kept.push(index);
        }
    }
    kept.reverse();
    kept
}

/// The cells of `cell` pixels in which points lie: how many there are, and which one `better` than the others stands for
/// them. `at` are pixels; what is not finite or outside `size` is left out.
///
/// In the order in which the cells are first met.
pub fn counted(
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
pub struct Cell {
    /// From the left.
    pub column: usize,
    /// From the top.
    pub row: usize,
    /// How many points lie in it.
    pub points: u32,
    /// The position of the one that stands for them.
    pub index: usize,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Lowest and highest value of every column.
    fn extremes(points: &[[f64; 2]], columns: usize) -> Vec<Option<(f64, f64)>> {
        let mut found = vec![None; columns];
        for [x, y] in points {
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
        let points: Vec<[f64; 2]> = (0..n).map(|i| [i as f64 / n as f64, spike(i)]).collect();
        let few = columns(&points, 0.0, 1.0, 1920);
        assert!(few.len() <= 4 * 1920 && few.iter().any(|p| p[1] == 1e9));
        assert_eq!((few[0], few[few.len() - 1]), (points[0], points[n - 1]));
    }

    #[test]
    fn gaps_and_nonsense_do_no_harm() {
        let mut points = vec![[0.0, 1.0]; 500];
        points[77] = [0.0, f64::NAN];
        points[78] = [f64::NAN, 2.0];
        points[79] = [f64::INFINITY, 3.0];
        let few = columns(&points, 0.0, 1.0, 10);
        assert!(few.iter().any(|p| p[1].is_nan()) && few.iter().any(|p| p[0].is_nan()));
        assert_eq!(columns(&points, 1.0, 1.0, 10).len(), 500);
        assert_eq!(columns(&points, 0.0, 1.0, 0).len(), 500);
        assert!(columns(&[], 0.0, 1.0, 10).is_empty());
        let at = [
            [0.2, 0.2],
            [f32::NAN, 0.0],
            [-1.0, 0.0],
            [0.3, 0.1],
            [5.0, 5.0],
        ];
        assert_eq!(cells(&at, [10.0, 10.0], 0.5), [3, 4]);
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
            let n = values.len() as f64;
            let points: Vec<[f64; 2]> =
                values.iter().enumerate().map(|(i, y)| [i as f64 / n, *y]).collect();
            let few = columns(&points, 0.0, 1.0, wide);
            prop_assert_eq!(extremes(&few, wide), extremes(&points, wide));
            prop_assert!(few.windows(2).all(|pair| pair[0][0] < pair[1][0]));
        }
    }
}
