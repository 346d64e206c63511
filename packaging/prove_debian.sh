#!/usr/bin/env bash
# Prove the README's two commands on a bare Debian 12: a root made fresh by debootstrap, in which only python3,
# python3-venv, git, make and ca-certificates are installed. Needs root and debootstrap.
#
#     packaging/prove_debian.sh FOLDER      FOLDER is made, and kept to be looked at
#
# Mirror and certificates are those of this machine's apt and pip configuration; DEBIAN_MIRROR overrides the first.
# What is cloned is HEAD; with WORKTREE=1 the uncommitted files of the checkout are laid over the clone.
set -euo pipefail
cd "$(dirname "$0")/.."
CHECKOUT=$PWD
ROOT=${1:?where shall the root go?}
USER_NAME=stranger
HOME_IN=/home/$USER_NAME

say() { printf '\n== %s\n' "$*"; }

mirror() {
    apt-get indextargets --format '$(SITE) $(RELEASE)' | awk '$2 == "bookworm" { print $1; exit }'
}

make_root() {
    [ -e "$ROOT/etc/debian_version" ] && { echo "using the root that is there"; return; }
    debootstrap --variant=minbase --include=python3,python3-venv,git,make,ca-certificates \
        bookworm "$ROOT" "${DEBIAN_MIRROR:-$(mirror)}" >"$ROOT.log" 2>&1
    cp -r /etc/apt/sources.list.d/debian.sources "$ROOT/etc/apt/sources.list.d/" 2>/dev/null && : >"$ROOT/etc/apt/sources.list"
    cp -r /etc/apt/apt.conf.d/. "$ROOT/etc/apt/apt.conf.d/"
    chroot "$ROOT" useradd --create-home "$USER_NAME"
}

configure() {
    # How this machine reaches its package registries.
    cp -L /etc/resolv.conf /etc/hosts "$ROOT/etc/"
    cp -L /etc/ssl/certs/ca-certificates.crt "$ROOT/etc/ssl/certs/"
    { # all settings of pip but folders that only this machine has
        echo "[global]"
        cat /etc/pip.conf "$HOME/.pip/pip.conf" "$HOME/.config/pip/pip.conf" 2>/dev/null |
            grep -vE '^(\[|extra-index-url|find-links)' || true
    } >"$ROOT/etc/pip.conf"
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
        $(env | grep -E '^(PIP_[^F]|[a-zA-Z]+_proxy=|[A-Z]+_PROXY=)' || true) \
        chroot --userspec="$user" "$ROOT" /bin/sh -c "cd $HOME_IN/b12desk && $*" </dev/null
}

timed() {
    local started=$SECONDS
    "$@"
    echo "($((SECONDS - started)) s)"
}

mounted=()
cleanup() { for place in "${mounted[@]}"; do umount "$ROOT$place" || true; done; }
trap cleanup EXIT

say "a bare Debian 12"
make_root
configure
for place in /proc /dev/shm; do
    mkdir -p "$ROOT$place"
    mount --bind "$place" "$ROOT$place" && mounted=("$place" "${mounted[@]}")
done
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

say "make test"
timed inside root "make test"
say "proven"
