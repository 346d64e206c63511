"""Set-up installs the lock and nothing else: not today, and not when everything has a newer release."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
import tomllib
import venv
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.test_repository import CHECKOUT, tracked

PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
NEWER_WHEELS = runpy.run_path(str(CHECKOUT / "packaging/newer_wheels.py"))
FLAGS = ["--no-deps", "--require-hashes", "--only-binary", ":all:"]

LOCKS = {
    "requirements.txt": (),
    "requirements-dev.txt": ("dev",),
    "requirements-bench.txt": ("dev", "bench"),
    "requirements-mutants.txt": ("dev", "mutants"),
    "requirements-validation.txt": ("validation",),
}
"""Each lock, and the dependency groups that it serves beside the program."""
HERE_INSTALLED = ("requirements.txt", "requirements-dev.txt")
"""The locks that the environment of the tests is made of."""

FOREIGN = {
    "colorama": (),
    "macholib": ("altgraph>=0.17",),
    "pefile": (),
    "pywin32-ctypes": (),
}
"""What the packages require that only other systems than Linux install, read from their metadata by hand."""


class World(NamedTuple):
    """A system and a Python, as markers name them."""

    sys_platform: str
    os_name: str
    platform_system: str
    platform_machine: str
    python: str

    def markers(self, extra: str = "") -> dict[str, str]:
        values = self._asdict()
        python = values.pop("python")
        major_minor = ".".join(python.split(".")[:2])
        return values | {
            "python_version": major_minor,
            "python_full_version": python,
            "implementation_name": "cpython",
            "implementation_version": python,
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_version": "",
            "extra": extra,
        }


SYSTEMS = (
    ("linux", "posix", "Linux", "x86_64"),
    ("linux", "posix", "Linux", "aarch64"),
    ("win32", "nt", "Windows", "AMD64"),
    ("darwin", "posix", "Darwin", "arm64"),
)
WORLDS = [World(*system, python) for system in SYSTEMS for python in ("3.11.0", "3.11.2", "3.12.0", "3.13.5", "3.14.0")]


class Lock:
    """One requirements file: name to (version, marker)."""

    def __init__(self, file: str) -> None:
        self.text = (CHECKOUT / file).read_text(encoding="utf-8")
        lines = re.findall(r"^(?![\s#])(.+?)\s*\\?$", self.text, re.MULTILINE)
        self.entries = [Requirement(line) for line in lines]

    def pinned(self, world: World) -> dict[str, str]:
        """What is installed in ``world``."""
        return {
            canonicalize_name(entry.name): next(iter(entry.specifier)).version
            for entry in self.entries
            if entry.marker is None or entry.marker.evaluate(world.markers())
        }


@cache
def requirements_of(package: str) -> tuple[Requirement, ...] | None:
    """What an installed package asks for; None when it is not installed here."""
    try:
        found = importlib.metadata.requires(package) or ()
    except importlib.metadata.PackageNotFoundError:
        if package not in FOREIGN:
            return None
        found = FOREIGN[package]
    return tuple(map(Requirement, found))


def wanted_by_the_project(groups: tuple[str, ...]) -> Iterator[Requirement]:
    for text in (
        *PROJECT["project"]["dependencies"],
        *(each for group in groups for each in PROJECT["dependency-groups"][group]),
    ):
        yield Requirement(text)


def unpinned(roots: Iterator[Requirement], pinned: dict[str, str], world: World) -> tuple[set[str], set[str], set[str]]:
    """Walk all requirements: what the lock lacks or pins unfit, what was met, what is unread."""
    missing, unread = set(), set()
    seen: set[tuple[str, str]] = set()
    waiting = [("pyproject.toml", root, "") for root in roots]
    while waiting:
        asker, requirement, extra = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate(world.markers(extra)):
            continue
        name = canonicalize_name(requirement.name)
        version = pinned.get(name)
        if version is None or not requirement.specifier.contains(version, prereleases=True):
            missing.add(f"{asker} asks for {requirement}, pinned is {version}")
            continue
        for each in {"", *requirement.extras}:
            if (name, each) in seen:
                continue
            seen.add((name, each))
            further = requirements_of(name)
            if further is None:
                unread.add(name)
            else:
                waiting += [(name, one, each) for one in further]
    return missing, {name for name, _extra in seen}, unread


@pytest.mark.parametrize(
    "world", WORLDS, ids=lambda world: f"{world.sys_platform}-{world.platform_machine}-{world.python}"
)
@pytest.mark.parametrize("file", LOCKS)
def test_whatever_a_locked_package_asks_for_is_pinned_in_its_lock(file: str, world: World) -> None:
    pinned = Lock(file).pinned(world)
    missing, met, unread = unpinned(wanted_by_the_project(LOCKS[file]), pinned, world)
    assert missing == set()
    if file in HERE_INSTALLED:
        assert unread == set()
        assert set(pinned) - met == set(), "locked, and nobody asks for it"


def test_a_requirement_behind_an_extra_is_found_missing() -> None:
    """What the walk is for: pytest-cov asks for coverage with its extra, reportlab's extra for rl_accel."""
    world = WORLDS[0]
    pinned = Lock("requirements-dev.txt").pinned(world)
    for name in ("coverage", "rl-accel", "typing-inspection"):
        less = {each: version for each, version in pinned.items() if each != name}
        missing, _met, _unread = unpinned(wanted_by_the_project(("dev",)), less, world)
        assert any(f"asks for {name}" in each.replace("_", "-") for each in missing), name


