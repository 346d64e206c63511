"""One half of the recovery key on a sheet of its own, so that the two can be kept apart.

Rules: the groups stand large, each below its number; the code beside the title can be scanned; nothing on the sheet
names a patient, and neither half opens anything alone.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple

from b12desk.i18n import ENGLISH, Catalogue, _, current
from b12desk.report.typeset.document import (
    Block,
    Bullets,
    Document,
    FactGrid,
    Heading,
    Letterhead,
    Panel,
    Ruled,
    Span,
)
from b12desk.report.typeset.pdf import render
from b12desk.report.typeset.type_sizes import HANDOUT, Paper

Half = Literal[1, 2]
_ACROSS = 4
"""Groups in a row."""


class KeySheet(NamedTuple):
    """Which half it is, its groups parted by dashes or spaces, whose desk it opens, and when it was made."""

    half: Half
    groups: str
    clinic: str
    made: datetime


def sheet_pdf(sheet: KeySheet, *, paper: Paper = "a4", catalogue: Catalogue = ENGLISH) -> bytes:
    """The sheet as PDF, in the language of ``catalogue``. Raises ReportError when fonts are missing."""
    with catalogue.used():
        return render(sheet_document(sheet, paper=paper))


def sheet_title(half: Half) -> str:
    """What the sheet is called, in the language in use."""
    return _("Recovery key, half {half} of 2", half=half)


def sheet_document(sheet: KeySheet, *, paper: Paper = "a4") -> Document:
    """The sheet as a tree, in the language in use."""
    title = sheet_title(sheet.half)
    made = current().date(sheet.made.date())
    return Document(
        title=title,
        subject=title,
        language=current().language,
        paper=paper,
        sheet=HANDOUT,
        blocks=_blocks(sheet, title),
        footer=(
            (Span(_("B12 Desk: the key to encrypted patient records. Keep it locked away."), "label"),),
            (Span(made, "label"),),
        ),
        created=sheet.made,
        right_to_left=current().right_to_left,
    )


def _blocks(sheet: KeySheet, title: str) -> tuple[Block, ...]:
    other = 2 if sheet.half == 1 else 1
    subtitle = sheet.clinic or _("Clinic: write its name below")
    whose: tuple[Block, ...] = () if sheet.clinic else (Ruled((), ((_("Clinic"), 1.0),)),)
    return (
        Letterhead(title, subtitle, _("{half} / 2", half=sheet.half), _("Half"), sheet.groups),
        *whose,
        Panel("accent", (_grid(sheet.groups),)),
        Heading(_("What it is for")),
        Bullets(
            tuple(
                (Span(each),)
                for each in (
                    _("Both halves together open the records of this desk when the passphrase is lost."),
                    _("They also open them when the file with the keys is damaged or gone."),
                    _("Without passphrase and recovery key nobody can read the records again."),
                )
            )
        ),
        Heading(_("How to keep it")),
        Bullets(
            tuple(
                (Span(each),)
                for each in (
                    _("Keep this half and half {other} in two locked places, away from the computer.", other=other),
                    _("Whoever has both can open the records: give no one person both."),
                    _("To use them, press Lost passphrase on the first page, and type or scan both halves."),
                )
            )
        ),
    )


def _grid(groups: str) -> FactGrid:
    """The groups in rows, each below its number; in columns, as the grid has them."""
    found = groups.replace("-", " ").split()
    columns = tuple(
        tuple((str(at + 1), (Span(found[at], "title"),)) for at in range(column, len(found), _ACROSS))
        for column in range(_ACROSS)
    )
    return FactGrid(columns, (1 / _ACROSS,) * _ACROSS)
