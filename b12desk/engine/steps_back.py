"""What stood before each answer of this sitting, so that one key takes the last one back, then the one before it.

Rules: what did not change anything is no step; text that was typed bit by bit into one box is one step; nothing of it
is kept on the disk, and it goes with the session.
"""

from __future__ import annotations

from typing import NamedTuple

from b12desk.engine.item_state import Draft
from b12desk.model.values import Answer, Coding


class Former(NamedTuple):
    """What an item had: ``answers``, or a ``draft``, or neither."""

    link_id: str
    answers: tuple[Answer, ...]
    draft: Draft | None


class StepsBack:
    """The last step is the first to be taken back."""

    def __init__(self) -> None:
        self._steps: list[Former] = []

    @property
    def last(self) -> str | None:
        """The item that was answered last."""
        return self._steps[-1].link_id if self._steps else None

    def note(self, former: Former, given: tuple[Answer, ...] = ()) -> None:
        """An item is about to have ``given`` (nothing: text that is no answer) in place of ``former``."""
        chosen = any(isinstance(each, Coding | bool) for each in (*former.answers, *given))
        if chosen or self.last != former.link_id:
            self._steps.append(former)

    def forget(self) -> None:
        """Nothing can be taken back."""
        self._steps.clear()

    def pop(self) -> Former:
        """The last step, which is then none any more. Raises IndexError when there is none."""
        return self._steps.pop()
