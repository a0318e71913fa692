//! The export dialog: forms, preview, size of the file, and the way back from every form.
//!
//! With `ZONESCOPE_SHOTS=folder` the dialog's pictures are written there, to be looked at.

use egui_kittest::kittest::Queryable as _;
use zonescope::app::session::Session;
use zonescope::app::state::{Place, Settings, ThemeChoice, View};
use zonescope::chart::ChartSpec;
use zonescope::dataset::Dataset;
use zonescope::export::reopen::read_spec;
use zonescope::model::Lang;

use crate::{Window, open_with, type_path, wait};

fn at_the_chart(size: [f32; 2], theme: ThemeChoice, lang: Lang) -> Window {
    let view = View {
        place: Place::Metrics,
        ..View::first(&Dataset::embedded())
    };
    let settings = Settings {
        theme,
        lang,
        ..Settings::default()
    };
    open_with(size, Session::new(settings, view))
}

fn keep(window: &mut Window, name: &str) {
    if let Some(folder) = std::env::var_os("ZONESCOPE_SHOTS") {
        let path = std::path::Path::new(&folder).join(name);
        window
            .render()
            .unwrap()
            .save_with_format(path, image::ImageFormat::Png)
            .unwrap();
    }
}

/// Waits until the size of the file is known.
fn measured(window: &mut Window) {
    wait(window, |window| {
        window.query_by_label_contains(" KB").is_some()
    });
}

#[test]
fn every_form_is_previewed_saved_and_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = at_the_chart([1280.0, 800.0], ThemeChoice::Light, Lang::Zh);
    let spec: ChartSpec = window.state().state().view.chart.clone();
    for (form, ending) in [
        ("SVG", "svg"),
        ("PDF", "pdf"),
        ("XLSX", "xlsx"),
        ("PNG", "png"),
    ] {
        window.get_by_label("导出…").click();
        window.run_ok();
        let path = folder.path().join("图.png");
        type_path(&mut window, "文件路径", &path);
        window.get_by_label(form).click();
        window.run_ok();
        measured(&mut window);
        keep(&mut window, &format!("dialog-{ending}.png"));
        window.get_by_label("保存").click();
        window.run_ok();
        let path = path.with_extension(ending);
        wait(&mut window, |_| path.exists());
        wait(&mut window, |window| {
            window.query_by_label("复制图片").is_none()
        });
        let again = read_spec(&path).unwrap();
        assert_eq!(
            (again.kind, &again.subject),
            (spec.kind, &spec.subject),
            "{form}"
        );
        window.state_mut().open_file(&path);
        window.run_ok();
        assert_eq!(window.state().state().view.chart.subject, spec.subject);
    }
}

#[test]
fn the_dialog_fits_small_windows_and_dark_ones() {
    for (size, theme, lang, name) in [
        (
            [1280.0, 800.0],
            ThemeChoice::Dark,
            Lang::En,
            "dialog-dark-en.png",
        ),
        (
            [640.0, 480.0],
            ThemeChoice::Light,
            Lang::Zh,
            "dialog-small.png",
        ),
    ] {
        let mut window = at_the_chart(size, theme, lang);
        window
            .state_mut()
            .send(zonescope::app::command::Command::ExportPng);
        window.run_ok();
        if size[0] > 700.0 {
            measured(&mut window);
        }
        let save = window.get_by_label(lang.pick("保存", "Save")).rect();
        assert!(
            save.max.y <= size[1] && save.min.x >= 0.0,
            "{name}: {save:?}"
        );
        keep(&mut window, name);
    }
}

#[test]
fn figures_go_to_the_clipboard() {
    let mut window = at_the_chart([1280.0, 800.0], ThemeChoice::Light, Lang::Zh);
    window
        .state_mut()
        .send(zonescope::app::command::Command::CopyData);
    window.run_ok();
    window.get_by_label_contains("数据已复制");
    window
        .state_mut()
        .send(zonescope::app::command::Command::CopyImage);
    wait(&mut window, |window| {
        window.query_by_label_contains("图片已复制").is_some()
    });
}

#[test]
fn a_name_with_the_ending_of_no_form_is_put_right_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = at_the_chart([1280.0, 800.0], ThemeChoice::Light, Lang::Zh);
    window.get_by_label("导出…").click();
    window.run_ok();
    let path = folder.path().join("out2.jpg");
    type_path(&mut window, "文件路径", &path);
    window.get_by_label("保存").click();
    window.run_ok();
    window.run_ok();
    window.get_by_label_contains("不能以 .jpg 结尾");
    keep(&mut window, "ending.png");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    window.get_by_label("保存").click();
    let path = path.with_extension("png");
    wait(&mut window, |_| path.exists());
    assert!(read_spec(&path).is_ok());
    window.state_mut().open_file(folder.path());
    window.run_ok();
    keep(&mut window, "toast.png");
}
