"""Paper sizes, type sizes and colours: what a designer would change.

Rules: the colours are the program's own light palette; nothing is told by colour alone (greyscale printers); no text is
smaller than `SMALLEST` on the summary, 14 pt on the handout and 18 pt on the large-print handout.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

from b12desk.report.typeset import fonts
from b12desk.theme import LIGHT

MM = 72 / 25.4
SMALLEST = 8.5

Paper = Literal["a4", "letter"]
PAPERS: dict[Paper, tuple[float, float]] = {"a4": (210 * MM, 297 * MM), "letter": (612.0, 792.0)}

Role = Literal[
    "body",
    "strong",
    "small",
    "small-strong",
    "muted",
    "label",
    "cite",
    "title",
    "lead",
    "heading",
    "alarm",
    "urgent",
    "on-dark",
    "void",
    "void-small",
]
Tone = Literal["accent", "urgent", "plain", "quiet"]


@dataclass(frozen=True, slots=True)
class Style:
    """How one run of text looks; sizes in points."""

    size: float
    leading: float
    face: str = fonts.REGULAR
    colour: str = LIGHT.text


@dataclass(frozen=True, slots=True)
class Look:
    """Colours of a panel: ground, the bar at its left, outline."""

    fill: str | None
    bar: str | None
    outline: str | None


LOOKS: dict[Tone, Look] = {
    "accent": Look(LIGHT.primary_soft, LIGHT.primary, None),
    "urgent": Look(LIGHT.error_soft, LIGHT.error, LIGHT.error),
    "plain": Look(None, None, LIGHT.edge),
    "quiet": Look(LIGHT.page, None, None),
}


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """One set of type sizes with its spacing, known by identity. ``gap`` parts blocks, ``pad`` is inside cells."""

    styles: dict[Role, Style] = field(repr=False)
    margin: float
    gap: float
    pad: float
    leftwards: bool = False
    """Lines begin on the right and run to the left."""

    def style(self, role: Role) -> Style:
        """The style of a role."""
        return self.styles[role]


@cache
def leftwards(sheet: Sheet) -> Sheet:
    """The same sizes for a language whose lines begin on the right."""
    return replace(sheet, leftwards=True)


_VOID = (13.5, 16.4)
"""That nobody is to use a paper is no smaller than this, whatever the page is set in."""


def _sheet(  # noqa: PLR0917 -- read as a row of a table
    body: tuple[float, float],
    small: tuple[float, float],
    heading: tuple[float, float],
    lead: tuple[float, float],
    title: tuple[float, float],
    margin: float,
    gap: float,
    pad: float,
) -> Sheet:
    bold = fonts.BOLD
    return Sheet(
        {
            "body": Style(*body),
            "strong": Style(*body, bold),
            "small": Style(*small),
            "small-strong": Style(*small, bold),
            "muted": Style(*small, colour=LIGHT.muted),
            "label": Style(*small, colour=LIGHT.muted),
            "cite": Style(*small, colour=LIGHT.primary),
            "title": Style(*title, bold, LIGHT.primary),
            "lead": Style(*lead, bold, LIGHT.primary),
            "heading": Style(*heading, bold, LIGHT.primary),
            "alarm": Style(*heading, bold, LIGHT.error),
            "urgent": Style(*lead, bold, LIGHT.error),
            "on-dark": Style(*heading, bold, LIGHT.on_primary),
            "void": Style(*max(heading, _VOID), bold, LIGHT.on_primary),
            "void-small": Style(*small, bold, LIGHT.on_primary),
        },
        margin,
        gap,
        pad,
    )


_MARGIN = 12 * MM
"""Of every summary, so that the head stands in one place whatever the rest is set in."""
SUMMARY = _sheet((9.4, 12.4), (8.6, 11.2), (10.6, 14.0), (15.0, 19.0), (17.5, 21.0), _MARGIN, 6.0, 2.8)
COMPACT = _sheet((8.6, 10.6), (8.5, 10.2), (9.4, 11.6), (13, 15.8), (15.5, 18.6), _MARGIN, 3.5, 1.6)
TIGHT = _sheet((8.5, 9.8), (8.5, 9.8), (9.0, 11.0), (12, 14.6), (14.0, 16.8), _MARGIN, 2.2, 1.1)
HEAD = _sheet((10.0, 12.4), (8.5, 10.4), (10.6, 14.0), (13.5, 16.4), (17.0, 20.4), _MARGIN, 6.0, 2.4)
"""The head of the summary, in all of its sizes."""
HANDOUT = _sheet((14, 19.6), (14, 19.6), (17, 23), (18, 26), (24, 31), 17 * MM, 8, 5.5)
LARGE_PRINT = _sheet((18, 25.2), (18, 25.2), (22, 29), (23, 32), (29, 37), 16 * MM, 11, 7)

FORM = _sheet((10.5, 13.6), (8.8, 11.2), (11.5, 15.0), (12.5, 16.0), (15.0, 19.0), 14 * MM, 6.5, 3.0)
"""Questions to answer with a pen."""
LARGE_FORM = _sheet((18, 23.4), (14.5, 19.0), (20, 26), (22, 28), (27, 34), 14 * MM, 11, 5)
