"""A form of another disease through window, paper and command line: nothing of the shipped form shows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from b12desk import app, paths
from b12desk.cli.program import main
from b12desk.desk.safe import users_safe
from b12desk.engine.scoring import assess
from b12desk.model.border import read_model
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import Answer, Coding, PartialDate
from b12desk.report.summary import summary_pdf
from b12desk.settings import Settings
from b12desk.ui.result.result_page import ResultPage
from b12desk.ui.start import StartWords
from b12desk.ui.window import MainWindow
from tests.gallery import FORMS, gallery, write_form
from tests.report.papers import page_texts
from tests.ui.conftest import Desk, settle

IRON = gallery("iron")
FOREIGN = ("NICE", "B12", "itamin", "cobalamin", "metformin")
WOMAN: dict[str, str] = {"sex_at_birth": "female", "heavy_periods": "yes", "pale": "no", "black_stools": "no"}


def response(**changes: str) -> QuestionnaireResponse:
    answers: dict[str, tuple[Answer, ...]] = {
        link_id: (Coding(code=code),) for link_id, code in {**WOMAN, **changes}.items()
    }
    answers["dob"] = (PartialDate(date="1980-05-01"),)
    return replace(
        read_model(
            QuestionnaireResponse,
            {"questionnaire": IRON.questionnaire.canonical, "authored": "2026-11-22T09:00:00+00:00"},
        ),
        answers=answers,
    )


def foreign(text: str) -> list[str]:
    """What belongs to the other disease; the product's own name aside."""
    rest = text.replace("B12 Desk", "").replace("b12desk", "")
    return [word for word in FOREIGN if word in rest]


@pytest.mark.parametrize(
    ("expected", "changes"),
    [
        ("today", {"black_stools": "yes"}),
        ("ferritin", {}),
        ("ask-more", {"heavy_periods": "not-sure"}),
        ("none", {"heavy_periods": "no"}),
    ],
)
def test_its_own_codes_in_its_own_order(expected: str, changes: dict[str, str]) -> None:
    assert assess(IRON, response(**changes)).recommendation == expected


def test_the_paper_speaks_of_it_alone() -> None:
    text = "\n".join(page_texts(summary_pdf(IRON, response(), assess(IRON, response()))))
    assert text.startswith("Iron: summary for the clinician")
    assert "Offer a ferritin test" in text
    assert "iron list*" in text
    assert "* A list made up for tests." in text
    assert foreign(text) == []


def test_the_command_line_speaks_of_it_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    forms = str(write_form(tmp_path / "iron", "iron"))
    items: list[dict[str, object]] = [
        {"linkId": link_id, "answer": [{"valueCoding": {"code": code}}]} for link_id, code in WOMAN.items()
    ]
    items.append({"linkId": "dob", "answer": [{"valueDate": "1980-05-01"}]})
    whole = {"resourceType": "QuestionnaireResponse", "questionnaire": IRON.questionnaire.canonical}
    whole |= {"status": "completed", "authored": "2026-11-22T09:00:00+00:00"}
    file = tmp_path / "woman.json"
    file.write_text(json.dumps({**whole, "item": items}))
    assert main(["check", forms]) == 0
    capsys.readouterr()
    assert main(["score", str(file), "--forms", forms]) == 0
    told = capsys.readouterr().out
    assert told.startswith("OFFER A FERRITIN TEST\n")
    assert "Heavy periods (on the iron list, evidence strong)" in told
    assert foreign(told) == []
    assert main(["score", "--json", str(file), "--forms", forms]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["recommendation"], found["intake"], found["score"]) == ("ferritin", None, None)
    out = tmp_path / "out"
    assert main(["report", str(file), "--forms", forms, "--out", str(out), "--handout"]) == 2
    assert "the form has no handout.toml, so there is no handout to write." in capsys.readouterr().err
    assert not out.exists()
    assert main(["report", str(file), "--forms", forms, "--out", str(out)]) == 0
    assert [each.suffix for each in out.iterdir()] == [".pdf"]


