"""The window in a made-up language, longer, accented and from right to left: no word forgotten, no text cut.

What shows a text that stayed English was not extracted; what is cut would be cut in German. The quick part looks at the
start page, the first page and the dialogs; the slow one at every question, result and size.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QVBoxLayout, QWidget

from b12desk import app
from b12desk.app import open_intakes, sample_patient
from b12desk.characters.visible import initials
from b12desk.desk.backups import Backups, Written
from b12desk.desk.finding import Finding, Search
from b12desk.desk.print_job import Fate, JobState, PrintJob, job_words
from b12desk.engine.reference_code import reference_code
from b12desk.engine.scoring import assess
from b12desk.errors import DefinitionError, StoreError
from b12desk.i18n import Catalogue, _
from b12desk.model.definition import Definition
from b12desk.model.issue import Issue, IssueCode
from b12desk.model.response import Subject
from b12desk.model.values import Coding, PartialDate
from b12desk.private_file import refusal
from b12desk.settings import BackupPlan, Settings
from b12desk.store.intake_store import Conclusion
from b12desk.theme import Appearance
from b12desk.ui import questions
from b12desk.ui.backup_keeper import BackupKeeper
from b12desk.ui.demo.demo import NAME, NUMBER
from b12desk.ui.demo.driver import Driver
from b12desk.ui.help import show_help
from b12desk.ui.intakes_page import IntakesPage
from b12desk.ui.kit import dialogs, style
from b12desk.ui.kit.buttons import Button, Link
from b12desk.ui.kit.labels import label, scroller
from b12desk.ui.paper_dialog import PaperDialog
from b12desk.ui.person_dialog import PersonDialog
from b12desk.ui.result import documents, printed, printing, saving
from b12desk.ui.result.result_page import ResultPage
from b12desk.ui.review_page import ReviewPage
from b12desk.ui.second_entry import SecondWizard
from b12desk.ui.settings_dialog import SettingsDialog
from b12desk.ui.start import StartPage, StartWords
from b12desk.ui.waiting.hearing import HearingBar, HearingQuestion
from b12desk.ui.waiting.read_aloud import ReadAloud
from b12desk.ui.wording import issue_text
from b12desk.voice.reading import Hearing
from tests.pseudo import PSEUDO_LEFT, PSEUDO_WINDOW, kept_of, untranslated
from tests.report.pseudo_papers import RICH
from tests.sample_cases import covering
from tests.store.disk import Disk
from tests.store.made_records import new_records
from tests.ui.answering import Answering, Step, press
from tests.ui.conftest import Desk, settle, wait_for
from tests.ui.everything import OWN_WORDS, Everything
from tests.ui.maria import SAMPLE
from tests.ui.reading import cut, forgotten
from tests.ui.safe_double import SafeDouble
from tests.ui.test_result_contract import page_of
from tests.voice.recording_voice import RecordingVoice

USUAL, SMALLEST, LARGE, LAPTOP, NARROW = (1180, 820), (640, 320), (1024, 700), (1366, 768), (800, 1280)
PRINTER = "Laser_2"
LARGEST_OF_THE_START_PAGE = 2.0
"""Its card is wider than a window of 640 pixels with larger text, whatever it says."""


@pytest.fixture
def spoken(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Catalogue]:
    """The made-up language from right to left, or the one a test asks for, in Qt and in us."""
    catalogue = getattr(request, "param", PSEUDO_WINDOW)
    with catalogue.used():
        app.speak(qapp, catalogue)
        yield catalogue
    for each in qapp.findChildren(QTranslator):
        qapp.removeTranslator(each)
        each.deleteLater()
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


class Look:
    """Says what is wrong with all that a window shows. ``own``: what people typed, names of files and printers."""

    def __init__(self, kept: frozenset[str], own: set[str]) -> None:
        self.own = own
        self._kept = kept

    def __call__(self, window: QWidget) -> list[str]:
        settle()
        return [*forgotten(window, self._kept | self.own), *cut(window)]

    def result(self, page: ResultPage) -> list[str]:
        """As the call, with the code of reference, and with all that can be opened."""
        self.own.add(reference_code(page._response, page._found))
        for name in ("sources", "score:about"):
            switch = page.findChild(Link, name)
            if switch is not None and switch.isVisible():
                Driver(page).press(name)
        return self(page)


@pytest.fixture
def look(shipped: Definition, spoken: Catalogue, tmp_path: Path) -> Look:
    return Look(
        kept_of(shipped),
        {NAME, initials(NAME), NUMBER, OWN_WORDS, PRINTER, *map(str, (tmp_path, *tmp_path.parents[:-1]))},
    )


class Shown:
    """The dialogs that were opened: each was looked at, and closed without an answer."""

    def __init__(self) -> None:
        self.titles: list[str] = []
        self.wrong: list[str] = []


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch, look: Look) -> Shown:
    found = Shown()

    def look_at(dialog: QDialog) -> int:
        dialog.show()
        found.titles.append(dialog.windowTitle())
        found.wrong += look(dialog)
        dialog.close()
        return 0

    monkeypatch.setattr(QDialog, "exec", look_at)
    return found


# The detector itself


def test_a_forgotten_word_and_a_text_without_room_are_found(show: Callable[[QWidget], QWidget], look: Look) -> None:
    ground = QWidget()
    ground.resize(400, 300)
    box = QVBoxLayout(ground)
    box.addWidget(label(_("Settings")))
    button = Button(_("&Keep"))
    box.addWidget(button)
    show(ground)
    assert look(ground) == []
    box.addWidget(label("Never extracted"))
    button.setToolTip("Nor this")
    assert len(look(ground)) == 2
    narrow = label(_("Recommended intake to compare with"))
    narrow.setFixedSize(40, 20)
    box.addWidget(narrow)
    button.setFixedWidth(50)
    covering = QLabel(_("Paper"), ground)
    covering.setGeometry(10, 10, 60, 20)
    covering.show()
    found = "\n".join(look(ground))
    assert "needs" in found
    assert found.count("Button ''") >= 2
    assert "stands on" in found


def side(desk: Desk, name: str) -> str:
    """On which half of the window a widget begins to be read."""
    widget = desk.hand.find(name)
    middle = widget.mapTo(desk.window, widget.rect().center()).x()
    return "left" if middle < desk.window.width() / 2 else "right"


# The quick part


def test_start_page_and_first_page(open_desk: Callable[..., Desk], look: Look) -> None:
    desk = open_desk(size=USUAL)
    assert look(desk.window) == []
    desk.hand.press("new")
    assert look(desk.window) == []
    assert {each: side(desk, each) for each in ("settings-button", "next", "back", "step:now", "patient:name")} == {
        "settings-button": "left", "next": "left", "back": "right", "step:now": "right", "patient:name": "right",
    }  # fmt: skip
    desk.hand.press("patient:name")
    desk.hand.type(NAME)
    desk.to("about")
    assert look(desk.window) == []
    desk.hand.answer("age", ["x"])
    desk.hand.press("next")
    assert desk.page.problems.isVisible()
    assert look(desk.window) == []
    for _page in range(2):
        desk.hand.press("back")
    settle()
    assert len([each for each in desk.names() if each.startswith("draft:")]) == 1
    assert look(desk.window) == []


@pytest.mark.parametrize(("size", "scale"), [(USUAL, 1.0), (SMALLEST, 1.0), (LARGE, 2.0), ((640, 700), 2.5)])
def test_the_page_of_all_intakes(
    qapp: QApplication,
    show: Callable[[QWidget], QWidget],
    look: Look,
    shipped: Definition,
    tmp_path: Path,
    size: tuple[int, int],
    scale: float,
) -> None:
    style.apply_style(qapp, Appearance("light", scale))
    records = new_records(tmp_path / "data")
    subject = Subject(display=NAME, identifier=NUMBER, birth_date=PartialDate(date="1958-03-12"))
    whole = replace(sample_patient(shipped.questionnaire), identifier="one", subject=subject)
    records.save(whole, "now", finished=whole.authored, conclusion=Conclusion(assess(shipped, whole)))
    page = IntakesPage(Finding(records.find, shipped, lambda: whole.authored), Search())
    page.resize(*size)
    show(page)
    page.table.choose(0)
    assert look(page) == []
    for each in page._filters.values():
        for place in range(each.count()):
            each.setCurrentIndex(place)
            assert look(page) == [], each.currentText()
        each.setCurrentIndex(0)
    look.own.add(NAME[::-1])
    page.box.setText(NAME[::-1])
    page.look()
    assert look(page) == []
    records.shut()


@pytest.mark.parametrize(("size", "scale"), [(USUAL, 1.0), (SMALLEST, 1.0), (LARGE, 2.0), ((640, 700), 2.5)])
def test_backups_the_keyring_and_the_data_of_a_person(
    qapp: QApplication,
    show: Callable[[QWidget], QWidget],
    look: Look,
    shipped: Definition,
    tmp_path: Path,
    size: tuple[int, int],
    scale: float,
) -> None:
    style.apply_style(qapp, Appearance("light", scale))
    ground = QWidget()
    ground.resize(*size)
    show(ground)
    records = new_records(tmp_path / "data")
    subject = Subject(display=NAME, identifier=NUMBER, birth_date=PartialDate(date="1958-03-12"))
    whole = replace(sample_patient(shipped.questionnaire), identifier="one", subject=subject)
    records.save(whole, "now", finished=whole.authored, conclusion=Conclusion(assess(shipped, whole)))
    plan = BackupPlan("/media/stick", "day")
    backups = Backups(SafeDouble(tmp_path), records, lambda: whole.authored)
    records.backups.add(Written(Path("/media/stick/b12desk-2026-11-27-1030.age"), whole.authored, 1, 1, "12-ABCDEFGH"))
    look.own |= {"12-ABCDEFGH", "/media/stick", "b12desk-2026-11-27-1030.age"}
    settings = Settings(backup_folder=plan.folder, backup_every=plan.every)
    dialog = SettingsDialog(ground, settings, keeper=BackupKeeper(ground, backups, lambda: plan), opens_itself=False)
    show(dialog)
    assert look(dialog) == []
    with pytest.raises(StoreError):
        backups.make(plan)
    start = StartPage(StartWords())
    start.warn("", backups.trouble(plan))
    start.resize(*size)
    show(start)
    assert look(start) == [] or scale > LARGEST_OF_THE_START_PAGE
    person = PersonDialog(ground, open_intakes(records, lambda: shipped).person, "one", settings)
    person.resize(min(person.width(), size[0]), min(person.height(), size[1]))
    show(person)
    Driver(person).press("person:erase")
    assert look(person) == []
    records.shut()


SIZES = pytest.mark.parametrize(
    ("size", "scale"), [(USUAL, 1.0), (SMALLEST, 1.0), (LARGE, 2.0), (LAPTOP, 2.5), (NARROW, 1.0)]
)


@SIZES
def test_taking_answers_in_from_paper(
    qapp: QApplication, open_desk: Callable[..., Desk], look: Look, size: tuple[int, int], scale: float
) -> None:
    """The dialog before it, its bar above the pages, and what differs in the end."""
    style.apply_style(qapp, Appearance("light", scale))
    desk = open_desk(Settings(text_scale=scale), size)
    found: list[str] = []

    def take_in(dialog: QDialog) -> None:
        found.extend(look(dialog))
        press("on-paper:take-in")(dialog)

    with Answering(Step(PaperDialog, take_in)):
        desk.hand.press("paper")
    found += look(desk.window)
    desk.hand.find("jump").setFocus()
    desk.hand.type("999")
    desk.hand.key(Qt.Key.Key_Return)
    found += look(desk.window)
    desk.session.answer("sex", Coding(code="female"))
    desk.intake.again.emit()
    found += look(desk.window)
    second = desk.window.room.stack.currentWidget()
    assert isinstance(second, SecondWizard)
    second.compared.emit()
    found += look(desk.window)
    desk.hand.press("compare:done")
    found += look(desk.window)
    assert desk.hand.find("compare:missing").isVisible()
    assert found == []


@SIZES
def test_who_hears_it_and_its_buttons(
    qapp: QApplication, show: Callable[[QWidget], QWidget], look: Look, size: tuple[int, int], scale: float
) -> None:
    style.apply_style(qapp, Appearance("light", scale))
    aloud = ReadAloud(qapp)
    aloud.look_for_voice(lambda _language: RecordingVoice())
    assert wait_for(aloud.is_there)
    aloud.choose(Hearing.ALOUD)
    inner = QWidget()
    box = QVBoxLayout(inner)
    box.addWidget(HearingQuestion(aloud))
    box.addWidget(HearingBar(aloud))
    page = scroller(inner)
    page.resize(*size)
    show(page)
    assert look(page) == []
    aloud.close()


@pytest.mark.usefixtures("spoken")
def test_every_issue_has_its_words(shipped: Definition) -> None:
    item = shipped.questionnaire.items["age"]
    limits = {
        IssueCode.AMBIGUOUS: "2.5 2500",
        IssueCode.UNUSUAL: "1 1.5",
        IssueCode.WRONG_UNIT: "",
        IssueCode.NOT_WHOLE: "1 a",
        IssueCode.NOT_A_DATE: "year",
    }
    told = {
        each: issue_text(Issue(link_id="age", code=each, limit=limits.get(each, "1.5")), item) for each in IssueCode
    }
    assert {code: words for code, text in told.items() if (words := untranslated(text))} == {}


@pytest.mark.usefixtures("spoken")
def test_every_fate_of_a_page_has_its_words() -> None:
    told = {each: job_words(JobState(each, "It is 5 o'clock"), PRINTER) for each in Fate}
    assert {
        fate: words for fate, text in told.items() if (words := untranslated(text, [PRINTER, "It is 5 o'clock"]))
    } == {}


def test_the_dialogs(show: Callable[[QWidget], QWidget], shown: Shown, tmp_path: Path) -> None:
    ground = QWidget()
    ground.resize(*USUAL)
    show(ground)
    SettingsDialog(ground, Settings()).exec()
    show_help(ground)
    assert not questions.may_end(ground)
    assert not questions.may_discard(ground, None)
    assert not questions.may_remove(ground, [NAME] * 60)
    disk = OSError(errno.ENOSPC, "No space left on device")
    many = [refusal(disk, tmp_path)] * 9
    for error in (
        StoreError(_("This could not be saved."), many[:1]),
        DefinitionError(_("Nothing was written:"), many),
    ):
        dialogs.show_error(ground, error, _("&Save PDF"))
    sent = printing.Sent(PRINTER, PrintJob(PRINTER, ""), JobState(Fate.STUCK))
    printed.Printed(ground, _("Summary for the clinician"), sent).ask()
    assert len(shown.titles) == 8
    assert shown.wrong == []


# Everything


@pytest.mark.slow
@pytest.mark.parametrize(
    ("spoken", "size", "scale"),
    [
        (PSEUDO_WINDOW, USUAL, 1.0),
        (PSEUDO_LEFT, USUAL, 1.0),
        (PSEUDO_WINDOW, SMALLEST, 1.0),
        (PSEUDO_WINDOW, LARGE, 2.0),
        (PSEUDO_WINDOW, LAPTOP, 2.5),
    ],
    ids=["usual", "from-the-left", "smallest", "large-text", "largest-text"],
    indirect=["spoken"],
)
def test_every_question_the_review_and_the_result(
    qapp: QApplication, open_desk: Callable[..., Desk], look: Look, size: tuple[int, int], scale: float
) -> None:
    style.apply_style(qapp, Appearance("light", scale))
    desk = open_desk(Settings(text_scale=scale), size)
    found: list[str] = []
    desk.hand.press("new")
    desk.hand.press("patient:name")
    desk.hand.type(NAME)
    walker = Everything(desk)
    walker.walk(lambda place: found.extend(f"{place}: {each}" for each in look(desk.window)))
    assert not walker.missed
    page = desk.intake.page
    assert isinstance(page, ReviewPage)
    page.complete()
    found += look(desk.window)
    desk.hand.press("next")
    page = desk.intake.page
    assert isinstance(page, ResultPage)
    assert [*found, *look.result(page), *look(desk.window)] == []


@pytest.mark.slow
@pytest.mark.parametrize("case", covering())
def test_every_kind_of_result(show: Callable[[QWidget], QWidget], look: Look, case: str) -> None:
    assert look.result(page_of(show, case)) == []


@pytest.mark.parametrize(
    "case", [pytest.param(each, marks=() if each == RICH else pytest.mark.slow) for each in covering()]
)
def test_every_kind_of_result_fits_a_narrow_window_with_the_largest_text(
    qapp: QApplication, show: Callable[[QWidget], QWidget], look: Look, case: str
) -> None:
    """With gauge, points and figures; the longest word of a recommendation has its line."""
    style.apply_style(qapp, Appearance("light", 2.5))
    page = page_of(show, case)
    page.resize(*NARROW)
    assert look.result(page) == []


@pytest.mark.slow
def test_the_paper_and_what_can_go_wrong(
    open_desk: Callable[..., Desk], look: Look, shown: Shown, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk(size=USUAL)
    desk.hand.press("new")
    desk.hand.fill(desk.intake, SAMPLE)
    desk.hand.press("next")
    page = desk.intake.page
    assert isinstance(page, ResultPage)
    papers = page.documents
    chosen = home / papers.papers.file_name("summary")
    files = {
        chosen.name,
        chosen.stem,
        papers.papers.file_name("handout"),
        str(home),
        str(home / "data" / "records.db"),
    }
    look.own |= {*files, "PDF (*.pdf)", str(app._log_path())}
    assert look.result(page) == []
    for button in ("preview", "handout", "large"):
        desk.hand.press(f"paper:{button}")
    monkeypatch.setattr(printing.QPrinterInfo, "availablePrinterNames", list)
    desk.hand.press("paper:print")
    desk.hand.press("paper:save")
    monkeypatch.setattr(documents, "ask_file", lambda _front, _name: [chosen])
    desk.hand.press("paper:save")
    assert not saving._may_replace(desk.window, [chosen])
    desk.visit.came_out("handout", PRINTER)
    desk.visit.was_sent("handout-large-print", PRINTER)
    papers._tell()
    assert look(desk.window) == []
    with monkeypatch.context() as patch:
        disk = Disk(patch, errno.ENOSPC)
        desk.window.begin()  # what was printed is fixed
        desk.hand.press("emergency_body=not-sure")
        assert "unsaved" in desk.names()
        assert look(desk.window) == []
        desk.hand.press("leave")
        patch.setattr(sys, "excepthook", sys.excepthook)
        app.catch_all(desk.window)
        sys.excepthook(ValueError, ValueError("x"), None)
        disk.number = 0
    assert len(shown.titles) == 9
    assert shown.wrong == []
