"""The two faces of the paper and what they can print.

Rules: static TrueType only (ReportLab reads nothing else), shipped with the program, embedded as subsets. A character
counts as printable only when both faces have it, so that bold text never loses what regular text shows.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from b12desk.errors import Problem, ReportError
from b12desk.i18n import _
from b12desk.paths import resources_dir
from b12desk.report.typeset.kept_text import kept

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "NotoSans-Regular"
BOLD = "NotoSans-Bold"


@cache
def faces() -> dict[str, TTFont]:
    """Both faces by name, read and registered with ReportLab once. Raises ReportError when a file is missing or bad."""
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415 -- 50 ms: names on the screen need no face
    from reportlab.pdfbase.ttfonts import TTFError, TTFont  # noqa: PLC0415 -- as above

    found = {}
    for name in (REGULAR, BOLD):
        path = resources_dir() / "fonts" / f"{name}.ttf"
        try:
            found[name] = TTFont(name, str(path))
        except (OSError, TTFError) as error:
            problem = Problem(path.name, _("The font cannot be read."), _("Install B12 Desk again."))
            raise ReportError(_("The document cannot be made."), (problem,)) from error
        pdfmetrics.registerFont(found[name])
    return found


@cache
def printable() -> frozenset[str]:
    """Every character of the basic plane that both faces have a glyph for.

    Astral characters are left out on purpose: ReportLab writes a wrong text layer for them.
    """
    both = frozenset.intersection(*(frozenset(font.face.charToGlyph) for font in faces().values()))
    return frozenset(chr(code) for code in both if code <= 0xFFFF)


@cache
def _widths(name: str) -> tuple[dict[int, float], float]:
    face = faces()[name].face
    return face.charWidths, face.defaultWidth


@kept(16384)
def width(text: str, face: str) -> float:
    """Width of ``text`` at size 1 (so times the size in points, points)."""
    widths, default = _widths(face)
    return sum([widths.get(ord(character), default) for character in text]) / 1000
