"""When an intake is closed nothing of the patient stays in memory; a change of looks closes nothing."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from b12desk.engine.session import REVIEW
from b12desk.report.typeset import kept_text
from b12desk.theme import DARK
from b12desk.ui.kit import style
from b12desk.ui.kit.dialogs import Message
from b12desk.ui.result.preview import Preview
from b12desk.ui.result.result_page import ResultPage
from tests.ui.answering import Answering, Step, press
from tests.ui.conftest import Desk, settle
from tests.ui.maria import MARIA, SAMPLE
from tests.ui.x11_clipboard import held, save_as

BACKWARDS = ("vokxyZ", "eladnaQ", "muivirtooF")
"""A given name, a family name and a remark that nothing else holds: also not this module, so they stand backwards."""

FOLDER = "Oberwald"
"""Where the paper is saved: a folder may be named after a patient."""


def rare() -> tuple[str, ...]:
    """Given name, family name, remark."""
    return tuple("".join(reversed(each)) for each in BACKWARDS)


def holders() -> list[str]:
    """The kinds of all live objects that hold a text with one of the rare words."""
    words = rare()
    own = {id(words), *(id(each) for each in words)}
    found = []
    gc.unfreeze()  # also what was there from the start: a cache is as old as its module
    for each in gc.get_objects():
        if id(each) in own or isinstance(each, FrameType):
            continue
        held = [each]
        while held:
            for one in gc.get_referents(held.pop()):
                text = bytes(one).decode("latin-1") if isinstance(one, bytes | bytearray) else one
                if isinstance(text, str) and id(one) not in own and any(word in text for word in words):
                    found.append(f"{type(each).__module__}.{type(each).__qualname__}")
                elif isinstance(one, tuple | dict) and not gc.is_tracked(one):
                    held.append(one)  # one that holds texts alone is not among the objects
    return found


def typed(desk: Desk) -> None:
    """The patient line, and a part of it copied."""
    given, family, remark = rare()
    desk.hand.press("patient:name")
    desk.hand.type(f"{given} {family}")
    desk.hand.press("patient:number")
    desk.hand.type(remark)
    box = desk.hand.find("patient:number")
    assert isinstance(box, QLineEdit)
    box.selectAll()
    box.copy()


def test_nothing_of_the_patient_is_in_memory_after_closing(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _clipboard: True)  # which Qt offscreen never says
    gc.collect()  # windows of earlier tests, with what can be undone in them
    settle()
    typed(desk)
    desk.hand.fill(desk.intake, SAMPLE)
    desk.hand.press("next")
    with Answering(Step(Preview, press("preview:close"))):
        desk.hand.press("paper:preview")
    (tmp_path / FOLDER).mkdir()
    with Answering(save_as(tmp_path / FOLDER / "summary.pdf"), Step(Message, press("message:0"))):
        desk.hand.press("paper:save")
    desk.visit.save_paper("handout", tmp_path / "handout.pdf")
    assert holders(), "while it is open it is there, and is found"
    assert held(*rare())
    qtbot.waitUntil(lambda: held(FOLDER) == [])  # the pages behind go when the result has been painted
    assert kept_text.count()
    assert QApplication.clipboard().text() == rare()[2]
    desk.hand.press("paper:copy")
    assert QApplication.clipboard().text().endswith("B12 Desk; not a diagnosis.\n")
    desk.hand.press("paper:again")
    assert desk.window.wizard is None
    settle()
    gc.collect()
    assert holders() == []
    assert held(*rare(), FOLDER) == []
    assert kept_text.count() == 0
    assert QApplication.clipboard().text() == ""


@pytest.mark.parametrize("away", ["back", pytest.param("close", marks=pytest.mark.slow)])
def test_leaving_in_the_middle_closes_it_too(desk: Desk, away: str) -> None:
    typed(desk)
    assert holders()
    desk.hand.press("back") if away == "back" else desk.window.close()
    settle()
    gc.collect()
    assert holders() == []


def test_other_colours_keep_the_result_and_what_was_said_of_its_paper(desk: Desk, tmp_path: Path) -> None:
    desk.answer_all(MARIA)
    desk.hand.press("next")
    desk.visit.save_paper("summary", tmp_path / "summary.pdf")
    result = desk.visit.result
    desk.window._settings = desk.window._settings.changed(theme="dark", text_scale=1.25)
    desk.window.restyle()
    settle()
    assert style.palette() is DARK
    assert isinstance(desk.intake.page, ResultPage)
    assert desk.intake.page.isVisible()
    assert desk.visit.result is result
    (line,) = desk.window.findChildren(QLabel, "paper:done")
    assert re.fullmatch(r"Summary for the clinician saved at \d\d:\d\d: summary\.pdf", line.text())
    desk.hand.press("paper:again")  # nobody is asked whether it may end without paper
    assert desk.window.wizard is None


@pytest.mark.parametrize("page", ["diet", REVIEW])
def test_other_colours_keep_the_page_also_of_a_finished_intake(desk: Desk, page: str) -> None:
    desk.answer_all(MARIA)
    desk.hand.press("next")
    desk.intake.go_to(page)
    desk.window._settings = desk.window._settings.changed(theme="dark")
    desk.window.restyle()
    desk.window.restyle(system_dark=True)
    settle()
    assert desk.visit.shown == page
    assert desk.intake.page.isVisible()
    assert desk.intake.page.objectName() == f"page:{page}"
    assert desk.session.finished


def test_a_finished_intake_that_is_opened_again_says_what_paper_it_has(
    desk: Desk, open_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    desk.answer_all(MARIA)
    desk.hand.press("next")
    desk.visit.save_paper("summary", tmp_path / "summary.pdf")
    identifier = desk.visit.identifier
    desk.hand.press("paper:again")
    desk.hand.press(f"resume:{identifier}")
    (line,) = desk.window.findChildren(QLabel, "paper:done")
    assert line.text().startswith("Summary for the clinician: PDF saved ")
