"""The window: header, the page before the records, then start page and the reception that opens one intake at a time.

It is painted before the rest of the program is imported: what lies behind the first page is imported and loaded when
the first paint is done and nothing else is waiting (`prepare`), or at the first press that needs it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from b12desk.errors import UserError
from b12desk.settings import Settings, WindowSize
from b12desk.theme import Appearance
from b12desk.ui.door.porter import Porter
from b12desk.ui.kit import reflex, style
from b12desk.ui.room import Room
from b12desk.ui.start import UNKNOWN, StartWords
from b12desk.ui.window_place import show_placed, size_of

if TYPE_CHECKING:
    from b12desk.desk.intakes import OpenDesk
    from b12desk.desk.safe import Opened, Safe
    from b12desk.desk.staff import Staff
    from b12desk.model.definition import Definition
    from b12desk.ui.backup_keeper import BackupKeeper
    from b12desk.ui.reception import Reception
    from b12desk.ui.staff.sentry import Sentry
    from b12desk.ui.waiting.lock import Lock
    from b12desk.ui.wizard import Wizard


class MainWindow(QWidget):
    """``safe`` keeps the records; with ``trial`` nobody is asked, and they are thrown away when the window closes.

    ``load`` loads the form, in idle time, and ``desk`` makes the desk of it and open records; ``ready`` is called once,
    when the first page is complete. ``keep`` keeps changed settings for the next start; ``words`` are what the start
    page says until the form is loaded. ``size`` is how large the window was when it was last closed, and ``keep_size``
    keeps it.
    """

    def __init__(
        self,
        settings: Settings,
        safe: Safe,
        load: Callable[[], Definition],
        desk: OpenDesk,
        *,
        ready: Callable[[], None] | None = None,
        keep: Callable[[Settings], None] = lambda _settings: None,
        words: StartWords = UNKNOWN,
        trial: bool = False,
        size: WindowSize | None = None,
        keep_size: Callable[[WindowSize], None] = lambda _size: None,
    ) -> None:
        super().__init__()
        self.reception: Reception | None = None
        self.staff: Staff | None = None
        self._settings = settings
        self._safe = safe
        self._trial = trial
        self._load = cache(load)
        self._opened: Opened | None = None
        self._porter: Porter | None = None
        self.sentry: Sentry | None = None
        self._due = False
        self._keep = keep
        self._desk = desk
        self._ready = ready
        self._words = words
        self._size = size
        self._keep_size = keep_size
        self._painted = False
        self._keeper: BackupKeeper | None = None
        self.setWindowTitle("B12 Desk")
        self.setMinimumSize(min(640, self.screen().availableGeometry().width()), 320)  # a screen at 200 %: 683 x 354
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._furnish()
        if not trial:
            self._porter = Porter(self.room, safe, lambda: self._settings, self.let_in)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._scheme_changed)

    @property
    def painted(self) -> bool:
        """True from the first paint on."""
        return self._painted

    @property
    def wizard(self) -> Wizard | None:
        """That of the open intake, if there is one."""
        return self.reception.wizard if self.reception is not None else None

    @property
    def with_patient(self) -> bool:
        """Whether a patient has the window, or left it locked."""
        return self.reception is not None and self.reception.waiting.side is not None

    def open(self) -> None:
        """Show it as it was last closed, else in its usual size."""
        show_placed(self, self._size)

    def prepare(self) -> None:
        """What follows the first paint: load what lies behind the first page, then list what can be resumed."""
        if (reception := self._received()) is not None:
            reception.open_up()
        elif self._porter is not None or self._covered:
            self._make_ready()
            if self._porter is not None:
                self._porter.enter()
        if self._ready:
            ready, self._ready = self._ready, None
            ready()

    def let_in(self, opened: Opened, settings: Settings | None = None) -> None:
        """From now on the window works with these records; ``settings`` were chosen as they were made."""
        self._opened = opened
        self._trial = opened.thrown_away
        if self._porter is not None:
            self._porter.close()
            self._porter = None
        self.room.show_trial(self._trial)
        if settings is not None and settings != self._settings:
            self._take(settings)
        staff = self._staffed(opened)
        if not staff.signs_in:
            self.enter()
            return
        from b12desk.ui.staff.sentry import Sentry  # noqa: PLC0415 -- after the first paint

        self.sentry = Sentry(
            self, self._box, self._safe, staff, behind=self, minutes=lambda: int(self._settings.lock_after)
        )
        if opened.member is None:
            self.sentry.ask()
        else:
            self.sentry.let_in()
            self.enter()

    def enter(self) -> None:
        """Somebody is at the desk, who may be another than before."""
        first = self.reception is None
        if self._due:
            self._due = False
            self.restyle()
        self._name_person()
        if self._painted:
            self.prepare()
        if first and self._opened is not None:
            self.room.start.tell(*map(str, self._opened.taken_over), tone="info")
            self.room.start.focus_first()

    def keep(self) -> bool:
        """Save what was typed; whether all of it is on the disk."""
        return self.reception is None or self.reception.keep()

    def hand_over(self) -> None:
        """Another person works here from now on."""
        if self.reception is not None:
            self.reception.hand_over()

    def begin(self) -> None:
        """Start a new intake."""
        if (reception := self._received()) is not None:
            reception.begin()

    def on_paper(self) -> None:
        """Print the questionnaire blank, or take in the answers of a paper."""
        if (reception := self._received()) is not None:
            reception.on_paper()

    def resume(self, identifier: str) -> None:
        """Go on with an unfinished intake."""
        if (reception := self._received()) is not None:
            reception.resume(identifier)

    def rescue(self) -> bool:
        """Keep what was answered, whatever else went wrong; whether all of it is kept."""
        return self.reception is None or self.reception.rescue()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first paint sets off `prepare`."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.prepare)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 helps everywhere."""
        if event.key() == Qt.Key.Key_F1:
            from b12desk.ui.help import show_help  # noqa: PLC0415 -- after the first paint

            if not self._covered:
                show_help(self)
        elif reflex.character(event):
            reflex.typed(event)  # a scanner presses none of the buttons here
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the draft, or ask; nothing closes it while a patient sits before it."""
        if self.with_patient or not self._may_close():
            event.ignore()
            return
        if self._porter is not None:
            self._porter.close()
        if self.sentry is not None:
            self.sentry.forget()
        if self.reception is not None:
            self.reception.close()
        if self._keeper is not None:
            self._keeper.settle()
        if self._opened is not None:
            self._opened.records.shut()
        size = size_of(self)
        if size is not None and size != self._size:
            self._keep_size(size)
        super().closeEvent(event)

    def restyle(self, *, system_dark: bool | None = None) -> None:
        """Dress everything anew in the settings' look; an open intake stays where it is."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            look = Appearance(self._settings.theme, self._settings.text_scale)
            style.apply_style(app, look, system_dark=system_dark)
        if self.reception is not None and self.reception.waiting.side is not None:
            self.reception.waiting.side.redress()
            return
        if self.sentry is not None and self._covered:
            self._due = True  # what is covered is dressed when it comes back
            self.sentry.dress_anew()
            return
        focused = self.focusWidget()
        name = focused.objectName() if focused is not None else ""
        if self._porter is not None:
            self._porter.settle()
        intake = self.reception.step_aside() if self.reception is not None else None
        self._furnish()
        if self._porter is not None:
            self._porter.come_back(self.room)
        if self.reception is not None:
            self.reception.come_back(self.room, intake)
        self._name_person()
        again = self.room.findChildren(QWidget, name) if name else []
        for each in again[:1]:
            each.setFocus(Qt.FocusReason.OtherFocusReason)

    def _received(self) -> Reception | None:
        """The reception, opened when first needed; None at the door, or with a message when something is not usable."""
        if self.reception is None and self._porter is None and not self._covered:
            from b12desk.ui.backup_keeper import keeper_of  # noqa: PLC0415 -- after the first paint
            from b12desk.ui.reception import Reception  # noqa: PLC0415 -- as above, with all behind it

            try:
                if self._opened is None:
                    self._opened = self._safe.try_it()
                staff = self._staffed(self._opened)
                desk = self._desk(self._opened.records, self._load, staff.who)
                if not self._trial:
                    self._keeper = keeper_of(self, self._safe, self._opened, lambda: self._settings.backup_plan)
                self.reception = Reception(
                    self,
                    self._box,
                    self.room,
                    desk,
                    lambda: self._settings,
                    remember=self._remember,
                    keeper=self._keeper,
                    lock=self._way_back,
                    given=self._with_patient,
                )
            except UserError as error:
                self._complain(error)
        return self.reception

    def _way_back(self) -> Lock:
        """How staff come back from the waiting room."""
        from b12desk.ui.waiting.lock import lock_of  # noqa: PLC0415 -- after the first paint

        return lock_of(self.sentry.staff if self.sentry is not None else None)

    def _with_patient(self, given: bool) -> None:
        """The patient has the window, which has a lock of its own; or staff have it back."""
        if self.sentry is not None:
            (self.sentry.idle.stop if given else self.sentry.idle.start)()
        if not given:
            self.restyle()

    @property
    def _covered(self) -> bool:
        """Whether nobody is let in now."""
        return self.sentry is not None and self.sentry.covers

    def _staffed(self, opened: Opened) -> Staff:
        """The staff of these records."""
        if self.staff is None:
            from b12desk.desk.staff import Staff  # noqa: PLC0415 -- after the first paint

            self.staff = Staff(opened.records, member=opened.member)
        return self.staff

    def _name_person(self) -> None:
        """The header says who may lock."""
        self.room.header.offer_lock(self.sentry.staff.who().name if self.sentry is not None else "")

    def _lock(self) -> None:
        if self.sentry is not None:
            self.sentry.lock()

    def _make_ready(self) -> None:
        """Import and load what comes behind the door, while somebody reads or types there."""
        import b12desk.ui.reception  # noqa: F401, PLC0415 -- as above

        try:
            self._load()
        except UserError as error:
            self._complain(error)

    def _may_close(self) -> bool:
        """Whether nothing is lost, or somebody says that it may be."""
        if self._porter is not None:
            self._porter.settle()
        if self._porter is not None:
            return self._porter.may_leave()
        if self.sentry is not None and self._covered:
            return self.sentry.may_close()
        return self.reception is None or self.reception.may_leave()

    def _remember(self, respondent: str) -> None:
        """Keep who gave the answers; where the disk refuses it is asked next time."""
        if respondent != self._settings.answered_by:
            self._settings = self._settings.changed(answered_by=respondent)
            if not self._trial:
                with suppress(UserError):
                    self._keep(self._settings)

    def _discard(self, identifier: str) -> None:
        if self.reception is not None:
            self.reception.discard(identifier)

    def _leave(self) -> None:
        if self.reception is not None:
            self.reception.leave()

    def _complain(self, error: UserError) -> None:
        from b12desk.ui.kit.dialogs import show_error  # noqa: PLC0415 -- after the first paint

        show_error(self, error)

    def _change_settings(self) -> None:
        from b12desk.ui.administration import Administration  # noqa: PLC0415 -- after the first paint

        signed_in = self.sentry.staff if self.sentry is not None else None
        desk = self.reception.desk if self.reception is not None else None
        opened = None if self._trial else self._opened
        office = Administration(self, self._safe, opened, signed_in, desk=desk, keeper=self._keeper)
        chosen = office.settings(self._settings, at_door=self._porter is not None)
        self._name_person()
        if chosen is None or chosen == self._settings:
            return
        remove = chosen.keep_finished != self._settings.keep_finished
        self._take(chosen)
        self.restyle()
        if self.reception is not None:
            self.reception.settings_changed(removes=remove)

    def _take(self, settings: Settings) -> None:
        """Use these settings from now on, and keep them unless nothing is kept."""
        self._settings = settings
        if not self._trial:
            try:
                self._keep(settings)
            except UserError as error:
                self._complain(error)

    def _scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        self.restyle(system_dark=scheme is Qt.ColorScheme.Dark)

    def _furnish(self) -> None:
        while (item := self._box.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.room = room = Room(self._words, trial=self._trial)
        room.start.begun.connect(self.begin)
        room.start.on_paper.connect(self.on_paper)
        room.start.resumed.connect(self.resume)
        room.start.discarded.connect(self._discard)
        room.header.settings.connect(self._change_settings)
        room.header.left.connect(self._leave)
        room.header.locked.connect(self._lock)
        self._box.addWidget(room, 1)
        room.start.focus_first()
