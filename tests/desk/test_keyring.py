"""The fourth way in: the keyring of a computer account, beside passphrase, recovery key and a damaged key file."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import keyring.backend
import pytest
from keyring.errors import KeyringLocked, PasswordDeleteError

from b12desk.desk.safe import NewKeys, Safe, WrongPassphraseError
from b12desk.errors import StoreError
from b12desk.store import keyring_wrap
from tests.desk.test_safe import CHEAP, CHECKOUT, OTHER, PASSPHRASE, opens
from tests.store.test_former_files import intake

SENTENCE = "The keyring of this computer account did not open this desk."


class Memory(keyring.backend.KeyringBackend):
    """In memory; ``refusal`` is raised by whatever is asked."""

    priority = 1  # type: ignore[assignment]  # as each backend has it

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}
        self.refusal: Exception | None = None

    def get_password(self, service: str, username: str) -> str | None:
        self._refuse()
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._refuse()
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._refuse()
        if self.held.pop((service, username), None) is None:
            raise PasswordDeleteError

    def _refuse(self) -> None:
        if self.refusal is not None:
            raise self.refusal


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> Memory:
    made = Memory()
    monkeypatch.setattr(keyring_wrap, "_TRUSTED", (__name__,))
    monkeypatch.setattr(keyring.backend, "get_all_keyring", lambda: [made])
    return made


@pytest.fixture
def start(tmp_path: Path) -> Callable[[], Safe]:
    return lambda: Safe(tmp_path / "data", form="b12", cost=CHEAP)


@pytest.fixture
def keys(start: Callable[[], Safe]) -> NewKeys:
    """A desk that was set up, with one intake."""
    safe = start()
    made = safe.begin_set_up(PASSPHRASE)
    records = safe.confirm(*made).records
    records.save(intake(age=(70,)), "about")
    records.shut()
    return made


def switched_on(start: Callable[[], Safe]) -> None:
    safe = start()
    opened = safe.unlock(PASSPHRASE)
    assert not safe.opens_itself(), "off by default"
    safe.set_keyring(on=True)
    opened.records.shut()


def test_the_four_doors_one_by_one(start: Callable[[], Safe], keys: NewKeys, memory: Memory, tmp_path: Path) -> None:
    switched_on(start)
    assert start().opens_itself()
    assert opens(start().unlock_by_keyring())
    assert opens(start().unlock(PASSPHRASE)), "the passphrase still opens"
    assert opens(start().unlock_with_recovery("\n".join(keys), OTHER))
    assert not start().opens_itself(), "whoever needed the recovery key starts anew"
    (tmp_path / "data" / "keys.json").write_text("{")
    assert not start().opens_itself()
    with pytest.raises(StoreError, match="key file cannot be used"):
        start().unlock_by_keyring()
    assert opens(start().unlock_with_recovery("\n".join(keys), PASSPHRASE))


def test_the_keyring_never_has_the_data_key(
    start: Callable[[], Safe], keys: NewKeys, memory: Memory, tmp_path: Path
) -> None:
    switched_on(start)
    opened = start().unlock(PASSPHRASE)
    data_key = opened.records.data_key
    opened.records.shut()
    (held,) = memory.held.values()
    assert keyring_wrap.b64decode(held) not in data_key
    assert data_key[:32] not in keyring_wrap.b64decode(held)
    wraps = json.loads((tmp_path / "data" / "keys.json").read_text())["wraps"]
    assert {each.partition(":")[0] for each in wraps} == {"passphrase", "recovery", "keyring"}


@pytest.mark.parametrize("how", ["locked", "emptied", "gone", "another key", "another program's"])
def test_a_keyring_that_does_not_open_is_one_sentence_and_the_passphrase_opens(
    start: Callable[[], Safe], keys: NewKeys, memory: Memory, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    switched_on(start)
    match how:
        case "locked":
            memory.refusal = KeyringLocked()
        case "emptied":
            memory.held.clear()
        case "gone":
            monkeypatch.setattr(keyring.backend, "get_all_keyring", list)
        case "another key":
            memory.held = dict.fromkeys(memory.held, "A" * 43 + "=")
        case _:
            memory.held = dict.fromkeys(memory.held, "no base64")
    with pytest.raises(StoreError) as caught:
        start().unlock_by_keyring()
    assert (caught.value.title, caught.value.problems[0].fix) == (SENTENCE, "Type the passphrase.")
    assert opens(start().unlock(PASSPHRASE))


def test_switched_off_nothing_of_it_stays(start: Callable[[], Safe], keys: NewKeys, memory: Memory) -> None:
    switched_on(start)
    safe = start()
    opened = safe.unlock(PASSPHRASE)
    safe.set_keyring(on=False)
    deeds = [each.act.deed for each in opened.records.log.entries()]
    opened.records.shut()
    assert memory.held == {}
    assert not start().opens_itself()
    assert deeds[-3:] == ["keyring on", "unlocked", "keyring off"]


def test_another_passphrase_makes_another_wrap(start: Callable[[], Safe], keys: NewKeys, memory: Memory) -> None:
    switched_on(start)
    before = dict(memory.held)
    safe = start()
    opened = safe.unlock(PASSPHRASE)
    safe.change_passphrase(PASSPHRASE, OTHER)
    opened.records.shut()
    assert len(memory.held) == 1
    assert memory.held != before
    assert opens(start().unlock_by_keyring())
    with pytest.raises(WrongPassphraseError):
        start().unlock(PASSPHRASE)


def test_another_passphrase_while_the_keyring_refuses_switches_it_off(
    start: Callable[[], Safe], keys: NewKeys, memory: Memory
) -> None:
    switched_on(start)
    safe = start()
    opened = safe.unlock(PASSPHRASE)
    memory.refusal = KeyringLocked()
    safe.change_passphrase(PASSPHRASE, OTHER)
    opened.records.shut()
    assert not start().opens_itself()
    assert opens(start().unlock(OTHER))


def test_without_a_keyring_switching_on_changes_nothing(
    start: Callable[[], Safe], keys: NewKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring.backend, "get_all_keyring", lambda: [Memory()])  # not one that the system locks
    safe = start()
    opened = safe.unlock(PASSPHRASE)
    with pytest.raises(StoreError, match="takes no key"):
        safe.set_keyring(on=True)
    opened.records.shut()
    assert not start().opens_itself()


def test_it_is_imported_only_when_it_is_used(start: Callable[[], Safe], keys: NewKeys, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from b12desk.desk.safe import Safe; "
        f"Safe(Path({str(tmp_path / 'data')!r}), form='b12').unlock({PASSPHRASE!r}).records.shut(); "
        "print('keyring' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
