"""Choice tiles: radio buttons and check boxes large enough for a finger, with text that wraps.

They are Qt's own buttons that can be checked, so assistive technology hears the right role and state; only the drawing
is ours. They are no QRadioButton and QCheckBox: of those, it would hear the place of the text, not that of the tile.
A tile never decides whether it is checked: it reports that it was (``toggled``, which a click, a key and the action of
assistive technology all end in) and is told the state (`set_checked`). A radio tile that is chosen stays chosen; a
double click on a check box ticks it once.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from b12desk.ui.kit import reflex, style
from b12desk.ui.kit.shapes import mark, mirrored, mirrored_f, rounded
from b12desk.ui.kit.two_lines import two_lines_width

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
_ACROSS = (Qt.Key.Key_Right, Qt.Key.Key_Left)
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

HEIGHT = 44
"""Least height and width of a touch target in pixels; a finger does not grow with the text."""
_PADDING, _SMALL_PADDING = 16, 2
_SMALL_SIZE, _KEY_SIZE, _KEY_ROOM = 15, 12, 10


class _Tile(reflex.MeantPress, QPushButton):
    """Drawing, size and keys that both kinds share; ``code`` is the option's, ``hint`` stands below its text.

    ``picture`` is the name of an icon between mark and text, ``picture_side`` pixels high and wide. ``bare`` draws the
    mark alone (a cell of a grid), ``small`` all of it a little smaller (in a row of a dense page);
    ``key`` is the digit that chooses it, drawn faintly at its end.
    """

    round_mark = True
    resting_edge = "line"
    """The colour of the edge while it is not chosen."""
    hint_kind = ""
    """The role of the hint's text (`style.font`); else it is as the tile's, and small."""

    def __init__(self, code: str, text: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text.replace("&", "&&"))  # not above: see `buttons.Plain`
        self.code, self.hint, self.bare, self.small, self.key = code, hint, False, False, ""
        self._text = text
        self.picture, self.picture_side = "", 0
        self._heights: dict[tuple[int, bool], int] = {}
        self._two_lines: dict[bool, int] = {}
        self.setAutoDefault(False)
        self.setCheckable(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if hint:
            self.setAccessibleDescription(hint)

    def text(self) -> str:
        """The option as written."""
        return self._text

    def set_checked(self, checked: bool) -> None:
        """Show the state; nothing is emitted."""
        if self.isChecked() != checked:
            blocked = self.blockSignals(True)
            self.setChecked(checked)
            self.blockSignals(blocked)

    def show_picture(self, name: str, side: int) -> None:
        """Have a picture beside the text; decoration, so that nobody hears it."""
        self.picture, self.picture_side = name, side
        self._two_lines.clear()
        self._measure_anew()

    def set_bare(self, bare: bool) -> None:
        """Draw the mark alone, or mark and text."""
        if self.bare != bare:
            self.bare = bare
            self._measure_anew()

    def set_small(self, small: bool) -> None:
        """Draw it small, or as usual."""
        if self.small != small:
            self.small = small
            self.update()

    def set_key(self, key: str) -> None:
        """Draw ``key``, a digit, at the end."""
        if self.key != key:
            self.key = key
            self._measure_anew()

    def _measure_anew(self) -> None:
        self._heights.clear()
        self.updateGeometry()
        self.update()

    def natural_width(self, *, small: bool) -> int:
        """Width in pixels that holds the text on one line, drawn small or as usual."""
        words = QFontMetrics(self._font_of(small)).size(0, self.text()).width()
        widest = max(words, self._hint_metrics().size(0, self.hint).width())
        return self._text_left(small) + widest + self._text_end() + 2

    def least_width(self, *, small: bool) -> int:
        """Width in pixels that holds the text on two lines, drawn small or as usual."""
        if small not in self._two_lines:
            words = two_lines_width(QFontMetrics(self._font_of(small)), self.text())
            hint = two_lines_width(self._hint_metrics(), self.hint) if self.hint else 0
            self._two_lines[small] = max(words, hint)
        return max(HEIGHT, self._text_left(small) + self._two_lines[small] + self._text_end() + 2)

    def least_height(self) -> int:
        """That of a touch target in pixels."""
        return HEIGHT

    def height_at(self, width: int, *, small: bool) -> int:
        """Height in pixels at ``width``, drawn small or as usual; at least a finger's."""
        found = self._heights.get((width, small))
        if found is None:
            text, hint = self._text_rects(width, small)
            found = text.height() + hint.height() + (_SMALL_PADDING if small else _PADDING)
            found = max(found, self.picture_side + style.sp(_SMALL_PADDING) // 2)
            self._heights[width, small] = found
        return max(self.least_height(), found)

    def sizeHint(self) -> QSize:
        """One line where there is room."""
        if self.bare:
            return QSize(HEIGHT, HEIGHT)
        width = self.natural_width(small=self.small)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """As narrow as the longest word."""
        if self.bare:
            return QSize(HEIGHT, HEIGHT)
        widest = max(self._metrics().horizontalAdvance(each) for each in [*self.text().split(), ""])
        hint = max(self._hint_metrics().horizontalAdvance(each) for each in [*self.hint.split(), ""])
        return QSize(max(HEIGHT, self._text_left() + max(widest, hint) + self._text_end() + 2), self.least_height())

    def hasHeightForWidth(self) -> bool:
        """Text wraps."""
        return not self.bare

    def heightForWidth(self, width: int) -> int:
        """Height in pixels at ``width``; at least a finger's."""
        return max(HEIGHT, style.sp(34)) if self.bare else self.height_at(width, small=self.small)

    def hitButton(self, position: QPoint) -> bool:
        """The whole tile is the target."""
        return self.rect().contains(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space presses once, however long it is held; Enter goes on, also where the desktop has it press buttons."""
        if event.key() in reflex.ENTER:
            event.ignore()
        elif event.key() != Qt.Key.Key_Space or reflex.key_is_meant(event):
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Redraw for the hover ground."""
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Redraw without the hover ground."""
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel never answers a question."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, edge, mark, text and hint, focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        checked = self.isChecked()
        box = self.rect().adjusted(1, 1, -1, -1)
        radius = style.sp(8)
        if not self.bare or checked or self.underMouse():
            ground = "primary_soft" if checked else "raised" if self.underMouse() else "surface"
            edge = "" if self.bare else "primary" if checked else self.resting_edge
            rounded(painter, box, radius, ground, (edge, 2 if checked else 1))
        self._paint_mark(painter, checked)
        if self.picture and not self.bare:
            self._paint_picture(painter)
        if not self.bare:
            text, hint = (mirrored(self, each) for each in self._text_rects(self.width(), self.small))
            painter.setFont(self._font_of(self.small))
            painter.setPen(style.colour("text"))
            painter.drawText(text, _WRAP, self.text())
            self._paint_key(painter)
            if self.hint:
                painter.setFont(self._hint_font())
                painter.setPen(style.colour("muted"))
                painter.drawText(hint, _WRAP, self.hint)
        if self.hasFocus():
            rounded(painter, self.rect(), radius, "", ("focus", 3))
        painter.end()

    def _paint_key(self, painter: QPainter) -> None:
        if self.key:
            font = QFont(self.font())
            font.setPixelSize(style.sp(_KEY_SIZE))
            painter.setFont(font)
            painter.setPen(style.colour("muted"))
            width = style.sp(_KEY_ROOM)
            room = QRect(self.width() - width - style.sp(5), 0, width, self.height())
            painter.drawText(mirrored(self, room), int(Qt.AlignmentFlag.AlignCenter), self.key)

    def _paint_mark(self, painter: QPainter, checked: bool) -> None:
        side = style.sp(20 if self.small else 24)
        left = (self.width() - side) / 2 if self.bare else style.sp(9 if self.small else 12)
        place = mirrored_f(self, QRectF(left, (self.height() - side) / 2, side, side))
        mark(painter, place, circle=self.round_mark, checked=checked)

    def _paint_picture(self, painter: QPainter) -> None:
        side = self.picture_side
        place = QRect(self._picture_left(), (self.height() - side) // 2, side, side)
        drawn = style.pixmap(self.picture, "primary", side, self.devicePixelRatioF())
        painter.drawPixmap(mirrored(self, place), drawn)

    def _picture_left(self, small: bool | None = None) -> int:
        return style.sp(9 + 20 + 7 if (self.small if small is None else small) else 12 + 24 + 12)

    def _text_left(self, small: bool | None = None) -> int:
        beside = self.picture_side + style.sp(12) if self.picture else 0
        return self._picture_left(small) + beside

    def _text_end(self) -> int:
        return style.sp(5 + _KEY_ROOM + 1 if self.key else 10)

    def _font_of(self, small: bool) -> QFont:
        font = QFont(self.font())
        if small:
            font.setPixelSize(style.sp(_SMALL_SIZE))
        return font

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._font_of(self.small))

    def _hint_font(self) -> QFont:
        if self.hint_kind:
            return style.font(self.hint_kind)
        font = QFont(self.font())
        font.setPixelSize(style.sp(14))
        return font

    def _hint_metrics(self) -> QFontMetrics:
        return QFontMetrics(self._hint_font())

    def _text_rects(self, width: int, small: bool) -> tuple[QRect, QRect]:
        left = self._text_left(small)
        room = QRect(left, 0, max(1, width - left - self._text_end()), 1_000_000)
        text = QFontMetrics(self._font_of(small)).boundingRect(room, _WRAP, self.text())
        hint = self._hint_metrics().boundingRect(room, _WRAP, self.hint) if self.hint else QRect(room.left(), 0, 1, 0)
        top = (self.height() - text.height() - hint.height()) // 2
        return (
            QRect(left, top, room.width(), text.height()),
            QRect(left, top + text.height(), room.width(), hint.height()),
        )


class RadioTile(_Tile):
    """One option of a single choice. ``stepped(±1)`` asks for the neighbour, ``erased`` for no answer."""

    stepped = Signal(int)
    erased = Signal()

    def __init__(self, code: str, text: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(code, text, hint, parent)
        self.setAutoExclusive(True)

    def set_checked(self, checked: bool) -> None:
        """As every tile. Qt lets nobody uncheck a radio button, yet calls it one only while it is exclusive."""
        if self.isChecked() != checked:
            self.setAutoExclusive(False)
            super().set_checked(checked)
            self.setAutoExclusive(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the neighbour, Delete takes the answer back."""
        key = Qt.Key(event.key())
        step = _STEPS.get(key)
        if step:
            if self.isRightToLeft() and key in _ACROSS:
                step = -step
            self.stepped.emit(step)
        elif event.key() == Qt.Key.Key_Delete:
            self.erased.emit()
        else:
            super().keyPressEvent(event)


class CheckTile(_Tile):
    """One option of a choice that repeats."""

    round_mark = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second press of a double click does not untick what the first ticked."""
