"""The page by typst: everything placed; one compiler is kept, its input changes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst

SOURCE = Path(__file__).with_name("page.typ")


class Drawer:
    """Draws pages; the compiler with its fonts is kept."""

    def __init__(self, fonts: Path) -> None:
        self.compiler = typst.Compiler(
            str(SOURCE), font_paths=[str(fonts)], ignore_system_fonts=True, sys_inputs={"pages": "[]"}
        )

    def draw(self, pages: list[dict[str, Any]]) -> bytes:
        """The PDF of ``pages``."""
        return bytes(self.compiler.compile(format="pdf", sys_inputs={"pages": json.dumps(pages)}, pdf_tags=False))
