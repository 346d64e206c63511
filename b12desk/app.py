"""The program with its window: puts the parts together, dresses them, and is there when something goes wrong.

The one rule of the first paint: until the first page is on the screen only Qt's Core, Gui and Widgets, the standard
library and the page's own modules are imported. pydantic, ReportLab, the models, the engine and the form take longer
than all of Qt; they follow when the page was painted (`MainWindow.prepare`), or at the first press that needs them.
A test names them. Where an import stands inside a function of this module, of `ui.window`, `store.settings` or `i18n`
for that reason, the line says so. Behind the first page imports stand where anybody would write them, but for PDFium,
ReportLab and HarfBuzz: 110 ms that only paper needs.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

import b12desk.ui.plain_imports  # noqa: F401 -- first of all: what it says
from b12desk.desk.safe import users_safe
from b12desk.errors import StoreError
from b12desk.i18n import ENGLISH, Catalogue, _, p_
from b12desk.paths import data_dir, forms_dir
from b12desk.private_file import open_ordinary, private_dir
from b12desk.settings import Settings
from b12desk.store.home import check_home
from b12desk.store.settings import load_settings, save_settings
from b12desk.store.window_size import load_size, save_size
from b12desk.theme import Appearance
from b12desk.ui.kit import style
from b12desk.ui.start import StartWords
from b12desk.ui.window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from b12desk.desk.intakes import Intakes
    from b12desk.desk.member import Who
    from b12desk.desk.papers import MakePdf
    from b12desk.model.definition import Definition
    from b12desk.model.questionnaire import Questionnaire
    from b12desk.model.response import QuestionnaireResponse
    from b12desk.store.intake_store import IntakeStore

_START = re.compile(r'^start(Title|Text) = "([^"\\]*)"$', re.MULTILINE)
_HEAD = 8_000
"""Characters within which the heads of a form stand."""


def main(argv: list[str], catalogue: Catalogue = ENGLISH) -> int:
    """Run the window, with ``["--try"]`` on records that are thrown away, or with ``["demo", ...]`` the demonstration.

    In the language of ``catalogue``. Returns the status of the process: 2 when the folder that the environment names
    cannot be used.
    """
    with catalogue.used():  # Qt calls back in the context of this thread
        return _main(argv, catalogue)


def _main(argv: list[str], catalogue: Catalogue) -> int:
    if argv[:1] == ["demo"]:
        from b12desk.ui.demo.demo import run  # noqa: PLC0415 -- needs everything; the wizard alone does not

        app = make_application(catalogue)
        return run(app, argv[1:], trial_window, sample_patient)
    app = make_application(catalogue)
    try:
        check_home()
    except StoreError as error:
        from b12desk.terminal import complain, complaint  # noqa: PLC0415 -- 3 ms that no good start needs

        complain(complaint(error))
        style.apply_style(app, Appearance())
        _tell(None, error)
        return 2
    settings, damage = _settings()
    style.apply_style(app, Appearance(settings.theme, settings.text_scale))
    window: MainWindow = MainWindow(
        settings,
        users_safe(),
        load_form,
        open_intakes,
        ready=(lambda: _tell(window, damage)) if damage else None,
        keep=save_settings,
        words=start_words(),
        trial=argv[:1] == ["--try"],
        size=load_size(),
        keep_size=save_size,
    )
    catch_all(window)
    window.open()
    return app.exec()


def trial_window() -> MainWindow:
    """A window that asks nothing and keeps nothing, in the usual settings."""
    return MainWindow(Settings(), users_safe(), load_form, open_intakes, trial=True)


def load_form() -> Definition:
    """The shipped form. Raises DefinitionError."""
    from b12desk import definitions  # noqa: PLC0415 -- after the first paint

    return definitions.load()


def open_intakes(
    records: IntakeStore, load: Callable[[], Definition], who: Who | None = None, *, make: MakePdf | None = None
) -> Intakes:
    """The desk with its collaborators: the open records, a form, the paper, and who works there.

    Without ``who`` that is the user at this computer; ``make`` makes other papers.
    """
    from b12desk.desk.intakes import Intakes  # noqa: PLC0415 -- after the first paint
    from b12desk.desk.member import Member  # noqa: PLC0415 -- as above
    from b12desk.desk.papers import make_pdf  # noqa: PLC0415 -- as above
    from b12desk.report.typeset.kept_text import forget  # noqa: PLC0415 -- as above
    from b12desk.store.lock import login  # noqa: PLC0415 -- as above

    member = Member("", login(), "administrator")
    return Intakes(records, load, make=make or make_pdf, forget=forget, who=who or (lambda: member), forms=forms_dir())


def sample_patient(questionnaire: Questionnaire) -> QuestionnaireResponse:
    """The patient of the shipped form's demonstration. Raises DefinitionError when it has none."""
    from b12desk.definitions.cases import sample_patient as found  # noqa: PLC0415 -- as above

    return found(forms_dir(), questionnaire)


