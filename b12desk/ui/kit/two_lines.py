"""How narrow a text may stand on two lines: what decides whether answers fit in a row."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics


def two_lines_width(metrics: QFontMetrics, text: str) -> int:
    """The least width in pixels that holds ``text`` on at most two lines."""
    words = text.split()
    turns = [(" ".join(words[:turn]), " ".join(words[turn:])) for turn in range(1, len(words) + 1)]
    return min((max(metrics.size(0, one).width(), metrics.size(0, two).width()) for one, two in turns), default=0)
