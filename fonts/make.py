#!/usr/bin/env python3
"""Makes the two font files of this folder from Noto Sans SC (OFL 1.1), the same bytes every time.

    npm pack @expo-google-fonts/noto-sans-sc@0.4.3 && tar xzf expo-google-fonts-noto-sans-sc-0.4.3.tgz
    pip install fonttools==4.68.0
    python3 fonts/make.py package

Regular covers all of GBK; SemiBold, for headings, covers GB 2312. Both add the symbols below. A character the data
uses beyond that makes the test `every_text_has_glyphs` fail: add it to EXTRA and run this again.
"""

import hashlib
import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

SOURCES = {
    "NotoSansSC-Regular.ttf": (
        "400Regular/NotoSansSC_400Regular.ttf",
        "gbk",
        "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
    ),
    "NotoSansSC-SemiBold.ttf": (
        "600SemiBold/NotoSansSC_600SemiBold.ttf",
        "gb2312",
        "b5eb7510dff58e0626c72c0861d83a3ed2be1d03047cf90a623682b8667bc5ff",
    ),
}
# Latin-1, Latin Extended-A, general punctuation, currency, arrows, mathematics, geometric shapes and ticks.
RANGES = [(0x20, 0x17F), (0x2000, 0x206F), (0x20A0, 0x20BF), (0x2100, 0x214F), (0x2190, 0x21FF),
          (0x2200, 0x22FF), (0x2460, 0x24FF), (0x25A0, 0x25FF), (0x2600, 0x266F), (0x2700, 0x27BF), (0x3000, 0x303F), (0xFF00, 0xFFEF)]
EXTRA = ""


def encodable(encoding):
    for high in range(0x81, 0xFF):
        for low in range(0x40, 0xFF):
            try:
                yield ord(bytes([high, low]).decode(encoding))
            except (UnicodeDecodeError, TypeError):
                pass


def main(package):
    here = pathlib.Path(__file__).parent
    for name, (path, encoding, expected) in SOURCES.items():
        source = package / path
        found = hashlib.sha256(source.read_bytes()).hexdigest()
        if found != expected:
            sys.exit(f"{source}: sha256 {found}, expected {expected}; use version 0.4.3 of the package")
        options = subset.Options(hinting=False, layout_features=["kern", "mark", "mkmk", "ccmp", "locl", "tnum"],
                                 name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], notdef_outline=True, recalc_timestamp=False)
        font = TTFont(source, recalcTimestamp=False)
        wanted = set(encodable(encoding)) | {ord(c) for c in EXTRA}
        for first, last in RANGES:
            wanted.update(range(first, last + 1))
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=wanted)
        subsetter.subset(font)
        font.save(here / name)
        print(f"{name}: {len(font.getBestCmap())} characters, {(here / name).stat().st_size / 1e6:.2f} MB")


main(pathlib.Path(sys.argv[1]))
