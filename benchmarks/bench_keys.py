"""What an intake costs the hand, and how long that takes by the keystroke-level model.

The walks are those of the tests (``tests/ui/counted.py``): a man of 40 who has nothing, and one with two medicines, a
diet, tingling and multiple sclerosis, from the start page until both papers are saved; once by keys alone, once with
the mouse. The model: 0.28 s a key, 1.1 s to point, 0.1 s for a press or a release, 0.4 s for a hand that changes over,
and 1.35 s for each question that is answered. A notch of the wheel is taken for a key. Nothing is timed.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from measure import Row, show

from b12desk import app as program
from b12desk.desk.safe import users_safe
from b12desk.settings import Settings
from b12desk.theme import Appearance
from b12desk.ui.demo.driver import Given
from b12desk.ui.kit import style
from b12desk.ui.window import MainWindow
from tests.ui.counted import COMPLEX, HEALTHY, Count, KeyHand, MouseHand, settle

WIDTH, HEIGHT = 1366, 768
GOALS = {"healthy": (50, 45, 30, 100.0), "complex": (85, 65, 55, None)}


def main() -> int:
    """Print the table; status 1 when a goal is missed."""
    with tempfile.TemporaryDirectory() as scratch:
        for name, folder in (("HOME", "."), ("XDG_CONFIG_HOME", "config"), ("B12DESK_HOME", "b12desk")):
            os.environ[name] = str(Path(scratch, folder))
        os.environ["CUPS_SERVER"] = str(Path(scratch, "no-printer"))
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        kept = show("An intake by hand, from the start page to both papers", rows())
    return 0 if kept else 1


def rows() -> list[Row]:
    """Each patient by each hand."""
    found = []
    for patient, said in (("healthy", HEALTHY), ("complex", COMPLEX)):
        keys, clicks, notches, seconds = GOALS[patient]
        by_keys, by_mouse = counted(KeyHand, said), counted(MouseHand, said)
        typed = f"{by_keys.decisions} questions answered"
        found += [
            Row(f"{patient}, keys alone: keys", by_keys.keys, "keys", keys, basis=typed),
            Row(f"{patient}, keys alone: time", by_keys.seconds, "s", seconds),
            Row(f"{patient}, mouse: clicks", by_mouse.clicks, "clicks", clicks, basis=f"and {by_mouse.keys} keys"),
            Row(f"{patient}, mouse: wheel, at {WIDTH} x {HEIGHT}", by_mouse.notches, "notches", notches),
            Row(f"{patient}, mouse: time", by_mouse.seconds, "s", seconds),
        ]
    return found


def counted(hand: type[KeyHand] | type[MouseHand], said: Mapping[str, Given]) -> Count:
    """One walk in a window of its own; who gives the answers is known from the intake before."""
    app = program.make_application()
    style.apply_style(app, Appearance("light"))
    window = MainWindow(
        Settings(answered_by="staff"),
        users_safe(),
        program.load_form,
        program.open_intakes,
        words=program.start_words(),
        trial=True,
    )
    window.resize(WIDTH, HEIGHT)
    window.show()
    while not window.painted:
        app.processEvents()
    settle()
    found = hand(window, said).walk()
    for pdf in Path.home().glob("*.pdf"):
        pdf.unlink()
    window.close()
    window.deleteLater()
    settle()
    return found


if __name__ == "__main__":
    sys.exit(main())
