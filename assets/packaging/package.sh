#!/usr/bin/env bash
# Makes the release packages of this machine's architecture: package.sh [FOLDER], by default target/package.
# A .deb for Debian and Ubuntu, and a tarball with an installer for every other Linux. Needs dpkg-deb and xz.
set -euo pipefail
cd "$(dirname "$0")/../.."
out=$(realpath -m "${1:-${CARGO_TARGET_DIR:-target}/package}")
binary=$(realpath -m "${CARGO_TARGET_DIR:-target}/release/zonescope")
version=$(sed -n 's/^version = "\(.*\)"/\1/p;T;q' Cargo.toml)
arch=$(dpkg --print-architecture)
id=cn.zonescope.Zonescope

# What is given away is linked as a whole, and the same code kept once: two megabytes less than `cargo build` makes.
smaller=(-C lto=fat)
# Only where Rust links with its own linker.
[ "$arch" != amd64 ] || smaller+=(-C link-arg=-Wl,--icf=all)
cargo rustc --locked --release --bin zonescope -- "${smaller[@]}"
mkdir -p "$out"
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
# The same file gives the same package, whenever it is made.
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}

root=$stage/deb
mkdir -p "$root/DEBIAN"
assets/packaging/install.sh "$binary" "$root/usr"
# On the system's own path the menu entry needs no folder.
install -m644 "assets/packaging/$id.desktop" "$root/usr/share/applications/$id.desktop"
install -Dm644 LICENSE "$root/usr/share/doc/zonescope/copyright"
# Nothing but libc is linked; the rest is opened at run time, and any of the OpenGL stacks will do.
cat >"$root/DEBIAN/control" <<CONTROL
Package: zonescope
Version: $version
Architecture: $arch
Maintainer: Zonescope <noreply@zonescope.cn>
Section: science
Priority: optional
Installed-Size: $(du -sk "$root/usr" | cut -f1)
Depends: libc6 (>= 2.34), libx11-6, libx11-xcb1, libxcursor1, libxi6, libxkbcommon-x11-0, libfontconfig1, libgl1, libegl1
Recommends: libgl1-mesa-dri, xdg-desktop-portal
Description: Explorer of China's national high-tech zones
 Browse the national high-tech zones, read their policies by category, plot
 their metrics, and take charts away as PNG, SVG, PDF or a workbook. Offline.
CONTROL
find "$root" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zxz --build "$root" "$out/zonescope_${version}_$arch.deb"

name=zonescope-$version-linux-$(uname -m)
tree=$stage/$name
mkdir -p "$tree/icon"
install "$binary" "$tree/zonescope"
install assets/packaging/install.sh "$tree/packaging/install.sh" -D
install -m644 assets/packaging/$id.desktop assets/packaging/$id.metainfo.xml "$tree/packaging/"
install -m644 assets/icon/zonescope*.png assets/icon/zonescope.svg "$tree/icon/"
install -m644 README.md LICENSE "$tree/"
tar --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner -C "$stage" -c "$name" |
    xz -9 >"$out/$name.tar.xz"

ls -l "$out"
