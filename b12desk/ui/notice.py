"""What the footer says beside its buttons: that staff are needed now, or that nothing left can change the result.

Its place is always there: what came and went would push the page, and the next click would meet another answer. At a
red flag it never says why: whoever passes the screen, and whoever sits before it, can read it. The result says why.
Ending early is offered, never done: it takes a press. The bar for staff comes for "not sure" as well, where a yes would
be a red flag: who does not know waits no longer than who does.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from b12desk.desk.open_intake import Offer
from b12desk.i18n import _, n_
from b12desk.theme import Tone
from b12desk.ui.kit import style
from b12desk.ui.kit.bar_layout import BarLayout
from b12desk.ui.kit.buttons import Button
from b12desk.ui.kit.labels import label, picture, set_margins
from b12desk.ui.kit.panel import Panel
from b12desk.ui.kit.speech import announce_text
from b12desk.ui.kit.two_lines import two_lines_width

_LINES = 2


class Notice(QStackedWidget):
    """``ended`` asks to end the intake here, ``went_on`` to ask on in spite of a red flag."""

    ended = Signal()
    went_on = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._flags = _Bar("red-flags", "error", "alert", _("Tell a member of staff now"))
        self._settled = _Bar("settled", "success", "success", _settled_text(100))
        stop, go_on = self._flags.button(_("&Stop here"), "stop-here"), self._flags.button(_("&Go on"), "go-on")
        finish = self._settled.button(_("&Finish now"), "finish-now")
        self.buttons = (stop, go_on, finish)
        self._stops = stop, go_on
        stop.clicked.connect(self.ended)
        finish.clicked.connect(self.ended)
        go_on.clicked.connect(self.went_on)
        self._nothing = QWidget()
        for each in (self._nothing, self._flags, self._settled):
            self.addWidget(each)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(1)  # whoever narrows the window is not held up: it goes above the buttons then
        self._named: tuple[str, ...] = ()
        self._told = False

    def least_width(self) -> int:
        """The width in pixels that takes each text on two lines, with room to break it."""
        return max(self._flags.least_width(), self._settled.least_width())

    def hasHeightForWidth(self) -> bool:
        """Texts wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the highest text at ``width``, also while it is not there: a stack asks the one that is."""
        return max(self._flags.height_at(width), self._settled.height_at(width))

    def show_nothing(self) -> None:
        """Keep the place, and say nothing."""
        self.setCurrentWidget(self._nothing)

    def show_standing(self, named: tuple[str, ...], offer: Offer | None) -> None:
        """Show what the answers mean for the walk: the red flags, or ``offer``; what is new is announced."""
        settled = offer is not None and not offer.flagged
        for each in self._stops:
            each.setVisible(offer is not None and offer.flagged)
        if offer is not None and settled:
            self._settled.say(_settled_text(offer.left))
        self.setCurrentWidget(self._flags if named else self._settled if settled else self._nothing)
        if named and named != self._named:
            announce_text(self, self._flags.accessibleName())
        elif settled and not named and not self._told:
            self._told = True
            announce_text(self, self._settled.accessibleName())
        self._named = named


class _Bar(Panel):
    """An icon, a text and buttons in a row."""

    def __init__(self, name: str, tone: Tone, icon: str, text: str) -> None:
        super().__init__(tone)
        self.setObjectName(name)
        self._across = BarLayout(self, style.sp(10), end_below=True)
        set_margins(self._across, 16, 0, 8, 0)
        self._across.addWidget(picture(icon, tone, 24))
        self._text = label(text, "strong")
        self._across.add_middle(self._text)
        self._buttons: list[Button] = []
        self._wanted = 0
        self.say(text)

    def button(self, text: str, name: str) -> Button:
        """Add a button at the end."""
        made = Button(text)
        made.setObjectName(name)
        kept = made.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        made.setSizePolicy(kept)
        self._across.addWidget(made)
        self._buttons.append(made)
        return made

    def say(self, text: str) -> None:
        """Show ``text``, and have it read."""
        self._text.setText(text)
        self._wanted = max(self._wanted, two_lines_width(self._text.fontMetrics(), text) + 1)
        self._across.want(self._wanted)  # never less than for the longest, which the room is kept for
        self.setAccessibleName(text)

    def height_at(self, width: int) -> int:
        """The height in pixels at ``width``, with all buttons."""
        return self._across.heightForWidth(width)

    def least_width(self) -> int:
        """The width in pixels at which the text takes two lines beside the icon and the buttons."""
        text = self._text.fontMetrics().horizontalAdvance(self._text.text())
        buttons = sum(each.sizeHint().width() + style.sp(10) for each in self._buttons)
        return text * 2 // (_LINES + 1) + style.sp(16 + 24 + 10 + 8) + buttons


def _settled_text(left: int) -> str:
    return n_(
        "Nothing left can change the result; {count} question would add detail.",
        "Nothing left can change the result; {count} questions would add detail.",
        left,
    )
