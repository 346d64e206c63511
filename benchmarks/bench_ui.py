"""How fast the window is, against an empty five-page QWizard in the same Qt.

    python benchmarks/bench_ui.py [--runs 15]

Each run starts a new process; floor and subject take turns, so that whatever else the machine does hits both. Bytecode
of the package is compiled first, for both. Printed are medians and their ratios:
- start to first paint, which is the page that asks for the passphrase; start to the first question answerable, with
  records that are thrown away ("New intake" pressed as soon as it is painted); the ratio of processor time beside it is
  the steadier one where other work shares the machine;
- "New intake" until the first question is painted, when the form was loaded in idle time: 95th percentile;
- resident memory at the result page (the sample patient, before any document is made);
- Next until painted: 95th percentile over the walks, for every page, against showing an empty page of as many widgets
  in the same process (labels in a column, made and shown).
Before a cold start the page cache is emptied (needs root on Linux; without it the table says so).
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from measure import CHECKOUT, Row, show

CACHES = Path("/proc/sys/vm/drop_caches")
FIRST = "the first question answerable"
NOT_COLD = Row("cold starts", 0.0, basis="not measured: only root may empty the page cache, and only on Linux")

COMMON = """
import os, sys, time
BORN = float(os.environ["B12DESK_BORN"])
def since():
    return (time.time() - BORN) * 1000
def rss():
    with open("/proc/self/status") as file:
        return next(int(each.split()[1]) / 1024 for each in file if each.startswith("VmRSS"))
"""

FLOOR = (
    COMMON
    + """
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWizard, QWizardPage
app = QApplication(["floor"])
class First(QWizardPage):
    painted = None
    def paintEvent(self, event):
        super().paintEvent(event)
        if First.painted is None:
            First.painted, painted_cpu = since(), time.process_time() * 1000
wizard = QWizard()
for number in range(5):
    page = First() if number == 0 else QWizardPage()
    page.setTitle(f"Page {number}")
    QVBoxLayout(page).addWidget(QLabel("A question"))
    wizard.addPage(page)
wizard.resize(1180, 820)
wizard.show()
while First.painted is None:
    app.processEvents()
import json
print(json.dumps({"painted": First.painted, "painted_cpu": time.process_time() * 1000, "rss": rss()}))
os._exit(0)
"""
)

SUBJECT = (
    COMMON
    + """
import os
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"  # as app.main does
from b12desk import app as program
from b12desk.desk.safe import users_safe
from b12desk.store.settings import load_settings
from b12desk.theme import Appearance
from b12desk.ui.kit import style
from b12desk.ui.window import MainWindow
from PySide6.QtCore import QEvent, QObject
class Painted(QObject):
    at = None
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint:
            Painted.at = time.perf_counter()
        return False
def painted_after(widget, begin):
    watch = Painted()
    widget.installEventFilter(watch)
    Painted.at = None
    while Painted.at is None:
        app.processEvents()
        assert time.perf_counter() - begin < 5, "never painted"
    widget.removeEventFilter(watch)
    return (time.perf_counter() - begin) * 1000
def rest():
    until = time.perf_counter() + 0.25
    while time.perf_counter() < until:
        app.processEvents()
app = program.make_application()
settings = load_settings()
style.apply_style(app, Appearance(settings.theme, settings.text_scale))
idle = []
trial = bool(os.environ.get("B12DESK_BENCH_TRIAL"))
window = MainWindow(
    settings,
    users_safe(),
    program.load_form,
    program.open_intakes,
    ready=lambda: idle.append(since()),
    words=program.start_words(),
    trial=trial,
)
program.catch_all(window)
sys.excepthook = sys.__excepthook__  # a fault ends the run; the program would ask what to do
window.open()
while not window.painted:
    app.processEvents()
painted, painted_cpu = since(), time.process_time() * 1000
found = {"painted": painted, "painted_cpu": painted_cpu}
if not trial:
    assert window.room.stack.currentWidget().objectName() == "page:unlock"
    import json
    print(json.dumps(found))
    os._exit(0)
if os.environ.get("B12DESK_WALK"):
    while not idle:
        app.processEvents()
    found["loaded"] = idle[0] - painted
    rest()
    begin = time.perf_counter()
    window.begin()
    found["begun"] = painted_after(window.wizard.page, begin)
else:
    window.begin()
first = window.wizard.page
while not next(iter(first.rows.values())).editor.inputs()[0].isVisible():
    app.processEvents()
