"""The bar that tells staff of a red flag as soon as it was answered, without waiting for the end of the questions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from b12desk.i18n import _
from b12desk.model.assessment import Assessment
from b12desk.model.rules import Rules
from b12desk.ui import style
from b12desk.ui.panel import Panel
from b12desk.ui.parts import label, line, picture
from b12desk.ui.problems import announce_text


class RedFlags(Panel):
    """Hidden until there is one."""

    def __init__(self) -> None:
        super().__init__("error")
        self.setObjectName("red-flags")
        across = line(self, (20, 10, 20, 10), 12)
        across.addWidget(picture("alert", "error", 28), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(style.sp(2))
        self._head = label(_("Red flag: tell a clinician now. Do not wait for the end of the questions."), "strong")
        self._text = label("")
        texts.addWidget(self._head)
        texts.addWidget(self._text)
        across.addLayout(texts, 1)
        self.found = False
        self._named: tuple[str, ...] = ()
        self.hide()

    def show_flags(self, assessment: Assessment, rules: Rules) -> None:
        """Name the red flags among the findings; a new one is announced."""
        named = tuple(rules.findings[each.id].text for each in assessment.of_kind("red-flag"))
        self.found = bool(named)
        self.setVisible(self.found)
        if named != self._named:
            self._named = named
            self._text.setText("; ".join(named))
            self.setAccessibleName(f"{self._head.text()} {self._text.text()}")
            if named:
                announce_text(self, self.accessibleName())
