"""A line for a passphrase, hidden until somebody presses the button beside it.

Rules: Enter is reported once for each time it is pressed; what stands here never goes into a list of changes that could
be taken back, and is wiped with `wipe`.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from b12desk.i18n import _
from b12desk.ui.kit import style
from b12desk.ui.kit.bar_layout import BarLayout
from b12desk.ui.kit.buttons import Button
from b12desk.ui.kit.labels import label
from b12desk.ui.kit.text_boxes import LineBox

LONGEST = 200
"""Characters of a passphrase."""
_LEAST = 180
"""The width in pixels, at the usual text size, from which the line may stand beside its button."""


class SecretBox(QWidget):
    """``entered``: Enter was pressed in the line; ``changed``: it holds another text."""

    entered = Signal()
    changed = Signal()

    def __init__(self, name: str, caption: str) -> None:
        super().__init__()
        self.line = LineBox(longest=LONGEST)
        self.line.setObjectName(name)
        self.line.setAccessibleName(caption)
        self.line.setEchoMode(LineBox.EchoMode.Password)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.line.returnPressed.connect(self.entered)
        self.line.textChanged.connect(lambda _text: self.changed.emit())
        self._show = Button("")
        self._show.setObjectName(f"{name}:show")
        self._show.clicked.connect(self._turn)
        self._caption = caption
        self._say()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.sp(4))
        box.addWidget(label(caption, "strong"))
        self._across = BarLayout(None, style.sp(8), end_below=True)
        box.addLayout(self._across)
        self._across.add_middle(self.line)
        self._across.addWidget(self._show)
        self._across.want(style.sp(_LEAST))

    @property
    def text(self) -> str:
        """What stands there."""
        return self.line.text()

    @property
    def stops(self) -> list[QWidget]:
        """What Tab goes through."""
        return [self.line, self._show]

    def wipe(self) -> None:
        """Empty, hidden again."""
        self.line.wipe()
        if self.line.echoMode() is LineBox.EchoMode.Normal:
            self._turn()
        self.changed.emit()

    def _turn(self) -> None:
        """Show what stands there, or hide it."""
        hidden = self.line.echoMode() is LineBox.EchoMode.Password
        self.line.setEchoMode(LineBox.EchoMode.Normal if hidden else LineBox.EchoMode.Password)
        self._say()

    def _say(self) -> None:
        hidden = self.line.echoMode() is LineBox.EchoMode.Password
        self._show.setText(_("Show") if hidden else _("Hide"))
        self._show.setAccessibleName(_("{action}: {title}", action=self._show.text(), title=self._caption))
        self._show.updateGeometry()
