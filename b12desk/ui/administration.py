"""What is opened from the settings: the staff, the audit log, another PIN, another passphrase. After the first paint.

Rules: what belongs to the clinic is changed by an administrator alone, and a nurse is told who that is; at the locked
door nobody is one. Each change of it is in the audit log, by the name of the setting.
"""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtWidgets import QDialog, QWidget

from b12desk.desk.audit_book import AuditBook
from b12desk.desk.evidence_book import EvidenceBook
from b12desk.desk.intakes import Intakes
from b12desk.desk.safe import Opened, Safe, Standing
from b12desk.desk.staff import Staff
from b12desk.errors import StoreError, UserError
from b12desk.i18n import _
from b12desk.settings import OF_THE_CLINIC, Keep, Settings
from b12desk.ui.audit.audit_dialog import AuditDialog
from b12desk.ui.backup_keeper import BackupKeeper
from b12desk.ui.door.passphrase_dialog import PassphraseDialog
from b12desk.ui.evidence.evidence_dialog import EvidenceDialog
from b12desk.ui.kit.dialogs import show_error, show_message
from b12desk.ui.kit.waiting import run
from b12desk.ui.questions import may_remove
from b12desk.ui.settings_dialog import SettingsDialog, Way
from b12desk.ui.staff.pin_dialog import PinDialog
from b12desk.ui.staff.staff_dialog import StaffDialog


class Administration:
    """Of ``window``. ``opened`` are the records that are kept, if any are open; ``staff`` signs in there, or None.

    ``desk`` has the intakes, and ``keeper`` the backups, where there are any.
    """

    def __init__(
        self,
        window: QWidget,
        safe: Safe,
        opened: Opened | None,
        staff: Staff | None,
        *,
        desk: Intakes | None = None,
        keeper: BackupKeeper | None = None,
    ) -> None:
        self._window, self._safe, self._opened, self._staff = window, safe, opened, staff
        self._desk, self._keeper = desk, keeper

    def settings(self, settings: Settings, *, at_door: bool) -> Settings | None:
        """Show them; what was chosen, None where nothing was."""
        keeps_out = self._keeps_out(at_door=at_door)
        dialog = SettingsDialog(
            self._window,
            settings,
            self._ways(administers=not keeps_out),
            lambda keep: len(self._desk.overdue(keep)) if self._desk is not None else 0,
            keeps_out=keeps_out,
            keeper=self._keeper,
            signs_in=self._staff is not None,
            opens_itself=self._safe.opens_itself() if self._opened is not None else None,
        )
        kept = run(dialog)
        dialog.deleteLater()
        if not kept:
            return None
        if dialog.opens_itself is not None and dialog.opens_itself != self._safe.opens_itself():
            self._set_keyring(on=dialog.opens_itself)
        chosen = self._seen(dialog.chosen, settings.keep_finished)
        changed = sorted(name for name in OF_THE_CLINIC if getattr(chosen, name) != getattr(settings, name))
        if changed and self._staff is not None:
            with suppress(StoreError):  # the disk refuses: the bar of unsaved answers says so
                self._staff.note("settings changed", ", ".join(changed))
        return chosen

    def _seen(self, chosen: Settings, former: Keep) -> Settings:
        """``chosen``; where somebody saw which intakes would go, and kept them, with the time as it was."""
        if self._desk is None or chosen.keep_finished == former:
            return chosen
        which = self._desk.expiring(chosen.keep_finished)
        return chosen if not which or may_remove(self._window, which) else chosen.changed(keep_finished=former)

    def _set_keyring(self, *, on: bool) -> None:
        try:
            self._safe.set_keyring(on=on)
        except UserError as error:
            show_error(self._window, error)

    def _keeps_out(self, *, at_door: bool) -> str:
        """Who changes what belongs to the clinic; empty where who is here may."""
        if self._staff is not None:
            nurse = self._staff.who().role != "administrator"
            also = _("Letterhead, emergency numbers, the lock, how long intakes are kept, and the staff:")
            return f"{also} {self._staff.who_can()}" if nurse else ""
        with suppress(StoreError):
            if at_door and self._safe.standing() is not Standing.NEW:
                return _("The other settings belong to the clinic: sign in as an administrator to change them.")
        return ""

    def _ways(self, *, administers: bool) -> list[Way]:
        """The buttons that lead on, for who is here."""
        opened, staff = self._opened, self._staff
        made: list[Way] = []
        if opened is None:
            return made
        book = AuditBook(opened.records.log)
        if staff is not None:
            made.append(("pin", _("Change my P&IN"), lambda front: self._open(front, PinDialog(front, staff))))
        if staff is not None and administers:
            made.append(("staff", _("&Staff"), lambda front: self._open(front, StaffDialog(front, staff))))
        if administers:
            made += [
                ("audit", _("Audit &log"), lambda front: self._open(front, AuditDialog(front, book))),
                ("evidence", _("How patients &get on"), self._show_evidence),
                ("passphrase", _("Change the &passphrase"), self.change_passphrase),
            ]
        return made

    def _show_evidence(self, front: QWidget) -> None:
        if self._opened is None or self._desk is None:
            return
        staff, screens = self._staff, self._opened.records.waiting.screens
        note = staff.note if staff is not None else lambda _deed: None
        book = EvidenceBook(screens, self._desk.questionnaire, note)
        try:
            self._open(front, EvidenceDialog(front, book))
        except UserError as error:
            show_error(front, error)

    def _open(self, front: QWidget, dialog: QDialog) -> None:
        try:
            done = run(dialog)
        except UserError as error:
            show_error(front, error)
            done = 0
        dialog.deleteLater()
        if done and isinstance(dialog, PinDialog):
            show_message(front, "success", _("Your PIN is changed"))

    def change_passphrase(self, front: QWidget) -> None:
        """Ask for another one."""
        dialog = PassphraseDialog(front, self._safe)
        changed = run(dialog)
        dialog.deleteLater()
        if changed:
            show_message(front, "success", _("The passphrase is changed"))
