"""How fast a page turns where a patient answers alone, in each size of text, against an empty page of as many widgets.

A turn is from the press of Continue, at the end of a page, until the next page is painted: the answers are on the disk
by then, and its share is told. The floor, in the same process and in turn with it: a page of as many labels in a
column, made and shown in a window of the same size. 95th percentiles over whole walks through the questionnaire.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from measure import CHECKOUT, Row, show

sys.path.insert(0, str(CHECKOUT))

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QStackedWidget, QVBoxLayout, QWidget

from b12desk.app import load_form, make_application, open_intakes
from b12desk.desk.intakes import Intakes
from b12desk.desk.member import Member
from b12desk.desk.waiting_room import Sitting, Stage, Terms
from b12desk.model.values import Coding, PartialDate
from b12desk.store.database import Database
from b12desk.store.place import Place
from b12desk.store.records import Records
from b12desk.ui.kit import reflex
from b12desk.ui.waiting.lock import Lock
from b12desk.ui.waiting.measure import SIZES, use_ruler
from b12desk.ui.waiting.patient_side import PatientSide
from b12desk.ui.waiting.wishes import Wishes

WALKS, ROOM, AT_MOST = 3, (1024, 768), 1.5
NO = ("none-of-these", "no", "never", "male", "none", "not-sure", "prefer-not-to-say")


class Painted(QObject):
    """Whether a widget was painted since it was last asked."""

    done = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look, and let it pass."""
        del watched
        self.done = self.done or event.type() is QEvent.Type.Paint
        return False


def until_painted(widget: QWidget, watch: Painted, begun: float) -> float:
    """Milliseconds since ``begun``, when ``widget`` is on the screen."""
    widget.installEventFilter(watch)
    while not watch.done:
        QApplication.processEvents()
    took = (time.perf_counter() - begun) * 1000
    widget.removeEventFilter(watch)
    return took


def answer(sitting: Sitting) -> None:
    """All that a screen asks, so that least opens."""
    screen = sitting.screen
    while screen is not None and (left := [each for each in screen.link_ids if sitting.holds(each)]):
        for link_id in left:
            state = sitting.session.state(link_id)
            codes = [each.code for each in state.options]
            wanted = next((each for each in NO if each in codes), codes[-1] if codes else "")
            if wanted:
                sitting.answer(link_id, Coding(code=wanted))
            else:
                sitting.answer(link_id, PartialDate(date="1951-03-12") if state.item.type == "date" else 40)
        screen = sitting.screen


def empty(pages: QStackedWidget, widgets: int) -> float:
    """Milliseconds of the floor."""
    watch, begun = Painted(), time.perf_counter()
    page = QWidget()
    column = QVBoxLayout(page)
    for _number in range(widgets - 1):
        column.addWidget(QLabel("A question"))
    pages.addWidget(page)
    pages.setCurrentWidget(page)
    took = until_painted(page, watch, begun)
    pages.removeWidget(page)
    page.deleteLater()
    settle()
    return took


def settle() -> None:
    """Until nothing is left to do."""
    for _round in range(5):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def walk(desk: Intakes, size: int, saving: list[float]) -> tuple[list[float], list[float], int]:
    """Turns and floors of one walk in milliseconds, and the most widgets of a page."""
    intake = desk.begin()
    sitting = desk.hand_over(intake, Terms(known=True))
    keep = sitting._keep

    def timed() -> None:
        begun = time.perf_counter()
        keep()
        saving.append((time.perf_counter() - begun) * 1000)

    sitting._keep = timed
    side = PatientSide(
        sitting, Wishes(size=size), Lock(lambda _front: Member("", "", "administrator"), "Staff"), close=lambda: None
    )
    side.resize(*ROOM)
    side.show()
    pages = QStackedWidget()
    pages.resize(*ROOM)
    pages.addWidget(QWidget())
    pages.show()
    settle()
    turns, floors, most = [], [], 0
    while side.guide is not None and sitting.stage in (Stage.WELCOME, Stage.QUESTION):
        if sitting.stage is Stage.QUESTION:
            answer(sitting)
            side.guide.look()
        settle()
        bar = side.guide.frame.area.verticalScrollBar()
        bar.setValue(bar.maximum())
        settle()
        before, watch, begun = side.guide.page, Painted(), time.perf_counter()
        side.guide.frame.bars.go_on.click()
        page = side.guide.page
        if page is before:
            continue
        turns.append(until_painted(page, watch, begun))
        settle()
        widgets = len(side.guide.findChildren(QWidget))
        most = max(most, widgets)
        floors.append(empty(pages, widgets))
    side.end(None)
    for each in (side, pages):
        each.close()
        each.deleteLater()
    desk.close(intake)
    settle()
    return turns, floors, most


def main() -> int:
    """Print the table; status 1 when a goal is missed."""
    app = make_application()
    app.setDoubleClickInterval(0)
    ticks = iter(range(10_000_000))
    reflex.use_clock(lambda: float(next(ticks)))
    use_ruler(3.78)
    form = load_form()
    rows, saving = [], list[float]()
    with TemporaryDirectory(dir=CHECKOUT) as folder:
        place = Place(Path(folder))
        place.make()
        records = Records(place, Database(place.records, bytes(range(48)), new=True))
        desk = open_intakes(records, lambda: form)
        walk(desk, 1, [])
        for size in SIZES:
            turns, floors, most = list[float](), list[float](), 0
            for _walk in range(WALKS):
                more, less, widgets = walk(desk, size, saving)
                turns, floors, most = turns + more, floors + less, max(most, widgets)
            late, floor = (statistics.quantiles(each, n=20)[-1] for each in (turns, floors))
            basis = f"{late:.1f} ms (median {statistics.median(turns):.1f}) against {floor:.1f} ms; "
            basis += f"{len(turns)} turns, up to {most} widgets"
            rows.append(
                Row(f"size {size}: Continue until painted, 95th percentile", late / floor, at_most=AT_MOST, basis=basis)
            )
        records.shut()
    rows.append(Row("of it the answers on the disk, median", statistics.median(saving), "ms"))
    return 0 if show("Where a patient answers alone", rows) else 1


if __name__ == "__main__":
    sys.exit(main())
