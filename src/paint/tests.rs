//! Known pictures, and random ones against the obvious rasteriser.

use std::sync::Arc;

use egui::epaint::{ImageDelta, Mesh, Primitive, Vertex};
use egui::{
    ClippedPrimitive, Color32, ColorImage, Pos2, Rect, TextureId, TextureOptions, TexturesDelta,
    Theme, pos2, vec2,
};
use proptest::prelude::*;

use super::naive::Naive;
use super::{Headless, Page, Picture, Raster, render};

const FONT: TextureId = TextureId::Managed(0);
const WHOLE: Rect = Rect::EVERYTHING;

fn clipped(mesh: Mesh, clip_rect: Rect) -> ClippedPrimitive {
    ClippedPrimitive {
        clip_rect,
        primitive: Primitive::Mesh(mesh),
    }
}

/// A texture whose first texel is white, as the font's is, and whose others all differ.
fn atlas() -> ColorImage {
    let mut image = ColorImage::filled([16, 8], Color32::WHITE);
    for y in 0..8 {
        for x in 0..16_u8 {
            if (x, y) != (0, 0) {
                let (r, g, b) = (x * 9, y as u8 * 15, x * 5 + y as u8);
                image[(x as usize, y)] =
                    Color32::from_rgba_premultiplied(r, g, b, 150 + x * 3 + y as u8 * 7);
            }
        }
    }
    image
}

fn delta(options: TextureOptions) -> TexturesDelta {
    let mut delta = TexturesDelta::default();
    delta.push(FONT, ImageDelta::full(Arc::new(atlas()), options));
    delta
}

fn raster(threads: usize) -> Raster {
    let mut raster = Raster::with_threads(threads);
    raster.update(&mut delta(TextureOptions::LINEAR));
    raster
}

fn paint(primitives: &[ClippedPrimitive], size: [u32; 2], ppp: f32) -> Picture {
    raster(2).render(primitives, size, ppp, Color32::WHITE)
}

fn paint_naively(primitives: &[ClippedPrimitive], size: [u32; 2], ppp: f32) -> Vec<u8> {
    let mut naive = Naive::default();
    let mut delta = delta(TextureOptions::LINEAR);
    naive.update(&delta);
    delta.clear();
    naive.render(primitives, size, ppp, Color32::WHITE)
}

fn count(picture: &Picture, colour: [u8; 4]) -> usize {
    picture.rgba.chunks(4).filter(|p| **p == colour).count()
}

fn triangle(points: [(f32, f32); 3], colour: Color32) -> Mesh {
    let mut mesh = Mesh::default();
    for (x, y) in points {
        mesh.colored_vertex(pos2(x, y), colour);
    }
    mesh.add_triangle(0, 1, 2);
    mesh
}

fn assert_close(fast: &[u8], slow: &[u8], tolerance: u8) {
    assert_eq!(fast.len(), slow.len());
    let differs = |(a, b): (&u8, &u8)| a.abs_diff(*b) > tolerance;
    if let Some(at) = fast.iter().zip(slow).position(differs) {
        let at = at / 4 * 4;
        panic!(
            "pixel {}: {:?} and {:?}",
            at / 4,
            &fast[at..at + 4],
            &slow[at..at + 4]
        );
    }
}

#[test]
fn a_rectangle_has_its_colour_and_its_pixels() {
    let mut mesh = Mesh::default();
    let colour = Color32::from_rgb(12, 34, 56);
    mesh.add_colored_rect(Rect::from_min_max(pos2(2.0, 3.0), pos2(7.0, 5.0)), colour);
    let picture = paint(&[clipped(mesh, WHOLE)], [10, 70], 1.0);
    assert_eq!(count(&picture, [12, 34, 56, 255]), 10);
    assert_eq!(count(&picture, [255; 4]), 690);
    assert_eq!(picture.pixel(2, 3), Some([12, 34, 56, 255]));
    assert_eq!(picture.pixel(7, 3), Some([255; 4]));
    assert_eq!(picture.pixel(10, 0), None);
}

