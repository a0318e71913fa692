#!/usr/bin/env bash
# Start, idle and memory of Zonescope beside a bare eframe window with the same fonts, under Xvfb with software OpenGL:
# start.sh [ZONESCOPE [BARE_WINDOW]], by default the release builds. Medians of 20 interleaved runs.
set -euo pipefail
cd "$(dirname "$0")/../.."
target=${CARGO_TARGET_DIR:-target}
zonescope=$(realpath "${1:-$target/release/zonescope}")
bare=$(realpath "${2:-$target/release/examples/bare_window}")
runs=20
source tests/screen.sh

median() { sort -g | awk '{ v[NR] = $1 } END { printf "%.1f", (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'; }

# Two times in ms: from its first line of code as the program says, and from the fork as seen from here.
start() {
    local before=${EPOCHREALTIME/./} said
    coproc RUN { exec timeout 60 "$2" --exit-after-first-frame 2>/dev/null; }
    local pid=$RUN_PID
    read -r said <&"${RUN[0]}"
    local after=${EPOCHREALTIME/./}
    wait "$pid"
    echo "${said% ms}" >>"$work/$1.said"
    echo "$(((after - before) / 1000)).$(((after - before) / 100 % 10))" >>"$work/$1.seen"
}

idle() {
    "$2" >/dev/null 2>&1 &
    local pid=$! before
    background+=("$pid")
    sleep 3
    before=$(ticks "$pid")
    sleep 5
    awk -v t="$(($(ticks "$pid") - before))" -v hz="$(getconf CLK_TCK)" 'BEGIN { printf "%.1f\n", 100 * t / hz / 5 }' >"$work/$1.cpu"
    pss "$pid" >"$work/$1.pss"
    kill "$pid"
    wait "$pid" 2>/dev/null || true
}

start warm "$bare"
start warm "$zonescope"
for _ in $(seq "$runs"); do
    start bare "$bare"
    start zonescope "$zonescope"
done
idle bare "$bare"
idle zonescope "$zonescope"

printf '%-12s %18s %20s %10s %9s\n' "" "first frame, ms" "with process, ms" "idle CPU" "PSS"
for name in bare zonescope; do
    printf '%-12s %18s %20s %8s %% %6s MB\n' "$name" "$(median <"$work/$name.said")" "$(median <"$work/$name.seen")" \
        "$(cat "$work/$name.cpu")" "$(cat "$work/$name.pss")"
done
awk -v a="$(median <"$work/zonescope.said")" -v b="$(median <"$work/bare.said")" \
    -v c="$(median <"$work/zonescope.seen")" -v d="$(median <"$work/bare.seen")" \
    'BEGIN { printf "%-12s %18.2f %20.2f\n", "ratio", a / b, c / d }'
