"""PDF pages as pixels, for the preview and for printing: what is shown is the very file that is saved and printed.

Rules: no Qt and no array library; every page and bitmap is closed as soon as its pixels are copied.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from b12desk.errors import Problem, ReportError
from b12desk.i18n import _

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

POINTS_PER_INCH = 72.0


class PageImage(NamedTuple):
    """One page: ``pixels`` holds ``height`` rows of ``stride`` bytes, four bytes a pixel: blue, green, red, unused.

    This is what Qt calls ``QImage.Format_RGB32`` on the little-endian machines that the program runs on.
    """

    width: int
    height: int
    pixels: bytes
    stride: int


def page_images(pdf: bytes, scale: float) -> Iterator[PageImage]:
    """Render each page at ``scale`` x 72 dots an inch (300 dpi: 300 / 72), one at a time so that memory stays flat.

    Raises ReportError when ``pdf`` is not a PDF.
    """
    with closing(_opened(pdf)) as document:
        for number in range(len(document)):
            with closing(document[number]) as page, closing(page.render(scale=scale, prefer_bgrx=True)) as bitmap:
                image = PageImage(bitmap.width, bitmap.height, bytes(bitmap.buffer), bitmap.stride)
            yield image


def page_count(pdf: bytes) -> int:
    """Number of pages. Raises ReportError when ``pdf`` is not a PDF."""
    with closing(_opened(pdf)) as document:
        return len(document)


def _opened(pdf: bytes) -> PdfDocument:
    from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415 -- 25 ms and 6 MB that only a made paper needs

    try:
        return PdfDocument(pdf)
    except PdfiumError as error:
        problem = Problem(_("document"), _("This is not a readable PDF."), _("Make the document again."))
        raise ReportError(_("The preview cannot be shown."), (problem,)) from error
