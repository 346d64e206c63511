#!/bin/sh
# Make sure that the system libraries Qt needs are there.
# As root, or with a sudo that asks no password, on Debian and its kin: installs what is missing.
# Otherwise: prints exactly what to install and ends with status 1. Nothing missing: quick and silent.
# With --list: only prints the packages that are missing.
set -eu

[ "$(uname -s)" = Linux ] || exit 0

# library that must be found, Debian package that has it
LIBRARIES="
libglib-2.0.so.0 libglib2.0-0
libEGL.so.1 libegl1
libGL.so.1 libgl1
libxkbcommon.so.0 libxkbcommon0
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libcups.so.2 libcups2
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-shape.so.0 libxcb-shape0
libxkbcommon-x11.so.0 libxkbcommon-x11-0
"

known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null || true)
packages=""
libraries=""
while read -r library package; do
    [ -n "$library" ] || continue
    case "$known" in
        *"$library"*) ;;
        *) packages="$packages $package"; libraries="$libraries $library" ;;
    esac
done <<END
$LIBRARIES
END
if [ "${1:-}" = --list ]; then
    [ -z "$packages" ] || echo "$packages"
    exit 0
fi
[ -n "$packages" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "B12 Desk needs these system libraries:$libraries" >&2
    echo "Install the packages of your system that have them, then run this again." >&2
    exit 1
fi

if [ "$(id -u)" = 0 ]; then
    as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    echo "B12 Desk needs a few system libraries. Please run:" >&2
    echo >&2
    echo "    sudo apt-get install --no-install-recommends$packages" >&2
    echo >&2
    echo "then run this again." >&2
    exit 1
fi

echo "Installing system libraries:$packages"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086 -- lists of words
$as_root apt-get update -qq || echo "The package lists could not be renewed; trying with those at hand." >&2
# shellcheck disable=SC2086 -- lists of words
$as_root apt-get install -y -qq --no-install-recommends $packages >/dev/null
