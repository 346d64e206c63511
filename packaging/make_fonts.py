"""Add the signs that clinical text needs and Noto Sans lacks: less or equal, greater or equal, almost equal, arrow.

Run by hand when the fonts are renewed: ``python packaging/make_fonts.py SOURCE_FOLDER`` with the two faces of the npm
package named in resources/fonts/README.md. The signs are built from each face's own outlines, so that their weight
fits. Same input, same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

FACES = {"Regular": "NotoSans_400Regular.ttf", "Bold": "NotoSans_700Bold.ttf"}
OUT = Path(__file__).resolve().parents[1] / "resources" / "fonts"
ARROW_HEAD = 0.30  # height of the arrow's head above its shaft, in parts of its length


class Maker:
    """Draws new glyphs into one face. All lengths are font units."""

    def __init__(self, font: TTFont) -> None:
        self.font = font
        self.glyphs = font.getGlyphSet()
        self.cmap = font.getBestCmap()

    def bounds(self, sign: str) -> tuple[float, float, float, float]:
        """Box of a glyph: left, bottom, right, top."""
        pen = BoundsPen(self.glyphs)
        self.glyphs[self.cmap[ord(sign)]].draw(pen)
        return pen.bounds

    def copy(self, pen: TTGlyphPen, sign: str, dy: float) -> None:
        """Draw the outline of ``sign``, moved up by ``dy``."""
        self.glyphs[self.cmap[ord(sign)]].draw(TransformPen(pen, (1, 0, 0, 1, 0, dy)))

    def bar(self, pen: TTGlyphPen, left: float, bottom: float, right: float, top: float) -> None:
        """Draw a filled rectangle."""
        points = ((left, bottom), (left, top), (right, top), (right, bottom))
        pen.moveTo(points[0])
        for point in points[1:]:
            pen.lineTo(point)
        pen.closePath()

    def add(self, sign: str, name: str, pen: TTGlyphPen, wider: float = 0) -> None:
        """Put the drawn glyph into the face under ``sign``, as wide as a minus plus ``wider``."""
        width = round(self.font["hmtx"][self.cmap[ord("−")]][0] + wider)
        glyph = pen.glyph()
        self.font["glyf"][name] = glyph
        glyph.recalcBounds(self.font["glyf"])
        self.font["hmtx"][name] = (width, glyph.xMin)
        for table in self.font["cmap"].tables:
            if table.isUnicode():
                table.cmap[ord(sign)] = name

    def or_equal(self, sign: str, name: str, base: str) -> None:
        """``base`` (greater or less) lifted, with a bar below."""
        left, low, right, _ = self.bounds(base)
        _, minus_low, _, minus_top = self.bounds("−")
        thick = minus_top - minus_low
        pen = TTGlyphPen(None)
        lift = thick * 1.2
        self.copy(pen, base, lift)
        self.bar(pen, left, low + lift - thick * 2.0, right, low + lift - thick)
        self.add(sign, name, pen)

    def almost_equal(self) -> None:
        """Two tildes."""
        _, low, _, top = self.bounds("~")
        shift = (top - low) * 0.85
        pen = TTGlyphPen(None)
        self.copy(pen, "~", shift)
        self.copy(pen, "~", -shift)
        self.add("≈", "approxequal", pen)

    def arrow(self) -> None:
        """A minus half as long again, with a head."""
        left, low, right, top = self.bounds("−")
        middle, thick = (low + top) / 2, top - low
        wider = (right - left) * 0.5
        right += wider
        head = (right - left) * ARROW_HEAD
        pen = TTGlyphPen(None)
        reach = thick * 0.72
        points = (
            (left, low), (left, top), (right - thick * 1.3, top),
            (right - head - reach, middle + head), (right - head, middle + head + reach),
            (right + thick * 0.3, middle),
            (right - head, middle - head - reach), (right - head - reach, middle - head),
            (right - thick * 1.3, low),
        )  # fmt: skip
        pen.moveTo(points[0])
        for point in points[1:]:
            pen.lineTo(point)
        pen.closePath()
        self.add("→", "arrowright", pen, wider)


def make(source: Path, target: Path) -> None:
    """Write ``target``: the face ``source`` with the four signs."""
    font = TTFont(source, recalcTimestamp=False)
    maker = Maker(font)
    maker.or_equal("≥", "greaterequal", ">")
    maker.or_equal("≤", "lessequal", "<")
    maker.almost_equal()
    maker.arrow()
    font.save(target)
    print(target.name, "written with", len(font.getBestCmap()), "characters")


if __name__ == "__main__":
    for face, file in FACES.items():
        make(next(Path(sys.argv[1]).rglob(file)), OUT / f"NotoSans-{face}.ttf")
