#!/usr/bin/env bash
# Opens our SVG and PDF with other programs: the texts are there, and the pictures agree with our PNG.
# Needs rsvg-convert, pdftotext, pdftoppm, netpbm and fontconfig (.ci/run installs them).
set -euo pipefail
cd "$(dirname "$0")/.."
zonescope=$(realpath "${1:-target/debug/zonescope}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Only the product's fonts, so that the SVG's letters are those of the PNG.
cat >"$work/fonts.conf" <<CONF
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>$PWD/fonts</dir><cachedir>$work/cache</cachedir></fontconfig>
CONF
export FONTCONFIG_FILE="$work/fonts.conf"

fail() { echo "documents: $*" >&2; exit 1; }

# Likeness of two pictures in decibels: brightness of squares of 4 × 4 pixels, for every program has its own way to
# put the edge of a letter on pixels.
likeness() {
    pngtopnm "$1" 2>/dev/null | ppmtopgm | pamscale -quiet -reduce 4 >"$work/a.pgm"
    pngtopnm "$2" 2>/dev/null | ppmtopgm | pamscale -quiet -reduce 4 >"$work/b.pgm"
    pnmpsnr -machine "$work/a.pgm" "$work/b.pgm" | awk '{ print ($1 ~ /inf|nan/) ? 99 : int($1) }'
}

checked=0
"$zonescope" charts >"$work/charts"
while read -r name title; do
    out="$work/$name"
    for form in png svg pdf; do
        "$zonescope" chart "$name" -o "$out.$form" --size 1920x1080 --theme light
    done
    "$zonescope" chart "$name" -o "$out-outlines.svg" --size 1920x1080 --theme light --outlines
    # Thin spaces between Chinese and digits and the ends of lines are not what is looked for.
    squeeze() { tr -d ' \n\f' | sed 's/\xe2\x80\x89//g'; }
    wanted=$(printf '%s' "$title" | squeeze)
    pdftotext -enc UTF-8 "$out.pdf" - | squeeze | grep -qF "$wanted" || fail "$name.pdf: pdftotext does not find the title “$title”"
    sed -n 's/.*<text [^>]*>\(.*\)<\/text>.*/\1/p' "$out.svg" | sed 's/&amp;/\&/g' | squeeze | grep -qF "$wanted" ||
        fail "$name.svg: the title “$title” is not among its texts"
    [ "$(pdffonts "$out.pdf" | tail -n +3 | awk '{ print $(NF-4) }' | sort -u)" = yes ] || fail "$name.pdf: a font is not embedded"
    rsvg-convert -w 1920 -h 1080 "$out.svg" -o "$out-svg.png"
    rsvg-convert -w 1920 -h 1080 "$out-outlines.svg" -o "$out-outlines.png"
    pdftoppm -png -r 96 -singlefile "$out.pdf" "$out-pdf"
    for other in svg outlines pdf; do
        likeness=$(likeness "$out.png" "$out-$other.png")
        [ "$likeness" -ge 25 ] || fail "$name: PNG and $other differ ($likeness dB)"
    done
    checked=$((checked + 1))
done <"$work/charts"
[ "$checked" -gt 0 ] || fail "there are no charts"
echo "$checked charts agree as PNG, SVG and PDF"
