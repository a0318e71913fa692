//! Reads packs (folders or the embedded one), validates and merges them.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use super::files::Files;
use super::known::Known;
use super::observations;
use super::parsed::{OBSERVATIONS, PACK, PACK_FILES, Parsed, chart_text};
use super::report::{At, Report, nearest};
use super::{ChartText, Dataset, Diagnostic, Records, StoreBuilder, ron_file, validate};

/// Where a pack comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackSource {
    /// The pack built into the binary.
    Embedded,
    /// A pack folder.
    Folder(PathBuf),
}

impl PackSource {
    fn files(&self) -> Files {
        match self {
            Self::Embedded => Files::Embedded,
            Self::Folder(folder) => Files::Folder(folder.clone()),
        }
    }
}

/// What [`load`] gives back.
#[derive(Debug)]
pub struct Loaded {
    /// The packs that were sound, merged.
    pub dataset: Dataset,
    /// Every problem found, in all packs.
    pub diagnostics: Vec<Diagnostic>,
    /// The packs that were left out.
    pub refused: Vec<Refused>,
}

/// A pack that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Where it was to come from.
    pub source: PackSource,
    /// How many errors it has, those not listed included.
    pub errors: usize,
    /// Where its problems stand in [`Loaded::diagnostics`].
    pub problems: Range<usize>,
}

/// Loads packs in order; later ones add to and override earlier ones. A pack with an error is left out whole.
pub fn load(packs: &[PackSource]) -> Loaded {
    let mut merged = Merged::default();
    let mut diagnostics = Vec::new();
    let mut refused = Vec::new();
    for pack in packs {
        let mut report = Report::default();
        merged.add(&pack.files(), OBSERVATIONS, &mut report);
        let (first, errors) = (diagnostics.len(), report.errors());
        diagnostics.extend(report.finish());
        if errors > 0 {
            refused.push(Refused {
                source: pack.clone(),
                errors,
                problems: first..diagnostics.len(),
            });
        }
    }
    Loaded {
        dataset: Dataset::new(merged.records, merged.builder.finish()),
        diagnostics,
        refused,
    }
}

impl Dataset {
    /// The embedded pack alone, loaded once per process.
    pub fn embedded() -> Arc<Self> {
        static EMBEDDED: LazyLock<Arc<Dataset>> = LazyLock::new(|| {
            let loaded = load(&[PackSource::Embedded]);
            for problem in &loaded.diagnostics {
                log::error!("{problem}");
            }
            Arc::new(loaded.dataset)
        });
        Arc::clone(&EMBEDDED)
    }
}

/// Every problem of the pack folder or pack file at `path`, which may refer to the packs of `base`.
///
/// A single file is checked together with the folder it lies in when that is a pack. A pack of `base` with the id of
/// the pack checked is left out: it is an earlier version of it.
pub fn check_path_on(path: &Path, base: &[PackSource]) -> Vec<Diagnostic> {
    let mut merged = Merged::default();
    let folder = if path.is_dir() {
        path
    } else {
        path.parent().unwrap_or(path)
    };
    let own_id = pack_id(&Files::Folder(folder.to_owned()));
    for pack in base {
        if own_id.is_some() && own_id == pack_id(&pack.files()) {
            continue;
        }
        merged.add(&pack.files(), OBSERVATIONS, &mut Report::default());
    }
    let mut report = Report::default();
    let shown = path.display().to_string();
    if !path.exists() {
        let remedy = "name a pack folder or a file of one".into();
        report.error(
            &shown,
            At::FILE,
            "there is no such file or folder".into(),
            remedy,
        );
    } else if path.is_dir() {
        merged.add(&Files::Folder(path.to_owned()), OBSERVATIONS, &mut report);
    } else {
        return check_file(path, merged);
    }
    report.finish()
}

/// The id in a pack's `pack.ron`, if that can be read.
fn pack_id(files: &Files) -> Option<crate::model::PackId> {
    let text = files.text("pack.ron", &mut Report::default())?;
    ron_file::one::<crate::model::PackInfo>(&text, "pack.ron", &mut Report::default())
        .map(|info| info.id)
}

/// The charts of the pack folder at `path`, or the one in the file at `path`, as far as they are RON: what
/// [`check_path_on`] leaves to the room that knows their fields.
pub fn chart_texts(path: &Path) -> Vec<ChartText> {
    // What is no RON has been told by the check.
    let report = &mut Report::default();
    if path.is_dir() {
        return Parsed::charts_of(&Files::Folder(path.to_owned()), report);
    }
    let one = is_chart(path).then(|| one_chart(path, report));
    one.flatten().into_iter().collect()
}

fn is_chart(path: &Path) -> bool {
    let folder = path.parent();
    folder.is_some_and(|folder| folder.ends_with("charts"))
        && path.extension().is_some_and(|ending| ending == "ron")
}

fn one_chart(path: &Path, report: &mut Report) -> Option<ChartText> {
    let folder = Files::Folder(path.parent()?.to_owned());
    let name = path.file_name()?.to_string_lossy();
    let shown = path.display().to_string();
    let stem = path.file_stem()?.to_string_lossy().into_owned();
    chart_text(&folder, &name, (stem, shown), report)
}

