"""The first page: begin an intake, or go on with one that was not finished.

It is painted before the form is loaded and the rest of the program imported, so it knows Qt, the style and plain values
only (see `b12desk.app`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from b12desk.i18n import _, parted
from b12desk.theme import Tone
from b12desk.ui.kit import style
from b12desk.ui.kit.buttons import Button, Link
from b12desk.ui.kit.flow_layout import FlowLayout
from b12desk.ui.kit.labels import dress_scroller, empty, label, panel, picture, remark, remark_box
from b12desk.ui.kit.panel import Panel

if TYPE_CHECKING:
    from b12desk.desk.intake_lines import IntakeLine

INTENDED_USE = (
    "B12 Desk collects answers and shows which guideline criteria they meet. It does not diagnose, does not recommend "
    "treatment and gives patients no result. The clinician can see every answer, rule and source. Not for emergencies."
)
"""The words of the printed page (``report.words``), which is imported later; a test keeps them the same."""


_ICONS: dict[str, tuple[str, str]] = {
    "unfinished": ("clock", "primary"),
    "finished": ("success", "success"),
    "closed": ("warning", "warning"),
}


_LARGE = 150
"""Text so many times a hundredth of the usual size leaves no room for buttons beside it."""


class StartWords(NamedTuple):
    """What the page says of the form: the question it helps to answer, and what comes."""

    title: str = ""
    text: str = ""


UNKNOWN = StartWords()
"""As long as the form is not loaded and its head was not understood."""


class StartPage(QScrollArea):
    """``begun``: a new intake is wanted; ``resumed`` and ``discarded`` carry the identifier of an unfinished one.

    ``handed``: it is to be handed over to its patient. ``listed``: somebody wants to look among all of them;
    ``on_paper``: the questionnaire or its answers are on paper.
    """

    begun = Signal()
    listed = Signal()
    on_paper = Signal()
    resumed = Signal(str)
    handed = Signal(str)
    discarded = Signal(str)

    def __init__(self, words: StartWords) -> None:
        super().__init__()
        self.setObjectName("start")
        self._removes = True
        self._title, self._text = label("", "title"), label("", "hint")
        self.say(words)
        ground = QWidget()
        around = QHBoxLayout(ground)
        around.setContentsMargins(style.sp(16), style.sp(40), style.sp(16), style.sp(32))
        middle = QWidget()
        middle.setMaximumWidth(style.sp(700))
        around.addWidget(middle, 1)
        self._body = QVBoxLayout(middle)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(style.sp(20))
        self._warning = QVBoxLayout()
        self._body.addLayout(self._warning)
        self._body.addWidget(self._welcome())
        self._told = QVBoxLayout()
        self._body.addLayout(self._told)
        self._list = QVBoxLayout()
        self._list.setSpacing(style.sp(10))
        self._body.addLayout(self._list)
        self._body.addStretch(1)
        self._body.addWidget(label(_(INTENDED_USE), "small"))
        dress_scroller(self, ground)
        self.setAccessibleName(_("Start"))

    def say(self, words: StartWords) -> None:
        """Say this of the form."""
        self._title.setText(words.title)
        self._text.setText(words.text)

    def tell(self, *texts: str, tone: Tone = "success") -> None:
        """Say above the list what became of the intake that was left, or is new; nothing takes it away."""
        empty(self._told)
        if any(texts):
            told, box = remark_box(tone, tone, texts[0])
            for each in texts[1:]:
                box.addWidget(label(each))
            told.setObjectName("told")
            self._told.addWidget(told)

    def show_unfinished(
        self,
        unfinished: Sequence[IntakeLine],
        finished: Sequence[IntakeLine] = (),
        *,
        saving: bool = True,
        removes: bool = True,
    ) -> None:
        """List what can be resumed, and what was finished today.

        ``saving``: the disk takes answers; ``removes``: who is at the desk may remove what is finished.
        """
        self._removes = removes
        empty(self._list)
        self._list.addWidget(label(_("Unfinished intakes"), "heading"))
        if not unfinished:
            none = _("None. Every answer is saved as it is given, and would be offered here.") if saving else _("None.")
            self._list.addWidget(label(none, "hint"))
        for each in unfinished:
            self._list.addWidget(self._line(each))
        if finished:
            self._list.addSpacing(style.sp(10))
            self._list.addWidget(label(_("Finished today"), "heading"))
            self._list.addWidget(label(_("Older ones are under All intakes."), "hint"))
        for each in finished:
            self._list.addWidget(self._line(each))

    def offer_all(self, offered: bool) -> None:
        """Offer to look among all intakes, or do not: there are none."""
        self._all.setVisible(offered)

    def warn(self, clock: str, backups: str = "") -> None:
        """Say above everything what is wrong with the clock and with the backups; nothing when all is well."""
        empty(self._warning)
        for name, text in (("start:warning", clock), ("start:backups", backups)):
            if text:
                told = remark("warning", "warning", text)
                told.setObjectName(name)
                self._warning.addWidget(told)

    def focus_first(self) -> None:
        """On "New intake"."""
        self._new.setFocus()

    def _welcome(self) -> Panel:
        made, box = panel("card", (28, 26, 28, 28), 10)
        across = QHBoxLayout()
        across.setSpacing(style.sp(14))
        mark = QVBoxLayout()
        mark.addWidget(picture("app", "primary", 52))
        mark.addStretch(1)
        across.addLayout(mark)
        titles = QVBoxLayout()
        titles.setSpacing(style.sp(2))
        titles.addWidget(self._title)
        titles.addWidget(self._text)
        across.addLayout(titles, 1)
        box.addLayout(across)
        box.addSpacing(style.sp(10))
        self._new = Button(_("&New intake"), "primary", "new")
        self._new.setObjectName("new")
        self._new.clicked.connect(self.begun)
        self._all = Button(_("&All intakes"), "secondary", "review")
        self._all.setObjectName("all")
        self._all.clicked.connect(self.listed)
        self.offer_all(False)
        paper = Button(_("On &paper"), "secondary", "handout")
        paper.setObjectName("paper")
        paper.clicked.connect(self.on_paper)
        ways = FlowLayout(style.sp(8))
        ways.addWidget(self._new)
        ways.addWidget(self._all)
        ways.addWidget(paper)
        box.addLayout(ways)
        return made

    def _line(self, each: IntakeLine) -> Panel:
        made, box = panel("card", (20, 12, 14, 12), 6)
        made.setObjectName(f"draft:{each.identifier}")
        across = QHBoxLayout()
        across.setSpacing(style.sp(14))
        icon, tint = ("alert", "error") if each.called else _ICONS[each.state]
        across.addWidget(picture(icon, tint, 26))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        if each.called:
            called = label(each.called, "error")
            called.setObjectName(f"alarm:{each.identifier}")
            texts.addWidget(called)
        texts.addWidget(label(each.title, "strong"))
        texts.addWidget(label(each.detail, "small"))
        across.addLayout(texts, 1)
        box.addLayout(across)
        if each.state == "closed":
            return made
        actions: QHBoxLayout | FlowLayout = across
        if style.sp(100) > _LARGE:
            actions = FlowLayout(style.sp(14))
            box.addLayout(actions)
        done = each.state == "finished"
        resume = Button(_("Open") if done else _("Resume"), "secondary", "next")
        resume.setObjectName(f"resume:{each.identifier}")
        discard = Link(_("Remove") if done else _("Discard"))
        discard.setObjectName(f"discard:{each.identifier}")
        hand = Link(_("Hand over"))
        hand.setObjectName(f"hand:{each.identifier}")
        offered = [(resume, self.resumed), *([] if done else [(hand, self.handed)]), (discard, self.discarded)]
        for button, told in offered if self._removes or not done else offered[:1]:
            line = _("{title}, {detail}", title=each.title, detail=each.detail)
            button.setAccessibleName(_("{action}: {line}", action=button.text(), line=parted((each.called, line))))
            button.clicked.connect(partial(told.emit, each.identifier))
            actions.addWidget(button)
        return made