#[test]
fn triangles_sharing_an_edge_leave_no_seam() {
    let half = Color32::from_rgba_premultiplied(0, 0, 0, 128);
    // All the ways to cut a square, the cut running through pixel centres or not.
    for cut in [0.0, 0.25, 0.5, 13.3, 40.0] {
        let mut mesh = triangle([(0.0, 0.0), (40.0, 0.0), (cut, 40.0)], half);
        mesh.append(triangle([(0.0, 0.0), (cut, 40.0), (0.0, 40.0)], half));
        mesh.append(triangle([(40.0, 40.0), (cut, 40.0), (40.0, 0.0)], half));
        let picture = paint(&[clipped(mesh, WHOLE)], [40, 40], 1.0);
        assert_eq!(count(&picture, [127, 127, 127, 255]), 1600, "cut at {cut}");
    }
}

#[test]
fn clip_rectangles_are_rounded_to_pixels() {
    let mesh = triangle(
        [(-99.0, -99.0), (999.0, -99.0), (-99.0, 999.0)],
        Color32::BLACK,
    );
    let clip = Rect::from_min_max(pos2(1.3, 2.4), pos2(4.2, 5.0));
    let picture = paint(&[clipped(mesh, clip)], [20, 20], 1.5);
    // 1.95 → 2, 3.6 → 4, 6.3 → 6, 7.5 → 8
    assert_eq!(count(&picture, [0, 0, 0, 255]), 4 * 4);
    assert_eq!(picture.pixel(2, 4), Some([0, 0, 0, 255]));
    assert_eq!(picture.pixel(5, 7), Some([0, 0, 0, 255]));
    let outside = Rect::from_min_max(pos2(30.0, 2.4), pos2(f32::INFINITY, 5.0));
    let nothing = paint(&[clipped(Mesh::default(), outside)], [20, 20], 1.5);
    assert_eq!(count(&nothing, [255; 4]), 400);
}

fn glyph(rect: Rect, texels: Rect, colour: Color32) -> Mesh {
    let mut mesh = Mesh::default();
    let uv = |p: Pos2| pos2(p.x / 16.0, p.y / 8.0);
    let uv = Rect::from_min_max(uv(texels.min), uv(texels.max));
    mesh.add_rect_with_uv(rect, uv, colour);
    mesh
}

#[test]
fn a_glyph_on_the_pixel_grid_is_copied() {
    let texels = Rect::from_min_max(pos2(3.0, 2.0), pos2(8.0, 6.0));
    let mesh = glyph(
        texels.translate(vec2(10.0, 20.0)) * 0.5,
        texels,
        Color32::WHITE,
    );
    let picture = paint(&[clipped(mesh, WHOLE)], [40, 40], 2.0);
    let image = atlas();
    for y in 2..6 {
        for x in 3..8 {
            let [r, g, b, a] = image[(x, y)].to_array().map(i32::from);
            let over = |c: i32| (c + 255 - a).min(255) as u8;
            let expected = Some([over(r), over(g), over(b), 255]);
            assert_eq!(picture.pixel(x as u32 + 10, y as u32 + 20), expected);
        }
    }
    assert_eq!(count(&picture, [255; 4]), 1600 - 20);
}

#[test]
fn rectangles_are_their_two_triangles() {
    let texels = Rect::from_min_max(pos2(1.0, 1.0), pos2(9.0, 7.0));
    for (scale, shift) in [(1.0, 0.3), (1.7, 0.1), (0.6, 0.0), (4.0, 0.77)] {
        for colour in [
            Color32::WHITE,
            Color32::from_rgba_premultiplied(90, 40, 10, 120),
        ] {
            let rect = Rect::from_min_size(pos2(2.0 + shift, 5.0 - shift), texels.size() * scale);
            let quads = [clipped(glyph(rect, texels, colour), WHOLE)];
            let fast = paint(&quads, [60, 70], 1.3);
            assert_close(&fast.rgba, &paint_naively(&quads, [60, 70], 1.3), 2);
        }
    }
}

