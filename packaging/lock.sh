#!/bin/sh
# Write requirements*.txt anew: every dependency pinned with hashes, for all platforms, without the address of any index.
# Uses uv from the path, or installs it into build/.
set -eu
cd "$(dirname "$0")/.."

uv=$(command -v uv || true)
if [ -z "$uv" ]; then
    [ -x build/uv/bin/uv ] || { python3 -m venv build/uv && build/uv/bin/pip install --quiet uv; }
    uv=build/uv/bin/uv
fi

compile() {
    target=$1
    shift
    env -u PIP_FIND_LINKS -u UV_FIND_LINKS "$uv" pip compile --quiet --universal --generate-hashes --no-annotate --no-header \
        --no-emit-index-url --no-emit-find-links "$@" pyproject.toml --output-file "$target"
    echo "$target: $(grep -c '==' "$target") packages"
}

compile requirements.txt
compile requirements-dev.txt --group dev
compile requirements-bench.txt --group dev --group bench
compile requirements-validation.txt --group validation
compile requirements-mutants.txt --group dev --group mutants
