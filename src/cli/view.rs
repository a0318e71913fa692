//! `view`: a place of the window as a picture, without a display.

use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::chart::{langs, parse_scale, parse_size};
use super::output::problem;
use super::{Failure, Global};
use crate::analysis::links::Graph;
use crate::analysis::measures::facets::{BOOKMARKED, MeasureFacet, MeasureFacets, NOTED};
use crate::analysis::measures::quantities::QuantityColumn;
use crate::app::state::compare::MOST;
use crate::app::state::metrics::FigureTab;
use crate::app::state::overview::MapKind;
use crate::app::state::policies::{Grouping, PolicyLayout, PolicyPage};
use crate::app::state::review::ReviewState;
use crate::app::state::zones::{Column, Layout, Sort};
use crate::app::state::{Place, View, ZoneTab};
use crate::app::{ViewOptions, picture};
use crate::dataset::{Dataset, nearest};
use crate::export::figure::{FigureFormat, check_scale};
use crate::export::png::{PngMeta, encode};
use crate::export::save;
use crate::import;
use crate::model::Lang;

/// Options of `view`.
#[derive(Args, Debug)]
pub(super) struct ViewArgs {
    /// The place
    #[arg(value_parser = PossibleValuesParser::new(Place::ALL.map(Place::id)))]
    place: String,
    /// Where the picture goes (.png)
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,
    /// The zone to select, by id
    #[arg(long, value_name = "ID")]
    zone: Option<String>,
    /// The tab of the zone's page, or of the chart: chart, table, sources
    #[arg(long, value_parser = PossibleValuesParser::new(tabs()))]
    tab: Option<String>,
    /// Show the zones as cards
    #[arg(long)]
    cards: bool,
    /// Give the zone list the whole place
    #[arg(long)]
    wide: bool,
    /// Add a metric's column to the zone table and sort by it
    #[arg(long, value_name = "METRIC")]
    column: Option<String>,
    /// The policy document to select, by id
    #[arg(long, value_name = "ID")]
    policy: Option<String>,
    /// What the policy place shows
    #[arg(long, value_parser = PossibleValuesParser::new(PolicyPage::ALL.map(PolicyPage::id)))]
    page: Option<String>,
    /// What a policy document's measures are put under
    #[arg(long, value_parser = PossibleValuesParser::new(Grouping::ALL.map(Grouping::id)))]
    group: Option<String>,
    /// Show the groups of a policy document as columns
    #[arg(long)]
    columns: bool,
    /// The measure to read, by id
    #[arg(long, value_name = "ID")]
    measure: Option<String>,
    /// The policy document to put beside the selected one, by id
    #[arg(long, value_name = "ID")]
    against: Option<String>,
    /// Likeness from which two measures count as counterparts, in per cent
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(5..=95))]
    threshold: Option<u8>,
    /// Only measures with this value; may be given several times (such as target=瞪羚企业, instrument=Talent)
    #[arg(long, value_name = "FACET=VALUE")]
    facet: Vec<String>,
    /// The head whose measures the matrix lists for the selected document, by title
    #[arg(long, value_name = "TITLE")]
    head: Option<String>,
    /// The column the quantities are sorted by
    #[arg(long, value_parser = PossibleValuesParser::new(QuantityColumn::ALL.map(QuantityColumn::id)))]
    sort: Option<String>,
    /// The policy document to review, as taken in from this file; `-` asks for one
    #[arg(long, value_name = "FILE")]
    document: Option<PathBuf>,
    /// Zones to choose for comparison, by id; two or more are shown side by side
    #[arg(long, value_name = "ID,ID,…", value_delimiter = ',')]
    compare: Vec<String>,
    /// The chart to show: a built-in one by name, or a .ron, .png, .svg, .pdf or .xlsx file
    #[arg(long, value_name = "NAME|FILE")]
    chart: Option<PathBuf>,
    /// The cluster, sub-sector or organisation to select in the industry place, by id
    #[arg(long, value_name = "ID")]
    node: Option<String>,
    /// How 总览 lays the zones out
    #[arg(long, value_parser = PossibleValuesParser::new(MapKind::ALL.map(MapKind::id)))]
    map: Option<String>,
    /// The metric that colours 总览's map, by id
    #[arg(long, value_name = "ID")]
    colour: Option<String>,
    /// The province-level division picked in 总览, by id
    #[arg(long, value_name = "ID")]
    province: Option<String>,
    /// What stands in the place's search field
    #[arg(long, value_name = "TEXT", default_value = "")]
    query: String,
    /// Open the command palette with this query
    #[arg(long, value_name = "TEXT")]
    palette: Option<String>,
    /// Width and height of the window in points, such as 1280x800
    #[arg(long, default_value = "1280x800", value_parser = parse_size)]
    size: (u32, u32),
    /// Pixels per point
    #[arg(long, value_name = "N", default_value = "1", value_parser = parse_scale)]
    scale: f32,
    /// Colours
    #[arg(long, default_value = "light", value_parser = ["light", "dark"])]
    theme: String,
    /// Language
    #[arg(long, default_value = "zh", value_parser = langs())]
    lang: Lang,
    /// Replace the file if there is one
    #[arg(long)]
    force: bool,
}