#[test]
fn textures_are_patched_wrapped_and_freed() {
    let mesh = || {
        let mut mesh = Mesh::default();
        let uv = Rect::from_min_max(pos2(-1.0, -1.0), pos2(2.0, 2.0));
        mesh.add_rect_with_uv(
            Rect::from_min_size(Pos2::ZERO, vec2(6.0, 6.0)),
            uv,
            Color32::WHITE,
        );
        [clipped(mesh, WHOLE)]
    };
    let (b, w) = (Color32::BLACK, Color32::WHITE);
    let cases = [
        (TextureOptions::NEAREST, "bbbwww"),
        (TextureOptions::NEAREST_REPEAT, "bwbwbw"),
        (TextureOptions::NEAREST_MIRRORED_REPEAT, "wbbwwb"),
    ];
    for (options, expected) in cases {
        let mut raster = Raster::with_threads(1);
        let mut delta = TexturesDelta::default();
        let image = |pixels: [Color32; 4]| Arc::new(ColorImage::new([2, 2], pixels.to_vec()));
        delta.push(FONT, ImageDelta::full(image([w; 4]), options));
        for y in 0..2 {
            let patch = Arc::new(ColorImage::new([1, 1], vec![b]));
            delta.push(FONT, ImageDelta::partial([0, y], patch, options));
        }
        // Outside the texture: ignored.
        delta.push(FONT, ImageDelta::partial([5, 1], image([b; 4]), options));
        raster.update(&mut delta);
        let picture = raster.render(&mesh(), [6, 6], 1.0, Color32::RED);
        let row: String = (0..6)
            .map(|x| {
                if picture.pixel(x, 4) == Some([0, 0, 0, 255]) {
                    'b'
                } else {
                    'w'
                }
            })
            .collect();
        assert_eq!(row, expected);

        delta.free(FONT);
        raster.update(&mut delta);
        let still = raster.render(&mesh(), [6, 6], 1.0, Color32::RED);
        assert_eq!(still, picture, "freed only after painting");
        raster.update(&mut delta);
        let gone = raster.render(&mesh(), [6, 6], 1.0, Color32::RED);
        assert_eq!(count(&gone, [255, 0, 0, 255]), 36);
    }
}

#[test]
fn what_cannot_be_drawn_is_skipped() {
    let black = Color32::BLACK;
    let mut bad_index = triangle([(0.0, 0.0), (9.0, 0.0), (0.0, 9.0)], black);
    bad_index.indices[1] = 77;
    let nan = triangle([(0.0, f32::NAN), (9.0, 0.0), (0.0, 9.0)], black);
    let endless = triangle([(0.0, 0.0), (f32::INFINITY, 0.0), (0.0, 9.0)], black);
    let line = triangle([(0.0, 0.0), (5.0, 5.0), (9.0, 9.0)], black);
    let far = triangle([(1e9, 1e9), (2e9, 1e9), (1e9, 2e9)], black);
    let mut nan_uv = triangle([(0.0, 0.0), (0.1, 0.0), (0.0, 0.1)], black);
    nan_uv.vertices[0].uv.x = f32::NAN;
    let callback = Primitive::Callback(egui::PaintCallback {
        rect: WHOLE,
        callback: Arc::new(()),
    });
    let mut primitives: Vec<_> = [bad_index, nan, endless, line, far, nan_uv]
        .map(|mesh| clipped(mesh, WHOLE))
        .into();
    primitives.push(ClippedPrimitive {
        clip_rect: WHOLE,
        primitive: callback,
    });
    let picture = paint(&primitives, [20, 20], 1.0);
    assert_eq!(count(&picture, [255; 4]), 400);
}

