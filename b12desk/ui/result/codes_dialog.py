"""The codes for what was found, as a table that can be copied: for staff who write them into a clinical record."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from b12desk.i18n import _
from b12desk.report.code_card import VERIFY, CodeRow
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Button
from b12desk.ui.kit.flow_layout import FlowLayout
from b12desk.ui.kit.labels import label, remark, scroller


class CodesDialog(QDialog):
    """``copy`` puts the rows on the clipboard; the dialog says that it was done and stays open."""

    def __init__(self, parent: QWidget, rows: Sequence[CodeRow], copy: Callable[[], object]) -> None:
        super().__init__(parent)
        self.setObjectName("codes")
        self.setWindowTitle(_("Codes for what was found"))
        self.setAccessibleDescription(_(VERIFY))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(style.sp(each) for each in (24, 20, 24, 18)))
        outer.setSpacing(style.sp(14))
        outer.addWidget(label(self.windowTitle(), "heading"))
        outer.addWidget(remark("warning", "warning", _(VERIFY)))
        outer.addWidget(scroller(_table(rows)), 1)
        self._copy = copy
        self._done = label("", "hint")
        self._done.setObjectName("codes:done")
        outer.addWidget(self._done)
        buttons = FlowLayout(style.sp(8))
        for name, text, kind, icon, call in (
            ("copy", _("&Copy"), "primary", "", self._copied),
            ("close", _("C&lose"), "secondary", "cross", self.accept),
        ):
            button = Button(text, kind, icon)
            button.setObjectName(f"codes:{name}")
            button.clicked.connect(lambda _checked=False, call=call: call())
            buttons.addWidget(button)
        outer.addLayout(buttons)
        room = parent.size()
        self.resize(min(style.sp(760), room.width()), min(style.sp(520), room.height()))

    def _copied(self) -> None:
        self._copy()
        self._done.setText(_("Copied. The clipboard is emptied when the intake is closed."))


def _table(rows: Sequence[CodeRow]) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(style.sp(16))
    grid.setVerticalSpacing(style.sp(8))
    for across, text in enumerate((_("Finding"), _("Code"), _("Where it was read"))):
        grid.addWidget(label(text, "strong"), 0, across)
    for down, row in enumerate(rows, 1):
        code = f"{row.system} {row.code}\n{row.term}"
        for across, (text, role) in enumerate(((row.finding, "body"), (code, "strong"), (row.source, "small"))):
            cell = label(text, role)
            cell.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(cell, down, across, Qt.AlignmentFlag.AlignTop)
    for across, share in enumerate((4, 3, 3)):
        grid.setColumnStretch(across, share)
    grid.setRowStretch(len(rows) + 1, 1)
    return made
