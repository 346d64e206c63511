"""Pages to PDF bytes with ReportLab: fonts, outline, file information, objects. `content_stream` says what is drawn.

Rules: the same document gives the same bytes on every machine that has the same zlib (dates come from the document,
identifiers from the content); no link, no image, no script; title, language, outline and viewer preferences are set.
Tagging, when it comes, is added here: marks already come in reading order.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from b12desk import __version__
from b12desk.report.typeset import fonts
from b12desk.report.typeset.clean_text import visible_text
from b12desk.report.typeset.cluster_fonts import ClusterFonts
from b12desk.report.typeset.content_stream import Encode, Ink
from b12desk.report.typeset.display_list import Page, Text
from b12desk.report.typeset.document import Document
from b12desk.report.typeset.pages import compose

_BEYOND = "\uffff"
"""Stands for a character that is not in the first subset."""

_PRODUCT = f"B12 Desk {__version__}"


class _Stamp:
    """The moment ReportLab writes into the file: the document's, in UTC, instead of the clock's."""

    def __init__(self, moment: datetime) -> None:
        utc = moment.astimezone(UTC)
        self.t = int(utc.timestamp())
        self.lt = utc.timetuple()
        self.YMDhms = tuple(self.lt)[:6]
        self.dhh = self.dmm = 0
        self.tzname = "UTC"


def render(document: Document) -> bytes:
    """Lay a document out and draw it."""
    return draw(document, compose(document))


def draw(document: Document, pages: Sequence[Page]) -> bytes:
    """Draw pages that are already laid out."""
    fonts.faces()
    rl_config.useA85 = 0  # binary streams: a quarter smaller than as text, which no mailer has needed for decades
    buffer = io.BytesIO()
    size = (pages[0].width, pages[0].height)
    canvas = Canvas(
        buffer, pagesize=size, pageCompression=1, invariant=1, lang=document.language, initialFontName=fonts.REGULAR
    )
    canvas._doc._timeStamp = _Stamp(document.created)  # ReportLab itself offers only the clock or 2000-01-01
    canvas.setTitle(visible_text(document.title))
    canvas.setSubject(visible_text(document.subject))
    canvas.setAuthor(_PRODUCT)
    canvas.setCreator(_PRODUCT)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    if document.right_to_left:
        canvas.setViewerPreference("Direction", "R2L")
    shaped = ClusterFonts()
    encode = _encoder(canvas, shaped)
    for number, page in enumerate(pages):
        ink = Ink(page.height, encode)
        canvas.addLiteral(ink.operators(page.marks))
        for index, (title, level, y) in enumerate(ink.bookmarks):
            key = f"{number}-{index}"
            canvas.bookmarkHorizontal(key, 0, y)
            canvas.addOutlineEntry(visible_text(title), key, level, closed=0)
        canvas.showPage()
    canvas.showOutline()
    shaped.add_to(canvas._doc)
    canvas.save()
    return buffer.getvalue()


class _Codes(dict[int, str]):
    """What ReportLab calls each character of one face in the first subset of one document, asked once a character."""

    def __init__(self, split: Callable[[str], list[tuple[int, bytes]]]) -> None:
        super().__init__()
        self._split = split

    def __missing__(self, character: int) -> str:
        [(subset, code)] = self._split(chr(character))
        self[character] = found = code.decode("latin-1") if subset == 0 else _BEYOND
        return found


def _encoder(canvas: Canvas, shaped: ClusterFonts) -> Encode:
    """Text to glyph codes of the subsets that ReportLab embeds for this document, or of the fonts in ``shaped``."""
    faces, document = fonts.faces(), canvas._doc
    codes = {face: _Codes(partial(font.splitString, doc=document)) for face, font in faces.items()}

    def encode(mark: Text) -> Iterator[tuple[str, bytes]]:
        if mark.glyphs:
            yield from shaped.encode(mark.glyphs)
            return
        font, found = faces[mark.face], mark.text.translate(codes[mark.face])
        if _BEYOND not in found:
            yield font.getSubsetInternalName(0, document), found.encode("latin-1")
            return
        for subset, run in font.splitString(mark.text, document):
            yield font.getSubsetInternalName(subset, document), run

    return encode
