"""What stands around the pages of an intake: steps beside or above, below the buttons and the notice.

The notice (red flags, and whether one may end here) stands between the buttons, or above them in a narrow window, and
its room is kept: nothing moves when it comes. At the result the buttons for its paper stand there instead, always in
sight, and fewer where they would take too much of the window.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from b12desk.i18n import _
from b12desk.ui.form_page import FormPage, in_order
from b12desk.ui.jump_bar import JumpBar
from b12desk.ui.kit import reflex, style
from b12desk.ui.kit.bar_layout import BarLayout
from b12desk.ui.kit.buttons import Button
from b12desk.ui.kit.panel import Panel
from b12desk.ui.kit.speech import announce_text
from b12desk.ui.kit.step_list import Step, StepList, StepStrip
from b12desk.ui.notice import Notice
from b12desk.ui.paper_bar import PaperBar

_WIDE, _LOW, _TINY = 1000, 400, 190


class Services(NamedTuple):
    """What an intake needs from outside: ``save`` keeps the session, the others open what lies beyond the form."""

    save: Callable[[], None]
    help: Callable[[], None]
    leave: Callable[[], None]


class WizardFrame(QWidget):
    """``stack`` holds the pages, ``notice`` is the bar below them; the signals: what buttons, steps and keys ask for.

    ``entered``: Enter, ``nexted``: Ctrl+Enter too, ``taken_back``: Ctrl+Z, ``scanned``: a bar-code scanner has typed.
    """

    chosen = Signal(str)
    backed = Signal()
    helped = Signal()
    nexted = Signal()
    entered = Signal()
    taken_back = Signal()
    scanned = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.stack = QStackedWidget()
        self.stack.setMinimumHeight(1)  # in a window that is too low for all, the page gives way: it scrolls
        self.notice = Notice()
        self._strip = StepStrip()
        self._side = StepList()
        for each in (self._side, self._strip):
            each.chosen.connect(self.chosen)
        self._outer = outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self._side)
        across.addWidget(self.stack, 1)
        outer.addWidget(self._strip)
        outer.addLayout(across, 1)
        outer.addWidget(self._footer())
        self._side.hide()
        self._papers: PaperBar | None = None
        self.jump_bar: JumpBar | None = None
        self._home: QWidget | None = None
        self.stack.currentChanged.connect(self._turned)
        self.stack.widgetAdded.connect(self._added)

    def show_steps(self, steps: Sequence[Step], counted: str) -> None:
        """Show where we are, and ``counted``: how much is answered."""
        self._side.show_steps(steps, counted)
        self._strip.show_steps(steps, counted)

    def show_next(self, text: str) -> None:
        """Name the button that goes on; empty hides it."""
        self._next.setText(text)
        self._next.setVisible(bool(text))

    def show_papers(self, papers: PaperBar | None) -> None:
        """Have ``papers`` stand below the page, in place of the others, which go back to their page; None: none do."""
        if papers is not self._papers:
            self._take_away()
            self._papers = papers
            if papers is not None:
                self._home = papers.parentWidget()
                papers.said.connect(self._place_papers)
                self._line.add_middle(papers)
                papers.show()
        self.notice.setVisible(papers is None)
        self._place_papers()

    def put_on_top(self, bar: JumpBar) -> None:
        """Have ``bar`` stand above everything."""
        self.jump_bar = bar
        self._outer.insertWidget(0, bar)
        bar.lower()  # also for assistive technology

    def focus_next(self) -> None:
        """Put the focus on the button that goes on."""
        self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, once for each time it is pressed; a box of several lines keeps it, but not with Ctrl."""
        reflex.settle(event)
        if event.key() in reflex.ENTER:
            turns = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if text := reflex.scanned(event):
                self.scanned.emit(text)
            elif (turns or not isinstance(self.focusWidget(), QPlainTextEdit)) and reflex.key_is_meant(event):
                (self.nexted if turns else self.entered).emit()
        elif event.matches(QKeySequence.StandardKey.Undo):
            if not event.isAutoRepeat():
                reflex.repeatable()
                self.taken_back.emit()
        elif reflex.character(event):
            reflex.typed(event)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Steps beside the page where there is room, above it where there is not; the bar as well."""
        super().resizeEvent(event)
        wide = self.width() >= style.sp(_WIDE)
        self._side.setVisible(wide)
        self._strip.setVisible(not wide)
        self._strip.set_low(self.height() < style.sp(_LOW))
        if self.jump_bar is not None:
            self.jump_bar.fit(self.height())
        for each in self._buttons[:-1]:
            each.set_short(self.height() < style.sp(_TINY))
        self._place_notice()
        self._place_papers()

    def _turned(self) -> None:
        """Another page: Tab goes from the steps through its inputs to the buttons, and no press is meant for it yet."""
        self._order()
        reflex.turned()
        self._retitle()
        QTimer.singleShot(0, self, self._say_page)  # by then the steps are drawn

    def _added(self, index: int) -> None:
        if (page := self.stack.widget(index)) is not None:
            page.windowTitleChanged.connect(self._retitle)

    def _retitle(self) -> None:
        """The title is that of the page on the screen; a window takes it from here."""
        page = self.stack.currentWidget()
        self.setWindowTitle(page.windowTitle() if page is not None else "")

    def _say_page(self) -> None:
        announce_text(self, self._strip.words())

    def _order(self) -> None:
        page = self.stack.currentWidget()
        if isinstance(page, FormPage):
            place = 2 if self._line.indexOf(self.notice) >= 0 else 0
            below = [*self._buttons[:place], *self.notice.buttons, *self._buttons[place:]]
            in_order([*self._strip.buttons, *self._side.buttons, *page.stops(), *below])

    def _place_notice(self) -> None:
        taken = sum(each.sizeHint().width() + style.sp(12) for each in self._buttons) + style.sp(28)
        among = self.width() - taken >= self.notice.least_width()
        if among == (self._line.indexOf(self.notice) >= 0):
            return
        self._line.removeWidget(self.notice)
        self._above.removeWidget(self.notice)
        if among:
            self._line.add_middle(self.notice)
            self.notice.stackUnder(self._next)  # where it stands for assistive technology too
        else:
            self._above.insertWidget(0, self.notice)
            self.notice.lower()
        self._order()

    def _take_away(self) -> None:
        """The papers go back to their page, and go with it."""
        if self._papers is not None:
            self._papers.said.disconnect(self._place_papers)
            self._line.removeWidget(self._papers)
            self._papers.setParent(self._home)  # a widget is hidden by it

    def _place_papers(self) -> None:
        """Beside Back and Help, or below them."""
        if self._papers is None:
            self._line.want(1)
            return
        back = self._buttons[:-1]
        whole = self.width() - style.sp(28)
        beside = whole - sum(each.sizeHint().width() + style.sp(12) for each in back)
        below = whole, max(each.sizeHint().height() for each in back) + style.sp(12)
        self._line.want(self._papers.fit(beside, below, self.height()))

    def _footer(self) -> Panel:
        made = Panel("footer")
        self._above = QVBoxLayout(made)
        self._above.setContentsMargins(style.sp(14), 6, style.sp(14), 6)
        self._above.setSpacing(6)
        self._line = across = BarLayout(None, style.sp(12))
        self._above.addLayout(across)
        back = Button(_("&Back"), "secondary", "back")
        back.setObjectName("back")
        back.clicked.connect(self.backed)
        help_button = Button(_("&Help"), "secondary", "help")
        help_button.setObjectName("help")
        help_button.clicked.connect(self.helped)
        self._next = Button(_("&Next"), "primary", "next", behind=True)
        self._next.setObjectName("next")
        self._next.clicked.connect(self.nexted)
        across.addWidget(back)
        across.addWidget(help_button)
        across.split()
        across.addWidget(self._next)
        across.want(1)
        self._above.insertWidget(0, self.notice)
        self.notice.lower()
        self._buttons = (back, help_button, self._next)
        return made
