//! Ticks of a value axis and places for labels.

use egui::Rect;

/// A value axis: from, to, and the ticks between.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scale {
    pub(super) min: f64,
    pub(super) max: f64,
    pub(super) ticks: Vec<f64>,
    /// Decimals the ticks need.
    pub(super) decimals: usize,
}

impl Scale {
    /// Round ticks around `min..=max`, about `wanted` of them; `whole` keeps them integers.
    pub(super) fn nice(min: f64, max: f64, wanted: usize, whole: bool) -> Self {
        let (mut min, mut max) = (min, max);
        if min >= 0.0 && min <= 0.4 * max {
            min = 0.0;
        }
        if min == 0.0 && max == 0.0 {
            max = 1.0;
        }
        if min == max {
            let pad = if whole {
                1.0
            } else {
                (0.1 * min.abs()).max(1e-9)
            };
            (min, max) = (min - pad, max + pad);
        }
        let raw = (max - min) / wanted.max(1) as f64;
        let magnitude = 10_f64.powf(raw.log10().floor());
        let mut step = [1.0, 2.0, 2.5, 5.0, 10.0]
            .into_iter()
            .map(|m| m * magnitude)
            .find(|step| *step >= raw * 0.999)
            .unwrap_or(10.0 * magnitude);
        if whole {
            step = step.max(1.0).round();
        }
        let (first, last) = ((min / step).floor(), (max / step).ceil());
        let count = (last - first).clamp(1.0, 100.0) as usize;
        let ticks: Vec<f64> = (0..=count).map(|i| (first + i as f64) * step).collect();
        let decimals = decimals(step);
        Self {
            min: ticks[0],
            max: ticks[count],
            ticks,
            decimals,
        }
    }

    /// Exactly `from..=to`, with the round ticks inside.
    pub(super) fn within(from: f64, to: f64, wanted: usize, log: bool, whole: bool) -> Self {
        let around = match log {
            true => Self::log(from, to, wanted),
            false => Self::nice_without_zero(from, to, wanted, whole),
        };
        let inside = |t: &f64| (from..=to).contains(t);
        let ticks: Vec<f64> = around.ticks.into_iter().filter(inside).collect();
        // Between two powers of ten no round one may be left.
        if log && ticks.len() < 2 {
            return Self::nice_without_zero(from, to, wanted, whole);
        }
        Self {
            min: from,
            max: to,
            ticks,
            decimals: around.decimals,
        }
    }

    fn nice_without_zero(from: f64, to: f64, wanted: usize, whole: bool) -> Self {
        let raw = (to - from) / wanted.max(1) as f64;
        let magnitude = 10_f64.powf(raw.log10().floor());
        let step = [1.0, 2.0, 2.5, 5.0, 10.0]
            .into_iter()
            .map(|m| m * magnitude)
            .find(|step| *step >= raw * 0.999 && !(whole && step.fract() > 0.0))
            .unwrap_or(10.0 * magnitude)
            .max(if whole { 1.0 } else { 0.0 });
        let first = (from / step).ceil();
        let ticks: Vec<f64> = (0..=100)
            .map(|i| (first + f64::from(i)) * step)
            .take_while(|t| *t <= to)
            .collect();
        Self {
            min: from,
            max: to,
            decimals: decimals(step),
            ticks,
        }
    }

    /// Ticks at 1, 2, 5 × powers of ten around `min..=max` (positive), thinned to about `wanted`.
    pub(super) fn log(min: f64, max: f64, wanted: usize) -> Self {
        let (low, high) = (min.log10().floor() as i32, max.log10().ceil() as i32);
        let high = high.max(low + 1);
        let decades = (high - low) as usize;
        let steps: &[f64] = match decades {
            0..=1 => &[1.0, 2.0, 3.0, 5.0, 7.0],
            2..=3 => &[1.0, 2.0, 5.0],
            _ => &[1.0],
        };
        let all = (low..=high).flat_map(|power| steps.iter().map(move |m| m * 10_f64.powi(power)));
        let stride = match steps.len() {
            1 => decades.div_ceil(wanted.max(1)).max(1),
            _ => 1,
        };
        let ticks: Vec<f64> = all.step_by(stride).collect();
        // The ends are the ticks next to the data, so that no decade stands empty.
        let first = ticks
            .iter()
            .rposition(|t| *t <= min * 1.000_001)
            .unwrap_or(0);
        let last = ticks
            .iter()
            .position(|t| *t >= max * 0.999_999)
            .unwrap_or(ticks.len() - 1);
        let last = last.max(first + 1).min(ticks.len() - 1);
        let ticks = ticks[first.min(last - 1)..=last].to_vec();
        Self {
            min: ticks[0].min(min),
            max: ticks[ticks.len() - 1].max(max),
            decimals: (-ticks[0].log10().floor()).clamp(0.0, 12.0) as usize,
            ticks,
        }
    }
}

/// Decimals a step needs.
fn decimals(step: f64) -> usize {
    (0..=12)
        .find(|&d| {
            let shifted = step * 10_f64.powi(d);
            (shifted - shifted.round()).abs() < 1e-6 * shifted.max(1.0)
        })
        .unwrap_or(12) as usize
}

