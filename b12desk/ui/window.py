"""The window: header, start page, and one intake at a time. Painted before the rest of the program is imported.

Rules: what needs the questionnaire is imported by `prepare`, which runs after the first paint, or at the first press
that needs it; between two patients every page is destroyed, so that nothing can be undone, pasted or tabbed back into
view; closing the window keeps the draft.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from b12desk.errors import UserError
from b12desk.i18n import _
from b12desk.store.settings import Settings, save_settings
from b12desk.theme import Appearance
from b12desk.ui import style
from b12desk.ui.buttons import Button
from b12desk.ui.panel import Panel
from b12desk.ui.parts import line, picture, words
from b12desk.ui.shapes import after_first_paint
from b12desk.ui.start import StartPage

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent

    from b12desk.engine.session import Session
    from b12desk.ui.desk import Desk
    from b12desk.ui.intake import Intake

_USUAL = (1180, 820)


class MainWindow(QWidget):
    """``ready`` is called once, when everything behind the start page is there."""

    def __init__(self, settings: Settings, ready: Callable[[], None] | None = None) -> None:
        super().__init__()
        self.intake: Intake | None = None
        self._settings = settings
        self._ready = ready
        self._desk: Desk | None = None
        self._painted = False
        self._unsaved = False
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
        if self._open_desk() is not None and self.intake is None:
            self._list_unfinished()
        if self._ready:
            ready, self._ready = self._ready, None
            ready()

    def _open_desk(self) -> Desk | None:
        """The desk, made when first needed; None, with a message, when the form cannot be used."""
        if self._desk is None:
            from b12desk.ui import intake  # noqa: F401, PLC0415 -- after the first paint
            from b12desk.ui.desk import Desk  # noqa: PLC0415 -- after the first paint

            try:
                self._desk = Desk()
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
            session = desk.resume(identifier)
        except UserError as error:
            self._complain(error)
            self._list_unfinished()
            return
        self._open_intake(session)

    def to_start(self) -> None:
        """Back to the start page; the intake stays among the unfinished ones."""
        self._close_intake()
        self._list_unfinished()
        self._start.focus_first()

    def rescue(self) -> None:
        """Keep what was answered, whatever else went wrong."""
        if self.intake is not None and self._desk is not None:
            self._desk.save(self.intake.session)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first paint sets off `prepare`."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, after_first_paint)
            QTimer.singleShot(0, self.prepare)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the draft."""
        if self.intake is not None:
            self.intake.commit()
        _wipe_clipboard()
        super().closeEvent(event)

    # Intakes

    def _open_intake(self, session: Session) -> None:
        from b12desk.ui.help import show_help  # noqa: PLC0415 -- after the first paint
        from b12desk.ui.intake import Intake, Services  # noqa: PLC0415 -- after the first paint

        if self._desk is None:
            return
        self._close_intake()
        services = Services(self._save, lambda: show_help(self), self.to_start)
        made = Intake(self._desk.definition, session, self._settings, services)
        made.titled.connect(self._show_patient)
        made.ended.connect(self._finish_intake)
        self.intake = made
        self._stack.addWidget(made)
        self._stack.setCurrentWidget(made)
        self._show_patient(session.subject.display)
        made.page.focus_first()

    def _close_intake(self) -> None:
        if self.intake is None:
            return
        self.intake.commit()
        self._stack.setCurrentWidget(self._start)
        self._stack.removeWidget(self.intake)
        self.intake.deleteLater()
        self.intake = None
        self._show_patient("")
        _wipe_clipboard()

    def _finish_intake(self) -> None:
        """After the result: the draft goes once there is paper; otherwise somebody has to say so."""
        if self.intake is None or self._desk is None:
            return
        identifier = self.intake.session.response().identifier
        if not self.intake.paper_made and not self._agreed():
            return
        self._close_intake()
        self._guard(lambda desk: desk.discard(identifier))
        self._list_unfinished()
        self._start.focus_first()

    def _agreed(self) -> bool:
        from b12desk.ui.dialogs import ask  # noqa: PLC0415 -- after the first paint

        texts = [
            _("The answers of this intake are removed when it ends. Save or print the summary first if you need it.")
        ]
        return ask(self, _("Nothing was printed or saved"), texts, [_("&Stay here"), _("&End without paper")]) == 1

    def _save(self, session: Session) -> None:
        """A disk that refuses is told once, not at every answer."""
        if self._desk is None:
            return
        try:
            self._desk.save(session)
            self._unsaved = False
        except UserError as error:
            if not self._unsaved:
                self._unsaved = True
                self._complain(error)

    def _discard(self, identifier: str) -> None:
        from b12desk.ui.dialogs import ask  # noqa: PLC0415 -- after the first paint

        text = _("Its answers cannot be brought back.")
        if ask(self, _("Discard this intake?"), [text], [_("&Keep it"), _("&Discard it")]) == 1:
            self._guard(lambda desk: desk.discard(identifier))
            self._list_unfinished()

    def _list_unfinished(self) -> None:
        if self._desk is not None:
            self._start.complete()
            self._start.show_unfinished(self._desk.unfinished())

    def _guard(self, call: Callable[[Desk], None]) -> None:
        if self._desk is not None:
            try:
                call(self._desk)
            except UserError as error:
                self._complain(error)

    def _complain(self, error: UserError) -> None:
        from b12desk.ui.dialogs import show_error  # noqa: PLC0415 -- after the first paint

        show_error(self, error)

    # Looks

    def _change_settings(self) -> None:
        from b12desk.ui.settings_dialog import SettingsDialog  # noqa: PLC0415 -- after the first paint

        dialog = SettingsDialog(self, self._settings)
        if not dialog.exec() or dialog.chosen == self._settings:
            return
        self._settings = dialog.chosen
        try:
            save_settings(self._settings)
        except UserError as error:
            self._complain(error)
        self.restyle()

    def restyle(self, *, system_dark: bool | None = None) -> None:
        """Dress everything anew in the settings' look; an open intake stays where it is."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            look = Appearance(self._settings.theme, self._settings.text_scale)
            style.apply_style(app, look, system_dark=system_dark)
        session = self.intake.session if self.intake is not None else None
        self._close_intake()
        self._furnish()
        self._list_unfinished()
        if session is not None:
            self._open_intake(session)

    def _scheme_changed(self, scheme: QtCore.Qt.ColorScheme) -> None:
        self.restyle(system_dark=scheme is QtCore.Qt.ColorScheme.Dark)

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
        self._box.addWidget(self._header())
        self._box.addWidget(self._stack, 1)
        self._start.focus_first()

    def _header(self) -> Panel:
        made = Panel("header")
        across = line(made, (16, 0, 12, 0), 10)
        across.setContentsMargins(style.sp(16), 6, style.sp(12), 6)
        across.addWidget(picture("app", "primary", 28))
        across.addWidget(words("B12 Desk", "product"))
        self._patient = words("")
        self._patient.setObjectName("patient")
        self._patient.setWordWrap(False)
        across.addStretch(1)
        across.addWidget(self._patient)
        across.addStretch(1)
        settings = Button(_("Se&ttings"), "secondary", "settings")
        settings.setObjectName("settings-button")
        settings.clicked.connect(self._change_settings)
        across.addWidget(settings)
        return made

    def _show_patient(self, name: str) -> None:
        text = name if len(name) <= 60 else f"{name[:59]}\N{HORIZONTAL ELLIPSIS}"
        self._patient.setTextFormat(QtCore.Qt.TextFormat.PlainText)
        shown = _("Patient: {name}", name=text) if name else _("Patient: no name given") if self.intake else ""
        self._patient.setText(shown)


def _wipe_clipboard() -> None:
    """What was copied out of one patient's answers must not be pasted into the next one's."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
