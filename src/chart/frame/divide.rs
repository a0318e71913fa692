//! Figures per unit of another metric.

use super::ChartError;
use super::tracks::{Made, Tracks, data, points};
use crate::analysis::transform::per as per_unit;
use crate::chart::spec::PeriodChoice;
use crate::model::{Named as _, Qualifier};

impl Tracks<'_> {
    /// Divides each figure by that of another metric.
    pub(super) fn divide(&mut self) -> Result<(), ChartError> {
        let Some(per) = self.found.measure.per else {
            return Ok(());
        };
        for track in &mut self.tracks {
            let groups = self.found.groups(track.entity, per, PeriodChoice::Auto);
            let mut others = points(&self.found, per, &groups);
            others.retain(|p| p.mark.period.is_some());
            let every: Vec<usize> = (0..others.len()).collect();
            let (own, by) = (track.data(), data(&others, &every));
            let values = per_unit(&own, &by);
            let mut divided = Vec::new();
            for (of, (datum, value)) in own.iter().zip(values).enumerate() {
                let Some((value, at)) = value else {
                    let mut same = by.iter().filter(|d| d.period == datum.period);
                    self.said.scopes |= same.clone().next().is_some()
                        && same.all(|d| d.definition != datum.definition);
                    continue;
                };
                let by = &others[at];
                let made = Made {
                    value,
                    of,
                    hedged: self.found.hedge([&by.mark]) != Qualifier::Exact,
                    cites: by.mark.cites.clone(),
                    ..Made::default()
                };
                let mut point = made.point(&track.points, &self.found, track.metric);
                point.mark.basis = format!("{} ÷ {}", track.points[of].mark.label, by.mark.label);
                point.mark.approximate |= by.mark.approximate;
                divided.push(point);
            }
            self.said.dropped |= divided.len() < track.points.len();
            track.points = divided;
        }
        if self.tracks.iter().any(|t| !t.points.is_empty()) {
            return Ok(());
        }
        let metric = per.name(self.found.lang).to_owned();
        Err(match self.said.scopes {
            true => ChartError::OtherScope { metric },
            false => ChartError::NoDivisor { metric },
        })
    }
}
