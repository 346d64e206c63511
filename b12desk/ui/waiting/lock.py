"""How staff show that they are staff: one small thing that the waiting room is handed, whatever it asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from b12desk.desk.member import Member

Unlock = Callable[[QWidget], Member | None]
"""Asks in front of a widget who it is; None: nobody who may go on."""


class Lock(NamedTuple):
    """``words``: what stands on the button that leads there."""

    unlock: Unlock
    words: str
