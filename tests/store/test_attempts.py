"""Wrong passphrases wait longer and longer, also after a restart; nothing is destroyed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from b12desk.store.attempts import Attempts, WrongPassphraseError
from b12desk.store.place import Place


class Clock:
    """Set by hand."""

    def __init__(self) -> None:
        self.now = 1_772_443_800.0

    def __call__(self) -> float:
        return self.now

    def later(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def place(tmp_path: Path) -> Place:
    found = Place(tmp_path / "data")
    found.make()
    return found


def test_five_are_free_and_then_each_waits_longer(place: Place) -> None:
    clock = Clock()
    for _free in range(5):
        Attempts(place, clock).begin()
    for delay in (30, 120, 600, 600):
        attempts = Attempts(place, clock)  # as after a restart
        assert attempts.wait() == delay
        clock.later(delay - 0.5)
        assert attempts.wait() == 1
        with pytest.raises(WrongPassphraseError, match="Wait 1 second, then try again") as caught:
            attempts.begin()
        assert caught.value.wait == 1
        clock.later(0.5)
        assert attempts.wait() == 0
        attempts.begin()


def test_the_right_one_begins_anew(place: Place) -> None:
    clock = Clock()
    attempts = Attempts(place, clock)
    for _each in range(5):
        attempts.begin()
    attempts.succeeded()
    assert (attempts.wait(), Attempts(place, clock).wait()) == (0, 0)
    assert not place.tries.exists()


def test_ten_thousand_tries_take_months(place: Place) -> None:
    clock = Clock()
    attempts = Attempts(place, clock)
    for _each in range(200):
        clock.later(attempts.wait())
        attempts.begin()
    spent = clock.now - Clock().now
    assert spent / 200 * 10_000 > timedelta(days=60).total_seconds()


def test_a_clock_that_was_set_back_waits_no_longer_than_the_delay(place: Place) -> None:
    clock = Clock()
    for _each in range(5):
        Attempts(place, clock).begin()
    clock.later(-1_000_000)
    attempts = Attempts(place, clock)
    assert attempts.wait() == 30
    clock.later(30)
    assert attempts.wait() == 0


@pytest.mark.parametrize("left", ["", "{", '{"format":"b12desk-tries","version":1,"wrong":true,"last":"x"}'])
def test_a_damaged_count_is_none(place: Place, left: str) -> None:
    place.tries.write_text(left)
    assert Attempts(place).wait() == 0


def test_a_disk_that_takes_no_count_stops_nobody_and_still_slows(place: Place) -> None:
    place.tries.mkdir()
    attempts = Attempts(place, Clock())
    for _each in range(5):
        attempts.begin()
    assert attempts.wait() == 30
