#!/usr/bin/env bash
# Puts a binary built for macOS into an application bundle: bundle-macos.sh BINARY FOLDER makes FOLDER/Zonescope.app.
set -euo pipefail
binary=$(realpath "${1:?usage: bundle-macos.sh BINARY FOLDER}")
contents=${2:?usage: bundle-macos.sh BINARY FOLDER}/Zonescope.app/Contents
mkdir -p "$contents/MacOS" "$contents/Resources"
contents=$(realpath "$contents")
cd "$(dirname "$0")"

cp "$binary" "$contents/MacOS/zonescope"
cp Info.plist "$contents/Info.plist"
cp ../icon/zonescope.icns "$contents/Resources/zonescope.icns"
cp -R zh-Hans.lproj "$contents/Resources/"
