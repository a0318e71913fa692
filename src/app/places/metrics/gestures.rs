//! Zooming and panning as arithmetic on axes: by factors about a point, by points of the screen, to a frame.

use egui::Rect;

use crate::app::state::metrics::Zoom;
use crate::chart::PeriodChoice;
use crate::chart::draw::{PlotArea, Ruler};
use crate::model::Period;

/// What lies across a plot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Across {
    /// Time: it is zoomed by choosing periods.
    Time,
    /// Values.
    Values,
    /// Neither: bars.
    Rows,
}

/// What a gesture may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Axes {
    /// The axis across.
    pub(super) x: bool,
    /// The upright one.
    pub(super) y: bool,
}

/// `value` on a scale on which equal steps are equal distances.
fn even(ruler: &Ruler, value: f64) -> f64 {
    if ruler.log {
        value.max(f64::MIN_POSITIVE).log10()
    } else {
        value
    }
}

fn uneven(ruler: &Ruler, value: f64) -> f64 {
    if ruler.log { 10_f64.powf(value) } else { value }
}

/// The range `factor` times as wide about the point at `about` ui points.
fn zoomed(ruler: &Ruler, about: f32, factor: f64) -> (f64, f64) {
    let centre = even(ruler, ruler.value(about));
    let (from, to) = (even(ruler, ruler.from), even(ruler, ruler.to));
    let low = centre + (from - centre) * factor;
    let high = centre + (to - centre) * factor;
    ordered(uneven(ruler, low), uneven(ruler, high))
}

/// The range moved so that what lay at a point lies `by` ui points further.
fn panned(ruler: &Ruler, by: f32) -> (f64, f64) {
    ordered(ruler.value(ruler.start - by), ruler.value(ruler.end - by))
}

fn ordered(a: f64, b: f64) -> (f64, f64) {
    (a.min(b), a.max(b))
}

/// The periods whose middle lies in `range`; `None` with fewer than two, as a line needs them. All of them: automatic.
pub(super) fn periods_within(periods: &[Period], range: (f64, f64)) -> Option<PeriodChoice> {
    let inside = |p: &&Period| (range.0..=range.1).contains(&p.middle());
    let found: Vec<Period> = periods.iter().filter(inside).copied().collect();
    if found.len() == periods.len() {
        return Some(PeriodChoice::Auto);
    }
    found.get(1)?;
    PeriodChoice::spanning(&found)
}

/// As many periods as shown, one step earlier or later; `None` at the end.
fn stepped(periods: &[Period], shown: (f64, f64), later: bool) -> Option<PeriodChoice> {
    let inside = |p: &Period| (shown.0..=shown.1).contains(&p.middle());
    let first = periods.iter().position(inside)?;
    let last = periods.iter().rposition(inside)?;
    let (first, last) = match later {
        true => (first + 1, last + 1),
        false => (first.checked_sub(1)?, last.checked_sub(1)?),
    };
    PeriodChoice::spanning(periods.get(first..=last)?)
}

/// `area` zoomed by `factor` (below 1: closer) about a point.
pub(super) fn zoom(
    area: &PlotArea,
    across: Across,
    periods: &[Period],
    about: egui::Pos2,
    factor: f64,
    axes: Axes,
) -> Zoom {
    let mut to = Zoom::default();
    if axes.y {
        to.y = Some(zoomed(&area.y, about.y, factor));
    }
    if axes.x {
        let range = zoomed(&area.x, about.x, factor);
        match across {
            Across::Values => to.x = Some(range),
            Across::Time => {
                to.period = periods_about(area, periods, about.x, factor)
                    .or_else(|| periods_within(periods, range));
            }
            Across::Rows => {}
        }
    }
    to
}

/// At least one period fewer, or more, at the ends: a small factor on few periods would change nothing.
fn periods_about(
    area: &PlotArea,
    periods: &[Period],
    about: f32,
    factor: f64,
) -> Option<PeriodChoice> {
    let (from, to) = ordered(area.x.from, area.x.to);
    let inside = |p: &Period| (from..=to).contains(&p.middle());
    let first = periods.iter().position(inside)?;
    let last = periods.iter().rposition(inside)?;
    let (low, high) = zoomed(&area.x, about, factor);
    let rough = |p: &Period| (low..=high).contains(&p.middle());
    let mut new_first = periods.iter().position(rough)?;
    let mut new_last = periods.iter().rposition(rough)?;
    if (new_first, new_last) == (first, last) {
        let centre = 0.5 * (area.x.start + area.x.end);
        let at_left = about < centre;
        match (factor < 1.0, at_left) {
            (true, true) => new_last = new_last.checked_sub(1)?,
            (true, false) => new_first += 1,
            (false, _) => {
                new_first = new_first.saturating_sub(1);
                new_last = (new_last + 1).min(periods.len() - 1);
            }
        }
    }
    if new_last <= new_first {
        return None;
    }
    if new_first == 0 && new_last + 1 == periods.len() {
        return Some(PeriodChoice::Auto);
    }
    PeriodChoice::spanning(&periods[new_first..=new_last])
}

