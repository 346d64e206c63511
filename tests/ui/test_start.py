"""From nothing to the first paint, and what happens when something goes wrong."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from b12desk import app
from b12desk.desk.open_intake import OpenIntake
from b12desk.desk.safe import users_safe
from b12desk.errors import DefinitionError, Problem, StoreError
from b12desk.model.definition import Definition
from b12desk.report import words
from b12desk.settings import Settings, WindowSize
from b12desk.store.settings import load_settings, settings_path
from b12desk.ui import start
from b12desk.ui.demo.driver import Driver
from b12desk.ui.kit.dialogs import Message
from b12desk.ui.kit.labels import ZERO_WIDTH_SPACE
from b12desk.ui.window import MainWindow
from b12desk.ui.wizard import Wizard
from tests.gallery import gallery
from tests.set_up_desk import set_up_desk
from tests.store.made_records import new_records
from tests.ui.conftest import Desk, kept, settle

FORBIDDEN = (
    "pydantic",
    "reportlab",
    "uharfbuzz",
    "PIL",
    "segno",
    "pypdfium2",
    "PySide6.QtPrintSupport",
    "PySide6.QtSvg",
    "PySide6.QtTest",
    "b12desk.model",
    "b12desk.definitions",
    "b12desk.engine",
    "b12desk.report",
    "b12desk.interop",
    "b12desk.store.records",
    "b12desk.store.wraps",
    "b12desk.desk.strength",
    "b12desk.ui.door.set_up",
    "cryptography",
    "pyrage",
    "sqlalchemy",
    "sqlcipher3",
    "zxcvbn",
    "nhs_number",
)
FIRST_PAINT = """
import sys
from b12desk import app
from b12desk.desk.safe import users_safe
application = app.make_application()
settings, damage = app._settings()
app.style.apply_style(application, app.Appearance(settings.theme, settings.text_scale))
window = app.MainWindow(settings, users_safe(), app.load_form, app.open_intakes, words=app.start_words())
window.prepare = lambda: None
app.catch_all(window)
window.open()
while not window.painted:
    application.processEvents()
"""
FIRST_QUESTION = """
del window.prepare
window.let_in(users_safe().try_it())
window.begin()
application.processEvents()
"""
PAGE = "print(window.room.stack.currentWidget().objectName())"
MODULES = "\nprint(*sorted(sys.modules))"
CLASSES = """
from PySide6 import QtWidgets
print(*(name for name, made in vars(QtWidgets).items() if isinstance(made, type)))
"""
KEPT_TEXT = """
import linecache
print(*linecache.cache)
"""


def _run(home: Path, *code: str) -> list[str]:
    """What is printed by a process of its own."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "B12DESK_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", "".join(code)], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


@pytest.mark.parametrize("page", ["page:welcome", "page:unlock"])
def test_nothing_heavy_is_imported_before_the_first_paint(home: Path, page: str) -> None:
    if page == "page:unlock":
        set_up_desk()
    shown, *loaded = _run(home, FIRST_PAINT, PAGE, MODULES)
    assert shown == page
    assert "b12desk.ui.door.porter" in loaded
    early = [each for each in loaded if any(each == name or each.startswith(f"{name}.") for name in FORBIDDEN)]
    assert not early


def test_no_class_of_widgets_is_made_that_nobody_uses(home: Path) -> None:
    """One call that makes PySide6 name the class of one of Qt's own widgets has it make them all."""
    made = _run(home, FIRST_PAINT, FIRST_QUESTION, CLASSES)
    assert "QScrollArea" in made
    assert "QMdiArea" not in made


def test_the_source_text_of_the_program_is_not_read_to_be_kept(home: Path) -> None:
    kept = _run(home, FIRST_PAINT, FIRST_QUESTION, KEPT_TEXT)
    assert not {"ui", "engine", "pydantic"}.intersection(part for each in kept for part in Path(each).parts)


def test_screen_and_paper_state_the_same_intended_use() -> None:
    assert start.INTENDED_USE == words.INTENDED_USE


def test_the_start_page_says_what_it_is_for_and_that_nothing_is_unfinished(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    settle()
    text = "\n".join(each.text() for each in desk.window.findChildren(QLabel))
    assert start.INTENDED_USE in text
    assert "None." in text


def test_without_a_display_the_program_runs_offscreen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    app.make_application()
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"


def test_a_small_screen_is_filled(qapp: QApplication, show: Callable[[QWidget], QWidget]) -> None:
    window = app.trial_window()
    window.open()
    show(window)
    assert window.isMaximized(), "the offscreen screen is 800 pixels wide"


def test_the_window_comes_back_as_large_as_it_was_closed(show: Callable[[QWidget], QWidget]) -> None:
    kept: list[WindowSize] = []
    window = MainWindow(
        Settings(),
        users_safe(),
        app.load_form,
        app.open_intakes,
        trial=True,
        size=WindowSize(700, 500),
        keep_size=kept.append,
    )
    window.open()
    show(window)
    assert (window.width(), window.height(), window.isMaximized()) == (700, 500, False)
    window.close()
    assert kept == [], "nothing has changed"
    window.show()
    window.resize(720, 510)
    window.close()
    assert kept == [WindowSize(720, 510)]


def messages(press: int = 0) -> list[str]:
    """The heading and the texts of the next message, which is answered with button ``press``."""
    seen: list[str] = []
    timer = QTimer(QApplication.instance())
    timer.setInterval(20)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, Message):
            timer.stop()
            seen.append(dialog.windowTitle())
            seen.extend(each.text().replace(ZERO_WIDTH_SPACE, "") for each in dialog.findChildren(QLabel))
            dialog.findChild(QWidget, f"message:{press}").click()

    timer.timeout.connect(look)
    timer.start()
    return seen


