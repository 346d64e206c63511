"""An intake of an older form: what carries over to the form of today, what drops, what is newly asked, and the choice.

Rule: nothing is changed before somebody says so. The pages of this window ask the form of today alone, so an older one
can be read here and not gone on with.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QVBoxLayout

from b12desk.desk.bring_forward import Forward
from b12desk.i18n import _, current, n_
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Button
from b12desk.ui.kit.flow_layout import FlowLayout
from b12desk.ui.kit.labels import label, panel, remark_box
from b12desk.ui.kit.panel import Panel
from b12desk.ui.wizard_page import WizardPage


class ForwardPage(WizardPage):
    """``forwarded``: it is to be brought forward; ``left``: it stays as it is. ``came_to``: the words of its result."""

    forwarded = Signal()
    left = Signal()

    def __init__(self, told: Forward, came_to: str = "") -> None:
        title = (
            _("Begun with version {version} of the form", version=told.version)
            if told.finished is None
            else _("Finished with version {version} of the form", version=told.version)
        )
        super().__init__("forward", title, "", "clock")
        self._told = told
        if told.finished is not None:
            self.body.addWidget(self._result(came_to))
        self.body.addWidget(self._counts())
        row = FlowLayout(style.sp(10))
        for name, text, kind, signal in self._ways():
            button = Button(text, kind)
            button.setObjectName(f"forward:{name}")
            button.clicked.connect(signal)
            row.addWidget(button)
        self.body.addLayout(row)
        again = [_("{question} (again)", question=each) for each in told.again]
        self._list(self.body, "drops", _("Drops: today\u2019s form has no place for it"), told.drops)
        self._list(self.body, "asked", _("Newly asked"), (*told.asked, *again))
        self._list(self.body, "carries", _("Carries over"), told.carries)
        if told.finished is not None:
            self._list(self.body, "said", _("The answers as they were given"), told.said)
        self.body.addStretch(1)

    def focus_first(self) -> None:
        """On what changes nothing."""
        left = self.findChild(Button, "forward:leave")
        if left is not None:
            left.setFocus()

    def _ways(self) -> tuple[tuple[str, str, str, SignalInstance], ...]:
        leave = ("leave", _("&Leave it as it is"), "secondary", self.left)
        if self._told.voided:
            return (leave,)
        bring = _("&Bring forward")
        if self._told.finished is not None:
            bring = _("&Go on amending") if self._told.amending else _("&Amend, and bring forward ...")
        return ("bring", bring, "primary", self.forwarded), leave

    def _result(self, came_to: str) -> Panel:
        told = self._told
        words = _("What it came to then stands. It is not judged anew, and its paper cannot be made again here.")
        made, box = remark_box("error" if told.voided else "info", "info", words, came_to)
        made.setObjectName("forward:result")
        when = current().moment(told.finished.astimezone()) if told.finished else ""
        box.addWidget(label(_("Finished {when}.", when=when), "small"))
        if told.reference:
            box.addWidget(label(_("Reference {code}", code=told.reference), "small"))
        if told.voided:
            box.addWidget(label(_("Entered in error: do not use"), "strong"))
        return made

    def _counts(self) -> Panel:
        """How much of each, before any list."""
        told = self._told
        made, box = panel("card", (20, 16, 20, 16), 6)
        made.setObjectName("forward:counts")
        words = _(
            "Today\u2019s form is version {today}. This window asks that one alone: nobody can go on with version "
            "{version} here. Bringing it forward cannot be undone; leaving it changes nothing.",
            today=told.today,
            version=told.version,
        )
        if told.finished is not None:
            words = _(
                "Today\u2019s form is version {today}. Amending makes a new version of this intake in that form; the "
                "one before is kept as it is.",
                today=told.today,
            )
        box.addWidget(label(words))
        asked = len(told.asked) + len(told.again)
        for count in (
            n_("{count} answer carries over", "{count} answers carry over", len(told.carries)),
            n_("{count} answer drops", "{count} answers drop", len(told.drops)),
            n_("{count} question is newly asked, or asked again", "{count} questions are newly asked, or asked again",
               asked),
        ):  # fmt: skip
            box.addWidget(label(count, "strong"))
        return made

    def _list(self, into: QVBoxLayout, name: str, title: str, lines: Sequence[str]) -> None:
        if not lines:
            return
        made, box = panel("card", (20, 14, 20, 14), 4)
        made.setObjectName(f"forward:{name}")
        box.addWidget(label(_("{title} ({count})", title=title, count=len(lines)), "heading"))
        for each in lines:
            box.addWidget(label(each, "small"))
        into.addWidget(made)
