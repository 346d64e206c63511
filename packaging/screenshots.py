"""Pictures of every page, made by walking the sample patient through the real window.

    python packaging/screenshots.py                 writes docs/images/*.png (the ones the documents show)
    python packaging/screenshots.py --all DIR       every page in every look, for somebody to look through

Offscreen unless a display is there and QT_QPA_PLATFORM names it.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QTimer  # noqa: E402 -- the platform is chosen first
from PySide6.QtGui import QAction  # noqa: E402 -- as above
from PySide6.QtWidgets import (  # noqa: E402 -- as above
    QApplication,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QWidget,
)

from b12desk.app import (  # noqa: E402 -- as above
    load_form,
    make_application,
    open_intakes,
    sample_patient,
    start_words,
)
from b12desk.definitions.published import Published  # noqa: E402 -- as above
from b12desk.desk.audit_book import AuditBook  # noqa: E402 -- as above
from b12desk.desk.backups import Backups, Written  # noqa: E402 -- as above
from b12desk.desk.evidence_book import EvidenceBook  # noqa: E402 -- as above
from b12desk.desk.finding import Finding, Search  # noqa: E402 -- as above
from b12desk.desk.member import Member  # noqa: E402 -- as above
from b12desk.desk.safe import Opened, users_safe  # noqa: E402 -- as above
from b12desk.desk.screen_check import Computer, check_screen  # noqa: E402 -- as above
from b12desk.desk.staff import Staff  # noqa: E402 -- as above
from b12desk.engine.scoring import assess  # noqa: E402 -- as above
from b12desk.engine.session import REVIEW  # noqa: E402 -- as above
from b12desk.errors import StoreError  # noqa: E402 -- as above
from b12desk.model.definition import Definition  # noqa: E402 -- as above
from b12desk.model.response import QuestionnaireResponse, Subject  # noqa: E402 -- as above
from b12desk.model.values import Coding, PartialDate  # noqa: E402 -- as above
from b12desk.settings import BackupPlan, Settings, ThemeChoice  # noqa: E402 -- as above
from b12desk.store.audit_chain import Act  # noqa: E402 -- as above
from b12desk.store.database import Database  # noqa: E402 -- as above
from b12desk.store.intake_content import Given, Paper, UnfinishedIntake  # noqa: E402 -- as above
from b12desk.store.intake_store import Conclusion  # noqa: E402 -- as above
from b12desk.store.keys import new_data_key  # noqa: E402 -- as above
from b12desk.store.place import Place  # noqa: E402 -- as above
from b12desk.store.records import Records  # noqa: E402 -- as above
from b12desk.theme import Appearance  # noqa: E402 -- as above
from b12desk.ui.audit.audit_dialog import AuditDialog  # noqa: E402 -- as above
from b12desk.ui.backup_group import BackupGroup  # noqa: E402 -- as above
from b12desk.ui.backup_keeper import BackupKeeper  # noqa: E402 -- as above
from b12desk.ui.demo.demo import NAME, NUMBER  # noqa: E402 -- as above
from b12desk.ui.demo.driver import Driver, given_by  # noqa: E402 -- as above
from b12desk.ui.door.restore_page import RestorePage  # noqa: E402 -- as above
from b12desk.ui.evidence.evidence_dialog import EvidenceDialog  # noqa: E402 -- as above
from b12desk.ui.form_page import FormPage  # noqa: E402 -- as above
from b12desk.ui.intakes_page import IntakesPage  # noqa: E402 -- as above
from b12desk.ui.kit import style  # noqa: E402 -- as above
from b12desk.ui.kit.labels import label, picture  # noqa: E402 -- as above
from b12desk.ui.person_dialog import PersonDialog  # noqa: E402 -- as above
from b12desk.ui.second_entry import SecondWizard  # noqa: E402 -- as above
from b12desk.ui.settings_dialog import SettingsDialog  # noqa: E402 -- as above
from b12desk.ui.staff.staff_dialog import StaffDialog  # noqa: E402 -- as above
from b12desk.ui.start import StartPage  # noqa: E402 -- as above
from b12desk.ui.waiting.check_dialog import CheckDialog  # noqa: E402 -- as above
from b12desk.ui.waiting.lock import Lock  # noqa: E402 -- as above
from b12desk.ui.waiting.measure import use_ruler  # noqa: E402 -- as above
from b12desk.ui.waiting.patient_side import PatientSide  # noqa: E402 -- as above
from b12desk.ui.waiting.wishes import Wishes  # noqa: E402 -- as above
from b12desk.ui.window import MainWindow  # noqa: E402 -- as above
from tests.walks import walks  # noqa: E402 -- as above

PASSPHRASE = "violet anchor mustard kettle"  # noqa: S105 -- of a desk that is thrown away
PERSON, PIN = "Ana Reyes", "480259"


WAITING_PER_MM = 3.78
"""Pixels to a millimetre of a screen of 96 dots to an inch."""


class Look(NamedTuple):
    """One way the program can look."""

    name: str
    theme: ThemeChoice
    scale: float
    size: tuple[int, int]


USUAL = Look("light", "light", 1.0, (1280, 800))
LOOKS = (
    USUAL,
    Look("dark", "dark", 1.0, (1280, 800)),
    Look("small", "light", 1.0, (1024, 700)),
    Look("large-text", "light", 2.0, (1280, 800)),
    Look("small-large-text", "dark", 2.0, (1024, 700)),
)
DAY = datetime(2026, 3, 10, 12, tzinfo=UTC)
PEOPLE = (
    ("Maria Sample", "485 777 3456", "1958-03-12"),
    ("Łucja Wiśniewska-Kowalczyk", "12-345", "1971-11-02"),
    ("Omar Haddad", "", "1990"),
    ("Noah Berg", "A/99812", "1999-09-09"),
    ("Anna Stein", "77-1", "1980-12-24"),
    ("Zoë O'Brien", "485 300 1200", "1944-05"),
    ("Li Wei", "31 415", "2001-01-01"),
)
"""Made-up: name, record number, birth date."""
SHOWN = {
    "light": None,
    "dark": ("food", "result"),
    "small-large-text": ("medicines",),
    "large-text": ("result",),
}
"""Which pages of which look go to docs/images; None is all."""
IMAGES = ROOT / "docs" / "images"
WAITING_SCREENS = {"general": "signs", "sex": "one-of"}
"""Screens of the waiting room that get a picture, by their question, beside those that every walk has."""
CALLED = 6
"""Of the people in the list, who called for staff."""
ANOTHER_EACH_TIME = ("recovery-key", "key-typed-back")
"""Pages that would change the pictures of docs/images whenever they are made."""


def main() -> int:
    """Make the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, metavar="DIR")
    everything: Path | None = parser.parse_args().all
    folder = everything or IMAGES
    folder.mkdir(parents=True, exist_ok=True)
    app = make_application()
    for look in LOOKS:
        if everything is None and look.name not in SHOWN:
            continue
        wanted = None if everything is not None else SHOWN[look.name]
        with tempfile.TemporaryDirectory() as home:
            os.environ["B12DESK_HOME"] = home
            os.environ["LOGNAME"] = "Ana Ferreira"  # whose name stands beside what was done
            os.environ["CUPS_SERVER"] = str(Path(home, "no-printer"))  # pictures are the same whatever can print here
            take = partial(keep, folder, look, wanted)
            walk(app, look, take)
            if look is USUAL:
                waiting_room(app, partial(keep, folder, look, None))
                pictures(app, partial(keep, folder, look, None))
            all_intakes(app, look, Path(home), take)
            one_person(app, look, Path(home), take)
            at_the_desk(app, look, Path(home), take)
            from_paper(app, look, take)
    return 0


