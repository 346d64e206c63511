"""A form of another disease through window, paper and command line: nothing of the shipped form shows."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from b12desk.cli.program import main
from b12desk.engine.scoring import assess
from b12desk.model.border import read_model
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import Answer, Coding, PartialDate
from b12desk.report.summary import summary_pdf
from b12desk.ui.result.result_page import ResultPage
from tests.gallery import gallery, write_form
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
    names = {each.objectName() for each in page.findChildren(QAbstractButton)}
    assert {"paper:preview", "paper:print", "paper:save"} <= names
    assert names.isdisjoint({"paper:handout", "paper:large"})
    labels = [each.text() for each in page.findChildren(QLabel)]
    assert "On the iron list, strong evidence" in labels
    assert foreign("\n".join(labels)) == []
