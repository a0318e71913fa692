#!/usr/bin/env bash
# A real window in odd surroundings, under Xvfb: window.sh BINARY [SCENARIO…]. Without names: every scenario.
# Each has a screen and a home of its own. Root can also test the small disk; `faketime` the clock.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
binary=$(realpath "${1:?usage: window.sh BINARY [SCENARIO…]}")
shift
scenarios=(usual c_locale no_home read_only_home no_fonts two_at_once pack_deleted clock_set_back display_gone no_display)
if [ $# -ne 1 ]; then
    [ $# -gt 0 ] || set -- "${scenarios[@]}"
    for scenario in "$@"; do
        bash "$0" "$binary" "$scenario"
    done
    exit
fi
scenario=$1
source "$here/../screen.sh"
class=cn.zonescope.Zonescope
session=$HOME/.config/zonescope/session.ron

fail() {
    echo "window.sh: $scenario: $1" >&2
    tail -n 20 "$work"/*.out >&2 2>/dev/null || true
    exit 1
}

# open NAME COMMAND…: starts a window, waits for it; sets `pid` and `id`.
open() {
    local name=$1 known
    shift
    known=$(xdotool search --onlyvisible --class "$class" 2>/dev/null || true)
    "$@" >"$work/$name.out" 2>&1 &
    pid=$!
    background+=("$pid")
    for _ in $(seq 300); do
        id=$(xdotool search --onlyvisible --class "$class" 2>/dev/null | grep -vxF "${known:-none}" | head -n 1 || true)
        [ -z "$id" ] || break
        kill -0 "$pid" 2>/dev/null || fail "ended before its window opened"
        sleep 0.2
    done
    [ -n "$id" ] || fail "no window within 60 s"
    sleep 1
}

# keys KEY…: to the window, with time to act on each.
keys() {
    local key
    xdotool windowfocus --sync "$id"
    for key in "$@"; do
        xdotool key "$key"
        sleep 0.2
    done
}

# The window shows more than an empty ground.
shows() {
    local width height colours=0
    wmctrl -i -a "$id"
    for _ in $(seq 20); do
        xwd -silent -id "$id" >"$work/window.xwd" || fail "the window is gone"
        read -r width height < <(od --endian=big -An -t u4 -j 16 -N 8 "$work/window.xwd")
        colours=$(tail -c $((width * height * 4)) "$work/window.xwd" | od -An -v -t x4 -w4 | sort -u | wc -l)
        [ "$colours" -lt 24 ] || return 0
        sleep 0.5
    done
    fail "the window stays blank"
}

# Closes the window; it must end well. A window manager may lose the first request: it is asked again.
shut() {
    for _ in 1 2 3; do
        wmctrl -i -c "$id" || true
        for _ in $(seq 50); do
            kill -0 "$pid" 2>/dev/null || break 2
            sleep 0.1
        done
    done
    ends 0
}

# ends STATUS: the process ends by itself within 20 s, with this status.
ends() {
    local status=0
    for _ in $(seq 200); do
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.1
    done
    kill -0 "$pid" 2>/dev/null && fail "still running after 20 s"
    wait "$pid" || status=$?
    [ "$status" = "$1" ] || fail "ended with status $status, not $1"
}

# The session says that this place was shown last.
remembers() {
    grep -q "place: $1" "$session" || fail "the session does not remember $1"
}

usual() {
    open one "$binary"
    shows
    keys ctrl+2
    shut
    remembers Policies
}

c_locale() {
    export LANG=C LC_ALL=C
    usual
}

no_home() {
    open one env -u HOME HOME=/nonexistent XDG_RUNTIME_DIR=/nonexistent "$binary"
    shows
    keys ctrl+3 ctrl+1
    shut
}

read_only_home() {
    # Root writes wherever modes forbid it, but not to a disk mounted read-only.
    if [ "$(id -u)" = 0 ]; then
        mount -t tmpfs -o ro tmpfs "$HOME" || { echo "cannot mount: left out"; return 0; }
    else
        chmod 555 "$HOME"
    fi
    open one "$binary"
    shows
    keys ctrl+2
    sleep 3 # until it tries to keep the session
    shows
    shut
    if [ "$(id -u)" = 0 ]; then umount "$HOME"; else chmod 755 "$HOME"; fi
}

no_fonts() {
    mkdir "$work/fonts"
    echo '<fontconfig><dir>/nonexistent</dir></fontconfig>' >"$work/fonts/fonts.conf"
    export FONTCONFIG_FILE=$work/fonts/fonts.conf FONTCONFIG_PATH=$work/fonts
    open one "$binary"
    shows
    # Characters our fonts lack: now the system's are asked for.
    keys ctrl+k U0E44 U1F600 U0623
    shows
    keys Escape
    shut
}

two_at_once() {
    open one "$binary"
    local first=$pid first_id=$id
    open two "$binary"
    [ "$first_id" != "$id" ] || fail "no second window"
    keys ctrl+2
    local second=$pid second_id=$id
    id=$first_id pid=$first
    keys ctrl+3
    sleep 3 # both keep their sessions
    shows
    shut
    id=$second_id pid=$second
    shows
    shut
    # The last one to close is remembered, and its file is whole.
    remembers Policies
    open three "$binary"
    shut
    [ "$(find "$HOME" -name '*broken*' | wc -l)" = 0 ] || fail "a session was set aside"
}

pack_deleted() {
    "$binary" data synth -o "$work/pack" --zones 60 --metrics 4 --years 6 --measures 60 >/dev/null
    open one "$binary" "$work/pack"
    shows
    rm -r "$work/pack"
    keys ctrl+2 ctrl+1 ctrl+f 1 Down Return ctrl+3
    shows
    shut
    # Without the pack the window opens all the same and says what is missing.
    open two "$binary" --pack "$work/pack"
    shows
    shut
}

clock_set_back() {
    open one "$binary"
    keys ctrl+2
    shut
    remembers Policies
    find "$HOME" -type f -exec touch -d 2099-01-01 {} +
    local library
    library=$(find /usr/lib -name libfaketime.so.1 2>/dev/null | head -n 1)
    if [ -z "$library" ]; then
        echo "faketime is not installed: the clock is only behind the files"
        open two "$binary"
    else
        echo "@2026-11-29 12:00:00" >"$work/clock"
        open two env LD_PRELOAD="$library" FAKETIME_TIMESTAMP_FILE="$work/clock" FAKETIME_NO_CACHE=1 \
            FAKETIME_DONT_FAKE_MONOTONIC=1 "$binary"
        echo "@1999-12-31 23:59:59" >"$work/clock"
    fi
    keys ctrl+3
    sleep 3
    shows
    shut
    remembers Metrics
}

display_gone() {
    open one "$binary"
    keys ctrl+2
    sleep 4 # changes are kept within two seconds
    kill "${background[0]}"
    ends 1
    # Who notices first says it: the event loop ("connection …") or Xlib, which ends the process ("X server …").
    grep -qiE "connection|X server" "$work/one.out" || fail "no word of why it ended"
    remembers Policies
}

no_display() {
    env -u DISPLAY "$binary" >"$work/one.out" 2>&1 &
    pid=$!
    ends 1
    [ -s "$work/one.out" ] || fail "no word of why there is no window"
}

"$scenario"
# Without any font, a thread of the system's font list panics, and the window goes on.
[ "$scenario" = no_fonts ] || ! grep -rq panicked "$work"/*.out "$HOME" || fail "a panic"
left=$(find "$HOME" -name '.zonescope-*' 2>/dev/null)
[ -z "$left" ] || fail "left behind: $left"
echo "$scenario: well"
