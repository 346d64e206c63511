"""A finished intake in the window: read, amended, voided, brought forward; by hand, on the screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from b12desk.engine.session import REVIEW
from b12desk.model.definition import Definition
from b12desk.model.response import QuestionnaireResponse, Status, Subject
from b12desk.model.values import Coding
from b12desk.ui.form_page import FormPage
from b12desk.ui.kit.dialogs import Message
from b12desk.ui.kit.review_row import ReviewRow
from b12desk.ui.reason_dialog import ReasonDialog
from b12desk.ui.result.preview import Preview
from b12desk.ui.result.result_page import ResultPage
from tests.ui.answering import Answering, Step, press, texts
from tests.ui.conftest import Desk, settle
from tests.ui.maria import MARIA

OLDER = "0f8fad5b-d9cb-469f-a165-70867728950e"


def why(code: str, go: str = "reason:go") -> Callable[[QDialog], None]:
    """Choose a reason, and go on."""

    def choose(dialog: QDialog) -> None:
        press(f"reason={code}")(dialog)
        press(go)(dialog)

    return choose


def read(owner: QWidget, name: str) -> list[str]:
    """What is to be read in a card, from its top."""
    card = next(each for each in owner.findChildren(QWidget, name) if each.isVisible())
    places = [(each.mapTo(card, QPoint(0, 0)).y(), each.text()) for each in card.findChildren(QLabel)]
    places += [(each.mapTo(card, QPoint(0, 0)).y(), each.text()) for each in card.findChildren(QPushButton)]
    return [text.replace("&", "") for _y, text in sorted(places)]


@pytest.fixture
def result(desk: Desk) -> Desk:
    """Maria's result, a moment after Finish."""
    desk.answer_all(MARIA)
    desk.session.set_subject(Subject(display="Maria Sample", identifier="12-34"))
    desk.hand.press("next")
    assert isinstance(desk.intake.page, ResultPage)
    return desk


@pytest.fixture
def frozen(result: Desk) -> Desk:
    """Maria's result, closed and opened again."""
    identifier = result.visit.identifier
    with Answering(Step(Message, press("message:1"))):
        result.hand.press("paper:again")
    result.hand.press(f"resume:{identifier}")
    assert result.visit.frozen
    return result


def amend(desk: Desk, answer: str = "diet_pattern=vegan") -> None:
    """As staff would: a reason, another answer, back to the check page, Finish."""
    with Answering(Step(ReasonDialog, why("typing"))):
        desk.hand.press("standing:amend")
    desk.hand.press(f"change:{answer.partition('=')[0]}")
    desk.hand.press(answer)
    desk.intake.go_to(REVIEW)
    desk.hand.press("next")


def test_a_mistake_seen_at_the_result_is_changed_as_before(result: Desk) -> None:
    assert read(result.window, "standing") == [
        "Finished, and not yet fixed",
        "An answer can still be changed. A paper, a copy or leaving fixes it; then only Amend changes it.",
    ]
    result.hand.press("back")
    result.hand.press("change:diet_pattern")
    result.hand.press("diet_pattern=vegan")
    assert not result.session.finished
    assert result.session.answers["diet_pattern"] == (Coding(code="vegan"),)


def test_a_copy_freezes_it_and_no_page_with_a_question_is_left(result: Desk) -> None:
    result.hand.press("paper:copy")
    assert result.visit.frozen
    assert read(result.window, "standing")[0] == "Finished and fixed"
    assert list(result.intake.pages.forms()) == []
    result.hand.press("back")
    assert not result.window.findChildren(FormPage)
    assert result.intake.page.windowTitle() == "The answers"


def test_frozen_it_is_read_and_nothing_that_a_hand_can_do_changes_it(frozen: Desk) -> None:
    before = frozen.session.kept()
    (kept,) = [each.saved for each in frozen.records.list()]
    frozen.hand.press("back")
    page = frozen.intake.page
    assert page.windowTitle() == "The answers"
    rows = page.findChildren(ReviewRow)
    assert rows
    assert not [each for each in rows if "Change" in each.accessibleName() or "Answer:" in each.accessibleName()]
    for row in rows:
        if row.isVisible():
            frozen.hand.click(row)
            assert frozen.intake.page is page
    inputs = frozen.intake.findChildren(QLineEdit) + frozen.intake.findChildren(QPlainTextEdit)
    assert inputs == [], "there is no box to type, paste or drop into"
    QApplication.clipboard().setText("pasted")
    for key, text, held in (
        (Qt.Key.Key_V, "", Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Z, "", Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_1, "1", Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_0, "0", Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Space, " ", Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Delete, "", Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Backspace, "", Qt.KeyboardModifier.NoModifier),
    ):
        frozen.hand.key(key, text, held)
    dropped = QMimeData()
    dropped.setText("dropped")
    for target in (frozen.window, frozen.intake, page, *rows[:3]):
        event = QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(target, event)
    QTest.keyClicks(frozen.intake, "485-777-3456\r")  # a scanner
    for step in frozen.session.pages:
        frozen.intake.go_to(step)
        assert frozen.visit.shown == REVIEW
    frozen.intake.commit()
    assert frozen.session.kept() == before
    assert [each.saved for each in frozen.records.list()] == [kept], "nothing was written"


