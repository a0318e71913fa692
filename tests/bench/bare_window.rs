//! A bare eframe window with the product's fonts: what `start.sh` compares the product's start with.
//!
//! Prints the milliseconds from the first line of `main` to the start of the second frame, when the first has been
//! drawn and handed to the screen. The product counts the same way.

use std::io::Write as _;
use std::time::Instant;

fn main() -> eframe::Result {
    let start = Instant::now();
    let exit = std::env::args().any(|argument| argument == "--exit-after-first-frame");
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default().with_inner_size([1280.0, 800.0]),
        renderer: eframe::Renderer::Glow,
        ..Default::default()
    };
    eframe::run_native(
        "bare window",
        options,
        Box::new(move |creation| {
            zonescope::theme::install_fonts(&creation.egui_ctx);
            Ok(Box::new(Bare {
                start,
                exit,
                frame: 0,
            }))
        }),
    )
}

struct Bare {
    start: Instant,
    exit: bool,
    frame: u64,
}

impl eframe::App for Bare {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.frame += 1;
        if self.frame == 1 {
            ui.ctx().request_repaint();
        } else if self.frame == 2 {
            let millis = self.start.elapsed().as_secs_f64() * 1e3;
            let mut out = std::io::stdout().lock();
            // Nobody listening is no reason to fail.
            let _closed = writeln!(out, "{millis:.1}").and_then(|()| out.flush());
            if self.exit {
                ui.ctx().send_viewport_cmd(egui::ViewportCommand::Close);
            }
        }
        egui::CentralPanel::default().show(ui, |ui| ui.label("高新图鉴 Zonescope"));
    }
}
