//! Headless egui: a ui closure → shapes → meshes → pixels, on the CPU. Knows no dataset.
