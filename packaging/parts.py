"""The parts of the one-folder build: every licence text, and the list of parts as CycloneDX has it.

Rules: the list is made from the files that were put in, never from what was meant. A part without a licence text, and a
tool that slipped in, end the build.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from owners import CARRIED, CHECKOUT, DEBIAN, EXTRA, OURS, PYTHON, WHEEL, Entry, RefusedError, owners, plain

TOOL = "pyinstaller"
"""The one wheel beside the program's own that leaves something in the build: its start."""
COMMON = Path("/usr/share/common-licenses")
OVERVIEW = """\
B12 Desk is licensed under the Apache License 2.0. It is given away together with the parts below, each under its own
licence. The texts lie in the folder of that name, those that several refer to in common-licenses. The same list for
machines, with what the parts themselves are made of, is parts.cdx.json beside this folder (CycloneDX).

Qt, PySide6 and Shiboken are used unchanged under the GNU Lesser General Public License, version 3. They are separate
files in the folder _internal, and you may put your own builds of them in their place: the program takes whatever lies
there. Their source is published by The Qt Company at download.qt.io under the versions named here; the source of the
libraries that come from Debian (lib...) is published by Debian under theirs.

"""

Json = dict[str, Any]


class Part(NamedTuple):
    """One thing that somebody made, with the texts of its licence."""

    name: str
    version: str
    purl: str
    licence: str
    texts: tuple[Path, ...]
    contains: tuple[Json, ...] = ()


def part_of(owner: str, entries: Sequence[Entry], everything: Sequence[Entry]) -> Part:
    """The part called ``owner``. Raises RefusedError when it has no licence text."""
    places = [entry.place for entry in entries]
    if owner == OURS:
        part = Part(
            "B12 Desk",
            version_of_ours(),
            f"pkg:generic/b12desk@{version_of_ours()}",
            "Apache-2.0",
            (CHECKOUT / "LICENSE",),
        )
    elif owner == PYTHON:
        version = platform.python_version()
        part = Part(PYTHON, version, f"pkg:generic/python@{version}", "PSF-2.0", texts_of_python())
    elif owner.startswith(DEBIAN):
        part = part_of_debian(owner.removeprefix(DEBIAN))
    elif extra := next((each for each in EXTRA["inside"] if each["name"] == owner), None):
        version = version_inside(extra["version"], places)
        purl = f"pkg:generic/{owner.lower().replace(' ', '-')}@{version}"
        texts = tuple(CHECKOUT / text for text in extra["texts"])
        part = Part(owner, version, purl, extra["licence"], texts, tuple(fonts(entries)))
    else:
        part = part_of_wheel(owner.removeprefix(WHEEL), [entry.place for entry in everything])
    if not part.texts or not all(text.is_file() for text in part.texts):
        raise RefusedError(f"{part.name} {part.version} has no licence text: keep one in packaging/licences/parts.toml")
    return part


def version_of_ours() -> str:
    """As in the package."""
    found = re.search(r'__version__ = "([^"]+)"', (CHECKOUT / "b12desk/__init__.py").read_text(encoding="utf-8"))
    assert found
    return found[1]


def fonts(entries: Sequence[Entry]) -> Iterator[Json]:
    """The faces of a family, each with the version in its own head: they are not renewed together."""
    for source in sorted(Path(entry.source) for entry in entries if entry.source.endswith(".ttf")):
        face = source.read_bytes()
        head = face.index(b"head", 12)  # a table's entry is its tag, a sum, its place and its length
        place = int.from_bytes(face[head + 8 : head + 12], "big")
        revision = int.from_bytes(face[place + 4 : place + 8], "big") / 0x10000
        yield {"type": "file", "name": source.name, "version": f"{revision:.3f}"}


def version_inside(how: str, places: Sequence[str]) -> str:
    """A version as parts.toml gives it: a text, that of Qt, or the number at the end of a library's name."""
    if how == "qt":
        from PySide6.QtCore import qVersion  # noqa: PLC0415 -- only where a build is described

        return qVersion()
    if how == "soname":
        return next(found[1] for place in places if (found := re.search(r"\.so\.([\d.]+)$", place)))
    return how


