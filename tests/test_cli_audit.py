"""``b12desk audit``: asks for the passphrase, names the first bad entry, and tells its status."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from b12desk.__main__ import main
from b12desk.desk import safe as safe_module
from b12desk.desk.safe import Safe
from b12desk.store.audit_chain import Act
from b12desk.store.tables import audit
from tests.desk.test_safe import CHEAP, PASSPHRASE

WHEN = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("B12DESK_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def opened(home: Path) -> safe_module.Opened:
    """The records of a desk that was just set up."""
    safe = Safe(home / "data", form="b12", cost=CHEAP)
    return safe.confirm(*safe.begin_set_up(PASSPHRASE))


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str, passphrase: str = PASSPHRASE) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{passphrase}\n"))
    return main(["audit", *arguments])


def test_a_whole_log_is_told_with_its_head(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = opened(home)
    made.records.note(Act(WHEN, "ana", "opened", "intake-1"))
    printed = str(made.records.head())
    made.records.shut()
    assert run(monkeypatch, "verify", "--head", printed.lower()) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"3 entries, all as they were written. The log goes on from {printed}. It has come to 3-")
    assert run(monkeypatch, "list") == 0
    heading, *lines = csv.reader(io.StringIO(capsys.readouterr().out))
    assert heading == ["number", "moment", "who", "deed", "intake", "note"]
    assert [line[0] for line in lines] == ["1", "2", "3", "4"]
    assert [line[3] for line in lines] == ["set up", "opened", "unlocked", "unlocked"]
    assert lines[1][2:] == ["ana", "opened", "intake-1", ""]
    assert datetime.fromisoformat(lines[1][1]) == WHEN


def test_the_first_bad_entry_is_named(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = opened(home)
    for number in range(4):
        made.records.note(Act(WHEN, "ana", "opened", f"intake-{number}"))
    printed = str(made.records.head())
    with made.records._database.writing() as connection:
        for guard in ("update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER audit_keeps_{guard}")
        connection.execute(sa.update(audit).where(audit.c.number == 3).values({"who": "ben"}))
    made.records.shut()
    assert run(monkeypatch, "verify") == 1
    assert capsys.readouterr().out == "Entry 3: the entry is not what was written.\n"
    assert printed.startswith("5-")


@pytest.mark.parametrize(
    ("arguments", "passphrase", "told"),
    [
        (("verify",), "not this one at all", "This is not the passphrase."),
        (("verify", "--head", "12"), PASSPHRASE, "--head: this is no head of a log."),
    ],
)
def test_what_is_not_right_is_said_and_nothing_is_told(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    passphrase: str,
    told: str,
) -> None:
    opened(home).records.shut()
    assert run(monkeypatch, *arguments, passphrase=passphrase) == 2
    shown = capsys.readouterr()
    assert told in shown.err
    assert shown.out == ""


@pytest.mark.usefixtures("home")
def test_without_records_there_is_nothing_to_look_at(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "verify") == 2
    assert "nothing has been set up here." in capsys.readouterr().err


@pytest.mark.usefixtures("home")
def test_at_a_terminal_the_passphrase_is_asked_for_without_showing_it(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened(home).records.shut()
    asked: list[str] = []

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("getpass.getpass", lambda prompt: asked.append(prompt) or PASSPHRASE)
    assert main(["audit", "verify"]) == 0
    assert asked == ["Passphrase of this desk: "]
    assert PASSPHRASE not in capsys.readouterr().out