/// `area` moved by `by` ui points.
pub(super) fn pan(area: &PlotArea, across: Across, periods: &[Period], by: egui::Vec2) -> Zoom {
    let mut to = Zoom::default();
    if by.y != 0.0 {
        to.y = Some(panned(&area.y, by.y));
    }
    if by.x != 0.0 {
        match across {
            Across::Values => to.x = Some(panned(&area.x, by.x)),
            Across::Time => {
                let shown = ordered(area.x.from, area.x.to);
                to.period = stepped(periods, shown, by.x < 0.0);
            }
            Across::Rows => {}
        }
    }
    to
}

/// What lies inside `frame`.
pub(super) fn into_frame(area: &PlotArea, across: Across, periods: &[Period], frame: Rect) -> Zoom {
    let frame = frame.intersect(area.rect);
    let y = ordered(area.y.value(frame.bottom()), area.y.value(frame.top()));
    let x = ordered(area.x.value(frame.left()), area.x.value(frame.right()));
    Zoom {
        y: Some(y),
        x: (across == Across::Values).then_some(x),
        period: match across {
            Across::Time => periods_within(periods, x),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{pos2, vec2};

    fn area(log: bool) -> PlotArea {
        let rect = Rect::from_min_size(pos2(100.0, 50.0), vec2(400.0, 200.0));
        PlotArea::new(rect, ((2015.0, 2025.0), false), ((1.0, 100.0), log), false)
    }

    fn years() -> Vec<Period> {
        (2015..2025).map(Period::year).collect()
    }

    const Y: Axes = Axes { x: false, y: true };

    #[test]
    fn the_point_zoomed_about_stays() {
        for log in [false, true] {
            let area = area(log);
            let about = pos2(200.0, 120.0);
            let value = area.y.value(about.y);
            let (low, high) = zoom(&area, Across::Time, &years(), about, 0.5, Y)
                .y
                .unwrap();
            let closer = PlotArea::new(
                area.rect,
                ((2015.0, 2025.0), false),
                ((low, high), log),
                false,
            );
            assert!((closer.y.at(value) - about.y).abs() < 1e-3);
            assert!(low > 1.0 && high < 100.0);
        }
    }

    #[test]
    fn zooming_in_and_out_again_comes_back() {
        let area = area(false);
        let about = pos2(300.0, 150.0);
        let (low, high) = zoom(&area, Across::Values, &[], about, 0.5, Y).y.unwrap();
        let closer = PlotArea::new(
            area.rect,
            ((2015.0, 2025.0), false),
            ((low, high), false),
            false,
        );
        let (low, high) = zoom(&closer, Across::Values, &[], about, 2.0, Y).y.unwrap();
        assert!((low - 1.0).abs() < 1e-3 && (high - 100.0).abs() < 1e-3);
    }

    #[test]
    fn every_zoom_in_time_changes_the_periods_until_two_are_left() {
        let years = years();
        let mut shown = PeriodChoice::Auto;
        let mut steps = 0;
        loop {
            let inside: Vec<&Period> = years.iter().filter(|p| shown.admits(**p)).collect();
            let x = (inside[0].middle(), inside[inside.len() - 1].middle());
            let area = PlotArea::new(area(false).rect, (x, false), ((0.0, 1.0), false), false);
            let axes = Axes { x: true, y: false };
            let to = zoom(&area, Across::Time, &years, pos2(300.0, 100.0), 0.9, axes);
            let Some(period) = to.period.filter(|period| *period != shown) else {
                assert_eq!(inside.len(), 2);
                break;
            };
            shown = period;
            steps += 1;
            assert!(steps < 20);
        }
    }

    #[test]
    fn a_frame_holds_what_was_framed() {
        let area = area(false);
        let frame = Rect::from_two_pos(area.position(2016.0, 20.0), area.position(2019.0, 60.0));
        let to = into_frame(&area, Across::Time, &years(), frame);
        let (low, high) = to.y.unwrap();
        assert!((low - 20.0).abs() < 0.01 && (high - 60.0).abs() < 0.01);
        assert_eq!(
            to.period,
            Some(PeriodChoice::Range(Period::year(2016), Period::year(2018)))
        );
    }

    #[test]
    fn a_year_is_not_lost_behind_its_september() {
        let parse = |text: &str| text.parse::<Period>().unwrap();
        let periods = ["2018", "2019", "2020", "2020-09"].map(parse);
        let shown = (periods[0].middle(), periods[1].middle());
        let Some(later) = stepped(&periods[..3], shown, true) else {
            panic!()
        };
        assert!(later.admits(periods[2]) && !later.admits(periods[0]));
        let all = PeriodChoice::spanning(&periods).unwrap();
        assert!(periods.iter().all(|p| all.admits(*p)) && all.is_of_years());
        assert_eq!(PeriodChoice::spanning(&[]), None);
    }

    #[test]
    fn panning_keeps_the_span() {
        let area = area(false);
        let to = pan(&area, Across::Values, &[], vec2(0.0, 20.0));
        let (low, high) = to.y.unwrap();
        assert!((high - low - 99.0).abs() < 1e-3 && low > 1.0);
    }
}
