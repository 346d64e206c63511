"""Buttons and links: Qt's own push buttons, hence heard and pressed as such, drawn by us; Enter presses them too.

A double click presses once, a key that is held down too (`reflex`).
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QEnterEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QTransform,
)
from PySide6.QtWidgets import QDialog, QLayout, QPushButton, QSizePolicy, QWidget

from b12desk.i18n import _
from b12desk.ui.kit import reflex, style
from b12desk.ui.kit.shapes import rounded

_MNEMONIC = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic)
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_LEAST = 44
_ARROWS = ("back", "next")
"""Icons that point the way one reads."""
_ICON = 20
_PAD = 6


class Plain(reflex.MeantPress, QPushButton):
    """What all our buttons share."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)  # not above: there PySide6 asks whether it is an icon, and makes QIcon for it, 2 ms
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, once; Ctrl+Enter, and that of a scanner, are for the page."""
        if event.key() in reflex.ENTER:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier or reflex.scanned(event):
                event.ignore()
            elif reflex.key_is_meant(event):
                self.click()
        elif event.key() != Qt.Key.Key_Space or reflex.key_is_meant(event):
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second press of a double click is no other press."""

    def enterEvent(self, event: QEnterEvent) -> None:
        """A hand, and the hover ground."""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Redraw without the hover ground."""
        self.update()

    def _paint_focus(self, painter: QPainter, radius: int) -> None:
        if self.hasFocus():
            rounded(painter, self.rect(), radius, "", ("focus", 3))


class Button(Plain):
    """A push button, ``primary`` (one a page) or ``secondary``, with an icon of ``resources/icons`` or none.

    ``behind``: the icon stands behind the text. A short one shows its icon alone, and its text when one points at it.
    """

    def __init__(self, text: str, kind: str = "secondary", icon: str = "", *, behind: bool = False) -> None:
        super().__init__(text)
        self._behind = behind
        self._short = False
        self._primary = kind == "primary"
        self._icon = icon
        self.setFont(style.font("strong"))
        role = QPalette.ColorRole
        self.setForegroundRole(role.HighlightedText if self._primary else role.Link)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Icon, text and room around them; at least a finger's height."""
        height = max(_LEAST, QFontMetrics(self.font()).height() + 18)
        return QSize(height if self._short else self.full_width(), height)

    def full_width(self) -> int:
        """The width in pixels with the text, also while it is not shown."""
        icon = style.sp(_ICON + 8) if self._icon else 0
        return QFontMetrics(self.font()).size(_MNEMONIC, self.text()).width() + icon + style.sp(44)

    def set_short(self, short: bool) -> None:
        """Show the icon alone, or with the text."""
        if short != self._short:
            self._short = short
            self.setToolTip(self.text().replace("&", "") if short else "")
            self.updateGeometry()
            self.update()

    def minimumSizeHint(self) -> QSize:
        """A button is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, icon, text with its mnemonic, focus ring outside the ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lively = self.isEnabled() and (self.underMouse() or self.isDown())
        if self._primary and self.isEnabled():
            ground, ink = "primary_hover" if lively else "primary", "on_primary"
        else:
            ground, ink = "primary_soft" if lively else "raised", "primary" if self.isEnabled() else "muted"
        rounded(painter, self.rect().adjusted(4, 4, -4, -4), style.sp(9), ground)
        words = "" if self._short else self.text()
        text = QFontMetrics(self.font()).size(_MNEMONIC, words).width()
        side, gap = (style.sp(_ICON), style.sp(8) if words else 0) if self._icon else (0, 0)
        left = (self.width() - text - side - gap) / 2
        behind = self._behind
        turned = self.isRightToLeft()
        if self._icon:
            at = left + text + gap if behind else left
            picture = style.pixmap(self._icon, ink, side, self.devicePixelRatio())
            if turned:
                at = self.width() - side - at
                if self._icon in _ARROWS:
                    picture = picture.transformed(QTransform.fromScale(-1, 1))
            painter.drawPixmap(QPointF(at, (self.height() - side) / 2), picture)
        if ink == "muted":  # otherwise the painter begins with the colour of our foreground role
            painter.setPen(style.colour(ink))
        start = left if behind else left + side + gap
        if turned:
            start = self.width() - (text + 2) - start
        if words:
            painter.drawText(QRectF(start, 0, text + 2, self.height()), _MNEMONIC, words)
        self._paint_focus(painter, style.sp(10))
        painter.end()


class Link(Plain):
    """A button that looks like a link and wraps like text. ``tone`` is the palette colour of its text."""

    def __init__(self, text: str, tone: str = "primary") -> None:
        super().__init__(text.replace("&", "&&"))
        self._text = text
        self._tone = tone
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_text(self, text: str) -> None:
        """Show another text."""
        self._text = text
        self.setText(text.replace("&", "&&"))
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Text wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in pixels at ``width``."""
        room = QRect(0, 0, max(1, width - 2 * self._pad()), 1_000_000)
        return max(style.sp(28), self.fontMetrics().boundingRect(room, _WRAP, self._text).height() + style.sp(4))

    def sizeHint(self) -> QSize:
        """One line."""
        width = _link_width(self.fontMetrics(), self._text)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """The longest word."""
        widest = max((self.fontMetrics().horizontalAdvance(each) for each in self._text.split()), default=0)
        return QSize(widest + 2 * self._pad(), style.sp(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Underlined text, a soft ground under the pointer, the focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            rounded(painter, self.rect(), 6, "primary_soft")
        font = QFont(self.font())
        font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(style.colour(self._tone))
        painter.drawText(self.rect().adjusted(self._pad(), 0, -self._pad(), 0), _WRAP, self._text)
        self._paint_focus(painter, 6)
        painter.end()

    def _pad(self) -> int:
        return style.sp(_PAD)


class ClearLink(Link):
    """A link that takes an answer back; at the end of a row a small cross, with its words when one points at it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._short = False

    def set_short(self, short: bool) -> None:
        """Be a cross, or words."""
        self._short = short
        self.setToolTip(self._text if short else "")
        self.update()

    def heightForWidth(self, width: int) -> int:
        """Of a cross: as high as the words of one line."""
        return style.sp(28) if self._short else super().heightForWidth(width)

    def minimumSizeHint(self) -> QSize:
        """Of a cross: a square."""
        return QSize(style.sp(28), style.sp(28)) if self._short else super().minimumSizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A cross of two strokes, or as a link."""
        if not self._short:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            rounded(painter, self.rect(), 6, "primary_soft")
        painter.setPen(QPen(style.colour("muted"), style.sp(2)))
        middle, arm = QRectF(self.rect()).center(), style.sp(5)
        for turn in (1, -1):
            painter.drawLine(middle - QPointF(arm, arm * turn), middle + QPointF(arm, arm * turn))
        painter.end()


def add_ends(row: QLayout, dialog: QDialog, name: str, text: str, act: Callable[[], None]) -> None:
    """The two ends of a dialog: the button called ``name``, which acts, and Cancel, called after the same dialog."""
    for end, said, kind, call in (
        (name, text, "primary", act),
        (f"{name.partition(':')[0]}:cancel", _("&Cancel"), "secondary", dialog.reject),
    ):
        button = Button(said, kind)
        button.setObjectName(end)
        button.clicked.connect(call)
        row.addWidget(button)


def link_width(text: str) -> int:
    """The width in pixels that a link with ``text`` takes on one line."""
    return _link_width(QFontMetrics(style.font("link")), text)


def _link_width(metrics: QFontMetrics, text: str) -> int:
    return metrics.size(0, text).width() + 2 * style.sp(_PAD) + 2  # as it is set: an advance may be a little less