def test_a_link_of_the_result_leads_to_the_line_that_is_read(frozen: Desk) -> None:
    frozen.intake.go_to("diet_pattern")
    settle()
    focus = frozen.window.focusWidget()
    assert focus is not None
    assert focus.objectName() == "change:diet_pattern"
    frozen.hand.press("next")
    assert isinstance(frozen.intake.page, ResultPage)


def test_back_from_the_answers_leads_out_and_loses_nothing(frozen: Desk) -> None:
    frozen.hand.press("back")
    frozen.hand.press("back")
    assert frozen.window.wizard is None


def test_amending_asks_why_and_cancel_changes_nothing(frozen: Desk) -> None:
    def look(dialog: QDialog) -> None:
        press("reason:go")(dialog)
        assert dialog.findChild(QLabel, "reason:fault").text() == "Choose a reason, or write one."
        press("reason:cancel")(dialog)

    with Answering(Step(ReasonDialog, look)) as said:
        frozen.hand.press("standing:amend")
    assert said.seen[0][:4] == [
        "Amend this intake",
        "Amend this intake",
        "Version 1 is kept as it is, and stands until you finish.",
        "The paper of the new version says which one it replaces.",
    ]
    assert frozen.visit.frozen
    assert frozen.visit.amends is None


def test_own_words_are_a_reason(frozen: Desk) -> None:
    def write(dialog: QDialog) -> None:
        press("reason=other")(dialog)
        press("reason:go")(dialog)
        QTest.keyClicks(dialog.findChild(QLineEdit, "reason:own"), "  the   dose was per week ")
        QTest.keyClick(dialog.findChild(QLineEdit, "reason:own"), Qt.Key.Key_Return)

    with Answering(Step(ReasonDialog, write)):
        frozen.hand.press("standing:amend")
    assert frozen.visit.amends is not None
    assert frozen.visit.amends.why.reason == "the dose was per week"


def test_an_amendment_by_hand_becomes_version_two(frozen: Desk) -> None:
    amend(frozen)
    assert isinstance(frozen.intake.page, ResultPage)
    heading, amended, told, version, *deeds = read(frozen.window, "standing")
    assert heading == "Version 2 of 2"
    assert amended.startswith("Amended ")
    assert amended.endswith(": A typing mistake")
    assert told == "No answer can be changed here. Amend makes a new version, and keeps this one."
    assert version == "Version 1: read it, see what was changed"
    assert sorted(deeds) == ["Amend ...", "Entered in error ..."]
    assert frozen.session.kept().status is Status.AMENDED
    seen: list[str] = []

    def look(dialog: QDialog) -> None:
        seen.extend(texts(dialog))
        press("message:0")(dialog)

    with Answering(Step(Message, look)):
        frozen.hand.press("standing:version:1")
    words = " ".join(seen)
    assert "Version 1, replaced" in words
    assert "What version 2 changed: Diet: " in words
    assert "\N{RIGHTWARDS ARROW} No animal foods" in words


