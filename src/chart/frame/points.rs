//! The points of a line, and their numbers alone.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Deref;

use super::Point;

/// Points in order of time. What drawing asks of every one of them stands once more side by side: a frame of a million
/// points reads a tenth of their memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Points {
    all: Vec<Point>,
    main: Numbers,
    asides: Numbers,
    /// The points of the line that are not joined to the one before.
    breaks: Vec<usize>,
    span: Option<(f64, f64)>,
    digest: u64,
}

/// The numbers of some of the points.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::chart) struct Numbers {
    /// Which point each is of.
    pub(in crate::chart) index: Vec<u32>,
    /// Decimal years.
    pub(in crate::chart) xs: Vec<f64>,
    /// Values.
    pub(in crate::chart) values: Vec<f64>,
    /// What is drawn otherwise.
    pub(in crate::chart) looks: Vec<Look>,
}

/// What makes a point look other than its neighbours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::chart) struct Look {
    /// As of [`super::Mark::approximate`].
    pub(in crate::chart) approximate: bool,
    /// As of [`Point::redefined`].
    pub(in crate::chart) redefined: bool,
}

impl Points {
    /// The points a line runs through.
    pub(in crate::chart) fn main(&self) -> &Numbers {
        &self.main
    }

    /// Second figures for a period.
    pub(in crate::chart) fn asides(&self) -> &Numbers {
        &self.asides
    }

    /// Whether a line runs without a break from one point to a later one, both on the line.
    pub(in crate::chart) fn joined(&self, from: usize, to: usize) -> bool {
        let next = self.breaks.partition_point(|at| *at <= from);
        self.breaks.get(next).is_none_or(|at| *at > to)
    }

    /// Tells these points from others in what is drawn of them.
    pub(in crate::chart) fn digest(&self) -> u64 {
        self.digest
    }

    /// Lowest and highest value; `None` when there is none.
    pub(in crate::chart) fn span(&self) -> Option<(f64, f64)> {
        self.span
    }
}

/// Lowest and highest of `values`; `None` when there is none that is finite.
pub(super) fn extent(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    let values = values.filter(|v| v.is_finite());
    values.fold(None, |span: Option<(f64, f64)>, value| match span {
        Some((low, high)) => Some((low.min(value), high.max(value))),
        None => Some((value, value)),
    })
}

impl Numbers {
    fn digest(&self, state: &mut DefaultHasher) {
        self.index.hash(state);
        for number in self.xs.iter().chain(&self.values) {
            number.to_bits().hash(state);
        }
        self.looks.hash(state);
    }
}

impl From<Vec<Point>> for Points {
    fn from(all: Vec<Point>) -> Self {
        let (mut main, mut asides) = (Numbers::default(), Numbers::default());
        for (i, point) in all.iter().enumerate() {
            let numbers = match point.aside {
                true => &mut asides,
                false => &mut main,
            };
            numbers.index.push(i as u32);
            numbers.xs.push(point.x);
            numbers.values.push(point.mark.value);
            numbers.looks.push(Look {
                approximate: point.mark.approximate,
                redefined: point.redefined,
            });
        }
        let breaks = all.iter().enumerate();
        let breaks = breaks.filter(|(_, point)| !point.aside && !point.joined);
        let breaks: Vec<usize> = breaks.map(|(i, _)| i).collect();
        let mut digest = DefaultHasher::new();
        main.digest(&mut digest);
        asides.digest(&mut digest);
        breaks.hash(&mut digest);
        let span = extent(all.iter().map(|p| p.mark.value));
        Self {
            breaks,
            digest: digest.finish(),
            main,
            asides,
            span,
            all,
        }
    }
}

impl FromIterator<Point> for Points {
    fn from_iter<T: IntoIterator<Item = Point>>(points: T) -> Self {
        points.into_iter().collect::<Vec<_>>().into()
    }
}

impl Deref for Points {
    type Target = [Point];

    fn deref(&self) -> &[Point] {
        &self.all
    }
}

impl IntoIterator for Points {
    type Item = Point;
    type IntoIter = std::vec::IntoIter<Point>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.into_iter()
    }
}

impl<'a> IntoIterator for &'a Points {
    type Item = &'a Point;
    type IntoIter = std::slice::Iter<'a, Point>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.iter()
    }
}
