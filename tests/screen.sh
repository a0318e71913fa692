# shellcheck shell=bash
# Sourced by window.sh and the scripts of bench: a virtual screen with a window manager, software OpenGL, an empty home.
# Sets `work`, a folder that is removed at the end.
work=$(mktemp -d)
background=()
cleanup() {
    local pid
    for pid in "${background[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT

# CPU time of a process so far, in clock ticks; its memory in MB, shared pages counted in proportion.
ticks() { awk '{ sub(/.*\) /, ""); print $12 + $13 }' "/proc/$1/stat"; }
pss() { awk '/^Pss:/ { printf "%.0f\n", $2 / 1024 }' "/proc/$1/smaps_rollup"; }

export LC_ALL=C.UTF-8 HOME=$work/home XDG_RUNTIME_DIR=$work/run LIBGL_ALWAYS_SOFTWARE=1
mkdir -p "$HOME" "$XDG_RUNTIME_DIR"
chmod 700 "$XDG_RUNTIME_DIR"
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CACHE_HOME

# Xvfb picks a free display and says which once it listens.
mkfifo "$work/display"
Xvfb -displayfd 3 -screen 0 1600x1000x24 -nolisten tcp 3>"$work/display" 2>"$work/xvfb.log" &
background+=($!)
read -r -t 30 number <"$work/display" || { echo "Xvfb did not start:"; cat "$work/xvfb.log"; exit 1; }
export DISPLAY=:$number
jwm >"$work/jwm.log" 2>&1 &
background+=($!)
