"""Why something is done with a finished intake: a usual reason, or own words. Nothing is done without one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from b12desk.i18n import _
from b12desk.ui.kit import reflex, style
from b12desk.ui.kit.buttons import add_ends
from b12desk.ui.kit.flow_layout import FlowLayout
from b12desk.ui.kit.labels import label, scroller
from b12desk.ui.kit.speech import announce_text
from b12desk.ui.kit.waiting import run
from b12desk.ui.setting_groups import LineGroup, TileGroup

_OTHER = "other"


class ReasonDialog(QDialog):
    """``reason`` holds the words when it was accepted.

    ``usual``: a code and its words each; ``go_on`` names the deed.
    """

    def __init__(
        self,
        parent: QWidget | None,
        heading: str,
        texts: Sequence[str],
        usual: Sequence[tuple[str, str]],
        go_on: str,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("reason")
        self.setWindowTitle(heading)
        self.setAccessibleDescription(" ".join(texts))
        self.reason = ""
        self._usual = {code: _(text) for code, text in usual}
        self._code = ""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(style.sp(each) for each in (24, 20, 24, 16)))
        outer.setSpacing(style.sp(14))
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, style.sp(8), 0)
        box.setSpacing(style.sp(12))
        box.addWidget(label(heading, "title"))
        for each in texts:
            box.addWidget(label(each))
        tiles = TileGroup("reason", _("Why?"), (*self._usual.items(), (_OTHER, _("Another reason"))), "")
        tiles.chosen.connect(self._choose)
        box.addWidget(tiles)
        self._own = LineGroup("reason:own", _("In your own words, without names"), "")
        self._own.written.connect(self._write)
        self._own.line.returnPressed.connect(self._go_on)
        box.addWidget(self._own)
        self._fault = label("", "error")
        self._fault.setObjectName("reason:fault")
        self._fault.setMinimumHeight(self._fault.fontMetrics().height())
        box.addStretch(1)
        outer.addWidget(scroller(inner), 1)
        outer.addWidget(self._fault)
        row = FlowLayout(style.sp(10))
        add_ends(row, self, "reason:go", go_on, self._go_on)
        outer.addLayout(row)
        room = self.screen().availableGeometry().size()
        width = min(style.sp(640), room.width() - 40)
        height = inner.heightForWidth(width - style.sp(56)) + row.heightForWidth(width - style.sp(48)) + style.sp(100)
        self.resize(width, min(max(height, style.sp(320)), room.height() - 40))
        self._tiles = tiles
        first = tiles.findChildren(QWidget, f"reason={next(iter(self._usual))}")[0]
        first.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is for the box and the buttons; Escape closes."""
        if event.key() not in reflex.ENTER:
            super().keyPressEvent(event)

    def _choose(self, code: str) -> None:
        self._code = code
        self._say("")
        if code == _OTHER:
            self._own.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write(self, words: str) -> None:
        if words:
            self._say("")

    def _go_on(self) -> None:
        """Own words count beside a usual reason too."""
        own = " ".join(self._own.line.text().split())
        usual = self._usual.get(self._code, "")
        if not usual and not own:
            self._say(_("Choose a reason, or write one."))
            return
        self.reason = _("{reason}: {more}", reason=usual, more=own) if usual and own else usual or own
        self.accept()

    def _say(self, text: str) -> None:
        self._fault.setText(text)
        if text:
            announce_text(self._fault, text)


def ask_reason(
    parent: QWidget | None, heading: str, texts: Sequence[str], usual: Sequence[tuple[str, str]], go_on: str
) -> str:
    """The reason; "" when somebody changed their mind."""
    dialog = ReasonDialog(parent, heading, texts, usual, go_on)
    accepted = run(dialog) == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return dialog.reason if accepted else ""
