"""Where help is found at once: chosen in the settings, and told on the result page below the flags of an emergency."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QWidget

from b12desk.desk.intakes import local_time
from b12desk.desk.open_intake import Choices, OpenIntake
from b12desk.desk.papers import make_pdf
from b12desk.engine.session import Session
from b12desk.model.values import Coding
from b12desk.settings import HelpWords, Settings
from b12desk.ui.demo.driver import Driver
from b12desk.ui.kit.text_boxes import LineBox
from b12desk.ui.result.result_page import ResultPage
from b12desk.ui.settings_dialog import SettingsDialog
from tests.definitions.test_profiles import NOW, answered, form
from tests.staff import ana


def told(show: Callable[[QWidget], QWidget], words: HelpWords, *, emergency: bool) -> list[str]:
    """The texts of the box at the top."""
    definition = form()
    given = {"age": (40,), "numb": (True,), "gas": (Coding(code="yes" if emergency else "no"),)}
    intake = OpenIntake(
        definition, Session(definition.questionnaire, NOW, answered(definition, given)), make_pdf, local_time, ana
    )
    intake.choices = Choices(help=words)
    page = ResultPage(intake, intake.finish(), lambda: None)
    show(page)
    box = page.findChild(QWidget, "recommendation")
    assert box is not None
    return [each.text() for each in box.findChildren(QLabel) if each.text()]


def test_an_emergency_is_told_with_the_number_of_the_clinic(show: Callable[[QWidget], QWidget]) -> None:
    texts = told(show, HelpWords("uk", "Call 2222."), emergency=True)
    assert texts.index("\N{BULLET} Laughing gas and numb feet") + 1 == texts.index("Call 2222.")
    assert "Talk to 4." not in texts


def test_what_is_no_emergency_has_no_number(show: Callable[[QWidget], QWidget]) -> None:
    assert "Call 3." not in told(show, HelpWords("uk"), emergency=False)


def test_a_clinic_chooses_its_country_and_may_write_its_own_words(show: Callable[[QWidget], QWidget]) -> None:
    dialog = SettingsDialog(None, Settings(crisis_words="Ask Ana."))
    show(dialog)
    hand = Driver(dialog)
    crisis, emergency = hand.find("crisis_words"), hand.find("emergency_words")
    assert isinstance(crisis, LineBox)
    assert isinstance(emergency, LineBox)
    assert crisis.text() == "Ask Ana."
    hand.press("profile=uk")
    emergency.setText("Call 2222.\u202e ")
    crisis.setText("")
    assert dialog.chosen.help_words == ("uk", "Call 2222.", "")
    hand.press("settings:keep")
    assert dialog.result() == 1
