"""The page of all intakes: found as one types, opened by key, pointer and scanner, and nothing of it left behind."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from b12desk.app import sample_patient
from b12desk.desk import finding as finding_module
from b12desk.engine.scoring import assess
from b12desk.errors import Problem, StoreError
from b12desk.i18n import current
from b12desk.model.definition import Definition
from b12desk.model.response import Subject
from b12desk.model.values import PartialDate
from b12desk.settings import Settings
from b12desk.store.finding import Query
from b12desk.store.intake_content import Paper, UnfinishedIntake
from b12desk.store.intake_store import Conclusion
from b12desk.store.records import Records
from b12desk.store.waiting import put_alarms
from b12desk.theme import Appearance
from b12desk.ui import found_lines as found_lines_module
from b12desk.ui import other_paper, person_dialog, questions
from b12desk.ui.demo.driver import Driver
from b12desk.ui.intakes_page import REST_MS, IntakesPage
from b12desk.ui.kit import style
from b12desk.ui.kit.cells import ALERT, Cells
from b12desk.ui.kit.dialogs import Message
from b12desk.ui.kit.text_boxes import LineBox
from b12desk.ui.person_dialog import PersonDialog
from b12desk.ui.result.documents import Documents
from b12desk.ui.result.result_page import ResultPage
from b12desk.ui.settings_dialog import SettingsDialog
from tests.store.made_records import new_records
from tests.ui.answering import Answering, Step, press
from tests.ui.conftest import Desk, settle, wait_for
from tests.ui.pointer import Clock, clock
from tests.ui.reading import cut
from tests.ui.test_start import messages

__all__ = ["clock"]
CODE = "K7QM-3F9D"
EVERYTHING = Query(today=date(2099, 1, 1), limit=500)
NAMES = ("Maria Sample", "Łucja Wiśniewska-Kowalczyk", "Omar Haddad")


class Archive(NamedTuple):
    """A window on records with three intakes, the first of them the newest: finished, open, finished."""

    desk: Desk
    records: Records

    @property
    def page(self) -> IntakesPage:
        (found,) = self.desk.window.room.stack.findChildren(IntakesPage)
        return found

    @property
    def names(self) -> list[str]:
        return [each.name for each in self.page.lines.lines]

    def wait(self) -> None:
        """Until the hand has rested."""
        self.page._rest.stop()
        self.page.look()
        settle()

    def type(self, text: str) -> None:
        self.desk.hand.type(text)
        self.wait()

    def shown(self) -> bool:
        return isinstance(self.desk.window.room.stack.currentWidget(), IntakesPage)


@pytest.fixture
def open_archive(open_desk: Callable[..., Desk], shipped: Definition, home: Path) -> Iterator[Callable[..., Archive]]:
    """Open a window on records; with ``count`` as many intakes as that."""
    records = new_records(home / "data")
    codes = [each.code for each in shipped.rules.recommendation]
    now = datetime.now(UTC)
    whole = sample_patient(shipped.questionnaire)

    def keep(number: int) -> None:
        when = now - timedelta(days=3 * number)
        born = PartialDate(date=f"{1958 + number}-03-12")
        subject = Subject(display=NAMES[number % 3], identifier=f"12-{number}", birth_date=born)
        response = replace(whole, authored=when, begun=None, identifier=f"intake-{number}", subject=subject)
        ended = None if number % 3 == 1 else when
        conclusion = None
        if ended:
            judged = replace(assess(shipped, response), recommendation=codes[number % len(codes)], urgency=None)
            conclusion = Conclusion(judged, reference=CODE if number == 2 else "")
        paper = Paper("printed", when) if number == 2 else None
        records.keep(UnfinishedIntake(response, "now", when, finished=ended, paper=paper), conclusion)
        records.close(response.identifier)

    def open_it(count: int = 3, size: tuple[int, int] = (1280, 800), settings: Settings | None = None) -> Archive:
        for number in range(count):
            keep(number)
        return Archive(open_desk(settings, size), records)

    yield open_it
    records.shut()


@pytest.fixture
def archive(open_archive: Callable[..., Archive]) -> Archive:
    """On the page, with the focus in the box."""
    made = open_archive()
    made.desk.hand.press("all")
    settle()
    return made


def open_line(archive: Archive) -> str:
    """The identifier of the intake that is open."""
    assert archive.desk.window.wizard is not None
    return archive.desk.visit.identifier


# The way there and back


def test_the_start_page_has_the_way_there_only_when_there_are_any(
    open_archive: Callable[..., Archive], open_desk: Callable[..., Desk]
) -> None:
    assert "all" not in open_archive(0).desk.names()
    assert "all" in open_archive(1).desk.names()


def test_one_types_at_once_and_finds_what_is_typed_when_the_hand_rests(archive: Archive, qtbot: QtBot) -> None:
    assert archive.desk.window.focusWidget() is archive.page.box
    assert archive.desk.window.windowTitle() == "All intakes - B12 Desk"
    assert archive.names == list(NAMES)
    looked: list[str] = []
    archive.page.searched.connect(lambda search: looked.append(search.text))
    archive.desk.hand.type("wisniewska")
    assert looked == [], "not at every letter"
    qtbot.waitUntil(lambda: archive.names == [NAMES[1]], timeout=20 * REST_MS)
    assert looked == ["wisniewska"]
    assert archive.desk.hand.find("intakes:total").text() == "1 found"  # type: ignore[attr-defined]


def test_escape_clears_the_search_and_then_goes_back(archive: Archive) -> None:
    archive.type("omar")
    archive.page._filters["shown"].picked.emit("finished")
    assert archive.names == [NAMES[2]]
    archive.desk.hand.key(Qt.Key.Key_Escape)
    assert (archive.names, archive.page.box.text()) == (list(NAMES), "")
    assert archive.page._filters["shown"].currentData() == "all"
    archive.desk.hand.key(Qt.Key.Key_Escape)
    settle()
    assert not archive.shown()
    assert archive.desk.window.windowTitle() == "B12 Desk"
    assert archive.desk.window.focusWidget().objectName() == "new"


def test_who_comes_back_finds_the_search_as_it_was_left(archive: Archive) -> None:
    archive.type("omar")
    archive.page._filters["days"].picked.emit("30")
    archive.desk.hand.press("intakes:back")
    settle()
    archive.desk.hand.press("all")
    assert (archive.page.box.text(), archive.names) == ("omar", [NAMES[2]])
    assert archive.page._filters["days"].currentData() == "30"
    archive.type("maria")
    assert archive.page.box.text() == "maria", "what stood there is typed over"


def test_another_look_keeps_the_page_and_its_search(archive: Archive) -> None:
    archive.type("omar")
    archive.desk.window.restyle()
    settle()
    assert archive.shown()
    assert archive.names == [NAMES[2]]


def test_nothing_of_the_page_is_left_when_an_intake_is_opened(archive: Archive) -> None:
    gone = [weakref.ref(each) for each in (archive.page, archive.page.lines, archive.page.table)]
    archive.page.table.choose(1)
    archive.desk.hand.press("intakes:open")
    settle()
    gc.collect()
    assert open_line(archive) == "intake-1"
    assert [each() for each in gone] == [None, None, None]
    assert not archive.desk.window.findChildren(IntakesPage)
    archive.desk.hand.press("leave")
    settle()
    assert not archive.shown()
    assert "all" in archive.desk.names()


# Opening


def enter(archive: Archive) -> None:
    archive.desk.hand.key(Qt.Key.Key_Return)
    settle()


def test_enter_opens_the_only_hit(archive: Archive) -> None:
    archive.desk.hand.type("wisn")
    enter(archive)
    assert open_line(archive) == "intake-1"


def test_enter_among_several_goes_to_the_first_and_opens_it_the_second_time(archive: Archive) -> None:
    archive.desk.hand.type("12")
    enter(archive)
    table = archive.page.table
    assert (archive.desk.window.focusWidget(), table.row()) == (table, 0)
    archive.desk.hand.key(Qt.Key.Key_Down)
    assert table.row() == 1
    enter(archive)
    assert open_line(archive) == "intake-1"


def test_enter_with_no_hit_stays(archive: Archive) -> None:
    archive.desk.hand.type("xyz")
    enter(archive)
    assert archive.shown()
    assert archive.desk.window.focusWidget() is archive.page.box


def scan(archive: Archive, text: str, clock: Clock) -> None:
    """What a scanner types where the focus is: the characters and Enter, quickly."""
    for each in (*text, Qt.Key.Key_Return):
        focus = archive.desk.window.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, each)  # type: ignore[call-overload]  # it takes both
        clock.now += 0.012
    settle()


@pytest.mark.parametrize("focus", ["intakes:search", "intakes:table", "intakes:days", "intakes:back"])
@pytest.mark.parametrize("before", ["", "maria"])
def test_a_scanned_code_opens_its_intake_wherever_the_focus_is(
    archive: Archive, clock: Clock, focus: str, before: str
) -> None:
    archive.type(before)
    archive.desk.hand.find(focus).setFocus()
    archive.page.box.deselect()
    clock.now += 5
    scan(archive, CODE, clock)
    assert open_line(archive) == "intake-2"


def test_a_double_click_opens(archive: Archive) -> None:
    table = archive.page.table
    place = table.visualRect(archive.page.lines.index(2, 3)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert table.row() == 2
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle()
    assert open_line(archive) == "intake-2"


def test_what_cannot_be_opened_is_told_and_the_page_stays(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    with archive.records._database.writing() as connection:
        connection.exec_driver_sql("UPDATE intakes SET status = 'nothing' WHERE id = 'intake-0'")
    seen = messages()
    archive.page.table.choose(0)
    archive.desk.hand.press("intakes:open")
    settle()
    assert seen[0] == "This intake is damaged."
    assert archive.shown()
    assert archive.page.lines.lines[0].state == "Damaged"
    archive.page.table.choose(0)
    assert not archive.desk.hand.find("intakes:open").isEnabled()
    assert archive.desk.hand.find("intakes:discard").isEnabled()


# What can be done


def test_only_what_can_be_done_with_the_chosen_line_is_offered(archive: Archive) -> None:
    def offered() -> list[bool]:
        return [archive.desk.hand.find(f"intakes:{name}").isEnabled() for name in ("open", "print", "discard")]

    assert offered() == [False, False, False]
    archive.page.table.choose(0)
    assert offered() == [True, True, True]
    archive.page.table.choose(1)
    assert offered() == [True, False, True]
    assert "Łucja" in archive.desk.hand.find("intakes:open").accessibleName()
    archive.type("maria")
    assert offered() == [False, False, False], "another list, nothing chosen"


def test_a_finished_intake_is_printed_again_from_its_result(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(Documents, "print", lambda _self, *kinds: asked.append(kinds))
    archive.page.table.choose(2)
    archive.desk.hand.press("intakes:print")
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [("summary",)]
    assert open_line(archive) == "intake-2"
    assert isinstance(archive.desk.intake.page, ResultPage)


def test_a_line_is_discarded_only_when_that_is_meant(archive: Archive) -> None:
    archive.page.table.choose(0)
    seen = messages(0)
    archive.desk.hand.press("intakes:discard")
    assert "Maria Sample." in seen
    assert archive.names == list(NAMES)
    messages(1)
    archive.desk.hand.press("intakes:discard")
    settle()
    assert archive.names == list(NAMES[1:])
    assert archive.shown()


# What is listed


def test_a_press_on_a_head_sorts_and_the_next_one_turns_it(archive: Archive) -> None:
    heads = archive.page.table.horizontalHeader()

    def press(column: int) -> None:
        at = heads.sectionViewportPosition(column) + heads.sectionSize(column) // 2
        QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at, heads.height() // 2))
        settle()

    assert (heads.sortIndicatorSection(), heads.sortIndicatorOrder()) == (3, Qt.SortOrder.DescendingOrder)
    press(3)
    assert archive.names == list(reversed(NAMES))
    press(0)
    assert archive.names == [NAMES[1], NAMES[0], NAMES[2]]
    assert (heads.sortIndicatorSection(), heads.sortIndicatorOrder()) == (0, Qt.SortOrder.AscendingOrder)
    assert archive.page._filters["order"].currentData() == "name"
    press(0)
    assert archive.names == [NAMES[2], NAMES[0], NAMES[1]]
    press(5)
    assert archive.names == [NAMES[2], NAMES[0], NAMES[1]], "by that nobody sorts"
    archive.page._filters["order"].picked.emit("born")
    assert archive.names == list(NAMES)


def test_empty_pages_say_why_and_what_to_do(archive: Archive) -> None:
    why = archive.desk.hand
    archive.type("xyz")
    assert why.find("intakes:why").text() == "Nothing fits “xyz”."  # type: ignore[attr-defined]
    why.press("intakes:clear")
    assert (archive.names, archive.desk.window.focusWidget()) == (list(NAMES), archive.page.box)
    for number in range(3):
        archive.records.delete(f"intake-{number}")
    archive.wait()
    assert why.find("intakes:why").text() == "No intakes yet. New intake begins one."  # type: ignore[attr-defined]
    assert "intakes:clear" not in archive.desk.names()


def test_records_that_cannot_be_read_are_told_in_place(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object) -> None:
        raise StoreError("No", [Problem("", "the disk is gone.", "Plug it in.")])

    monkeypatch.setattr(archive.page.lines._finding, "_find", refuse)
    archive.type("a")
    assert archive.desk.hand.find("intakes:why").text() == "The disk is gone. Plug it in."  # type: ignore[attr-defined]


def test_more_lines_come_as_somebody_scrolls(
    open_archive: Callable[..., Archive], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (finding_module, found_lines_module):
        monkeypatch.setattr(module, "PAGE", 20)
    archive = open_archive(45)
    archive.desk.hand.press("all")
    assert len(archive.page.lines.lines) == 20
    bar = archive.page.table.verticalScrollBar()
    for expected in (40, 45, 45):
        bar.setValue(bar.maximum())
        settle()
        assert len({each.identifier for each in archive.page.lines.lines}) == expected
    table = archive.page.table
    assert all(table.rowHeight(row) >= 44 for row in range(45))
    assert archive.desk.hand.find("intakes:total").text() == "45 found"  # type: ignore[attr-defined]


# Geometry


@pytest.mark.parametrize(
    ("size", "scale", "cards"),
    [((1280, 800), 1.0, False), ((1024, 700), 1.0, False), ((640, 320), 1.0, True), ((640, 700), 2.5, True),
     ((1280, 800), 2.5, True)],
)  # fmt: skip
def test_where_columns_have_no_room_each_line_is_a_card_and_nothing_is_cut(
    qapp: QApplication, open_archive: Callable[..., Archive], size: tuple[int, int], scale: float, cards: bool
) -> None:
    style.apply_style(qapp, Appearance("light", scale))
    archive = open_archive(1, size, Settings(text_scale=scale))
    archive.desk.hand.press("all")
    settle()
    table = archive.page.table
    assert table.cards is cards
    assert table.horizontalHeader().isVisible() is not cards
    widths = [table.columnWidth(each) for each in range(6) if not table.isColumnHidden(each)]
    assert sum(widths) == table.viewport().width()
    assert table.rowHeight(0) >= 44
    assert cut(archive.page) == []


def test_tab_goes_from_the_box_over_the_filters_to_the_table_and_the_buttons(archive: Archive) -> None:
    archive.page.table.choose(0)
    seen = []
    for _step in range(12):
        focus = archive.desk.window.focusWidget()
        assert focus is not None
        seen.append(focus.objectName().removeprefix("intakes:"))
        archive.desk.hand.key(Qt.Key.Key_Tab)
    assert seen == [
        "search", "shown", "recommendation", "days", "order", "table", "back", "open", "print", "visits",
        "move", "discard",
    ]  # fmt: skip


def test_rows_and_cells_are_heard_with_what_they_say(archive: Archive) -> None:
    heard = QAccessible.queryAccessibleInterface(archive.page.table)
    assert heard is not None
    assert heard.text(QAccessible.Text.Name) == "Intakes that were found"
    cells = [heard.child(place) for place in range(heard.childCount())]
    names = [each.text(QAccessible.Text.Name) for each in cells if each is not None]
    (line,) = {each for each in names if each.startswith("Łucja")}
    assert line.startswith("Łucja Wiśniewska-Kowalczyk; born 12 March 1959 (")
    assert line.endswith("; Not finished")
    assert archive.page.lines.headerData(1, Qt.Orientation.Vertical) == line
    assert {"Name", "Record number", "Record number: 12-1", "State: Not finished"} <= set(names)


def test_a_filter_opens_by_key_has_tall_lines_and_does_not_heed_the_wheel(archive: Archive) -> None:
    days = archive.page._filters["days"]
    days.setFocus()
    archive.desk.hand.key(Qt.Key.Key_Down)
    assert days.currentData() == "1"
    assert archive.page.search.days == 1
    assert archive.names == [NAMES[0]]
    option = days.view().itemDelegate()
    assert isinstance(option, Cells)
    assert option.height_at(days.model().index(0, 0), 200) >= 44
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, 0), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(days, wheel)
    assert days.currentData() == "1"


def test_how_long_finished_ones_are_kept_is_chosen_seeing_what_goes(
    open_archive: Callable[..., Archive], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = open_archive(9)
    hand = archive.desk.hand

    def choose(dialog: SettingsDialog) -> int:
        chooser = Driver(dialog)
        dialog.show()
        seen.append(label_of(dialog))
        chooser.press("keep_finished=year")
        seen.append(label_of(dialog))
        chooser.press("keep_finished=day")
        seen.append(label_of(dialog))
        return int(QDialog.DialogCode.Accepted)

    seen: list[str] = []
    monkeypatch.setattr(SettingsDialog, "exec", choose)
    assert len(archive.records.list()) == 9
    old = [archive.records.load(f"intake-{number}").response for number in (2, 3, 5, 6, 8)]
    days = {f"{each.subject.display}, {current().date(each.authored.astimezone().date())}" for each in old}
    asked: list[tuple[str, list[str], list[str]]] = []
    answers = [0, 1]
    monkeypatch.setattr(questions, "ask", lambda *given: asked.append(given[1:]) or answers.pop(0))  # type: ignore[func-returns-value, arg-type]
    hand.press("settings-button")
    assert len(archive.records.list()) == 9, "they were seen, and kept"
    assert archive.desk.window._settings.keep_finished == "always"
    seen.clear()
    hand.press("settings-button")
    heading, texts, _ways = asked[1]
    assert heading == "Remove 5 finished intakes for good?"
    assert set(texts[1:]) == days
    assert texts[0] == "They are older than the settings keep them, and cannot be brought back:"
    assert seen == ["", "", "5 finished intakes are older: Keep shows which, before they go for good."]
    settle()
    left = {each.identifier: each.finished for each in archive.records.list()}
    assert sorted(left) == ["intake-0", "intake-1", "intake-4", "intake-7"]
    assert [each.act.deed for each in archive.records.log.entries()] == ["expired"] * 5


def label_of(dialog: QDialog) -> str:
    found = dialog.findChild(QLabel, "settings:removed")
    assert found is not None
    return found.text().strip()


def test_many_at_once_go_by_schedule_only_when_somebody_saw_which(
    open_archive: Callable[..., Archive], monkeypatch: pytest.MonkeyPatch
) -> None:
    """32 of 49 are finished and older than a day."""
    asked: list[str] = []
    answers = [0, 1]
    monkeypatch.setattr(questions, "ask", lambda _window, heading, *_given: asked.append(heading) or answers.pop(0))  # type: ignore[func-returns-value]
    settings = Settings(keep_finished="day")
    archive = open_archive(49, settings=settings)
    assert wait_for(lambda: len(asked) == 1)
    assert asked == ["Remove 32 finished intakes for good?"]
    assert len(archive.records.find(EVERYTHING).intakes) == 49, "they were seen, and kept"
    reception = archive.desk.window.reception
    assert reception is not None
    reception.expiring.look()
    settle()
    assert len(asked) == 1, "nobody is asked every hour"
    archive.desk.window.close()
    again = open_archive(0, settings=settings)
    assert wait_for(lambda: len(asked) == 2)
    assert wait_for(lambda: len(again.records.find(EVERYTHING).intakes) == 17)


def test_all_of_a_person_is_erased_from_their_line(
    open_archive: Callable[..., Archive], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = open_archive()
    archive.desk.hand.press("all")
    archive.page.table.choose(0)
    told: list[str] = []

    def act(dialog: QDialog) -> None:
        hand = Driver(dialog)
        note = dialog.findChild(QLabel, "person:note")
        assert note is not None
        told.extend(each.text() for each in dialog.findChildren(QLabel) if "Maria" in each.text())
        hand.press("person:erase")
        told.append(note.text())
        hand.press("person:reason")
        hand.type("Maria asked")
        hand.press("person:print")
        told.append(note.text())
        dialog.findChild(LineBox, "person:reason").setText("asked in writing")
        with Answering(Step(Message, press("message:1"))):
            hand.press("person:erase")

    with Answering(Step(PersonDialog, act)):
        archive.desk.hand.press("intakes:person")
    assert told[0].startswith("Maria Sample, record number 12-0. Intake of ")
    assert told[1] == "Write why: the reason is kept in the audit log."
    assert told[2].startswith("Leave name and record number out of the reason")
    assert archive.names == [NAMES[1], NAMES[2]]
    last = [each.act for each in archive.records.log.entries()][-1]
    assert (last.deed, last.intake, last.note) == ("erased", "intake-0", "asked in writing")


def test_all_of_a_person_is_saved_and_exported(
    open_archive: Callable[..., Archive], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    archive = open_archive()
    archive.desk.hand.press("all")
    archive.page.table.choose(2)
    pdf, packed = tmp_path / "p.pdf", tmp_path / "p.zip"
    monkeypatch.setattr(other_paper, "ask_file", lambda *_given: [pdf])
    monkeypatch.setattr(person_dialog, "ask_other_file", lambda *_given: packed)
    told = []

    def act(dialog: QDialog) -> None:
        hand = Driver(dialog)
        note = dialog.findChild(QLabel, "person:note")
        assert note is not None
        hand.press("person:reason")
        hand.type("asked in writing")
        for name in ("save", "export"):
            hand.press(f"person:{name}")
            told.append(note.text())
        hand.press("person:close")

    with Answering(Step(PersonDialog, act)):
        archive.desk.hand.press("intakes:person")
    assert told[0] == "This person's data saved: p.pdf"
    assert told[1] == "Exported: p.zip. It holds the data in plain: hand it over safely, then delete it."
    assert pdf.read_bytes().startswith(b"%PDF")
    assert packed.read_bytes().startswith(b"PK")
    assert [each.act.deed for each in archive.records.log.entries()][-2:] == ["data printed", "data exported"]


def test_an_alarm_is_the_first_line_marked_by_a_sign_words_and_colour_and_heard_first(
    open_archive: Callable[..., Archive],
) -> None:
    archive = open_archive(3)
    with archive.records._database.writing() as connection:
        put_alarms(connection, "intake-2", datetime.now(UTC).isoformat(), ["flag"])
    archive.desk.hand.press("all")
    settle()
    page = archive.page
    assert [each.identifier for each in page.lines.lines] == ["intake-2", "intake-0", "intake-1"]
    model, first = page.lines, page.lines.index(0, 0)
    assert [model.index(row, 0).data(ALERT) for row in range(3)] == ["Called for staff", "", ""]
    assert not any(model.index(0, column).data(ALERT) for column in range(1, model.columnCount()))
    heard = first.data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard.startswith("Called for staff")
    assert heard.index("Called for staff") < heard.index(NAMES[2])
    table = page.table
    area = table.visualRect(first)
    drawn = table.viewport().grab(area).toImage()
    error = style.colour("error")
    inked = [(x, y) for x in range(drawn.width()) for y in range(drawn.height()) if drawn.pixelColor(x, y) == error]
    left, top = min(x for x, _y in inked), min(y for _x, y in inked)
    right, low = max(x for x, _y in inked), max(y for _x, y in inked)
    sign = [x for x, _y in inked if x < style.sp(10 + 18)]
    assert left < style.sp(10 + 18)
    assert len(sign) > 20, "the sign"
    assert right > style.sp(10 + 18 + 6 + 60), "and the words beside it"
    assert top > 0
    assert low < drawn.height() / 2, "above the name"
    others = table.viewport().grab(table.visualRect(model.index(1, 0))).toImage()
    assert not any(others.pixelColor(x, y) == error for x in range(others.width()) for y in range(others.height()))


def test_on_a_narrow_page_the_alarm_stands_on_its_card(open_archive: Callable[..., Archive]) -> None:
    archive = open_archive(2, size=(720, 700))
    with archive.records._database.writing() as connection:
        put_alarms(connection, "intake-1", datetime.now(UTC).isoformat(), ["flag"])
    archive.desk.hand.press("all")
    settle()
    table, first = archive.page.table, archive.page.lines.index(0, 0)
    drawn = table.viewport().grab(table.visualRect(first)).toImage()
    rows = [
        y
        for y in range(drawn.height())
        if any(drawn.pixelColor(x, y) == style.colour("error") for x in range(drawn.width()))
    ]
    assert rows
    assert max(rows) < drawn.height() / 2
    assert not cut(archive.page)
