"""Reading PDFs back, by a library that did not write them."""

from __future__ import annotations

import io
import re

from pypdf import PdfReader

from b12desk.report.summary import summary_pages
from b12desk.report.typeset.display_list import Box, Page
from b12desk.report.typeset.pdf import draw
from tests.report import sample

COLOURED = {(60, 60): (200, 0, 0), (160, 60): (0, 160, 0), (260, 60): (0, 0, 120)}
"""Where `coloured_pdf` has which colour: points from the left and the top, and red, green, blue."""


def coloured_pdf() -> bytes:
    """One A4 page of three boxes, none of which looks the same with its channels swapped."""
    boxes = tuple(
        Box(x - 40, y - 40, 80, 80, f"#{red:02x}{green:02x}{blue:02x}")
        for (x, y), (red, green, blue) in COLOURED.items()
    )
    given = sample.response()
    document, _pages = summary_pages(sample.definition(), given, sample.assess(given))
    return draw(document, (Page(595.276, 841.89, boxes),))


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def page_texts(pdf: bytes) -> list[str]:
    """The text layer, page by page."""
    return [page.extract_text() for page in reader(pdf).pages]


def no_spaces(text: str) -> str:
    """Text apart from how its lines are broken."""
    return re.sub(r"\s+", "", text)
