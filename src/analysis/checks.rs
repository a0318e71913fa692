//! Whether printed figures agree with each other: evaluates the checks of the packs.
//!
//! A printed share that does not follow from its own printed counts is shown with the sum, never hidden. Where
//! sources disagree about a figure, the first that is stored is used.

use crate::dataset::{Dataset, Obs};
use crate::model::{Check, CheckRule, Ref, format_number};

/// What became of one check.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Whether the figures agree; `None` when some are missing, so that nothing can be said.
    pub holds: Option<bool>,
    /// What follows from the other figures (share, sum, difference), unrounded; `None` for an order.
    pub computed: Option<f64>,
    /// What the source prints for it.
    pub printed: Option<f64>,
    /// The sum as one writes it: `27 ÷ 34 = 79.4%`, `11 ÷ 34 = 32.4% ≠ 32.3%`; what is missing stands as `?`.
    pub formula: String,
    /// Figures the check names that no pack has.
    pub missing: Vec<Ref>,
}

/// Evaluates every check of the dataset, in order.
pub fn check_all(dataset: &Dataset) -> Vec<(&Check, Outcome)> {
    let checks = dataset.checks.iter();
    checks
        .map(|check| (check, check_one(dataset, check)))
        .collect()
}

/// Evaluates one check.
fn check_one(dataset: &Dataset, check: &Check) -> Outcome {
    let mut figures = Figures {
        dataset,
        missing: Vec::new(),
    };
    let outcome = match &check.rule {
        CheckRule::Ratio {
            part,
            whole,
            printed,
            decimals,
        } => {
            let (part, whole) = (figures.get(part), figures.get(whole));
            let share = match (part, whole) {
                (Some(part), Some(whole)) if whole != 0.0 => Some(part / whole * 100.0),
                _ => None,
            };
            let sum = format!("{} ÷ {}", text(part), text(whole));
            equal(&sum, share, figures.get(printed), Some(*decimals), "%")
        }
        CheckRule::Sum { parts, total } => {
            let parts: Vec<_> = parts.iter().map(|part| figures.get(part)).collect();
            let computed = parts.iter().copied().sum::<Option<f64>>();
            let sum = parts.into_iter().map(text).collect::<Vec<_>>().join(" + ");
            equal(&sum, computed, figures.get(total), None, "")
        }
        CheckRule::Difference {
            later,
            earlier,
            printed,
            decimals,
        } => {
            let (later, earlier) = (figures.get(later), figures.get(earlier));
            let computed = later.zip(earlier).map(|(later, earlier)| later - earlier);
            let sum = format!("{} − {}", text(later), text(earlier));
            equal(&sum, computed, figures.get(printed), Some(*decimals), "")
        }
        CheckRule::Order { descending } => {
            let values: Vec<_> = descending
                .iter()
                .map(|figure| figures.get(figure))
                .collect();
            order(&values)
        }
    };
    Outcome {
        missing: figures.missing,
        ..outcome
    }
}

struct Figures<'a> {
    dataset: &'a Dataset,
    missing: Vec<Ref>,
}

impl Figures<'_> {
    fn get(&mut self, figure: &Ref) -> Option<f64> {
        let series = self
            .dataset
            .observations()
            .series(&figure.entity, &figure.metric);
        let there = series.filter(|obs| obs.period() == figure.period);
        // The metric's own definition before any other scope; `min_by_key` keeps the first of equals.
        let found = there.min_by_key(|obs| !obs.definition().is_empty());
        if found.is_none() {
            self.missing.push(figure.clone());
        }
        found.as_ref().map(Obs::value)
    }
}

fn text(value: Option<f64>) -> String {
    value.map_or_else(|| "?".to_owned(), |value| format_number(value, 4))
}

/// `computed = printed` at the decimals printed; without `decimals`, but for floating-point dust.
fn equal(
    sum: &str,
    computed: Option<f64>,
    printed: Option<f64>,
    decimals: Option<u8>,
    unit: &str,
) -> Outcome {
    let places = decimals.map_or(4, usize::from);
    let shown = |value: f64| format!("{}{unit}", format_number(value, places));
    let holds = computed
        .zip(printed)
        .map(|(computed, printed)| match decimals {
            Some(decimals) => is_rounded(computed, printed, decimals),
            None => (computed - printed).abs() <= 1e-9 * printed.abs().max(1.0),
        });
    let formula = match (computed, printed) {
        (Some(computed), Some(printed)) if holds == Some(false) => {
            let (mut left, mut right) = (shown(computed), shown(printed));
            if left == right {
                left = format!("{}{unit}", format_number(computed, places + 3));
                right = format!("{}{unit}", format_number(printed, places + 3));
            }
            format!("{sum} = {left} ≠ {right}")
        }
        (Some(computed), Some(_)) => format!("{sum} = {}", shown(computed)),
        (Some(computed), None) => format!("{sum} = {} ≟ ?", shown(computed)),
        (None, Some(printed)) => format!("{sum} ≟ {}", shown(printed)),
        (None, None) => format!("{sum} ≟ ?"),
    };
    Outcome {
        holds,
        computed,
        printed,
        formula,
        missing: Vec::new(),
    }
}