def start_words() -> StartWords:
    """What the shipped form has the start page say, read off its first lines: a TOML reader takes 8 ms to import.

    Where they are not found, the start page says them as soon as the form is loaded.
    """
    words = {}
    with contextlib.suppress(OSError, ValueError), (forms_dir() / "questionnaire.toml").open(encoding="utf-8") as file:
        words = {name.lower(): p_("questionnaire", text) for name, text in _START.findall(file.read(_HEAD))}
    return StartWords(**words)


def make_application(catalogue: Catalogue = ENGLISH) -> QApplication:
    """The one QApplication; offscreen where there is no display to open a window on."""
    if sys.platform.startswith("linux") and not any(os.environ.get(each) for each in ("DISPLAY", "WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["b12desk", "-style", style.QT_STYLE])
    speak(app, catalogue)
    app.setApplicationName("b12desk")
    app.setApplicationDisplayName("B12 Desk")
    app.setDesktopFileName("b12desk")
    return app


def speak(app: QApplication, catalogue: Catalogue) -> None:
    """Have Qt read the way of ``catalogue``, and say what its own dialogs say in that language, where it can."""
    if catalogue.right_to_left:
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    if not catalogue.is_english:
        words = QTranslator(app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if words.load(QLocale(catalogue.language), "qtbase", "_", folder):
            app.installTranslator(words)


def catch_all(window: MainWindow) -> None:
    """Whatever escapes is logged without a value, the intake is kept, and the person is told what is true of it."""

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.exit(130)
            return
        written = _write_down(kind, trace)
        kept = False
        with contextlib.suppress(Exception):
            with_patient = window.with_patient
            kept = window.rescue()
            if with_patient:
                return  # locked: nothing is said to a patient
        from b12desk.ui.kit.dialogs import show_message  # noqa: PLC0415 -- after the first paint

        texts = [_("Close the program and start it again.")]
        if window.wizard is not None and kept:
            texts = [_("The answers given so far are kept. Close the program and start it again; it offers to go on.")]
        elif window.wizard is not None:
            texts = [
                _("The answers given last are NOT kept. Write them down before you close the program."),
            ]
        if written:
            texts.append(_("What happened, without any answer, is in {path}.", path=str(_log_path())))
        show_message(window, "error", _("Something went wrong"), *texts)

    sys.excepthook = caught


def _settings() -> tuple[Settings, StoreError | None]:
    try:
        return load_settings(), None
    except StoreError as error:
        return Settings(), error


def _tell(window: MainWindow | None, damage: StoreError) -> None:
    from b12desk.ui.kit.dialogs import show_error  # noqa: PLC0415 -- after the first paint

    show_error(window, damage)


def _write_down(kind: type[BaseException], trace: TracebackType | None) -> bool:
    """The kind of the error and where it arose; its text might hold an answer, so it is left out.

    Returns whether the log took it: its name may be that of a pipe, or the disk may refuse.
    """
    lines = [kind.__name__]
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f"  {Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    text = "\n".join(lines)
    from b12desk.terminal import complain  # noqa: PLC0415 -- as in `main`

    complain(text)
    path = _log_path()
    try:
        private_dir(path.parent)
        with os.fdopen(open_ordinary(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT), "ab") as file:
            file.write(f"{text}\n".encode())
    except OSError:
        return False
    return True


def _log_path() -> Path:
    return data_dir() / "errors.log"