def keep(folder: Path, look: Look, wanted: tuple[str, ...] | None, page: str, widget: QWidget) -> None:
    """Write one picture, if it is wanted."""
    settle()
    if folder == IMAGES and page in ANOTHER_EACH_TIME:
        return
    if wanted is None or page in wanted:
        name = page if look is USUAL else f"{page}-{look.name}"
        widget.grab().save(str(folder / f"{name}.png"))
        print(folder / f"{name}.png")


def walk(app: QApplication, look: Look, shot: Callable[[str, QWidget], None]) -> None:
    """Show every page of one look to ``shot``."""
    style.apply_style(app, Appearance(look.theme, look.scale))
    settings = Settings(theme=look.theme, text_scale=look.scale)
    window = MainWindow(settings, users_safe(), load_form, open_intakes, words=start_words())
    window.resize(*look.size)
    window.show()
    settle()
    hand = Driver(window)
    set_up(hand, window, shot)
    shot("start", window)
    hand.press("new")
    intake = window.wizard
    assert intake is not None
    questionnaire = intake.session.questionnaire
    answers = given_by(sample_patient(questionnaire), questionnaire)
    hand.press("patient:name")
    hand.type(NAME)
    hand.press("patient:number")
    hand.type(NUMBER)
    while isinstance(page := intake.page, FormPage):
        page.to_top()
        shot(page.link_id, window)
        if "respondent" in page.rows:  # the page that is not left with questions open
            hand.press("next")
            shot("problem", window)
        hand.fill_page(page, answers)
        for name, row in (
            ("food", "food_red_meat"),
            ("medicine-list", "medicines_common"),
            ("typed", "med_metformin.duration"),
        ):
            if row in page.rows:
                scroll_to(page, page.rows[row])
                shot(name, window)
        page.to_top()
        hand.press("next")
    shot("review", window)
    hand.press("next")
    result_shots(hand, window, intake.page, shot)
    preview = window.findChild(QAction, "more:preview")  # the button is in sight only where there is room
    if preview is not None:
        dialog_shot(preview.trigger, "preview", shot)
    for name, button in (("settings", "settings-button"), ("help", "help")):
        dialog_shot(partial(hand.press, button), name, shot)
    finished_shots(hand, window, shot)
    window.close()
    window.deleteLater()
    settle()


