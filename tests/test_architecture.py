"""The shape of the house, kept by tests: each rule one named sentence (ARCHITECTURE.md says why)."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
PACKAGE = CHECKOUT / "b12desk"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts)
CONTRACTS = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]

LONGEST = 400
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "data", "misc", "stuff"}

# Who may import which library, anywhere in the file (also inside a function).
KEEPERS = {
    "PySide6": ("ui", "app"),
    "shiboken6": ("ui", "app"),
    "reportlab": ("report",),
    "segno": ("report",),
    "pypdfium2": ("report", "ui"),
    "tqdm": ("cli",),
    "uharfbuzz": ("report",),
    "sqlcipher3": ("store",),
    "sqlalchemy": ("store",),
    "alembic": ("store",),
    "cryptography": ("store",),
    "pyrage": ("store",),
    "zxcvbn": ("desk",),
    "nhs_number": ("characters",),
}


def part_of(path: Path) -> str:
    """The package or module directly below b12desk that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """Full names of all modules a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.fixture(scope="module")
def contracts_report() -> str:
    code = "from importlinter.cli import lint_imports_command as run; run(['--no-cache', '--no-logo'])"
    done = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    return re.sub(r"\s+", " ", done.stdout + done.stderr)


@pytest.mark.parametrize("name", [contract["name"] for contract in CONTRACTS])
def test_import_contract(contracts_report: str, name: str) -> None:
    assert f"{name} KEPT" in contracts_report, contracts_report


def test_the_contracts_name_every_part_of_the_package() -> None:
    arrow = next(contract for contract in CONTRACTS if contract["id"] == "arrow")
    named = {part.strip() for layer in arrow["layers"] for part in layer.split("|")} | set(arrow["exhaustive_ignores"])
    assert {part_of(path) for path in MODULES} - {"__init__"} == named


@pytest.mark.parametrize("library", KEEPERS)
def test_only_its_keepers_import_a_library(library: str) -> None:
    users = {part_of(path) for path in MODULES for name in imported(path) if name.split(".")[0] == library}
    assert users <= set(KEEPERS[library])


def test_there_is_no_dynamic_import_that_the_contracts_cannot_see() -> None:
    """One module puts the builtin back after PySide6 and calls it nowhere; all others do not name it."""
    (puts_back,) = (path for path in MODULES if path.name == "plain_imports.py")
    assert "import__(" not in puts_back.read_text(encoding="utf-8")
    hidden = [
        f"{path.relative_to(CHECKOUT)}: {found}"
        for path in MODULES
        if path != puts_back
        for found in re.findall(r"__import__|import_module\(.*b12desk.*", path.read_text(encoding="utf-8"))
    ]
    assert not hidden


def test_no_module_is_longer_than_400_lines() -> None:
    lengths = {str(path.relative_to(CHECKOUT)): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_no_module_has_a_vague_name() -> None:
    tree = [
        path for folder in ("b12desk", "tests", "benchmarks", "packaging") for path in (CHECKOUT / folder).rglob("*.py")
    ]
    vague = [path for path in tree if {part.removesuffix(".py") for part in path.relative_to(CHECKOUT).parts} & VAGUE]
    assert not vague


def test_every_module_says_what_it_is_for() -> None:
    silent = [path for path in MODULES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert not silent


def test_every_lint_rule_switched_off_says_which_and_why() -> None:
    switched_off = re.compile(r"#\s*(noqa|type:\s*ignore|pragma)\b(?P<rest>.*)")
    ruff_or_coverage = r":\s*(?:no cover|no branch|[A-Z]+[0-9]+(?:,\s*[A-Z]+[0-9]+)*)\s+--\s+\S.{4,}"
    mypy = r"\[[a-z-]+(?:,\s*[a-z-]+)*\]\s+(?:#|--)\s+\S.{4,}"
    reasoned = re.compile(f"{ruff_or_coverage}|{mypy}")
    bare = [
        f"{path.relative_to(CHECKOUT)}:{number}: {line.strip()}"
        for path in MODULES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (found := switched_off.search(line)) and not reasoned.fullmatch(found["rest"].strip())
    ]
    assert bare == []


def test_every_lint_rule_switched_off_for_good_says_why() -> None:
    ignores = re.search(r"\nignore = \[\n(.*?)\n\]", (CHECKOUT / "pyproject.toml").read_text(), re.DOTALL)
    assert ignores
    assert [line for line in ignores[1].splitlines() if not re.search(r"#\s+\S.{4,}", line)] == []


def test_nothing_is_left_to_do_in_the_code() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    assert [path for path in MODULES if marks.search(path.read_text(encoding="utf-8"))] == []


def test_nothing_evaluates_text_as_code() -> None:
    calls = [
        f"{path.relative_to(CHECKOUT)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"eval", "exec", "compile"}
    ]
    assert calls == []


def test_only_the_door_to_the_terminal_writes_to_it() -> None:
    doors = {PACKAGE / "terminal.py", PACKAGE / "cli" / "schema.py"}  # the latter's own text, for a file
    written = re.compile(r"sys\.std(?:out|err)\.write|(?<![\w.])(?<!def )print\(")
    loose = [path for path in MODULES if path not in doors and written.search(path.read_text(encoding="utf-8"))]
    assert loose == []


def test_every_dialog_is_shown_by_what_can_hide_it_when_the_desk_locks() -> None:
    shows = {"exec", "getSaveFileName", "getOpenFileName", "getOpenFileNames", "getExistingDirectory"}
    shown = {
        str(path.relative_to(PACKAGE))
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in shows
    }
    assert shown == {"app.py", str(Path("ui", "kit", "waiting.py"))}, "see b12desk/ui/kit/waiting.py"
