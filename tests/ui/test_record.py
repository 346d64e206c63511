"""What the result page copies: the lines for the record and the codes; said when done, wiped when it is closed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from b12desk.i18n import ENGLISH
from b12desk.report.code_card import code_rows, code_text
from b12desk.report.record_text import record_text
from b12desk.ui.result.codes_dialog import CodesDialog
from tests.ui.answering import Answering, Step, press
from tests.ui.conftest import Desk, settle
from tests.ui.maria import MARIA, SAMPLE

COPIED = "Copied. The clipboard is emptied when the intake is closed."


def clipboard() -> str:
    return QApplication.clipboard().text()


def line(owner: QWidget, name: str) -> str:
    found = owner.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text()


@pytest.fixture
def result(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _clipboard: True)  # which Qt offscreen never says
    desk.answer_all(MARIA)
    desk.hand.press("next")
    return desk


def test_the_lines_for_the_record_are_copied_and_wiped_with_the_intake(result: Desk) -> None:
    found = result.visit.result
    assert found is not None
    text = record_text(result.visit.definition, found.response, found.assessment, ENGLISH)
    result.hand.press("paper:copy")
    assert clipboard() == text
    assert line(result.window, "paper:done") == f"{COPIED} The summary has not been printed or saved yet."
    with Answering(Step(QWidget, press("message:1"))):
        result.hand.press("paper:again")
    assert result.window.wizard is None
    assert clipboard() == ""


def test_the_codes_are_a_table_of_what_was_found_and_can_be_copied(result: Desk) -> None:
    found = result.visit.result
    assert found is not None
    rows = code_rows(result.visit.definition, found.assessment)
    assert rows
    seen: list[str] = []

    def look(dialog: CodesDialog) -> None:
        places = [(each.mapTo(dialog, QPoint(0, 0)), each) for each in dialog.findChildren(QLabel) if each.text()]
        seen.extend(each.text() for at, each in sorted(places, key=lambda each: (each[0].y(), each[0].x())))
        close = dialog.findChild(QPushButton, "codes:copy")
        assert close is not None
        close.click()
        assert line(dialog, "codes:done") == COPIED
        last = dialog.findChild(QPushButton, "codes:close")
        assert last is not None
        last.click()

    with Answering(Step(CodesDialog, look)):
        result.hand.press("paper:codes")
    assert seen[:5] == [
        "Codes for what was found",
        "Codes for what was answered, not for a diagnosis. Verify each in your release.",
        "Finding",
        "Code",
        "Where it was read",
    ]
    cells = [text for row in rows for text in (row.finding, f"{row.system} {row.code}\n{row.term}", row.source)]
    assert seen[5:] == cells
    assert clipboard() == code_text(result.visit.definition, found.assessment, ENGLISH)
    settle()


def test_where_nothing_found_has_a_code_there_is_no_button(desk: Desk) -> None:
    plain = {key: value for key, value in SAMPLE.items() if key not in ("nerves", "diet_pattern")}
    desk.hand.fill(desk.intake, plain)
    desk.hand.press("next")
    found = desk.visit.result
    assert found is not None
    shown = desk.intake.page.findChild(QPushButton, "paper:codes") is not None
    assert shown is bool(code_rows(desk.visit.definition, found.assessment))
    assert not shown
