"""What does not go together is asked back in words below the newer answer, on Check and on the summary."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QWidget

from b12desk.model.values import Coding
from b12desk.ui.review_page import ReviewPage
from tests.ui.conftest import Desk, settle

BOTH = "Vegan and vegetarian are both ticked. Which one is right?"
CHILD = "Under 16: the answers are kept and printed, but not scored. NICE NG239 covers people aged 16 and over."


def remark(desk: Desk, name: str) -> QLabel | None:
    found = desk.page.findChild(QLabel, name)
    return found if isinstance(found, QLabel) and found.isVisible() else None


def top(widget: QWidget, within: QWidget) -> int:
    return widget.mapTo(within, QPoint(0, 0)).y()


def test_an_age_that_is_not_scored_is_told_at_once_where_it_is_typed(desk: Desk) -> None:
    desk.to("about")
    assert remark(desk, "age:remark=under_16") is None
    desk.hand.answer("age", ["12"])
    told = remark(desk, "age:remark=under_16")
    assert told is not None
    assert told.text() == CHILD
    assert CHILD in desk.page.rows["age"].editor.accessibleDescription()
    desk.hand.press("age:clear")
    desk.hand.answer("age", ["40"])
    settle()
    assert remark(desk, "age:remark=under_16") is None
    desk.hand.answer("birth_date", ["", "", "2015"])
    assert remark(desk, "birth_date:remark=under_16") is not None


def test_a_contradiction_is_asked_below_the_answers_and_moves_none_of_them(desk: Desk) -> None:
    for link_id, code in (("respondent", "helped"), ("sex", "male")):
        desk.session.answer(link_id, Coding(code=code))
    desk.session.answer("age", 40)
    desk.to("diet")
    desk.hand.press("diet_pattern=vegan")
    tile = desk.hand.find("diet_pattern=vegetarian")
    before = top(tile, desk.window)
    desk.hand.click(tile)
    settle()
    told = remark(desk, "diet_pattern:remark=vegan_and_vegetarian")
    assert told is not None
    assert told.text() == BOTH
    assert top(tile, desk.window) == before
    row = desk.page.rows["diet_pattern"]
    assert top(told, row) > top(desk.hand.find("diet_pattern=none-of-these"), row)
    desk.hand.press("diet_pattern=vegan")
    assert remark(desk, "diet_pattern:remark=vegan_and_vegetarian") is None


def test_check_lists_what_does_not_go_together_and_leads_to_it(desk: Desk) -> None:
    for link_id, code in (("respondent", "helped"), ("sex", "male")):
        desk.session.answer(link_id, Coding(code=code))
    desk.session.answer("age", 40)
    desk.session.answer("diet_pattern", Coding(code="vegan"), Coding(code="vegetarian"))
    while not isinstance(desk.intake.page, ReviewPage):
        desk.hand.press("next")
    desk.hand.press("contradiction:vegan_and_vegetarian")
    assert desk.page.link_id == "diet"
    desk.hand.press("diet_pattern=vegan")
    while not isinstance(desk.intake.page, ReviewPage):
        desk.hand.press("next")
    assert desk.window.findChild(QWidget, "contradiction:vegan_and_vegetarian") is None
