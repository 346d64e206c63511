"""An intake of an older form in the window: what to ask again stands first on the page that checks the answers."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from b12desk.desk.intakes import Intakes
from b12desk.engine.session import REVIEW
from b12desk.ui.kit.buttons import Link
from b12desk.ui.kit.panel import Panel
from b12desk.ui.wizard import Wizard
from b12desk.ui.wizard_frame import Services
from tests.desk.test_carried_intake import NAME, NOW, save
from tests.gallery import gallery
from tests.older import write_older
from tests.store.made_records import new_records


def test_what_to_ask_again_is_named_before_all_answers(qtbot: QtBot, tmp_path: Path) -> None:
    drafts = new_records(tmp_path / "data")
    save(drafts)
    desk = Intakes(drafts, lambda: gallery("full"), lambda: NOW, forms=write_older(tmp_path / "form"))
    saved: list[bool] = []
    wizard = Wizard(desk.resume(NAME), Services(lambda: saved.append(True), lambda: None, lambda: None))
    qtbot.addWidget(wizard)
    wizard.resize(1100, 800)
    wizard.show()
    wizard.go_to(REVIEW)
    card = wizard.findChild(Panel, "review:carried")
    assert [each.text() for each in card.findChildren(Link)] == [
        "Which of these do you take?",
        "Have you used laughing gas?",
        "All of these were asked, and are right as they stand",
    ]
    assert [each.text() for each in card.findChildren(QLabel) if each.text()] == [
        "Begun with version 0 of the form, which asked less exactly",
        "Ask these again:",
        "Not carried over, because this form does not ask it:",
        "Old: sprays?: Yes",
        "Old: drug_old?, old: drug_old.why?: sugar",
    ]
    assert card.y() < wizard.findChild(Panel, "review:about").y()
    wizard.findChild(Link, "again:gas").click()
    assert wizard.session.page == "symptoms"
    wizard.go_to(REVIEW)
    saved.clear()
    wizard.findChild(Link, "again:done").click()
    assert wizard.session.ask_again == ()
    assert saved
    assert wizard.findChild(Link, "again:gas") is None
