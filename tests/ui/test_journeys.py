"""Whole intakes over the shipped form, by clicks and keys alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from b12desk.characters.visible import initials
from b12desk.desk.open_intake import RESULT
from b12desk.engine.scoring import assess
from b12desk.engine.session import REVIEW
from b12desk.model.values import Coding
from b12desk.ui.demo.driver import Given
from b12desk.ui.form_page import FormPage
from b12desk.ui.kit.review_row import ReviewRow
from b12desk.ui.result.result_page import ResultPage
from tests.ui.conftest import Desk, settle
from tests.ui.maria import MARIA, SAMPLE
from tests.ui.test_start import messages

HEALTHY: dict[str, Given] = {
    "respondent": "helped",
    "age": ["34"],
    "sex": "male",
    "food_milk": "daily",
    "food_estimate": "yes",
    "food_red_meat": "2-4-week",
    "food_egg": "2-4-week",
    "food_cheese": "daily",
    "nitrous_oxide": "never",
    "alcohol_high.frequency": "never",
}


def nothing_of(desk: Desk) -> dict[str, Given]:
    """The answer "none of these" to every list that has it."""
    questionnaire = desk.session.questionnaire
    lists = [each for each, item in questionnaire.items.items() if item.repeats]
    return {
        each: ["none-of-these"]
        for each in lists
        if "none-of-these" in [option.code for option in questionnaire.options(each)]
    }


def healthy(desk: Desk, **answers: Given) -> None:
    """Answer "none of these" to every list."""
    desk.hand.fill(desk.intake, {**nothing_of(desk), **HEALTHY, **answers})


def text_of(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def test_a_healthy_person_meets_few_questions_and_no_trigger(desk: Desk) -> None:
    healthy(desk, food_estimate="no")
    assert desk.visit.shown == REVIEW
    assert desk.session.progress.questions <= 25
    desk.hand.press("next")
    assert desk.visit.shown == RESULT
    assert desk.visit.assessment().recommendation == "no-trigger"
    rule = desk.window.reception.desk.definition.rules.recommendations["no-trigger"]
    assert desk.window.findChild(QWidget, "recommendation").accessibleName() == f"{rule.title}. {rule.sentence}"


@pytest.mark.slow
def test_a_complicated_person_gets_the_offer_with_its_reasons(desk: Desk) -> None:
    done = desk.hand.fill(desk.intake, SAMPLE)
    assert set(done) == set(SAMPLE), "the sample patient answers only what is asked, and all of it"
    desk.hand.press("next")
    found = desk.visit.assessment()
    assert found is not None
    assert found.recommendation == "offer-test"
    page = desk.intake.page
    assert isinstance(page, ResultPage)
    for finding in found.findings:
        assert page.findChild(QWidget, f"finding:{finding.id}") is not None
    assert "2,000 mg a day; 6 years" in text_of(page)
    assert "Source:" not in text_of(page)
    desk.hand.press("sources")
    assert "Source:" in text_of(page)


def test_next_with_a_required_question_open_says_so_and_puts_the_focus_there(desk: Desk) -> None:
    desk.to("about")
    desk.hand.press("next")
    assert desk.page.link_id == "about"
    assert "There are 3 problems" in text_of(desk.hand.find("problems"))
    assert desk.window.focusWidget().objectName() == "respondent=helped"
    assert desk.window.findChild(QWidget, "respondent:error").isVisible()
    desk.hand.press("problem:sex")
    assert desk.window.focusWidget().objectName() == "sex=female"
    desk.hand.answer("respondent", "helped")
    assert "problem:respondent" not in desk.names()
    assert "respondent:error" not in desk.names()


def test_enter_goes_on_and_the_keyboard_alone_leaves_a_page(desk: Desk) -> None:
    desk.to("about")
    keys = desk.hand.key
    desk.page.focus_first()
    keys(Qt.Key.Key_Space, " ")
    for _times in range(30):
        focused = desk.window.focusWidget()
        if focused.objectName() == "age:text":
            desk.hand.type("44")
        if focused.objectName() == "sex=female":
            keys(Qt.Key.Key_Down)
            break
        keys(Qt.Key.Key_Tab)
    assert {"respondent", "age", "sex"} <= set(desk.session.answers)
    keys(Qt.Key.Key_Return)
    assert desk.window.focusWidget().objectName() == "ethnicity=asian"
    keys(Qt.Key.Key_Return)
    assert desk.page.link_id == "diet"


def test_typing_is_not_lost_when_enter_is_pressed_at_once(desk: Desk) -> None:
    desk.to("about")
    desk.hand.answer("respondent", "helped")
    desk.hand.answer("sex", "male")
    desk.hand.press("age:text")
    desk.hand.type("50")
    desk.hand.key(Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    assert desk.session.answers["age"] == (50,)
    assert desk.page.link_id == "diet"


def test_back_and_the_step_list_lose_nothing(desk: Desk) -> None:
    desk.to("about")
    desk.hand.fill_page(desk.page, SAMPLE)
    desk.hand.press("next")
    desk.hand.press("diet_pattern=none-of-these")
    before = dict(desk.session.answers)
    desk.hand.press("back")
    assert desk.page.link_id == "about"
    desk.hand.press("step:diet")
    assert desk.page.link_id == "diet"
    assert dict(desk.session.answers) == before
    steps = desk.window.findChildren(QWidget, "step:symptoms")
    assert not any(each.isEnabled() for each in steps), "a page not yet reached is no link"


def test_back_on_the_first_page_leads_to_the_start_and_the_intake_waits_there(desk: Desk) -> None:
    desk.hand.press("patient:name")
    desk.hand.type("Maria Sample")
    desk.hand.answer("emergency_body", ["none-of-these"])
    identifier = desk.session.response().identifier
    desk.hand.press("back")
    assert desk.window.wizard is None
    assert f"resume:{identifier}" in desk.names()
    assert "M. S." in text_of(desk.window)
    assert "Maria" not in text_of(desk.window)


def test_after_a_crash_the_next_start_offers_to_go_on_where_it_was(desk: Desk, open_desk: Callable[..., Desk]) -> None:
    desk.hand.fill_page(desk.page, SAMPLE)
    desk.hand.press("next")
    desk.hand.fill_page(desk.page, SAMPLE)
    desk.hand.press("next")
    desk.hand.press("b12_taken=none-of-these")
    settle()
    answers, identifier = dict(desk.session.answers), desk.session.response().identifier
    desk.crash()
    again = open_desk()
    again.hand.press(f"resume:{identifier}")
    assert dict(again.session.answers) == answers
    assert again.page.link_id == "diet"
    again.hand.press("diet_pattern=none-of-these")
    assert again.session.answers["diet_pattern"] == (Coding(code="none-of-these"),)
    assert again.session.response().identifier == identifier


def test_an_empty_intake_leaves_no_draft(desk: Desk) -> None:
    desk.hand.press("back")
    assert not any(each.startswith("resume:") for each in desk.names())


def test_a_red_flag_is_told_at_once_and_stands_first_in_the_result(desk: Desk) -> None:
    flagged: dict[str, Given] = {**nothing_of(desk), **HEALTHY}
    del flagged["emergency_body"]
    assert "red-flags" not in desk.names()
    desk.hand.press("emergency_body=stroke")
    settle()
    assert desk.page.link_id == "now", "before any other question"
    assert "red-flags" in desk.names()
    while isinstance(page := desk.intake.page, FormPage):
        desk.hand.fill_page(page, flagged)
        settle()
        assert "red-flags" in desk.names(), page.link_id
        desk.hand.press("next")
    desk.hand.press("next")
    assert desk.visit.assessment().recommendation == "urgent"
    assert "Red flag" in text_of(desk.window.findChild(QWidget, "recommendation"))


@pytest.mark.parametrize("link_id", ["emergency_body", "emergency_nerves", "emergency_thoughts"])
def test_who_is_not_sure_of_an_emergency_is_sent_to_the_staff_at_once_as_well(desk: Desk, link_id: str) -> None:
    desk.hand.press(f"{link_id}=prefer-not-to-say")
    settle()
    assert "red-flags" not in desk.names()
    desk.hand.press(f"{link_id}=not-sure")
    settle()
    assert "red-flags" in desk.names()
    desk.hand.press(f"{link_id}=none-of-these")
    settle()
    assert "red-flags" not in desk.names()


def test_not_sure_of_a_symptom_that_may_wait_sends_nobody(desk: Desk) -> None:
    healthy(desk, nerves=["not-sure"], general=["not-sure"], head_mouth=["not-sure"])
    settle()
    assert "red-flags" not in desk.names()


def test_the_review_marks_what_decides_and_its_links_lead_to_the_question(desk: Desk) -> None:
    given = {key: value for key, value in SAMPLE.items() if key not in ("nerves", "general")}
    desk.hand.fill(desk.intake, given)
    assert desk.visit.shown == REVIEW
    desk.intake.pages.review.complete()  # type: ignore[union-attr]  # it is open
    marked = {
        each.objectName().removeprefix("change:")
        for each in desk.intake.page.findChildren(ReviewRow)
        if each.accessibleDescription().endswith("(could change the result)")
    }
    judged = assess(desk.window.reception.desk.definition, desk.session.response())
    assert marked == set(judged.deciding) >= {"nerves"}
    desk.hand.press("open:nerves")
    assert desk.page.link_id == "symptoms"
    assert desk.window.focusWidget().objectName() == "nerves=tingling"
    desk.hand.press("step:review")
    desk.hand.press("change:respondent")
    assert desk.page.link_id == "about"


def test_a_deciding_item_of_the_result_is_a_link_back_to_its_question(desk: Desk) -> None:
    desk.hand.fill(desk.intake, {key: value for key, value in SAMPLE.items() if key != "nerves"})
    desk.hand.press("next")
    assert desk.visit.shown == RESULT
    found = desk.visit.assessment()
    assert found is not None
    if found.settled:
        pytest.fail("the sample without its nerve questions should leave something open")
    desk.hand.press(f"deciding:{found.deciding[0]}")
    assert desk.session.page == desk.session.questionnaire.page_of[found.deciding[0]]


def test_answers_that_no_longer_apply_are_listed_as_not_used(desk: Desk) -> None:
    desk.answer_all(MARIA)
    desk.hand.press("change:medicines_common")
    desk.hand.press("medicines_common=none-of-these")
    desk.hand.press("step:review")
    desk.intake.pages.review.complete()  # type: ignore[union-attr]  # it is open
    settle()
    assert "Metformin" in text_of(desk.window.findChild(QWidget, "review:unused"))
    assert "med_metformin.dose" not in desk.session.response().answers


def test_after_paper_an_intake_ends_without_a_question_and_can_be_opened_for_a_day(desk: Desk, tmp_path: Path) -> None:
    desk.answer_all(MARIA)
    desk.hand.press("next")
    page = desk.intake.page
    assert isinstance(page, ResultPage)
    desk.visit.save_paper("summary", tmp_path / "summary.pdf")
    identifier, found = desk.session.response().identifier, desk.visit.assessment()
    desk.hand.press("paper:again")
    assert desk.window.wizard is None
    assert "Finished today" in text_of(desk.window)
    desk.hand.press(f"resume:{identifier}")
    assert desk.visit.shown == RESULT
    assert desk.visit.assessment() == found
    desk.hand.press("back")
    for _page in desk.session.pages:
        if desk.window.wizard is not None:
            desk.hand.press("back")
    assert "Finished today" in text_of(desk.window), "looking is not changing"
    messages(1)
    desk.hand.press(f"discard:{identifier}")
    assert "Finished today" not in text_of(desk.window)


def test_a_new_intake_without_paper_asks_first(desk: Desk) -> None:
    healthy(desk)
    desk.hand.press("next")
    seen = messages(0)
    desk.hand.press("paper:again")
    assert seen[0] == "The summary was not printed or saved"
    assert desk.visit.shown == RESULT
    seen = messages(1)
    desk.hand.press("paper:again")
    assert seen
    assert desk.window.wizard is None


def test_between_patients_the_pages_are_gone(desk: Desk) -> None:
    desk.hand.press("patient:name")
    desk.hand.type("Maria Sample")
    desk.hand.press("back")
    settle()
    desk.hand.press("new")
    assert "Maria" not in "".join(each.text() for each in desk.window.findChildren(QLabel))
    name = desk.hand.find("patient:name")
    assert name.text() == ""  # type: ignore[attr-defined]
    assert not name.isUndoAvailable()  # type: ignore[attr-defined]


def test_initials_tell_little() -> None:
    assert initials("Maria  van der Sample-Jones") == "M. V. D. S."
    assert initials("") == ""


def test_enter_on_the_result_leaves_the_result_and_its_paper_alone(desk: Desk, tmp_path: Path) -> None:
    healthy(desk)
    desk.hand.press("next")
    page = desk.intake.page
    assert isinstance(page, ResultPage)
    desk.visit.save_paper("summary", tmp_path / "summary.pdf")
    desk.intake.setFocus()
    desk.hand.key(Qt.Key.Key_Return)
    assert desk.intake.page is page
    assert desk.visit.paper is not None
