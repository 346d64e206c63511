"""One person's visits: opened, side by side, moved with a reason, put together, and each taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from b12desk.app import sample_patient
from b12desk.engine.scoring import assess
from b12desk.model.definition import Definition
from b12desk.model.response import Subject
from b12desk.model.values import Coding, PartialDate
from b12desk.settings import Settings
from b12desk.store.intake_content import UnfinishedIntake
from b12desk.store.intake_store import Conclusion
from b12desk.theme import Appearance
from b12desk.ui.compare_page import ComparePage
from b12desk.ui.kit import style
from b12desk.ui.kit.option_tile import RadioTile
from b12desk.ui.listing import Listing
from b12desk.ui.move_dialog import MoveDialog
from b12desk.ui.person_page import PersonPage
from tests.store.made_records import new_records
from tests.ui.conftest import Desk, settle
from tests.ui.reading import cut
from tests.ui.test_start import messages

ANNA = Subject(family="Kowalska", given="Anna", identifier="77")
JAN = Subject(family="Nowak", given="Jan", identifier="12-9")
TIRED, NOT = Coding(code="tired"), Coding(code="none-of-these")


@pytest.fixture
def open_people(open_desk: Callable[..., Desk], shipped: Definition, home: Path) -> Callable[..., Desk]:
    """A window on three visits: two of Anna Kowalska, put together, the older without symptoms; one of Jan Nowak."""

    def open_it(settings: Settings | None = None, size: tuple[int, int] = (1180, 820)) -> Desk:
        records = new_records(home / "data")
        whole = sample_patient(shipped.questionnaire)
        for number, (subject, general) in enumerate(((JAN, NOT), (ANNA, None), (ANNA, NOT))):
            when = datetime(2026, 11, 20, 9, tzinfo=UTC) - timedelta(days=100 * number)
            answers = dict(whole.answers) | {"birth_date": (PartialDate(date="1958-03-12"),)}
            if general is not None:
                answers["general"] = (general,)
                answers = {key: given for key, given in answers.items() if not key.startswith("fatigue")}
            response = replace(
                whole, authored=when, begun=None, identifier=f"intake-{number}", subject=subject, answers=answers
            )
            draft = UnfinishedIntake(response, "now", when, finished=when)
            records.keep(draft, Conclusion(assess(shipped, response)), PartialDate(date="1958-03-12"))
            records.close(response.identifier)
        desk = open_desk(settings, size)
        desk.hand.press("all")
        people = desk.window.reception.desk.people  # type: ignore[union-attr]  # it is there
        people.merge(people.human_of("intake-2"), people.human_of("intake-1"), "the same")
        records.shut()
        settle()
        return desk

    return open_it


@pytest.fixture
def desk(open_people: Callable[..., Desk]) -> Desk:
    return open_people()


def listing(desk: Desk) -> Listing:
    assert desk.window.reception is not None
    return desk.window.reception._listing


def person(desk: Desk) -> PersonPage:
    found = listing(desk).page
    assert isinstance(found, PersonPage)
    return found


def text_of(desk: Desk, name: str) -> str:
    found = desk.hand.find(name)
    assert isinstance(found, QLabel)
    return found.text()


def choose(desk: Desk, name: str) -> None:
    """The line of a name in the list of all intakes."""
    names = [each.name for each in listing(desk).page.lines.lines]  # type: ignore[union-attr]  # all intakes are shown
    listing(desk).page.table.choose(names.index(name))  # type: ignore[union-attr]  # likewise


def to_person(desk: Desk, name: str = "KOWALSKA, Anna") -> PersonPage:
    choose(desk, name)
    desk.hand.press("intakes:visits")
    settle()
    return person(desk)


def fill_dialog(search: str, reason: str, press: str = "act") -> list[list[str]]:
    """What the next dialog says, which is filled in and answered, at each step."""
    steps: list[list[str]] = []
    timer = QTimer(QApplication.instance())
    timer.setInterval(20)

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, MoveDialog):
            return
        timer.stop()

        def say() -> None:
            steps.append([each.text() for each in dialog.findChildren(QLabel) if each.text().strip()])

        def pressed(name: str) -> None:
            dialog.findChild(QWidget, f"move:{name}").click()

        pressed("act")
        say()
        box, why = (dialog.findChild(QLineEdit, f"move:{each}") for each in ("search", "reason"))
        box.setText(search)
        dialog.look()
        steps.append([each.text() for each in dialog.findChildren(RadioTile)])
        for tile in dialog.findChildren(RadioTile)[:1]:
            tile.click()
        pressed("act")
        say()
        why.setText(reason)
        pressed(press)

    timer.timeout.connect(act)
    timer.start()
    return steps


def test_a_persons_visits_stand_together_the_newest_first(desk: Desk) -> None:
    page = to_person(desk)
    assert text_of(desk, "person:name") == "KOWALSKA, Anna"
    said = [each.text() for each in page.findChildren(QLabel) if each.isVisible()]
    assert said[:4] == ["KOWALSKA, Anna", "Born 12 March 1958 (68)", "Record number 77", "2 visits"]
    assert [row[0] for row in page.lines.rows] == ["12 August 2026", "4 May 2026"]
    assert page.lines.rows[0][1] == "Finished, no paper made"
    assert desk.window.windowTitle() == "All visits of one person - B12 Desk"
    desk.hand.key(Qt.Key.Key_Return)
    settle()
    assert desk.visit.identifier == "intake-1"


def test_escape_goes_back_to_all_intakes(desk: Desk) -> None:
    to_person(desk)
    desk.hand.key(Qt.Key.Key_Escape)
    assert "intakes:search" in desk.names()


def test_two_visits_side_by_side(desk: Desk) -> None:
    to_person(desk)
    desk.hand.press("person:compare")
    settle()
    page = listing(desk).page
    assert isinstance(page, ComparePage)
    heads = [page.lines.headerData(each, Qt.Orientation.Horizontal) for each in range(3)]
    assert heads == ["What", "Then: 4 May 2026", "Now: 12 August 2026"]
    rows = {row[0]: row[1:] for row in page.lines.rows}
    assert next(iter(rows)) == "Recommendation"
    assert rows["Symptom: Unexplained fatigue"] == ("Not found", "Found")
    assert rows["General symptoms"] == ("None of these", "Very tired for weeks with no clear reason")
    assert "Sex at birth" not in rows
    assert "Not found" not in rows["Recommendation"]
    few = len(page.lines.rows)
    desk.hand.press("compare:all")
    rows = {row[0]: row[1:] for row in page.lines.rows}
    assert rows["Sex at birth"] == ("Female", "Female")
    desk.hand.press("compare:all")
    assert len(page.lines.rows) == few
    desk.hand.press("compare:back")
    assert text_of(desk, "person:name") == "KOWALSKA, Anna"


def test_which_two_can_be_chosen_and_the_older_stays_before_the_newer(desk: Desk) -> None:
    to_person(desk)
    desk.hand.press("person:compare")
    page = listing(desk).page
    assert isinstance(page, ComparePage)
    before = list(page.lines.rows)
    then, now = page.boxes
    then.set_chosen("intake-1")
    now.set_chosen("intake-2")
    now.picked.emit("intake-2")
    assert page.lines.rows == before
    then.set_chosen("intake-2")
    then.picked.emit("intake-2")
    assert [row[1:] for row in page.lines.rows if row[1] != row[2]] == [], "a visit beside itself"


def test_an_intake_on_the_wrong_patient_is_moved_with_a_reason_and_back(desk: Desk) -> None:
    choose(desk, "NOWAK, Jan")
    steps = fill_dialog("kowalska", "typed into the wrong record")
    desk.hand.press("intakes:move")
    settle()
    first, people, second = steps
    assert any("Now it is of NOWAK, Jan; Born 12 March 1958 (68); Record number 12-9." in each for each in first)
    assert "Choose the patient first." in first
    assert [each.partition(";")[0] for each in people] == ["KOWALSKA, Anna"], "each person once"
    assert "Write the reason first." in second
    assert text_of(desk, "person:name") == "KOWALSKA, Anna"
    assert len(person(desk).lines.rows) == 3
    told = [each.text() for each in desk.hand.find("person:told").findChildren(QLabel)]
    assert told == ["The intake was moved to this patient. Print its summary again."]
    deeds = [each.act.deed for each in desk.records.log.entries()]
    assert deeds[-1] == "moved"
    desk.hand.press("person:undo")
    settle()
    assert len(person(desk).lines.rows) == 2
    assert desk.records.load("intake-0").response.subject == JAN
    assert [each.act.deed for each in desk.records.log.entries()][-1] == "taken back"


def test_nothing_is_moved_when_the_dialog_is_closed(desk: Desk) -> None:
    choose(desk, "NOWAK, Jan")
    fill_dialog("kowalska", "why", press="cancel")
    desk.hand.press("intakes:move")
    settle()
    assert "intakes:search" in desk.names()
    assert desk.records.load("intake-0").response.subject == JAN


def test_one_that_is_open_elsewhere_is_refused_in_words(desk: Desk, home: Path) -> None:
    other = new_records(home / "data")
    other.open("intake-0")
    choose(desk, "NOWAK, Jan")
    fill_dialog("kowalska", "why")
    seen: list[str] = []
    timer = QTimer(QApplication.instance())

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None and dialog.objectName() == "message":
            timer.stop()
            seen.extend(each.text() for each in dialog.findChildren(QLabel))
            dialog.findChild(QWidget, "message:0").click()

    timer.timeout.connect(look)
    timer.start(20)
    desk.hand.press("intakes:move")
    assert seen[0] == "This intake is open elsewhere"
    other.shut()
    assert desk.records.load("intake-0").response.subject == JAN


def test_from_the_result_page_too(desk: Desk) -> None:
    choose(desk, "NOWAK, Jan")
    desk.hand.press("intakes:open")
    settle()
    fill_dialog("kowalska", "the wrong record was open")
    desk.hand.press("move")
    settle()
    assert desk.window.wizard is None
    assert text_of(desk, "person:name") == "KOWALSKA, Anna"
    assert desk.records.load("intake-0").response.subject == ANNA


def test_who_thinks_better_of_it_is_back_at_the_result(desk: Desk) -> None:
    choose(desk, "NOWAK, Jan")
    desk.hand.press("intakes:open")
    settle()
    fill_dialog("kowalska", "x", press="cancel")
    desk.hand.press("move")
    settle()
    assert desk.visit.identifier == "intake-0"


def test_two_entries_of_one_person_are_put_together_and_parted_again(desk: Desk) -> None:
    to_person(desk, "NOWAK, Jan")
    fill_dialog("kowalska", "he is her other entry")
    desk.hand.press("person:merge")
    settle()
    assert [row[0] for row in person(desk).lines.rows] == ["20 November 2026", "12 August 2026", "4 May 2026"]
    desk.hand.press("person:undo")
    settle()
    assert len(person(desk).lines.rows) == 2
    moved = [each.text().rpartition(": ")[2] for each in desk.hand.find("person:moved").findChildren(QLabel)]
    assert sorted(moved[1:]) == ["he is her other entry Taken back since.", "the same"]


def test_what_changed_since_is_not_taken_back_and_says_so(desk: Desk) -> None:
    choose(desk, "NOWAK, Jan")
    fill_dialog("kowalska", "why")
    desk.hand.press("intakes:move")
    settle()
    records = desk.records
    found = records.open("intake-0")
    records.keep(replace(found, response=replace(found.response, subject=Subject(display="Eve"))))
    records.close("intake-0")
    seen = messages()
    desk.hand.press("person:undo")
    assert seen[0] == "This cannot be taken back"


def test_another_look_keeps_the_page(desk: Desk) -> None:
    to_person(desk)
    desk.window.restyle()
    settle()
    assert text_of(desk, "person:name") == "KOWALSKA, Anna"


def faults(window: QWidget) -> list[str]:
    """Texts that are cut; a line of a table that is scrolled is none."""
    return [each for each in cut(window) if "qt_scrollarea_viewport" not in each or "stands at" not in each]


@pytest.mark.parametrize(
    ("scale", "size"), [(1.0, (1180, 820)), (2.0, (1024, 768)), (2.0, (640, 320)), (1.0, (640, 480))]
)
def test_nothing_is_clipped(
    qapp: QApplication, open_people: Callable[..., Desk], scale: float, size: tuple[int, int]
) -> None:
    style.apply_style(qapp, Appearance("dark", scale))
    desk = open_people(Settings(theme="dark", text_scale=scale), size)
    human = desk.window.reception.desk.people.human_of("intake-1")  # type: ignore[union-attr]  # it is there
    listing(desk).show_person(human, "The two entries are put together.", "key")
    settle()
    assert not faults(desk.window)
    desk.hand.press("person:compare")
    settle()
    assert not faults(desk.window)
    dialog = MoveDialog(desk.window, "Wrong patient", ["Now it is of x."], "&Move it", lambda _t: ())
    dialog.resize(size[0] - 40, size[1] - 40)
    dialog.show()
    settle()
    assert not faults(dialog)
    dialog.close()