def test_the_paper_of_the_version_before_is_shown_and_saved_as_replaced(
    frozen: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    amend(frozen)
    path = tmp_path / "old.pdf"
    monkeypatch.setattr("b12desk.ui.result.earlier_paper.ask_file", lambda _parent, _name: [path])

    def look(dialog: QDialog) -> None:
        press("preview:save")(dialog)
        press("preview:close")(dialog)

    with Answering(Step(Message, press("message:1")), Step(Preview, look)):
        frozen.hand.press("standing:version:1")
    assert path.read_bytes().startswith(b"%PDF")
    last = [each.act for each in frozen.records.log.entries()][-1]
    assert (last.deed, last.note) == ("saved", "version 1")


def test_left_half_way_it_is_told_gone_on_with_and_dropped(frozen: Desk) -> None:
    identifier = frozen.visit.identifier
    before = frozen.session.kept()
    with Answering(Step(ReasonDialog, why("patient"))):
        frozen.hand.press("standing:amend")
    assert "You are amending version 1: The patient corrected an answer. It stands until you finish." in read(
        frozen.window, "review:amending"
    )
    frozen.hand.press("change:diet_pattern")
    warning = frozen.page.findChild(QWidget, f"page:{frozen.page.link_id}:warning")
    assert "You are amending version 1" in " ".join(each.text() for each in warning.findChildren(QLabel))
    frozen.hand.press("diet_pattern=vegan")
    frozen.hand.press("leave")
    told = read(frozen.window, "told")
    assert told == ["The amendment is kept. Version 1 stands until it is finished."]
    frozen.hand.press(f"resume:{identifier}")
    assert frozen.session.kept() == before
    lines = read(frozen.window, "standing")
    assert lines[1].startswith("An amendment was begun ")
    assert lines[2] == "It is not finished: until then this version stands."
    assert sorted(lines[3:]) == ["Drop this amendment", "Go on amending"]
    frozen.hand.press("standing:go on")
    assert frozen.session.answers["diet_pattern"] == (Coding(code="vegan"),)
    with Answering(Step(Message, press("message:1"))):
        frozen.hand.press("amending:drop")
    assert frozen.visit.frozen
    assert frozen.session.kept() == before
    assert frozen.visit.history.amendment is None


def test_an_amendment_without_a_change_is_told_to_be_none(frozen: Desk) -> None:
    with Answering(Step(ReasonDialog, why("typing")), Step(Message, press("message:0"))) as said:
        frozen.hand.press("standing:amend")
        frozen.hand.press("next")
    assert "So there is no new version: version 1 stands." in said.seen[1]
    assert frozen.visit.history.version == 1


def test_entered_in_error_it_is_shown_so_and_counts_again_when_it_is_taken_back(frozen: Desk) -> None:
    identifier = frozen.visit.identifier
    with Answering(Step(ReasonDialog, why("twice"))):
        frozen.hand.press("standing:void")
    lines = read(frozen.window, "standing")
    assert lines[0] == "Entered in error: do not use"
    assert lines[1].endswith("Entered twice")
    assert lines[3:] == ["It was no error ..."]
    frozen.hand.press("paper:again")
    assert frozen.window.wizard is None
    assert f"resume:{identifier}" not in frozen.names()
    frozen.hand.press("all")
    assert "intakes:why" in frozen.names()
    reception = frozen.window.reception
    assert reception is not None
    page = reception._listing.page
    assert page is not None
    page._narrow("shown", "voided")
    (line,) = page.lines.lines
    assert line.state == "Entered in error"
    index = page.lines.index
    struck = [page.lines.data(index(0, at), Qt.ItemDataRole.FontRole).strikeOut() for at in range(6)]  # type: ignore[attr-defined]
    assert struck == [True, True, True, True, False, True]
    reception.resume(identifier)
    with Answering(Step(ReasonDialog, why("mistaken"))):
        frozen.hand.press("standing:take back")
    assert read(frozen.window, "standing")[0] == "Finished and fixed"


def older(records: object, shipped: Definition, *, finished: bool) -> None:
    """An intake of the first version of the form."""
    from b12desk.definitions.published import Published

    found = Published(shipped).find(f"{shipped.questionnaire.url}|1.0.0")
    assert found is not None
    old = found.questionnaire
    when = datetime(2026, 11, 20, 9, tzinfo=UTC)
    response = QuestionnaireResponse(
        questionnaire=old.canonical,
        status=Status.COMPLETED if finished else Status.IN_PROGRESS,
        authored=when,
        identifier=OLDER,
        answers={"sex": (Coding(code="female"),)} if "sex" in old.items else {},
        subject=Subject(display="Omar Haddad"),
    )
    records.save(response, old.item[0].link_id, finished=when if finished else None)  # type: ignore[attr-defined]
    records.close(OLDER)  # type: ignore[attr-defined]


def test_an_intake_of_an_older_form_keeps_it_until_somebody_chooses(
    open_desk: Callable[..., Desk], shipped: Definition
) -> None:
    desk = open_desk()
    older(desk.records, shipped, finished=False)
    before = desk.records.load(OLDER)
    reception = desk.window.reception
    assert reception is not None
    reception.open_up()
    desk.hand.press(f"resume:{OLDER}")
    assert desk.window.windowTitle().startswith("Begun with version 1.0.0 of the form")
    counts = read(desk.window, "forward:counts")
    assert counts[0].startswith(f"Today\u2019s form is version {shipped.questionnaire.version}.")
    assert counts[1:3] == ["1 answer carries over", "0 answers drop"]
    assert read(desk.window, "forward:carries")[1:] == ["Sex at birth: Female"]
    desk.hand.press("forward:leave")
    assert desk.records.load(OLDER) == before
    assert desk.window.wizard is None
    desk.hand.press(f"resume:{OLDER}")
    desk.hand.press("forward:bring")
    assert desk.session.carried_version == "1.0.0"
    assert desk.records.load(OLDER).response.questionnaire == shipped.questionnaire.canonical


def test_a_finished_one_of_an_older_form_is_read_and_only_amending_brings_it_forward(
    open_desk: Callable[..., Desk], shipped: Definition
) -> None:
    desk = open_desk()
    older(desk.records, shipped, finished=True)
    before = desk.records.load(OLDER)
    reception = desk.window.reception
    assert reception is not None
    reception.resume(OLDER)
    assert "What it came to then stands. It is not judged anew, and its paper cannot be made again here." in read(
        desk.window, "forward:result"
    )
    with Answering(Step(ReasonDialog, why("again"))):
        desk.hand.press("forward:bring")
    assert desk.visit.amends is not None
    assert desk.records.load(OLDER) == before
