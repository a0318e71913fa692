#!/usr/bin/env bash
# A fresh machine: in a clean Debian root, as an ordinary user, exactly the README's two commands; then the package is
# installed there and started from its menu entry. fresh.sh [run|test|package …], by default all three; as root, about
# an hour on 2 cores. Needs debootstrap, xvfb, jwm, xdotool, wmctrl, x11-apps, imagemagick. Rust, which the README
# tells a person to get from rustup, is this machine's own, mounted read-only. Pictures of the windows are left in
# target/fresh.
set -euo pipefail
here=$(realpath "$(dirname "$0")/..")
steps=("$@")
[ ${#steps[@]} -gt 0 ] || steps=(run test package)
pictures=$here/target/fresh
mkdir -p "$pictures"
# Before screen.sh gives us another home.
rust=$(rustc --print sysroot)
source "$here/tests/screen.sh"

root=$(mktemp -d "$pictures/root.XXXXXX")
leave() {
    local mount
    for mount in proc sys dev/pts dev tmp/.X11-unix opt/rustup opt/cargo; do
        mountpoint -q "$root/$mount" && umount -l "$root/$mount"
    done
    rm -rf --one-file-system "$root"
    cleanup
}
trap leave EXIT

say() { printf '\n== %s (%d s)\n' "$1" "$SECONDS"; }
fail() { echo "fresh.sh: $1" >&2; exit 1; }

say "a clean root"
debootstrap --variant=minbase --include=ca-certificates,git,sudo bookworm "$root" >"$pictures/debootstrap.log" 2>&1 ||
    { tail "$pictures/debootstrap.log"; fail "debootstrap failed"; }
# The folder is ours alone, as mktemp makes it; inside it is everybody's root.
chmod 755 "$root"
echo "127.0.0.1 localhost $(uname -n)" >"$root/etc/hosts"
mkdir -p "$root"/{opt/rustup,opt/cargo,tmp/.X11-unix}
mount -t proc proc "$root/proc"
mount -t sysfs -o ro sys "$root/sys"
mount --bind /dev "$root/dev"
mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
cp -L /etc/resolv.conf "$root/etc/resolv.conf"
cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
mount --bind -o ro "$rust" "$root/opt/rustup"
chroot "$root" useradd --create-home --shell /bin/bash person
echo 'person ALL=(ALL) NOPASSWD: ALL' >"$root/etc/sudoers.d/person"
git clone -q --depth 1 "file://$here" "$root/home/person/zonescope"
chroot "$root" chown -R person: /home/person

# A shell of that person in the clone.
inside() {
    chroot "$root" sudo -u person env -i HOME=/home/person USER=person LANG=C.UTF-8 DISPLAY="$DISPLAY" \
        PATH=/opt/rustup/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin DEBIAN_FRONTEND=noninteractive \
        LIBGL_ALWAYS_SOFTWARE=1 bash -c "cd ~/zonescope && $1"
}
# The window of the program started last: waits for it, keeps its picture as $1, closes it.
window() {
    local id
    id=$(timeout "$2" xdotool search --sync --onlyvisible --class cn.zonescope.Zonescope | head -n 1) || fail "no window within $2 s"
    sleep 3
    xwd -silent -id "$id" | convert xwd:- "$pictures/$1.png"
    wmctrl -i -c "$id"
}

mapfile -t commands < <(grep -E '^    sudo apt-get' "$here/README.md")
[ "${#commands[@]}" = 2 ] || fail "README.md has ${#commands[@]} commands that begin with sudo apt-get, not 2"

for step in "${steps[@]}"; do
    say "$step"
    case $step in
        run)
            inside "${commands[0]}" >"$pictures/run.log" 2>&1 &
            pid=$!
            background+=("$pid")
            window run 3000
            wait "$pid" || { tail "$pictures/run.log"; fail "the first command ended with status $?"; }
            inside "target/release/zonescope chart wuxi-index -o chart.png && head -c 8 chart.png | grep -q PNG"
            ;;
        test)
            inside "${commands[1]}" >"$pictures/test.log" 2>&1 || { tail -n 40 "$pictures/test.log"; fail "the second command failed"; }
            grep '^test result' "$pictures/test.log"
            ;;
        package)
            inside "sudo apt-get install -qy xz-utils dpkg-dev && assets/packaging/package.sh" >"$pictures/package.log" 2>&1 ||
                { tail "$pictures/package.log"; fail "packaging failed"; }
            inside "sudo apt-get install -qy --no-install-recommends ./target/package/zonescope_*.deb libgl1-mesa-dri libglib2.0-bin"
            inside "desktop=\$(dpkg -L zonescope | grep applications/.*desktop) && gio launch \$desktop" &
            window package 120
            inside "zonescope charts | head -n 3 && sudo apt-get purge -qy zonescope && ! command -v zonescope"
            ls -l "$root"/home/person/zonescope/target/package
            ;;
        *) fail "no step $step: run, test, package" ;;
    esac
done
say "done"
