"""Who works at the desk: the staff member that is signed in, or the computer account where nobody is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

Role = Literal["nurse", "administrator"]


class Member(NamedTuple):
    """``id`` is the key among the staff, "" for a computer account; ``name`` is what logs and paper say."""

    id: str
    name: str
    role: Role = "nurse"


Who = Callable[[], Member]
"""Asked whenever something is done: people change at an open desk."""
