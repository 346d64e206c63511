"""Signing in, the staff list and the audit log, through the real window: who is let in where, and what is said."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from b12desk import app
from b12desk.desk.audit_book import DEEDS, PAGE, AuditBook
from b12desk.desk.safe import WrongKeyError
from b12desk.errors import StoreError
from b12desk.model.definition import Definition
from b12desk.settings import Settings
from b12desk.store.audit_chain import Act
from b12desk.ui.audit.audit_dialog import AuditDialog
from b12desk.ui.demo.driver import Driver
from b12desk.ui.kit.dialogs import Message
from b12desk.ui.kit.labels import ZERO_WIDTH_SPACE
from b12desk.ui.kit.table import Table
from b12desk.ui.person_dialog import PersonDialog as DataDialog
from b12desk.ui.settings_dialog import SettingsDialog
from b12desk.ui.staff.pin_dialog import PinDialog
from b12desk.ui.staff.staff_dialog import PersonDialog, StaffDialog
from b12desk.ui.window import MainWindow
from tests.set_up_desk import PASSPHRASE, cheap_safe
from tests.ui.answering import Answering, Step, press, say
from tests.ui.conftest import NOW, settle, wait_for
from tests.ui.staffed import PINS, Staffed, staffed

__all__ = ["staffed"]
ANA, BEN = PINS


def read(widget: QWidget) -> str:
    """All that is to be read in it."""
    shown = (each.text() for each in widget.findChildren(QLabel) if each.isVisible())
    return "\n".join(shown).replace(ZERO_WIDTH_SPACE, "")


def fill(dialog: QWidget, **boxes: str) -> None:
    """Type into boxes; ``person_name`` is ``person:name``."""
    hand = Driver(dialog)
    for name, text in boxes.items():
        hand.press(name.replace("__", "-").replace("_", ":"))
        hand.type(text)


# Signing in


def test_nothing_is_shown_before_somebody_is_there(staffed: Callable[..., Staffed]) -> None:
    desk = staffed("")
    assert {"page:desk", "desk:pin"} <= desk.names()
    assert not {"new", "settings-button", "lock"} & desk.names()
    assert desk.window.reception is None
    desk.sign_in(BEN)
    assert {"new", "lock"} <= desk.names()
    assert desk.hand.find("lock").accessibleName().startswith("Ben Okafor is signed in.")
    desk.hand.press("new")
    desk.hand.press("emergency_body=none-of-these")
    assert desk.deeds()[-2:] == [("Ben Okafor", "signed in", ""), ("Ben Okafor", "begun", "")]


def test_the_keyboard_alone_chooses_and_signs_in(staffed: Callable[..., Staffed]) -> None:
    desk = staffed("")
    first = desk.window.focusWidget()
    assert first.objectName() == f"desk:person={desk.people[ANA].id}"
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert desk.window.focusWidget().objectName() == "desk:pin"
    desk.hand.type(PINS[ANA])
    QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert "new" in desk.names()


def test_a_wrong_pin_is_told_in_place_and_the_wait_is_counted_for_that_person(staffed: Callable[..., Staffed]) -> None:
    desk = staffed("")
    desk.hand.press("desk:enter")
    assert desk.said("desk:note") == "Choose your name."
    desk.sign_in(BEN, "")
    assert desk.said("desk:note") == "Type your PIN."
    for _try in range(5):
        desk.sign_in(BEN, "111222")
    assert desk.said("desk:note") == "This is not the PIN of Ben Okafor. Another try is taken in 30 seconds."
    assert desk.hand.find("desk:pin").text() == ""  # type: ignore[attr-defined]
    desk.sign_in(BEN)
    assert "page:desk" in desk.names(), "too soon"
    desk.sign_in(ANA)
    assert "new" in desk.names()
    assert [each[2] for each in desk.deeds() if each[1] == "wrong PIN"] == ["1", "2", "3", "4", "5"]


def test_records_without_staff_ask_for_the_first_administrator_and_lock_nobody_out(
    show: Callable[[QWidget], QWidget], shipped: Definition
) -> None:
    safe = cheap_safe()
    keys = safe.begin_set_up(PASSPHRASE)
    safe.confirm(*keys).records.shut()
    window = MainWindow(Settings(), cheap_safe(), lambda: shipped, app.open_intakes)
    show(window)
    desk = Staffed(window, {}, [])
    desk.hand.press("unlock:passphrase")
    desk.hand.type(PASSPHRASE)
    desk.hand.press("unlock:open")
    assert wait_for(lambda: "page:first" in desk.names())
    assert "new" not in desk.names()
    desk.hand.press("first:done")
    assert desk.said("first:note") == "Type the name that log and papers are to say."
    desk.hand.press("first:name")
    desk.hand.type("Ana Reyes")
    fill(window, first_pin="123456", **{"first_pin__again": "123456"})
    desk.hand.press("first:done")
    assert "among the first to be tried" in desk.said("first:note")
    for name in ("first:pin", "first:pin-again"):
        desk.hand.find(name).clear()  # type: ignore[attr-defined]
    fill(window, first_pin=PINS[ANA], **{"first_pin__again": PINS[ANA]})
    desk.hand.press("first:done")
    settle()
    assert "new" in desk.names()
    assert desk.staff.who().role == "administrator"


def test_the_recovery_key_sets_the_pin_of_the_only_administrator(
    staffed: Callable[..., Staffed], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = staffed("")
    asked: list[str] = []

    def check(key: str) -> None:
        asked.append(key)
        if "WRONG" in key:
            raise WrongKeyError((1,), "a character of the first half is wrong.", "Compare it.")

    monkeypatch.setattr(desk.window._safe, "check_recovery", check)
    desk.hand.press("desk:forgotten")
    assert "An administrator sets a new PIN for you, in the settings under Staff: Ana Reyes." in desk.texts()
    fill(desk.window, forgotten_first="WRONG", forgotten_second="TWO", forgotten_pin="615927")
    desk.hand.press("forgotten:pin-again")
    desk.hand.type("615927")
    desk.hand.press("forgotten:set")
    assert desk.said("forgotten:note").endswith("A character of the first half is wrong. Compare it.")
    desk.hand.find("forgotten:first").clear()  # type: ignore[attr-defined]
    fill(desk.window, forgotten_first="ONE")
    desk.hand.press("forgotten:set")
    settle()
    assert asked == ["WRONG\nTWO", "ONE\nTWO"]
    assert desk.staff.who().name == ANA
    desk.lock()
    desk.sign_in(ANA, "615927")
    assert "new" in desk.names()


# What a role may do


def test_a_nurse_sees_no_setting_of_the_clinic_and_reads_who_changes_it(staffed: Callable[..., Staffed]) -> None:
    desk = staffed(BEN)
    seen: list[str] = []

    def look(dialog: QDialog) -> None:
        seen.append(read(dialog))
        names = {each.objectName() for each in dialog.findChildren(QWidget)}
        assert {"settings:pin", "theme=dark", "paper=a4"} <= names
        assert not {"settings:staff", "settings:audit", "settings:passphrase", "clinic", "keep_finished=day"} & names
        press("settings:cancel")(dialog)

    with Answering(Step(SettingsDialog, look)):
        desk.hand.press("settings-button")
    assert "An administrator can: Ana Reyes." in seen[0]


def test_an_administrator_changes_the_clinic_s_settings_and_the_log_says_which(staffed: Callable[..., Staffed]) -> None:
    desk = staffed()

    def change(dialog: QDialog) -> None:
        for name in ("lock_after=10", "theme=dark", "profile=uk", "settings:keep"):
            press(name)(dialog)

    with Answering(Step(SettingsDialog, change)):
        desk.hand.press("settings-button")
    assert desk.window._settings.lock_after == "10"
    assert desk.deeds()[-1] == ("Ana Reyes", "settings changed", "lock_after, profile")
    assert "lock" in desk.names(), "also in the new look"


def test_at_the_locked_door_nobody_changes_the_clinic_s_settings(
    show: Callable[[QWidget], QWidget], shipped: Definition
) -> None:
    safe = cheap_safe()
    safe.confirm(*safe.begin_set_up(PASSPHRASE)).records.shut()
    window = MainWindow(Settings(), cheap_safe(), lambda: shipped, app.open_intakes)
    show(window)

    def look(dialog: QDialog) -> None:
        assert "sign in as an administrator to change them" in read(dialog)
        assert not dialog.findChildren(QWidget, "keep_finished=day")
        press("settings:cancel")(dialog)

    with Answering(Step(SettingsDialog, look)):
        Driver(window).press("settings-button")


def test_a_finished_intake_stays_for_a_nurse_and_goes_for_an_administrator(
    staffed: Callable[..., Staffed], shipped: Definition
) -> None:
    desk = staffed(BEN)
    reception = desk.window.reception
    assert reception is not None
    intake = reception.desk.begin()
    desk.records.save(intake.kept().response, "now", finished=reception.desk._clock())
    reception.desk.close(intake)
    identifier = intake.identifier
    reception._list()
    settle()
    assert f"resume:{identifier}" in desk.names()
    assert f"discard:{identifier}" not in desk.names()
    with Answering(Step(Message, press("message:0"), say("A finished intake stays."))) as person:
        reception.discard(identifier)
    assert "An administrator can remove it." in " ".join(person.seen[0])
    desk.lock()
    desk.sign_in(ANA)
    with Answering(Step(Message, press("message:1"), say("Discard this intake?"))):
        desk.hand.press(f"discard:{identifier}")
    assert not desk.records.holds(identifier)


def test_the_window_is_called_after_the_program_again(staffed: Callable[..., Staffed]) -> None:
    desk = staffed("")
    assert desk.window.windowTitle() != "B12 Desk"
    desk.sign_in(BEN)
    assert desk.window.windowTitle() == "B12 Desk"
    desk.hand.press("new")
    begun = desk.window.windowTitle()
    assert begun.endswith(" - B12 Desk")
    desk.lock()
    desk.sign_in(BEN)
    assert desk.window.windowTitle() == begun
    desk.lock()
    desk.sign_in(ANA)
    assert desk.window.windowTitle() == "B12 Desk"


def test_a_person_s_data_are_an_administrator_s(staffed: Callable[..., Staffed], shipped: Definition) -> None:
    desk = staffed(BEN)
    whole = replace(app.sample_patient(shipped.questionnaire), identifier="intake-0")
    desk.records.save(whole, "now", finished=whole.authored)
    assert desk.window.reception is not None
    desk.window.reception._list()
    ask_data(desk)
    with Answering(Step(Message, press("message:0"), say("This is for an administrator."))) as person:
        desk.hand.press("intakes:person")
    assert "An administrator can print, export or erase it." in " ".join(person.seen[0])
    with pytest.raises(StoreError, match="administrator"):
        desk.window.reception.desk.person.erase(whole.identifier, "asked in writing")
    assert desk.records.holds(whole.identifier)
    assert "erased" not in [each[1] for each in desk.deeds()]
    desk.lock()
    desk.sign_in(ANA)
    ask_data(desk)
    with Answering(Step(DataDialog, press("person:close"))):
        desk.hand.press("intakes:person")


def ask_data(desk: Staffed) -> None:
    """On the way to the data of the only one there is."""
    desk.hand.press("all")
    table = desk.hand.find("intakes:table")
    assert isinstance(table, Table)
    table.choose(0)


@pytest.mark.parametrize(("who", "there"), [(ANA, True), (BEN, False)])
def test_backups_and_what_opens_the_desk_are_an_administrator_s(
    staffed: Callable[..., Staffed], who: str, there: bool
) -> None:
    desk = staffed(who)

    def look(dialog: QDialog) -> None:
        names = {each.objectName() for each in dialog.findChildren(QWidget)}
        assert ({"backups:choose", "backups:now", "keyring=keyring"} <= names) is there
        assert there or not {"backups:choose", "backups:now", "keyring=keyring"} & names
        press("settings:cancel")(dialog)

    with Answering(Step(SettingsDialog, look)):
        desk.hand.press("settings-button")


# The staff list


def test_somebody_is_added_changed_leaves_and_is_back(staffed: Callable[..., Staffed]) -> None:
    desk = staffed()
    dialog = StaffDialog(desk.window, desk.staff)
    dialog.show()
    hand = Driver(dialog)
    assert "Ana Reyes is the only administrator. Make somebody else one first." in read(dialog)
    assert f"staff:leave:{desk.people[ANA].id}" not in {each.objectName() for each in dialog.findChildren(QWidget)}

    def add(person: QDialog) -> None:
        press("person:keep")(person)
        assert "Type the name" in read(person)
        fill(person, person_name="Chiara Bello", person_pin="615927")
        Driver(person).press("person:pin-again")
        Driver(person).type("615927")
        press("person:keep")(person)

    with Answering(Step(PersonDialog, add)):
        hand.press("staff:add")
    assert "Chiara Bello\nNurse" in read(dialog)
    chiara = next(each for each in desk.staff.everybody() if each.name == "Chiara Bello")

    def promote(person: QDialog) -> None:
        press("person:role=administrator")(person)
        press("person:keep")(person)

    with Answering(Step(PersonDialog, promote)):
        hand.press(f"staff:change:{chiara.id}")
    assert "Chiara Bello\nAdministrator" in read(dialog)
    hand.press(f"staff:leave:{chiara.id}")
    assert "Administrator, works here no more" in read(dialog)
    assert "is the only administrator" in read(dialog), "she is again"
    hand.press(f"staff:return:{chiara.id}")
    assert "works here no more" not in read(dialog).split("sign in.")[1]
    assert [each[1] for each in desk.deeds()[-4:]] == ["staff added", "role changed", "staff left", "staff returned"]
    dialog.close()


def test_a_name_that_is_taken_is_told_in_the_dialog(staffed: Callable[..., Staffed]) -> None:
    desk = staffed()
    dialog = PersonDialog(desk.window, desk.staff, desk.people[BEN])
    dialog.show()
    hand = Driver(dialog)
    hand.find("person:name").clear()  # type: ignore[attr-defined]
    fill(dialog, person_name="ana reyes")
    hand.press("person:keep")
    assert "somebody here has this name already" in read(dialog).lower()
    dialog.close()


def test_everybody_changes_their_own_pin(staffed: Callable[..., Staffed]) -> None:
    desk = staffed(BEN)

    def change(dialog: QDialog) -> None:
        fill(dialog, pin_old="111222", pin_pin="615927")
        Driver(dialog).press("pin:pin-again")
        Driver(dialog).type("615927")
        press("pin:change")(dialog)
        assert "This is not the PIN of Ben Okafor." in read(dialog)
        fill(dialog, pin_old=PINS[BEN])
        press("pin:change")(dialog)

    with Answering(
        Step(SettingsDialog, lambda dialog: QTimer.singleShot(0, lambda: press("settings:pin")(dialog))),
        Step(PinDialog, change),
        Step(Message, press("message:0"), say("Your PIN is changed")),
        Step(SettingsDialog, press("settings:cancel")),
    ):
        desk.hand.press("settings-button")
    desk.lock()
    desk.sign_in(BEN, "615927")
    assert "new" in desk.names()


# The audit log


@pytest.fixture
def audit(staffed: Callable[..., Staffed], show: Callable[[QWidget], QWidget]) -> Callable[..., AuditDialog]:
    def open_it(desk: Staffed) -> AuditDialog:
        dialog = AuditDialog(desk.window, AuditBook(desk.records.log))
        dialog.resize(1180, 820)
        show(dialog)
        return dialog

    return open_it


def shown(dialog: AuditDialog) -> list[tuple[str, str]]:
    return [(each.who, each.deed) for each in dialog.lines.lines]


def test_the_log_is_shown_newest_first_in_words_and_narrowed(
    staffed: Callable[..., Staffed], audit: Callable[..., AuditDialog]
) -> None:
    desk = staffed()
    for name in ("intake-1", "intake-2"):
        desk.records.note(Act(NOW, ANA, "begun", name))
    desk.records.note(Act(NOW, BEN, "printed", "intake-1", "summary"))
    dialog = audit(desk)
    assert shown(dialog)[:3] == [(BEN, "Paper printed"), (ANA, "Intake begun"), (ANA, "Intake begun")]
    under = {
        dialog.lines.headerData(column, Qt.Orientation.Horizontal): dialog.lines.data(dialog.lines.index(0, column))
        for column in range(dialog.lines.columnCount())
    }
    told = under.pop("No."), under.pop("When")
    assert told == (str(dialog.lines.lines[0].number), dialog.lines.lines[0].moment)
    assert under == {"Who": BEN, "What": "Paper printed", "Note": "summary", "Intake": "intake-1"}
    dialog._drops["who"].picked.emit(BEN)
    assert shown(dialog) == [(BEN, "Paper printed")]
    dialog.table.choose(0)
    Driver(dialog).press("audit:all")
    dialog.table.choose(0)
    Driver(dialog).press("audit:one")
    assert [each.intake for each in dialog.lines.lines] == ["intake-1", "intake-1"]
    dialog._drops["days"].picked.emit("1")
    assert shown(dialog) == []
    assert "No entry fits. Show all, or choose others." in read(dialog)
    Driver(dialog).press("audit:all")
    assert len(shown(dialog)) == 5


def test_a_long_log_comes_a_page_at_a_time(staffed: Callable[..., Staffed], audit: Callable[..., AuditDialog]) -> None:
    desk = staffed()
    for number in range(PAGE + 5):
        desk.records.note(Act(NOW, ANA, "resumed", "intake-1", str(number)))
    dialog = audit(desk)
    assert len(dialog.lines.lines) == PAGE
    dialog.lines.fetchMore(QModelIndex())
    assert [each.number for each in dialog.lines.lines] == list(range(PAGE + 7, 0, -1))
    assert not dialog.lines.canFetchMore(QModelIndex())


def test_the_log_is_verified_against_a_printed_head_and_the_first_bad_entry_is_named(
    staffed: Callable[..., Staffed], audit: Callable[..., AuditDialog]
) -> None:
    desk = staffed()
    desk.records.note(Act(NOW, ANA, "begun", "intake-1"))
    head = str(desk.records.head())
    desk.records.note(Act(NOW, BEN, "printed", "intake-1"))
    dialog = audit(desk)
    hand = Driver(dialog)
    hand.press("audit:verify")
    assert "4 entries, all as they were written. It has come to 4-" in read(dialog)
    hand.press("audit:head")
    hand.type("what is this")
    hand.press("audit:verify")
    assert "This is no head of a log. Write it as it is printed at the foot of a summary" in read(dialog)
    hand.find("audit:head").clear()  # type: ignore[attr-defined]
    hand.type(head.lower())
    QTest.keyClick(hand.find("audit:head"), Qt.Key.Key_Return)
    assert f"The log goes on from {head}." in read(dialog)
    with desk.records._database.writing() as connection:
        connection.execute(sa.text("DROP TRIGGER audit_keeps_update"))
        connection.execute(sa.text("UPDATE audit SET who = 'Eve' WHERE number = 3"))
    hand.press("audit:verify")
    assert "Entry 3: the entry is not what was written." in read(dialog)


WRITES = {"_act", "act", "Act", "note", "_note", "_write_down", "_opened"}
"""What is called to write into the log; the deed is the first word among what it is given."""


def deeds_written() -> set[str]:
    """As the code of the desk and of the store has them."""
    root = Path(app.__file__).parent
    found = {"came back", "took over", "sent", "printed"}  # which of them is said where it is done
    for path in (*root.glob("desk/*.py"), *root.glob("store/*.py"), *root.glob("ui/**/*.py"), *root.glob("cli/*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.FunctionDef) and "deed" in {each.arg for each in call.args.args}:
                found |= words_in(call.args.defaults)
            elif isinstance(call, ast.Call) and called(call) in WRITES:
                given = ([each.body, each.orelse] if isinstance(each, ast.IfExp) else [each] for each in call.args)
                found |= next(filter(None, map(words_in, given)), set())
    return found


def words_in(values: list[ast.expr]) -> set[str]:
    told = (each.value for each in values if isinstance(each, ast.Constant))
    return {each for each in told if isinstance(each, str) and each}


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def test_every_deed_that_the_program_writes_has_words() -> None:
    written = deeds_written()
    assert {"signed in", "staff added", "discarded", "moved", "keyring off", "removed again", "restored"} <= written
    assert written - set(DEEDS) == set()
