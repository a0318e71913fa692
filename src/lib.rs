//! Zonescope · 高新图鉴: an explorer of China's national high-tech zones.
//!
//! Floors, ground first; a room imports only from floors below it:
//! `model` → `text`, `theme`, `temporary` → `dataset` → `import`, `search`, `analysis` → `chart`, `paint` → `export` →
//! `app` → `cli`.

pub mod analysis;
pub mod app;
pub mod chart;
pub mod cli;
pub mod dataset;
pub mod export;
pub mod import;
pub mod model;
pub mod paint;
pub mod search;
pub mod temporary;
pub mod text;
pub mod theme;

/// The application's id on every platform: window class, folders, desktop entry.
pub const APP_ID: &str = "cn.zonescope.Zonescope";
