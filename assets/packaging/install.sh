#!/usr/bin/env bash
# Installs a built Zonescope for Linux desktops: install.sh BINARY [PREFIX], by default into ~/.local (no root needed).
set -euo pipefail
binary=$(realpath "${1:?usage: install.sh BINARY [PREFIX]}")
prefix=$(realpath -m "${2:-$HOME/.local}")
cd "$(dirname "$0")"

id=cn.zonescope.Zonescope
install -D "$binary" "$prefix/bin/zonescope"
install -Dm644 "$id.desktop" "$prefix/share/applications/$id.desktop"
# Not every session has ~/.local/bin on its PATH: name the file itself.
sed -i "s|^Exec=zonescope|Exec=\"$prefix/bin/zonescope\"|" "$prefix/share/applications/$id.desktop"
install -Dm644 "$id.metainfo.xml" "$prefix/share/metainfo/$id.metainfo.xml"
install -Dm644 ../icon/zonescope.svg "$prefix/share/icons/hicolor/scalable/apps/$id.svg"
for size in 16 24 32 48 64 128 256 512; do
    install -Dm644 "../icon/zonescope-$size.png" "$prefix/share/icons/hicolor/${size}x$size/apps/$id.png"
done
