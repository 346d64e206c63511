"""The small parts every page is made of: labels, pictures, panels with a column or a row inside.

Rules: a label is plain text whatever it holds (an answer may look like markup) and wraps; nothing here knows the
questionnaire.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QScrollArea, QScrollBar, QVBoxLayout, QWidget

from b12desk.theme import Tone
from b12desk.ui.kit import style
from b12desk.ui.kit.panel import Kind, Panel

CONTENT_WIDTH, WIDE_CONTENT = 760, 1080
"""Widest columns of a page to read, and of a dense one, pixels at the usual text size."""
_LEVELS = {"title": 1, "page": 1, "heading": 2, "banner": 2, "section": 2}
_BAR, _SCROLL_STEP = 14, 35
"""Three steps make a notch of the wheel: two rows."""
_LONG_WORD = re.compile(r"\S{40,}")
_SEPARATOR = re.compile(r"[/\\-]")
ZERO_WIDTH_SPACE = "\u200b"


class Heading(QLabel):
    """A label that is heard as a heading (`speech`); ``level`` 1 is the page's own."""

    def __init__(self, level: int) -> None:
        super().__init__()
        self.level = level

    def setText(self, text: str) -> None:
        """The heading is also its name."""
        super().setText(text)
        self.setAccessibleName(text)


class Part(QLabel):
    """A label among others in a line: on one line of its own where there is room, else it wraps."""

    def __init__(self, text: str, role: str = "body") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setFont(style.font(role))
        self.setForegroundRole(style.ROLES[role].colour)
        self.setText(text)

    def sizeHint(self) -> QSize:
        """One line."""
        metrics = self.fontMetrics()
        return QSize(metrics.size(0, self.text()).width() + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        """The longest word."""
        metrics = self.fontMetrics()
        return QSize(max(map(metrics.horizontalAdvance, self.text().split()), default=0) + 2, metrics.height())


def label(text: str, role: str = "body") -> QLabel:
    """``text`` as it stands, never as markup. ``role`` is one of `style.ROLES`; those of headings are heard as such."""
    made = Heading(_LEVELS[role]) if role in _LEVELS else QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setText(breakable(text))
    if role != "body":
        made.setFont(style.font(role))
        made.setForegroundRole(style.ROLES[role].colour)
    return made


def breakable(text: str) -> str:
    """``text`` in which long paths may be broken behind each folder and dash, by a character that nobody sees."""
    return _LONG_WORD.sub(lambda word: _SEPARATOR.sub(f"\\g<0>{ZERO_WIDTH_SPACE}", word[0]), text)


class Picture(QWidget):
    """An icon beside text that says the same. No label: assistive technology would hear of a picture without a name."""

    def __init__(self, name: str, tint: str, size: int) -> None:
        super().__init__()
        side = style.sp(size)
        self._drawn = style.pixmap(name, tint, side, self.devicePixelRatio())
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The icon."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn)
        painter.end()


def picture(name: str, tint: str, size: int) -> Picture:
    """Icon ``name`` in palette colour ``tint``, ``size`` pixels at the usual text size."""
    return Picture(name, tint, size)


def panel(
    kind: Kind, margins: tuple[int, int, int, int] = (20, 16, 20, 16), spacing: int = 12
) -> tuple[Panel, QVBoxLayout]:
    """A panel with a column in it; margins and spacing in pixels at the usual text size."""
    made = Panel(kind)
    return made, column(made, margins, spacing)


def scroller(inner: QWidget) -> QScrollArea:
    """A scroll area that moves up and down only, around ``inner``."""
    area = QScrollArea()
    dress_scroller(area, inner)
    return area


def dress_scroller(area: QScrollArea, inner: QWidget) -> None:
    """As `scroller`, for an area that exists: up and down only, our scroll bar, no frame and no focus of its own.

    So what is seen is as high as the area. Neither ``viewport`` nor ``parentWidget`` is asked: to name the class of a
    widget that Qt made itself, PySide6 makes all classes of widgets, once, which takes 17 ms and 2 MB.
    """
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setWidget(inner)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    dress_bar(area.verticalScrollBar())


def dress_bar(bar: QScrollBar) -> None:
    """Our look and our step for the bar of what scrolls up and down."""
    # Qt counts a bar among the accessible children while it is visible, and reads past the end of their list when a
    # screen reader asks for one that went meanwhile: the window crashes as a page turns. It knows the bar by this name.
    if (holder := bar.parent()) is not None:
        holder.setObjectName("")
    bar.setSingleStep(style.sp(_SCROLL_STEP))
    bar.setFixedWidth(_BAR)  # as the sheet says, so that nothing moves when it comes, after the paint
    QTimer.singleShot(0, bar, lambda: bar.setStyleSheet(style.sheet()))


def column(owner: QWidget, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 12) -> QVBoxLayout:
    """A column inside ``owner``."""
    made = QVBoxLayout(owner)
    _space(made, margins, spacing)
    return made


def line(
    owner: QWidget | None = None, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 12
) -> QHBoxLayout:
    """A row inside ``owner``."""
    made = QHBoxLayout(owner) if owner else QHBoxLayout()
    _space(made, margins, spacing)
    return made


def _space(layout: QLayout, margins: tuple[int, int, int, int], spacing: int) -> None:
    set_margins(layout, *margins)
    layout.setSpacing(style.sp(spacing))


def set_margins(layout: QLayout, start: int, top: int, end: int, bottom: int) -> None:
    """Margins in pixels at the usual text size; ``start`` is where one begins to read, which Qt's own do not know."""
    if QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft:
        start, end = end, start
    layout.setContentsMargins(style.sp(start), style.sp(top), style.sp(end), style.sp(bottom))


def remark(kind: Tone, icon: str, text: str, heading: str = "") -> Panel:
    """A coloured box with an icon, an optional heading and one paragraph."""
    return remark_box(kind, icon, text, heading)[0]


def remark_box(kind: Tone, icon: str, text: str, heading: str = "") -> tuple[Panel, QVBoxLayout]:
    """As `remark`, with the column below the paragraph to add to."""
    made = Panel(kind)
    across = line(made, (16, 12, 16, 12), 12)
    across.addWidget(picture(icon, kind, 24), 0, Qt.AlignmentFlag.AlignTop)
    texts = QVBoxLayout()
    texts.setSpacing(style.sp(4))
    if heading:
        texts.addWidget(label(heading, "strong"))
    if text:
        texts.addWidget(label(text))
    across.addLayout(texts, 1)
    return made, texts


def empty(layout: QLayout) -> None:
    """Take everything out of ``layout`` and destroy it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.setParent(None)
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            empty(inner)
