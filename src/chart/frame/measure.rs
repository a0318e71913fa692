//! What is made of the figures, in words: units, labels, titles under each transform.

use super::found::rank;
use super::{ChartError, words};
use crate::chart::nearest;
use crate::chart::spec::{ChartSpec, Transform};
use crate::dataset::Dataset;
use crate::model::{Lang, Metric, MetricKind, Named as _, Period, Qualifier, format_number};
use crate::text::{tr, tr_args};

/// A transform with the units it leads to.
pub(super) struct Measure<'a> {
    /// What is made of the figures.
    pub(super) transform: Transform,
    /// The metric divided by.
    pub(super) per: Option<&'a Metric>,
    /// The base period of an index, once it is known.
    pub(super) base: Option<Period>,
    /// Whether the units differ, so that no axis can be shared. Decided by the Chinese units, whatever the language.
    pub(super) mixed: bool,
    /// Whether the units' words differ, so that every label must carry its own.
    pub(super) labelled: bool,
    /// Whether small figures are the better ones.
    pub(super) ranks: bool,
    lang: Lang,
}

impl<'a> Measure<'a> {
    /// # Errors
    /// When the transform makes no sense of one of the metrics, or divides by a metric there is not.
    pub(super) fn new(
        spec: &ChartSpec,
        dataset: &'a Dataset,
        metrics: &[&Metric],
    ) -> Result<Self, ChartError> {
        let (transform, lang) = (spec.transform.clone(), spec.lang);
        if let Some(metric) = metrics.iter().find(|m| !suits(&transform, m.kind)) {
            let metric = metric.name(lang).to_owned();
            return Err(ChartError::NotTransformable { metric });
        }
        let per = match &transform {
            Transform::Per(id) => {
                Some(
                    dataset
                        .metric(id)
                        .ok_or_else(|| ChartError::UnknownMetric {
                            id: id.to_string(),
                            nearest: nearest(
                                id.as_str(),
                                dataset.metrics.iter().map(|m| m.id.as_str()),
                            ),
                        })?,
                )
            }
            _ => None,
        };
        let keeps_unit = matches!(
            transform,
            Transform::Level | Transform::Cumulative | Transform::Per(_)
        );
        // A share of a sum needs one unit as much as an axis does; growth of shares is in points.
        let differ = |pair: &[&Metric]| match transform {
            Transform::YearOnYear => share(pair[0]) != share(pair[1]),
            Transform::Index(_) | Transform::Cagr | Transform::Rank => false,
            _ => pair[0].unit != pair[1].unit || rank(pair[0]) != rank(pair[1]),
        };
        let mixed = metrics.windows(2).any(differ);
        let words_differ = |pair: &[&Metric]| pair[0].unit(lang) != pair[1].unit(lang);
        Ok(Self {
            per,
            base: None,
            mixed,
            labelled: mixed || (keeps_unit && metrics.windows(2).any(words_differ)),
            ranks: transform == Transform::Rank || (keeps_unit && metrics.iter().all(|m| rank(m))),
            transform,
            lang,
        })
    }

    /// The unit of the transformed figures of `metric`; may be empty.
    pub(super) fn unit(&self, metric: &Metric) -> String {
        let own = metric.unit(self.lang);
        match (&self.transform, self.per) {
            (Transform::Level | Transform::Cumulative, _) => own.to_owned(),
            (Transform::YearOnYear, _) if share(metric) => {
                tr(self.lang, "chart-unit-points").into_owned()
            }
            (Transform::YearOnYear | Transform::Share, _) => "%".to_owned(),
            (Transform::Cagr, _) => tr(self.lang, "chart-unit-cagr").into_owned(),
            (Transform::Index(_), _) => match self.base {
                Some(base) => tr_args(
                    self.lang,
                    "chart-unit-index",
                    &[("base", base.display(self.lang).into())],
                ),
                None => String::new(),
            },
            (Transform::Rank, _) => String::new(),
            (Transform::Per(_), Some(per)) => match (own, per.unit(self.lang)) {
                (own, "") => own.to_owned(),
                (own, by) => format!("{own}/{by}"),
            },
            (Transform::Per(_), None) => own.to_owned(),
        }
    }

