#!/usr/bin/env bash
# Prove the README's two commands on a bare Debian: a root made fresh by debootstrap, in which only python3,
# python3-venv, git, make and ca-certificates are installed. Needs root and debootstrap.
#
#     packaging/prove_debian.sh RELEASE FOLDER [--run-only]
#
# RELEASE is bookworm (12) or trixie (13). FOLDER is made, and kept to be looked at. With --run-only, `make test` is left
# out. Status 77: it cannot be proven here, and the last line says why.
# The mirror is that of this machine's apt configuration (DEBIAN_MIRROR overrides it), certificates and the way to the
# package index are those of its pip configuration.
# What is cloned is HEAD; with WORKTREE=1 the uncommitted files of the checkout are laid over the clone.
set -euo pipefail
exec </dev/null
cd "$(dirname "$0")/.."
CHECKOUT=$PWD
USAGE="packaging/prove_debian.sh bookworm|trixie FOLDER [--run-only]"
RELEASE=${1:?$USAGE}
ROOT=${2:?$USAGE}
ONLY=${3:-}
case "$RELEASE" in
    bookworm) NUMBER=12 ;;
    trixie) NUMBER=13 ;;
    *) echo "$USAGE" >&2; exit 2 ;;
esac
case "$ONLY" in "" | --run-only) ;; *) echo "$USAGE" >&2; exit 2 ;; esac
mkdir -p "$ROOT"
ROOT=$(cd "$ROOT" && pwd)
USER_NAME=stranger
HOME_IN=/home/$USER_NAME

say() { printf '\n== %s\n' "$*"; }
cannot() { echo "Debian $NUMBER was not proven: $*"; exit 77; }

# The first mirror of this machine that is Debian's own; it has the other releases too.
mirror() {
    apt-get indextargets --format '$(SITE) $(LABEL)' 2>/dev/null | awk '$2 == "Debian" { print $1; exit }'
}

check_means() {
    [ "$(id -u)" = 0 ] || cannot "this needs root"
    command -v debootstrap >/dev/null || cannot "debootstrap is not installed"
    [ -e "/usr/share/debootstrap/scripts/$RELEASE" ] || cannot "the debootstrap of this machine does not know $RELEASE"
    mknod "$ROOT/null" c 1 3 2>/dev/null || cannot "this machine lets nobody make devices, and debootstrap must"
    rm "$ROOT/null"
    for name in http https; do # a proxy that only apt knows
        [ -n "$(printenv "${name}_proxy" || true)" ] || eval "$(apt-config shell "${name}_proxy" "Acquire::$name::Proxy")"
    done
    export http_proxy https_proxy
    MIRROR=${DEBIAN_MIRROR:-$(mirror)}
    [ -n "$MIRROR" ] || cannot "no mirror of Debian in the configuration of apt; name one in DEBIAN_MIRROR"
    case "$MIRROR" in
        http*) wget -q --spider --timeout=30 --tries=3 "$MIRROR/dists/$RELEASE/Release" || cannot "$MIRROR does not have it, or cannot be reached" ;;
    esac
}

make_root() {
    [ -e "$ROOT$HOME_IN" ] && { echo "using the root that is there"; return; }
    debootstrap --variant=minbase --include=python3,python3-venv,git,make,ca-certificates \
        "$RELEASE" "$ROOT" "$MIRROR" >"$ROOT.log" 2>&1 || { tail -n 20 "$ROOT.log"; return 1; }
    cp -r /etc/apt/apt.conf.d/. "$ROOT/etc/apt/apt.conf.d/"
    chroot "$ROOT" useradd --create-home "$USER_NAME"
}

configure() {
    # How this machine reaches its package index.
    cp -L /etc/resolv.conf /etc/hosts "$ROOT/etc/"
    cp -L /etc/ssl/certs/ca-certificates.crt "$ROOT/etc/ssl/certs/"
    { # all settings of pip but folders that only this machine has
        echo "[global]"
        cat /etc/pip.conf "$HOME/.pip/pip.conf" "$HOME/.config/pip/pip.conf" 2>/dev/null |
            grep -vE '^(\[|extra-index-url|find-links|constraint)' || true
    } >"$ROOT/etc/pip.conf"
}

# A root has no kernel file systems of its own. Where this machine cannot give one, most things work without it.
mounted=()
cleanup() { for place in "${mounted[@]}"; do umount "$ROOT$place" || umount -l "$ROOT$place" || true; done; }
trap cleanup EXIT
give() {
    local place=$1
    shift
    mkdir -p "$ROOT$place"
    if mount "$@" "$ROOT$place" 2>/dev/null; then
        mounted=("$place" "${mounted[@]}")
    else
        echo "going on without $place"
    fi
}

clone() {
    rm -rf "$ROOT$HOME_IN/b12desk"
    git clone --quiet --no-hardlinks "$CHECKOUT" "$ROOT$HOME_IN/b12desk"
    if [ -n "${WORKTREE:-}" ]; then
        git ls-files -z --cached --others --exclude-standard | tar --null --files-from=- --ignore-failed-read -cf - | tar -C "$ROOT$HOME_IN/b12desk" -xf -
    fi
    chroot "$ROOT" chown -R "$USER_NAME" "$HOME_IN"
    chroot "$ROOT" git config --system --add safe.directory '*'
}

inside() {
    local user=$1
    shift
    local home=$HOME_IN
    [ "$user" != root ] || home=/root
    # shellcheck disable=SC2046 -- one word for each variable
    env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 HOME="$home" \
        $(env | grep -E '^(PIP_[^FC]|PIP_CERT|[a-zA-Z]+_proxy=|[A-Z]+_PROXY=)' || true) \
        chroot --userspec="$user" "$ROOT" /bin/sh -c "cd $HOME_IN/b12desk && $*"
}

timed() {
    local started=$SECONDS
    "$@"
    echo "($((SECONDS - started)) s)"
}

say "a bare Debian $NUMBER"
check_means
timed make_root
configure
give /proc --bind /proc
give /dev/shm --bind /dev/shm
give /dev/pts -t devpts -o newinstance,ptmxmode=0666,mode=0620,gid=5 devpts
clone
cat "$ROOT/etc/debian_version"
chroot "$ROOT" dpkg-query -f '.\n' -W | wc -l | xargs echo "packages installed:"
chroot "$ROOT" python3 --version

if inside root "packaging/system_libs.sh --list" | grep -q .; then
    say "make run, as a user who may not install: must say what to install, and stop"
    if inside "$USER_NAME" "make run"; then echo "went on without the libraries"; exit 1; fi
fi

say "make run, as root"
timed inside root "make run"
ls -l "$ROOT$HOME_IN/b12desk/out"
[ "$(find "$ROOT$HOME_IN/b12desk/out" -name '*.pdf' | wc -l)" -ge 2 ]

say "make run again: nothing to set up"
timed inside root "make run"

if [ -z "$ONLY" ]; then
    say "make test"
    timed inside root "make test"
fi
say "Debian $NUMBER is proven"
