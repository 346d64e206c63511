"""Backups in the window: by schedule, by hand, told when they fail; one restored on an empty home; the keyring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QLineEdit, QWidget

from b12desk import app
from b12desk.desk.safe import NewKeys
from b12desk.model.definition import Definition
from b12desk.settings import BackupEvery, Settings
from b12desk.store.records import Records
from b12desk.ui.demo.driver import Driver
from b12desk.ui.kit.dialogs import Message
from b12desk.ui.kit.labels import ZERO_WIDTH_SPACE
from b12desk.ui.settings_dialog import SettingsDialog
from b12desk.ui.window import MainWindow
from tests.desk.test_keyring import Memory, memory
from tests.set_up_desk import NAME, PASSPHRASE, cheap_safe, set_up_desk
from tests.store.test_former_files import IDENTIFIER, intake
from tests.test_cli_backup import content_of
from tests.ui.answering import Answering, Step, escape, press
from tests.ui.conftest import Desk, wait_for
from tests.ui.test_doors import Door
from tests.ui.test_doors_for_real import sign_in, unlock
from tests.ui.test_printing import name_it

__all__ = ["memory"]
OTHER = "thimble orchard velvet comet"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


@pytest.fixture
def keys() -> NewKeys:
    """A desk that was set up, with an intake of Ana."""
    made = set_up_desk()
    records = cheap_safe().unlock(PASSPHRASE).records
    records.save(replace(intake(age=(61,)), identifier=IDENTIFIER), "about")
    records.shut()
    return made


@pytest.fixture
def start(show: Callable[[QWidget], QWidget], shipped: Definition) -> Callable[..., Door]:
    """The program is started, with a plan for backups."""

    def open_it(folder: Path | None = None, every: BackupEvery = "never") -> Door:
        settings = Settings(backup_folder=str(folder or ""), backup_every=every)
        window = MainWindow(settings, cheap_safe(), lambda: shipped, app.open_intakes)
        window.resize(1180, 820)
        show(window)
        return Door(window, None, [])  # type: ignore[arg-type]  # the safe is a real one

    return open_it


def enter(desk: Door) -> None:
    """Unlock it, and sign in as Ana."""
    unlock(desk)
    sign_in(desk)


def told(desk: Desk) -> str:
    """The line of the start page about backups; empty without one."""
    found = desk.window.findChild(QWidget, "start:backups")
    texts = [] if found is None else [each.text() for each in found.findChildren(QLabel) if each.text()]
    return " ".join(texts).replace(ZERO_WIDTH_SPACE, "")


def test_a_backup_that_is_due_is_made_at_the_start(start: Callable[..., Door], keys: NewKeys, folder: Path) -> None:
    desk = start(folder, "day")
    enter(desk)
    assert wait_for(lambda: len(list(folder.glob("b12desk-*.age"))) == 1)
    assert wait_for(lambda: not desk.window._keeper.busy)  # type: ignore[union-attr]  # it is open
    assert told(desk) == ""
    desk.window.close()
    again = start(folder, "day")
    enter(again)
    assert wait_for(lambda: "new" in again.names())
    assert len(list(folder.glob("b12desk-*.age"))) == 1, "it is not due again"


def test_one_that_fails_is_told_until_it_is_solved(start: Callable[..., Door], keys: NewKeys, folder: Path) -> None:
    folder.rmdir()
    desk = start(folder, "week")
    enter(desk)
    assert wait_for(lambda: told(desk) != "")
    why = "this folder is not there. Put it back, or plug in the disk it lies on."
    assert told(desk) == f"No backup could be made in {folder}: {why}"
    folder.mkdir()
    keeper = desk.window._keeper
    assert keeper is not None
    keeper.look()  # as in an hour
    assert wait_for(lambda: told(desk) == "")
    assert len(list(folder.glob("*.age"))) == 1


def test_a_removal_stands_in_the_list_beside_the_backups(
    start: Callable[..., Door], keys: NewKeys, folder: Path
) -> None:
    desk = start(folder, "day")
    enter(desk)
    assert wait_for(lambda: bool(list(folder.glob("*.json"))))
    with Answering(Step(Message, press("message:1"))):
        desk.hand.press(f"discard:{IDENTIFIER}")
    assert wait_for(lambda: IDENTIFIER in next(folder.glob("*.json")).read_text())


def test_one_is_made_by_hand_in_the_settings(start: Callable[..., Door], keys: NewKeys, folder: Path) -> None:
    desk = start()
    enter(desk)
    seen: list[str] = []

    def said(dialog: QDialog, name: str) -> str:
        found = Driver(dialog).find(name)
        assert isinstance(found, QLabel)
        return found.text()

    def begin(dialog: QDialog) -> None:
        hand = Driver(dialog)
        seen.extend((said(dialog, "backups:told"), said(dialog, "backups:folder")))
        hand.press("backups:now")
        seen.append(said(dialog, "backups:told"))
        QTimer.singleShot(0, lambda: hand.press("backups:choose"))

    def end(dialog: QDialog) -> None:
        seen.append(said(dialog, "backups:folder"))
        hand = Driver(dialog)
        hand.press("backup_every=week")
        hand.press("backups:now")
        assert wait_for(lambda: said(dialog, "backups:told").startswith("Backed up: "))
        seen.extend((said(dialog, "backups:told"), str(desk.records.head())))
        hand.press("settings:keep")

    chosen = Step(QFileDialog, name_it(folder, "Choose"))
    with Answering(Step(SettingsDialog, begin), chosen, Step(SettingsDialog, end)):
        desk.hand.press("settings-button")
    seen = [each.replace(ZERO_WIDTH_SPACE, "") for each in seen]
    (file,) = folder.glob("*.age")
    assert seen[:3] == ["No backup was made yet.", "No folder is chosen.", "Choose a folder first."]
    assert seen[3] == f"Folder: {folder}"
    assert seen[4].startswith(f"Backed up: 1 intake in {file}, ")
    assert f"Log {seen[5]}." in seen[4]
    acts = [each.act for each in desk.records.log.entries()][-2:]
    assert [(each.who, each.deed) for each in acts] == [(NAME, "backed up"), (NAME, "settings changed")]
    assert desk.window._settings.backup_plan == (str(folder), "week")


def test_a_backup_is_restored_on_an_empty_home(
    start: Callable[..., Door],
    keys: NewKeys,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every table of it, through the window; only the log goes on."""
    desk = start(folder, "day")
    enter(desk)
    assert wait_for(lambda: bool(list(folder.glob("*.json"))))
    desk.window.close()
    kept = tables()
    (file,) = folder.glob("*.age")
    monkeypatch.setenv("B12DESK_HOME", str(tmp_path / "elsewhere"))
    shown = start()
    shown.hand.press("door:restore")
    shown.hand.press("restore:go")
    assert shown.said("restore:note") == "Choose the backup file."
    boxes = {"restore_first": keys.first_half, "restore_second": keys.second_half}
    boxes |= {"restore_new": OTHER, "restore_again": OTHER}
    shown.fill(restore_file=str(tmp_path / "nothing.age"), **boxes)
    shown.hand.press("restore:go")
    shown.rest()
    assert "The file cannot be read (No such file or directory)." in shown.said("restore:note")
    with Answering(Step(QFileDialog, escape)):
        shown.hand.press("restore:choose")
    assert text_in(shown, "restore:file") == str(tmp_path / "nothing.age"), "as it was"
    with Answering(Step(QFileDialog, name_it(file, "Choose"))):
        shown.hand.press("restore:choose")
    assert text_in(shown, "restore:file") == str(file)
    shown.hand.press("restore:go")
    sign_in(shown)
    assert f"resume:{IDENTIFIER}" in shown.names()
    shown.window.close()
    found = tables(OTHER)
    for each in (kept, found):
        each.pop("backups")  # its own row came after it was copied
    before, after = kept.pop("audit"), found.pop("audit")
    common = [each[3] for each in after if each in before]
    began = ["set up", "staff added", "signed in", "unlocked", "unlocked", "signed in", "backed up"]
    assert common == began, "and the log goes on"
    assert found == kept
    assert found["intakes"]


