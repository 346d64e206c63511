"""The page by WeasyPrint: absolutely placed text and boxes, shapes as SVG."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration


class Drawer:
    """Draws pages; fonts and their style sheet are kept."""

    def __init__(self, fonts: Path) -> None:
        self.configuration = FontConfiguration()
        faces = "".join(
            f"@font-face{{font-family:Noto;font-weight:{weight};src:url({(fonts / name).as_uri()})}}"
            for weight, name in ((400, "NotoSans-Regular.ttf"), (700, "NotoSans-Bold.ttf"))
        )
        rules = "body{margin:0;font-family:Noto}i,b{position:absolute;font-style:normal;white-space:pre;line-height:1}"
        self.css = CSS(string=faces + rules, font_config=self.configuration)

    def draw(self, pages: list[dict[str, Any]]) -> bytes:
        """The PDF of ``pages``."""
        width, height = pages[0]["width"], pages[0]["height"]
        out = [f"<style>@page{{size:{width}pt {height}pt;margin:0}}"]
        out.append(f"div{{position:relative;width:{width}pt;height:{height}pt;page-break-after:always}}</style>")
        for page in pages:
            out.append("<div>")
            for x, y, wide, tall, fill, stroke in page["boxes"]:
                colour = f"background:{fill};" if fill else ""
                edge = f"border:0.6pt solid {stroke};" if stroke else ""
                out.append(f'<i style="left:{x}pt;top:{y}pt;width:{wide}pt;height:{tall}pt;{colour}{edge}"></i>')
            for x, y, to_x, to_y, thick, colour in page["lines"]:
                wide, tall = max(to_x - x, thick), max(to_y - y, thick)
                out.append(f'<i style="left:{x}pt;top:{y}pt;width:{wide}pt;height:{tall}pt;background:{colour}"></i>')
            paths = "".join("M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points) + "Z" for points in page["shapes"])
            out.append(
                f'<svg width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}"><path d="{paths}"/></svg>'
            )
            for x, y, text, bold, size, colour in page["texts"]:
                tag = "b" if bold else "i"
                style = f"left:{x}pt;top:{y - size * 0.88}pt;font-size:{size}pt;color:{colour}"
                out.append(f'<{tag} style="{style}">{html.escape(text)}</{tag}>')
            out.append("</div>")
        document = HTML(string="".join(out))
        return bytes(document.write_pdf(stylesheets=[self.css], font_config=self.configuration))
