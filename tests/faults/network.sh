#!/usr/bin/env bash
# The open window speaks with nobody: network.sh BINARY. Every system call that makes or uses a socket is traced; only
# those of the same machine's screen, session bus and user list are allowed.
set -euo pipefail
binary=$(realpath "${1:?usage: network.sh BINARY}")
source "$(dirname "$(realpath "$0")")/../screen.sh"
trace=$work/trace

fail() {
    echo "network.sh: $1" >&2
    exit 1
}

strace -f -qq -e trace=network -o "$trace" "$binary" >"$work/one.out" 2>&1 &
pid=$!
background+=("$pid")
id=$(timeout 120 xdotool search --sync --onlyvisible --class cn.zonescope.Zonescope | head -n 1) || fail "no window"
sleep 2
xdotool windowfocus --sync "$id"
# Through every place, a search, the export dialog, the shortcut table.
for key in ctrl+0 ctrl+1 ctrl+2 ctrl+3 ctrl+4 ctrl+5 ctrl+6 ctrl+7 ctrl+k j n Escape ctrl+3 ctrl+s Escape F1 Escape ctrl+shift+l; do
    xdotool key "$key"
    sleep 0.3
done
sleep 2
wmctrl -i -c "$id"
wait "$pid" || fail "the window ended with status $?"

grep -q 'connect(.*X11-unix' "$trace" || fail "nothing was traced"
other=$(grep -E 'socket(pair)?\(' "$trace" | grep -vE 'socket(pair)?\(AF_(UNIX|LOCAL),' || true)
[ -z "$other" ] || fail "sockets that reach other machines: $other"
peers=$(grep -E 'connect\(|bind\(|sendto\(.*sun_path' "$trace" | grep -oE 'sun_path=@?"[^"]*"' | sort -u)
unknown=$(grep -vE '/\.X11-unix/X|/wayland-|/bus"|/dbus-|/at-spi/|/nscd/socket|system_bus_socket' <<<"$peers" || true)
[ -z "$unknown" ] || fail "speaks with: $unknown"
echo "no socket but those of: $(tr '\n' ' ' <<<"$peers")"
