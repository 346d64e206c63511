"""The guided set-up of a desk: one page at a time, Back and Next, and nothing that opens until the key is typed back.

Rules: leaving half-way asks and leaves nothing; keys are made for one passphrase, and another one makes others; what is
typed is dropped with its page. Imported after the first paint.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from b12desk.desk.safe import NewKeys, Opened, Safe
from b12desk.desk.staff import Staff
from b12desk.errors import StoreError
from b12desk.i18n import _
from b12desk.report.recovery_sheet import Half, KeySheet
from b12desk.report.typeset.kept_text import forget
from b12desk.ui.door import key_paper
from b12desk.ui.door.plan import Plan, Stage
from b12desk.ui.door.set_up_pages import ClinicPage, KeyPage, PassphrasePage, SetUpPage, StaffPage, TypedBackPage
from b12desk.ui.form_page import in_order
from b12desk.ui.kit import dialogs, reflex, style
from b12desk.ui.kit.bar_layout import BarLayout
from b12desk.ui.kit.buttons import Button
from b12desk.ui.kit.panel import Panel
from b12desk.ui.kit.speech import announce_text
from b12desk.ui.kit.step_list import StepList, StepStrip
from b12desk.ui.paper_size import paper_size

_WIDE, _LOW = 1000, 400


class SetUp(QWidget):
    """``opened`` carries the open records; ``left``: nobody wants to set up this desk now."""

    opened = Signal(object)
    left = Signal()

    def __init__(self, safe: Safe, plan: Plan) -> None:
        super().__init__()
        self.plan = plan
        self._safe = safe
        self._stack = QStackedWidget()
        self._strip, self._side = StepStrip(), StepList()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self._side)
        across.addWidget(self._stack, 1)
        outer.addWidget(self._strip)
        outer.addLayout(across, 1)
        outer.addWidget(self._footer())
        self._side.hide()
        self.page: SetUpPage = self._turn(plan.stage)

    def focus_first(self) -> None:
        """Where the page begins."""
        self.page.focus_first()

    def bring_focus(self) -> None:
        """Have what has the focus in sight."""
        self.page.bring_focus()

    def settle(self) -> None:
        """Wait for the work that goes on, and do what follows from it."""
        self.page.settle()

    def forget(self) -> None:
        """Nothing secret stays in the boxes, nor of the sheets."""
        self.page.forget()
        forget()

    def may_leave(self) -> bool:
        """Whether the set-up may be left; then nothing of it is left behind."""
        self.settle()
        texts = [_("Nothing of it is kept, and a recovery key that was printed does not count.")]
        answers = [_("&Go on with the set-up"), _("&Leave it")]
        if self.plan.touched and dialogs.ask(self.window(), _("Leave the set-up?"), texts, answers) != 1:
            return False
        if self.plan.keys is not None:
            self._safe.cancel_set_up()
        self.plan.forget()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Steps beside the page where there is room, above it where there is not."""
        super().resizeEvent(event)
        wide = self.width() >= style.sp(_WIDE)
        self._side.setVisible(wide)
        self._strip.setVisible(not wide)
        self._strip.set_low(self.height() < style.sp(_LOW))

    def go_on(self) -> None:
        """To the next page, or say what keeps us from it."""
        page = self.page
        if page.busy:
            return
        if fault := page.fault():
            page.say(fault)
        elif isinstance(page, PassphrasePage):
            self._make_keys(page)
        elif isinstance(page, TypedBackPage):
            self._confirm(page)
        else:
            self._turn(Stage(self.plan.stage + 1))

    def go_back(self) -> None:
        """To the page before."""
        if not self.page.busy and self.plan.stage > Stage.CLINIC:
            self._turn(Stage(self.plan.stage - 1))

    def _leave(self) -> None:
        if self.may_leave():
            self.left.emit()

    def _make_keys(self, page: PassphrasePage) -> None:
        """Keys for the passphrase, unless there are."""
        plan, passphrase = self.plan, page.passphrase
        if plan.keys is not None and plan.passphrase == passphrase:
            self._turn(Stage.KEY)
            return

        def make() -> Callable[[], None]:
            if plan.keys is not None:
                self._safe.cancel_set_up()
            return partial(made, self._safe.begin_set_up(passphrase))

        def made(keys: NewKeys) -> None:
            plan.remade = plan.keys is not None
            plan.keys, plan.passphrase = keys, passphrase
            self._turn(Stage.KEY)

        page.begin_work(_("The keys are being made ..."), make)

    def _confirm(self, page: TypedBackPage) -> None:
        """Open the records with what was typed, if it is the key; whoever set them up is at the desk then."""
        halves, plan = page.halves, self.plan

        def confirm() -> Callable[[], None]:
            opened = self._safe.confirm(*halves)
            with suppress(StoreError):  # who looks after the desk is asked when it is open
                opened = opened._replace(member=Staff(opened.records).add_first(plan.name, plan.pin))
            return partial(self._done, opened)

        page.begin_work(_("The records are being opened ..."), confirm)

    def _done(self, opened: Opened) -> None:
        self.plan.forget()
        self.opened.emit(opened)

    def _paper(self, way: str, half: Half) -> None:
        """Print or save the sheet of one half."""
        keys, settings = self.plan.keys, self.plan.settings
        if keys is None:
            return
        groups = keys.first_half if half == 1 else keys.second_half
        sheet = KeySheet(half, groups, settings.clinic, datetime.now(UTC).astimezone())
        make = key_paper.print_sheet if way == "print" else key_paper.save_sheet
        if told := make(self.window(), sheet, paper_size(settings.paper)):
            self.page.say(told, wrong=False)

    def _turn(self, stage: Stage) -> SetUpPage:
        """Show a page; the one before is destroyed, with what was typed there."""
        self.plan.stage = stage
        former = self._stack.currentWidget()
        self.page = page = self._made(stage)
        page.entered.connect(self.go_on)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if former is not None:
            self._stack.removeWidget(former)
            former.deleteLater()
        steps = self.plan.steps()
        self._side.show_steps(steps, "")
        self._strip.show_steps(steps, "")
        self._back.setVisible(stage > Stage.CLINIC)
        self._next.setText(_("&Open the desk") if stage is Stage.TYPED_BACK else _("&Next"))
        reflex.turned()
        self.setWindowTitle(page.windowTitle())
        page.focus_first()
        page.bring_focus()
        announce_text(self, self._strip.words())
        return page

    def _made(self, stage: Stage) -> SetUpPage:
        match stage:
            case Stage.CLINIC:
                return ClinicPage(self.plan)
            case Stage.STAFF:
                return StaffPage(self.plan)
            case Stage.PASSPHRASE:
                return PassphrasePage(self.plan)
            case Stage.KEY:
                return KeyPage(self.plan, self._paper)
            case Stage.TYPED_BACK:
                return TypedBackPage()

    def _footer(self) -> Panel:
        made = Panel("footer")
        around = QVBoxLayout(made)
        around.setContentsMargins(style.sp(14), 6, style.sp(14), 6)
        across = BarLayout(None, style.sp(12))
        around.addLayout(across)
        self._back = _button("set-up:back", _("&Back"), "back")
        self._back.clicked.connect(self.go_back)
        leave = _button("set-up:leave", _("&Leave the set-up"), "")
        leave.clicked.connect(self._leave)
        self._next = Button(_("&Next"), "primary", "next", behind=True)
        self._next.setObjectName("set-up:next")
        self._next.clicked.connect(self.go_on)
        across.addWidget(self._back)
        across.addWidget(leave)
        across.split()
        across.addWidget(self._next)
        in_order([self._back, leave, self._next])
        return made


def _button(name: str, text: str, icon: str) -> Button:
    made = Button(text, "secondary", icon)
    made.setObjectName(name)
    return made
