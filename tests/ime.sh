#!/usr/bin/env bash
# Chinese typed through a real input method (fcitx5's pinyin, over XIM) into the window: ime.sh BINARY [PICTURES].
# While composing, Enter, Escape and the arrows belong to the input method: they must trigger nothing in the window.
# Needs fcitx5, fcitx5-pinyin, fcitx5-modules, dbus; what screen.sh needs; imagemagick with PICTURES.
set -euo pipefail
binary=$(realpath "${1:?usage: ime.sh BINARY [PICTURES]}")
pictures=${2:+$(realpath -m "$2")}
source "$(dirname "$0")/screen.sh"

mkdir -p "$HOME/.config/fcitx5/conf"
cat >"$HOME/.config/fcitx5/profile" <<'PROFILE'
[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=keyboard-us
Layout=

[Groups/0/Items/1]
Name=pinyin
Layout=

[GroupOrder]
0=Default
PROFILE
# Xlib speaks to input methods only in a locale it knows.
mkdir "$work/locale"
localedef -i zh_CN -f UTF-8 "$work/locale/zh_CN.UTF-8"
printf '[Behavior]\nActiveByDefault=True\n' >"$HOME/.config/fcitx5/config"
export XMODIFIERS=@im=fcitx LOCPATH=$work/locale LC_ALL=zh_CN.UTF-8
eval "$(dbus-launch --sh-syntax)"
fcitx5 -d --disable=wayland,waylandim,cloudpinyin >"$work/fcitx.log" 2>&1
for _ in $(seq 50); do fcitx5-remote >/dev/null 2>&1 && break; sleep 0.2; done

fail() { echo "ime.sh: $1" >&2; picture failed; tail -n 5 "$work"/*.out "$work/fcitx.log" >&2; exit 1; }
picture() {
    [ -z "$pictures" ] && return
    mkdir -p "$pictures"
    xwd -silent -root | convert xwd:- "$pictures/$1.png"
}
"$binary" >"$work/zonescope.out" 2>&1 &
pid=$!
background+=("$pid")
id=$(timeout 60 xdotool search --sync --onlyvisible --class cn.zonescope.Zonescope | head -n 1) || fail "no window"
sleep 4
xdotool windowfocus --sync "$id" || true
# In 园区, the cursor in the filter field.
xdotool key ctrl+1
sleep 1
xdotool key ctrl+f
sleep 1
# The arrows and Escape while composing: only the composition ends.
xdotool type --delay 120 jining
sleep 1
picture composing
xdotool key Right Left Down Up Escape
sleep 0.5
# Space takes the first candidate; Enter while composing takes the letters as they are.
xdotool type --delay 120 jining
sleep 0.5
xdotool key space
sleep 0.5
xdotool type --delay 120 gx
sleep 0.5
xdotool key Return
sleep 1
picture committed
wmctrl -i -c "$id"
wait "$pid" || fail "the window ended with status $?"

session=$(find "$HOME" -name 'session*.ron' | head -n 1)
[ -n "$session" ] || fail "no session was saved"
query=$(sed -n 's/.*zone_query: "\(.*\)".*/\1/p' "$session")
[ "$query" = 济宁gx ] || fail "the filter holds “$query”, not “济宁gx”"
grep -q 'place: Zones' "$session" || fail "a key of the composition left the place"
echo "typed through the input method: $query"