/// Whether `printed` is `computed` rounded half away from zero to `decimals`, floating-point dust aside. Figures
/// exactly on the half may have been rounded either way.
fn is_rounded(computed: f64, printed: f64, decimals: u8) -> bool {
    let half = 0.5 * 10f64.powi(-i32::from(decimals));
    (computed - printed).abs() <= half * (1.0 + 1e-9) + 1e-12 * computed.abs()
}

fn order(values: &[Option<f64>]) -> Outcome {
    let mut formula = String::new();
    let mut holds = Some(true);
    for (i, value) in values.iter().enumerate() {
        if i > 0 {
            let falls = values[i - 1]
                .zip(*value)
                .map(|(before, here)| before >= here);
            formula.push_str(match falls {
                Some(true) => " ≥ ",
                Some(false) => " < ",
                None => " ≟ ",
            });
            // A pair out of order refutes the whole, whatever is missing elsewhere.
            holds = match (holds, falls) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            };
        }
        formula.push_str(&text(*value));
    }
    if values.iter().any(Option::is_none) && holds == Some(true) {
        holds = None;
    }
    Outcome {
        holds,
        computed: None,
        printed: None,
        formula,
        missing: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{Records, fixture};
    use crate::model::Period;

    fn dataset(figures: &[(&str, f64)]) -> Dataset {
        let rows: Vec<_> = figures
            .iter()
            .map(|(metric, value)| fixture::obs("z", metric, 2019, *value))
            .collect();
        fixture::dataset(Records::default(), &rows)
    }

    fn figure(metric: &str) -> Ref {
        Ref {
            entity: "z".into(),
            metric: metric.into(),
            period: Period::year(2019),
        }
    }

    fn run(figures: &[(&str, f64)], rule: CheckRule) -> Outcome {
        let check = Check {
            id: "c".into(),
            title: String::new(),
            title_en: String::new(),
            rule,
        };
        check_one(&dataset(figures), &check)
    }

    fn ratio(part: f64, whole: f64, printed: f64) -> Outcome {
        let rule = CheckRule::Ratio {
            part: figure("part"),
            whole: figure("whole"),
            printed: figure("printed"),
            decimals: 1,
        };
        run(
            &[("part", part), ("whole", whole), ("printed", printed)],
            rule,
        )
    }

    #[test]
    fn shares_that_follow_and_that_do_not() {
        let sound = ratio(27.0, 34.0, 79.4);
        assert_eq!(
            (sound.holds, sound.formula.as_str()),
            (Some(true), "27 ÷ 34 = 79.4%")
        );
        let wrong = ratio(11.0, 34.0, 32.3);
        assert_eq!(
            (wrong.holds, wrong.formula.as_str()),
            (Some(false), "11 ÷ 34 = 32.4% ≠ 32.3%")
        );
        assert_eq!(ratio(1.0, 0.0, 5.0).holds, None);
    }

    #[test]
    fn sums_and_differences() {
        let sum = |total| CheckRule::Sum {
            parts: vec![figure("a"), figure("b")],
            total: figure(total),
        };
        let figures = [("a", 0.1), ("b", 0.2), ("t", 0.3), ("u", 0.4)];
        assert_eq!(run(&figures, sum("t")).formula, "0.1 + 0.2 = 0.3");
        assert_eq!(run(&figures, sum("t")).holds, Some(true));
        assert_eq!(run(&figures, sum("u")).formula, "0.1 + 0.2 = 0.3 ≠ 0.4");
        let missing = run(&figures, sum("none"));
        assert_eq!(
            (missing.holds, missing.missing),
            (None, vec![figure("none")])
        );
        let difference = CheckRule::Difference {
            later: figure("u"),
            earlier: figure("a"),
            printed: figure("t"),
            decimals: 1,
        };
        assert_eq!(run(&figures, difference).holds, Some(true));
    }

    #[test]
    fn order_down() {
        let rule = |names: &[&str]| CheckRule::Order {
            descending: names.iter().map(|name| figure(name)).collect(),
        };
        let figures = [("a", 3.0), ("b", 2.0), ("c", 2.0)];
        assert_eq!(run(&figures, rule(&["a", "b", "c"])).formula, "3 ≥ 2 ≥ 2");
        assert_eq!(run(&figures, rule(&["b", "a", "x"])).holds, Some(false));
        assert_eq!(run(&figures, rule(&["a", "x", "b"])).holds, None);
    }
}