@pytest.mark.parametrize("file", HERE_INSTALLED)
def test_the_environment_holds_exactly_what_is_locked(file: str) -> None:
    entries = Lock(file).entries
    here = [entry for entry in entries if entry.marker is None or entry.marker.evaluate()]
    locked = {entry.name: next(iter(entry.specifier)).version for entry in here}
    assert {name: importlib.metadata.version(name) for name in locked} == locked


def test_the_locks_agree() -> None:
    program = NEWER_WHEELS["pins"](Lock("requirements.txt").text)
    for file in ("requirements-dev.txt", "requirements-bench.txt", "requirements-mutants.txt"):
        assert NEWER_WHEELS["pins"](Lock(file).text).items() >= program.items(), file


def test_every_install_takes_the_lock_as_it_is_written() -> None:
    """The Makefile, the proofs, the instructions: no other way of calling pip slips in."""
    others = ("--no-index", "--quiet uv", "--upgrade pip", "pip install pip")
    """An own wheel; what writes the lock; the newest pip, wanted as such."""
    found = []
    for path in tracked():
        if path.suffix in {".png", ".ttf", ".pdf", ".db"} or path == Path(__file__):
            continue
        text = re.sub(r"[\"',*$(){}]|\\\n", "", path.read_text(encoding="utf-8"))
        found += [(path.name, line) for line in re.findall(r"\bpip (?:--\S+ )*install [^\n&;|]*", text)]
    wheel = (CHECKOUT / "packaging/prove_wheel.py").read_text(encoding="utf-8").replace('"', "").replace(",", "")
    assert " ".join(FLAGS) in wheel
    assert {name for name, _line in found} >= {"Makefile", "README.md", "run"}
    strangers = [each for each in found if " ".join(FLAGS) not in each[1] and not any(one in each[1] for one in others)]
    assert strangers == []


# --- newer releases on offer ------------------------------------------------------------------------------------------


