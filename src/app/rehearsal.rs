//! The first frame before there is a window: on its own thread, while the platform opens the window, the page is laid
//! out and its letters are drawn, so that the first frame on the screen finds all of it done.

use egui::{Context, RawInput, Theme, ViewportId};

use super::Zonescope;
use super::state::Screen;

/// A context as `eframe` would make it, for both the rehearsal and the window.
pub(super) fn context() -> Context {
    let context = Context::default();
    context.set_embed_viewports(false);
    if let Ok(passes) = 2.try_into() {
        context.options_mut(|options| options.max_passes = passes);
    }
    context
}

/// What the window would tell a frame of `size` points on `screen`.
fn input(size: egui::Vec2, screen: Screen) -> RawInput {
    // A session edited by hand may say anything.
    let scale = if screen.scale.is_finite() {
        screen.scale.clamp(0.25, 8.0)
    } else {
        1.0
    };
    let mut input = RawInput {
        screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, size)),
        // An atlas of letters is 1024 wide at least.
        max_texture_side: Some(screen.texture_side.clamp(1024, 1 << 16)),
        system_theme: Some(if screen.dark {
            Theme::Dark
        } else {
            Theme::Light
        }),
        // The window's clock has not begun.
        time: Some(0.0),
        ..RawInput::default()
    };
    let root = input.viewports.entry(ViewportId::ROOT).or_default();
    root.native_pixels_per_point = Some(scale);
    input
}

/// Lays out and discards one frame of `size` points on `screen`. What the window has to hear of it (textures, commands)
/// is kept for the first frame that is shown. A wrong guess of the screen costs time only: letters are drawn again.
pub(super) fn rehearse(app: &mut Zonescope, ctx: &Context, size: egui::Vec2, screen: Screen) {
    let mut output = ctx.run_ui(input(size, screen), |ui| app.ui(ui));
    let mut textures = std::mem::take(&mut output.textures_delta);
    let manager = ctx.tex_manager();
    let mut manager = manager.write();
    for (id, images) in textures.set.drain() {
        if !textures.free.contains(&id) {
            images.into_iter().for_each(|image| manager.set(id, image));
        }
    }
    textures.clear();
    drop(manager);
    let root = output.viewport_output.remove(&ViewportId::ROOT);
    for command in root.into_iter().flat_map(|root| root.commands) {
        ctx.send_viewport_cmd(command);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::session::Session;
    use crate::dataset::Dataset;
    use egui::TextureId;

    const SIZE: egui::Vec2 = egui::vec2(1280.0, 800.0);

    /// The first frame of the window, a moment later.
    fn shown() -> RawInput {
        RawInput {
            time: Some(0.1),
            ..input(SIZE, Screen::default())
        }
    }

    #[test]
    fn after_a_rehearsal_the_window_hears_of_letters_and_theme_and_draws_no_letter_again() {
        let ctx = context();
        let mut app = Zonescope::new(Dataset::embedded(), Session::default());
        app.set_up(&ctx);
        rehearse(&mut app, &ctx, SIZE, Screen::default());
        let atlas = |ctx: &Context| ctx.fonts(|fonts| fonts.image());
        let rehearsed = atlas(&ctx);

        let output = ctx.run_ui(shown(), |ui| app.ui(ui));
        let fonts = &output.textures_delta.set[&TextureId::default()];
        assert_eq!(fonts.len(), 1);
        assert!(fonts[0].is_whole());
        assert_eq!(fonts[0].image.size(), rehearsed.size);
        assert!(atlas(&ctx) == rehearsed, "letters were drawn again");
        let commands = &output.viewport_output[&ViewportId::ROOT].commands;
        let themed =
            |command: &egui::ViewportCommand| matches!(command, egui::ViewportCommand::SetTheme(_));
        assert_eq!(commands.iter().filter(|command| themed(command)).count(), 1);
        output.drop_without_applying_deltas();
    }

    #[test]
    fn on_another_screen_than_rehearsed_the_frame_is_the_one_without_a_rehearsal() {
        let primitives = |rehearsed: bool| {
            let ctx = context();
            let mut app = Zonescope::new(Dataset::embedded(), Session::default());
            app.set_up(&ctx);
            if rehearsed {
                let screen = Screen {
                    scale: 2.0,
                    texture_side: 4096,
                    dark: true,
                };
                rehearse(&mut app, &ctx, egui::vec2(700.0, 500.0), screen);
            }
            // Two frames: what is laid out by what the first one measured has settled.
            ctx.run_ui(shown(), |ui| app.ui(ui))
                .drop_without_applying_deltas();
            let output = ctx.run_ui(shown(), |ui| app.ui(ui));
            let shapes = ctx.tessellate(output.shapes.clone(), output.pixels_per_point);
            output.drop_without_applying_deltas();
            shapes.len()
        };
        assert_eq!(primitives(true), primitives(false));
    }
}