app.processEvents()
answerable = since()
found.update(answerable=answerable, answerable_cpu=time.process_time() * 1000)
if os.environ.get("B12DESK_WALK"):
    from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget
    from b12desk.ui.form_page import FormPage
    from b12desk.ui.demo.driver import Driver, given_by
    hand, intake, turns, floors, sizes = Driver(window), window.wizard, {}, {}, {}
    questionnaire = intake.session.questionnaire
    sample = given_by(program.sample_patient(questionnaire), questionnaire)
    while isinstance(page := intake.page, FormPage):
        hand.fill_page(page, sample)
        rest()
        button = hand.find("next")
        begin = time.perf_counter()
        button.click()
        shown = intake.intake.shown
        turns[shown] = painted_after(intake.page.widget(), begin)
        sizes[shown] = len(intake.page.findChildren(QWidget))
        rest()
    hand.press("next")
    rest()
    assert intake.intake.shown == "result"
    assert "reportlab" not in sys.modules
    found.update(turns=turns, floors=floors, sizes=sizes, rss=rss())
    pages = QStackedWidget()
    pages.resize(window.size())
    pages.addWidget(QWidget())
    pages.show()
    rest()
    def empty(widgets):
        page = QWidget()
        column = QVBoxLayout(page)
        for number in range(widgets - 1):
            column.addWidget(QLabel("A question"))
        pages.addWidget(page)
        pages.setCurrentWidget(page)
        return page
    painted_after(empty(10), time.perf_counter())  # the first page of a window pays for the window
    rest()
    for shown, size in sizes.items():
        begin = time.perf_counter()
        floors[shown] = painted_after(empty(size), begin)
        rest()
import json
print(json.dumps(found))
os._exit(0)
"""
)

SET_UP = """
from tests.set_up_desk import set_up_desk
set_up_desk()
print("{}")
"""


def main() -> int:
    """Print the tables; status 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15, help="rounds of warm starts; half as many cold ones and walks")
    options = parser.parse_args()
    compileall.compile_dir(CHECKOUT / "b12desk", quiet=2)
    half = max(3, options.runs // 2)
    with tempfile.TemporaryDirectory() as home:
        run(SET_UP, home)
        run(SUBJECT, home, trial=True)  # fills the cache of the compiled form, as the first start of a machine does
        rows, floors = starts(home, options.runs, cold=False)
        rows += starts(home, half, cold=True)[0] if os.access(CACHES, os.W_OK) else [NOT_COLD]
        rows += walks(home, half * 2, floors)
    return 0 if show("The window, against an empty five-page QWizard", rows) else 1


def starts(home: str, runs: int, *, cold: bool) -> tuple[list[Row], list[dict[str, Any]]]:
    """Start-up in turn with the floor; the runs of the floor too."""
    floors, locked, tried = [], [], []
    for _number in range(runs):
        floors.append(run(FLOOR, home, cold=cold))
        locked.append(run(SUBJECT, home, cold=cold))
        tried.append(run(SUBJECT, home, cold=cold, trial=True))
    how = "cold" if cold else "warm"
    floor, floor_cpu = middle(floors, "painted"), middle(floors, "painted_cpu")
    rows = []
    for what, subjects, key, goal in (
        ("first painted page", locked, "painted", 1.35),
        (FIRST, tried, "answerable", 3.2),
    ):
        found, cpu = middle(subjects, key), middle(subjects, f"{key}_cpu") / floor_cpu
        basis = f"{found:.0f} ms against {floor:.0f} ms; of processor time alone {cpu:.2f} x"
        rows.append(Row(f"process start to {what}, {how}", found / floor, at_most=goal, basis=basis))
    return rows, floors


def walks(home: str, runs: int, floors: list[dict[str, Any]]) -> list[Row]:
    """Memory at the result, the first question from a start page at rest, and page turns, the largest page first."""
    found = [run(SUBJECT, home, walk=True, trial=True) for _number in range(runs)]
    ours, floor = middle(found, "rss"), middle(floors, "rss")
    begun = [float(each["begun"]) for each in found]
    loaded = (
        f"median {statistics.median(begun):.0f} ms; the form was loaded {middle(found, 'loaded'):.0f} ms after paint"
    )
    rows = [
        Row("New intake until the first question is painted, 95th percentile", late(begun), "ms", 60, basis=loaded),
        Row(
            "resident memory at the result page",
            ours / floor,
            at_most=1.8,
            basis=f"{ours:.0f} MB against {floor:.0f} MB",
        ),
    ]
    sizes: dict[str, int] = found[0]["sizes"]
    for number, (page, size) in enumerate(sorted(sizes.items(), key=lambda each: -each[1])):
        taken, empty = ([float(each[kind][page]) for each in found] for kind in ("turns", "floors"))
        basis = (
            f"{late(taken):.1f} ms (median {statistics.median(taken):.1f}) against {late(empty):.1f} ms; {size} widgets"
        )
        what = f"Next until {page} is painted, 95th percentile" + ("" if number else " (the largest page)")
        rows.append(Row(what, late(taken) / late(empty), basis=basis))
    return rows


def late(taken: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(taken, n=20, method="inclusive")[-1]


def run(code: str, home: str, *, cold: bool = False, walk: bool = False, trial: bool = False) -> dict[str, Any]:
    """One process; what it printed."""
    if cold:
        os.sync()
        CACHES.write_text("3", encoding="ascii")
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "B12DESK_HOME": home, "PYTHONPATH": str(CHECKOUT)}
    if walk:
        environment["B12DESK_WALK"] = "1"
    if trial:
        environment["B12DESK_BENCH_TRIAL"] = "1"
    born = subprocess.run(["date", "+%s.%N"], capture_output=True, text=True, check=True).stdout.strip()
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment | {"B12DESK_BORN": born},
        capture_output=True,
        text=True,
        check=True,
        cwd=home,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def middle(runs: list[dict[str, Any]], key: str) -> float:
    """The median of one figure."""
    return statistics.median(float(each[key]) for each in runs)


if __name__ == "__main__":
    sys.exit(main())