def test_a_form_that_cannot_be_used_is_told_with_every_problem(
    show: Callable[[QWidget], QWidget],
) -> None:
    def broken() -> Definition:
        raise DefinitionError("The form cannot be used", [Problem("a.toml:1", "one", "Mend one."), Problem("b", "two")])

    window = MainWindow(Settings(), users_safe(), broken, app.open_intakes, trial=True)
    seen = messages()
    show(window)
    assert seen[0] == "The form cannot be used"
    assert "One Mend one." in seen
    assert "Two" in seen


def test_damaged_settings_are_told_after_the_first_paint_and_the_defaults_hold(home: Path) -> None:
    settings_path().parent.mkdir(parents=True)
    settings_path().write_text("{", encoding="utf-8")
    settings, damage = app._settings()
    assert settings == Settings()
    assert isinstance(damage, StoreError)
    assert load_settings() == Settings()


def test_a_bug_is_logged_without_a_value_and_the_draft_is_kept(
    desk: Desk, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    app.catch_all(desk.window)
    desk.hand.answer("emergency_body", ["none-of-these"])
    try:
        int("Maria Sample drinks")
    except ValueError as error:
        seen = messages()
        sys.excepthook(type(error), error, error.__traceback__)
    assert seen[0] == "Something went wrong"
    log = home / "data" / "errors.log"
    assert "ValueError" in log.read_text(encoding="utf-8")
    assert "test_start.py" in log.read_text(encoding="utf-8")
    assert "Maria" not in log.read_text(encoding="utf-8") + capsys.readouterr().err
    if os.name == "posix":
        assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700
    (found,) = kept()
    assert found["response"]["answers"]["emergency_body"]


def test_a_draft_of_another_version_is_kept_and_told(desk: Desk, home: Path) -> None:
    desk.hand.press("emergency_body=none-of-these")
    settle()
    identifier = desk.visit.identifier
    desk.hand.press("back")
    records = new_records(home / "data")
    found = records.open(identifier)
    other = replace(found.response, questionnaire="urn:b12desk:questionnaire:b12|0.1")
    records.keep(replace(found, response=other))
    records.shut()
    seen = messages()
    desk.window.resume(identifier)
    assert "another version" in " ".join(seen)
    assert [each["response"]["questionnaire"] for each in kept()] == [other.questionnaire]


def test_a_discarded_draft_is_gone_and_a_kept_one_stays(desk: Desk) -> None:
    desk.hand.press("emergency_body=none-of-these")
    identifier = desk.session.response().identifier
    desk.hand.press("back")
    messages(0)
    desk.hand.press(f"discard:{identifier}")
    assert f"resume:{identifier}" in desk.names()
    messages(1)
    desk.hand.press(f"discard:{identifier}")
    settle()
    assert f"resume:{identifier}" not in desk.names()
    assert kept() == []


def test_closing_the_window_keeps_what_was_typed_last(desk: Desk) -> None:
    desk.to("about")
    desk.hand.press("age:text")
    desk.hand.type("61")
    desk.window.close()
    assert kept()[0]["response"]["answers"]["age"] == [61]


def test_no_message_box_of_qts_own_is_used() -> None:
    """QMessageBox reads markup out of its text; ours does not."""
    package = Path(app.__file__).parent
    users = [path.name for path in package.rglob("*.py") if QMessageBox.__name__ in path.read_text(encoding="utf-8")]
    assert not users


def test_labels_are_made_in_one_place() -> None:
    """A bare QLabel guesses whether its text is markup; `labels.label` does not."""
    folder = Path(app.__file__).parent / "ui"
    makers = [path.name for path in folder.rglob("*.py") if "QLabel(" in path.read_text(encoding="utf-8")]
    assert sorted(makers) == ["labels.py", "preview.py"], "preview shows page pictures in bare labels, never text"


def test_markup_in_an_answer_is_shown_as_typed(desk: Desk) -> None:
    desk.hand.press("patient:name")
    desk.hand.type("<img src='x'> & <b>Bo</b>")
    desk.hand.press("emergency_body=none-of-these")
    assert desk.hand.find("patient").text() == "<img src='x'> & <b>Bo</b>"  # type: ignore[attr-defined]
    shown = desk.hand.find("patient").findChildren(QLabel)
    assert {each.textFormat() for each in shown} == {Qt.TextFormat.PlainText}


def test_an_intake_is_named_by_a_random_uuid_and_no_two_alike(home: Path) -> None:
    desk = app.open_intakes(new_records(home / "data"), app.load_form)
    made = [desk.begin().identifier for _ in range(50)]
    assert len(set(made)) == 50
    for each in made:
        read = uuid.UUID(each)
        assert (str(read), read.version, read.variant) == (each, 4, uuid.RFC_4122)


def start_and_set(*presses: str) -> dict[str, object]:
    command = [sys.executable, "-m", "tests.ui.start_and_set", *presses]
    folder = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    told: dict[str, object] = json.loads(done.stdout)
    return told


def test_settings_changed_in_the_window_hold_at_the_next_start() -> None:
    """Both starts are whole processes."""
    set_up_desk()
    usual, wanted = Settings(), Settings(reference="uk", paper="letter", theme="dark", text_scale=1.25)
    tiles = ("reference=uk", "paper=letter", "theme=dark", "text_scale=1.25")
    first = start_and_set(*tiles, "settings:keep")
    assert first == {"dark": False, "hundred": 100, "shown": usual._asdict(), "then dark": True}
    assert load_settings() == wanted
    second = start_and_set("theme=light", "settings:cancel")
    assert second == {"dark": True, "hundred": 125, "shown": wanted._asdict(), "then dark": True}
    assert load_settings() == wanted


def watched() -> tuple[MainWindow, list[Definition]]:
    """A window, and the forms it has loaded."""
    loaded: list[Definition] = []

    def load() -> Definition:
        loaded.append(gallery("iron"))
        return loaded[-1]

    return MainWindow(Settings(), users_safe(), load, app.open_intakes, trial=True), loaded


def test_the_form_is_loaded_after_the_first_paint_by_itself(show: Callable[[QWidget], QWidget], qtbot: QtBot) -> None:
    window, loaded = watched()
    assert loaded == []
    show(window)
    qtbot.waitUntil(lambda: window.reception is not None, timeout=10_000)
    Driver(window).press("new")
    assert window.wizard is not None
    assert len(loaded) == 1


def test_a_press_that_comes_first_loads_it_and_nothing_loads_it_again(show: Callable[[QWidget], QWidget]) -> None:
    window, loaded = watched()
    prepare, window.prepare = window.prepare, lambda: None  # type: ignore[method-assign]  # the idle moment never comes
    show(window)
    assert (window.painted, window.reception, loaded) == (True, None, [])
    Driver(window).press("new")
    wizard = window.wizard
    assert wizard is not None
    assert wizard.page.isVisible()
    prepare()
    assert (window.wizard, len(loaded)) == (wizard, 1)
    assert wizard.page.isVisible()


def test_the_first_question_is_painted_before_anything_is_judged(
    show: Callable[[QWidget], QWidget], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, _loaded = watched()
    show(window)
    qtbot.waitUntil(lambda: window.reception is not None, timeout=10_000)
    judged: list[OpenIntake] = []

    def offer(intake: OpenIntake) -> None:
        judged.append(intake)

    monkeypatch.setattr(OpenIntake, "offer", offer)
    slow = Wizard.take_focus
    monkeypatch.setattr(Wizard, "take_focus", lambda wizard: (time.sleep(0.1), slow(wizard)))
    window.begin()
    QApplication.processEvents()
    assert window.wizard is not None
    assert window.wizard.page.isVisible()
    assert judged == []
    qtbot.waitUntil(lambda: judged == [window.wizard.intake])  # type: ignore[union-attr]  # as above


def test_a_clock_that_is_plainly_wrong_is_told_before_and_on_the_first_page(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    reception = desk.window.reception
    assert reception is not None
    assert "start:warning" not in desk.names()
    reception.desk._clock = lambda: datetime(1970, 1, 1, 3, tzinfo=UTC)
    reception.open_up()
    settle()
    told = desk.hand.find("start:warning")
    words = "This computer's clock says 1 January 1970. Ages and dates would be wrong: set the clock."
    assert [each.text() for each in told.findChildren(QLabel) if each.text()] == [words]
    assert told.mapTo(desk.window, QPoint()).y() < desk.hand.find("new").mapTo(desk.window, QPoint()).y()
    desk.hand.press("new")
    told = desk.hand.find(f"page:{desk.page.link_id}:warning")
    assert [each.text() for each in told.findChildren(QLabel) if each.text()] == [words]
    reception.desk._clock = lambda: datetime(2027, 1, 1, 3, tzinfo=UTC)
    desk.hand.press("back")
    settle()
    assert "start:warning" not in desk.names()


@pytest.mark.parametrize("arguments", [[], ["--try"]])
def test_the_program_opens_at_the_door_or_where_nothing_is_kept(
    show: Callable[[QWidget], QWidget], monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    opened: list[MainWindow] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(MainWindow, "open", lambda window: opened.append(window))  # noqa: PLW0108 -- it binds
    monkeypatch.setattr(QApplication, "exec", lambda *_given: 0)
    assert app.main(arguments) == 0
    (window,) = opened
    show(window)
    tried = bool(arguments)
    assert (window.reception is not None) is tried
    assert window.room.trial is tried
    assert (window.room.stack.currentWidget() is window.room.start) is tried
