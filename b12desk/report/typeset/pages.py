"""A document as laid-out pages: margins, flow, footer and page numbers.

Rules: the footer's height is known before the flow begins; page numbers are real (counted after the flow); a page that
is read from right to left is laid out as all others are, and mirrored when it is done.
"""

from __future__ import annotations

from collections.abc import Sequence

from b12desk.i18n import _
from b12desk.report.typeset.blocks import pieces
from b12desk.report.typeset.display_list import Box, Group, Line, Mark, Page, mirrored
from b12desk.report.typeset.document import Document, Inline, Span
from b12desk.report.typeset.line_breaking import Laid, block, right_aligned, wrap
from b12desk.report.typeset.pagination import paginate, stack
from b12desk.report.typeset.type_sizes import PAPERS, Sheet, leftwards
from b12desk.theme import LIGHT

_ABOVE_FOOTER = 8.0
_BELOW_BANNER = 3.0
_BAND = 2.0
"""Above and below the words of a band."""


def compose(document: Document) -> tuple[Page, ...]:
    """Lay a document out on pages."""
    sheet = leftwards(document.sheet) if document.right_to_left else document.sheet
    width, height = PAPERS[document.paper]
    margin = sheet.margin
    room = width - 2 * margin
    footer, footer_height = _footer(document.footer, room, sheet)
    body = height - margin - footer_height - margin * 0.75 - _ABOVE_FOOTER
    banner, banner_height = block(wrap(document.banner, room, sheet), 0, 0) if document.banner else ((), 0.0)
    flowed = paginate(pieces(document.blocks, room, sheet), body)
    found = []
    for number, page in enumerate(flowed, 1):
        marks, used = stack(page)
        numbers = _page_number(number, len(flowed), room, sheet)
        top = height - margin * 0.75 - footer_height
        line = right_aligned(numbers, room, footer_height - numbers.height)
        whole: tuple[Mark, ...] = (Group(margin, margin, marks), Group(margin, top, (*footer, line)))
        if banner:
            top = margin - banner_height - _BELOW_BANNER
            whole = (*whole, *_band(document, top, banner_height), Group(margin, top, banner))
        if document.right_to_left:
            whole = tuple(Group(width, 0, (each,)) for each in mirrored(whole))
        found.append(Page(width, height, whole, used / body))
    return tuple(found)


def _band(document: Document, top: float, height: float) -> tuple[Mark, ...]:
    """The ground of a banner that forbids the use of the page: from edge to edge."""
    if not document.barred:
        return ()
    return (Box(0, top - _BAND, PAPERS[document.paper][0], height + 2 * _BAND, LIGHT.error),)


def _page_number(number: int, count: int, room: float, sheet: Sheet) -> Laid:
    return wrap((Span(_("Page {number} of {count}", number=number, count=count), "label"),), room, sheet)[0]


def _footer(footer: Sequence[Inline], room: float, sheet: Sheet) -> tuple[tuple[Mark, ...], float]:
    """Marks of the footer without the page number, and its height."""
    lines: list[Laid] = []
    for spans in footer[:-1]:
        lines += wrap(spans, room, sheet)
    size = sheet.style("label").size
    number = max(size * 6.5, _page_number(9, 9, room, sheet).width + size * 1.3)  # with room for two digits more
    lines += wrap(footer[-1], room - number, sheet)
    marks, height = block(lines, 0, 4)
    return (Line(0, 0, room, 0, 0.6, LIGHT.line), *marks), height + 4
