//! Headless egui: a ui closure → shapes → meshes → pixels, on the CPU. Knows no dataset.
/// x
#[derive(Debug)]
pub struct Picture {}
/// x
#[derive(Debug)]
pub struct Headless {}
impl Headless {
    /// x
    pub fn new(_t: egui::Theme) -> Self {
        Self {}
    }
    /// x
    pub fn render(&mut self, _s: egui::Vec2, _p: f32, _ui: impl FnMut(&mut egui::Ui)) -> Picture {
        Picture {}
    }
}
