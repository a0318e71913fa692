#!/usr/bin/env python3
"""Makes the font files of this folder from Noto Sans SC (OFL 1.1), the same bytes every time.

    npm pack @expo-google-fonts/noto-sans-sc@0.4.3 && tar xzf expo-google-fonts-noto-sans-sc-0.4.3.tgz
    pip install fonttools==4.68.0
    python3 fonts/make.py package

Regular and SemiBold (headings) cover GB 2312 and the symbols below; Regular also what the data uses beyond that. Rare
has the rest of GBK: compressed, because it is seldom read. A character of the data that only Rare has is drawn all the
same; run this again when the data has many new ones.
"""

import hashlib
import lzma
import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

SOURCES = {
    "NotoSansSC-Regular.ttf": (
        "400Regular/NotoSansSC_400Regular.ttf",
        "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
    ),
    "NotoSansSC-SemiBold.ttf": (
        "600SemiBold/NotoSansSC_600SemiBold.ttf",
        "b5eb7510dff58e0626c72c0861d83a3ed2be1d03047cf90a623682b8667bc5ff",
    ),
}
# Of the settings tried these gave the smallest file.
PACKING = {"id": lzma.FILTER_LZMA1, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 23, "lc": 4, "lp": 0, "pb": 0,
           "nice_len": 273}
# Latin-1, Latin Extended-A, general punctuation, currency, arrows, mathematics, geometric shapes and ticks.
RANGES = [(0x20, 0x17F), (0x2000, 0x206F), (0x20A0, 0x20BF), (0x2100, 0x214F), (0x2190, 0x21FF),
          (0x2200, 0x22FF), (0x2460, 0x24FF), (0x25A0, 0x25FF), (0x2600, 0x266F), (0x2700, 0x27BF), (0x3000, 0x303F), (0xFF00, 0xFFEF)]


def encodable(encoding):
    for high in range(0x81, 0xFF):
        for low in range(0x40, 0xFF):
            try:
                yield ord(bytes([high, low]).decode(encoding))
            except (UnicodeDecodeError, TypeError):
                pass


def symbols():
    return {c for first, last in RANGES for c in range(first, last + 1)}


def cut(source, wanted):
    options = subset.Options(hinting=False, layout_features=["kern", "mark", "mkmk", "ccmp", "locl", "tnum"],
                             name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], notdef_outline=True, recalc_timestamp=False)
    font = TTFont(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    return font


def main(package):
    here = pathlib.Path(__file__).parent
    common = set(encodable("gb2312")) | symbols()
    files = [path for path in (here.parent / "assets").rglob("*") if path.suffix in {".ron", ".csv", ".ftl"}]
    data = {ord(c) for path in files for c in path.read_text(encoding="utf-8")}
    for name, (path, expected) in SOURCES.items():
        source = package / path
        found = hashlib.sha256(source.read_bytes()).hexdigest()
        if found != expected:
            sys.exit(f"{source}: sha256 {found}, expected {expected}; use version 0.4.3 of the package")
        regular = "Regular" in name
        font = cut(source, common | data if regular else common)
        font.save(here / name)
        print(f"{name}: {len(font.getBestCmap())} characters, {(here / name).stat().st_size / 1e6:.2f} MB")
        if regular:
            rare = cut(source, set(encodable("gbk")) - common - data)
            rare.save(here / "rare.ttf")
            packed = lzma.compress((here / "rare.ttf").read_bytes(), format=lzma.FORMAT_ALONE, filters=[PACKING])
            (here / "rare.ttf").unlink()
            (here / "NotoSansSC-Rare.ttf.lzma").write_bytes(packed)
            print(f"Rare: {len(rare.getBestCmap())} characters, {len(packed) / 1e6:.2f} MB")


main(pathlib.Path(sys.argv[1]))
