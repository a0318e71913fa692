#!/usr/bin/env bash
# Tables of 5 GB, by hand: big_table.sh BINARY [FOLDER]. Needs 5 GB of disk for a minute. Each must be refused with its
# reason, in seconds and within 1 GB of memory, and the pack beside it must still load.
set -euo pipefail
binary=$(realpath "${1:?usage: big_table.sh BINARY [FOLDER]}")
work=$(mktemp -d -p "${2:-${TMPDIR:-/tmp}}")
trap 'rm -rf "$work"' EXIT
"$binary" data synth -o "$work/pack" --zones 20 --metrics 3 --years 3 --measures 10 >/dev/null
table=$work/pack/observations.csv
cp "$table" "$work/sound.csv"

# check NAME: the pack is refused, quickly, with little memory.
check() {
    local start=$SECONDS status=0
    /usr/bin/env time -f '%M' -o "$work/memory" "$binary" data check "$work/pack" >"$work/said" 2>&1 || status=$?
    [ "$status" = 1 ] || { echo "$1: status $status"; head "$work/said"; exit 1; }
    [ $((SECONDS - start)) -le 60 ] || { echo "$1: took $((SECONDS - start)) s"; exit 1; }
    [ "$(tail -n 1 "$work/memory")" -le 1000000 ] || { echo "$1: $(cat "$work/memory") KB"; exit 1; }
    echo "$1: $((SECONDS - start)) s, $(tail -n 1 "$work/memory") KB: $(head -c 300 "$work/said" | head -n 1)"
}

truncate -s 5G "$table"
check "5 GB, most of it nothing (sparse)"

head -n 1 "$work/sound.csv" >"$table"
truncate -s 1900M "$table"
check "under the limit, one endless row"

rows=$(tail -n +2 "$work/sound.csv")
{ head -n 1 "$work/sound.csv"; yes "$rows" | head -c 5G || true; } >"$table"
check "5 GB of rows"

cp "$work/sound.csv" "$table"
"$binary" data check "$work/pack"
