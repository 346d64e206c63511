"""The pages as they will be printed: the very PDF, drawn by pypdfium2, with zoom, print and save."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from b12desk.i18n import _, n_
from b12desk.report.typeset.rasterize import POINTS_PER_INCH, page_images
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Button
from b12desk.ui.kit.flow_layout import FlowLayout
from b12desk.ui.kit.labels import label, scroller
from b12desk.ui.kit.speech import announce_text

_ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_SCREEN_DPI = 96


class Preview(QDialog):
    """``printed`` and ``saved``: that is wanted. The pages stay open behind the dialogs that follow.

    ``who``: whose papers these are.
    """

    printed = Signal()
    saved = Signal()

    def __init__(self, parent: QWidget, title: str, pdf: bytes, who: str = "") -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.setWindowTitle(title)
        self._pdf = pdf
        self._title = title
        self._zoom = _ZOOMS.index(1.0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(style.sp(each) for each in (16, 12, 16, 12)))
        outer.setSpacing(style.sp(10))
        if who:
            named = label(who, "strong")
            named.setObjectName("preview:patient")
            outer.addWidget(named)
        self._count = label("", "strong")
        outer.addWidget(self._count)
        self._done = label("", "hint")
        self._done.setObjectName("preview:done")
        self._done.setMinimumHeight(self._done.fontMetrics().height())
        outer.addWidget(self._done)
        self._area = scroller(QWidget())
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setAccessibleName(title)
        outer.addWidget(self._area, 1)
        outer.addLayout(self._buttons())
        for keys, step in ((QKeySequence.StandardKey.ZoomIn, 1), (QKeySequence.StandardKey.ZoomOut, -1)):
            QShortcut(QKeySequence(keys), self, partial(self._zoom_by, step))
        self._draw()
        self.resize(self._best_size(parent))

    @property
    def pages(self) -> int:
        """How many pages are shown."""
        return self._shown

    def say(self, text: str) -> None:
        """Say what was done with the pages, here where it was asked for."""
        self._done.setText(text)
        announce_text(self._done, text)

    def _buttons(self) -> FlowLayout:
        row = FlowLayout(style.sp(8))
        for name, text, kind, icon, call in (
            ("print", _("P&rint"), "primary", "print", self.printed.emit),
            ("save", _("&Save PDF"), "secondary", "save", self.saved.emit),
            ("larger", _("&Larger"), "secondary", "", partial(self._zoom_by, 1)),
            ("smaller", _("S&maller"), "secondary", "", partial(self._zoom_by, -1)),
            ("close", _("&Close"), "secondary", "cross", self.accept),
        ):
            button = Button(text, kind, icon)
            button.setObjectName(f"preview:{name}")
            button.clicked.connect(lambda _checked=False, call=call: call())
            row.addWidget(button)
        return row

    def _draw(self) -> None:
        ratio = self.devicePixelRatio()
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setSpacing(style.sp(14))
        self._shown = self._page_width = 0
        for image in page_images(self._pdf, _ZOOMS[self._zoom] * ratio * _SCREEN_DPI / POINTS_PER_INCH):
            self._shown += 1
            picture = QPixmap.fromImage(
                QImage(image.pixels, image.width, image.height, image.stride, QImage.Format.Format_RGB32)
            )
            picture.setDevicePixelRatio(ratio)
            page = QLabel()
            self._page_width = max(self._page_width, round(image.width / ratio))
            page.setPixmap(picture)
            page.setFixedSize(QSize(round(image.width / ratio), round(image.height / ratio)))
            page.setAccessibleName(_("Page {number}", number=self._shown))
            box.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(1)
        self._area.setWidget(inner)
        count = n_("1 page", "{count} pages", self._shown)
        zoom = _ZOOMS[self._zoom]
        self._count.setText(_("{title}: {pages}, {zoom:.0%}", title=self._title, pages=count, zoom=zoom))

    def _zoom_by(self, step: int) -> None:
        wanted = min(max(self._zoom + step, 0), len(_ZOOMS) - 1)
        if wanted != self._zoom:
            self._zoom = wanted
            self._draw()

    def _best_size(self, parent: QWidget) -> QSize:
        """A page's width and as tall as the window that it covers."""
        inner = self._page_width + style.sp(64)
        room = parent.size()
        return QSize(min(max(inner, style.sp(640)), room.width()), max(room.height() - style.sp(40), style.sp(480)))
