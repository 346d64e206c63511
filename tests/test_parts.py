"""What the one-folder build gives away: whose each file is, every licence text, and the list of parts."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest

from tests.test_repository import CHECKOUT

REQUIREMENTS = (CHECKOUT / "requirements.txt").read_text(encoding="utf-8")
PROGRAM: list[str] = re.findall(r"^([a-z][\w-]*)==[^;\n]+\\$", REQUIREMENTS, re.MULTILINE)
"""Those without a marker, which every system installs."""


@pytest.fixture(scope="module")
def parts() -> Iterator[ModuleType]:
    """The build's own module; its neighbours import each other by their bare names."""
    sys.path.insert(0, str(CHECKOUT / "packaging"))
    try:
        import parts  # type: ignore[import-not-found]

        yield parts
    finally:
        sys.path.remove(str(CHECKOUT / "packaging"))


def module_of(name: str) -> str:
    """A file of an installed package."""
    return str(metadata.distribution(name).locate_file(f"{name.replace('-', '_')}/__init__.py"))


def build(tmp_path: Path, *entries: tuple[str, str, str]) -> tuple[Path, Path]:
    """A made-up built folder, and the list of what was put in."""
    folder, bundled = tmp_path / "b12desk", tmp_path / "bundled.json"
    for place, _source, kind in entries:
        if kind != "PYMODULE":
            file = folder / "_internal" / place
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(b"")
    bundled.write_text(json.dumps(entries), encoding="utf-8")
    return folder, bundled


OURS = ("b12desk.cli", str(CHECKOUT / "b12desk/cli/__init__.py"), "PYMODULE")
FONT = ("b12desk/resources/fonts/NotoSans-Bold.ttf", str(CHECKOUT / "resources/fonts/NotoSans-Bold.ttf"), "DATA")
WHEEL = ("pydantic", module_of("pydantic"), "PYMODULE")
STANDARD = ("json", json.__file__, "PYMODULE")


def test_what_is_bundled_is_named_with_its_version_and_its_texts(tmp_path: Path, parts: ModuleType) -> None:
    qt = str(metadata.distribution("pyside6-essentials").locate_file("PySide6/Qt/lib/libQt6Core.so.6"))
    folder, bundled = build(tmp_path, OURS, FONT, WHEEL, STANDARD, ("PySide6/Qt/lib/libQt6Core.so.6", qt, "BINARY"))
    found = {part.name: part.version for part in parts.describe(folder, bundled)}
    assert found == {
        "B12 Desk": metadata_version(),
        "Noto Sans": "2.015",
        "Python": ".".join(map(str, sys.version_info[:3])),
        "Qt": metadata.version("pyside6-essentials"),
        "pydantic": metadata.version("pydantic"),
        "pyinstaller": metadata.version("pyinstaller"),
    }
    licences = folder / "licences"
    assert {place.name for place in licences.iterdir() if place.is_dir()} == {*found, "common-licenses"}
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (licences / "Qt/LGPL-3.txt").read_text(encoding="utf-8")
    assert "GNU GENERAL PUBLIC LICENSE" in (licences / "common-licenses/GPL-3").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in (licences / "Noto Sans/OFL.txt").read_text(encoding="utf-8")
    overview = (licences / "README.txt").read_text(encoding="utf-8")
    assert [f"{name} {version}:" in overview for name, version in found.items()] == [True] * len(found)


def metadata_version() -> str:
    from b12desk import __version__

    return __version__


def test_the_list_of_parts_is_cyclonedx(tmp_path: Path, parts: ModuleType) -> None:
    """The rules of CycloneDX 1.6 that our list touches."""
    folder, bundled = build(tmp_path, OURS, FONT, WHEEL, STANDARD)
    parts.describe(folder, bundled)
    bill = json.loads((folder / "parts.cdx.json").read_text(encoding="utf-8"))
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert bill["metadata"]["component"]["name"] == "B12 Desk"
    components = bill["components"]
    references = [each["bom-ref"] for each in components]
    assert len(set(references)) == len(references)
    assert bill["dependencies"][0] == {"ref": bill["metadata"]["component"]["bom-ref"], "dependsOn": references}
    for each in components:
        assert each["type"] == "library"
        assert each["version"]
        assert re.fullmatch(r"pkg:(pypi|generic|deb)/\S+@\S+", each["purl"])
        [licence] = each["licenses"]
        assert licence.get("expression") or licence["license"]["name"]
    [font] = [each for each in components if each["name"] == "Noto Sans"]
    assert font["evidence"] == {"occurrences": [{"location": FONT[0]}]}
    assert font["components"] == [{"type": "file", "name": "NotoSans-Bold.ttf", "version": "2.015"}]


