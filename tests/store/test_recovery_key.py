"""The recovery key in two halves: typed as people type, and a wrong half is named."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest

from b12desk.store.keys import KEY_LENGTH
from b12desk.store.recovery_key import PREFIX, WrongKeyError, halves_of, identity_in, identity_of
from b12desk.store.wraps import new_identity, public_of, unwrap_by, wrap_for

IDENTITY = "AGE-SECRET-KEY-12375J9JYAWM5JSX5KE6PMCXYQMKT4K7NRSY5Z3NUN9KLZHU8AVNQNHESCK"  # that of these tests alone
PUBLIC = public_of(IDENTITY)
HALVES = halves_of(IDENTITY)


def test_every_new_key_comes_back() -> None:
    for _each in range(50):
        identity, _public = new_identity()
        assert identity_of(*halves_of(identity)) == identity


def test_the_halves_are_groups_of_four_and_give_the_identity_back() -> None:
    for half in HALVES:
        assert [len(group) for group in half.split(" ")] == [4] * 8
    assert identity_of(*HALVES) == IDENTITY
    assert identity_in(" ".join(HALVES)) == IDENTITY
    assert identity_in("\n".join(HALVES)) == IDENTITY
    assert identity_in(f"  {IDENTITY.lower()}\n") == IDENTITY


def test_case_spaces_dashes_and_order_do_not_matter() -> None:
    first, second = HALVES
    assert identity_of(first.lower().replace(" ", ""), f" {second.replace(' ', '-')}\r\n") == IDENTITY
    assert identity_of(second, first) == IDENTITY


def test_letters_that_the_alphabet_leaves_out_are_read_as_what_they_look_like() -> None:
    alike = str.maketrans("0L8", "OIB")
    assert identity_of(*(half.translate(alike) for half in HALVES)) == IDENTITY


@pytest.mark.parametrize("wrong", [(1,), (2,), (1, 2)])
def test_a_wrong_half_is_named(wrong: tuple[int, ...]) -> None:
    chance = random.Random(3)
    for _try in range(300):
        typed = list(HALVES)
        for number in wrong:
            half = typed[number - 1]
            place = chance.choice([at for at, each in enumerate(half) if each != " "])
            other = chance.choice([each for each in "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L" if each != half[place]])
            typed[number - 1] = half[:place] + other + half[place + 1 :]
        with pytest.raises(WrongKeyError) as caught:
            identity_of(*typed)
        assert caught.value.wrong == wrong


def test_what_is_missing_is_counted_and_nothing_typed_is_repeated() -> None:
    with pytest.raises(WrongKeyError, match="the second half has 28 characters and needs 32") as caught:
        identity_of(HALVES[0], HALVES[1][:-5])
    assert caught.value.wrong == (2,)
    assert HALVES[1][:4] not in str(caught.value)
    with pytest.raises(WrongKeyError) as caught:
        identity_in("")
    assert caught.value.wrong == (1, 2)


def test_the_same_half_twice_says_which_is_missing() -> None:
    for typed, missing in ((HALVES[0], 2), (HALVES[1], 1)):
        with pytest.raises(WrongKeyError) as caught:
            identity_of(typed, typed)
        assert caught.value.wrong == (missing,)


@pytest.mark.skipif(shutil.which("age") is None, reason="needs the program age")
def test_age_opens_the_wrap_with_the_two_halves_alone(tmp_path: Path) -> None:
    data_key = bytes(range(KEY_LENGTH))
    (tmp_path / "recovery.age").write_bytes(wrap_for(PUBLIC, data_key))
    joined = "".join(half.replace(" ", "")[:-3] for half in HALVES)
    (tmp_path / "key.txt").write_text(PREFIX + joined)
    done = subprocess.run(
        ["age", "--decrypt", "-i", "key.txt", "recovery.age"], cwd=tmp_path, capture_output=True, check=True
    )
    assert done.stdout == data_key


def test_the_wrap_opens_with_the_identity() -> None:
    data_key = bytes(range(KEY_LENGTH))
    assert unwrap_by(identity_of(*HALVES), wrap_for(PUBLIC, data_key)) == data_key
