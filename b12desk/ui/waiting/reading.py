"""The texts of a page in the order in which they are read, each once, for whoever hears them instead.

Works on any page: layouts say what comes after what. A tile, a box and a line of the check page tell an answer, which
is private; so does everything inside a widget marked by `keep_private`. A secret is never told.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QGroupBox,
    QLabel,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from b12desk.i18n import _
from b12desk.ui.kit.labels import ZERO_WIDTH_SPACE
from b12desk.ui.kit.option_tile import CheckTile, RadioTile
from b12desk.ui.kit.review_row import ReviewRow
from b12desk.ui.kit.speech import is_private, is_unsaid
from b12desk.voice.reading import Utterance

_WHOLE = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QLabel)
"""What tells its text itself, whatever lies inside it."""


def utterances(page: QWidget) -> list[Utterance]:
    """What a page says, as it is shown now."""
    return [each for widget in _in_order(page) for each in _told(widget) if each.text or each.private]


def _in_order(widget: QWidget) -> Iterator[QWidget]:
    yield widget
    if not isinstance(widget, _WHOLE):
        for child in _children(widget):
            if not child.isHidden() and not is_unsaid(child):
                yield from _in_order(child)


def _children(widget: QWidget) -> list[QWidget]:
    """What lies right inside: first what a layout places, in its order, then the rest from top to bottom."""
    if isinstance(widget, QScrollArea):
        inner = widget.widget()
        return [inner] if inner is not None else []
    layout = widget.layout()
    placed = [*_placed(layout)] if layout is not None else []
    loose = [each for each in widget.children() if isinstance(each, QWidget) and not each.isWindow()]
    loose = [each for each in loose if each not in placed]
    return [*placed, *sorted(loose, key=lambda each: (each.y(), each.x()))]


def _placed(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _placed(inner)


def _told(widget: QWidget) -> Iterator[Utterance]:
    """What one widget says; nothing where it only holds others."""
    if isinstance(widget, ReviewRow):
        yield Utterance(widget.label)
        yield Utterance("", widget.shown.text) if widget.shown.given else Utterance(widget.shown.text)
        yield Utterance(widget.action)
    elif isinstance(widget, CheckTile | RadioTile):
        yield from _tile(widget)
    elif isinstance(widget, QAbstractButton):
        yield _as_marked(widget, _plain(widget.text() or widget.accessibleName()))
    elif isinstance(widget, QComboBox):
        yield Utterance("", widget.currentText())
    elif isinstance(widget, QLineEdit):
        if widget.echoMode() is QLineEdit.EchoMode.Normal:
            yield _typed(widget.text(), widget.placeholderText())
    elif isinstance(widget, QPlainTextEdit):
        yield _typed(widget.toPlainText(), widget.placeholderText())
    elif isinstance(widget, QLabel):
        yield _as_marked(widget, widget.text().replace(ZERO_WIDTH_SPACE, ""))
    elif isinstance(widget, QGroupBox):
        yield _as_marked(widget, widget.title())


def _tile(tile: CheckTile | RadioTile) -> Iterator[Utterance]:
    """The option as it stands there; and to whom may hear it, that it is chosen. A bare one shows its mark alone."""
    option = tile.text()
    chosen = _("{option}: chosen", option=option) if tile.isChecked() else ""
    yield Utterance("" if tile.bare else option, chosen)
    if tile.hint and not tile.bare:
        yield Utterance(tile.hint)


def _typed(text: str, placeholder: str) -> Utterance:
    return Utterance(placeholder, _("Written: {text}", text=text) if text.strip() else "")


def _as_marked(widget: QWidget, text: str) -> Utterance:
    return Utterance("", text) if is_private(widget) else Utterance(text)


def _plain(text: str) -> str:
    """A button's text without the marks of its key."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