    /// `what` (the name of a metric, or of several), transformed.
    pub(super) fn of(&self, what: &str) -> String {
        let id = match &self.transform {
            Transform::Level => return what.to_owned(),
            Transform::YearOnYear => "chart-of-yoy",
            Transform::Index(_) => "chart-of-index",
            Transform::Cagr => "chart-of-cagr",
            Transform::Share => "chart-of-share",
            Transform::Cumulative => "chart-of-cumulative",
            Transform::Rank => "chart-of-rank",
            Transform::Per(_) => {
                let by = self.per.map_or("", |m| m.name(self.lang));
                let args = [("what", what.into()), ("by", by.into())];
                return tr_args(self.lang, "chart-of-per", &args);
            }
        };
        tr_args(self.lang, id, &[("what", what.into())])
    }

    /// What stands beside a transformed figure. `hedge` is that of what it was made of.
    pub(super) fn label(&self, value: f64, hedge: Qualifier, metric: &Metric) -> String {
        // A share says % wherever it stands.
        let unit = match self.labelled || (self.per.is_none() && share(metric)) {
            true => self.unit_beside(value, metric),
            false => String::new(),
        };
        self.label_in(&unit, value, hedge, metric)
    }

    /// The unit beside one figure.
    fn unit_beside(&self, value: f64, metric: &Metric) -> String {
        match &self.transform {
            Transform::Level | Transform::Cumulative => {
                metric.unit_beside(value, self.lang).into_owned()
            }
            Transform::Per(_) => {
                let own = metric.unit_beside(value, self.lang);
                let sign = own.strip_suffix(metric.unit(self.lang));
                let sign = sign.filter(|sign| sign.starts_with('×')).unwrap_or("");
                format!("{sign}{}", self.unit(metric))
            }
            _ => self.unit(metric),
        }
    }

    /// The label with `unit` where the figure keeps one.
    pub(super) fn label_in(
        &self,
        unit: &str,
        value: f64,
        hedge: Qualifier,
        metric: &Metric,
    ) -> String {
        let lang = self.lang;
        let signed = |number: String| match value > 0.0 && number != "0" {
            true => format!("{}+{number}", hedge.mark(lang)),
            false => format!("{}{number}", hedge.mark(lang)),
        };
        match &self.transform {
            Transform::YearOnYear if share(metric) => {
                let number = signed(format_number(value, 2));
                let space = lang.pick("", " ");
                format!("{number}{space}{}", tr(lang, "chart-unit-points"))
            }
            Transform::YearOnYear | Transform::Cagr => signed(format_number(value, 1)) + "%",
            Transform::Share => format!("{}{}%", hedge.mark(lang), format_number(value, 1)),
            Transform::Index(_) => format!("{}{}", hedge.mark(lang), format_number(value, 1)),
            Transform::Rank => words::value_label(value, hedge, MetricKind::Rank, "", lang),
            Transform::Level | Transform::Cumulative | Transform::Per(_) => {
                let kind = match self.per {
                    Some(_) => MetricKind::Quantity,
                    None => metric.kind,
                };
                words::value_label(value, hedge, kind, unit, lang)
            }
        }
    }
}

fn share(metric: &Metric) -> bool {
    metric.kind == MetricKind::Share
}

/// Whether figures of this kind can be so transformed.
fn suits(transform: &Transform, kind: MetricKind) -> bool {
    use MetricKind as K;
    match transform {
        Transform::Level => true,
        Transform::YearOnYear => !matches!(kind, K::Rank | K::Date),
        Transform::Index(_) | Transform::Cagr => !matches!(kind, K::Rank | K::Date | K::Share),
        Transform::Share | Transform::Per(_) | Transform::Cumulative => {
            matches!(kind, K::Count | K::Money | K::Quantity)
        }
        Transform::Rank => !matches!(kind, K::Rank | K::Date),
    }
}
