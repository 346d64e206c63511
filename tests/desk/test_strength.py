"""How strong a passphrase is said to be, in our own words."""

from __future__ import annotations

import re

import pytest

from b12desk.desk.strength import SHORTEST, strength


@pytest.mark.parametrize(
    ("passphrase", "advice"),
    [
        ("", "Several words"),
        ("kX9!q", f"at least {SHORTEST} characters"),
        ("password1", "among the first to be tried"),
        ("hillside", "Leave out names"),
        ("aaaaaaaaaaaa", "Repeats, rows of keys"),
        ("abcdefghijkl", "Repeats, rows of keys"),
        ("27.03.1981", "Dates and years"),
    ],
)
def test_a_weak_one_gets_the_advice_that_helps(passphrase: str, advice: str) -> None:
    found = strength(passphrase, ["Hillside Practice"])
    assert not found.enough
    assert found.score < 3
    assert advice in found.advice


@pytest.mark.parametrize("passphrase", ["window lantern river oak", "kX9!q2-vBz7#", "x" + "lantern river oak " * 40])
def test_a_strong_one_is_enough(passphrase: str) -> None:
    found = strength(passphrase)
    assert found.enough
    assert found.score >= 3
    assert re.fullmatch(r"(Very h|H)ard to guess\.", found.advice)


def test_short_is_never_enough_whatever_it_is_made_of() -> None:
    found = strength("é✓Ω§ж中")
    assert (found.enough, found.score < 3) == (False, True)