/// Moves labels of height `height`, given by their wished middles, so that none overlap and all lie in `from..=to`.
///
/// Order is kept; with less room than they need they are spread evenly.
pub(super) fn spread(wished: &[f32], height: f32, from: f32, to: f32) -> Vec<f32> {
    let n = wished.len();
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|&a, &b| wished[a].total_cmp(&wished[b]));
    let room = (to - from - height).max(0.0);
    let step = match n {
        0 | 1 => height,
        n => height.min(room / (n - 1) as f32),
    };
    let (first, last) = (from + 0.5 * height, from + 0.5 * height + room);
    let mut placed = vec![0.0; n];
    let mut floor = first;
    for &i in &order {
        placed[i] = wished[i].max(floor);
        floor = placed[i] + step;
    }
    let mut ceiling = last;
    for &i in order.iter().rev() {
        placed[i] = placed[i].min(ceiling);
        ceiling = placed[i] - step;
    }
    placed
}

/// A span let down until `value` lies at least `room` points above its lower end, on an axis `length` points long: for a
/// label that hangs below. Where that would take half the axis the span stays.
pub(super) fn let_down(span: (f64, f64), value: f64, room: f32, length: f32) -> (f64, f64) {
    let (low, high) = span;
    let share = f64::from(room / length);
    match share < 0.5 {
        true => (low.min((value - high * share) / (1.0 - share)), high),
        false => span,
    }
}

/// Whether `rect` is free of all `taken`.
pub(super) fn free(rect: Rect, taken: &[Rect]) -> bool {
    !taken.iter().any(|other| other.intersects(rect))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_cover_the_data() {
        let scale = Scale::nice(100.0, 105.5, 5, false);
        assert_eq!(scale.ticks, [100.0, 102.0, 104.0, 106.0]);
        let scale = Scale::nice(3.0, 53.0, 5, false);
        assert_eq!((scale.min, scale.max), (0.0, 60.0));
        assert_eq!(Scale::nice(1.0, 3.0, 5, true).ticks, [0.0, 1.0, 2.0, 3.0]);
        assert_eq!(Scale::nice(0.02, 0.05, 3, false).decimals, 2);
        for (min, max) in [
            (0.0, 0.0),
            (5.0, 5.0),
            (-3.0, 7.0),
            (1e-7, 2e-7),
            (1e15, 3e15),
        ] {
            let scale = Scale::nice(min, max, 5, false);
            assert!(scale.min <= min && scale.max >= max && scale.min < scale.max);
            assert!((2..=12).contains(&scale.ticks.len()), "{scale:?}");
        }
    }

    #[test]
    fn nought_alone_stands_on_an_axis_from_nought() {
        let scale = Scale::nice(0.0, 0.0, 5, false);
        assert_eq!((scale.min, scale.max), (0.0, 1.0));
        assert!(scale.ticks.len() > 2, "{scale:?}");
    }

    #[test]
    fn log_ticks_are_ones_twos_and_fives() {
        assert_eq!(
            Scale::log(3.0, 400.0, 5).ticks,
            [2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0]
        );
        assert_eq!(
            Scale::log(1.0, 8.0, 5).ticks,
            [1.0, 2.0, 3.0, 5.0, 7.0, 10.0]
        );
        for (min, max) in [
            (1e-9, 1e12),
            (5.0, 5.0),
            (0.3, 0.4),
            (1e-300, 1e300),
            (10.0, 100.0),
        ] {
            let scale = Scale::log(min, max, 5);
            assert!(
                scale.min <= min && scale.max >= max && scale.min < scale.max,
                "{scale:?}"
            );
            assert!((2..=12).contains(&scale.ticks.len()), "{scale:?}");
        }
    }

    #[test]
    fn an_axis_makes_room_for_what_hangs_from_it() {
        let (low, high) = let_down((-2.0, 8.0), -2.0, 10.0, 100.0);
        assert!(((-2.0 - low) / (high - low) - 0.1).abs() < 1e-6, "{low}");
        assert_eq!(let_down((-2.0, 8.0), -0.5, 10.0, 100.0), (-2.0, 8.0));
        assert_eq!(let_down((-2.0, 8.0), -2.0, 60.0, 100.0), (-2.0, 8.0));
    }

    #[test]
    fn a_chosen_range_is_kept() {
        let scale = Scale::within(101.0, 107.0, 5, false, false);
        assert_eq!((scale.min, scale.max), (101.0, 107.0));
        assert_eq!(scale.ticks, [102.0, 104.0, 106.0]);
        assert_eq!(
            Scale::within(3.0, 300.0, 5, true, false).ticks,
            [5.0, 10.0, 20.0, 50.0, 100.0, 200.0]
        );
        let close = Scale::within(11.0, 19.0, 5, true, false);
        assert_eq!(close.ticks, [12.0, 14.0, 16.0, 18.0]);
        for to in [2.0, 3.0, 14.0, 31.0] {
            let ranks = Scale::within(1.0, to, 6, false, true).ticks;
            assert!(ranks.iter().all(|t| t.fract() == 0.0), "{ranks:?}");
        }
    }

    #[test]
    fn labels_never_overlap_nor_leave() {
        let wished = [10.0, 12.0, 11.0, 95.0, 99.0];
        let placed = spread(&wished, 10.0, 0.0, 100.0);
        let mut sorted = placed.clone();
        sorted.sort_by(f32::total_cmp);
        assert!(sorted.windows(2).all(|w| w[1] - w[0] >= 9.99), "{sorted:?}");
        assert!(sorted[0] >= 5.0 && sorted[4] <= 95.0, "{sorted:?}");
        assert!(placed[0] < placed[2] && placed[2] < placed[1]);
    }
}
