"""The questionnaire on paper in the window: printed blank, its answers taken in by keyboard, and a second time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from b12desk.engine.numbering import answered_on_paper, box_numbers, numbers
from b12desk.engine.session import REVIEW
from b12desk.model.definition import Definition
from b12desk.model.questionnaire import ItemType
from b12desk.model.values import Coding
from b12desk.settings import Settings
from b12desk.theme import Appearance
from b12desk.ui import other_paper
from b12desk.ui.items import create_editor
from b12desk.ui.kit import style
from b12desk.ui.paper_dialog import PaperDialog
from b12desk.ui.second_entry import ComparePage, SecondWizard
from tests.report.papers import page_texts
from tests.store.test_records import change
from tests.ui.answering import Answering, Step, press
from tests.ui.conftest import Desk, kept, settle


@pytest.fixture
def entry(open_desk: Callable[..., Desk]) -> Desk:
    """A window in which a paper is being taken in."""
    made = open_desk()
    with Answering(Step(PaperDialog, press("on-paper:take-in"))):
        made.hand.press("paper")
    return made


def jump(desk: Desk, number: str) -> None:
    """By keys alone."""
    desk.window.activateWindow()
    settle()
    focused = desk.window.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert desk.hand.find("jump").hasFocus()
    desk.hand.type(number)
    desk.hand.key(Qt.Key.Key_Return)


def said(desk: Desk, name: str) -> str:
    label = desk.hand.find(name)
    assert isinstance(label, QLabel)
    return label.text()


def test_the_blank_questionnaire_is_saved_from_the_start_page(
    open_desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(other_paper, "ask_file", lambda _front, name: [tmp_path / name])
    desk = open_desk(Settings(clinic="Greenfield Surgery", paper="a4"))
    with Answering(Step(PaperDialog, _save_both)):
        desk.hand.press("paper")
    usual = page_texts((tmp_path / "b12desk-questionnaire-2.0.0.pdf").read_bytes())
    large = page_texts((tmp_path / "b12desk-questionnaire-2.0.0-large-print.pdf").read_bytes())
    assert len(usual) < len(large)
    assert "Greenfield Surgery" in usual[0]
    assert desk.window.wizard is None


def _save_both(dialog: QWidget) -> None:
    assert isinstance(dialog, PaperDialog)
    press("on-paper:save")(dialog)
    note = dialog.findChild(QLabel, "on-paper:note")
    assert note is not None
    assert note.text() == "Blank questionnaire saved: b12desk-questionnaire-2.0.0.pdf"
    press("print-size=large")(dialog)
    press("on-paper:save")(dialog)
    press("on-paper:close")(dialog)


def test_every_question_has_its_number_and_every_box_its_key(entry: Desk, shipped: Definition) -> None:
    on_paper = answered_on_paper(shipped.questionnaire)
    order = numbers(on_paper)
    assert said(entry, "emergency_body:label").startswith("1. ")
    assert said(entry, "emergency_nerves:label").startswith("2. ")
    for link_id in order:
        if on_paper.items[link_id].type is ItemType.CHOICE:
            editor = create_editor(entry.session.state(link_id))
            keys = {tile.code: key for tile, key in editor.number_keys().items()}
            assert keys == box_numbers(on_paper, link_id), link_id
            editor.deleteLater()


def test_somebody_who_answered_alone_can_be_taken_in(entry: Desk) -> None:
    jump(entry, "6")
    entry.hand.press("respondent=self")
    assert entry.session.answers["respondent"] == (Coding(code="self"),)


def test_a_page_is_taken_in_by_keys_alone(entry: Desk) -> None:
    """Digits as on the paper; Enter goes on, and turns the page by itself."""
    entry.hand.find("emergency_body=none-of-these").setFocus()
    entry.hand.type("1")
    entry.hand.key(Qt.Key.Key_Return)
    for _question in ("emergency_nerves", "emergency_thoughts"):
        entry.hand.type("0")
    settle()
    answers = entry.session.answers
    assert len(answers["emergency_body"]) == 1
    assert answers["emergency_nerves"] == (Coding(code="none-of-these"),)
    assert answers["emergency_thoughts"] == (Coding(code="none-of-these"),)
    entry.hand.key(Qt.Key.Key_Return)
    assert entry.page.link_id == "about"


def test_a_number_leads_to_its_question(entry: Desk) -> None:
    jump(entry, "13")
    assert entry.page.link_id == "diet"
    row = entry.page.focused_row()
    assert row is not None
    assert row.link_id == "b12_taken"
    assert "b12_taken" not in entry.session.answers  # no digit of it was an answer


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("14", "Question 14 is not asked after these answers."),
        ("999", "The paper has questions 1 to 110."),
        ("0", "The paper has questions 1 to 110."),
    ],
)
def test_a_number_that_leads_nowhere_says_why(entry: Desk, number: str, words: str) -> None:
    jump(entry, number)
    assert said(entry, "jump:note") == words
    assert entry.page.link_id == "now"


def test_what_is_taken_in_is_kept_like_any_intake(entry: Desk) -> None:
    entry.session.answer("sex", Coding(code="female"))
    entry.intake.commit()
    (found,) = kept()
    assert found["response"]["answers"]["sex"] == [{"code": "female"}]
    assert found["response"]["questionnaire"] == entry.session.questionnaire.canonical


def test_an_intake_that_is_asked_has_no_numbers(desk: Desk) -> None:
    assert said(desk, "emergency_body:label").startswith("Do you have")
    assert "jump-bar" not in desk.names()


@pytest.mark.parametrize("scale", [1.0, 1.75, 2.5])
def test_the_second_time_is_in_sight_at_every_size_and_costs_a_low_window_one_line(
    qapp: QApplication, open_desk: Callable[..., Desk], scale: float
) -> None:
    style.apply_style(qapp, Appearance("dark", scale))
    desk = open_desk(Settings(text_scale=scale, theme="dark"), (1024, 768))
    with Answering(Step(PaperDialog, press("on-paper:take-in"))):
        desk.hand.press("paper")
    bar, again, box = (desk.hand.find(each) for each in ("jump-bar", "jump:again", "jump"))
    assert again.isVisible()
    assert abs(again.mapTo(bar, again.rect().center()).y() - box.mapTo(bar, box.rect().center()).y()) <= 3
    assert again.mapTo(bar, again.rect().topRight()).x() < bar.width()
    second(desk)


def second(entry: Desk) -> SecondWizard:
    """Begin the second entry."""
    entry.hand.press("jump:again")
    shown = entry.window.room.stack.currentWidget()
    assert isinstance(shown, SecondWizard)
    return shown


def compare(entry: Desk, wizard: SecondWizard) -> ComparePage:
    wizard.go_to(REVIEW)
    wizard._show_result()  # what the button does once nothing is missing
    shown = entry.window.room.stack.currentWidget()
    assert isinstance(shown, ComparePage)
    settle()
    return shown


def test_the_same_paper_a_second_time_shows_what_differs(entry: Desk) -> None:
    first = entry.session
    first.answer("sex", Coding(code="female"))
    first.answer("emergency_body", Coding(code="none-of-these"))
    wizard = second(entry)
    assert wizard.session.answers == {}
    wizard.session.answer("sex", Coding(code="male"))
    wizard.session.answer("emergency_body", Coding(code="none-of-these"))
    wizard.session.answer("emergency_nerves", Coding(code="none-of-these"))
    page = compare(entry, wizard)
    texts = [each.text() for each in page.findChildren(QLabel) if each.isVisible()]
    assert "2 answers differ" in texts
    assert "2. Have any of these begun, or become worse, in the last few weeks?" in texts
    tiles = [each.text() for each in page.findChildren(QAbstractButton) if each.isCheckable()]
    assert tiles == ["First time: No answer", "Second time: None of these", "First time: Female", "Second time: Male"]
    assert not any(each.isChecked() for each in page.findChildren(QAbstractButton))

    entry.hand.press("compare:done")
    assert entry.hand.find("compare:missing").isVisible()
    assert entry.window.room.stack.currentWidget() is page

    entry.hand.press("differs:emergency_nerves=second")
    entry.hand.press("differs:sex=first")
    entry.hand.press("compare:done")
    assert entry.window.room.stack.currentWidget() is entry.intake
    assert entry.visit.shown == REVIEW
    assert first.answers["emergency_nerves"] == (Coding(code="none-of-these"),)
    assert first.answers["sex"] == (Coding(code="female"),)
    (found,) = kept()
    assert found["response"]["answers"]["emergency_nerves"] == [{"code": "none-of-these"}]


def test_two_entries_that_are_alike_need_no_choice(entry: Desk) -> None:
    entry.session.answer("sex", Coding(code="male"))
    wizard = second(entry)
    wizard.session.answer("sex", Coding(code="male"))
    page = compare(entry, wizard)
    assert page.accessibleName() == "Both entries are alike"
    entry.hand.press("compare:done")
    assert entry.visit.shown == REVIEW


def test_a_disk_that_does_not_let_go_of_the_second_entry_loses_nothing(entry: Desk) -> None:
    entry.session.answer("sex", Coding(code="male"))
    wizard = second(entry)
    wizard.session.answer("sex", Coding(code="female"))
    wizard.commit()
    compare(entry, wizard)
    change(entry.records, "ALTER TABLE paper_entries RENAME TO elsewhere")
    entry.hand.press("differs:sex=second")
    entry.hand.press("compare:done")
    change(entry.records, "ALTER TABLE elsewhere RENAME TO paper_entries")
    assert entry.session.answers["sex"] == (Coding(code="female"),)
    again = entry.hand.find("jump:again")
    assert isinstance(again, QAbstractButton)
    assert again.text().replace("&", "") == "Go on with the second time"
    assert second(entry).session.answers == {"sex": (Coding(code="female"),)}


def test_one_can_go_back_to_the_second_entry_and_to_the_first(entry: Desk) -> None:
    entry.session.answer("sex", Coding(code="male"))
    wizard = second(entry)
    compare(entry, wizard)
    entry.hand.press("compare:back")
    assert entry.window.room.stack.currentWidget() is wizard
    wizard.go_to("now")
    settle()
    entry.hand.press("back")
    assert entry.window.room.stack.currentWidget() is entry.intake
    assert entry.session.answers == {"sex": (Coding(code="male"),)}


def test_a_second_entry_changes_nothing_of_the_first(entry: Desk) -> None:
    entry.session.answer("sex", Coding(code="male"))
    entry.intake.commit()
    before = kept()
    wizard = second(entry)
    wizard.session.answer("sex", Coding(code="female"))
    wizard.commit()
    assert kept() == before
    entry.window.close()
    assert kept() == before
