//! Tokens → egui style.

use egui::{
    Context, CornerRadius, FontFamily, FontId, Margin, Stroke, Style, TextStyle, Theme, Vec2,
    Visuals,
};

use super::tokens::palette;
use super::{HEAVY, size, space};

/// Installs both themes' styles; fonts are set apart, as they take effect a pass later.
pub fn apply(ctx: &Context) {
    for theme in [Theme::Light, Theme::Dark] {
        ctx.set_style_of(theme, style_of(theme));
    }
}

/// The egui style of one theme.
fn style_of(theme: Theme) -> Style {
    let p = palette(theme);
    let mut style = Style {
        visuals: match theme {
            Theme::Light => Visuals::light(),
            Theme::Dark => Visuals::dark(),
        },
        ..Style::default()
    };
    let text = |size| FontId::new(size, FontFamily::Proportional);
    style.text_styles = [
        (TextStyle::Small, text(size::SMALL)),
        (TextStyle::Body, text(size::BODY)),
        (TextStyle::Button, text(size::BODY)),
        (TextStyle::Monospace, text(size::BODY)),
        (
            TextStyle::Heading,
            FontId::new(size::HEADING, FontFamily::Name(HEAVY.into())),
        ),
    ]
    .into();
    style.animation_time = 0.08;

    let s = &mut style.spacing;
    s.item_spacing = Vec2::new(space::S, space::XS);
    s.button_padding = Vec2::new(space::M, 6.0);
    s.interact_size = Vec2::new(32.0, 28.0);
    s.menu_margin = Margin::same(8);
    s.window_margin = Margin::same(16);
    s.scroll.bar_width = 8.0;
    s.scroll.floating = true;

    let v = &mut style.visuals;
    v.panel_fill = p.ground;
    v.window_fill = p.raised;
    v.extreme_bg_color = p.control;
    v.faint_bg_color = p.selected;
    v.code_bg_color = p.control;
    v.window_stroke = Stroke::new(1.0, p.line);
    v.window_corner_radius = CornerRadius::same(8);
    v.menu_corner_radius = CornerRadius::same(8);
    v.hyperlink_color = p.accent_ink;
    v.warn_fg_color = p.warn;
    v.error_fg_color = p.bad;
    v.text_cursor.stroke = Stroke::new(1.5, p.accent);
    v.selection.bg_fill = p.accent_soft;
    v.selection.stroke = Stroke::new(1.0, p.accent_ink);
    // As readable as `disabled`.
    v.disabled_alpha = 0.6;
    v.override_text_color = None;
    v.weak_text_color = Some(p.ink_soft);
    v.striped = false;
    v.button_frame = true;
    let radius = CornerRadius::same(6);
    let widget = |w: &mut egui::style::WidgetVisuals, fill, stroke, ink| {
        w.bg_fill = fill;
        w.weak_bg_fill = fill;
        w.bg_stroke = stroke;
        w.fg_stroke = Stroke::new(1.0, ink);
        w.corner_radius = radius;
        w.expansion = 0.0;
    };
    widget(
        &mut v.widgets.noninteractive,
        p.ground,
        Stroke::new(1.0, p.line),
        p.ink,
    );
    widget(&mut v.widgets.inactive, p.control, Stroke::NONE, p.ink);
    widget(&mut v.widgets.hovered, p.control_lit, Stroke::NONE, p.ink);
    widget(
        &mut v.widgets.active,
        p.accent_soft,
        Stroke::new(1.0, p.accent),
        p.ink,
    );
    widget(&mut v.widgets.open, p.control_lit, Stroke::NONE, p.ink);
    style
}
