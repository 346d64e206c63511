"""A safe that does at once what a test says, for what the window does around it. The safe itself has tests of its own.

It keeps what it was asked. ``gate`` holds its work up, as Argon2id does, until it is set.
"""

from __future__ import annotations

import threading
from pathlib import Path

from b12desk.desk.member import Member
from b12desk.desk.safe import NewKeys, Opened, Safe, Standing
from b12desk.errors import StoreError
from tests.set_up_desk import PASSPHRASE
from tests.staff import ANA

__all__ = ["HALVES", "OTHERS", "PASSPHRASE", "SafeDouble"]

HALVES = "QPZR Y9X8 GF2T VDW0 S3JN 54KH CE6M UA7L", "7LUA 6MCE KH54 JNS3 W0VD 2TGF X8Y9 ZRQP"
OTHERS = HALVES[1], HALVES[0]


class SafeDouble(Safe):
    """``standing_now`` and ``refusal`` are what `standing` says; ``wrong`` is raised by the next work."""

    def __init__(self, folder: Path, standing: Standing = Standing.NEW) -> None:
        super().__init__(folder, form="")
        self.standing_now = standing
        self.refusal: StoreError | None = None
        self.wrong: Exception | None = None
        self.told: tuple[str, ...] = ()
        self.member: Member | None = ANA
        self.asked: list[tuple[str, ...]] = []
        self.threads: list[threading.Thread] = []
        self.gate = threading.Event()
        self.gate.set()
        self.waits = 0

    def standing(self) -> Standing:
        if self.refusal is not None:
            raise self.refusal
        return self.standing_now

    def wait(self) -> int:
        return self.waits

    def begin_set_up(self, passphrase: str) -> NewKeys:
        self._work("begin", passphrase)
        return NewKeys(*(HALVES if [each[0] for each in self.asked].count("begin") == 1 else OTHERS))

    def confirm(self, first_half: str, second_half: str) -> Opened:
        self._work("confirm", first_half, second_half)
        return self._opened()

    def cancel_set_up(self) -> None:
        self.asked.append(("cancel",))

    def unlock(self, passphrase: str) -> Opened:
        self._work("unlock", passphrase)
        return self._opened()

    def unlock_with_recovery(self, recovery: str, passphrase: str) -> Opened:
        self._work("recover", recovery, passphrase)
        return self._opened()

    def change_passphrase(self, old: str, new: str) -> None:
        self._work("change", old, new)

    def _opened(self) -> Opened:
        """Records that are thrown away, which the window takes for kept ones."""
        return self.try_it()._replace(thrown_away=False, taken_over=self.told, member=self.member)

    def _work(self, *asked: str) -> None:
        self.asked.append(asked)
        self.threads.append(threading.current_thread())
        assert self.gate.wait(20)
        wrong, self.wrong = self.wrong, None
        if wrong is not None:
            raise wrong
