"""A page of an intake on the screen: title, help, and a body that scrolls."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from b12desk.ui.kit import style
from b12desk.ui.kit.labels import CONTENT_WIDTH, WIDE_CONTENT, dress_scroller, label, picture
from b12desk.ui.paper_bar import PaperBar
from b12desk.ui.steady import settle_layouts


class WizardPage(QScrollArea):
    """A scrolling page with one column in the middle, no wider than an eye likes to read.

    ``papers``: what makes paper of it and stands below the page, always in sight.

    ``dense``: more of it on a screen, for those who do this all day.
    """

    papers: PaperBar | None = None

    def __init__(self, name: str, title: str, help_text: str = "", icon: str = "", *, dense: bool = False) -> None:
        super().__init__()
        self.setObjectName(f"page:{name}")
        self.ground = ground = QWidget()
        self._around = around = QHBoxLayout(ground)
        middle = QWidget()
        middle.setMaximumWidth(style.sp(WIDE_CONTENT if dense else CONTENT_WIDTH))
        self._edges = (8, 16) if dense else (20, 32)
        around.addWidget(middle, 1)
        around.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.body = QVBoxLayout(middle)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(style.sp(8 if dense else 18))
        head = QHBoxLayout()
        head.setSpacing(style.sp(12))
        if icon:
            head.addWidget(picture(icon, "primary", 26 if dense else 34), 0, Qt.AlignmentFlag.AlignVCenter)
        self.title = label(title, "page" if dense else "title")
        self.title.setObjectName(f"page:{name}:title")
        head.addWidget(self.title, 1)
        self.body.addLayout(head)
        if help_text:
            self.body.addWidget(label(help_text, "small" if dense else "hint"))
        ground.setAccessibleName(title)
        self.setAccessibleName(title)
        self.setWindowTitle(title)
        self.give_room(0, 0)
        dress_scroller(self, ground)

    def give_room(self, above: int, below: int) -> None:
        """Leave so many pixels more free above and below all that stands on the page."""
        self.room = above, below
        top, bottom = map(style.sp, self._edges)
        side = style.gap(16)
        self._around.setContentsMargins(side, top + above, side, bottom + below)

    def to_top(self) -> None:
        """Scroll to the title."""
        self.give_room(0, 0)
        self.verticalScrollBar().setValue(0)

    @property
    def scrolled(self) -> float:
        """How far it is scrolled: 0 is the top, 1 the end."""
        bar = self.verticalScrollBar()
        return bar.value() / max(1, bar.maximum())

    def scroll_to(self, share: float) -> None:
        """Scroll as far as a page of the same content was, which may have had another size."""
        settle_layouts()
        bar = self.verticalScrollBar()
        bar.setValue(round(share * bar.maximum()))

    def make_ready(self) -> None:
        """Style, lay out and draw a page that is not shown yet, so that showing it is painting alone.

        Drawing it once settles every layout at the final size and makes the glyphs and pictures that it needs.
        """
        for each in self.findChildren(QWidget):
            each.ensurePolished()
        self.grab()

    def show_entered(self, old: QWidget, new: QWidget) -> None:
        """Bring ``new`` into view, where the focus came to by a key from ``old``, outside the page."""
        inside = self.ground.isAncestorOf(new) and not self.ground.isAncestorOf(old)
        if inside and new.visibleRegion().isEmpty():  # what is pressed is in sight, and stays where it is
            self.bring(new)

    def sees(self, widget: QWidget) -> bool:
        """Whether ``widget`` is whole on the screen, or as much of it as there is room for."""
        return widget.visibleRegion().boundingRect().height() >= min(
            widget.height(), self.viewport().height() - style.sp(24)
        )

    def bring(self, widget: QWidget) -> None:
        """Scroll no further than needed to see ``widget`` whole, or as much of it as there is room for."""
        settle_layouts()
        top, bar, room = widget.mapTo(self.ground, QPoint()).y(), self.verticalScrollBar(), style.sp(12)
        least = top + widget.height() + room - self.height()
        bar.setValue(min(max(bar.value(), least), top - room))

    def focus_first(self) -> None:
        """Put the focus where work begins; a page without questions leaves it to the first thing that takes it."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
