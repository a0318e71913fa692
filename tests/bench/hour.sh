#!/usr/bin/env bash
# Memory after the start and after an hour's use, under Xvfb with software OpenGL: hour.sh [ZONESCOPE [ARGUMENTS …]], by
# default the release build. 3600 acts of a person, one for each second of an hour, as fast as the window takes them
# (about ten minutes), always the same ones: places, lists, letters into search fields, wheel, pointer, undo. Prints
# PSS every 600 acts, after a minute of rest too, and the CPU used then; fails when the window is gone, or holds half as
# much again as after 600.
set -euo pipefail
cd "$(dirname "$0")/../.."
zonescope=$(realpath "${1:-${CARGO_TARGET_DIR:-target}/release/zonescope}")
shift || true
acts=3600
source tests/screen.sh

"$zonescope" "$@" >"$work/out.log" 2>&1 &
pid=$!
background+=("$pid")
window=$(timeout 120 xdotool search --sync --onlyvisible --class cn.zonescope.Zonescope | head -n 1)
xdotool windowfocus --sync "$window"
sleep 3
printf '%6s %9s\n%6s %6s MB\n' acts PSS 0 "$(pss "$pid")"

RANDOM=7
keys=(Down Down Up Next Prior Home End Left Right Return Return Escape Escape Tab Tab shift+Tab ctrl+z ctrl+shift+z
    alt+Left alt+Right ctrl+k ctrl+f)
words=(gao xin wuxi 10 rencai tianjin a)
for act in $(seq "$acts"); do
    case $((RANDOM % 12)) in
        0) xdotool key "ctrl+$((RANDOM % 6))" ;;
        1) xdotool type --delay 5 "${words[RANDOM % ${#words[@]}]}" ;;
        2 | 3) xdotool mousemove --window "$window" $((RANDOM % 1260 + 10)) $((RANDOM % 780 + 10)) click $((RANDOM % 2 + 4)) ;;
        4 | 5) xdotool mousemove --window "$window" $((RANDOM % 1260 + 10)) $((RANDOM % 780 + 10)) ;;
        6 | 7) xdotool mousemove --window "$window" $((RANDOM % 1200 + 40)) $((RANDOM % 660 + 100)) click 1 ;;
        *) xdotool key "${keys[RANDOM % ${#keys[@]}]}" ;;
    esac
    sleep 0.1
    kill -0 "$pid" 2>/dev/null || { echo "the window is gone after $act acts:"; cat "$work/out.log"; exit 1; }
    if ((act % 600 == 0)); then
        now=$(pss "$pid")
        first=${first:-$now}
        printf '%6s %6s MB\n' "$act" "$now"
    fi
done
sleep 55
before=$(ticks "$pid")
sleep 5
last=$(pss "$pid")
awk -v pss="$last" -v t="$(($(ticks "$pid") - before))" -v hz="$(getconf CLK_TCK)" \
    'BEGIN { printf "%6s %6s MB, %.1f %% CPU\n", "rest", pss, 100 * t / hz / 5 }'
((2 * last <= 3 * first)) || { echo "memory grew from $first to $last MB"; exit 1; }
