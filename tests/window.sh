#!/usr/bin/env bash
# A real window under Xvfb: window.sh BINARY [CLASS]. It must reach its first frame and leave by itself; then, started
# again, show more than an empty ground and quit cleanly when its close button is pressed.
set -euo pipefail
binary=$(realpath "${1:?usage: window.sh BINARY [CLASS]}")
class=${2:-cn.zonescope.Zonescope} # its WM_CLASS, the same in every language
source "$(dirname "$0")/screen.sh"

fail() {
    echo "window.sh: $1" >&2
    cat "$work"/*.out >&2 2>/dev/null || true
    exit 1
}

status=0
timeout 60 "$binary" --exit-after-first-frame >"$work/first.out" 2>"$work/first.err.out" || status=$?
[ "$status" = 0 ] || fail "--exit-after-first-frame: status $status within 60 s"
grep -qE '^[0-9]+(\.[0-9]+)?( ms)?$' "$work/first.out" || fail "--exit-after-first-frame printed no milliseconds"
echo "first frame after $(head -n 1 "$work/first.out")"

"$binary" >"$work/second.out" 2>&1 &
pid=$!
background+=("$pid")
id=$(timeout 60 xdotool search --sync --onlyvisible --class "$class" | head -n 1) || fail "no window of class $class within 60 s"

# Colours on the screen: an empty or black window has one or two. The picture is at the end of an xwd file.
colours=0
for _ in $(seq 20); do
    xwd -silent -id "$id" >"$work/window.xwd" || fail "the window is gone"
    read -r width height < <(od --endian=big -An -t u4 -j 16 -N 8 "$work/window.xwd")
    colours=$(tail -c $((width * height * 4)) "$work/window.xwd" | od -An -v -t x4 -w4 | sort -u | wc -l)
    [ "$colours" -lt 24 ] || break
    sleep 0.5
done
[ "$colours" -ge 24 ] || fail "the window stays blank: $colours colours in $width × $height"
echo "window of $width × $height shows $colours colours"

wmctrl -i -c "$id"
for _ in $(seq 100); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
done
kill -0 "$pid" 2>/dev/null && fail "still running 10 s after its window was closed"
wait "$pid" || fail "closing the window ended it with status $?"
echo "closed cleanly"
