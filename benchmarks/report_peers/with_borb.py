"""The page by borb: chunks and shapes painted at their places."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from borb.pdf import PDF, Chunk, Document, HexColor, Page, Shape, TrueTypeFont


class Drawer:
    """Draws pages; the fonts are read anew for each document, because borb ties them to it."""

    def __init__(self, fonts: Path) -> None:
        self.fonts = fonts

    def draw(self, pages: list[dict[str, Any]]) -> bytes:
        """The PDF of ``pages``."""
        faces = [TrueTypeFont.from_file(self.fonts / f"NotoSans-{name}.ttf") for name in ("Regular", "Bold")]
        document = Document()
        for flat in pages:
            height = flat["height"]
            page = Page(width_in_points=int(flat["width"]), height_in_points=int(height))
            document.append_page(page)
            for x, y, wide, tall, fill, stroke in flat["boxes"]:
                corners = [(0, 0), (wide, 0), (wide, tall), (0, tall), (0, 0)]
                colour = HexColor(fill) if fill else None
                edge = HexColor(stroke) if stroke else None
                shape = Shape(corners, stroke_color=edge, fill_color=colour)
                shape.paint((int(x), int(height - y - tall), max(int(wide), 1), max(int(tall), 1)), page)
            for x, y, to_x, to_y, _width, colour in flat["lines"]:
                corners = [(0, 0), (to_x - x, to_y - y)]
                shape = Shape(corners, stroke_color=HexColor(colour), fill_color=None)
                shape.paint((int(x), int(height - y), max(int(to_x - x), 1), max(int(to_y - y), 1)), page)
            for points in flat["shapes"]:
                left, top = min(x for x, _y in points), max(y for _x, y in points)
                corners = [(x - left, top - y) for x, y in points]
                shape = Shape(corners, stroke_color=None, fill_color=HexColor("#000000"))
                wide, tall = max(x for x, _y in points) - left, top - min(y for _x, y in points)
                shape.paint((int(left), int(height - top), max(int(wide), 1), max(int(tall), 1)), page)
            for x, y, text, bold, size, colour in flat["texts"]:
                chunk = Chunk(text, font=faces[bold], font_size=size, font_color=HexColor(colour))
                chunk.paint((int(x), int(height - y - size * 0.3), 600, int(size * 1.3)), page)
        out = io.BytesIO()
        PDF.write(what=document, where_to=out)
        return out.getvalue()