def finished_shots(hand: Driver, window: MainWindow, shot: Callable[[str, QWidget], None]) -> None:
    """The question why it is amended, version 2, and the page of an older form."""
    reception, wizard = window.reception, window.wizard
    assert reception is not None
    assert wizard is not None
    identifier = wizard.intake.identifier
    wizard.intake.copied()
    reception.resume(identifier)
    dialog_shot(partial(hand.press, "standing:amend"), "amend", shot)
    reception._amend(identifier, "The patient corrected an answer")
    hand.press("change:diet_pattern")
    hand.press("diet_pattern=few-animal")
    wizard = window.wizard
    assert wizard is not None
    wizard.go_to(REVIEW)
    hand.press("next")
    shot("version-2", window)
    form = reception.desk.definition.questionnaire
    older = Published(reception.desk.definition).find(f"{form.url}|1.0.0")
    assert older is not None
    answers = {
        each.link_id: (Coding(code=older.questionnaire.options(each.link_id)[0].code),)
        for each in older.questionnaire.item[1].walk()
        if each.is_question and older.questionnaire.options(each.link_id)
    }
    response = QuestionnaireResponse(
        questionnaire=older.questionnaire.canonical, authored=DAY, identifier="older", answers=answers
    )
    records = reception.desk._drafts
    records.save(response, older.questionnaire.item[0].link_id)
    records.close("older")
    reception._to_start()
    reception.resume("older")
    shot("bring-forward", window)


