//! The figures that checks name.

use crate::dataset::StoreBuilder;
use crate::dataset::files::Files;
use crate::dataset::parsed::{CHECKS, Parsed};
use crate::dataset::report::Report;
use crate::dataset::scan::Step::{self, Field, Item};
use crate::model::{CheckRule, Ref};

/// The figures a rule names, each with its path inside the rule.
pub(super) fn figures(rule: &CheckRule) -> Vec<(Vec<Step>, &Ref)> {
    let one = |field, figure| (vec![Field(field)], figure);
    let many = |field, figures| {
        let figures: &Vec<Ref> = figures;
        let numbered = figures.iter().enumerate();
        numbered.map(move |(i, figure)| (vec![Field(field), Item(i)], figure))
    };
    match rule {
        CheckRule::Ratio {
            part,
            whole,
            printed,
            ..
        } => {
            vec![
                one("part", part),
                one("whole", whole),
                one("printed", printed),
            ]
        }
        CheckRule::Sum { parts, total } => {
            many("parts", parts).chain([one("total", total)]).collect()
        }
        CheckRule::Difference {
            later,
            earlier,
            printed,
            ..
        } => {
            vec![
                one("later", later),
                one("earlier", earlier),
                one("printed", printed),
            ]
        }
        CheckRule::Order { descending } => many("descending", descending).collect(),
    }
}

/// Warns of figures that checks name but no pack has. `present` knows every observation read so far.
pub(in crate::dataset) fn check_figures(
    pack: &Parsed,
    files: &Files,
    builder: &StoreBuilder,
    report: &mut Report,
) {
    let checks = &pack.records.checks;
    let wanted = checks.iter().flat_map(|check| figures(&check.rule));
    let wanted = wanted.map(|(_, f)| (f.entity.as_str(), f.metric.as_str(), f.period));
    let present = builder.present(wanted);
    let places = pack.places();
    let file = files.display(CHECKS);
    for (i, check) in checks.iter().enumerate() {
        for (mut path, f) in figures(&check.rule) {
            if report.is_full(&file) {
                return;
            }
            if present.contains(&(f.entity.as_str(), f.metric.as_str(), f.period)) {
                continue;
            }
            path.splice(0..0, [Item(i), Field("rule")]);
            let message = format!(
                "no figure of `{}` for `{}` in {}",
                f.metric, f.entity, f.period
            );
            let remedy = "the check cannot be made; add the observation or mend the reference";
            report.warning(&file, places.at(CHECKS, &path), message, remedy.into());
        }
    }
}
