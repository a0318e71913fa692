//! No verb: the window.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;

use super::Global;
use crate::app::{Packs, session};
use crate::dataset::PackSource;

/// The pack that documents taken in are saved into.
const OWN_PACK: &str = "my-data";

/// Options of the window.
#[derive(Args, Clone, Debug, Default)]
pub struct WindowArgs {
    /// Packs, chart specifications or exported pictures to open in the window.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Leave again after the first frame and print how many milliseconds it took; for measuring.
    #[arg(long, hide = true)]
    pub exit_after_first_frame: bool,
}

/// Opens the window and waits until it is closed. A pack with errors is left out and the window says so.
pub(super) fn window(args: WindowArgs, global: &Global, started: Instant) -> ExitCode {
    let (packs, files): (Vec<_>, Vec<_>) = args.files.into_iter().partition(|path| path.is_dir());
    let mut sources = global.sources();
    sources.extend(packs.into_iter().map(PackSource::Folder));
    let folder = session::packs_folder();
    if !global.no_embedded {
        // The person's own packs refer to the embedded one.
        add_own(
            &mut sources,
            folder.as_deref().map(session::packs_in).unwrap_or_default(),
        );
    }
    let own = folder.map(|folder| folder.join(OWN_PACK));
    crate::app::run(crate::app::WindowArgs {
        started,
        packs: Packs { sources, own },
        files,
        exit_after_first_frame: args.exit_after_first_frame,
    })
}

/// Adds packs that were not named already, before those that were: what is named overrides.
fn add_own(sources: &mut Vec<PackSource>, own: Vec<PathBuf>) {
    let known = |path: &PathBuf| path.canonicalize().unwrap_or_else(|_| path.clone());
    let named: Vec<PathBuf> = (sources.iter())
        .filter_map(|source| match source {
            PackSource::Folder(path) => Some(known(path)),
            PackSource::Embedded => None,
        })
        .collect();
    let fresh = own.into_iter().filter(|path| !named.contains(&known(path)));
    let fresh: Vec<PackSource> = fresh.map(PackSource::Folder).collect();
    let after_embedded = sources
        .iter()
        .take_while(|source| **source == PackSource::Embedded)
        .count();
    sources.splice(after_embedded..after_embedded, fresh);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_packs_stand_between_the_embedded_and_the_named_ones() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a", "b", "c"] {
            std::fs::create_dir(folder.path().join(name)).unwrap();
            if name != "c" {
                std::fs::write(folder.path().join(name).join("pack.ron"), "").unwrap();
            }
        }
        let own = session::packs_in(folder.path());
        assert_eq!(own.len(), 2);
        let named = PackSource::Folder(folder.path().join("./b"));
        let mut sources = vec![PackSource::Embedded, named.clone()];
        add_own(&mut sources, own.clone());
        assert_eq!(
            sources,
            [
                PackSource::Embedded,
                PackSource::Folder(own[0].clone()),
                named
            ]
        );
    }
}
