"""A document as laid-out pages: margins, flow, footer and page numbers.

Rules: the footer's height is known before the flow begins; page numbers are real (counted after the flow).
"""

from __future__ import annotations

from b12desk.i18n import _
from b12desk.report.typeset.blocks import pieces
from b12desk.report.typeset.display_list import Group, Line, Mark, Page
from b12desk.report.typeset.document import Document, Span
from b12desk.report.typeset.line_breaking import Laid, block, right_aligned, wrap
from b12desk.report.typeset.pagination import paginate, stack
from b12desk.report.typeset.type_sizes import PAPERS
from b12desk.theme import LIGHT

_ABOVE_FOOTER = 8.0


def compose(document: Document) -> tuple[Page, ...]:
    """Lay a document out on pages."""
    sheet = document.sheet
    width, height = PAPERS[document.paper]
    margin = sheet.margin
    room = width - 2 * margin
    footer, footer_height = _footer(document, room)
    body = height - margin - footer_height - margin * 0.75 - _ABOVE_FOOTER
    flowed = paginate(pieces(document.blocks, room, sheet), body)
    found = []
    for number, page in enumerate(flowed, 1):
        marks, used = stack(page)
        numbers = wrap((Span(_("Page {number} of {count}", number=number, count=len(flowed)), "label"),), room, sheet)[
            0
        ]
        top = height - margin * 0.75 - footer_height
        line = right_aligned(numbers, room, footer_height - numbers.height)
        found.append(
            Page(width, height, (Group(margin, margin, marks), Group(margin, top, (*footer, line))), used / body)
        )
    return tuple(found)


def _footer(document: Document, room: float) -> tuple[tuple[Mark, ...], float]:
    """Marks of the footer without the page number, and its height."""
    sheet = document.sheet
    lines: list[Laid] = []
    for spans in document.footer[:-1]:
        lines += wrap(spans, room, sheet)
    lines += wrap(document.footer[-1], room - sheet.style("label").size * 6.5, sheet)
    marks, height = block(lines, 0, 4)
    return (Line(0, 0, room, 0, 0.6, LIGHT.line), *marks), height + 4