def texts_of_python() -> tuple[Path, ...]:
    """Where Python's own licence lies; Debian keeps it with the package."""
    number = ".".join(platform.python_version_tuple()[:2])
    places = (
        Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
        *(Path(f"/usr/share/doc/{name}/copyright") for name in (f"libpython{number}-stdlib", f"python{number}")),
    )
    return tuple(place for place in places if place.is_file())


def part_of_debian(package: str) -> Part:
    """A library of the system that the package was built on."""
    form = "${Version}\t${Architecture}\n"
    shown = subprocess.run(["dpkg-query", "--show", "-f", form, package], capture_output=True, text=True, check=True)
    version, architecture = shown.stdout.splitlines()[0].split("\t")
    text = Path("/usr/share/doc") / package / "copyright"
    purl = f"pkg:deb/debian/{quote(package)}@{quote(version, safe='~')}?arch={architecture}"
    return Part(package, version, purl, f"see licences/{package}/copyright", (text,))


def part_of_wheel(name: str, places: Sequence[str]) -> Part:
    """An installed package of Python, with what its own lists of parts say it is made of."""
    distribution = metadata.distribution(name)
    files = [Path(os.fspath(distribution.locate_file(file))) for file in distribution.files or ()]
    info = [path for path in files if path.parent.name.endswith(".dist-info") or ".dist-info" in str(path.parent)]
    known = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
    texts = [path for path in info if known.search(str(path).partition(".dist-info")[2])]
    lists = [path for path in info if path.parent.name == "sboms"]
    carried = EXTRA["wheel"].get(name, {})
    texts += [CHECKOUT / text for text in carried.get("texts", ())]
    return Part(
        distribution.name,
        distribution.version,
        f"pkg:pypi/{name}@{distribution.version}",
        carried.get("licence") or licence_named_by(distribution.metadata),
        tuple(texts),
        (*(each for path in lists for each in contained(path, places, distribution.name)), *pdfium(files)),
    )


