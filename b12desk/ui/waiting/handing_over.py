"""The window's side of a hand-over: asks staff what they want, gives the whole window to the patient, takes it back.

Rules: while the patient has it nothing else stands in the window, nothing closes it, and no key or button but those of
`closed` reaches it; what stood there before is made anew when staff are back.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from b12desk.desk.member import Member
from b12desk.desk.waiting_room import OVER, Stage, Terms, birth_date_of
from b12desk.errors import UserError
from b12desk.i18n import _
from b12desk.settings import Settings
from b12desk.ui.kit import waiting
from b12desk.ui.kit.dialogs import ask, show_error
from b12desk.ui.waiting.hand_over_dialog import HandOverDialog
from b12desk.ui.waiting.lock import Lock
from b12desk.ui.waiting.measure import per_mm_of, use_ruler
from b12desk.ui.waiting.patient_side import PatientSide
from b12desk.ui.waiting.read_aloud import ReadAloud
from b12desk.ui.waiting.wishes import Wishes
from b12desk.voice.reading import Hearing
from b12desk.voice.system import find_voice
from b12desk.voice.voice import Voice

if TYPE_CHECKING:
    from b12desk.desk.handing_over import Left
    from b12desk.desk.intakes import Intakes
    from b12desk.desk.open_intake import OpenIntake
    from b12desk.desk.waiting_room import Sitting


class HandingOver:
    """``side`` is what the patient sees, None while staff have the window.

    ``back`` is called with how it ended when they have it again.
    """

    def __init__(
        self,
        window: QWidget,
        box: QVBoxLayout,
        desk: Intakes,
        *,
        settings: Callable[[], Settings],
        lock: Callable[[], Lock],
        back: Callable[[Stage | None], None],
        find: Callable[[str], Voice | None] = find_voice,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.side: PatientSide | None = None
        self._window, self._box, self._desk = window, box, desk
        self._settings, self._lock, self._back = settings, lock, back
        self._find = find
        self._aloud: ReadAloud | None = None
        self._clock = clock
        self._room: QWidget | None = None
        self._left: tuple[Left, ...] = ()
        self._given = ""
        """The identifier of the intake that the patient has, and nothing else of it."""

    def ask(self, intake: OpenIntake) -> tuple[Terms, Wishes] | None:
        """What staff want of it; None: nothing, it stays with them."""
        settings = self._settings()
        known = birth_date_of(intake) is not None
        dialog = HandOverDialog(self._window, settings.patient_size, birth_known=known)
        self._aloud = aloud = ReadAloud(self._window)
        aloud.changed.connect(lambda: dialog.offer_sound(aloud.is_there()))
        aloud.look_for_voice(self._find)
        wanted = bool(waiting.run(dialog))
        size, hearing, asks = dialog.size_chosen, dialog.hearing, dialog.asks_birth
        company = dialog.company
        aloud.changed.disconnect()
        dialog.deleteLater()
        if not wanted or (not asks and self._lock().unlock(self._window) is None):
            self._hush()
            return None
        lasts = timedelta(minutes=settings.hand_over_minutes)
        terms = Terms(company, sound=hearing is not Hearing.OFF, lasts=lasts, known=not asks)
        return terms, wishes_of(settings)._replace(size=size, hearing=hearing)

    def give(self, intake: OpenIntake, room: QWidget, terms: Terms, wishes: Wishes) -> None:
        """Give the window to the patient; ``room`` leaves it."""
        self._give(self._desk.hand_over(intake, terms), room, wishes)

    def _give(self, sitting: Sitting, room: QWidget, wishes: Wishes) -> None:
        intake = sitting.intake
        with suppress(UserError):  # the first answer tries again, and says so
            self._desk.save(intake)

        def close() -> None:
            with suppress(UserError):  # how the walk went is not worth a patient's locked screen
                self._desk.handing.put_down(sitting)
            self._desk.close(intake)

        self._given = intake.identifier
        self._fill(room, sitting, wishes, close)

    def lock_left(self, room: QWidget) -> bool:
        """Lock the window where a patient had the screen when the program was killed; whether one had."""
        with suppress(UserError):
            self._left = self._desk.handing.left()
        if self._left:
            self._fill(room, None, wishes_of(self._settings()), lambda: None)
        return bool(self._left)

    def settle_left(self, room: QWidget, given: Callable[[bool], None]) -> None:
        """Staff say what becomes of a hand-over that was cut off: the patient goes on, or it is over."""
        left, self._left = self._left, ()
        over = {each.name for each in OVER}
        again = left[-1] if left and left[-1].stage not in over and self._goes_on(left[-1].intake) else None
        for each in left:
            if each is not again:
                with suppress(UserError):  # then the window opens locked once more
                    self._desk.handing.end(each.intake)
        if again is None:
            return
        try:
            sitting = self._desk.handing.give_again(again)
        except UserError as error:
            show_error(self._window, error)
            return
        self._aloud = ReadAloud(self._window)
        self._aloud.look_for_voice(self._find)
        hearing = Hearing.HEADSET if again.sound else Hearing.OFF
        given(True)
        self._give(sitting, room, wishes_of(self._settings())._replace(hearing=hearing))

    def _goes_on(self, identifier: str) -> bool:
        """Whether the patient is to have the screen again."""
        line = self._desk.line(identifier)
        named = [f"{line.title}.", line.detail] if line is not None else []
        texts = [_("What was answered until then is saved."), *named]
        answers = [_("Take it &back"), _("&Hand it over again")]
        return ask(self._window, _("The program ended while a patient had the screen"), texts, answers) == 1

    def _fill(self, room: QWidget, sitting: Sitting | None, wishes: Wishes, close: Callable[[], None]) -> None:
        """The whole window is the patient's, or locked; ``room`` leaves it."""
        settings, window = self._settings(), self._window
        use_ruler(settings.pixels_per_mm or per_mm_of(window.screen()))
        self._room = room
        room.hide()
        self._box.removeWidget(room)
        room.setParent(None)
        self.side = side = PatientSide(
            sitting,
            wishes,
            self._lock(),
            close=close,
            theme=settings.theme,
            clock=self._clock,
            aloud=self._aloud,
        )
        side.returned.connect(self._take_back)
        self._box.addWidget(side, 1)
        window.setWindowTitle("B12 Desk")
        window.showFullScreen()
        if (handle := window.windowHandle()) is not None:
            handle.installEventFilter(side.closed)
        side.take_focus()

    def _take_back(self, _member: Member, stage: Stage | None) -> None:
        """Staff are back: the window is theirs again."""
        side, self.side = self.side, None
        if side is None:
            return
        if (handle := self._window.windowHandle()) is not None:
            handle.removeEventFilter(side.closed)
        self._hush()
        if self._given:
            with suppress(UserError):  # then the window opens locked the next time
                self._desk.handing.end(self._given)
            self._given = ""
        side.hide()
        self._box.removeWidget(side)
        side.deleteLater()
        if self._room is not None:
            self._room.deleteLater()
            self._room = None
        self._window.showNormal()
        self._back(stage)

    def _hush(self) -> None:
        """Let go of the voice."""
        aloud, self._aloud = self._aloud, None
        if aloud is not None:
            aloud.close()


def wishes_of(settings: Settings) -> Wishes:
    """What the settings say."""
    return Wishes(
        size=settings.patient_size,
        staff_words=settings.staff_words,
        alert=settings.alert == "tone",
        warn_after=settings.idle_warning,
        lock_after=settings.idle_lock,
        keep=settings.keep_finished,
        clinic=settings.clinic,
    )
