//! The pack that is built into the binary: `assets/pack`, one line per file (a test compares list and folder).

/// Name inside the pack and text.
macro_rules! pack {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../assets/pack/", $name)))),*]
    };
}

/// Every file of the embedded pack; charts as `charts/name.ron`.
pub(super) static FILES: &[(&str, &str)] = pack![
    "checks.ron",
    "events.ron",
    "indices.ron",
    "industry.ron",
    "metrics.ron",
    "observations.csv",
    "pack.ron",
    "places.ron",
    "policies.ron",
    "sources.ron",
    "stories.ron",
    "terms.ron",
    "zones.ron",
    "charts/area-by-region.ron",
    "charts/area-population.ron",
    "charts/builtup-dumbbell.ron",
    "charts/hightech-announced.ron",
    "charts/jining-clusters.ron",
    "charts/jining-komatsu.ron",
    "charts/jining-komatsu-links.ron",
    "charts/jining-links.ron",
    "charts/nanning-services.ron",
    "charts/national-revenue.ron",
    "charts/patents-growth.ron",
    "charts/patents-rank.ron",
    "charts/policy-matrix.ron",
    "charts/policy-timeline.ron",
    "charts/provinces-innovation.ron",
    "charts/rd-growth.ron",
    "charts/rd-intensity-heat.ron",
    "charts/rd-intensity-panels.ron",
    "charts/rd-intensity-ranked.ron",
    "charts/rd-intensity-slope.ron",
    "charts/rd-patents.ron",
    "charts/rd-shares.ron",
    "charts/shizuishan-carriers.ron",
    "charts/tianjin-measures.ron",
    "charts/wuxi-funnel.ron",
    "charts/wuxi-index.ron",
    "charts/wuxi-levels.ron",
    "charts/wuxi-waterfall.ron",
    "charts/xiamen-circles.ron",
    "charts/xiamen-links.ron",
    "charts/xiamen-park.ron",
    "charts/xian-services.ron",
    "charts/yantai-fair.ron",
];

/// The text of one file.
pub(super) fn text(name: &str) -> Option<&'static str> {
    (FILES.iter()).find_map(|(file, text)| (*file == name).then_some(*text))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn the_list_is_the_folder() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/pack");
        let mut found = Vec::new();
        for folder in ["", "charts/"] {
            for entry in std::fs::read_dir(root.join(folder)).into_iter().flatten() {
                let name = entry.unwrap().file_name().to_string_lossy().into_owned();
                if name.ends_with(".ron") || name.ends_with(".csv") {
                    found.push(format!("{folder}{name}"));
                }
            }
        }
        found.sort();
        let mut listed: Vec<_> = FILES.iter().map(|(name, _)| (*name).to_owned()).collect();
        listed.sort();
        assert_eq!(listed, found);
    }
}
