"""Shipped icons as outlines: the small part of SVG that resources/icons uses (paths on a 24 by 24 field, no transform).

All path commands of SVG 1.1 chapter 8.3 but the quadratic ones (none is used; an unknown command raises ReportError),
made into absolute moves, lines and cubic curves. Arcs become cubics by the conversion of appendix F.6.5. Forty lines
instead of a dependency: the icons are drawn as vectors with the paper's own colours, and greyscale print stays sharp.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache
from xml.etree import ElementTree as ET

from b12desk.errors import Problem, ReportError
from b12desk.i18n import _
from b12desk.paths import resources_dir

SIZE = 24.0
Command = tuple[str | float, ...]
Point = tuple[float, float]

_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "A": 7, "Z": 0}


@cache
def outline(name: str) -> tuple[Command, ...]:
    """Commands of the icon ``name``. Raises ReportError when there is no such icon or it cannot be read."""
    path = resources_dir() / "icons" / f"{name}.svg"
    try:
        root = ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 -- our own shipped file
        data = [each.attrib["d"] for each in root.iter("{http://www.w3.org/2000/svg}path")]
        return tuple(command for each in data for command in commands(each))
    except (OSError, ET.ParseError, KeyError, ValueError, IndexError) as error:
        problem = Problem(path.name, _("The icon cannot be read."), _("Install B12 Desk again."))
        raise ReportError(_("The document cannot be made."), (problem,)) from error


def commands(data: str) -> Iterator[Command]:
    """One path's ``d`` as absolute M, L, C and Z. Raises ValueError on what is not a path."""
    start = here = control = (0.0, 0.0)
    for letter, numbers in _segments(data):
        kind = letter.upper()
        dx, dy = here if letter.islower() else (0.0, 0.0)
        if kind == "Z":
            here = start
            yield ("Z",)
        elif kind in "ML":
            here = (numbers[0] + dx, numbers[1] + dy)
            start = here if kind == "M" else start
            yield (kind, *here)
        elif kind in "HV":
            here = (numbers[0] + dx, here[1]) if kind == "H" else (here[0], numbers[0] + dy)
            yield ("L", *here)
        elif kind in "CS":
            points = [(numbers[i] + dx, numbers[i + 1] + dy) for i in range(0, len(numbers), 2)]
            if kind == "S":
                points.insert(0, (2 * here[0] - control[0], 2 * here[1] - control[1]))
            control, here = points[1], points[2]
            yield ("C", *points[0], *points[1], *points[2])
        else:
            end = (numbers[5] + dx, numbers[6] + dy)
            yield from _arc(here, numbers, end)
            here = end
        if kind not in "CS":
            control = here


def _segments(data: str) -> Iterator[tuple[str, list[float]]]:
    """Letter and numbers of each segment; repeated ones are written out. The flags of an arc may touch what follows."""
    position = 0
    letter = ""
    while position < len(data):
        if data[position] in " ,\t\r\n":
            position += 1
            continue
        if data[position].isalpha():
            letter = data[position]
            position += 1
            if letter.upper() not in _ARGUMENTS:
                raise ValueError(letter)
        elif letter.upper() in ("", "Z"):
            raise ValueError(data)
        numbers: list[float] = []
        while len(numbers) < _ARGUMENTS[letter.upper()]:
            flag = letter.upper() == "A" and len(numbers) in (3, 4)
            found = re.compile(r"[\s,]*([01])" if flag else rf"[\s,]*({_TOKEN.pattern})").match(data, position)
            if not found:
                raise ValueError(data)
            numbers.append(float(found[1]))
            position = found.end()
        yield letter, numbers
        letter = {"M": "L", "m": "l"}.get(letter, letter)


def _arc(start: Point, numbers: list[float], end: Point) -> Iterator[Command]:
    """An elliptical arc as cubic curves of at most a quarter turn each."""
    rx, ry, turn, large, sweep = abs(numbers[0]), abs(numbers[1]), math.radians(numbers[2]), numbers[3], numbers[4]
    if start == end:
        return
    if not (rx and ry):
        yield ("L", *end)
        return
    cos, sin = math.cos(turn), math.sin(turn)
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = cos * dx + sin * dy, -sin * dx + cos * dy
    grow = max(1.0, math.sqrt((x / rx) ** 2 + (y / ry) ** 2))
    rx, ry = rx * grow, ry * grow
    rest = max(0.0, (rx * ry) ** 2 / ((rx * y) ** 2 + (ry * x) ** 2) - 1)
    factor = math.sqrt(rest) * (1 if large != sweep else -1)
    cx, cy = factor * rx * y / ry, -factor * ry * x / rx
    first = math.atan2((y - cy) / ry, (x - cx) / rx)
    last = math.atan2((-y - cy) / ry, (-x - cx) / rx)
    if sweep and last < first:
        last += 2 * math.pi
    elif not sweep and last > first:
        last -= 2 * math.pi
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)

    def at(px: float, py: float) -> Point:
        ex, ey = cx + rx * px, cy + ry * py
        return (middle[0] + cos * ex - sin * ey, middle[1] + sin * ex + cos * ey)

    count = max(1, math.ceil(abs(last - first) / (math.pi / 2) - 1e-9))
    step = (last - first) / count
    pull = 4 / 3 * math.tan(step / 4)
    for index in range(count):
        a, b = first + index * step, first + (index + 1) * step
        one = at(math.cos(a) - pull * math.sin(a), math.sin(a) + pull * math.cos(a))
        two = at(math.cos(b) + pull * math.sin(b), math.sin(b) - pull * math.cos(b))
        stop = end if index == count - 1 else at(math.cos(b), math.sin(b))
        yield ("C", *one, *two, *stop)
