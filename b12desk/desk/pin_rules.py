"""Which PIN or passphrase of one person is taken: what is guessed first is not.

Evidence: NIST SP 800-63B asks six digits of a random PIN and a list of what is refused; people choose series, repeats
and patterns on the keys first (Markert et al. 2020, "This PIN Can Be Easily Guessed": 123456 alone is one in nine).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from b12desk.i18n import _

LEAST_DIGITS, LEAST_CHARACTERS = 6, 8
_SCORE = 2
"""Of a passphrase that is one's own: less than at the door, where the wait is no help against who has the file."""
_ON_THE_KEYS = frozenset({"159753", "147258", "147369", "258369", "123654", "789456", "456789", "741852", "963852"})


def pin_fault(pin: str, words: Iterable[str] = ()) -> str:
    """Why this PIN or passphrase is not taken, and what would be; empty when it is. ``words``: the name, the clinic."""
    if not pin:
        return _("Choose a PIN of six digits or more, or a passphrase.")
    if pin.isdecimal():
        if len(pin) < LEAST_DIGITS:
            return _("A PIN has at least {least} digits.", least=LEAST_DIGITS)
        if _trivial("".join(str(int(each)) for each in pin)):
            return _("This PIN is among the first to be tried. Choose digits without a pattern.")
        return ""
    if len(pin) < LEAST_CHARACTERS:
        return _("A PIN has digits alone; a passphrase has at least {least} characters.", least=LEAST_CHARACTERS)
    from b12desk.desk.strength import strength  # noqa: PLC0415 -- its word lists take long to import

    found = strength(pin, words)
    return "" if found.score >= _SCORE else found.advice


def _trivial(digits: str) -> bool:
    """A series, a repeat, pairs, a pattern of the keys, or a year written twice."""
    steps = {(int(other) - int(one)) % 10 for one, other in pairwise(digits)}
    pairs = all(digits[each] == digits[each + 1] for each in range(0, len(digits) - 1, 2))
    repeats = any(
        digits[:size] * (len(digits) // size) == digits
        for size in range(1, len(digits) // 2 + 1)
        if len(digits) % size == 0
    )
    return len(steps) == 1 or repeats or pairs or len(set(digits)) < 3 or digits in _ON_THE_KEYS or _mirrored(digits)


def _mirrored(digits: str) -> bool:
    """123321: there and back."""
    half = digits[: len(digits) // 2]
    steps = {(int(other) - int(one)) % 10 for one, other in pairwise(half)}
    return digits == digits[::-1] and len(steps) == 1