#[test]
fn a_huge_triangle_covers_the_picture() {
    for side in [1e4, 1e9, 1e30, 3e38] {
        let corner = [(-side, -side), (side, -side), (-side, side)];
        let picture = paint(
            &[clipped(triangle(corner, Color32::BLACK), WHOLE)],
            [30, 30],
            1.0,
        );
        // The long edge only touches the picture's corner; beyond f64 nothing is promised.
        if side < 1e12 {
            assert_eq!(count(&picture, [255; 4]), 900, "{side}");
        }
        let shifted = triangle(
            [(-side, -side), (side, -side), (-side * 0.5, side)],
            Color32::BLACK,
        );
        let picture = paint(&[clipped(shifted, WHOLE)], [30, 30], 1.0);
        assert_eq!(count(&picture, [0, 0, 0, 255]), 900, "{side}");
    }
}

#[test]
fn pictures_of_no_size() {
    for size in [[0, 0], [0, 9], [9, 0]] {
        let picture = paint(&[], size, 1.0);
        assert_eq!([picture.width, picture.height], size);
        assert!(picture.rgba.is_empty());
    }
    let page = Page {
        size: vec2(f32::NAN, 10.0),
        ppp: 1.0,
        theme: Theme::Light,
        background: Color32::WHITE,
    };
    assert!(render(page, |_| ()).rgba.is_empty());
}

fn vertex() -> impl Strategy<Value = Vertex> {
    // Quarter points hit pixel centres and edges often; the others are anywhere, also outside.
    let place = || prop_oneof![(-40..200_i32).prop_map(|q| q as f32 / 4.0), -20.0..60.0_f32];
    let colour = any::<[u8; 4]>().prop_map(|[r, g, b, a]| {
        let part = |c: u8| (u16::from(c) * u16::from(a) / 255) as u8;
        Color32::from_rgba_premultiplied(part(r), part(g), part(b), a)
    });
    let uv = prop_oneof![
        3 => Just((0.0, 0.0)),
        1 => (-0.2..1.2_f32, -0.2..1.2_f32)
    ];
    (place(), place(), uv, colour).prop_map(|(x, y, (u, v), color)| Vertex {
        pos: pos2(x, y),
        uv: pos2(u, v),
        color,
    })
}

fn mesh() -> impl Strategy<Value = Mesh> {
    (
        prop::collection::vec(vertex(), 3..7),
        prop::collection::vec(0..7_u32, 3..18),
        any::<bool>(),
    )
        .prop_map(|(mut vertices, indices, textured)| {
            if !textured {
                for vertex in &mut vertices {
                    vertex.uv = Pos2::ZERO;
                }
            }
            let count = vertices.len() as u32;
            let whole = indices.len() / 3 * 3;
            Mesh {
                indices: indices[..whole].iter().map(|i| i % count).collect(),
                vertices,
                texture_id: FONT,
            }
        })
}

proptest! {
    #[test]
    fn random_triangles_look_as_the_obvious_rasteriser_paints_them(
        mesh in mesh(),
        ppp in prop_oneof![Just(1.0_f32), Just(2.0), 0.5..3.0_f32],
    ) {
        // One triangle at a time: small differences of colour do not add up.
        for indices in mesh.triangles() {
            let one = Mesh { indices: indices.into(), ..mesh.clone() };
            let one = [clipped(one, WHOLE)];
            let fast = paint(&one, [50, 70], ppp);
            assert_close(&fast.rgba, &paint_naively(&one, [50, 70], ppp), 2);
        }
    }

    #[test]
    fn any_number_of_threads_paints_the_same(mesh in mesh()) {
        let scene = [clipped(mesh, Rect::from_min_max(pos2(3.0, 3.0), pos2(40.0, 99.0)))];
        let one = raster(1).render(&scene, [50, 130], 1.0, Color32::WHITE);
        for threads in [2, 3, 64] {
            let many = raster(threads).render(&scene, [50, 130], 1.0, Color32::WHITE);
            prop_assert_eq!(&one.rgba, &many.rgba);
        }
    }
}