def pdfium(files: Sequence[Path]) -> list[Json]:
    """PDFium inside its wheel, which keeps its version in a file of its own."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in files if path.name == "version.json"]
    return [
        {
            "type": "library",
            "name": "PDFium",
            "version": f"{each['major']}.{each['minor']}.{each['build']}.{each['patch']}",
        }
        for each in found
        if each.keys() >= {"major", "minor", "build", "patch", "origin"}
    ]


def licence_named_by(about: metadata.PackageMetadata) -> str:
    """What a package says of its licence, in one line."""
    classifiers = [each.rpartition(" :: ")[2] for each in about.get_all("Classifier") or () if "License ::" in each]
    named = about.get("License-Expression") or about.get("License") or " and ".join(classifiers)
    return str(named or "see its text").splitlines()[0]


def contained(listed: Path, places: Sequence[str], whole: str) -> list[Json]:
    """The parts inside a wheel, by the list that it ships, without those whose file we leave out."""
    found = []
    for each in json.loads(listed.read_text(encoding="utf-8")).get("components", ()):
        only = EXTRA["only-with"].get(each["name"])
        if each.get("scope") == "excluded" or each["name"] == whole or each["name"].startswith("PIL."):
            continue
        if only is None or any(fnmatch(place, only) for place in places):
            kept = {key: each[key] for key in ("name", "version", "licenses", "purl") if each.get(key)}
            found.append({"type": "library", **kept})
    return found


# --- what is written --------------------------------------------------------------------------------------------------


def describe(folder: Path, bundled: Path) -> list[Part]:
    """Write ``licences`` and ``parts.cdx.json`` into the built ``folder``."""
    put_in = json.loads(bundled.read_text(encoding="utf-8"))
    entries = [Entry(place.replace("\\", "/"), source, kind) for place, source, kind in put_in]
    if unknown := strangers(folder, entries):
        raise RefusedError("files that nobody put in: " + ", ".join(unknown))
    # The start of the packaged program, and the loader in its archive, are PyInstaller's.
    entries.append(
        Entry(OURS, os.fspath(metadata.distribution(TOOL).locate_file("PyInstaller/__init__.py")), "EXECUTABLE")
    )
    by_owner = owners(entries)
    if tools := {owner for owner in by_owner if owner.startswith(WHEEL)} - {WHEEL + name for name in (*locked(), TOOL)}:
        raise RefusedError(
            "the program needs none of these, leave them out in b12desk.spec: " + ", ".join(sorted(tools))
        )
    parts = {owner: part_of(owner, by_owner[owner], entries) for owner in sorted(by_owner, key=str.lower)}
    write_licences(folder / "licences", list(parts.values()))
    listed = [
        component(parts[owner], [entry.place for entry in by_owner[owner] if entry.kind != "PYMODULE"])
        for owner in parts
        if owner != OURS
    ]
    bill = bill_of_materials(component(parts[OURS], []), listed)
    (folder / "parts.cdx.json").write_text(json.dumps(bill, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return list(parts.values())


def locked() -> set[str]:
    """The packages that the program needs."""
    text = (CHECKOUT / "requirements.txt").read_text(encoding="utf-8")
    return {plain(name) for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}


def strangers(folder: Path, entries: Sequence[Entry]) -> list[str]:
    """Files of the build that are on no list."""
    known = {entry.place for entry in entries} | {"base_library.zip"}
    there = [path for path in (folder / "_internal").rglob("*") if path.is_file() and not path.is_symlink()]
    return sorted({path.relative_to(folder / "_internal").as_posix() for path in there} - known)


def write_licences(target: Path, parts: Sequence[Part]) -> None:
    """One folder for each part, one for the texts that others refer to, and a list of them all."""
    shutil.rmtree(target, ignore_errors=True)
    referred: set[str] = set()
    for part in parts:
        place = target / part.name
        place.mkdir(parents=True)
        for number, text in enumerate(part.texts):
            name = text.name if not (place / text.name).exists() else f"{number}-{text.name}"
            shutil.copyfile(text, place / name)
            referred.update(
                re.findall(
                    r"common-licenses/([A-Za-z0-9.-]*[A-Za-z0-9])", text.read_text(encoding="utf-8", errors="replace")
                )
            )
    for name in sorted(referred):
        text = next((each for each in (CARRIED / f"{name}.txt", COMMON / name) if each.is_file()), None)
        if text is None:
            raise RefusedError(f"a licence refers to {name}, and its text is not here")
        (target / "common-licenses").mkdir(exist_ok=True)
        shutil.copyfile(text, target / "common-licenses" / name)
    (target / "README.txt").write_text(overview(parts), encoding="utf-8")


def overview(parts: Sequence[Part]) -> str:
    """What a person reads first."""
    return OVERVIEW + "".join(f"{part.name} {part.version}: {part.licence}\n" for part in parts)


def component(part: Part, places: Sequence[str]) -> Json:
    """A part as CycloneDX has it."""
    found: Json = {
        "type": "application" if part.name == "B12 Desk" else "library",
        "bom-ref": part.purl,
        "name": part.name,
        "version": part.version,
        "licenses": [{"license": {"name": part.licence}}] if " see " in f" {part.licence} " else licences(part.licence),
        "purl": part.purl,
    }
    if part.contains:
        found["components"] = list(part.contains)
    if places:
        found["evidence"] = {"occurrences": [{"location": place} for place in sorted(set(places))]}
    return found


def licences(named: str) -> list[Json]:
    """An SPDX expression where it is one, else the words."""
    word = r"[A-Za-z0-9.+-]+"
    one = r"[A-Za-z]+(-[A-Za-z]+)*-[\d.]+(-Clause|-only|-or-later)?|MIT|MIT-CMU|ISC"
    expression = re.fullmatch(rf"({one})( (AND|OR) {word})*", named)
    return [{"expression": named}] if expression else [{"license": {"name": named}}]


def bill_of_materials(whole: Json, parts: Sequence[Json]) -> Json:
    """The document around the components."""
    refs = [part["bom-ref"] for part in parts]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": whole},
        "components": list(parts),
        "dependencies": [{"ref": whole["bom-ref"], "dependsOn": refs}, *({"ref": each} for each in refs)],
    }
