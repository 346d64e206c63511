"""What does not go together is asked back in words below the newer answer, on Check and on the summary.

And what is asked back is not passed unseen: Next brings it into sight once.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from b12desk.model.values import Coding
from b12desk.ui.asked_back import GLANCE_MS
from b12desk.ui.kit import reflex
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


# What is asked back is not passed unseen


@pytest.fixture
def diet(open_desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch) -> tuple[Desk, list[str]]:
    """At the questions about food, in a low window; and what is announced."""
    monkeypatch.setattr(reflex, "TURN_MS", 0)  # who presses again reads first; what hurry does is tested last
    said: list[str] = []
    for module in ("asked_back", "error_summary"):
        monkeypatch.setattr(f"b12desk.ui.{module}.announce_text", lambda _source, text: said.append(text))
    desk = open_desk(size=(1024, 480))
    desk.hand.press("new")
    for link_id, code in (("respondent", "helped"), ("sex", "male")):
        desk.session.answer(link_id, Coding(code=code))
    desk.session.answer("age", 40)
    desk.to("diet")
    return desk, said


def contradict(desk: Desk) -> None:
    """Say what does not go together, out of sight."""
    for code in ("vegan", "vegetarian"):
        desk.intake._draw(desk.session.toggle("diet_pattern", code))
    desk.page.verticalScrollBar().setValue(desk.page.verticalScrollBar().maximum())
    desk.page.shown_rows()[-1].editor.take_focus()
    settle()
    told = remark(desk, "diet_pattern:remark=vegan_and_vegetarian")
    assert told is not None
    assert told.visibleRegion().isEmpty()


def in_sight(desk: Desk) -> bool:
    told = remark(desk, "diet_pattern:remark=vegan_and_vegetarian")
    return told is not None and told.visibleRegion().boundingRect().size() == told.size()


def on(desk: Desk) -> None:
    """Ctrl+Enter."""
    desk.hand.key(Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)


def at_rest(desk: Desk) -> None:
    """As long as a person needs to see what is there."""
    settle()
    QTest.qWait(GLANCE_MS + 150)


@pytest.mark.parametrize("go_on", [on, lambda desk: desk.hand.press("next")], ids=["ctrl-enter", "next"])
def test_what_is_out_of_sight_is_brought_into_sight_once(
    diet: tuple[Desk, list[str]], go_on: Callable[[Desk], None]
) -> None:
    desk, said = diet
    contradict(desk)
    at_rest(desk)
    go_on(desk)
    settle()
    assert desk.page.link_id == "diet"
    assert in_sight(desk)
    assert said == [f"Before you go on: {BOTH}"]
    focused = desk.window.focusWidget()
    assert focused is not None
    assert not focused.visibleRegion().isEmpty()
    go_on(desk)
    assert desk.page.link_id != "diet"
    desk.hand.press("back")
    desk.page.verticalScrollBar().setValue(desk.page.verticalScrollBar().maximum())
    go_on(desk)
    assert desk.page.link_id != "diet", "never more than once"
    assert len(said) == 1


def test_what_was_seen_holds_nobody(diet: tuple[Desk, list[str]]) -> None:
    desk, said = diet
    desk.hand.press("diet_pattern=vegan")
    desk.hand.press("diet_pattern=vegetarian")
    told = remark(desk, "diet_pattern:remark=vegan_and_vegetarian")
    assert told is not None
    desk.page.bring(told)
    at_rest(desk)
    assert in_sight(desk)
    desk.page.verticalScrollBar().setValue(desk.page.verticalScrollBar().maximum())
    at_rest(desk)
    on(desk)
    assert desk.page.link_id != "diet"
    assert said == []


def test_what_was_taken_back_and_said_again_is_another_one(diet: tuple[Desk, list[str]]) -> None:
    desk, said = diet
    contradict(desk)
    on(desk)
    desk.intake._draw(desk.session.toggle("diet_pattern", "vegan"))
    at_rest(desk)
    desk.intake._draw(desk.session.toggle("diet_pattern", "vegan"))
    desk.page.verticalScrollBar().setValue(desk.page.verticalScrollBar().maximum())
    settle()
    on(desk)
    assert desk.page.link_id == "diet"
    assert len(said) == 2


def test_another_look_does_not_ask_again(diet: tuple[Desk, list[str]]) -> None:
    desk, said = diet
    contradict(desk)
    on(desk)
    desk.window.restyle(system_dark=True)
    settle()
    desk.page.verticalScrollBar().setValue(desk.page.verticalScrollBar().maximum())
    on(desk)
    assert desk.page.link_id != "diet"
    assert len(said) == 1


def test_a_mistake_comes_before_what_is_asked_back(diet: tuple[Desk, list[str]]) -> None:
    desk, said = diet
    contradict(desk)
    desk.intake._draw(desk.session.answer("b12_taken", Coding(code="own-b12")))
    desk.intake._draw(desk.session.draft("b12_taken.dose", "x"))
    on(desk)
    assert desk.page.problems.isVisible()
    assert not any(each.startswith("Before") for each in said)


def test_an_unusual_number_that_comes_with_the_key_that_goes_on_is_read_first(
    diet: tuple[Desk, list[str]],
) -> None:
    desk, said = diet
    desk.intake._draw(desk.session.answer("b12_taken", Coding(code="own-b12")))
    desk.hand.press("b12_taken.dose:text")
    desk.hand.type("1")
    on(desk)
    assert said == ["Before you go on: Usually it is 1.5 to 5000 micrograms (mcg). Is this right?"]
    place = desk.page.link_id
    on(desk)
    assert desk.page.link_id != place


def test_who_presses_twice_in_a_hurry_has_not_read_it(
    diet: tuple[Desk, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, said = diet
    monkeypatch.setattr(reflex, "TURN_MS", 60_000)
    contradict(desk)
    on(desk)
    on(desk)
    assert desk.page.link_id == "diet"
    assert len(said) == 1
