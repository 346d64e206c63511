"""Two visits side by side: what changed, across versions of the form, and what cannot be compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from b12desk.desk.comparing import Comparison
from b12desk.desk.finding import Search
from b12desk.desk.intakes import Intakes
from b12desk.engine.scoring import assess
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import Answer, Coding
from b12desk.store.intake_content import UnfinishedIntake
from b12desk.store.intake_store import Conclusion
from b12desk.store.records import Records
from tests.gallery import gallery
from tests.older import write_older
from tests.store.made_records import new_records

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
FULL = gallery("full")
YES, NO = Coding(code="yes"), Coding(code="no")


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    made = new_records(tmp_path / "data")
    yield made
    made.shut()


@pytest.fixture
def desk(tmp_path: Path, records: Records) -> Intakes:
    return Intakes(records, lambda: FULL, lambda: NOW, forms=write_older(tmp_path / "form"))


def keep(records: Records, name: str, days: int, questionnaire: str = "", **answers: Answer) -> None:
    when = NOW - timedelta(days=days)
    response = QuestionnaireResponse(
        questionnaire=questionnaire or FULL.questionnaire.canonical,
        authored=when,
        identifier=name,
        answers={link_id: (given,) for link_id, given in answers.items()},
    )
    judged = None if questionnaire else Conclusion(assess(FULL, response))
    records.keep(UnfinishedIntake(response, "about", when, finished=when), judged)
    records.close(name)


def compared(desk: Intakes) -> Comparison:
    now, then = desk.finding.look(Search()).lines
    return desk.comparing.compare(then, now)


def test_answers_symptoms_and_findings_that_changed(desk: Intakes, records: Records) -> None:
    keep(records, "then", 30, age=60, tired=YES, numb=False)
    keep(records, "now", 0, age=80, tired=NO, numb=True, gate=NO)
    found = compared(desk)
    assert found.symptoms == (("Numb feet",), ("Tired",))
    assert found.findings == (("Older age",), ())
    changed = {each.question: (each.then, each.now) for each in found.answers if each.changed}
    labels = {link_id: FULL.questionnaire.items[link_id].label for link_id in ("age", "tired", "numb", "gate")}
    assert changed == {
        labels["age"]: ("60", "80"),
        labels["tired"]: ("Yes", "No"),
        labels["numb"]: ("No", "Yes"),
        labels["gate"]: ("Not answered", "No"),
    }
    assert found.cautions == ()


def test_nothing_changed(desk: Intakes, records: Records) -> None:
    keep(records, "then", 30, age=60, tired=YES)
    keep(records, "now", 0, age=60, tired=YES)
    found = compared(desk)
    assert not found.result.changed
    assert not found.symptoms.any
    assert not found.findings.any
    assert [each.changed for each in found.answers] == [False, False]


def test_an_older_visit_is_carried_over_and_what_has_no_place_is_said(desk: Intakes, records: Records) -> None:
    keep(records, "then", 30, "urn:test:full|0", age=60, gate=YES, sprays=YES)
    keep(records, "now", 0, age=60, gate=NO)
    found = compared(desk)
    gate = FULL.questionnaire.items["gate"].label
    assert [(each.question, each.then, each.now) for each in found.answers if each.question == gate] == [
        (gate, "Yes", "No")
    ]
    assert found.result.then == "Finished, not judged"
    assert [each.rpartition(": ")[2] for each in found.cautions] == ["Yes"]
    assert found.cautions[0].startswith("Visit of 23 October 2026, not in the form of today: ")


def test_what_cannot_be_compared_is_said(desk: Intakes, records: Records) -> None:
    keep(records, "then", 30, "urn:other|7", x=YES)
    keep(records, "now", 0, age=60)
    found = compared(desk)
    assert found.answers == ()
    assert found.cautions == (
        "The visit of 23 October 2026 was answered with a form that cannot be compared with that of today.",
    )
    assert found.result.now != ""


def test_an_unfinished_visit_says_so(desk: Intakes, records: Records) -> None:
    keep(records, "then", 30, age=60)
    records.open("then")
    draft = replace(records.load("then"), finished=None)
    records.keep(draft)
    records.close("then")
    keep(records, "now", 0, age=60)
    assert compared(desk).result.then == "Not finished"