def text_in(shown: Door, name: str) -> str:
    found = shown.hand.find(name)
    assert isinstance(found, QLineEdit)
    return found.text()


def tables(passphrase: str = PASSPHRASE) -> dict[str, list[tuple[object, ...]]]:
    records: Records = cheap_safe().unlock(passphrase).records
    try:
        return content_of(records)
    finally:
        records.shut()


def test_switched_on_the_keyring_opens_the_desk_and_a_refusal_is_one_sentence(
    start: Callable[..., Door], keys: NewKeys, memory: Memory
) -> None:
    desk = start()
    enter(desk)

    def switch(to: str, dialog: QDialog) -> None:
        hand = Driver(dialog)
        hand.press(f"keyring={to}")
        hand.press("settings:keep")

    with Answering(Step(SettingsDialog, partial(switch, "keyring"))):
        desk.hand.press("settings-button")
    desk.window.close()
    again = start()
    sign_in(again)
    again.window.close()
    memory.refusal = OSError()
    refused = start()
    refused.rest()
    told = "The keyring of this computer account did not open this desk. Type the passphrase."
    assert wait_for(lambda: refused.said("unlock:note") == told)
    enter(refused)
    assert "new" in refused.names()
    memory.refusal = None
    with Answering(Step(SettingsDialog, partial(switch, "passphrase"))):
        refused.hand.press("settings-button")
    assert memory.held == {}


def test_a_computer_without_a_keyring_says_so_when_it_is_switched_on(start: Callable[..., Door], keys: NewKeys) -> None:
    desk = start()
    enter(desk)

    def switch(dialog: QDialog) -> None:
        Driver(dialog).press("keyring=keyring")
        Driver(dialog).press("settings:keep")

    with Answering(Step(SettingsDialog, switch), Step(Message, escape)) as seen:
        desk.hand.press("settings-button")
    assert "takes no key" in " ".join(seen.seen[1])
    assert "The passphrase opens this desk as before." in " ".join(seen.seen[1])
