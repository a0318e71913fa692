//! Every reader of files fed with damaged ones: none may panic, hang, or take memory out of proportion.
//!
//! Part of the usual test run, about a second for each reader. Longer, or one input again: see `README.md`.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

mod bombs;
mod mutate;
mod readers;
mod rng;
mod run;
mod trace;

use peak_alloc::PeakAlloc;
use zonescope::export::figure::FigureFormat;

/// Counts what the readers allocate.
#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// One test for each reader.
macro_rules! readers {
    ($($name:ident = $reader:expr;)*) => {$(
        #[test]
        fn $name() {
            run::fuzz(stringify!($name), $reader);
        }
    )*};
}

readers! {
    pack_ron = readers::pack::file("pack.ron");
    sources_ron = readers::pack::file("sources.ron");
    zones_ron = readers::pack::file("zones.ron");
    places_ron = readers::pack::file("places.ron");
    metrics_ron = readers::pack::file("metrics.ron");
    policies_ron = readers::pack::file("policies.ron");
    indices_ron = readers::pack::file("indices.ron");
    industry_ron = readers::pack::file("industry.ron");
    events_ron = readers::pack::file("events.ron");
    stories_ron = readers::pack::file("stories.ron");
    checks_ron = readers::pack::file("checks.ron");
    terms_ron = readers::pack::file("terms.ron");
    charts_ron = readers::pack::file("charts/a.ron");
    observations_csv = readers::pack::observations();
    chart_spec = readers::chart::spec();
    png_metadata = readers::chart::png();
    svg_metadata = readers::chart::figure(FigureFormat::Svg);
    pdf_metadata = readers::chart::figure(FigureFormat::Pdf);
    xlsx_metadata = readers::chart::figure(FigureFormat::Xlsx);
    policy_txt = readers::document::text();
    policy_html = readers::document::html();
    policy_docx = readers::document::docx();
    policy_pdf = readers::document::pdf();
    session = readers::session::session();
    workspace = readers::workspace::workspace();
    numbers_and_periods = readers::words::values();
    search_queries = readers::words::queries();
}
