"""The screen as a person reads it: every text with where it stands, and every text with less room than it needs.

Labels and boxes are asked; what our own widgets paint (buttons, tiles, lines of the review, pictures) is overheard
while it is painted, because no widget could tell more than it believes itself. Scrolled ground is painted whole.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import combinations
from typing import Any, NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from b12desk.ui.kit.buttons import Link
from b12desk.ui.kit.labels import ZERO_WIDTH_SPACE
from tests.pseudo import untranslated

Textual = QLabel | QAbstractButton | QLineEdit
_TALL = 1_000_000
_SLACK = 1
"""Pixels: widths of text are rounded."""


class Painted(NamedTuple):
    """A text that a widget painted, and what of it does not fit, in words; empty when all of it does."""

    owner: str
    text: str
    cut: str


@contextmanager
def overheard() -> Iterator[list[Painted]]:
    """Everything that is painted with `QPainter.drawText` in the block."""
    found: list[Painted] = []
    draw: Any = QPainter.drawText

    def listen(painter: QPainter, *given: Any) -> Any:
        device = painter.device()
        owner = f"{type(device).__name__} {device.objectName()!r}" if isinstance(device, QWidget) else "picture"
        place, text = given[0], str(given[-1])
        flags = int(given[1]) if len(given) == 3 else 0
        bounds = QRectF(device.rect()) if isinstance(device, QWidget) else QRectF(0, 0, _TALL, _TALL)
        found.append(Painted(owner, text, _cut(painter, place, flags, text, bounds)))
        return draw(painter, *given)

    QPainter.drawText = listen  # type: ignore[method-assign, assignment]
    try:
        yield found
    finally:
        QPainter.drawText = draw  # type: ignore[method-assign]


def _cut(painter: QPainter, place: Any, flags: int, text: str, bounds: QRectF) -> str:
    """What of ``text`` lies outside of its place, or of the widget."""
    metrics = QFontMetrics(painter.font())
    if isinstance(place, QRect | QRectF):
        room = QRect(0, 0, max(0, math.ceil(place.width())), _TALL)
        need = metrics.boundingRect(room, flags & ~int(Qt.AlignmentFlag.AlignVertical_Mask), text).size()
        if need.width() > room.width() + _SLACK or need.height() > place.height() + _SLACK:
            return f"needs {need.toTuple()} in {QRectF(place).toRect().size().toTuple()}"
        drawn = QRectF(painter.boundingRect(QRectF(place), flags, text))
    else:
        at = QPointF(place)
        drawn = QRectF(at.x(), at.y() - metrics.ascent(), metrics.horizontalAdvance(text), metrics.height())
    if not bounds.adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(drawn):
        return f"stands at {drawn.toRect().getRect()} of {bounds.toRect().getRect()}"
    return ""


def grounds(window: QWidget) -> list[QWidget]:
    """The window, and what is scrolled in it."""
    inner = [area.widget() for area in _areas(window)]
    return [window, *(each for each in inner if each is not None)]


def _areas(window: QWidget) -> list[QScrollArea]:
    """What scrolls, the window itself among it."""
    own = [window] if isinstance(window, QScrollArea) else []
    return [*own, *(each for each in window.findChildren(QScrollArea) if each.isVisible())]


def painted(window: QWidget) -> list[Painted]:
    """Every text that our own widgets paint, each once."""
    with overheard() as found:
        for each in grounds(window):
            each.grab()
    return list(dict.fromkeys(found))


def told(window: QWidget) -> Iterator[tuple[str, str]]:
    """Where, and what: all that is shown or said, but for what somebody typed."""
    for each in [window, *window.findChildren(QWidget)]:
        if not each.isVisible():
            continue
        name = f"{type(each).__name__} {each.objectName()!r}"
        texts = [
            each.accessibleName(),
            each.accessibleDescription(),
            each.toolTip(),
            each.statusTip(),
            each.whatsThis(),
        ]
        texts.append(each.windowTitle() if each.isWindow() else "")
        if isinstance(each, QLabel | QAbstractButton):
            texts.append(each.text())
        if isinstance(each, QLineEdit | QPlainTextEdit):
            texts.append(each.placeholderText())
        yield from ((name, text.replace(ZERO_WIDTH_SPACE, "")) for text in dict.fromkeys(texts) if text)


def forgotten(window: QWidget, kept: Iterable[str]) -> list[str]:
    """Texts with words that no catalogue gave."""
    texts = [*told(window), *((each.owner, each.text) for each in painted(window))]
    return list(
        dict.fromkeys(f"{name}: {words} in {text!r}" for name, text in texts if (words := untranslated(text, kept)))
    )


def cut(window: QWidget) -> list[str]:
    """Texts that have less room than they need, stand outside of the window, or on one another."""
    found = [f"{each.owner}: {each.text!r} {each.cut}" for each in painted(window) if each.cut]
    for ground in grounds(window):
        texts = list(_texts(ground))
        for each in texts:
            found += [f"{_name(each)} {why}" for why in _narrow(each)]
            if not ground.rect().contains(_place(each, ground)):
                found.append(f"{_name(each)} stands at {_place(each, ground).getRect()} of {ground.rect().getRect()}")
        for (one, here), (other, there) in combinations([(each, _place(each, ground)) for each in texts], 2):
            if here.intersects(there) and not (one.isAncestorOf(other) or other.isAncestorOf(one)):
                found.append(f"{_name(one)} stands on {_name(other)}")
    for area in _areas(window):
        inner = area.widget()
        if inner is not None and inner.width() > area.viewport().width():
            found.append(f"{type(area).__name__} {area.objectName()!r} is wider than the window")
    return list(dict.fromkeys(found))


def _texts(ground: QWidget) -> Iterator[Textual]:
    """What shows a text and lies on ``ground`` itself, not on ground that is scrolled in it."""
    others = set(grounds(ground)[1:])
    for each in ground.findChildren(QWidget):
        if not isinstance(each, QLabel | QAbstractButton | QLineEdit) or not each.isVisible():
            continue
        if isinstance(each, QLabel) and not each.text():
            continue
        above = each.parentWidget()
        while above is not ground and above not in others:
            above = above.parentWidget()
        if above is ground:
            yield each


def _narrow(widget: Textual) -> Iterator[str]:
    """Why the text of ``widget`` does not fit in it."""
    size, metrics = widget.size(), widget.fontMetrics()
    if isinstance(widget, QLabel):
        text = widget.text().replace(ZERO_WIDTH_SPACE, " ").replace("&", "" if widget.buddy() else "&")
        words = text.replace("-", "- ").split() if widget.wordWrap() else [text]  # Qt breaks behind a hyphen too
        widest = max(map(metrics.horizontalAdvance, words), default=0)
        need = widget.heightForWidth(size.width()) if widget.wordWrap() else widget.sizeHint().height()
        if widest > widget.contentsRect().width() + _SLACK or need > size.height():
            yield f"needs {widest} x {need} in {size.toTuple()}"
    elif isinstance(widget, QAbstractButton):
        need = widget.heightForWidth(size.width()) if widget.hasHeightForWidth() else widget.sizeHint().height()
        least = widget.minimumSizeHint().width()
        if least > size.width() or need > size.height():
            yield f"needs {least} x {need} in {size.toTuple()}"
    else:
        shown = metrics.horizontalAdvance(widget.placeholderText())
        if shown > widget.contentsRect().width() or widget.sizeHint().height() > size.height():
            yield f"needs {shown} x {widget.sizeHint().height()} in {size.toTuple()}"


def _place(widget: QWidget, ground: QWidget) -> QRect:
    place = QRect(widget.mapTo(ground, QPoint(0, 0)), widget.size())
    if isinstance(widget, Link):  # has no edge: its room may lie over that of a text, its words may not
        free = max(0, (place.height() - widget.fontMetrics().height()) // 2)
        place.adjust(0, free, 0, -free)
    return place


def _name(widget: Textual) -> str:
    text = widget.text() if not isinstance(widget, QLineEdit) else ""
    return f"{type(widget).__name__} {widget.objectName()!r} {text[:60]!r}"
