"""The doors to the records, one by one: set up, passphrase, recovery key, a damaged key file; and none, to try it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from b12desk import private_file
from b12desk.desk.safe import NewKeys, Opened, Safe, Standing, WrongKeyError, WrongPassphraseError
from b12desk.errors import StoreError
from b12desk.store import keys as key_file
from b12desk.store import opening
from b12desk.store import place as place_module
from b12desk.store.keys import STORE_FORMAT, Cost
from b12desk.store.place import Place
from b12desk.store.records import Records
from tests.store.test_former_files import FIXTURES, IDENTIFIER, intake
from tests.store.test_recovery_key import HALVES

CHEAP = Cost(memory=64, rounds=1, lanes=1)
PASSPHRASE = "window lantern river oak"
OTHER = "seven brown kettles sing"
CHECKOUT = Path(__file__).parents[2]


class Clock:
    """Set by hand."""

    def __init__(self) -> None:
        self.now = 1_772_443_800.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def start(folder: Path, clock: Clock) -> Callable[[], Safe]:
    """The program starts once more."""
    return lambda: Safe(folder, form="b12", cost=CHEAP, clock=clock)


@pytest.fixture
def keys(start: Callable[[], Safe]) -> NewKeys:
    """A desk that was set up, with one intake in its records."""
    safe = start()
    made = safe.begin_set_up(PASSPHRASE)
    records = safe.confirm(made.first_half, made.second_half).records
    records.save(intake(age=(70,)), "about")
    records.shut()
    return made


@pytest.fixture(autouse=True)
def _all_shut(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    opened: list[Records] = []
    make = Records.__init__

    def noted(self: Records, *given: object, **named: object) -> None:
        make(self, *given, **named)  # type: ignore[arg-type]  # as it is called
        opened.append(self)

    monkeypatch.setattr(Records, "__init__", noted)
    yield
    for each in opened:
        each.shut()


def opens(found: Opened) -> bool:
    """Whether these are the records of `keys`; they are shut."""
    response = found.records.load(IDENTIFIER).response
    found.records.shut()
    return response == intake(age=(70,))


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


# Setting up


def test_until_the_recovery_key_was_typed_back_nothing_opens_and_nothing_is_there(
    start: Callable[[], Safe], folder: Path
) -> None:
    safe = start()
    assert safe.standing() is Standing.NEW
    assert not folder.exists(), "looking makes nothing"
    made = safe.begin_set_up(PASSPHRASE)
    assert files(folder) == set()
    assert start().standing() is Standing.NEW
    with pytest.raises(WrongKeyError, match="the second half") as caught:
        safe.confirm(made.first_half, made.second_half[:-1] + "!")
    assert caught.value.wrong == (2,)
    opened = safe.confirm(made.first_half.lower().replace(" ", "-"), made.second_half.replace(" ", ""))
    assert opened[1:] == ((), False, None)
    opened.records.save(intake(age=(70,)), "about")
    opened.records.shut()
    assert files(folder) == {"records.db", "keys.json", "recovery.age"}
    assert start().standing() is Standing.LOCKED
    assert opens(start().unlock(PASSPHRASE))


def test_a_key_of_another_set_up_is_not_taken_and_the_half_is_named(start: Callable[[], Safe]) -> None:
    first, safe = start().begin_set_up(PASSPHRASE), start()
    second = safe.begin_set_up(PASSPHRASE)
    for typed, wrong in (
        ((first.first_half, first.second_half), (1, 2)),
        ((second.first_half, second.first_half), (2,)),
    ):
        with pytest.raises(WrongKeyError) as caught:
            safe.confirm(*typed)
        assert caught.value.wrong == wrong
    safe.confirm(second.first_half, second.second_half)


def test_left_half_way_it_leaves_nothing(start: Callable[[], Safe], folder: Path) -> None:
    safe = start()
    safe.begin_set_up(PASSPHRASE)
    safe.cancel_set_up()
    assert not folder.exists()
    with pytest.raises(ValueError, match="nothing is being set up"):
        safe.confirm("", "")


def test_leaving_it_touches_no_records_that_are_there(start: Callable[[], Safe], keys: NewKeys, folder: Path) -> None:
    before = files(folder)
    start().cancel_set_up()
    assert files(folder) == before
    with pytest.raises(StoreError, match="set up already"):
        start().begin_set_up(PASSPHRASE)


@pytest.mark.parametrize("weak", ["", "short", "password", "password1234", "aaaaaaaaaaaa", "qwertyuiop", "19800101"])
def test_a_weak_passphrase_is_refused_with_advice(start: Callable[[], Safe], weak: str) -> None:
    with pytest.raises(StoreError, match="too easy to guess") as caught:
        start().begin_set_up(weak)
    assert caught.value.problems[0].cause
    assert not weak or weak not in str(caught.value)


@pytest.mark.parametrize("cut", ["recovery.age", "records.db.new", "records.db", "keys.json"])
def test_a_disk_that_refuses_in_the_middle_is_told_and_it_can_be_tried_again(
    start: Callable[[], Safe], folder: Path, cut: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before each file that a set-up makes, the disk is full once; then it is not, or the program was killed."""
    safe = start()
    made = safe.begin_set_up(PASSPHRASE)

    def refuse(*_given: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    write = private_file.write_whole
    with monkeypatch.context() as patch:
        match cut:
            case "records.db.new":
                patch.setattr(opening, "remove_scratch", refuse)
            case "records.db":
                patch.setattr(Path, "rename", refuse)
            case _:
                for module in ("keys", "json_file"):
                    full = lambda path, content: refuse() if path.name == cut else write(path, content)  # noqa: E731 -- one line
                    patch.setattr(f"b12desk.store.{module}.write_whole", full)
        with pytest.raises(StoreError, match="the disk is full"):
            safe.confirm(made.first_half, made.second_half)
    killed = start()
    if cut == "keys.json":
        assert killed.standing() is Standing.NO_KEYS
        recovered = killed.unlock_with_recovery(f"{made.first_half} {made.second_half}", OTHER)
        recovered.records.shut()
        (folder / "keys.json").unlink()
    else:
        assert killed.standing() is Standing.NEW
    safe.confirm(made.first_half, made.second_half).records.shut()
    start().unlock(PASSPHRASE).records.shut()


def test_two_windows_that_set_up_at_once_take_nothing_from_each_other(start: Callable[[], Safe]) -> None:
    one, other = start(), start()
    first, second = one.begin_set_up(PASSPHRASE), other.begin_set_up(OTHER)
    one.confirm(first.first_half, first.second_half).records.shut()
    with pytest.raises(StoreError, match="belong to another"):
        other.confirm(second.first_half, second.second_half)
    start().unlock(PASSPHRASE).records.shut()


# The passphrase


def test_the_passphrase_opens(start: Callable[[], Safe], keys: NewKeys) -> None:
    assert opens(start().unlock(PASSPHRASE))


def test_a_wrong_one_is_one_plain_sentence_waits_longer_and_destroys_nothing(
    start: Callable[[], Safe], keys: NewKeys, clock: Clock, folder: Path
) -> None:
    before = {name: (folder / name).read_bytes() for name in files(folder)}
    for number in range(1, 8):
        safe = start()  # also after a restart
        clock.now += safe.wait()
        with pytest.raises(WrongPassphraseError, match=r"^This is not the passphrase\.") as caught:
            safe.unlock(f"{OTHER} {number}")
        assert caught.value.wait == safe.wait() == {5: 30, 6: 120, 7: 600}.get(number, 0)
        assert OTHER not in str(caught.value)
    with pytest.raises(WrongPassphraseError, match="Wait 600 seconds"):
        start().unlock(PASSPHRASE)
    clock.now += 600
    assert opens(start().unlock(PASSPHRASE))
    assert start().wait() == 0
    assert {name: (folder / name).read_bytes() for name in files(folder)}.keys() == before.keys()
    assert (folder / "keys.json").read_bytes() == before["keys.json"]


def test_changing_it_rewrites_no_record(start: Callable[[], Safe], keys: NewKeys, folder: Path) -> None:
    before = (folder / "records.db").read_bytes()
    with pytest.raises(WrongPassphraseError):
        start().change_passphrase(OTHER, PASSPHRASE)
    with pytest.raises(StoreError, match="too easy"):
        start().change_passphrase(PASSPHRASE, "12345678")
    start().change_passphrase(PASSPHRASE, OTHER)
    assert (folder / "records.db").read_bytes() == before
    with pytest.raises(WrongPassphraseError):
        start().unlock(PASSPHRASE)
    assert opens(start().unlock(OTHER))
    assert opens(start().unlock_with_recovery(f"{keys.first_half}\n{keys.second_half}", PASSPHRASE))


# The recovery key


def test_the_recovery_key_opens_and_sets_a_new_passphrase(
    start: Callable[[], Safe], keys: NewKeys, clock: Clock
) -> None:
    for _each in range(6):
        clock.now += 30
        with pytest.raises(WrongPassphraseError):
            start().unlock(OTHER)
    typed = f"{keys.second_half.lower()} {keys.first_half.replace(' ', '-')}"
    assert opens(start().unlock_with_recovery(typed, OTHER))
    assert start().wait() == 0, "who has the key need not wait"
    assert opens(start().unlock(OTHER))
    with pytest.raises(WrongPassphraseError):
        start().unlock(PASSPHRASE)


def test_a_wrong_recovery_key_is_told_and_changes_nothing(
    start: Callable[[], Safe], keys: NewKeys, folder: Path
) -> None:
    before = (folder / "keys.json").read_bytes()
    other = Safe(folder.with_name("other"), form="b12", cost=CHEAP).begin_set_up(PASSPHRASE)
    for typed, said in (
        (f"{keys.first_half} {keys.second_half[:-1]}", "the second half has 31 characters"),
        (f"{other.first_half} {other.second_half}", "the key of other records"),
        (f"{keys.first_half} {other.second_half}", "the key of other records"),
        ("AGE-SECRET-KEY-1" + "Q" * 58, "the key of other records"),
    ):
        with pytest.raises(WrongKeyError, match=said):
            start().unlock_with_recovery(typed, OTHER)
    with pytest.raises(StoreError, match="too easy"):
        start().unlock_with_recovery(f"{keys.first_half} {keys.second_half}", "12345678")
    assert (folder / "keys.json").read_bytes() == before


# A key file that is damaged or gone


@pytest.mark.parametrize("left", [b"", b"{", b'{"format":"b12desk-keys","version":1}', b"\xff" * 900, None])
def test_a_damaged_key_file_is_rebuilt_from_the_recovery_key(
    start: Callable[[], Safe], keys: NewKeys, folder: Path, left: bytes | None
) -> None:
    path = folder / "keys.json"
    path.unlink()
    if left is not None:
        path.write_bytes(left)
    assert start().standing() is Standing.NO_KEYS
    with pytest.raises(StoreError, match="Your recovery key opens the records"):
        start().unlock(PASSPHRASE)
    assert opens(start().unlock_with_recovery(f"{keys.first_half} {keys.second_half}", OTHER))
    assert start().standing() is Standing.LOCKED
    assert opens(start().unlock(OTHER))
    if left is not None:
        assert (folder / "keys.json.damaged").read_bytes() == left, "kept aside, not deleted"


@pytest.mark.parametrize("part", ["passphrase", "recovery"])
def test_one_damaged_wrap_is_mended_by_the_other_door(
    start: Callable[[], Safe], keys: NewKeys, folder: Path, part: str
) -> None:
    path = folder / "keys.json"
    content = json.loads(path.read_text())
    content["wraps"][part] = dict.fromkeys(content["wraps"][part], "AAAA")
    path.write_text(json.dumps(content))
    if part == "passphrase":
        with pytest.raises(StoreError, match="Your recovery key opens the records"):
            start().unlock(PASSPHRASE)
    else:
        assert opens(start().unlock(PASSPHRASE))
    assert opens(start().unlock_with_recovery(f"{keys.first_half} {keys.second_half}", OTHER))
    assert opens(start().unlock(OTHER))


def test_a_second_copy_that_got_lost_comes_back(start: Callable[[], Safe], keys: NewKeys, folder: Path) -> None:
    before = (folder / "recovery.age").read_bytes()
    (folder / "recovery.age").unlink()
    assert opens(start().unlock(PASSPHRASE))
    assert (folder / "recovery.age").read_bytes() == before


def test_without_any_wrap_it_says_what_is_missing(start: Callable[[], Safe], keys: NewKeys, folder: Path) -> None:
    (folder / "keys.json").unlink()
    (folder / "recovery.age").unlink()
    with pytest.raises(StoreError, match=r"Put back a backup of recovery\.age"):
        start().unlock_with_recovery(f"{keys.first_half} {keys.second_half}", OTHER)


@pytest.mark.parametrize("number", range(1, key_file.VERSION + 1))
def test_every_released_key_file_still_opens_by_both_doors(
    start: Callable[[], Safe], folder: Path, number: int
) -> None:
    place = Place(folder)
    place.make()
    for path, name in ((place.keys, f"keys-{number}.json"), (place.records, "records-1.db")):
        path.write_bytes((FIXTURES / name).read_bytes())
    assert start().standing() is Standing.LOCKED
    opened = start().unlock(PASSPHRASE)
    assert {each.identifier for each in opened.records.list()} == {"finished", "unfinished"}
    opened.records.shut()
    place.keys.unlink()
    assert start().standing() is Standing.NO_KEYS
    start().unlock_with_recovery("\n".join(HALVES), OTHER).records.shut()
    start().unlock(OTHER).records.shut()


# What cannot be opened


def test_missing_records_are_told_and_no_empty_ones_are_made(
    start: Callable[[], Safe], keys: NewKeys, folder: Path
) -> None:
    (folder / "records.db").unlink()
    with pytest.raises(StoreError, match=r"Put records\.db back"):
        start().standing()
    with pytest.raises(StoreError):
        start().unlock(PASSPHRASE)
    assert not (folder / "records.db").exists()


def test_newer_records_are_refused_before_any_key_is_asked_for(
    start: Callable[[], Safe], keys: NewKeys, folder: Path
) -> None:
    path = folder / "keys.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"store": STORE_FORMAT + 1}))
    before = {name: (folder / name).read_bytes() for name in files(folder)}
    for door in (
        start().standing,
        lambda: start().unlock(PASSPHRASE),
        lambda: start().unlock_with_recovery(f"{keys.first_half} {keys.second_half}", OTHER),
        lambda: start().change_passphrase(PASSPHRASE, OTHER),
        lambda: start().begin_set_up(PASSPHRASE),
    ):
        with pytest.raises(StoreError, match="newer B12 Desk"):
            door()
    assert {name: (folder / name).read_bytes() for name in files(folder)} == before


def test_the_key_file_says_a_new_format_before_the_records_have_it(
    start: Callable[[], Safe], keys: NewKeys, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An older program that looks in between refuses; a crash in between is a migration that is made the next time."""
    for module in ("keys", "opening", "database"):
        monkeypatch.setattr(f"b12desk.store.{module}.STORE_FORMAT", STORE_FORMAT + 1)

    def cut(_database: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("b12desk.store.database.Database._migrate", cut)
    with pytest.raises(KeyboardInterrupt):
        start().unlock(PASSPHRASE)
    monkeypatch.undo()
    with pytest.raises(StoreError, match="newer B12 Desk"):
        start().standing()


def test_records_of_another_form_are_refused_in_words(folder: Path, keys: NewKeys) -> None:
    other = Safe(folder, form="iron", cost=CHEAP)
    for door in (other.standing, lambda: other.unlock(PASSPHRASE)):
        with pytest.raises(StoreError, match=r"another form \(b12\)"):
            door()


def test_a_network_folder_is_refused_before_anything_is_made(
    start: Callable[[], Safe], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place_module, "file_system", lambda _folder: "nfs4")
    for door in (start().standing, lambda: start().begin_set_up(PASSPHRASE)):
        with pytest.raises(StoreError, match="lies on another computer"):
            door()
    assert not folder.exists()


def test_a_folder_that_is_a_file_is_told_in_words(start: Callable[[], Safe], folder: Path) -> None:
    folder.write_text("")
    for door in (start().standing, lambda: start().begin_set_up(PASSPHRASE)):
        with pytest.raises(StoreError, match="a file stands where a folder should be"):
            door()


def brought_along(code: str, *heavy: str) -> list[str]:
    """Which of the ``heavy`` packages a process has imported when it has run ``code``."""
    code = "import sys; from pathlib import Path; from b12desk.desk.safe import Safe, Standing\n" + code
    code += f"\nprint(*(name for name in {heavy} if name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_looking_is_cheap(keys: NewKeys, folder: Path) -> None:
    code = f"assert Safe(Path({str(folder)!r}), form='b12').standing() is Standing.LOCKED"
    heavy = ("sqlalchemy", "sqlcipher3", "alembic", "cryptography", "pyrage", "zxcvbn", "pydantic")
    assert brought_along(code, *heavy) == []


def test_trying_brings_neither_migrations_nor_what_only_keys_need(folder: Path) -> None:
    code = f"Safe(Path({str(folder)!r}), form='b12').try_it().records.shut()"
    heavy = ("sqlcipher3", "alembic", "mako", "sqlalchemy.dialects.postgresql", "cryptography", "pyrage", "zxcvbn")
    assert brought_along(code, *heavy) == ["sqlcipher3"]


# Taking over, and trying


def test_plain_files_come_along_when_it_is_set_up_and_when_it_is_unlocked(
    start: Callable[[], Safe], folder: Path
) -> None:
    drafts = Place(folder).former
    content = (FIXTURES / "draft-3.json").read_bytes()
    drafts.mkdir(parents=True)
    identifier = json.loads(content)["response"]["identifier"]
    (drafts / f"{identifier}.json").write_bytes(content)
    safe = start()
    made = safe.begin_set_up(PASSPHRASE)
    opened = safe.confirm(made.first_half, made.second_half)
    assert opened.taken_over == ("1 intake kept by an older B12 Desk is now encrypted.",)
    assert [each.identifier for each in opened.records.list()] == [identifier]
    assert not drafts.exists()
    opened.records.shut()
    drafts.mkdir()
    (drafts / "broken.json").write_bytes(b"{")
    opened = start().unlock(PASSPHRASE)
    assert [str(each) for each in opened.taken_over if "broken.json" in str(each)]


def test_it_can_be_tried_without_leaving_anything(
    start: Callable[[], Safe], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    opened = start().try_it()
    assert opened.thrown_away
    opened.records.save(intake(age=(70,)), "about")
    assert opened.records.load(IDENTIFIER).response == intake(age=(70,))
    (place,) = tmp_path.glob("b12desk-try-*")
    assert "records.db" in files(place)
    opened.records.shut()
    assert list(tmp_path.iterdir()) == []
    assert not folder.exists()
