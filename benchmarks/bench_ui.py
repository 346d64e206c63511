"""How fast the window is, against an empty five-page QWizard in the same Qt.

    python benchmarks/bench_ui.py [--runs 15] [--cold]

Each run starts a new process; floor and subject take turns, so that whatever else the machine does hits both. Bytecode
of the package is compiled first, for both. Printed are medians and their ratios:
- start to first paint; start to the first question answerable ("New intake" pressed as soon as it is painted); the
  ratio of processor time beside it is the steadier one where other work shares the machine;
- resident memory at the result page (the sample patient, before any document is made);
- Next until painted: 95th percentile over the walks, for the largest page and for every page.
``--cold`` drops the page cache before each process (needs root on Linux).
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

ROOT = Path(__file__).resolve().parent.parent

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
from b12desk.store.settings import load_settings
from b12desk.theme import Appearance
from b12desk.ui import style
from b12desk.ui.window import MainWindow
app = program.make_application()
settings = load_settings()
style.apply_style(app, Appearance(settings.theme, settings.text_scale))
window = MainWindow(settings)
program.catch_all(window)
window.open()
while not window.painted:
    app.processEvents()
painted, painted_cpu = since(), time.process_time() * 1000
window.begin()
first = window.intake.page
while not first.rows["respondent"].editor.inputs()[0].isVisible():
    app.processEvents()
app.processEvents()
answerable = since()
found = {
    "painted": painted,
    "painted_cpu": painted_cpu,
    "answerable": answerable,
    "answerable_cpu": time.process_time() * 1000,
}
if os.environ.get("B12DESK_WALK"):
    from PySide6.QtCore import QEvent, QObject
    from b12desk.ui.demo import SAMPLE
    from b12desk.ui.form_page import FormPage
    from b12desk.ui.hand import Hand
    class Painted(QObject):
        at = None
        def eventFilter(self, watched, event):
            if event.type() is QEvent.Type.Paint:
                Painted.at = time.perf_counter()
            return False
    hand, intake, turns, sizes = Hand(window), window.intake, {}, {}
    def rest():
        until = time.perf_counter() + 0.25
        while time.perf_counter() < until:
            app.processEvents()
    rest()
    while isinstance(page := intake.page, FormPage):
        hand.fill_page(page, SAMPLE)
        rest()
        button = hand.find("next")
        begin = time.perf_counter()
        button.click()
        watch = Painted()
        intake.page.widget().installEventFilter(watch)
        Painted.at = None
        while Painted.at is None:
            app.processEvents()
            assert time.perf_counter() - begin < 5, "never painted"
        turns[intake.shown] = (time.perf_counter() - begin) * 1000
        intake.page.widget().removeEventFilter(watch)
        sizes[intake.shown] = len(intake.page.findChildren(QObject))
        rest()
    hand.press("next")
    rest()
    assert intake.shown == "result"
    assert "reportlab" not in sys.modules
    found.update(turns=turns, sizes=sizes, rss=rss())
import json
print(json.dumps(found))
os._exit(0)
"""
)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--cold", action="store_true")
    options = parser.parse_args()
    compileall.compile_dir(ROOT / "b12desk", quiet=2)
    with tempfile.TemporaryDirectory() as home:
        run(SUBJECT, home, cold=False)  # fills the cache of the compiled form, as the first start of a machine does
        floors, subjects = [], []
        for _number in range(options.runs):
            floors.append(run(FLOOR, home, cold=options.cold))
            subjects.append(run(SUBJECT, home, cold=options.cold))
        report(floors, subjects, "cold" if options.cold else "warm")
        if not options.cold:
            walks = [run(SUBJECT, home, cold=False, walk=True) for _number in range(max(3, options.runs // 2))]
            report_walks(floors, walks)
    return 0


def run(code: str, home: str, *, cold: bool, walk: bool = False) -> dict[str, object]:
    """One process; what it printed."""
    if cold:
        os.sync()
        Path("/proc/sys/vm/drop_caches").write_text("3", encoding="ascii")
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "B12DESK_HOME": home, "PYTHONPATH": str(ROOT)}
    if walk:
        environment["B12DESK_WALK"] = "1"
    born = subprocess.run(["date", "+%s.%N"], capture_output=True, text=True, check=True).stdout.strip()
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment | {"B12DESK_BORN": born},
        capture_output=True,
        text=True,
        check=True,
        cwd=home,
    )
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def report(floors: list[dict[str, object]], subjects: list[dict[str, object]], how: str) -> None:
    """Start-up."""
    floor, floor_cpu = middle(floors, "painted"), middle(floors, "painted_cpu")
    for what, key, goal in (
        ("first paint", "painted", 1.25 if how == "warm" else 1.5),
        ("first question answerable", "answerable", 2.2),
    ):
        found, cpu = middle(subjects, key), middle(subjects, f"{key}_cpu") / floor_cpu
        ratio = f"ratio {found / floor:.2f}, of processor time alone {cpu:.2f} (goal {goal})"
        print(f"{what}, {how}: {found:.0f} ms, floor {floor:.0f} ms, {ratio}")


def report_walks(floors: list[dict[str, object]], walks: list[dict[str, object]]) -> None:
    """Memory and page turns."""
    floor, found = middle(floors, "rss"), middle(walks, "rss")
    print(f"resident memory at the result: {found:.0f} MB, floor {floor:.0f} MB, ratio {found / floor:.2f} (goal 1.8)")
    turns = [each["turns"] for each in walks]
    sizes = walks[0]["sizes"]
    if not isinstance(sizes, dict):
        raise TypeError("a walk tells the sizes of its pages")
    for page, size in sorted(sizes.items(), key=lambda each: -each[1]):
        taken = sorted(each[page] for each in turns if isinstance(each, dict))
        late = taken[min(len(taken) - 1, round(0.95 * len(taken)))]
        middle_turn = statistics.median(taken)
        print(f"Next to {page} ({size} objects): median {middle_turn:.1f} ms, p95 {late:.1f} ms (goal 16)")


def middle(runs: list[dict[str, object]], key: str) -> float:
    """The median of one figure."""
    return statistics.median(float(str(each[key])) for each in runs)


if __name__ == "__main__":
    sys.exit(main())