def test_a_file_that_nobody_owns_ends_the_build(tmp_path: Path, parts: ModuleType) -> None:
    stranger = tmp_path / "libstranger.so.1"
    stranger.write_bytes(b"")
    folder, bundled = build(tmp_path, OURS, ("libstranger.so.1", str(stranger), "BINARY"))
    with pytest.raises(parts.RefusedError, match=r"nobody is known to own: .*libstranger\.so\.1"):
        parts.describe(folder, bundled)


def test_a_file_that_nobody_put_in_ends_the_build(tmp_path: Path, parts: ModuleType) -> None:
    folder, bundled = build(tmp_path, OURS, FONT)
    (folder / "_internal/patients.csv").write_bytes(b"")
    with pytest.raises(parts.RefusedError, match=r"nobody put in: patients\.csv"):
        parts.describe(folder, bundled)


@pytest.mark.parametrize("tool", ["hypothesis", "packaging"])
def test_a_tool_that_slipped_in_ends_the_build(tmp_path: Path, parts: ModuleType, tool: str) -> None:
    folder, bundled = build(tmp_path, OURS, (tool, module_of(tool), "PYMODULE"))
    with pytest.raises(parts.RefusedError, match=f"leave them out in b12desk.spec: wheel:{tool}"):
        parts.describe(folder, bundled)


def test_a_part_without_a_licence_text_ends_the_build(
    tmp_path: Path, parts: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(parts.EXTRA, "wheel", {})  # what the wheels of Qt do not ship, and we keep for them
    folder, bundled = build(
        tmp_path, OURS, ("PySide6", module_of("PySide6-Essentials").replace("_Essentials", ""), "PYMODULE")
    )
    with pytest.raises(parts.RefusedError, match=r"PySide6_Essentials \S+ has no licence text"):
        parts.describe(folder, bundled)


@pytest.mark.parametrize("name", PROGRAM)
def test_every_locked_package_of_the_program_has_a_text_and_a_licence(name: str, parts: ModuleType) -> None:
    part = parts.part_of(parts.WHEEL + name, [], [])
    assert max(text.stat().st_size for text in part.texts) > 500
    assert part.licence


@pytest.mark.parametrize(
    ("named", "expression"),
    [
        ("MIT", True),
        ("MIT-CMU", True),
        ("LGPL-3.0-only", True),
        ("MPL-2.0 AND MIT", True),
        ("BSD-3-Clause", True),
        ("Unicode-3.0", True),
        ("BSD License", False),
        ("BSD-3-Clause, Apache-2.0, dependency licenses", False),
        ("see licences/libx11-6/copyright", False),
    ],
)
def test_only_an_spdx_expression_is_called_one(named: str, expression: bool, parts: ModuleType) -> None:
    assert parts.licences(named) == [{"expression": named} if expression else {"license": {"name": named}}]


def test_every_font_and_icon_has_a_part_and_every_text_is_here(parts: ModuleType) -> None:
    inside = parts.EXTRA["inside"]
    patterns = [pattern for each in inside for pattern in each["files"]]
    for folder in ("fonts", "icons"):
        for file in (CHECKOUT / "resources" / folder).iterdir():
            assert any(fnmatch(f"b12desk/resources/{folder}/{file.name}", pattern) for pattern in patterns), file.name
    named = [text for each in (*inside, *parts.EXTRA["wheel"].values()) for text in each["texts"]]
    assert [text for text in named if not (CHECKOUT / text).is_file()] == []
    fonts = (CHECKOUT / "resources/fonts/README.md").read_text(encoding="utf-8")
    icons = (CHECKOUT / "resources/icons/README.md").read_text(encoding="utf-8")
    for each in inside:
        if each["version"][0].isdigit():
            assert each["version"] in fonts + icons, each["name"]
