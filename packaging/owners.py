"""Whose each file of the one-folder build is: ours, Python's, a wheel's, a Debian package's, or a part of its own.

Rule: a file whose owner is not known ends the build.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterable, Sequence
from fnmatch import fnmatch
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

CHECKOUT = Path(__file__).resolve().parents[1]
CARRIED = CHECKOUT / "packaging" / "licences"
EXTRA: dict[str, Any] = tomllib.loads((CARRIED / "parts.toml").read_text(encoding="utf-8"))
OURS = "b12desk"
PYTHON = "Python"
WHEEL = "wheel:"
DEBIAN = "debian:"


class RefusedError(Exception):
    """The build cannot be given away; the message says why."""


class Entry(NamedTuple):
    """One file, as PyInstaller put it in; a module in its archive has kind PYMODULE and a dotted name."""

    place: str
    source: str
    kind: str


def owners(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """Entries by the name of their part. Raises RefusedError for files that nobody owns."""
    wheels = files_of_wheels()
    found: dict[str, list[Entry]] = {}
    system: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.kind == "SYMLINK":
            continue
        real = os.path.realpath(entry.source)
        owner = inside(entry.place) or wheels.get(real) or own(real)
        if owner is None:
            system.setdefault(real, []).append(entry)
        else:
            found.setdefault(owner, []).append(entry)
    packages = packages_of_debian(system)
    if strangers := sorted(set(system) - set(packages)):
        raise RefusedError("nobody is known to own: " + ", ".join(strangers))
    for real, package in packages.items():
        name = PYTHON if package.startswith("libpython3") else DEBIAN + package
        found.setdefault(name, []).extend(system[real])
    return found


def plain(name: str) -> str:
    """The name of a package as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def inside(place: str) -> str | None:
    """The part that the file in this place is by its name, whoever shipped it."""
    return next((each["name"] for each in EXTRA["inside"] if any(fnmatch(place, one) for one in each["files"])), None)


@cache
def files_of_wheels() -> dict[str, str]:
    """Every file of every installed wheel, and the wheel."""
    found = {}
    for distribution in metadata.distributions():
        home, owner = os.path.realpath(os.fspath(distribution.locate_file(""))), WHEEL + plain(distribution.name)
        for file in distribution.files or ():
            found[os.path.normpath(f"{home}/{file}")] = owner
    return found


def own(real: str) -> str | None:
    """Our own file, or one of Python's."""
    path = Path(real)
    if path.is_relative_to(CHECKOUT) and ".venv" not in path.parts:
        return OURS
    homes = [sysconfig.get_path("stdlib"), *([sys.base_prefix] if sys.base_prefix != "/usr" else [])]
    return PYTHON if any(path.is_relative_to(os.path.realpath(home)) for home in homes) else None


def packages_of_debian(files: Iterable[str]) -> dict[str, str]:
    """The Debian package of each file that has one. A file may be registered without the /usr before its folder."""
    names = {name: real for real in files for name in (real, real.removeprefix("/usr"))}
    if not names or shutil.which("dpkg-query") is None:
        return {}
    listed = subprocess.run(["dpkg-query", "--search", *names], capture_output=True, text=True, check=False).stdout
    found = re.findall(r"^([a-z0-9][a-z0-9+.-]*)(?::\w+)?: (/.+)$", listed, re.MULTILINE)
    return {names[place]: package for package, place in found if place in names}
