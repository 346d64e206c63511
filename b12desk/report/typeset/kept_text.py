"""What is kept of text to save work, and how all of it is dropped when a patient's intake is closed.

Rule: whatever in this package keeps a result by a text uses `kept`, so that no cache can be forgotten (a test sees that
no other is there). It imports nothing, so that closing an intake of which no paper was made loads nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from functools import _lru_cache_wrapper

P = ParamSpec("P")
T = TypeVar("T")
_CACHES: list[_lru_cache_wrapper[object]] = []


def kept(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Keep the last ``most`` results of a function, until `forget`."""

    def keep(call: Callable[P, T]) -> Callable[P, T]:
        found = lru_cache(maxsize=most)(call)
        _CACHES.append(found)
        return found  # type: ignore[return-value]  # typeshed forgets the parameters

    return keep


def forget() -> None:
    """Drop all text that is kept in memory to save work."""
    for each in _CACHES:
        each.cache_clear()


def count() -> int:
    """How many results are kept."""
    return sum(each.cache_info().currsize for each in _CACHES)
