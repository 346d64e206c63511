"""Those who work at a desk: who gets in, what waits, who may change what, and that all of it is written down."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from b12desk.desk.member import Member
from b12desk.desk.pin_rules import pin_fault
from b12desk.desk.staff import Person, Staff, WrongPinError
from b12desk.errors import StoreError
from b12desk.store.keys import Cost
from b12desk.store.pins import PIN_COST, fits, hashed
from b12desk.store.records import Records
from tests.store.made_records import new_records

ANA, BEN = "480259", "730418"
NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)


class Clock:
    now = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    made = new_records(tmp_path / "data")
    yield made
    made.shut()


@pytest.fixture
def start(records: Records, clock: Clock) -> Callable[[], Staff]:
    """The program is started once more."""
    return lambda: Staff(records, clock, cost=Cost(64, 1, 1))


@pytest.fixture
def staff(start: Callable[[], Staff]) -> Staff:
    made = start()
    made.add_first("Ana Reyes", ANA)
    made.add("Ben Okafor", "nurse", BEN)
    return made


def person(staff: Staff, name: str) -> Person:
    return next(each for each in staff.everybody() if each.name == name)


def deeds(records: Records) -> list[tuple[str, str, str]]:
    return [(each.act.who, each.act.deed, each.act.note) for each in records.log.entries()]


# Who gets in


def test_the_right_pin_lets_in_and_names_who_is_there_for_log_and_locks(staff: Staff, records: Records) -> None:
    ben = person(staff, "Ben Okafor")
    member = staff.sign_in(ben.id, BEN)
    assert staff.who() == member == Member(ben.id, "Ben Okafor", "nurse")
    assert records.at_desk == "Ben Okafor"
    assert deeds(records)[-1] == ("Ben Okafor", "signed in", "")


def test_wrong_ones_wait_longer_and_longer_for_that_person_alone_also_after_a_restart(
    staff: Staff, start: Callable[[], Staff], clock: Clock, records: Records
) -> None:
    ben, ana = person(staff, "Ben Okafor"), person(staff, "Ana Reyes")
    for _try in range(4):
        with pytest.raises(WrongPinError) as caught:
            staff.sign_in(ben.id, "111222")
        assert caught.value.wait == 0
    for wait in (30, 120, 600, 600):
        with pytest.raises(WrongPinError) as caught:
            staff.sign_in(ben.id, "111222")
        assert caught.value.wait == wait
        again = start()
        clock.pass_(wait - 1)
        assert again.wait(ben.id) == 1
        with pytest.raises(WrongPinError, match="Too many PINs were wrong"):
            again.sign_in(ben.id, BEN)
        clock.pass_(1)
    assert staff.sign_in(ana.id, ANA).name == "Ana Reyes"
    assert staff.sign_in(ben.id, BEN).name == "Ben Okafor"
    assert staff.wait(ben.id) == 0
    wrong = [each for each in deeds(records) if each[1] == "wrong PIN"]
    assert wrong == [("Ben Okafor", "wrong PIN", str(count)) for count in range(1, 9)], "what came too soon is no try"


def test_a_clock_that_was_set_back_makes_nobody_wait_longer(staff: Staff, clock: Clock) -> None:
    ben = person(staff, "Ben Okafor")
    for _try in range(5):
        with pytest.raises(WrongPinError):
            staff.sign_in(ben.id, "111222")
    clock.pass_(-3600)
    assert staff.wait(ben.id) == 30
    clock.pass_(30)
    assert staff.wait(ben.id) == 0


def test_who_has_left_cannot_sign_in_and_can_come_back(staff: Staff) -> None:
    ben = person(staff, "Ben Okafor")
    staff.leave(ben)
    assert [each.name for each in staff.present()] == ["Ana Reyes"]
    assert [each.name for each in staff.everybody()] == ["Ana Reyes", "Ben Okafor"]
    with pytest.raises(WrongPinError):
        staff.sign_in(ben.id, BEN)
    staff.return_(person(staff, "Ben Okafor"))
    assert staff.sign_in(ben.id, BEN)


def test_another_pin_needs_the_old_one(staff: Staff) -> None:
    with pytest.raises(WrongPinError):
        staff.change_pin("999111", "615927")
    staff.change_pin(ANA, "615927")
    ana = person(staff, "Ana Reyes")
    with pytest.raises(WrongPinError):
        staff.sign_in(ana.id, ANA)
    assert staff.sign_in(ana.id, "615927")


def test_one_that_was_reset_or_recovered_waits_no_more(staff: Staff, records: Records) -> None:
    ana = person(staff, "Ana Reyes")
    for _try in range(6):
        with pytest.raises(WrongPinError):
            staff.sign_in(ana.id, "111222")
    assert staff.wait(ana.id)
    staff.recover(ana, "615927")
    assert staff.who().name == "Ana Reyes"
    assert staff.wait(ana.id) == 0
    assert [each[1:] for each in deeds(records)[-2:]] == [("PIN set by recovery key", "Ana Reyes"), ("signed in", "")]


# Who is who


def test_one_administrator_always_stays(staff: Staff) -> None:
    ana, ben = person(staff, "Ana Reyes"), person(staff, "Ben Okafor")
    for call in (lambda: staff.leave(ana), lambda: staff.set_role(ana, "nurse")):
        with pytest.raises(StoreError) as caught:
            call()
        assert caught.value.problems[0].cause == "Ana Reyes is the only administrator. Make somebody else one first."
    staff.set_role(ben, "administrator")
    staff.leave(ana)
    assert staff.who_can() == "An administrator can: Ben Okafor."


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "ana reyes", "x" * 61])
def test_a_name_is_there_short_and_one_person_s(staff: Staff, name: str) -> None:
    with pytest.raises(StoreError, match="This name cannot be used"):
        staff.add(name, "nurse", "615927")
    assert len(staff.everybody()) == 2


def test_everything_that_was_changed_is_in_the_log_which_is_whole(staff: Staff, records: Records) -> None:
    ben = person(staff, "Ben Okafor")
    staff.rename(ben, "Ben Okafor-Lee")
    ben = person(staff, "Ben Okafor-Lee")
    staff.set_role(ben, "administrator")
    staff.set_pin(ben, "615927")
    staff.leave(ben)
    staff.return_(ben)
    assert deeds(records)[3:] == [
        ("Ana Reyes", "staff renamed", "Ben Okafor > Ben Okafor-Lee"),
        ("Ana Reyes", "role changed", "Ben Okafor-Lee: administrator"),
        ("Ana Reyes", "PIN set", "Ben Okafor-Lee"),
        ("Ana Reyes", "staff left", "Ben Okafor-Lee"),
        ("Ana Reyes", "staff returned", "Ben Okafor-Lee"),
    ]
    assert records.log.fault() is None
    assert not any("615927" in part for each in deeds(records) for part in each)


def test_the_first_is_an_administrator_and_there_is_one_first(staff: Staff) -> None:
    assert person(staff, "Ana Reyes").role == "administrator"
    with pytest.raises(StoreError, match="Nobody was added"):
        staff.add_first("Eve", "615927")


def test_where_nobody_signs_in_the_computer_account_is_an_administrator(records: Records) -> None:
    staff = Staff(records, member=Member("", "desk-pc", "administrator"))
    assert not staff.signs_in
    assert staff.who().role == "administrator"


# PINs


@pytest.mark.parametrize(
    "pin",
    ["", "12345", "000000", "123456", "654321", "890123", "123123", "121212", "112233", "123321", "159753", "111112",
     "\u0661\u0662\u0663\u0664\u0665\u0666", "ana", "password", "ana reyes"],
)  # fmt: skip
def test_what_is_guessed_first_is_refused(pin: str) -> None:
    assert pin_fault(pin, ("Ana Reyes",))


@pytest.mark.parametrize("pin", [ANA, BEN, "1958031", "violet-anchor", "tell9quietly"])
def test_what_is_not_is_taken(pin: str) -> None:
    assert pin_fault(pin, ("Ana Reyes",)) == ""


def test_what_is_kept_says_nothing_of_the_pin_and_costs_what_is_promised() -> None:
    kept = hashed("480259")
    assert kept.startswith(f"$argon2id$v=19$m={PIN_COST.memory},t={PIN_COST.rounds},p={PIN_COST.lanes}$")
    assert "480259" not in kept
    assert kept != hashed("480259")
    assert fits("480259", kept)
    assert not fits("480258", kept)
    assert not fits("480259", "damaged")
