"""Reading PDFs back, by a library that did not write them."""

from __future__ import annotations

import io
import re

from pypdf import PdfReader


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def page_texts(pdf: bytes) -> list[str]:
    """The text layer, page by page."""
    return [page.extract_text() for page in reader(pdf).pages]


def no_spaces(text: str) -> str:
    """Text apart from how its lines are broken."""
    return re.sub(r"\s+", "", text)
