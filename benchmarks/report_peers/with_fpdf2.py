"""The page by fpdf2: text at its place, lines, boxes, filled shapes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fpdf import FPDF


class Drawer:
    """Draws pages; fpdf2 keeps no font between documents."""

    def __init__(self, fonts: Path) -> None:
        self.fonts = fonts

    def draw(self, pages: list[dict[str, Any]]) -> bytes:
        """The PDF of ``pages``."""
        pdf = FPDF(unit="pt", format=(pages[0]["width"], pages[0]["height"]))
        pdf.set_auto_page_break(False)
        pdf.add_font("Noto", "", self.fonts / "NotoSans-Regular.ttf")
        pdf.add_font("Noto", "B", self.fonts / "NotoSans-Bold.ttf")
        for page in pages:
            pdf.add_page()
            for x, y, width, height, fill, stroke in page["boxes"]:
                if fill:
                    pdf.set_fill_color(fill)
                if stroke:
                    pdf.set_draw_color(stroke)
                pdf.rect(x, y, width, height, ("D" if stroke else "") + ("F" if fill else ""))
            for x, y, to_x, to_y, width, colour in page["lines"]:
                pdf.set_draw_color(colour)
                pdf.set_line_width(width)
                pdf.line(x, y, to_x, to_y)
            pdf.set_fill_color("#000000")
            for points in page["shapes"]:
                pdf.polygon(points, style="F")
            for x, y, text, bold, size, colour in page["texts"]:
                pdf.set_font("Noto", "B" if bold else "", size)
                pdf.set_text_color(colour)
                pdf.text(x, y, text)
        return bytes(pdf.output())
