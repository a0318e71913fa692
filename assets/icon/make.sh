#!/usr/bin/env bash
# Renders zonescope.svg (zonescope-16.svg at 16 pixels) to zonescope-N.png, zonescope.ico and zonescope.icns.
# Needs rsvg-convert (Debian: librsvg2-bin) and python3. The results are committed; run this after changing a drawing.
set -euo pipefail
cd "$(dirname "$0")"

for size in 16 24 32 48 64 128 256 512; do
    drawing=zonescope.svg
    [ "$size" -gt 16 ] || drawing=zonescope-16.svg
    rsvg-convert --width "$size" --height "$size" "$drawing" --output "zonescope-$size.png"
done

python3 - <<'PYTHON'
import pathlib
import struct


def png(size):
    return pathlib.Path(f"zonescope-{size}.png").read_bytes()


# ICO: directory of 16-byte entries, then PNG images (understood since Windows Vista). A side of 256 is written as 0.
sizes = [16, 32, 48, 256]
directory = struct.pack("<HHH", 0, 1, len(sizes))
offset = len(directory) + 16 * len(sizes)
images = b""
for size in sizes:
    image = png(size)
    directory += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(image), offset + len(images))
    images += image
pathlib.Path("zonescope.ico").write_bytes(directory + images)

# ICNS: chunks of PNG images; ic11–ic14 are the "@2x" of 16, 32, 128 and 256 points.
kinds = {b"icp4": 16, b"icp5": 32, b"ic11": 32, b"ic12": 64, b"ic07": 128, b"ic13": 256, b"ic08": 256, b"ic14": 512, b"ic09": 512}
chunks = b"".join(kind + struct.pack(">I", 8 + len(png(size))) + png(size) for kind, size in kinds.items())
pathlib.Path("zonescope.icns").write_bytes(b"icns" + struct.pack(">I", 8 + len(chunks)) + chunks)
PYTHON
