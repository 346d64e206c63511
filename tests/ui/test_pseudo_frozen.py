"""What shows a finished intake, in the made-up language: no word forgotten, no text cut, at every size."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from b12desk.desk.bring_forward import Forward
from b12desk.desk.standing_words import BACK_REASONS, REASONS, VOID_REASONS
from b12desk.i18n import _
from b12desk.model.definition import Definition
from b12desk.settings import Settings
from b12desk.theme import Appearance
from b12desk.ui.forward_page import ForwardPage
from b12desk.ui.kit import style
from b12desk.ui.kit.dialogs import Message
from b12desk.ui.reason_dialog import ReasonDialog
from tests.ui.answering import Answering, Step, press
from tests.ui.conftest import Desk, settle
from tests.ui.maria import MARIA
from tests.ui.test_frozen import amend, why
from tests.ui.test_pseudo import LAPTOP, LARGE, SMALLEST, USUAL, Look, look, spoken

__all__ = ["look", "spoken"]

_NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SIZES = pytest.mark.parametrize(("size", "scale"), [(USUAL, 1.0), (SMALLEST, 1.0), (LARGE, 2.0), (LAPTOP, 2.5)])


@SIZES
def test_a_finished_intake_in_all_its_states(
    qapp: QApplication, open_desk: Callable[..., Desk], look: Look, size: tuple[int, int], scale: float
) -> None:
    style.apply_style(qapp, Appearance("light", scale))
    desk = open_desk(Settings(text_scale=scale), size)
    desk.hand.press("new")
    desk.answer_all(MARIA)
    desk.hand.press("next")
    look.own |= {each.act.who for each in desk.records.log.entries()}
    found: list[str] = []

    def seen(place: str) -> None:
        if desk.visit.result is not None:
            look.own.add(desk.visit.history.reference)
        standing = [each for each in desk.window.findChildren(QWidget, "standing") if each.isVisible()]
        found.extend(f"{place}: {each}" for one in standing for each in look(one))

    seen("open")
    desk.intake.page.documents.copy()  # type: ignore[attr-defined]  # the button is in a menu where there is no room
    seen("frozen")
    desk.hand.press("back")
    found.extend(look(desk.intake.page))
    desk.hand.press("next")
    amend(desk)
    look.own |= {each.reference for each in desk.visit.history.earlier}
    seen("amended")
    shown: list[str] = []

    def read(dialog: QDialog) -> None:
        shown.extend(look(dialog))
        press("message:0")(dialog)

    with Answering(Step(Message, read)):
        desk.hand.press("standing:version:1")
    with Answering(Step(ReasonDialog, why("twice"))):
        desk.hand.press("standing:void")
    seen("voided")
    assert [*found, *shown] == []


@SIZES
@pytest.mark.parametrize("usual", [REASONS, VOID_REASONS, BACK_REASONS], ids=["amend", "void", "back"])
def test_the_question_why(
    qapp: QApplication,
    show: Callable[[QWidget], QWidget],
    look: Look,
    usual: tuple[tuple[str, str], ...],
    size: tuple[int, int],
    scale: float,
) -> None:
    style.apply_style(qapp, Appearance("light", scale))
    dialog = ReasonDialog(
        None, _("Amend this intake"), [_("The summary was not printed or saved")], usual, _("&Amend it")
    )
    dialog.resize(min(dialog.width(), size[0]), min(dialog.height(), size[1]))
    show(dialog)
    press("reason:go")(dialog)
    assert look(dialog) == []


@SIZES
def test_the_page_of_an_older_form(
    qapp: QApplication,
    show: Callable[[QWidget], QWidget],
    look: Look,
    shipped: Definition,
    size: tuple[int, int],
    scale: float,
) -> None:
    style.apply_style(qapp, Appearance("light", scale))
    label = next(each.label for each in shipped.questionnaire.items.values() if each.is_question)
    lines = (_(label),)
    look.own |= {label, "1.0.0", "2.0.0"}
    for finished in (None, _NOW):
        told = Forward("x", "1.0.0", "2.0.0", lines, lines, lines, lines, lines, finished, "", "K7QM-3F9D")
        look.own.add("K7QM-3F9D")
        page = ForwardPage(told, "")
        page.resize(*size)
        show(page)
        settle()
        assert look(page) == []