fn page(ppp: f32) -> Page {
    Page {
        size: vec2(300.0, 200.0),
        ppp,
        theme: Theme::Light,
        background: Color32::WHITE,
    }
}

fn sample_ui(ui: &mut egui::Ui) {
    ui.add_space(20.0);
    ui.heading("国家高新区 2020");
    ui.label("工业总产值（亿元）");
    let _ = ui.button("导出");
    let painter = ui.painter();
    painter.circle_filled(pos2(200.3, 100.7), 4.0, Color32::from_rgb(0, 90, 160));
    painter.circle_filled(pos2(240.3, 100.7), 25.0, Color32::from_rgb(0, 90, 160));
    painter.line_segment(
        [pos2(10.0, 190.0), pos2(290.0, 110.0)],
        (1.5, Color32::from_rgb(200, 30, 30)),
    );
    let faint = Color32::from_rgba_unmultiplied(0, 160, 60, 60);
    painter.rect_filled(
        Rect::from_min_max(pos2(20.0, 120.0), pos2(120.5, 180.25)),
        6.0,
        faint,
    );
}

#[test]
fn an_egui_scene_looks_as_the_obvious_rasteriser_paints_it() {
    for ppp in [1.0, 1.25, 2.0] {
        let context = egui::Context::default();
        crate::theme::install_fonts(&context);
        crate::theme::apply(&context);
        let mut input = egui::RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, page(ppp).size)),
            ..Default::default()
        };
        let viewport = input.viewports.entry(egui::ViewportId::ROOT).or_default();
        viewport.native_pixels_per_point = Some(ppp);
        let (mut naive, mut raster) = (Naive::default(), Raster::new());
        let mut output = context.run_ui(input, sample_ui);
        naive.update(&output.textures_delta);
        raster.update(&mut output.textures_delta);
        let primitives = context.tessellate(output.shapes, ppp);
        let size = page(ppp).size_px();
        let fast = raster.render(&primitives, size, ppp, Color32::WHITE);
        let slow = naive.render(&primitives, size, ppp, Color32::WHITE);
        assert_close(&fast.rgba, &slow, 3);
    }
}

#[test]
fn headless_pictures_repeat_themselves() {
    let mut headless = Headless::new();
    let first = headless.render(page(1.5), sample_ui);
    assert_eq!([first.width, first.height], [450, 300]);
    let ink = first.rgba.chunks(4).filter(|p| p[0] < 100).count();
    assert!(ink > 1000, "{ink} dark pixels");
    assert!(first.rgba.chunks(4).all(|p| p[3] == 255));
    headless.render(page(2.0), |ui| {
        ui.label("别的");
    });
    assert_eq!(headless.render(page(1.5), sample_ui), first);
    assert_eq!(render(page(1.5), sample_ui), first);
}

#[test]
fn passes_are_two_to_four() {
    for (wanted, expected) in [(0, 2), (1, 2), (2, 3), (99, 4)] {
        let mut passes = 0;
        render(page(1.0), |ui| {
            passes += 1;
            if passes <= wanted {
                ui.request_repaint();
            }
        });
        assert_eq!(passes, expected, "{wanted} repaints wanted");
    }
}

#[test]
fn user_textures_are_drawn() {
    let mut headless = Headless::new();
    let image = ColorImage::filled([3, 3], Color32::from_rgb(9, 99, 199));
    let texture = headless
        .context()
        .load_texture("swatch", image, TextureOptions::NEAREST);
    let picture = headless.render(page(1.0), |ui| {
        let rect = Rect::from_min_size(pos2(10.0, 10.0), vec2(30.0, 20.0));
        let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        ui.painter().image(texture.id(), rect, uv, Color32::WHITE);
    });
    assert_eq!(count(&picture, [9, 99, 199, 255]), 600);
    assert_eq!(picture.to_color_image().size, [300, 200]);
}
