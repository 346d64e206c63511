"""A page is drawn anew, and what is in use stays where it is on the screen, in the same turn, before the paint.

The scroll follows; where it has no way to go (the top, the end), the page is given room above or below, until it is
left. So a click that is already on its way meets what it was aimed at. What lies below something that opened does move:
there a press that comes too soon is not taken (`reflex`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect
from PySide6.QtWidgets import QScrollBar, QWidget

from b12desk.ui.kit import reflex

_LEVELS = 8
"""How deep a tile lies in a page: each round hands a changed size one level up, or a width one level down."""


class Scrolled(Protocol):
    """What `steady` needs of a page."""

    def height(self) -> int: ...  # noqa: D102 -- as Qt's own
    def verticalScrollBar(self) -> QScrollBar: ...  # noqa: D102 -- as Qt's own
    def widget(self) -> QWidget | None: ...  # noqa: D102 -- as Qt's own

    def give_room(self, above: int, below: int) -> None:
        """Leave so many pixels more free above and below all that stands on the page."""

    @property
    def room(self) -> tuple[int, int]:
        """What `give_room` left."""


@contextmanager
def steady(page: Scrolled, anchor: QWidget | None, inputs: Sequence[QWidget]) -> Iterator[None]:
    """Keep ``anchor`` where it is while ``page`` is changed; ``inputs`` are what a press could have been aimed at."""
    before = [(_place(each), each) for each in inputs if not each.visibleRegion().isEmpty()]
    top = _top(page, anchor) if anchor is not None else 0
    yield
    settle_layouts()
    if anchor is not None and anchor.isVisible():
        _scroll(page, anchor, top)
    if any(not each.isVisible() or _place(each) != place for place, each in before):
        reflex.shifted(before)


def settle_layouts() -> None:
    """Give everything its place now; Qt would do so a moment later."""
    for _level in range(_LEVELS):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def _scroll(page: Scrolled, anchor: QWidget, top: int) -> None:
    """Scroll until ``anchor`` stands at ``top`` of the viewport, with no more room around the page than that takes."""
    if page.room == (0, 0) and _top(page, anchor) == top:
        return
    page.give_room(0, 0)
    settle_layouts()
    ground, height = page.widget(), page.height()
    if ground is None:
        return
    value = anchor.mapTo(ground, QPoint()).y() - top
    above = max(0, -value)
    whole = ground.heightForWidth(ground.width()) + above
    below = max(0, value + above + height - whole)
    if above or below:
        page.give_room(above, below)
        settle_layouts()
    page.verticalScrollBar().setValue(value + above)


def _top(page: Scrolled, anchor: QWidget) -> int:
    """How far ``anchor`` stands below the upper edge of what is seen of the page, in pixels."""
    ground = page.widget()
    return anchor.mapTo(ground, QPoint()).y() - page.verticalScrollBar().value() if ground is not None else 0


def _place(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint()), widget.size())
