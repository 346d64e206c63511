"""How hard a passphrase is to guess, and what would help: zxcvbn's estimate in our own words.

Imported when somebody chooses a passphrase, not before (30 ms of word lists).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from zxcvbn import zxcvbn

from b12desk.i18n import _

SHORTEST = 8
"""Characters of a passphrase."""
ENOUGH = 3
"""The least score: more than 100 million guesses, each of which costs 0.15 s."""
_JUDGED = 72
"""Characters that are looked at: more are stronger still, and slow to judge."""


class Strength(NamedTuple):
    """``score`` from 0 (guessed at once) to 4; whether it is ``enough``; one sentence of ``advice``."""

    score: int
    enough: bool
    advice: str


def strength(passphrase: str, words: Iterable[str] = ()) -> Strength:
    """The strength of ``passphrase`` for somebody who knows ``words``: the name of the clinic, of the program."""
    if not passphrase:
        return Strength(0, enough=False, advice=_("Several words that have nothing to do with each other are best."))
    known = [part for word in words for part in (word, *word.split())]
    judged = zxcvbn(passphrase[:_JUDGED], user_inputs=known)
    score = int(judged["score"])
    if len(passphrase) < SHORTEST:
        advice = _("Use at least {least} characters.", least=SHORTEST)
        return Strength(min(score, ENOUGH - 1), enough=False, advice=advice)
    if score >= ENOUGH:
        return Strength(score, enough=True, advice=_("Very hard to guess.") if score > ENOUGH else _("Hard to guess."))
    return Strength(score, enough=False, advice=_advice(judged["sequence"]))


def _advice(sequence: list[Mapping[str, Any]]) -> str:
    """What would help most, by what was found in it."""
    kinds = {str(each["pattern"]) for each in sequence}
    lists = {str(each.get("dictionary_name", "")) for each in sequence}
    if "user_inputs" in lists:
        return _("Leave out names that people here know.")
    if "passwords" in lists:
        return _("Part of it is among the first to be tried. Add words that have nothing to do with each other.")
    if kinds & {"repeat", "sequence", "spatial"}:
        return _("Repeats, rows of keys and series are guessed early. Add a word or two.")
    if kinds & {"date", "regex"}:
        return _("Dates and years are guessed early. Add a word or two.")
    return _("Add a word or two that have nothing to do with the others.")
