"""What stands in the window from the hand-over until staff are back: the pages of the patient, then the lock.

Rules: when it ends, however it ends, the pages and all that is in them are destroyed, the intake is closed on the desk
and the screen is locked; only who unlocks it goes on. While nobody touches the screen it warns, then does the same.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QStackedLayout, QVBoxLayout, QWidget

from b12desk.desk.member import Member
from b12desk.desk.waiting_room import Sitting, Stage
from b12desk.i18n import _, n_
from b12desk.settings import ThemeChoice
from b12desk.theme import Appearance
from b12desk.ui.kit import style
from b12desk.ui.kit.clipboard import empty_clipboard
from b12desk.ui.kit.labels import label, picture, scroller
from b12desk.ui.kit.panel import Panel
from b12desk.ui.kit.speech import announce_text
from b12desk.ui.waiting.big_tiles import BigButton
from b12desk.ui.waiting.closed import Closed
from b12desk.ui.waiting.guide import Guide
from b12desk.ui.waiting.idle import Idle
from b12desk.ui.waiting.lock import Lock
from b12desk.ui.waiting.lock_page import LockPage
from b12desk.ui.waiting.measure import APART, SIZES, mm, scale_of
from b12desk.ui.waiting.read_aloud import ReadAloud
from b12desk.ui.waiting.wishes import Wishes


class PatientSide(QWidget):
    """``returned`` carries the member that is back, and how it ended (a `Stage`, or None).

    ``close`` ends the hand-over and closes the intake on the desk. Without a ``sitting`` it is locked from the start.
    """

    returned = Signal(object, object)

    def __init__(
        self,
        sitting: Sitting | None,
        wishes: Wishes,
        lock: Lock,
        *,
        close: Callable[[], None],
        theme: ThemeChoice = "auto",
        clock: Callable[[], float] = monotonic,
        aloud: ReadAloud | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("patient-side")
        self._wishes, self._lock, self._theme, self._close = wishes, lock, theme, close
        self._aloud = aloud or ReadAloud(self)
        self._aloud.choose(wishes.hearing)
        self._stage: Stage | None = None
        self.locked: LockPage | None = None
        self._warning: _Warning | None = None
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self.idle = Idle(self, wishes.warn_after, wishes.lock_after, clock)
        self.idle.warned.connect(self._warn)
        self.idle.calmed.connect(self._calm)
        self.idle.ran_out.connect(lambda: self.end(None))
        self._aloud.ended.connect(self.idle.touched)
        self.closed = Closed(self, self._touched)
        empty_clipboard()
        self.dress()
        self.guide: Guide | None = None
        if sitting is None:
            self.idle.stop()
            self._lock_up()
            return
        self.guide = Guide(sitting, wishes, self._aloud, lock.words)
        self.guide.sized.connect(self._size)
        self.guide.over.connect(self.end)
        self.guide.staffed.connect(self._ask)
        self._stack.addWidget(self.guide)

    def dress(self) -> None:
        """In text of the size that was chosen."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            style.apply_style(app, Appearance(self._theme, scale_of(self._wishes.size)))

    def take_focus(self) -> None:
        """Where one begins, as soon as it is shown."""
        if self.guide is not None:
            self.guide.page.focus_first()
        elif self.locked is not None:
            self.locked.focus_first()

    def redress(self) -> None:
        """In other colours of the system."""
        self.dress()
        if self.guide is not None:
            self.guide.restyle(self._wishes)

    def end(self, stage: Stage | None) -> None:
        """Destroy the pages, close the intake, lock. ``stage``: how it ended; None: staff are needed to go on."""
        if self.guide is None:
            return
        self.idle.stop()
        self._aloud.reset()
        self._stage = stage
        self._calm()
        guide, self.guide = self.guide, None
        if stage is None:
            guide.commit()
        guide.hide()
        self._stack.removeWidget(guide)
        guide.leave()
        guide.deleteLater()
        close, self._close = self._close, _nothing
        close()
        del close  # it holds the intake
        empty_clipboard()
        self._lock_up()

    def _lock_up(self) -> None:
        self.locked = LockPage(self._stage, self._lock.words)
        self.locked.asked.connect(self._ask)
        self._stack.addWidget(self.locked)
        self._stack.setCurrentWidget(self.locked)
        self.locked.focus_first()
        announce_text(self, self.locked.accessibleName())

    def _ask(self) -> None:
        """Ask who wants to go on; the pages go first, whoever it is."""
        member: Member | None = self._lock.unlock(self)
        if member is not None:
            self.end(None)
            self.returned.emit(member, self._stage)

    def _size(self, step: int) -> None:
        size = min(max(self._wishes.size + step, SIZES[0]), SIZES[-1])
        if size != self._wishes.size and self.guide is not None:
            self._wishes = self._wishes._replace(size=size)
            self.dress()
            self.guide.restyle(self._wishes)

    def _touched(self) -> bool:
        warned = self.idle.warning
        self.idle.touched()
        return warned

    def _warn(self, left: int) -> None:
        if self._aloud.speaking and self._warning is None:
            self.idle.touched()  # counted from the end of what is said
            return
        if self._warning is None:
            self._warning = _Warning()
            self._warning.stays.clicked.connect(self.idle.touched)
            self._stack.addWidget(self._warning)
            self._stack.setCurrentWidget(self._warning)
            self._warning.stays.setFocus()
            announce_text(self, self._warning.accessibleName())
            self._aloud.tell(self._warning.accessibleName())
        self._warning.say(left)

    def _calm(self) -> None:
        if self._warning is not None:
            self._stack.removeWidget(self._warning)
            self._warning.hide()
            self._warning.deleteLater()
            self._warning = None
            if self.guide is not None:
                self._stack.setCurrentWidget(self.guide)
                self.guide.page.focus_first()


class _Warning(Panel):
    """The question whether somebody is still there."""

    def __init__(self) -> None:
        super().__init__("warning")
        self.setObjectName("idle-warning")
        self.setAccessibleName(_("Are you still there? Touch the screen to go on."))
        ground = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(mm(2), 0, 0, 0)
        outer.addWidget(scroller(ground))
        box = QVBoxLayout(ground)
        box.setContentsMargins(mm(8), mm(8), mm(8), mm(8))
        box.setSpacing(mm(APART))
        box.addStretch(1)
        box.addWidget(picture("clock", "warning", 48))
        box.addWidget(label(_("Are you still there?"), "title"))
        self._left = label("", "section")
        self._left.setObjectName("idle-left")
        box.addWidget(self._left)
        self.stays = BigButton(_("I am still here"), "primary")
        self.stays.setObjectName("still-here")
        box.addWidget(self.stays)
        box.addStretch(2)

    def say(self, left: int) -> None:
        """How many seconds are left."""
        told = n_(
            "Touch the screen to go on. In {count} second it is cleared; your answers are safe.",
            "Touch the screen to go on. In {count} seconds it is cleared; your answers are safe.",
            left,
        )
        self._left.setText(told)


def _nothing() -> None:
    """It is closed."""
