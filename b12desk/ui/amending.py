"""What the window does with a finished intake: asks why, has the desk do it, and shows how it stands then.

Rule: whatever fails is told, and the intake is shown as it is.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from b12desk.desk.finding import title_of
from b12desk.desk.intakes import Intakes
from b12desk.desk.open_intake import OpenIntake
from b12desk.desk.standing_words import BACK_REASONS, REASONS, VOID_REASONS, version_told
from b12desk.errors import UserError
from b12desk.i18n import _
from b12desk.ui.kit.dialogs import Message, ask, show_error, show_message
from b12desk.ui.reason_dialog import ask_reason
from b12desk.ui.result.earlier_paper import show_earlier
from b12desk.ui.result.standing_card import AMEND, DROP, GO_ON, TAKE_BACK, VERSION, VOID


class Amending:
    """``amend`` opens the amendment of an intake (with a reason, "" for one on its way), ``reopen`` an intake anew."""

    def __init__(
        self,
        window: QWidget,
        desk: Intakes,
        *,
        amend: Callable[[str, str], None],
        reopen: Callable[[str], None],
    ) -> None:
        self._window, self._desk = window, desk
        self._amend, self._reopen = amend, reopen

    def do(self, intake: OpenIntake, deed: str, number: int) -> None:
        """What was asked on the result page."""
        identifier = intake.identifier
        if deed == AMEND:
            if reason := why_amend(self._window, intake.history.version):
                self._amend(identifier, reason)
        elif deed == GO_ON:
            self._amend(identifier, "")
        elif deed == DROP:
            self.drop(intake)
        elif deed == VOID:
            self._void(identifier)
        elif deed == TAKE_BACK:
            self._take_back(identifier)
        elif deed == VERSION:
            self._look_back(intake, number)

    def finish(self, intake: OpenIntake) -> None:
        """Have an amendment stand as the next version; where the disk refuses, it stays open."""
        try:
            changed = self._desk.finished_ones.finish(intake)
        except UserError as error:
            show_error(self._window, error)
            return
        self._reopen(intake.identifier)
        if not changed:
            text = _("So there is no new version: version {number} stands.", number=intake.history.version)
            show_message(self._window, "info", _("Nothing was changed"), text)

    def drop(self, intake: OpenIntake) -> None:
        """Let go of an amendment, if that is meant."""
        texts = [
            _("What was changed in it is lost. The version before it stands as it is."),
        ]
        if ask(self._window, _("Drop this amendment?"), texts, [_("&Keep it"), _("&Drop it")]) == 1:
            self._do(intake.identifier, lambda: self._desk.finished_ones.drop(intake))

    def _void(self, identifier: str) -> None:
        texts = [
            _("It is kept, but counts nowhere, and its papers say that nobody is to use them."),
            _("Papers that are out already stay as they are: take them out of the record."),
        ]
        reason = ask_reason(self._window, _("Entered in error?"), texts, VOID_REASONS, _("&Mark it so"))
        if reason:
            self._do(identifier, lambda: self._desk.finished_ones.void(identifier, reason))

    def _take_back(self, identifier: str) -> None:
        texts = [_("It counts again, and can be amended. That it was marked stays in the audit log.")]
        reason = ask_reason(self._window, _("It was no error"), texts, BACK_REASONS, _("&Have it count again"))
        if reason:
            self._do(identifier, lambda: self._desk.finished_ones.take_back_void(identifier, reason))

    def _do(self, identifier: str, call: Callable[[], None]) -> None:
        try:
            call()
        except UserError as error:
            show_error(self._window, error)
        self._reopen(identifier)

    def _look_back(self, intake: OpenIntake, number: int) -> None:
        """Read an earlier version; print it, where it is one of today's form."""
        earlier = intake.history.earlier
        version = next(each for each in earlier if each.number == number)
        after = next((each.intake for each in earlier if each.number == number + 1), None)
        ones = self._desk.finished_ones
        now = intake.session.kept() if after is None else after.response
        title = title_of(self._desk.definition.rules, version.assessment) if version.assessment else ""
        told = version_told(version, title, ones.changes(version.intake.response, now))
        buttons = [_("&Close"), *([_("&Paper")] if ones.readable(version) else [])]
        message = Message(self._window, told.tone, told.heading, told.lines, buttons)
        pressed = message.ask()
        message.deleteLater()
        if pressed == 1:
            papers = intake.papers_of(version)
            show_earlier(self._window, number, papers, lambda way: ones.printed_again(intake.identifier, number, way))


def why_amend(parent: QWidget | None, version: int) -> str:
    """Ask why; "" when somebody changed their mind."""
    texts = [
        _("Version {number} is kept as it is, and stands until you finish.", number=version),
        _("The paper of the new version says which one it replaces."),
    ]
    return ask_reason(parent, _("Amend this intake"), texts, REASONS, _("&Amend it"))
