"""The key file and its wraps: what opens, what does not, and what damage does."""

from __future__ import annotations

import json
import os
import random
import stat
from pathlib import Path

import pytest

from b12desk.errors import StoreError
from b12desk.store import keys as key_file
from b12desk.store import wraps
from b12desk.store.keys import KEY_LENGTH, Cost, Keys, new_data_key
from b12desk.store.place import Place
from b12desk.store.wraps import (
    WrongSecretError,
    new_identity,
    public_of,
    unwrap,
    unwrap_by,
    wrap,
    wrap_for,
)

CHEAP = Cost(memory=64, rounds=1, lanes=1)
SECRET = "correct horse battery staple"
PURPOSE = Keys("b12").purpose


@pytest.fixture
def place(tmp_path: Path) -> Place:
    found = Place(tmp_path / "data")
    found.make()
    return found


def made(data_key: bytes) -> tuple[Keys, str]:
    identity, public = new_identity()
    keys = Keys("b12").with_passphrase(wrap(data_key, SECRET, PURPOSE, CHEAP))
    return keys.with_recovery(public, wrap_for(public, data_key)), identity


def test_both_wraps_give_the_data_key_back_and_neither_holds_it(place: Place) -> None:
    data_key = new_data_key()
    keys, identity = made(data_key)
    key_file.write(place, keys)
    key_file.write_copy(place, keys.recovery)
    again = key_file.read(place)
    assert again == keys
    assert unwrap(again.wraps["passphrase"], SECRET, again.purpose) == data_key
    assert unwrap_by(identity, again.recovery) == data_key
    assert unwrap_by(identity, key_file.copy_of(place)) == data_key
    assert public_of(identity) == again.wraps["recovery"]["public"]
    assert data_key.hex() not in place.keys.read_text()
    assert data_key not in place.copy.read_bytes()


def test_an_accent_typed_in_another_way_is_the_same_passphrase() -> None:
    data_key = new_data_key()
    wrapped = wrap(data_key, "caf\u00e9 au lait", PURPOSE, CHEAP)
    assert unwrap(wrapped, "cafe\u0301 au lait", PURPOSE) == data_key


def test_another_passphrase_another_form_and_another_recovery_key_do_not_open() -> None:
    keys, _identity = made(new_data_key())
    wrapped = keys.wraps["passphrase"]
    for secret, purpose in ((SECRET + " ", PURPOSE), ("", PURPOSE), (SECRET, Keys("iron").purpose)):
        with pytest.raises(WrongSecretError):
            unwrap(wrapped, secret, purpose)
    for identity in (new_identity()[0], "AGE-SECRET-KEY-1" + "Q" * 58, ""):
        with pytest.raises(WrongSecretError):
            unwrap_by(identity, keys.recovery)
    with pytest.raises(WrongSecretError):
        public_of("AGE-SECRET-KEY-1")


def test_the_usual_cost_is_that_of_the_standard() -> None:
    wrapped = wrap(bytes(KEY_LENGTH), SECRET, PURPOSE)
    assert (wrapped["memory"], wrapped["rounds"], wrapped["lanes"]) == (65_536, 3, 4)


@pytest.mark.parametrize("cost", [{"memory": 2**40}, {"rounds": 10**9}, {"lanes": 64}, {"memory": 1}, {"rounds": True}])
def test_a_cost_beyond_reason_is_damage_and_is_not_tried(cost: dict[str, int]) -> None:
    wrapped = wrap(bytes(KEY_LENGTH), SECRET, PURPOSE, CHEAP) | cost
    with pytest.raises(ValueError, match="understood"):
        unwrap(wrapped, SECRET, PURPOSE)


def test_a_cost_that_this_computer_has_no_memory_for_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    wrapped = wrap(bytes(KEY_LENGTH), SECRET, PURPOSE, CHEAP)

    class Full:
        def __init__(self, **_asked: object) -> None:
            pass

        def derive(self, _secret: bytes) -> bytes:
            raise MemoryError

    monkeypatch.setattr(wraps, "Argon2id", Full)
    with pytest.raises(ValueError, match="the passphrase asks for more memory than this computer has free"):
        unwrap(wrapped, SECRET, PURPOSE)


def test_a_wrap_that_this_program_does_not_know_stays(place: Place) -> None:
    keys, _identity = made(new_data_key())
    key_file.write(place, Keys(keys.form, keys.store, {**keys.wraps, "keyring": {"service": "b12desk"}}))
    key_file.write(place, key_file.read(place).with_passphrase({"kdf": "argon2id"}))
    assert key_file.read(place).wraps["keyring"] == {"service": "b12desk"}


@pytest.mark.skipif(os.name != "posix", reason="Windows has no file modes")
def test_nobody_else_can_read_them(place: Place) -> None:
    keys, _identity = made(new_data_key())
    key_file.write(place, keys)
    key_file.write_copy(place, keys.recovery)
    for path in (place.keys, place.copy):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_damaged_key_file_is_kept_aside_only_when_it_is_replaced(place: Place) -> None:
    place.keys.write_text("{")
    with pytest.raises(ValueError, match="not JSON"):
        key_file.read(place)
    assert place.keys.read_text() == "{"
    key_file.write(place, made(new_data_key())[0])
    assert (place.folder / "keys.json.damaged").read_text() == "{"
    key_file.read(place)


def test_a_newer_key_file_and_newer_records_are_refused_and_left(place: Place) -> None:
    key_file.write(place, made(new_data_key())[0])
    content = json.loads(place.keys.read_text())
    for newer in ({"version": 2}, {"store": key_file.STORE_FORMAT + 1}):
        text = json.dumps(content | newer)
        place.keys.write_text(text)
        with pytest.raises(StoreError, match="newer B12 Desk"):
            key_file.read(place)
        with pytest.raises(StoreError, match="newer B12 Desk"):
            key_file.write(place, made(new_data_key())[0])
        assert place.keys.read_text() == text


def test_ten_thousand_damaged_key_files_raise_nothing_else(place: Place) -> None:
    keys, _identity = made(new_data_key())
    key_file.write(place, keys)
    sound = place.keys.read_bytes()
    chance = random.Random(7)
    outcomes = {"opened": 0, "refused": 0}
    for _each in range(10_000 if os.environ.get("B12DESK_SOAK") == "full" else 500):
        damaged = bytearray(sound)
        for _change in range(chance.choice((1, 1, 2, 8))):
            at = chance.randrange(len(damaged) or 1)
            match chance.choice(("flip", "cut", "drop", "digit")):
                case "flip":
                    damaged[at : at + 1] = bytes(each ^ 1 << chance.randrange(8) for each in damaged[at : at + 1])
                case "cut":
                    del damaged[at:]
                    damaged += b"}"
                case "drop":
                    del damaged[at : at + 1]
                case _:
                    damaged[at : at + 1] = b"9"
        place.keys.write_bytes(damaged)
        try:
            found = key_file.read(place)
            unwrap(found.wraps["passphrase"], SECRET, found.purpose)
            outcomes["opened"] += 1
        except (ValueError, StoreError, WrongSecretError):
            outcomes["refused"] += 1
    assert outcomes["refused"] > outcomes["opened"] > 0, "some changes touch the recovery wrap alone"