def commands_of_the_makefile(environment: Path) -> list[list[str]]:
    """The very pip commands that ``make`` would run to set up ``environment``."""
    if shutil.which("make") is None:
        pytest.skip("no make here")
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    done = subprocess.run(
        ["make", "--dry-run", f"VENV={environment}", f"{environment}/.dev"],
        cwd=CHECKOUT, env=plain, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [shlex.split(line) for line in done.stdout.splitlines() if " -m pip " in line]


def fresh_environment(folder: Path, *, own_pip: bool) -> Path:
    """An environment with the pip that Python brings, or with a copy of the pip that the tests' environment has."""
    ours = importlib.util.find_spec("pip")
    if own_pip and (ours is None or ours.origin is None):
        pytest.skip("the environment of the tests has no pip")
    venv.create(folder, with_pip=not own_pip)
    if own_pip:
        assert ours is not None
        assert ours.origin is not None
        [library] = (
            folder.glob("[Ll]ib*/**/site-packages") if sys.platform == "win32" else folder.glob("lib/*/site-packages")
        )
        shutil.copytree(Path(ours.origin).parent, library / "pip")
    return folder


@pytest.fixture
def offered(tmp_path: Path) -> Path:
    """The locks over made-up wheels: names, versions and requirements are the true ones, and each has a newer one."""
    folder = tmp_path / "offered"
    folder.mkdir()
    hashes: dict[str, str] = {}
    for file in HERE_INSTALLED:
        lines = []
        for entry in Lock(file).entries:
            version = next(iter(entry.specifier)).version
            if entry.name not in hashes:
                asked = [str(each) for each in requirements_of(canonicalize_name(entry.name)) or ()]
                wheel = NEWER_WHEELS["write_wheel"](folder, entry.name, version, asked)
                NEWER_WHEELS["write_wheel"](folder, entry.name, NEWER_WHEELS["NEWER"], asked)
                hashes[entry.name] = sha256(wheel.read_bytes()).hexdigest()
            lines.append(f"{entry} --hash=sha256:{hashes[entry.name]}\n")
        (tmp_path / file).write_text("".join(lines), encoding="utf-8")
    return folder


def pip_environment(offered: Path) -> dict[str, str]:
    """No index but the folder; nothing of this machine's own configuration."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON", "VIRTUAL_ENV"))}
    return kept | {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(offered),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_CACHE_DIR": "1",
    }


def installed(python: Path, environment: dict[str, str]) -> dict[str, str]:
    done = subprocess.run(
        [python, "-m", "pip", "list", "--format", "json"], env=environment, capture_output=True, text=True, check=True
    )
    return {canonicalize_name(each["name"]): each["version"] for each in json.loads(done.stdout)}


@pytest.mark.slow
@pytest.mark.parametrize("own_pip", [False, True], ids=["pip-of-python", "pip-of-this-environment"])
def test_set_up_takes_the_lock_where_everything_has_a_newer_release(
    tmp_path: Path, offered: Path, own_pip: bool
) -> None:
    fresh = fresh_environment(tmp_path / "fresh", own_pip=own_pip)
    commands = commands_of_the_makefile(fresh)
    assert [command[3] for command in commands] == ["install", "check", "install", "check"]
    environment = pip_environment(offered)
    for command in commands:
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    entries = Lock("requirements-dev.txt").entries
    locked = {
        canonicalize_name(entry.name): next(iter(entry.specifier)).version
        for entry in entries
        if entry.marker is None or entry.marker.evaluate()
    }
    found = installed(fresh / "bin/python" if os.name == "posix" else fresh / "Scripts/python.exe", environment)
    assert {name: found.get(name) for name in locked} == locked

    # The offer is real: asked for a name alone, the same pip takes the newer one.
    subprocess.run(
        [commands[0][0], "-m", "pip", "install", "--quiet", "--upgrade", "iniconfig"], env=environment, check=True
    )
    assert installed(Path(commands[0][0]), environment)["iniconfig"] == NEWER_WHEELS["NEWER"]


@pytest.mark.slow
def test_set_up_stops_where_the_lock_lacks_something(tmp_path: Path, offered: Path) -> None:
    """`pip check` speaks: what is not locked is not fetched, and not passed over either."""
    fresh = fresh_environment(tmp_path / "fresh", own_pip=True)
    lock = tmp_path / "requirements-dev.txt"
    lines = lock.read_text(encoding="utf-8").splitlines(keepends=True)
    lock.write_text("".join(line for line in lines if not line.startswith("coverage==")), encoding="utf-8")
    codes = []
    for command in commands_of_the_makefile(fresh):
        done = subprocess.run(
            command, cwd=tmp_path, env=pip_environment(offered), capture_output=True, text=True, check=False
        )
        codes.append(done.returncode)
    assert codes == [0, 0, 0, 1]
    assert "coverage" in done.stdout
