"""The recovery key, typed or scanned back: one box for each half.

Spaces, dashes and the case of letters do not matter, which is the safe's to see to. A scanner ends with Enter, which
leads to the other half, and from that to what comes next.
"""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from b12desk.i18n import _
from b12desk.ui.kit import style
from b12desk.ui.kit.labels import label
from b12desk.ui.kit.text_boxes import LineBox

_LONGEST = 200


class KeyBoxes(QWidget):
    """``entered``: Enter was pressed in the second box, or in the first one when both are filled."""

    entered = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.sp(6))
        self.boxes = []
        captions = _("First half of the recovery key"), _("Second half of the recovery key")
        for part, caption in zip(("first", "second"), captions, strict=True):
            line = LineBox(longest=_LONGEST)
            line.setObjectName(f"{name}:{part}")
            line.setAccessibleName(caption)
            line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
            line.returnPressed.connect(self._enter)
            box.addWidget(label(caption, "strong"))
            box.addWidget(line)
            self.boxes.append(line)

    @property
    def halves(self) -> tuple[str, str]:
        """What was typed."""
        return self.boxes[0].text(), self.boxes[1].text()

    def focus_first(self) -> None:
        """In the first box."""
        self.boxes[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def fault(self) -> str:
        """Which half is not there yet, in one sentence; the focus goes there. Empty when there are two."""
        told = (
            _("Type or scan the first half of the recovery key."),
            _("Type or scan the second half of the recovery key."),
        )
        for line, text in zip(self.boxes, told, strict=True):
            if not line.text().strip():
                line.setFocus(Qt.FocusReason.OtherFocusReason)
                return text
        return ""

    def show_wrong(self, halves: Collection[int]) -> None:
        """Draw the halves of these numbers, 1 or 2, as wrong; the focus goes to the first."""
        for number, line in enumerate(self.boxes, 1):
            line.show_wrong(number in halves)
        if halves:
            self.boxes[min(halves) - 1].setFocus(Qt.FocusReason.OtherFocusReason)

    def wipe(self) -> None:
        """Nothing of it stays here."""
        for each in self.boxes:
            each.wipe()

    def _enter(self) -> None:
        empty = next((each for each in self.boxes if not each.text().strip()), None)
        if empty is not None:
            empty.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.entered.emit()
