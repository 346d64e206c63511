"""What stands around every screen: Back, size of text and Call staff above; Continue on the left below; keys above it.

Rules: what does not fit is said ("More below"), and Continue shows it before it leads on; the bars lie beside the page
and never over it, and what has the focus is brought into sight; nothing moves by itself.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from b12desk.i18n import _, p_
from b12desk.ui.form_page import in_order
from b12desk.ui.kit import reflex, style
from b12desk.ui.kit.bar_layout import BarLayout
from b12desk.ui.kit.labels import dress_scroller, label, picture
from b12desk.ui.kit.panel import Panel
from b12desk.ui.kit.speech import announce_text
from b12desk.ui.kit.text_boxes import LineBox, Paragraph
from b12desk.ui.steady import settle_layouts
from b12desk.ui.waiting.big_tiles import BigButton, BigTile, set_least
from b12desk.ui.waiting.key_pad import KeyPad, keys_of
from b12desk.ui.waiting.measure import APART, ROOMY, TARGET, mm

_OVERLAP_MM = 12
"""What of the page stays in sight when it is scrolled by one screenful."""


class Frame(QWidget):
    """``backed``, ``called``, ``resized_text`` (+1 or -1) and ``continued``: what is pressed on the bars.

    ``hearing`` stands below the upper bar: the buttons for what is read aloud.
    """

    backed = Signal()
    called = Signal()
    resized_text = Signal(int)
    continued = Signal()

    def __init__(self, hearing: QWidget) -> None:
        super().__init__()
        self.setObjectName("waiting-frame")
        self._seen = 0
        self.page: QWidget | None = None
        self.bars = _Bars()
        self.notice = _Notice()
        self.area = QScrollArea()
        self._ground = QWidget()
        self._inside = QVBoxLayout(self._ground)
        self._inside.setContentsMargins(mm(5), mm(4), mm(5), mm(5))
        self._inside.setSpacing(0)
        dress_scroller(self.area, self._ground)
        self.area.setMinimumHeight(1)
        self.area.verticalScrollBar().valueChanged.connect(self._look)
        self.area.verticalScrollBar().rangeChanged.connect(self._look)
        self.pad = KeyPad()
        self.pad.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.bars.top)
        outer.addWidget(hearing)
        outer.addWidget(self.area, 1)
        outer.addWidget(self.notice)  # below: what stands above the page would push it under the finger
        outer.addWidget(self.pad)
        outer.addWidget(self.bars.bottom)
        bars = self.bars
        bars.back.clicked.connect(self.backed)
        bars.call.clicked.connect(self.called)
        bars.smaller.clicked.connect(lambda: self.resized_text.emit(-1))
        bars.larger.clicked.connect(lambda: self.resized_text.emit(1))
        bars.more.clicked.connect(self.scroll_on)
        bars.go_on.clicked.connect(self.go_on)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]  # there is one

    def show_page(self, page: QWidget, *, back: bool, go_on: str) -> None:
        """Show ``page`` in place of the one before, which is destroyed; ``go_on`` names the button, "" hides it."""
        self.pad.forget()
        self.pad.hide()
        if self.area.isAncestorOf(self.focusWidget()):
            self.setFocus()  # what goes must not hand the focus to whatever comes next
        if self.page is not None:
            self._inside.removeWidget(self.page)
            self.page.hide()
            self.page.deleteLater()
        self.page = page
        self._inside.addWidget(page)
        page.show()
        self.bars.back.setVisible(back)
        self.bars.go_on.setText(go_on)
        self.bars.go_on.setVisible(bool(go_on))
        self.bars.go_on.updateGeometry()
        self._seen = 0
        self.area.verticalScrollBar().setValue(0)
        reflex.turned()
        self.fit()

    def fit(self) -> None:
        """Tiles as high as the page has room for; then see what is in sight."""
        if self.page is None:
            return
        tiles = self.page.findChildren(QWidget)
        set_least(tiles, ROOMY)
        settle_layouts()  # how high the bars are depends on the page, too
        if any(isinstance(each, BigTile) for each in tiles) and self._height() > self.area.height():
            set_least(tiles, TARGET)
            settle_layouts()
        self._order(self.page)
        self._look()

    def go_on(self) -> None:
        """Lead on; where something was not in sight yet, show it first."""
        if self._below():
            self.scroll_on()
        else:
            self.continued.emit()

    def scroll_on(self) -> None:
        """One screenful further."""
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.value() + max(mm(TARGET), self.area.height() - mm(_OVERLAP_MM)))

    def bring(self, widget: QWidget) -> None:
        """Scroll no further than needed to see ``widget``, from its top where it is higher than the room."""
        settle_layouts()
        top, bar, room = widget.mapTo(self._ground, QPoint()).y(), self.area.verticalScrollBar(), mm(APART)
        least = top + widget.height() + room - self.area.height()
        bar.setValue(min(max(bar.value(), least), max(0, top - room)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size: other room."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self.fit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, once for each press; a box of several lines keeps it."""
        if event.key() in reflex.ENTER:
            if not isinstance(self.focusWidget(), Paragraph) and reflex.key_is_meant(event):
                self.go_on()
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            bar = self.area.verticalScrollBar()
            step = self.area.height() - mm(_OVERLAP_MM)
            bar.setValue(bar.value() + (step if event.key() == Qt.Key.Key_PageDown else -step))
        else:
            super().keyPressEvent(event)

    def _order(self, page: QWidget) -> None:
        """Tab goes over the bar above, down the page, and to Continue."""
        inside = [each for each in page.findChildren(QWidget) if each.focusPolicy() is not Qt.FocusPolicy.NoFocus]
        places = {each: each.mapTo(self._ground, QPoint()) for each in inside}
        inside.sort(key=lambda each: (places[each].y(), places[each].x()))
        bars = self.bars
        in_order([bars.back, bars.smaller, bars.larger, bars.call, page, *inside, bars.go_on, bars.more])

    def _height(self) -> int:
        """How high the page is at the width there is."""
        width = self.area.width() - self.area.verticalScrollBar().width()
        return (
            self._ground.heightForWidth(width) if self._ground.hasHeightForWidth() else self._ground.sizeHint().height()
        )

    def _below(self) -> int:
        """Pixels of the page that were not in sight yet."""
        bar = self.area.verticalScrollBar()
        return max(0, bar.maximum() - self._seen) if bar.maximum() > mm(1) else 0

    def _look(self) -> None:
        bar = self.area.verticalScrollBar()
        self._seen = max(self._seen, bar.value() + mm(1))
        if self._seen >= bar.maximum():
            self._seen = max(self._seen, bar.maximum())
        self.bars.say_more(bar.maximum() - bar.value() > mm(1))

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Keys come for a box, and stay until the screen is left; what has the focus is in sight."""
        if new is None or not self.area.isAncestorOf(new):
            return
        keys = keys_of(new)
        if keys is not None and isinstance(new, LineBox | Paragraph):
            self.pad.serve(new, keys)
            if self.pad.isHidden():
                self.pad.show()
                settle_layouts()
        self.bring(new)


class _Bars:
    """The two bars and what is on them."""

    def __init__(self) -> None:
        self.top, self.bottom = Panel("header"), Panel("footer")
        across = BarLayout(self.top, mm(2))
        across.setContentsMargins(mm(3), mm(1), mm(3), mm(1))
        self.back = _button("back", _("Back"), "back")
        self.smaller = _button("smaller", p_("smaller text", "A-"), spoken=_("Smaller text"))
        self.larger = _button("larger", p_("larger text", "A+"), spoken=_("Larger text"))
        self.call = _button("call", _("Call staff"), "alert")
        across.addWidget(self.back)
        across.split()
        for each in (self.smaller, self.larger, self.call):
            across.addWidget(each)
        kept = self.back.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.back.setSizePolicy(kept)
        below = BarLayout(self.bottom, mm(3))
        below.setContentsMargins(mm(3), mm(1), mm(3), mm(1))
        self.go_on = BigButton(_("Continue"), "primary")
        self.go_on.setObjectName("continue")
        self.more = _button("more", _("More below"), "down")
        kept = self.more.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.more.setSizePolicy(kept)
        below.addWidget(self.go_on)
        below.split()
        below.addWidget(self.more)

    def say_more(self, more: bool) -> None:
        """Whether something lies below."""
        self.more.setVisible(more)


class _Notice(Panel):
    """The clinic's own calm words; once there, they stay."""

    def __init__(self) -> None:
        super().__init__("warning")
        self.setObjectName("staff-now")
        across = BarLayout(self, mm(3))
        across.setContentsMargins(mm(4), mm(2), mm(3), mm(2))
        across.addWidget(picture("alert", "warning", 28))
        self._words = label("", "section")
        across.add_middle(self._words)
        across.want(style.sp(160))
        self.hide()

    @property
    def words(self) -> str:
        """What is said."""
        return "" if self.isHidden() else self._words.text()

    def say(self, text: str) -> None:
        """Say it; empty takes it away."""
        if text != self.words:
            self._words.setText(text)
            self.setAccessibleName(text)
            self.setVisible(bool(text))
            if text:
                announce_text(self, text)


def _button(name: str, text: str, icon: str = "", *, spoken: str = "") -> BigButton:
    made = BigButton(text, "secondary", icon)
    made.setObjectName(name)
    made.setAccessibleName(spoken or text)
    return made
