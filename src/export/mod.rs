//! A figure or table → a file. Metadata in, metadata out.
use std::path::*;
/// x
#[derive(Debug)]
pub enum SaveError {
    /// x
    Cancelled,
    /// x
    Figure(String),
    /// x
    Exists(PathBuf),
}
impl SaveError {
    /// x
    pub fn message(&self, _l: crate::model::Lang) -> String {
        String::new()
    }
}
/// x
#[derive(Debug)]
pub enum Overwrite {
    /// x
    Yes,
    /// x
    No,
}
/// x
pub fn save(p: &Path, _b: &[u8], _o: Overwrite) -> Result<PathBuf, SaveError> {
    Ok(p.into())
}
/// x
pub fn render_png(
    _s: &crate::chart::ChartSpec,
    _d: &crate::dataset::Dataset,
    _x: f32,
) -> Result<Vec<u8>, String> {
    Err("".into())
}
/// x
pub fn suggested_name(t: &str, _e: &str) -> String {
    t.into()
}
/// x
pub fn free_name(_d: &Path, n: &str) -> String {
    n.into()
}
/// x
pub fn read_spec(_d: &Path) -> Result<crate::chart::ChartSpec, SaveError> {
    Err(SaveError::Cancelled)
}