def set_up(hand: Driver, window: MainWindow, shot: Callable[[str, QWidget], None]) -> None:
    """From the two doors to the open desk."""
    shot("doors", window)
    hand.press("door:set-up")
    shot("set-up", window)
    hand.press("set-up:next")
    for name, text in (("set-up:name", PERSON), ("set-up:pin", PIN), ("set-up:pin-again", PIN)):
        hand.press(name)
        hand.type(text)
    shot("set-up-you", window)
    hand.press("set-up:next")
    for name in ("set-up:new", "set-up:again"):
        hand.press(name)
        hand.type(PASSPHRASE)
    told = window.findChild(QLabel, "set-up:strength")
    wait_for(lambda: told is not None and bool(told.text()))
    shot("passphrase", window)
    hand.press("set-up:next")
    patient_find(hand, "set-up:half:1")
    shot("recovery-key", window)
    halves = [hand.find(f"set-up:half:{half}").accessibleName() for half in (1, 2)]
    hand.press("set-up:next")
    for name, half in zip(("set-up:first", "set-up:second"), halves, strict=True):
        hand.press(name)
        hand.type(half)
    shot("key-typed-back", window)
    hand.press("set-up:next")
    patient_find(hand, "new")


def wait_for(there: Callable[[], bool]) -> None:
    """Until something is there that takes a while. Raises LookupError after five seconds."""
    for _moment in range(100):
        settle()
        if there():
            return
        time.sleep(0.05)
    raise LookupError


def patient_find(hand: Driver, name: str) -> None:
    """Wait for what comes when the keys are made."""

    def there() -> bool:
        try:
            hand.find(name)
        except LookupError:
            return False
        return True

    wait_for(there)


def all_intakes(app: QApplication, look: Look, home: Path, shot: Callable[[str, QWidget], None]) -> None:
    """The page of all intakes, of made-up people."""
    style.apply_style(app, Appearance(look.theme, look.scale))
    form, codes = load_form(), itertools.cycle(each.code for each in load_form().rules.recommendation[2:7])
    place = Place(home / "found")
    place.make()
    records = Records(place, Database(place.records, new_data_key(), new=True))
    for number, (name, record, born) in enumerate(PEOPLE):
        when = DAY - timedelta(hours=31 * number)
        subject = Subject(display=name, identifier=record, birth_date=PartialDate(date=born))
        response = QuestionnaireResponse(
            questionnaire=form.questionnaire.canonical, authored=when, identifier=f"intake-{number}", subject=subject
        )
        judged = replace(assess(form, response), recommendation=next(codes), urgency=None)
        ended = when if number % 4 != 2 else None
        paper = Paper("printed", when) if ended and number % 3 else None
        draft = UnfinishedIntake(response, "now", when, finished=ended, paper=paper)
        records.keep(draft, Conclusion(judged) if ended else None)
        if number == CALLED:
            records.save(response, "now", given=Given("patient", "alone", alarms=("flag_chest_pain",)))
    page = IntakesPage(Finding(records.find, form, lambda: DAY), Search())
    page.resize(*look.size)
    page.show()
    page.table.choose(0)
    shot("intakes", page)
    page.box.setText("nobody")
    page.look()
    shot("intakes-nothing", page)
    page.close()
    page.deleteLater()
    keeping(form, records, look, shot)
    records.shut()


def keeping(form: Definition, records: Records, look: Look, shot: Callable[[str, QWidget], None]) -> None:
    """Backups in the settings, told on the start page and restored; and all that is kept of a person."""
    ground = QWidget()
    plan = BackupPlan("/media/clinic/backups", "day")
    settings = Settings(theme=look.theme, text_scale=look.scale, backup_folder=plan.folder, backup_every=plan.every)
    records.backups.add(Written(Path(plan.folder, "b12desk-2026-03-09-0800.age"), DAY, 7, 90_000, "128-K7QM3F9D"))
    backups = Backups(users_safe(), records, lambda: DAY)
    keeper = BackupKeeper(ground, backups, lambda: plan)
    dialog = SettingsDialog(None, settings, keeper=keeper, opens_itself=False)
    dialog.show()
    settle()
    group = dialog.findChild(BackupGroup)
    page = dialog.findChild(QScrollArea)
    assert group is not None
    assert page is not None
    page.verticalScrollBar().setValue(group.y())
    shot("backups", dialog)
    with contextlib.suppress(StoreError):
        backups.make(plan._replace(folder="/media/clinic/not-there"))
    start = StartPage(start_words())
    start.warn("", backups.trouble(plan._replace(folder="/media/clinic/not-there")))
    restore = RestorePage()
    for name, each in (("backup-overdue", start), ("restore", restore)):
        each.resize(*look.size)
        each.show()
        shot(name, each)
    person = PersonDialog(ground, open_intakes(records, lambda: form).person, "intake-0", settings)
    person.show()
    shot("person-data", person)
    for each in (dialog, start, restore, person, ground):
        each.close()
        each.deleteLater()
    settle()