/// Every tab there is, each once.
fn tabs() -> Vec<&'static str> {
    let mut tabs: Vec<_> = ZoneTab::ALL.map(ZoneTab::id).into();
    let more = FigureTab::ALL.map(FigureTab::id);
    tabs.extend(more.into_iter().filter(|id| *id != FigureTab::Sources.id()));
    tabs
}

/// Renders the place and writes it.
pub(super) fn run(args: &ViewArgs, global: &Global) -> Result<(), Failure> {
    if FigureFormat::of(&args.out) != Some(FigureFormat::Png) {
        let what = "the name must end in .png";
        return Err(problem(args.out.display(), what, ""));
    }
    check_scale(args.size, args.scale)
        .map_err(|error| Failure::refused(format!("error: {error}")))?;
    let data = global.dataset()?;
    let options = ViewOptions {
        view: view(args, &data)?,
        lang: args.lang,
        theme: if args.theme == "dark" {
            egui::Theme::Dark
        } else {
            egui::Theme::Light
        },
        size: egui::vec2(args.size.0 as f32, args.size.1 as f32),
        scale: args.scale,
        palette: args.palette.clone(),
    };
    let meta = PngMeta {
        title: format!("Zonescope {}", args.place),
        data: data.version(args.lang),
        ..PngMeta::default()
    };
    let picture = picture(data, &options);
    let bytes =
        encode(&picture, &meta).map_err(|error| Failure::refused(format!("error: {error}")))?;
    save(&args.out, &bytes, args.force.into())?;
    Ok(())
}

/// What the picture shows.
fn view(args: &ViewArgs, data: &Dataset) -> Result<View, Failure> {
    let mut view = View::first(data);
    view.place = Place::from_id(&args.place).unwrap_or_default();
    if let Some(id) = &args.zone {
        let ids = data.zones.iter().map(|zone| zone.id.as_str());
        view.zone = Some(known("zone", id, ids)?.into());
        view.industry.zone.clone_from(&view.zone);
    }
    if let Some(id) = &args.node {
        let graph = Graph::of(data, None);
        let ids = graph.nodes.iter().map(|node| node.id.as_str());
        let id = known("cluster or organisation", id, ids)?;
        let node = graph.nodes.into_iter().find(|node| node.id.as_str() == id);
        view.industry.selected = node.map(|node| node.id);
    }
    for name in &args.compare {
        let zone = super::compare::zone(data, name).map_err(Failure::refused)?;
        if view.compare.has(&zone) {
            continue;
        }
        if view.compare.is_full() {
            let what = format!("at most {MOST} zones are compared");
            return Err(problem(name, what, "leave one out"));
        }
        view.compare.zones.push(zone);
    }
    view.compare.open = view.compare.zones.len() > 1;
    if let Some(tab) = &args.tab {
        view.zone_tab = ZoneTab::from_id(tab).unwrap_or_default();
        view.metrics.tab = FigureTab::from_id(tab).unwrap_or_default();
    }
    if args.cards {
        view.zones.layout = Layout::Cards;
    }
    view.zones.wide = args.wide;
    if let Some(id) = &args.column {
        let ids = data.metrics.iter().map(|metric| metric.id.as_str());
        let column = Column::Metric(known("metric", id, ids)?.into());
        view.zones.columns.push(column.clone());
        view.zones.sort = Some(Sort {
            column,
            descending: true,
        });
    }
    policies(args, data, &mut view)?;
    if let Some(file) = &args.document {
        view.place = Place::Policies;
        view.review = review(file, data)?;
    }
    if let Some(name) = &args.chart {
        view.chart = super::chart::find(name, data)?;
    }
    if let Some(map) = &args.map {
        view.overview.map = MapKind::from_id(map).unwrap_or_default();
    }
    if let Some(id) = &args.colour {
        let ids = data.metrics.iter().map(|metric| metric.id.as_str());
        view.overview.metric = Some(known("metric", id, ids)?.into());
    }
    if let Some(id) = &args.province {
        let ids = data.places.iter().map(|place| place.id.as_str());
        view.overview.province = Some(known("place", id, ids)?.into());
    }
    match view.place {
        Place::Policies => view.policy_query.clone_from(&args.query),
        Place::Industry => view.industry.query.clone_from(&args.query),
        Place::Overview | Place::Zones | Place::Metrics => view.zone_query.clone_from(&args.query),
    }
    Ok(view)
}

