"""Order of a line that runs in both directions: the Unicode bidirectional algorithm (annex 9, revision 48).

Rules: there are no steering characters, because `model.visible` drops them all; what is left of the algorithm are the
rules W1 to W7, N0 to N2, I1, I2 and L2. On a page that runs from left to right a paragraph takes the direction of its
first strong letter; on a page that runs to the left it runs to the left, whatever word it begins with.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import TypeVar

_OPENING = {"(": ")", "[": "]", "{": "}", "\u27e8": "\u27e9", "\u2329": "\u232a", "\u27e6": "\u27e7"}
_CLOSING = {closing: opening for opening, closing in _OPENING.items()}
_MOST_OPEN = 63
_NEUTRAL = frozenset(("B", "S", "WS", "ON"))
_RIGHT = frozenset(("R", "AL"))
_ANY_RIGHT = frozenset(("R", "AL", "AN"))
Piece = TypeVar("Piece")


def runs_both_ways(text: str) -> bool:
    """Whether anything in ``text`` is written from right to left, or is a number of such a script."""
    return not text.isascii() and any(unicodedata.bidirectional(each) in _ANY_RIGHT for each in text)


def levels(text: str, *, leftwards: bool = False) -> list[int]:
    """Even for each character that runs to the right, odd for each that runs to the left, as ``leftwards`` pages do."""
    kinds = [unicodedata.bidirectional(each) or "L" for each in text]
    kinds = ["NSM" if kind == "BN" else kind for kind in kinds]  # only joiners are left, and they go with their letter
    strong = next((kind for kind in kinds if kind in {"L", "R", "AL"}), "L")
    base = 1 if leftwards or strong in _RIGHT else 0
    side = "R" if base else "L"
    _weak(kinds, side)
    _brackets(text, kinds, side)
    _neutral(kinds, side)
    return [_level(kind, base) for kind in kinds]


def in_order(pieces: Sequence[Piece], level_of: Callable[[Piece], int]) -> list[Piece]:
    """The pieces of one line from left to right (rule L2)."""
    ordered = list(pieces)
    for level in range(max(map(level_of, ordered), default=0), 0, -1):
        start = 0
        while start < len(ordered):
            end = start
            while end < len(ordered) and level_of(ordered[end]) >= level:
                end += 1
            ordered[start:end] = reversed(ordered[start:end])
            start = end + 1
    return ordered


def _weak(kinds: list[str], side: str) -> None:
    """Rules W1 to W7."""
    before = side
    for at, kind in enumerate(kinds):  # W1
        before = kinds[at] = before if kind == "NSM" else kind
    strong = side
    for at, kind in enumerate(kinds):  # W2, W3
        if kind in {"L", "R", "AL"}:
            strong = kind
        kinds[at] = "AN" if kind == "EN" and strong == "AL" else "R" if kind == "AL" else kind
    _beside_numbers(kinds)
    strong = side
    for at, kind in enumerate(kinds):  # W7
        if kind in {"L", "R"}:
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[at] = "L"


def _beside_numbers(kinds: list[str]) -> None:
    """Rules W4 to W6: signs between and beside digits are part of the number, all others are neutral."""
    for at in range(1, len(kinds) - 1):
        number = kinds[at - 1] if kinds[at - 1] == kinds[at + 1] else ""
        if (number, kinds[at]) in {("EN", "ES"), ("EN", "CS"), ("AN", "CS")}:
            kinds[at] = number
    at = 0
    while at < len(kinds):
        end = at
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        if end > at:
            beside = {*kinds[max(at - 1, 0) : at], *kinds[end : end + 1]}
            kinds[at:end] = ["EN" if "EN" in beside else "ON"] * (end - at)
        at = end + 1
    kinds[:] = ["ON" if kind in {"ES", "CS"} else kind for kind in kinds]


def _brackets(text: str, kinds: list[str], side: str) -> None:
    """Rule N0: a pair of brackets goes with what it holds, or else with what stands before it."""
    other = "L" if side == "R" else "R"
    for opening, closing in sorted(_pairs(text, kinds)):
        inside = {_strong(kind) for kind in kinds[opening + 1 : closing]}
        if side in inside:
            found = side
        elif other in inside:
            earlier = next((_strong(kind) for kind in reversed(kinds[:opening]) if _strong(kind)), side)
            found = other if earlier == other else side
        else:
            continue
        for at in (opening, closing):
            kinds[at] = found
            for mark in range(at + 1, len(text)):
                if unicodedata.bidirectional(text[mark]) != "NSM":
                    break
                kinds[mark] = found


def _pairs(text: str, kinds: Sequence[str]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    for at, each in enumerate(text):
        if kinds[at] != "ON":
            continue
        if each in _OPENING:
            if len(opened) == _MOST_OPEN:
                break
            opened.append((each, at))
        elif each in _CLOSING:
            place = next((n for n in range(len(opened) - 1, -1, -1) if opened[n][0] == _CLOSING[each]), None)
            if place is not None:
                found.append((opened[place][1], at))
                del opened[place:]
    return found


def _neutral(kinds: list[str], side: str) -> None:
    """Rules N1 and N2."""
    at = 0
    while at < len(kinds):
        end = at
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        if end > at:
            before = _strong(kinds[at - 1]) if at else side
            after = _strong(kinds[end]) if end < len(kinds) else side
            kinds[at:end] = [before if before == after else side] * (end - at)
        at = end + 1


def _strong(kind: str) -> str:
    """The direction that a kind lends to what is neutral beside it; empty when it is neutral itself."""
    return "L" if kind == "L" else "R" if kind in {"R", "EN", "AN"} else ""


def _level(kind: str, base: int) -> int:
    """Rules I1 and I2."""
    if base:
        return 1 if kind == "R" else 2
    return {"L": 0, "R": 1}.get(kind, 2)