fn check_file(path: &Path, mut merged: Merged) -> Vec<Diagnostic> {
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let mut report = Report::default();
    let shown = path.display().to_string();
    let is_csv = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
    if is_chart(path) {
        let _form_only = one_chart(path, &mut report);
        return report.finish();
    }
    let known = PACK_FILES.contains(&name.as_str());
    if !known && !is_csv {
        let remedy = match nearest(&name, PACK_FILES) {
            near if near.is_empty() => format!("known: {}", PACK_FILES.join(", ")),
            near => near,
        };
        report.error(&shown, At::FILE, "is not a file of a pack".into(), remedy);
        return report.finish();
    }
    let csv = if is_csv { name.as_str() } else { OBSERVATIONS };
    let files = Files::Folder(folder);
    merged.add(&files, csv, &mut report);
    let file = files.display(&name);
    let mut problems = report.finish();
    problems.retain(|problem| problem.file == file);
    for problem in &mut problems {
        problem.file.clone_from(&shown);
    }
    problems
}

/// The packs loaded so far.
#[derive(Debug, Default)]
struct Merged {
    records: Records,
    builder: StoreBuilder,
}

impl Merged {
    /// Adds a pack whole, or, when it has an error, not at all.
    fn add(&mut self, files: &Files, csv: &str, report: &mut Report) {
        if let Files::Folder(folder) = files
            && !folder.is_dir()
        {
            let shown = folder.display().to_string();
            let remedy = "name the folder that holds pack.ron".into();
            report.error(
                &shown,
                At::FILE,
                "there is no such pack folder".into(),
                remedy,
            );
            return;
        }
        let before = report.errors();
        let parsed = Parsed::read(files, report);
        if let Some(info) = &parsed.info
            && self.records.packs.iter().any(|pack| pack.id == info.id)
        {
            let message = format!("a pack with the id `{}` is loaded already", info.id);
            let remedy = "open it once, or give it an id of its own".into();
            report.error(&files.display(PACK), At::FILE, message, remedy);
        }
        let known = Known::of(&self.records, &parsed.records, parsed.unsure);
        validate::records(&self.records, &parsed, &known, files, report);
        let mark = self.builder.mark();
        let pack_id = parsed.info.as_ref().map(|info| info.id.clone());
        let pack = self
            .builder
            .pack(&pack_id.unwrap_or_else(|| "unnamed".into()));
        observations::read(files, csv, pack, &known, &mut self.builder, report);
        let added = validate::Added {
            base: &self.records,
            pack: &parsed,
            files,
            builder: &self.builder,
            mark,
        };
        validate::check_redefined(added, report);
        if report.errors() == before {
            validate::check_figures(&parsed, files, &self.builder, report);
        }
        match parsed.info {
            Some(info) if report.errors() == before => {
                merge(&mut self.records, parsed.records);
                if matches!(files, Files::Embedded) {
                    self.records.embedded = Some(info.id.clone());
                }
                self.records.packs.push(info);
            }
            _ => self.builder.rollback(mark),
        }
    }
}

/// Puts the records of a later pack over those of the earlier ones.
fn merge(base: &mut Records, pack: Records) {
    put(&mut base.zones, pack.zones, |z| z.id.clone());
    put(&mut base.places, pack.places, |p| p.id.clone());
    put(&mut base.metrics, pack.metrics, |m| m.id.clone());
    put(&mut base.sources, pack.sources, |s| s.id.clone());
    put(&mut base.policies, pack.policies, |p| p.id.clone());
    put(&mut base.indices, pack.indices, |i| i.id.clone());
    put(&mut base.events, pack.events, |e| e.id.clone());
    put(&mut base.stories, pack.stories, |s| s.id.clone());
    put(&mut base.checks, pack.checks, |c| c.id.clone());
    put(&mut base.terms, pack.terms, |t| t.zh.clone());
    put(&mut base.charts, pack.charts, |c| c.name.clone());
    let (industry, new) = (&mut base.industry, pack.industry);
    put(&mut industry.clusters, new.clusters, |c| c.id.clone());
    put(&mut industry.organisations, new.organisations, |o| {
        o.id.clone()
    });
    for link in new.links {
        if !industry.links.contains(&link) {
            industry.links.push(link);
        }
    }
}

/// Same id: replaced where it stands; new id: added at the end.
fn put<T, K: Hash + Eq>(base: &mut Vec<T>, new: Vec<T>, id: impl Fn(&T) -> K) {
    if base.is_empty() {
        *base = new;
        return;
    }
    let places = base.iter().enumerate().map(|(i, item)| (id(item), i));
    let places: HashMap<K, usize> = places.collect();
    for item in new {
        match places.get(&id(&item)) {
            Some(&place) => base[place] = item,
            None => base.push(item),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;

    #[test]
    fn the_version_says_whose_it_is_but_of_the_embedded_pack() {
        let folder = tempfile::tempdir().unwrap();
        let version = |title: &str, lang| {
            let info = format!("(id: \"own\", {title}, version: \"1\", licence: \"\", schema: 1)");
            std::fs::write(folder.path().join("pack.ron"), info).unwrap();
            let own = PackSource::Folder(folder.path().to_owned());
            load(&[PackSource::Embedded, own]).dataset.version(lang)
        };
        let both = "title: \"我的\", title_en: \"Mine\"";
        let embedded = Dataset::embedded().version(Lang::Zh);
        assert_eq!(version(both, Lang::Zh), format!("{embedded} + 我的 1"));
        assert_eq!(version(both, Lang::En), format!("{embedded} + Mine 1"));
        assert_eq!(
            version("title: \"我的\"", Lang::En),
            format!("{embedded} + 我的 1")
        );
        assert_eq!(
            version("title: \"\"", Lang::En),
            format!("{embedded} + own 1")
        );
        let long = format!("title: \"{}\"", "长".repeat(60));
        assert!(version(&long, Lang::Zh).chars().count() < 40);
    }
}
