"""How a walk went, screen by screen: seconds, backs, changes, help and where it was left. Nothing of who it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal
from uuid import uuid4

from b12desk.store.waiting import Screen

Face = Literal["good", "middling", "bad"]
_BANDS = (16, 40, 60, 75)
"""The ages at which a band begins."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One screen, from when it was shown until it was left; one that was shown twice is two."""

    screen: str
    seconds: float
    backs: int = 0
    changes: int = 0
    help: int = 0
    abandoned: bool = False


class Diary:
    """``ticks``: seconds of a clock that is never set."""

    def __init__(self, ticks: Callable[[], float]) -> None:
        self.seen: list[Seen] = []
        self._ticks = ticks
        self._since = ticks()
        self._now = Seen("", 0)

    @property
    def seconds(self) -> float:
        """How long the screen has been open."""
        return self._ticks() - self._since

    def back(self) -> None:
        """The way led back from here."""
        self._now = replace(self._now, backs=self._now.backs + 1)

    def changed(self) -> None:
        """An answer was given anew."""
        self._now = replace(self._now, changes=self._now.changes + 1)

    def helped(self) -> None:
        """Staff were called."""
        self._now = replace(self._now, help=self._now.help + 1)

    def leave(self, screen: str, *, abandoned: bool = False) -> None:
        """The screen of this name was left; the next begins."""
        self.seen.append(replace(self._now, screen=screen, seconds=self.seconds, abandoned=abandoned))
        self._since, self._now = self._ticks(), Seen("", 0)

    def rows(self, day: date, age: int | None, *, sound: bool, face: Face | None) -> tuple[Screen, ...]:
        """What is kept of it; the face stands with the last screen."""
        sitting, last = uuid4().hex, len(self.seen) - 1
        return tuple(
            Screen(
                sitting,
                day.isoformat(),
                age_band(age),
                sound,
                each.screen,
                round(each.seconds, 1),
                each.backs,
                each.changes,
                each.help,
                each.abandoned,
                face if place == last else None,
            )
            for place, each in enumerate(self.seen)
        )


def age_band(age: int | None) -> str:
    """As wide as it must be to name nobody: ``60-74``; "" when the age is not known."""
    if age is None:
        return ""
    low = max((each for each in _BANDS if each <= age), default=0)
    high = min((each for each in _BANDS if each > age), default=0)
    return f"{low}-{high - 1}" if high else f"{low}+"
