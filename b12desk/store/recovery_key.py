"""The recovery key as people keep it: an age identity (X25519) in two halves, with a check in each.

An identity is written ``AGE-SECRET-KEY-1`` and 58 characters of the Bech32 alphabet (age-encryption.org, BIP 173).
Each half is 29 of them and three characters of check, in groups of four; so a half that was mistyped is named before
anything is tried. Without this program: leave out the last three characters of each half, join the rest behind
``AGE-SECRET-KEY-1``, and ``age`` takes it.

Rules: case, spaces and dashes do not matter, nor which half comes first; letters that the alphabet leaves out are read
as the ones they are mistaken for.
"""

from __future__ import annotations

from typing import NamedTuple
from zlib import crc32

from b12desk.errors import Problem, StoreError
from b12desk.i18n import _

PREFIX = "AGE-SECRET-KEY-1"
_ALPHABET = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"
_OF_KEY, _OF_CHECK = 29, 3
_HALF = _OF_KEY + _OF_CHECK
_GROUP = 4
_MISREAD = str.maketrans("OIB1", "0L8L")


class WrongKeyError(StoreError):
    """What was typed is not the recovery key. ``wrong`` has the numbers of the halves that are wrong: 1, 2 or both."""

    def __init__(self, wrong: tuple[int, ...], cause: str, fix: str) -> None:
        self.wrong = wrong
        super().__init__(_("This is not the recovery key."), [Problem(_("Recovery key"), cause, fix)])


class Halves(NamedTuple):
    """As they are shown and printed."""

    first: str
    second: str


def halves_of(identity: str) -> Halves:
    """The two halves of an age identity."""
    symbols = identity.upper().removeprefix(PREFIX)
    parts = symbols[:_OF_KEY], symbols[_OF_KEY:]
    return Halves(*(_grouped(part + _check(part, number)) for number, part in enumerate(parts, 1)))


def identity_of(first: str, second: str) -> str:
    """The age identity of two halves as they were typed. Raises WrongKeyError."""
    parts = _symbols(first), _symbols(second)
    if (_number(parts[0]), _number(parts[1])) == (2, 1):
        parts = parts[1], parts[0]
    wrong = tuple(number for number, part in enumerate(parts, 1) if _number(part) != number)
    if wrong:
        raise _mistyped(wrong, parts)
    return PREFIX + "".join(part[:_OF_KEY] for part in parts)


def identity_in(text: str) -> str:
    """The age identity in one text: both halves, best a line each, or as ``age`` writes it. Raises WrongKeyError."""
    bare = "".join(text.split()).upper()
    if bare.startswith(PREFIX) and len(bare) == len(PREFIX) + 2 * _OF_KEY:
        return bare
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) == 2:
        return identity_of(*lines)
    symbols = _symbols(text)
    return identity_of(symbols[:_HALF], symbols[_HALF:])


def _check(part: str, number: int) -> str:
    """Three characters (15 bits), others for the first half than for the second."""
    bits = crc32(f"{number}{part}".encode("ascii"))
    return "".join(_ALPHABET[bits >> shift & 31] for shift in (10, 5, 0))


def _number(half: str) -> int:
    """Which half this is, 1 or 2; 0 when it is none."""
    part, check = half[:_OF_KEY], half[_OF_KEY:]
    return next((each for each in (1, 2) if len(half) == _HALF and check == _check(part, each)), 0)


def _mistyped(wrong: tuple[int, ...], parts: tuple[str, str]) -> WrongKeyError:
    names = {1: _("the first half"), 2: _("the second half")}
    said = []
    for number in wrong:
        name, length = names[number], len(parts[number - 1])
        if length != _HALF:
            said.append(_("{half} has {length} characters and needs {whole}.", half=name, length=length, whole=_HALF))
        else:
            said.append(_("a character of {half} is wrong.", half=name))
    return WrongKeyError(wrong, " ".join(said), _("Compare it with the sheet, group by group."))


def _symbols(text: str) -> str:
    """What of a typed text counts, as the alphabet has it."""
    return "".join(each for each in text.upper().translate(_MISREAD) if each in _ALPHABET)


def _grouped(half: str) -> str:
    return " ".join(half[place : place + _GROUP] for place in range(0, _HALF, _GROUP))