/// What the policy place shows.
fn policies(args: &ViewArgs, data: &Dataset, view: &mut View) -> Result<(), Failure> {
    let policies = || data.policies.iter().map(|policy| policy.id.as_str());
    if let Some(id) = &args.policy {
        view.policy = Some(known("policy", id, policies())?.into());
    }
    let state = &mut view.policies;
    if let Some(page) = &args.page {
        state.page = PolicyPage::from_id(page).unwrap_or_default();
    }
    if let Some(group) = &args.group {
        state.grouping = Grouping::from_id(group).unwrap_or_default();
    }
    if args.columns {
        state.layout = PolicyLayout::Columns;
    }
    if let Some(id) = &args.measure {
        let measures = data.policies.iter().flat_map(|policy| &policy.measures);
        let ids = measures.map(|measure| measure.id.as_str());
        state.measure = Some(known("measure", id, ids)?.into());
        if args.policy.is_none() && args.page.is_none() {
            let measure = state.measure.as_ref().and_then(|id| data.measure(id));
            view.policy = measure.map(|(policy, _)| policy.id.clone());
        }
    }
    let state = &mut view.policies;
    if let Some(id) = &args.against {
        state.against = Some(known("policy", id, policies())?.into());
    }
    state.threshold = args.threshold.unwrap_or(state.threshold);
    for choice in &args.facet {
        let parts = choice.split_once('=');
        let known = parts.and_then(|(facet, value)| Some((MeasureFacet::from_id(facet)?, value)));
        let (facet, value) = known.ok_or_else(|| {
            let facets = MeasureFacet::ALL.map(MeasureFacet::id).join(", ");
            Failure::Usage(format!(
                "--facet {choice}: write FACET=VALUE; facets are {facets}"
            ))
        })?;
        let value = value_of(facet, value, data)?;
        state.chosen.entry(facet).or_default().insert(value);
    }
    if let Some(title) = &args.head {
        let policy = view.policy.as_ref().and_then(|id| data.policy(id));
        let heads = policy.iter().flat_map(|policy| &policy.categories);
        let titles = heads.map(|head| head.title.as_str());
        let title = named("the document has no head of this title", title, titles)?;
        state.cell = view.policy.clone().map(|policy| (policy, title));
    }
    if let Some(sort) = &args.sort {
        state.sort = QuantityColumn::from_id(sort).unwrap_or_default();
    }
    Ok(())
}

/// A facet's value, if a measure has it.
fn value_of(facet: MeasureFacet, value: &str, data: &Dataset) -> Result<String, Failure> {
    let facets = MeasureFacets::of(data, |_| Vec::new());
    let values: Vec<&str> = match facet {
        // Nothing is marked here, but it can be.
        MeasureFacet::Marked => vec![BOOKMARKED, NOTED],
        facet => facets.values(facet).map(|(value, _)| value).collect(),
    };
    named("no measure has this value", value, values.into_iter())
}

/// The review of the document in `file`, at its first measure.
fn review(file: &std::path::Path, data: &Dataset) -> Result<ReviewState, Failure> {
    let mut state = ReviewState {
        open: true,
        ..ReviewState::default()
    };
    if file.as_os_str() == "-" {
        return Ok(state);
    }
    let mut draft = import::read_file(file).map_err(|error| Failure::refused(error.to_string()))?;
    draft.facts.zone = import::zone_of(&draft, data);
    let first = draft
        .pieces
        .iter()
        .position(|piece| piece.role == import::Role::Measure);
    state.piece = first.unwrap_or(0);
    state.draft = Some(draft.into());
    Ok(state)
}

/// The id, if it is one; else a refusal with the nearest ones.
fn known<'a>(
    kind: &str,
    id: &str,
    ids: impl Iterator<Item = &'a str> + Clone,
) -> Result<String, Failure> {
    named(&format!("no {kind} of this id"), id, ids)
}

/// The name, if it is one of these; else `missing`, with the nearest ones.
fn named<'a>(
    missing: &str,
    name: &str,
    names: impl Iterator<Item = &'a str> + Clone,
) -> Result<String, Failure> {
    if names.clone().any(|known| known == name) {
        return Ok(name.to_owned());
    }
    let near = nearest(name, names);
    Err(problem(name, missing, &near))
}
