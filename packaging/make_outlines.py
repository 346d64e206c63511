"""Write the outlines of the shipped icons for the paper: ``python packaging/make_outlines.py``.

Run when an icon was added or changed; a test says so. fontTools reads the paths, so the program needs no reader of SVG
for its pages. What the icons do not use (transforms, other shapes, quadratic curves) is refused. Same input, same
bytes.
"""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path

ICONS = Path(__file__).resolve().parents[1] / "resources" / "icons"
OUT = ICONS / "outlines.json"
PATH = "{http://www.w3.org/2000/svg}path"
FIELD = "0 0 24 24"
LETTERS = {"moveTo": "M", "lineTo": "L", "curveTo": "C", "closePath": "Z"}
DIGITS = 4


def main() -> None:
    """Write the file."""
    OUT.write_text(outlines(), encoding="utf-8")


def outlines() -> str:
    """The whole file: one icon a line, its commands with absolute coordinates on a field of 24 by 24."""
    lines = [f'"{path.stem}": {json.dumps(outline(path))}' for path in sorted(ICONS.glob("*.svg"))]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def outline(path: Path) -> list[list[str | float]]:
    """The commands of one icon. Raises ValueError when it holds more than paths."""
    root = ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 -- our own shipped file
    if root.get("viewBox") != FIELD or any(each.tag != PATH or each.get("transform") for each in root):
        raise ValueError(path.name)
    found: list[list[str | float]] = []
    for each in root:
        pen = RecordingPen()
        parse_path(each.attrib["d"], pen)
        for verb, points in pen.value:
            if verb == "endPath":
                continue
            if verb not in LETTERS:
                raise ValueError(f"{path.name}: {verb}")
            found.append([LETTERS[verb], *(round(float(at), DIGITS) for point in points for at in point)])
    return found


if __name__ == "__main__":
    main()
