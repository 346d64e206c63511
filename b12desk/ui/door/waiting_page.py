"""A page on which a secret is tried: what was wrong is told in place, and the wait is counted down."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from b12desk.i18n import _, n_
from b12desk.ui.door.door_page import DoorPage

_SECOND_MS = 1000


class WaitingPage(DoorPage):
    """Nothing is tried while ``waits``."""

    def __init__(self, name: str, title: str, help_text: str = "", icon: str = "") -> None:
        super().__init__(name, title, help_text, icon)
        self._left = 0
        self._why = ""
        self._clock = QTimer(self)
        self._clock.setInterval(_SECOND_MS)
        self._clock.timeout.connect(self._count)

    @property
    def waits(self) -> bool:
        """Whether another try is not taken yet."""
        return self._left > 0

    def wait_for(self, seconds: int, why: str = "") -> None:
        """Say ``why``, and count down ``seconds`` until a try is taken."""
        self._left, self._why = seconds, why
        self.note.setText(self._words())
        if seconds > 0:
            self._clock.start()
        else:
            self._clock.stop()

    def _count(self) -> None:
        self._left = max(0, self._left - 1)
        if not self._left:
            self._clock.stop()
        self.note.setText(self._words())

    def _words(self) -> str:
        if not self._left:
            return self._why
        wait = n_("Another try is taken in {count} second.", "Another try is taken in {count} seconds.", self._left)
        return _("{why} {wait}", why=self._why, wait=wait).strip()
