"""Shaped text in the file: fonts of our own, in which every glyph is one cluster (PDF type 3, ISO 32000-1, 9.6.5).

Rules: a cluster's outlines stand where the shaping put them, so no reader has to place a mark; its code leads back to
the letters it stands for, so the page can be searched, copied and read aloud. Only what a document uses is written, in
the order of its use: the same document gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from math import ceil, floor

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObjectReference,
    PDFStream,
)

from b12desk.report.typeset.content_stream import outline
from b12desk.report.typeset.shaping import Cluster, Command
from b12desk.report.typeset.shaping import outline as glyph_outline

_MOST = 254
_FIRST = 2
_GUESSED = "m", 600
"""Readers that judge the size of such a font by the width of its "m" find one, of the usual width, at code 1."""
_MAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CMapName /B12Desk def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
{lines}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
_LINES_AT_ONCE = 100


class ClusterFonts:
    """The clusters of one document, as many in each font as it has codes."""

    def __init__(self) -> None:
        self._places: dict[Cluster, int] = {}

    def encode(self, clusters: Iterable[Cluster]) -> Iterator[tuple[str, bytes]]:
        """Runs of (the font's name in the file, codes)."""
        places = [self._places.setdefault(each, len(self._places)) for each in clusters]
        for font, run in groupby(places, lambda place: place // _MOST):
            yield _name(font), bytes(place % _MOST + _FIRST for place in run)

    def add_to(self, document: PDFDocument) -> None:
        """Write the fonts into ``document``, whose pages share one list of fonts."""
        clusters = list(self._places)
        listed = document.idToObject["BasicFonts"].dict
        for font, start in enumerate(range(0, len(clusters), _MOST)):
            listed[_name(font)[1:]] = _font(document, clusters[start : start + _MOST])


def _name(font: int) -> str:
    return f"/Shaped{font}"


def _font(document: PDFDocument, clusters: list[Cluster]) -> PDFObjectReference:
    name, width = _GUESSED
    names = [name, *(f"c{code}" for code in range(_FIRST, len(clusters) + _FIRST))]
    drawn = [f"{width} 0 0 0 0 0 d1", *map(_drawing, clusters)]
    drawings = {name: _stream(document, drawing) for name, drawing in zip(names, drawn, strict=True)}
    return document.Reference(
        PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type3"),
                "FontBBox": PDFArray([0, 0, 0, 0]),
                "FontMatrix": PDFArray([0.001, 0, 0, 0.001, 0, 0]),
                "CharProcs": PDFDictionary(drawings),
                "Encoding": PDFDictionary({"Differences": PDFArray([1, *map(PDFName, names)])}),
                "FirstChar": 1,
                "LastChar": len(names),
                "Widths": PDFArray([width, *(each.wide for each in clusters)]),
                "ToUnicode": _stream(document, _meaning(clusters)),
                "Resources": PDFDictionary({}),
            }
        )
    )


def _stream(document: PDFDocument, content: str) -> PDFObjectReference:
    return document.Reference(PDFStream(content=content))


def _drawing(cluster: Cluster) -> str:
    """The outlines in the colour of the text; overlapping parts of one glyph are filled, as a font's are."""
    drawn = [(each, glyph_outline(cluster.face, each.number)) for each in cluster.glyphs]
    paths = [f"q 1 0 0 1 {glyph.x:g} {glyph.y:g} cm\n{outline(path)}\nf\nQ" for glyph, path in drawn if path]
    edges = _edges([(float(x) + glyph.x, float(y) + glyph.y) for glyph, path in drawn for x, y in _points(path)])
    return "\n".join((f"{cluster.wide:g} 0 {' '.join(f'{each:g}' for each in edges)} d1", *paths))


def _points(path: Iterable[Command]) -> Iterator[tuple[str | float, str | float]]:
    for _letter, *numbers in path:
        yield from zip(numbers[::2], numbers[1::2], strict=True)


def _edges(points: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    """A box around all points, handles of curves among them: no reader may cut anything off."""
    if not points:
        return 0, 0, 0, 0
    across, up = zip(*points, strict=True)
    return floor(min(across)), floor(min(up)), ceil(max(across)), ceil(max(up))


def _meaning(clusters: list[Cluster]) -> str:
    """Which letters each code stands for."""
    lines = [
        f"<{code:02X}> <{each.text.encode('utf-16-be').hex().upper()}>" for code, each in enumerate(clusters, _FIRST)
    ]
    parts = [lines[at : at + _LINES_AT_ONCE] for at in range(0, len(lines), _LINES_AT_ONCE)]
    return _MAP.format(lines="\n".join("\n".join((f"{len(each)} beginbfchar", *each, "endbfchar")) for each in parts))