def one_person(app: QApplication, look: Look, home: Path, shot: Callable[[str, QWidget], None]) -> None:
    """Somebody who was here before: asked about, all visits, two of them side by side, one moved."""
    style.apply_style(app, Appearance(look.theme, look.scale))
    settings = Settings(theme=look.theme, text_scale=look.scale, profile="uk")
    form, anna = load_form(), Subject(family="Kowalska", given="Anna", identifier="9434765919")
    place = Place(home / "person")
    place.make()
    records = Records(place, Database(place.records, new_data_key(), new=True))
    whole, born = sample_patient(form.questionnaire), PartialDate(date="1958-03-12")
    other = replace(anna, family="Kowalski", identifier="9434765870")
    people = ((anna, ("none-of-these",)), (anna, ("tired",)), (other, ("tired",)))
    for number, (subject, general) in enumerate(people):
        when = DAY - timedelta(days=200 - 90 * number)
        answers = {**whole.answers, "birth_date": (born,), "general": tuple(Coding(code=each) for each in general)}
        response = replace(
            whole, authored=when, begun=None, identifier=f"visit-{number}", subject=subject, answers=answers
        )
        draft = UnfinishedIntake(response, "now", when, finished=when)
        records.keep(draft, Conclusion(assess(form, response)), born)
        records.close(response.identifier)
    act = Act(DAY, "A. Nurse", "merged", "visit-1")
    first, second = (records.people.visits(each) for each in map(partial(whose, records), ("visit-0", "visit-1")))
    records.people.merge(second[0].human, first[0].human, "Said to be the same person during the intake.", act)
    window = MainWindow(settings, users_safe(), load_form, open_intakes, words=start_words())
    window.let_in(Opened(records, member=Member("", PERSON, "administrator")))
    window.resize(*look.size)
    window.show()
    settle()
    hand = Driver(window)
    hand.press("new")
    for part, text in (("name", "Kowalska"), ("given", "Anna"), ("number", "943 476 5919")):
        hand.press(f"patient:{part}")
        hand.type(text)
    patient_find(hand, "acquaintance")
    shot("same-person", window)
    hand.press("leave")
    hand.press("all")
    hand.press("intakes:table")
    window.findChild(IntakesPage).table.choose(2)
    hand.press("intakes:visits")
    shot("person", window)
    hand.press("person:compare")
    shot("compare", window)
    hand.press("compare:back")
    dialog_shot(partial(hand.press, "person:move"), "move", shot)


