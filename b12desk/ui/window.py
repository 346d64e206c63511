"""The window: header, start page, and one intake at a time. Painted before the rest of the program is imported.

Rules: what needs the questionnaire is imported by `prepare`, which runs after the first paint, or at the first press
that needs it; between two patients every page is destroyed, so that nothing can be undone, pasted or tabbed back into
view; as long as an answer is not on the disk a bar says so, every answer tries again, and nobody leaves without being
asked.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from b12desk.errors import UserError
from b12desk.settings import Settings
from b12desk.theme import Appearance
from b12desk.ui.header import Header, wipe_clipboard
from b12desk.ui.kit import style
from b12desk.ui.start import StartPage

if TYPE_CHECKING:
    from b12desk.desk.intakes import Intakes
    from b12desk.desk.open_intake import OpenIntake
    from b12desk.ui.unsaved import Saving
    from b12desk.ui.wizard import Wizard

_USUAL = (1180, 820)
_HOUR_MS = 3_600_000


class MainWindow(QWidget):
    """``desk`` opens the desk when it is first needed; ``ready`` is called once, when the start page is complete.

    ``keep`` keeps changed settings for the next start.
    """

    def __init__(
        self,
        settings: Settings,
        desk: Callable[[], Intakes],
        ready: Callable[[], None] | None = None,
        keep: Callable[[Settings], None] = lambda _settings: None,
    ) -> None:
        super().__init__()
        self.wizard: Wizard | None = None
        self._settings = settings
        self._keep = keep
        self._open = desk
        self._ready = ready
        self._desk: Intakes | None = None
        self._painted = False
        self._saving: Saving | None = None
        self.setWindowTitle("B12 Desk")
        self.setMinimumSize(min(640, self.screen().availableGeometry().width()), 320)  # a screen at 200 %: 683 x 354
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._furnish()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._scheme_changed)

    @property
    def painted(self) -> bool:
        """True from the first paint on."""
        return self._painted

    def open(self) -> None:
        """Show it: maximised on a small screen."""
        room = self.screen().availableGeometry()
        self.resize(min(_USUAL[0], room.width()), min(_USUAL[1], room.height()))
        if room.width() < _USUAL[0] + 60 or room.height() < _USUAL[1] + 60:
            self.showMaximized()
        else:
            self.show()

    def prepare(self) -> None:
        """What follows the first paint: load what lies behind the start page, then list what can be resumed."""
        desk = self._open_desk()
        if desk is not None:
            hourly = QTimer(self)
            hourly.timeout.connect(self._expire)
            hourly.start(_HOUR_MS)
            self._save()
            self._expire()
        if self._ready:
            ready, self._ready = self._ready, None
            ready()

    def _open_desk(self) -> Intakes | None:
        """The desk, made when first needed; None, with a message, when the form cannot be used."""
        if self._desk is None:
            from b12desk.ui import wizard as intake  # noqa: F401, PLC0415 -- after the first paint
            from b12desk.ui.unsaved import Saving  # noqa: PLC0415 -- as above

            try:
                self._desk = self._open()
                self._desk.when_closing(self._forget)
                self._saving = Saving(self, self._box, self._desk)
            except UserError as error:
                self._complain(error)
        return self._desk

    def begin(self) -> None:
        """Start a new intake."""
        desk = self._open_desk()
        if desk is not None:
            self._open_intake(desk.begin())

    def resume(self, identifier: str) -> None:
        """Go on with an unfinished intake."""
        desk = self._open_desk()
        if desk is None:
            return
        try:
            intake = desk.resume(identifier)
        except UserError as error:
            self._complain(error)
            self._list_unfinished()
            return
        self._open_intake(intake)

    def to_start(self) -> None:
        """Back to the start page; the intake stays among the unfinished ones."""
        if self._may_leave():
            self._end()

    def rescue(self) -> bool:
        """Keep what was answered, whatever else went wrong; whether all of it is kept."""
        self._save()
        return self._saving is None or self._saving.works

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first paint sets off `prepare`."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.prepare)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the draft, or ask."""
        if not self._may_leave():
            event.ignore()
            return
        self._close_intake()
        super().closeEvent(event)

    # Intakes

    def _open_intake(self, intake: OpenIntake) -> None:
        """Show an intake: a new one, or the one that is open in another look."""
        from b12desk.ui.help import show_help  # noqa: PLC0415 -- after the first paint
        from b12desk.ui.wizard import Wizard, choices_of  # noqa: PLC0415 -- after the first paint
        from b12desk.ui.wizard_frame import Services  # noqa: PLC0415 -- after the first paint

        self._close_intake()
        if self._saving is not None:
            self._saving.intake = intake
        intake.choices = choices_of(self._settings)
        services = Services(self._save, lambda: show_help(self), self.to_start)
        made = Wizard(intake, services)
        made.titled.connect(self._show_patient)
        made.ended.connect(self._finish_intake)
        self.wizard = made
        self._stack.addWidget(made)
        self._stack.setCurrentWidget(made)
        self._show_patient(intake.session.subject.display)
        made.page.focus_first()

    def _close_intake(self) -> None:
        """Have the desk close the open intake, if there is one."""
        if self.wizard is not None and self._desk is not None:
            self.wizard.commit()
            self._desk.close(self.wizard.intake)

    def _drop_pages(self) -> None:
        """Destroy the pages of an intake, with all that was typed and can be undone in them."""
        if self.wizard is None:
            return
        self._stack.setCurrentWidget(self._start)
        self._stack.removeWidget(self.wizard)
        self.wizard.deleteLater()
        self.wizard = None
        self._show_patient("")

    def _forget(self) -> None:
        """The desk closes the intake: drop what the window holds of the patient."""
        self._drop_pages()
        if self._saving is not None:
            self._saving.intake = None
        wipe_clipboard()
        QTimer.singleShot(0, gc.collect)  # when the pages are gone: what held on to itself must not stay either

    def _end(self) -> None:
        """Close the intake, and show what there is."""
        self._close_intake()
        self._save()
        self._list_unfinished()
        self._start.focus_first()

    def _finish_intake(self) -> None:
        """After the result: without paper somebody has to say that none is wanted."""
        from b12desk.ui.questions import may_end  # noqa: PLC0415 -- after the first paint

        if self.wizard is None:
            return
        if (self.wizard.intake.paper is not None or may_end(self)) and self._may_leave():
            self._end()

    def _discard(self, identifier: str) -> None:
        from b12desk.ui.questions import may_discard  # noqa: PLC0415 -- after the first paint

        if self._desk is not None and may_discard(self, self._desk.line(identifier)):
            self._guard(partial(self._desk.discard, identifier))
            self._list_unfinished()

    def _list_unfinished(self) -> None:
        if self._desk is not None:
            unfinished, finished = self._desk.unfinished(), self._desk.finished()
            self._start.show_unfinished(unfinished, finished, saving=self._saving is not None and self._saving.works)

    def _expire(self) -> None:
        """Every hour: what was finished more than a day ago goes."""
        if self._desk is not None:
            self._desk.remove_expired()
            self._list_unfinished()

    def _save(self) -> None:
        """Before the page turns, before anything is drawn."""
        if self._saving is not None:
            self._saving.save()

    def _may_leave(self) -> bool:
        if self.wizard is not None:
            self.wizard.commit()
        return self._saving is None or self._saving.may_leave()

    def _guard(self, call: Callable[[], None]) -> None:
        try:
            call()
        except UserError as error:
            self._complain(error)

    def _complain(self, error: UserError) -> None:
        from b12desk.ui.kit.dialogs import show_error  # noqa: PLC0415 -- after the first paint

        show_error(self, error)

    # Looks

    def _change_settings(self) -> None:
        from b12desk.ui.settings_dialog import SettingsDialog  # noqa: PLC0415 -- after the first paint

        dialog = SettingsDialog(self, self._settings)
        if not dialog.exec() or dialog.chosen == self._settings:
            return
        self._settings = dialog.chosen
        self._guard(partial(self._keep, self._settings))
        self.restyle()

    def restyle(self, *, system_dark: bool | None = None) -> None:
        """Dress everything anew in the settings' look; an open intake stays where it is."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            look = Appearance(self._settings.theme, self._settings.text_scale)
            style.apply_style(app, look, system_dark=system_dark)
        intake = None
        if self.wizard is not None:
            self.wizard.commit()
            intake = self.wizard.intake
        self._drop_pages()
        self._furnish()
        self._list_unfinished()
        if intake is not None:
            self._open_intake(intake)

    def _scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        self.restyle(system_dark=scheme is Qt.ColorScheme.Dark)

    def _furnish(self) -> None:
        while (item := self._box.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._stack = QStackedWidget()
        self._start = StartPage()
        self._start.begun.connect(self.begin)
        self._start.resumed.connect(self.resume)
        self._start.discarded.connect(self._discard)
        self._stack.addWidget(self._start)
        self._header = Header()
        self._header.settings.connect(self._change_settings)
        self._box.addWidget(self._header)
        self._box.addWidget(self._stack, 1)
        if self._saving is not None:
            self._saving.show_anew()
        self._start.focus_first()

    def _show_patient(self, name: str) -> None:
        self._header.show_patient(name, open_intake=self.wizard is not None)
