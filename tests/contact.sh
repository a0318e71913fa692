#!/usr/bin/env bash
# Contact sheets: every view of the window at 1280 × 800 and 1920 × 1080, 100 % and 200 %, light and dark, Chinese and
# English, one sheet a look: contact.sh BINARY [FOLDER], by default target/contact. To be looked at by a person.
# Needs imagemagick.
set -euo pipefail
binary=$(realpath "${1:?usage: contact.sh BINARY [FOLDER]}")
cd "$(dirname "$0")/.."
out=$(realpath -m "${2:-target/contact}")
mkdir -p "$out"

views=(
    "overview" "overview --map dots" "overview --map list" "overview --colour rd_intensity" "overview --palette jn"
    "zones" "zones --wide" "zones --cards" "zones --query dong"
    "zones --zone jining" "zones --zone wuxi --tab figures" "zones --zone tianjin --tab policies"
    "zones --zone jining --tab industry" "zones --zone xian --tab events" "zones --zone xiamen --tab sources"
    "zones --compare wuxi,xian" "zones --compare wuxi,xian,chengdu,jining,tianjin,xiamen"
    "policies" "policies --columns" "policies --group instrument" "policies --page measures" "policies --page matrix"
    "policies --page pair" "policies --page timeline" "policies --page quantities" "policies --document -"
    "policies --measure tj77-01"
    "metrics" "metrics --chart rd-intensity-heat" "metrics --chart area-population" "metrics --chart rd-shares"
    "metrics --chart rd-intensity-panels" "metrics --chart hightech-announced --tab table"
    "metrics --chart patents-rank --tab sources"
    "industry" "industry --node komatsu-shandong" "industry --zone xiamen"
)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

count=0
for size in ${SIZES:-1280x800 1920x1080}; do
    for scale in ${SCALES:-1 2}; do
        for theme in light dark; do
            for lang in zh en; do
                look=$size-$scale-$theme-$lang
                rm -f "$work"/*
                n=0
                for view in "${views[@]}"; do
                    n=$((n + 1))
                    printf '%s\0' "$(printf %02d $n) $view"
                done | xargs -0 -P "$(nproc)" -I{} bash -c '
                    read -r n view <<<"$1"
                    # Unquoted on purpose: the words are the arguments.
                    "$2" view $view -q --size "$3" --scale "$4" --theme "$5" --lang "$6" -o "$7/$n.png"
                ' _ {} "$binary" "$size" "$scale" "$theme" "$lang" "$work"
                count=$((count + $(find "$work" -name '*.png' | wc -l)))
                # Made small as they are read: all of them at full size would be too much for ImageMagick.
                pictures=("$work"/*.png)
                montage "${pictures[@]/%/[640x]}" -tile 5x -geometry 640x -background '#888' "$out/$look.jpg"
            done
        done
    done
done
echo "$count pictures of ${#views[@]} views: $out"
