"""How patients get on, on the screen: each figure under its head, bars true to scale, nothing told of a few."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from b12desk.desk.evidence_book import EvidenceBook
from b12desk.model.definition import Definition
from b12desk.store.waiting import Screen
from b12desk.ui.evidence.evidence_dialog import EvidenceDialog
from b12desk.ui.kit import style
from b12desk.ui.kit.bar import Bar
from b12desk.ui.settings_dialog import SettingsDialog
from tests.ui.answering import Answering, Step, press
from tests.ui.conftest import Desk, settle
from tests.ui.reading import cut
from tests.ui.staffed import PINS, Staffed, staffed
from tests.ui.x11_clipboard import save_as
from tests.walks import walks

__all__ = ["staffed"]
ANA, BEN = PINS
Show = Callable[[QWidget], QWidget]


@pytest.fixture
def dialog(shipped: Definition, show: Show) -> EvidenceDialog:
    kept = walks(shipped.questionnaire)
    made = EvidenceDialog(None, EvidenceBook(lambda: kept, shipped.questionnaire, lambda _deed: None))
    made.resize(1180, 820)
    show(made)
    settle()
    return made


def text_of(dialog: EvidenceDialog, name: str) -> str:
    found = dialog.findChild(QLabel, f"evidence:{name}")
    assert found is not None
    return found.text()


def test_every_figure_stands_under_its_head(dialog: EvidenceDialog, shipped: Definition) -> None:
    found = dialog._book.look()
    assert [text_of(dialog, name) for name in ("walks", "finished", "minutes", "screens")] == [
        "60", "50", f"{found.minutes:.1f}", "16",
    ]  # fmt: skip
    model = dialog.lines
    heads = [str(model.headerData(at, Qt.Orientation.Horizontal)) for at in range(model.columnCount())]
    assert heads == ["Screen", "Walks", "Seconds", "Went back", "Changed", "Called staff", "Stopped here"]
    for row, line in enumerate(dialog._book.lines(found)):
        shares = ["\N{EN DASH}" if each is None else f"{round(100 * each)} %" for each in line[4:]]
        cells = [model.index(row, at).data() for at in range(7)]
        assert cells == [line.name, str(line.walks), str(round(line.seconds)), *shares]
    assert any("\N{EN DASH}" in str(model.index(row, 6).data()) for row in range(model.rowCount())), "a few stopped"
    dialog.resize(1180, 1500)
    settle()
    assert not cut(dialog)


def blue(dialog: EvidenceDialog, area: QRect) -> int:
    """The pixels of the bar in a cell: the longest run of its colour on the line where bars are."""
    drawn = dialog.table.viewport().grab(area).toImage()
    wanted, ground = style.colour("primary"), style.colour("raised")
    rows = [y for y in range(drawn.height()) if any(drawn.pixelColor(x, y) in (wanted, ground) for x in range(20, 24))]
    y = max(rows) - 1
    return sum(drawn.pixelColor(x, y) == wanted for x in range(drawn.width()))


def test_the_bars_of_the_table_are_true_to_scale(dialog: EvidenceDialog) -> None:
    table, model = dialog.table, dialog.lines
    lines = dialog._book.lines(dialog._book.look())
    longest = max(each.seconds for each in lines)
    table.scrollToTop()
    room = table.columnWidth(2) - 2 * style.sp(10)
    for row in range(3):
        seen = blue(dialog, table.visualRect(model.index(row, 2)))
        assert seen == pytest.approx(room * lines[row].seconds / longest, abs=2)
        back = lines[row].back
        assert back is not None
        whole = table.columnWidth(3) - 2 * style.sp(10)
        assert blue(dialog, table.visualRect(model.index(row, 3))) == pytest.approx(whole * back, abs=2)


def test_each_face_has_its_bar_and_its_count(dialog: EvidenceDialog) -> None:
    ease = dialog._book.look().ease
    assert ease is not None
    assert ease.faces is not None
    tops = []
    for code in ("good", "middling", "bad"):
        bar, told = dialog.findChild(Bar, f"evidence:bar:{code}"), dialog.findChild(QLabel, f"evidence:{code}")
        assert bar is not None
        assert told is not None
        assert told.text() == f"{ease.faces[code]} of {ease.answers}"
        drawn = bar.grab().toImage()
        wide = sum(drawn.pixelColor(x, 3) == style.colour("primary") for x in range(drawn.width()))
        assert wide == pytest.approx(bar.width() * ease.faces[code] / ease.answers, abs=1)
        middle = bar.mapTo(dialog, bar.rect().center()).y()
        assert abs(told.mapTo(dialog, told.rect().center()).y() - middle) < 4, "on one line"
        tops.append(middle)
    assert tops == sorted(tops)


def test_a_bar_begins_where_one_begins_to_read(show: Show) -> None:
    bar = Bar(0.25)
    bar.resize(200, 12)
    show(bar)
    for way, filled in ((Qt.LayoutDirection.LeftToRight, range(50)), (Qt.LayoutDirection.RightToLeft, range(150, 200))):
        bar.setLayoutDirection(way)
        drawn = bar.grab().toImage()
        assert [x for x in range(200) if drawn.pixelColor(x, 6) == style.colour("primary")] == list(filled)
        assert drawn.pixelColor(100, 0) == style.colour("edge"), "how long the whole is can be seen in all colours"


@pytest.mark.parametrize("size", [(1024, 768), (640, 480)])
def test_its_buttons_are_in_sight_and_keys_reach_all_of_it(dialog: EvidenceDialog, size: tuple[int, int]) -> None:
    dialog.resize(*size)
    settle()
    for name in ("save", "close"):
        button = dialog.findChild(QWidget, f"evidence:{name}")
        assert button is not None
        assert button.visibleRegion().boundingRect() == button.rect()
        assert dialog.rect().contains(button.mapTo(dialog, button.rect().bottomRight()))
    dialog._bands.setFocus()
    reached = []
    for _press in range(8):
        focused = dialog.focusWidget()
        assert focused is not None
        reached.append(focused.objectName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert [each for each in reached if each][:4] == [
        "evidence:band", "evidence:table", "evidence:save", "evidence:close",
    ]  # fmt: skip


def test_a_cell_is_heard_with_its_head(dialog: EvidenceDialog) -> None:
    found = dialog._book.lines(dialog._book.look())[0]
    heard = [str(dialog.lines.index(0, at).data(Qt.ItemDataRole.AccessibleTextRole)) for at in range(1, 4)]
    assert heard == [
        f"Walks: {found.walks}",
        f"Seconds: {found.seconds:.0f}",
        f"Went back: {found.back or 0:.0%}".replace("%", " %"),
    ]
    assert dialog.table.accessibleName() == "How each screen went"


def test_a_press_on_a_head_sorts_by_it_and_what_is_not_told_comes_last(dialog: EvidenceDialog) -> None:
    heads = dialog.table.horizontalHeader()

    def press_head(column: int) -> list[str]:
        at = heads.sectionViewportPosition(column) + heads.sectionSize(column) // 2
        QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at, heads.height() // 2))
        settle()
        return [str(dialog.lines.index(row, column).data()) for row in range(dialog.lines.rowCount())]

    seconds = [int(each) for each in press_head(2)]
    assert seconds == sorted(seconds, reverse=True)
    assert [int(each) for each in press_head(2)] == sorted(seconds)
    stopped = press_head(6)
    assert stopped.index("\N{EN DASH}") > max(at for at, each in enumerate(stopped) if each.endswith("%"))
    walk = press_head(0)
    assert walk[0] == "Confirming the date of birth"


def test_of_fewer_than_five_nothing_is_told(shipped: Definition, show: Show) -> None:
    kept = walks(shipped.questionnaire, 4)
    dialog = EvidenceDialog(None, EvidenceBook(lambda: kept, shipped.questionnaire, lambda _deed: None))
    show(dialog)
    settle()
    assert "at least 5 patients" in text_of(dialog, "nothing")
    assert dialog.findChild(QLabel, "evidence:nothing").isVisible()  # type: ignore[union-attr]  # it was found above
    assert not dialog.table.isVisible()
    assert not dialog._save.isEnabled()


def test_a_band_changes_all_figures(dialog: EvidenceDialog) -> None:
    dialog._bands.picked.emit("75+")
    settle()
    assert text_of(dialog, "walks") == "20"
    assert dialog.lines.index(0, 1).data() == "20"


def then(name: str) -> Callable[[QDialog], None]:
    """Press a button that opens a dialog, and wait for nothing."""
    return lambda front: QTimer.singleShot(0, front, lambda: press(name)(front))


def test_an_administrator_gets_there_and_saving_stands_in_the_log(
    staffed: Callable[..., Staffed], shipped: Definition, tmp_path: Path
) -> None:
    desk = staffed(ANA)
    desk.records.waiting.keep_screens(walks(shipped.questionnaire))
    path = tmp_path / "walks.csv"

    with Answering(
        Step(SettingsDialog, then("settings:evidence")),
        Step(EvidenceDialog, then("evidence:save")),
        save_as(path),
        Step(EvidenceDialog, press("evidence:close"), lambda _front: path.exists()),
        Step(SettingsDialog, press("settings:cancel")),
    ):
        desk.hand.press("settings-button")
    assert path.read_text(encoding="utf-8-sig").startswith("screen,walks,seconds")
    assert desk.deeds()[-1][:2] == (ANA, "evidence exported")


def test_a_nurse_is_not_offered_it(staffed: Callable[..., Staffed]) -> None:
    desk, names = staffed(BEN), set[str]()

    def look(front: QDialog) -> None:
        names.update(each.objectName() for each in front.findChildren(QWidget))
        press("settings:cancel")(front)

    with Answering(Step(SettingsDialog, look)):
        desk.hand.press("settings-button")
    assert "settings:pin" in names
    assert "settings:evidence" not in names


def test_nothing_kept_says_who_it_was() -> None:
    assert not {"name", "intake", "born", "number", "identifier"} & set(Screen._fields)


def test_who_tries_the_program_finds_it(open_desk: Callable[..., Desk]) -> None:
    desk, names = open_desk(), set[str]()

    def look(front: QDialog) -> None:
        names.update(each.objectName() for each in front.findChildren(QWidget))
        press("settings:cancel")(front)

    with Answering(Step(SettingsDialog, look)):
        desk.hand.press("settings-button")
    assert {"settings:audit", "settings:evidence"} <= names