def at_the_desk(app: QApplication, look: Look, home: Path, shot: Callable[[str, QWidget], None]) -> None:
    """Signing in, the lock, the staff and the audit log of a desk of made-up people, at one moment."""
    style.apply_style(app, Appearance(look.theme, look.scale))
    place = Place(home / "staffed")
    place.make()
    records = Records(place, Database(place.records, new_data_key(), new=True))
    staff = Staff(records, lambda: DAY)
    staff.add_first(PERSON, PIN)
    for name in ("Ben Okafor", "Chiara Lindqvist"):
        staff.add(name, "nurse", "730418")
    for number, deed in enumerate(("begun", "changed", "finished", "printed")):
        records.note(Act(DAY + timedelta(minutes=number), "Ben Okafor", deed, "47139441-0000"))
    window = MainWindow(
        Settings(theme=look.theme, text_scale=look.scale), users_safe(), load_form, open_intakes, trial=True
    )
    window.let_in(Opened(records))
    window.resize(*look.size)
    window.show()
    shot("sign-in", window)
    people = {each.name: each.id for each in staff.everybody()}
    hand = Driver(window)
    hand.press(f"desk:person={people[PERSON]}")
    hand.press("desk:pin")
    hand.type(PIN)
    hand.press("desk:enter")
    patient_find(hand, "lock")
    hand.press("lock")
    shot("locked", window)
    for name, dialog in (("staff", StaffDialog(window, staff)), ("audit", AuditDialog(window, AuditBook(records.log)))):
        if isinstance(dialog, AuditDialog):  # what was done just now is of another time in every picture
            dialog.resize(*look.size)
            dialog.narrowed = dialog.narrowed._replace(who="Ben Okafor")
            dialog.look()
        dialog.show()
        shot(name, dialog)
        dialog.close()
        dialog.deleteLater()
    book = EvidenceBook(lambda: walks(load_form().questionnaire), load_form().questionnaire, lambda _deed: None)
    evidence = EvidenceDialog(None, book)
    evidence.resize(*look.size)
    evidence.show()
    shot("evidence", evidence)
    evidence.close()
    evidence.deleteLater()
    files = {"/proc/sys/kernel/sysrq": "176", "/etc/systemd/logind.conf": "HandlePowerKey=ignore"}
    computer = Computer(platform="linux", read=files.get, parents=(("cage", "--", "b12desk"),))
    check = CheckDialog(None, lambda: check_screen(computer, signs_in=True, measured=True))
    check.show()
    shot("screen-check", check)
    check.close()
    check.deleteLater()
    window.close()
    window.deleteLater()
    settle()


def whose(records: Records, identifier: str) -> str:
    """The person of a visit."""
    found = records.people.entry(identifier)
    assert found is not None
    return found.human


def from_paper(app: QApplication, look: Look, shot: Callable[[str, QWidget], None]) -> None:
    """A paper taken in, a second time as well, and what differs."""
    style.apply_style(app, Appearance(look.theme, look.scale))
    settings = Settings(theme=look.theme, text_scale=look.scale)
    window = MainWindow(settings, users_safe(), load_form, open_intakes, words=start_words(), trial=True)
    window.resize(*look.size)
    window.show()
    settle()
    hand = Driver(window)

    def take_in() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            shot("on-paper", dialog)
            dialog.accept()

    QTimer.singleShot(50, take_in)
    hand.press("paper")
    first = window.wizard
    assert first is not None
    for link_id, code in (("sex", "female"), ("b12_taken", "none-of-these"), ("diet_pattern", "vegan")):
        first.take_over(first.session.answer(link_id, Coding(code=code)))
    first.go_to("b12_taken")
    shot("from-paper", window)
    first.again.emit()  # its button is in sight only where there is room
    second = window.room.stack.currentWidget()
    assert isinstance(second, SecondWizard)
    for link_id, code in (("sex", "female"), ("b12_taken", "multivitamin"), ("diet_pattern", "vegan")):
        second.take_over(second.session.answer(link_id, Coding(code=code)))
    second.compared.emit()
    shot("paper-twice", window)
    window.close()
    window.deleteLater()
    settle()


