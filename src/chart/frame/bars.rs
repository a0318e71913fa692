//! Observations → ranked bars.

use super::metrics::{Cited, Found, picked, rank, set_apart};
use super::section::CrossSection;
use super::words::{period_range, spread};
use super::{Body, ChartError, Draft, MAX_BARS, Row};
use crate::chart::spec::{ChartSpec, PeriodChoice};
use crate::dataset::Dataset;
use crate::model::{EntityId, MetricId};
use crate::text::tr_args;

/// One bar per entity and metric: the latest figure in the periods asked for.
pub(super) fn bars(
    spec: &ChartSpec,
    dataset: &Dataset,
    metrics: &[MetricId],
    entities: &[EntityId],
) -> Result<Draft, ChartError> {
    let found = Found::new(spec, dataset, metrics, entities)?;
    let section = match (&found.metrics[..], entities, spec.period) {
        ([metric], [], PeriodChoice::Auto) => CrossSection::of(&found, metric),
        _ => None,
    };
    let period = section
        .as_ref()
        .map_or(spec.period, |section| PeriodChoice::At(section.period));
    let (mut cited, mut rows) = (Cited::default(), Vec::new());
    let (mut conflict, mut count) = (false, 0);
    for entity in &found.entities {
        for metric in &found.metrics {
            let groups = found.groups(entity, metric, period);
            let latest = groups.into_iter().max_by(|a, b| {
                let (a, b) = (a[0][0].period(), b[0][0].period());
                a.end()
                    .total_cmp(&b.end())
                    .then(a.start().total_cmp(&b.start()))
            });
            let Some(mut latest) = latest else { continue };
            if let Some(section) = &section {
                latest.retain(|alike| alike[0].definition() == section.definition);
            }
            conflict |= latest.len() > 1;
            count += latest.len();
            if count > MAX_BARS && section.is_none() {
                continue;
            }
            let wanted = |id: &str| spec.highlight.iter().any(|h| h == id);
            let highlight =
                spec.highlight.is_empty() || wanted(entity.as_str()) || wanted(metric.id.as_str());
            for alike in &latest {
                let mut name = found.name(entity, metric);
                if latest.len() > 1 {
                    name = set_apart(&name, &alike[0], dataset, spec.lang);
                }
                rows.push(Row {
                    name,
                    mark: found.mark(alike, metric, &mut cited),
                    highlight,
                });
            }
        }
    }
    if count > MAX_BARS && section.is_none() {
        return Err(ChartError::TooManyBars { count });
    }
    if rows.is_empty() {
        return Err(found.nothing(spec.period));
    }
    let ranks = found.metrics.iter().all(|m| rank(m));
    rows.sort_by(|a, b| match ranks {
        true => a.mark.value.total_cmp(&b.mark.value),
        false => b.mark.value.total_cmp(&a.mark.value),
    });
    let lang = spec.lang;
    let mut notes = section
        .map(|section| section.notes(&mut rows, lang))
        .unwrap_or_default();
    let mut subtitle = found.scope();
    subtitle.extend(period_range(&cited.periods, lang));
    let latest = spec.period == PeriodChoice::Auto && cited.periods.len() > 1;
    notes.extend(picked(
        &[
            (latest, "chart-note-latest"),
            (conflict, "chart-note-conflict"),
            (found.mixed, "chart-note-mixed"),
        ],
        lang,
    ));
    Ok(Draft {
        title: bar_title(&found, &rows),
        subtitle,
        notes,
        cited: cited.sources,
        body: Body::Bars { rows },
    })
}

/// Who comes first, when that is clear; otherwise the measure.
fn bar_title(found: &Found<'_>, rows: &[Row]) -> String {
    let plain = found.plain_title();
    let clear = match rows {
        [first, second, ..] => {
            first.mark.value != second.mark.value
                && !first.mark.approximate
                && !second.mark.approximate
        }
        _ => false,
    };
    if found.metrics.len() > 1 || !clear || spread(rows.iter().map(|r| &r.mark)).is_none() {
        return plain;
    }
    let args = [
        ("what", plain.into()),
        ("first", rows[0].name.as_str().into()),
    ];
    tr_args(found.lang, "chart-title-first", &args)
}
