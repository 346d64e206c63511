"""Nothing moves under the pointer: a click at the place where an answer stood finds that answer, or no other."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from b12desk.engine.session import REVIEW
from b12desk.model.values import Answer, Coding, Quantity
from b12desk.store.settings import Settings
from b12desk.theme import Appearance
from b12desk.ui import style
from b12desk.ui.demo import SAMPLE
from b12desk.ui.form_page import FormPage
from b12desk.ui.items.choice import ChoiceEditor, ManyEditor
from b12desk.ui.reflex import SHIFT_MS, TURN_MS
from tests.ui.conftest import Desk, settle
from tests.ui.pointer import PACE, Aim, Clock, Pointer, aims, clock

__all__ = ["clock"]
Answers = Mapping[str, tuple[Answer, ...]]


@pytest.fixture
def small(open_desk: Callable[..., Desk]) -> Desk:
    """A new intake on a laptop's screen."""
    made = open_desk(size=(1366, 740))
    made.hand.press("new")
    return made


def tile(page: FormPage, name: str) -> QWidget:
    found = page.findChild(QWidget, name)
    assert isinstance(found, QWidget)
    return found


def scroll_to(page: FormPage, widget: QWidget, part: float) -> None:
    """Bring ``widget`` to ``part`` of the height."""
    ground = page.widget()
    assert ground is not None
    page.verticalScrollBar().setValue(int(widget.mapTo(ground, QPoint()).y() - page.viewport().height() * part))
    settle()


def act_and_aim(desk: Desk, clock: Clock, name: str, aim: Aim) -> str:
    """Click ``name``; three quarters of a second later click where ``aim`` stood. Says what went wrong, or nothing."""
    pointer, page = Pointer(desk.window), desk.page
    clock.now += 5
    acted = name.partition("=")[0].removesuffix(":unit")
    place = pointer.middle(tile(page, name))
    pointer.click(place)
    if pointer.middle(tile(page, name)) != place:
        return f"{name} moved under the pointer"
    after: Answers = dict(desk.session.answers)
    clock.now += PACE
    pointer.click(aim.place)
    code = aim.name.rpartition("=")[2]
    changed = {each for each in {*after, *desk.session.answers} if after.get(each) != desk.session.answers.get(each)}
    chosen = Coding(code=code) in desk.session.answers.get(aim.link_id, ())
    if chosen and changed <= {aim.link_id}:
        return ""
    order = desk.session.questionnaire.order
    stayed = tile(page, aim.name).isVisible() and pointer.middle(tile(page, aim.name)) == aim.place
    if not changed and not stayed and order[aim.link_id] > order[acted]:
        return ""  # pushed down by what was opened above it: the click is not taken, and can be made again
    many = isinstance(page.rows[aim.link_id].editor, ManyEditor)
    if many and changed <= {aim.link_id}:
        return ""  # unticked
    if ":unit=" in aim.name and not changed:
        return ""  # a unit without its number is no answer yet
    return f"{name}, then {aim.name}: {sorted(changed)} changed, stayed: {stayed}"


def opening(codes: list[str]) -> list[str]:
    """Each code once, one that opens questions last."""
    known = [each for each in ("now", "yes", "1-3y", "over-3y", "injections", "most-days") if each in codes]
    return [each for each in codes if each not in known] + known


def walk(desk: Desk, clock: Clock, chance: random.Random, pages: set[str], most: int) -> int:
    """On every page, choose every option of every question, and each time click where something else stood."""
    done = 0
    while desk.intake.shown != REVIEW:
        page = desk.page
        tried: set[str] = set()
        while page.link_id in pages:
            waiting = [each for each in page.rows if page.rows[each].isVisible() and each not in tried]
            if not waiting:
                break
            link_id = min(waiting, key=lambda each: desk.session.questionnaire.order[each])
            tried.add(link_id)
            row = page.rows[link_id]
            if not isinstance(row.editor, ChoiceEditor):
                continue
            for code in opening([each.code for each in desk.session.state(link_id).options])[-most:]:
                name = f"{link_id}={code}"
                scroll_to(page, tile(page, name), chance.choice((0.15, 0.5, 0.8)))
                targets = [each for each in aims(page, Pointer(desk.window)) if each.name != name]
                if not targets or not tile(page, name).visibleRegion().contains(tile(page, name).rect().center()):
                    continue
                assert act_and_aim(desk, clock, name, chance.choice(targets)) == ""
                done += 1
        desk.hand.fill_page(page, {key: SAMPLE[key] for key in ("respondent", "age", "sex") if key in SAMPLE})
        if page.link_id == "about":
            if page.rows["age"].isVisible():
                desk.hand.answer("age", ["34"])
            desk.hand.press("respondent=staff")
            desk.hand.press("sex=female")
        desk.hand.press("next")
        assert desk.intake.page is not page, [each.link_id for each in desk.session.issues]
    return done


@pytest.mark.parametrize("seed", [1])
def test_on_the_page_of_symptoms_a_click_finds_what_it_was_aimed_at(small: Desk, clock: Clock, seed: int) -> None:
    assert walk(small, clock, random.Random(seed), {"symptoms"}, 1) > 10


@pytest.mark.slow
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_over_the_whole_form_a_click_finds_what_it_was_aimed_at(
    qapp: QApplication, open_desk: Callable[..., Desk], clock: Clock, scale: float
) -> None:
    style.apply_style(qapp, Appearance("light", scale))
    desk = open_desk(Settings(text_scale=scale), (1366, 740))
    desk.hand.press("new")
    everything = {each.link_id for each in desk.session.questionnaire.item}
    assert walk(desk, clock, random.Random(7), everything, 9) > 200
