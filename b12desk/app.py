"""The program with its window: puts the parts together, dresses them, and is there when something goes wrong.

Until the first paint only Qt's Core, Gui and Widgets, the standard library, and the start page's own modules are
imported (a test names what must not be); everything else follows when the page is on the screen.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from b12desk.errors import StoreError
from b12desk.i18n import _
from b12desk.paths import data_dir
from b12desk.private_file import private_dir
from b12desk.store.settings import Settings, load_settings
from b12desk.theme import Appearance
from b12desk.ui import style
from b12desk.ui.window import MainWindow


def main(argv: list[str]) -> int:
    """Run the wizard, or with ``["demo", ...]`` the demonstration. Returns the status of the process."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # a walk over every installed package, for nothing
    if argv[:1] == ["demo"]:
        from b12desk.ui.demo import run  # noqa: PLC0415 -- needs everything; the wizard alone does not

        app = make_application()
        return run(app, argv[1:])
    app = make_application()
    settings, damage = _settings()
    style.apply_style(app, Appearance(settings.theme, settings.text_scale))
    window = MainWindow(settings, (lambda: _tell(window, damage)) if damage else None)
    catch_all(window)
    window.open()
    return app.exec()


def make_application() -> QApplication:
    """The one QApplication; offscreen where there is no display to open a window on."""
    if sys.platform.startswith("linux") and not any(os.environ.get(each) for each in ("DISPLAY", "WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["b12desk", "-style", style.QT_STYLE])
    app.setApplicationName("b12desk")
    app.setApplicationDisplayName("B12 Desk")
    app.setDesktopFileName("b12desk")
    return app


def catch_all(window: MainWindow) -> None:
    """Whatever escapes is logged without a value, the draft is kept, and the person is told."""

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.exit(130)
            return
        _write_down(kind, trace)
        with contextlib.suppress(Exception):
            window.rescue()
        from b12desk.ui.dialogs import show_message  # noqa: PLC0415 -- after the first paint

        heading = _("Something went wrong")
        text = _("The answers given so far are kept. Close the program and start it again; it offers to go on.")
        where = _("What happened, without any answer, is in {path}.", path=str(_log_path()))
        show_message(window, "error", heading, text, where)

    sys.excepthook = caught


def _settings() -> tuple[Settings, StoreError | None]:
    try:
        return load_settings(), None
    except StoreError as error:
        return Settings(), error


def _tell(window: MainWindow, damage: StoreError) -> None:
    from b12desk.ui.dialogs import show_error  # noqa: PLC0415 -- after the first paint

    show_error(window, damage)


def _write_down(kind: type[BaseException], trace: TracebackType | None) -> None:
    """The kind of the error and where it arose; its text might hold an answer, so it is left out."""
    lines = [kind.__name__]
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f"  {Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    text = "\n".join(lines)
    sys.stderr.write(f"{text}\n")
    with contextlib.suppress(OSError):
        path = _log_path()
        private_dir(path.parent)
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{text}\n")


def _log_path() -> Path:
    return data_dir() / "errors.log"