def waiting_room(app: QApplication, shot: Callable[[str, QWidget], None]) -> None:
    """Where a patient answers alone: every screen in three sizes of text, one of them also upright."""
    use_ruler(WAITING_PER_MM)
    for size, room, upright in (
        (1, (1024, 768), ""),
        (3, (1024, 768), ""),
        (6, (1024, 768), ""),
        (6, (768, 1024), "-upright"),
    ):
        desk = open_intakes(users_safe().try_it().records, load_form)
        intake = desk.begin()
        intake.session.set_subject(Subject(display=NAME, birth_date=PartialDate(date=PEOPLE[0][2])))
        sitting = desk.hand_over(intake)
        closing = partial(desk.close, intake)
        side = PatientSide(
            sitting, Wishes(size=size), Lock(lambda _front: None, "For staff"), close=closing, theme="light"
        )
        side.resize(*room)
        side.show()
        settle()
        side.take_focus()
        take = partial(waiting_shot, shot, side, f"{size}{upright}")
        take("birth")
        sitting.confirm_birth(*reversed(PEOPLE[0][2].split("-")))
        take("welcome")
        sitting.begin()
        take("question")
        side.guide.frame.bars.go_on.click()
        side.guide._show_problems()
        take("problem")
        asked = sitting.screen
        assert asked is not None
        side.guide._ticked(asked.question, sitting.session.state(asked.question).options[0].code)
        take("staff-now")
        while sitting.screen is not None:
            if (kind := WAITING_SCREENS.get(sitting.screen.question)) is not None:
                take(kind)
            for link_id in sitting.screen.link_ids:
                state = sitting.session.state(link_id)
                if sitting.holds(link_id):
                    codes = [each.code for each in state.options]
                    said = next(
                        (each for each in ("none-of-these", "no", "never", "not-sure") if each in codes), codes[0]
                    )
                    sitting.answer(link_id, Coding(code=said))
            if sitting.can_continue:
                sitting.next()
        take("review")
        side.guide._call()
        take("call")
        side.guide._come_back()
        sitting.confirm()
        take("end")
        side._warn(30)
        take("idle")
        side._calm()
        sitting.ease(None)
        take("locked")
        side.close()
        side.deleteLater()
        settle()
    style.apply_style(app, Appearance(USUAL.theme, USUAL.scale))


def pictures(app: QApplication, shot: Callable[[str, QWidget], None]) -> None:
    """Every picture of a food and of a symptom, with the words that stand beside it."""
    style.apply_style(app, Appearance(USUAL.theme, USUAL.scale))
    items = load_form().questionnaire.items.values()
    named = [(str(each.icon), each.short_text or each.text) for each in items if each.is_question and each.icon]
    named += [(str(option.icon), option.display) for each in items for option in each.answer_option if option.icon]
    sheet = QWidget()
    grid = QGridLayout(sheet)
    for number, (icon, words) in enumerate(dict.fromkeys(named)):
        cell = QHBoxLayout()
        cell.addWidget(picture(icon, "primary", 46))
        cell.addWidget(label(words, "small"), 1)
        grid.addLayout(cell, number // 4, number % 4)
    sheet.resize(1180, 900)
    sheet.show()
    shot("pictures", sheet)
    sheet.close()
    sheet.deleteLater()


def waiting_shot(shot: Callable[[str, QWidget], None], side: PatientSide, size: str, page: str) -> None:
    """One screen of the waiting room, as it stands now."""
    if side.guide is not None:
        side.guide.look()
    settle()
    if size.isdecimal() or page in ("birth", "question", "review"):
        shot(f"waiting-{page}-{size}", side)


def result_shots(hand: Driver, window: QWidget, page: QScrollArea, shot: Callable[[str, QWidget], None]) -> None:
    """The result page from top to bottom."""
    shot("result", window)
    bar = page.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    shot("result-why", window)
    score = page.findChild(QWidget, "score")
    if score is not None:  # it stands beside some recommendations only
        scroll_to(page, score)
        shot("score", window)
        hand.press("score:about")
        bar.setValue(bar.value() + window.height() // 2)
        shot("score-about", window)
        hand.press("score:about")
    bar.setValue(bar.maximum())
    shot("result-end", window)
    page.to_top()


def dialog_shot(press: Callable[[], object], name: str, shot: Callable[[str, QWidget], None]) -> None:
    """Open a dialog with ``press``, show it, close it."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            shot(name, dialog)
            dialog.reject()

    QTimer.singleShot(50, look)
    press()


def scroll_to(page: QScrollArea, widget: QWidget) -> None:
    """Bring ``widget`` to the middle."""
    inner = page.widget()
    assert inner is not None
    page.verticalScrollBar().setValue(widget.mapTo(inner, widget.rect().topLeft()).y() - page.height() // 3)


def settle() -> None:
    """Let timers run and everything be laid out and painted."""
    for _turn in range(8):
        QApplication.processEvents()


if __name__ == "__main__":
    sys.exit(main())
