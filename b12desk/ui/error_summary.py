"""The summary of what is wrong, at the top of a page: one link for each problem, announced when Next was pressed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from b12desk.i18n import _, n_
from b12desk.model.issue import Issue
from b12desk.model.questionnaire import Item
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Link
from b12desk.ui.kit.labels import empty, label, picture
from b12desk.ui.kit.panel import Panel
from b12desk.ui.kit.speech import announce_text
from b12desk.ui.wording import issue_text


class ErrorSummary(Panel):
    """Hidden while nothing is wrong. ``jumped`` carries the linkId of the link that was pressed."""

    jumped = Signal(str)

    def __init__(self) -> None:
        super().__init__("problems")
        self.setObjectName("problems")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(style.sp(20), style.sp(16), style.sp(20), style.sp(16))
        self._box.setSpacing(style.sp(6))
        self._shown: list[tuple[Item, Issue]] = []
        self.links: list[Link] = []
        self.hide()

    def show_issues(self, issues: Sequence[tuple[Item, Issue]], *, announce: bool) -> None:
        """Show one line for each issue; hide when there is none."""
        if list(issues) != self._shown:
            self._shown = list(issues)
            empty(self._box)
            self.links = []
            if issues:
                self._fill()
        self.setVisible(bool(issues))
        for each in self.findChildren(QWidget):
            each.show()  # now: Qt would do so a moment later, and the page would move again
        if issues and announce:
            announce_text(self, self.accessibleName())

    def _fill(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(style.sp(10))
        head.addWidget(picture("error", "error", 24), 0, Qt.AlignmentFlag.AlignTop)
        count = len(self._shown)
        title = n_("There is a problem", "There are {count} problems", count)
        head.addWidget(label(title, "heading"), 1)
        self._box.addLayout(head)
        lines = [
            _("{question}: {problem}", question=item.label, problem=issue_text(issue, item))
            for item, issue in self._shown
        ]
        for (item, _issue), text in zip(self._shown, lines, strict=True):
            link = Link(text, "error")
            link.setFont(style.font("strong"))
            link.setObjectName(f"problem:{item.link_id}")
            link.clicked.connect(partial(self.jumped.emit, item.link_id))
            self._box.addWidget(link)
            self.links.append(link)
        self.setAccessibleName(f"{title}. {' '.join(lines)}")
