"""How staff show that they are staff: one small thing that the waiting room is handed, whatever it asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from b12desk.desk.member import Member
from b12desk.desk.staff import Staff
from b12desk.i18n import _
from b12desk.ui.kit import waiting
from b12desk.ui.waiting.proof_dialog import ProofDialog

Unlock = Callable[[QWidget], Member | None]
"""Asks in front of a widget who it is; None: nobody who may go on."""


class Lock(NamedTuple):
    """``words``: what stands on the button that leads there."""

    unlock: Unlock
    words: str


def lock_of(staff: Staff | None) -> Lock:
    """A name and a PIN of ``staff``; where nobody signs in, a button that says so."""
    if staff is None:
        return Lock(lambda _front: Member("", ""), _("I am staff (no PIN in Try it)"))

    def unlock(front: QWidget) -> Member | None:
        dialog = ProofDialog(front, staff)
        waiting.run(dialog)
        found = dialog.member
        dialog.deleteLater()
        return found

    return Lock(unlock, _("For staff"))