def test_the_window_walks_it_to_the_result(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(load=lambda: IRON)
    desk.hand.press("new")
    desk.hand.fill(desk.intake, {**WOMAN, "dob": ["1", "5", "1980"]})
    desk.hand.press("next")
    settle()
    page = desk.intake.page
    assert isinstance(page, ResultPage)
    banner = page.findChild(QWidget, "recommendation")
    assert banner is not None
    assert banner.accessibleName() == "Offer a ferritin test. A reason to look at the iron stores."
    names = {each.objectName() for each in desk.window.findChildren(QAbstractButton)}
    assert {"paper:preview", "paper:print", "paper:save"} <= names
    assert names.isdisjoint({"paper:handout", "paper:large"})
    labels = [each.text() for each in page.findChildren(QLabel)]
    assert "On the iron list, strong evidence" in labels
    assert foreign("\n".join(labels)) == []


@pytest.fixture
def shipped_instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program that ships this form, with its sample patient."""
    cases = (FORMS / "iron" / "cases.toml").read_bytes()
    folder = write_form(tmp_path / "forms" / "b12", "iron", {"cases.toml": cases})
    shipped = paths._shipped
    monkeypatch.setattr(paths, "_shipped", lambda name: tmp_path / name if name == "forms" else shipped(name))
    return folder


def trial_window(words: StartWords) -> MainWindow:
    return MainWindow(Settings(), users_safe(), app.load_form, app.open_intakes, words=words, trial=True)


def start_texts(window: MainWindow) -> str:
    return "\n".join(each.text() for each in window.room.start.findChildren(QLabel))


def test_the_start_page_asks_its_question_before_it_is_loaded_and_after(
    show: Callable[[QWidget], QWidget], shipped_instead: Path
) -> None:
    words = app.start_words()
    window = trial_window(words)
    assert "Should this patient have a ferritin test?" in start_texts(window)
    assert "A few questions, and what they say about the iron stores." in start_texts(window)
    assert foreign(start_texts(window)) == []
    before = window.room.start.findChild(QWidget, "new")
    show(window)
    assert window.reception is not None
    assert window.room.start.findChild(QWidget, "new") is before, "the page is the same, and says the same"
    assert (window.room.start._title.text(), window.room.start._text.text()) == words


def test_a_head_that_is_written_otherwise_is_said_when_the_form_is_loaded(
    show: Callable[[QWidget], QWidget], shipped_instead: Path
) -> None:
    path = shipped_instead / "questionnaire.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"start(Title|Text) = .*\n", "", text), encoding="utf-8")
    assert app.start_words() == StartWords()
    window = trial_window(app.start_words())
    show(window)
    assert "Iron risk questionnaire" in start_texts(window), "the title stands for the question"
    path.unlink()
    assert app.start_words() == StartWords()


def test_it_demonstrates_itself(
    qapp: QApplication, shipped_instead: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(shipped_instead)]) == 0
    assert " 1 cases: no problems." in capsys.readouterr().out
    assert app.main(["demo", "--out", str(tmp_path / "out")]) == 0
    settle()
    (paper,) = (tmp_path / "out").iterdir()
    assert capsys.readouterr().out == f"{paper}\n"
    text = "\n".join(page.extract_text() for page in PdfReader(paper).pages)
    assert "Offer a ferritin test" in text
    assert foreign(text) == []


def test_without_a_sample_patient_nothing_is_demonstrated(
    qapp: QApplication, shipped_instead: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shipped_instead / "cases.toml").unlink()
    assert app.main(["demo", "--out", str(tmp_path / "out")]) == 2
    settle()
    told = capsys.readouterr().err
    assert "the form has no sample patient." in told
    assert str(shipped_instead / "cases.toml") in told
    assert not (tmp_path / "out").exists()
