//! Puts icon and version into the Windows executable; for any other target it does nothing.

const ICON: &str = "assets/icon/zonescope.ico";

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed={ICON}");
    println!("cargo::rerun-if-changed=assets/packaging/build.rs");
    // The target's system, not the machine's that builds: `cfg!(windows)` would be wrong when cross-compiling.
    if std::env::var_os("CARGO_CFG_TARGET_OS").is_some_and(|os| os == "windows") {
        winresource::WindowsResource::new()
            .set_icon(ICON)
            .set_language(0x0804)
            .set("ProductName", "高新图鉴 Zonescope")
            .set("FileDescription", "高新图鉴 Zonescope")
            .set("LegalCopyright", "MIT OR Apache-2.0")
            .set("OriginalFilename", "zonescope.exe")
            .compile()?;
    }
    Ok(())
}
