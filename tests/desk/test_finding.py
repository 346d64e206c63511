"""Finding again, in words: the lines, the filters, and that a finished intake is found by the code on its paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from b12desk.desk import finding as finding_module
from b12desk.desk.finding import (
    DAYS,
    SHOWN,
    Finding,
    FoundLine,
    Search,
    born_words,
    nothing_words,
    total_words,
)
from b12desk.desk.intakes import Intakes
from b12desk.engine.reference_code import reference_code
from b12desk.engine.scoring import assess
from b12desk.engine.session import REVIEW
from b12desk.errors import Problem, StoreError
from b12desk.model.response import QuestionnaireResponse, Subject
from b12desk.model.values import PartialDate
from b12desk.store.finding import MOST_COUNTED, Found, Query
from b12desk.store.intake_content import Paper, UnfinishedIntake
from b12desk.store.intake_store import Conclusion
from b12desk.store.records import Records
from tests.engine.small import ALL_NO, DEFINITION, FLAGGED, answer_of
from tests.staff import ana
from tests.store.made_records import new_records

NOW = datetime(2026, 3, 10, 0, 30, tzinfo=UTC).astimezone()
RULES = DEFINITION.rules
CODES = [each.code for each in RULES.recommendation]


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    made = new_records(tmp_path / "data")
    yield made
    made.shut()


@pytest.fixture
def finding(records: Records) -> Finding:
    return Finding(records.find, DEFINITION, lambda: NOW)


def keep(
    records: Records,
    identifier: str,
    subject: Subject | None = None,
    when: datetime = NOW,
    recommendation: str = "",
    paper: Paper | None = None,
) -> None:
    response = QuestionnaireResponse(
        questionnaire=DEFINITION.questionnaire.canonical,
        authored=when,
        identifier=identifier,
        subject=subject or Subject(),
    )
    conclusion = None
    if recommendation:
        judged = replace(assess(DEFINITION, response), recommendation=recommendation, urgency=None)
        conclusion = Conclusion(judged, reference="K7QM-3F9D")
    ended = when if conclusion else None
    records.keep(UnfinishedIntake(response, "about", when, finished=ended, paper=paper), conclusion)


def found(finding: Finding, **search: object) -> list[str]:
    return [each.identifier for each in finding.look(Search(**search)).lines]  # type: ignore[arg-type]


def test_a_line_says_who_when_how_far_and_what_it_came_to(records: Records, finding: Finding) -> None:
    ana = Subject(display="Ana  Example", identifier="12-345", birth_date=PartialDate(date="1958-03-12"))
    keep(records, "one", ana, recommendation=CODES[1], paper=Paper("printed", NOW))
    (line,) = finding.look(Search()).lines
    assert line == FoundLine(
        "one",
        "Ana Example",
        "12 March 1958 (67)",
        "12-345",
        f"{NOW.day} March 2026",
        "Finished, printed",
        RULES.recommendations[CODES[1]].title,
        "K7QM-3F9D",
        opens=True,
        finished=True,
        human=line.human,
    )


@pytest.mark.parametrize(
    ("recommendation", "paper", "state"),
    [
        ("", None, "Not finished"),
        (CODES[0], None, "Finished, no paper made"),
        (CODES[0], Paper("printed", NOW), "Finished, printed"),
        (CODES[0], Paper("saved", NOW), "Finished, PDF saved"),
    ],
)
def test_how_far_it_is(
    records: Records, finding: Finding, recommendation: str, paper: Paper | None, state: str
) -> None:
    keep(records, "one", recommendation=recommendation, paper=paper)
    (line,) = finding.look(Search()).lines
    assert (line.name, line.born, line.number, line.state) == ("No name", "", "", state)
    assert line.finished is bool(recommendation)


def test_an_urgent_one_has_the_words_of_its_level(records: Records) -> None:
    response = QuestionnaireResponse(questionnaire=DEFINITION.questionnaire.canonical, authored=NOW, identifier="one")
    judged = replace(assess(DEFINITION, response), recommendation=CODES[0], urgency="same-day")
    records.save(response, "about", finished=NOW, conclusion=Conclusion(judged))
    finding = Finding(records.find, replace(DEFINITION, rules=FLAGGED), lambda: NOW)
    assert finding.look(Search()).lines[0].recommendation == FLAGGED.urgencies["same-day"].title


def test_a_recommendation_that_no_rule_knows_any_more_is_called_old(records: Records, finding: Finding) -> None:
    keep(records, "one", recommendation="of-the-past")
    assert finding.look(Search()).lines[0].recommendation == "Judged by an older form"


@pytest.mark.parametrize(
    ("born", "words"),
    [
        ("1958-03-10", "10 March 1958 (68)"),
        ("1958-03-11", "11 March 1958 (67)"),
        ("1958-03", "March 1958"),
        ("1958-02", "February 1958 (68)"),
        ("1958", "1958"),
        ("2026-03-01", "1 March 2026 (0)"),
        ("2030-01-01", "1 January 2030"),
    ],
)
def test_the_age_stands_beside_the_birth_date_where_it_is_one(born: str, words: str) -> None:
    assert born_words(PartialDate(date=born), date(2026, 3, 10)) == words


def test_filters_by_state_recommendation_and_day(records: Records, finding: Finding) -> None:
    midnight = NOW.replace(hour=0, minute=0)
    keep(records, "open", when=midnight)
    keep(records, "yesterday", when=midnight - timedelta(seconds=1), recommendation=CODES[0])
    keep(records, "week", when=midnight - timedelta(days=6), recommendation=CODES[1])
    keep(records, "month", when=midnight - timedelta(days=29), recommendation=CODES[1])
    keep(records, "old", when=midnight - timedelta(days=29, seconds=1), recommendation=CODES[1])
    assert found(finding) == ["open", "yesterday", "week", "month", "old"]
    assert found(finding, shown="open") == ["open"]
    assert found(finding, shown="finished") == ["yesterday", "week", "month", "old"]
    assert found(finding, recommendation=CODES[1]) == ["week", "month", "old"]
    assert [len(found(finding, days=days)) for days in DAYS] == [5, 1, 3, 4]
    assert found(finding, order="state", backwards=True)[-1] == "open"
    assert set(SHOWN) == {"all", "open", "finished", "voided"}


def test_every_recommendation_of_the_rules_can_be_chosen(finding: Finding) -> None:
    assert finding.recommendations() == tuple((each.code, each.title) for each in RULES.recommendation)


def test_lines_come_a_page_at_a_time(records: Records, finding: Finding, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding_module, "PAGE", 2)
    for number in range(3):
        keep(records, f"intake-{number}", when=NOW - timedelta(hours=number))
    first, second = finding.look(Search()), finding.look(Search(), 2)
    assert [each.identifier for each in (*first.lines, *second.lines)] == ["intake-0", "intake-1", "intake-2"]
    assert (first.total, second.total) == (3, 3)


def test_whether_there_are_any(records: Records, finding: Finding) -> None:
    assert not finding.any()
    keep(records, "one")
    assert finding.any()

    def refuse(_query: Query) -> Found:
        raise StoreError("No", [Problem("", "no")])

    assert not Finding(refuse, DEFINITION, lambda: NOW).any()


def test_how_many_and_why_none() -> None:
    assert [total_words(each) for each in (1, 12, MOST_COUNTED)] == ["1 found", "12 found", "500 found"]
    assert total_words(MOST_COUNTED + 1) == "More than 500: narrow it"
    assert nothing_words(Search()) == "No intakes yet. New intake begins one."
    assert nothing_words(Search(text=" xyz ")) == "Nothing fits “xyz”."
    assert nothing_words(Search(text="xyz", days=7)) == "Nothing fits “xyz” with these filters."
    assert nothing_words(Search(shown="open")) == "No intake fits these filters."
    assert nothing_words(Search(order="name")) == "No intakes yet. New intake begins one."


def test_a_finished_intake_is_found_by_the_code_on_its_paper_and_by_its_birth_date(records: Records) -> None:
    desk = Intakes(records, lambda: DEFINITION, lambda: NOW, who=ana)
    intake = desk.begin()
    intake.session.set_subject(Subject(display="Ana Example"))
    for link_id, value in ALL_NO.items():
        intake.session.answer(link_id, answer_of(value))
    intake.session.answer("birth_date", PartialDate(date="1958-03-12"))
    desk.save(intake)
    assert found(desk.finding, text="ana 12.3.1958", shown="open") == [intake.identifier]
    intake.session.go_to(REVIEW)
    result = intake.finish()
    desk.save(intake)
    code = reference_code(result.response, result.assessment)
    (line,) = desk.finding.look(Search(text=code.lower())).lines
    assert (line.identifier, line.reference, line.state) == (intake.identifier, code, "Finished, no paper made")
    assert line.recommendation == RULES.headline(result.assessment.recommendation, result.assessment.urgency).title
    intake.session.answer("pregnant", answer_of("yes"))
    desk.save(intake)
    assert found(desk.finding, text=code) == [], "what was judged is no more so"
    desk.close(intake)
    desk.discard(intake.identifier)
    assert not desk.finding.any()


def test_finished_intakes_stay_and_leave_the_start_page_after_a_day(records: Records) -> None:
    now = [NOW]
    desk = Intakes(records, lambda: DEFINITION, lambda: now[0])
    keep(records, "done", recommendation=CODES[0])
    now[0] += timedelta(hours=24)
    assert [each.identifier for each in desk.finished()] == ["done"]
    now[0] += timedelta(seconds=1)
    assert desk.finished() == ()
    desk.remove_expired("always")
    assert found(desk.finding) == ["done"]
