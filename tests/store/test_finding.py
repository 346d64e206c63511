"""Finding again: what people type, the filters, the order, and that what is found by follows what is saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from b12desk.engine.scoring import assess
from b12desk.model.response import QuestionnaireResponse, Subject
from b12desk.model.values import PartialDate
from b12desk.store import finding, tables
from b12desk.store.finding import FoundIntake, Query
from b12desk.store.intake_content import Paper, UnfinishedIntake
from b12desk.store.intake_store import Conclusion
from b12desk.store.records import Records
from b12desk.store.waiting import put_alarms
from tests.engine.small import DEFINITION
from tests.store.made_records import new_records
from tests.store.test_former_files import intake

NOW = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)
TODAY = date(2026, 3, 10)
JUDGED = assess(DEFINITION, replace(intake(), questionnaire=DEFINITION.questionnaire.canonical))

Find = Callable[..., list[str]]


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    made = new_records(tmp_path / "data")
    yield made
    made.shut()


@pytest.fixture
def find(records: Records) -> Find:
    """The identifiers that are found."""
    return lambda text="", **more: [each.identifier for each in asked(records, text, **more)]


def asked(records: Records, text: str = "", **more: object) -> tuple[FoundIntake, ...]:
    return records.find(Query(today=TODAY, text=text, **more)).intakes  # type: ignore[arg-type]


def keep(
    records: Records,
    identifier: str,
    name: str = "",
    number: str = "",
    born: str = "",
    *,
    days: int = 0,
    finished: bool = False,
    recommendation: str = "",
    reference: str = "",
) -> QuestionnaireResponse:
    """One intake, ``days`` after NOW."""
    authored = NOW + timedelta(days=days)
    subject = Subject(display=name, identifier=number, birth_date=PartialDate(date=born) if born else None)
    response = replace(intake(identifier), subject=subject, authored=authored)
    conclusion = None
    if recommendation or reference:
        judged = replace(JUDGED, recommendation=recommendation or JUDGED.recommendation)
        conclusion = Conclusion(judged, (), reference)
    ended = authored if finished or conclusion else None
    records.keep(UnfinishedIntake(response, "about", authored, finished=ended), conclusion)
    return response


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("", True),
        ("maria", True),
        ("MARIA", True),
        ("aria", True),
        ("muller", True),
        ("Müller", True),
        ("muller maria", True),
        ("mar obr", True),
        ("o'brien", True),
        ("obrienmuller", True),
        ("brien muller", True),
        ("brien-muller", True),
        ("maria smith", False),
        ("mariaobrien", False),
        ("4857773456", True),
        ("485 777 3456", True),
        ("485-777-3456", True),
        ("777", True),
        ("778", False),
        ("maria 3456", True),
        ("12.3.1958", True),
        ("12. 3. 1958", True),
        ("12 3 1958", True),
        ("12/03/1958", True),
        ("3/12/1958", True),
        ("1958-03-12", True),
        ("12 Mar 1958", True),
        ("12 march 1958", True),
        ("mar 1958", True),
        ("3.1958", True),
        ("1958", True),
        ("12.3.58", True),
        ("12.3.", True),
        ("12.3.19", True),
        ("12.3.195", True),
        ("12.3.196", False),
        ("13.3.1958", False),
        ("apr 1958", False),
        ("1959", False),
        ("maria 12.3.1958", True),
        ("12 mar 1958 muller", True),
        ("smith 12.3.1958", False),
        ("K7QM-0F1D", True),
        ("k7qm0f1d", True),
        ("k7qm-ofld", True),
        ("k7qm-ofid", True),
        ("k7qm of1d", True),
        ("k7qm", True),
        ("k7q", False),
        ("k7qn-0f1d", False),
        ("-", True),
        ("%", True),
        ("mar%", True),
        ("m_ria", False),
        ("' or 1=1", False),
    ],
)
def test_what_is_typed_is_understood(records: Records, find: Find, text: str, is_found: bool) -> None:
    keep(records, "one", "Maria O'Brien-Müller", "485 777-3456", "1958-03-12", reference="K7QM-0F1D")
    assert (find(text) == ["one"]) is is_found


def test_a_number_found_by_the_end_of_a_name_is_not_found(records: Records, find: Find) -> None:
    keep(records, "one", "Ana", "12-345")
    assert find("ana12") == []


def test_a_birth_date_that_stands_among_the_answers_is_found(records: Records, find: Find) -> None:
    response = replace(intake("one"), subject=Subject(display="Ana"))
    records.save(response, "about", born=PartialDate(date="1958-03"))
    assert (find("1958"), find("3.1958"), find("1957")) == (["one"], ["one"], [])
    assert asked(records)[0].born == PartialDate(date="1958-03")
    records.save(response, "about", born=PartialDate(date="1957"))
    assert (find("1958"), find("1957")) == ([], ["one"])


def test_what_is_found_says_all_that_a_line_shows(records: Records) -> None:
    keep(records, "open", "Ana Example", "12-345", "1950-07")
    response = replace(intake("done"), subject=Subject(display="Bo"))
    paper = Paper("printed", NOW)
    judged = replace(JUDGED, urgency="same-day")
    records.save(response, "about", finished=NOW, paper=paper, conclusion=Conclusion(judged, reference="K7QM-3F9D"))
    done, unfinished = asked(records, order="name", backwards=True)
    ana, bo = Subject(display="Ana Example", identifier="12-345"), Subject(display="Bo")
    assert unfinished == FoundIntake(
        "open", unfinished.human, ana, PartialDate(date="1950-07"), NOW, None, "", None, "", None
    )
    assert done == FoundIntake(
        "done", done.human, bo, None, response.authored, NOW, judged.recommendation, "same-day", "K7QM-3F9D", paper
    )
    assert (unfinished.state, done.state) == ("open", "finished")


def test_filters_narrow_what_is_found(records: Records, find: Find) -> None:
    keep(records, "open", days=0)
    keep(records, "test", days=1, recommendation="offer-test")
    keep(records, "none", days=2, recommendation="nothing")
    assert find() == ["none", "test", "open"]
    assert find(state="open") == ["open"]
    assert find(state="finished") == ["none", "test"]
    assert find(recommendations=("offer-test",)) == ["test"]
    assert find(recommendations=("offer-test", "nothing"), state="open") == []
    day = timedelta(days=1)
    assert find(since=NOW + day) == ["none", "test"]
    assert find(until=NOW + day) == ["open"]
    east = (NOW + day).astimezone(datetime.strptime("+0530", "%z").tzinfo)
    assert find(since=east, until=east + timedelta(microseconds=1)) == ["test"]


def test_each_order_has_the_unknown_last_and_the_newest_first_among_equals(records: Records, find: Find) -> None:
    keep(records, "b", "Beate", born="1960", days=0, finished=True)
    keep(records, "a-old", "Ägidius", born="1950-01-01", days=1)
    keep(records, "a-new", "AGIDIUS", born="1970", days=3)
    keep(records, "nobody", days=2)
    assert find() == ["a-new", "nobody", "a-old", "b"]
    assert find(backwards=True) == ["b", "a-old", "nobody", "a-new"]
    assert find(order="name") == ["a-new", "a-old", "b", "nobody"]
    assert find(order="name", backwards=True) == ["b", "a-new", "a-old", "nobody"]
    assert find(order="born") == ["a-old", "b", "a-new", "nobody"]
    assert find(order="born", backwards=True) == ["a-new", "b", "a-old", "nobody"]
    assert find(order="state") == ["a-new", "nobody", "a-old", "b"]
    assert find(order="state", backwards=True) == ["b", "a-new", "nobody", "a-old"]


def test_pages_follow_each_other_without_a_gap(records: Records, find: Find, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(7):
        keep(records, f"intake-{number}")  # all at the same moment
    whole = find(limit=7)
    assert [*find(limit=3), *find(limit=3, offset=3), *find(limit=3, offset=6)] == whole
    assert records.find(Query(today=TODAY, limit=3)).count == 7
    monkeypatch.setattr(finding, "MOST_COUNTED", 4)
    found = records.find(Query(today=TODAY, limit=3, offset=4))
    assert (len(found.intakes), found.count) == (3, 5), "more are shown to who scrolls, and not counted"


def test_what_is_found_by_follows_what_is_saved(records: Records, find: Find) -> None:
    response = keep(records, "one", "Ana", days=0)
    keep(records, "two", "Bo", days=1)
    later = replace(response, subject=Subject(display="Eve"), authored=NOW + timedelta(days=2))
    records.save(later, "about")
    assert (find("ana"), find("eve"), find()) == ([], ["one"], ["one", "two"])
    records.save(later, "about", finished=NOW, conclusion=Conclusion(JUDGED, reference="K7QM-3F9D"))
    assert find("K7QM-3F9D", recommendations=(JUDGED.recommendation,), state="finished") == ["one"]
    records.close("one")
    records.open("one")
    records.save(later, "review", finished=NOW)
    assert find("K7QM-3F9D") == ["one"], "what it came to stays as long as it is finished"
    records.save(later, "about")
    assert find("K7QM-3F9D") == []
    assert asked(records, "eve")[0].recommendation == ""
    records.delete("one")
    assert (find("eve"), find()) == ([], ["two"])


def test_a_save_that_changes_nothing_to_be_found_by_does_not_write_it(records: Records) -> None:
    response = keep(records, "one", "Ana")
    sent: list[str] = []
    sa.event.listen(records._database._engine, "before_cursor_execute", lambda *given: sent.append(given[2]))
    records.save(replace(response, answers={"a": (1,)}), "about")
    assert not any("sought" in each for each in sent)
    records.save(replace(response, subject=Subject(display="Bo")), "about")
    assert any("sought" in each for each in sent)


def test_a_damaged_intake_is_found_and_says_so(records: Records, find: Find) -> None:
    keep(records, "one", "Ana", "12-345")
    records.close("one")
    with records._database.writing() as connection:
        connection.execute(sa.update(tables.intakes).values(authored="broken", damage="it is broken."))
    ana, (found,) = Subject(display="Ana", identifier="12-345"), asked(records, "ana")
    assert asked(records, "ana") == (
        FoundIntake("one", found.human, ana, None, None, None, "", None, "", None, damaged=True),
    )
    with records._database.writing() as connection:
        connection.execute(sa.update(tables.intakes).values(damage=""))
    assert asked(records, "ana")[0].damaged


def call_for_staff(records: Records, *identifiers: str) -> None:
    """An answer of the patient raises an alarm."""
    with records._database.writing() as connection:
        for each in identifiers:
            put_alarms(connection, each, NOW.isoformat(), ["flag"])


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("order", ["date", "name", "born", "state"])
def test_an_alarm_stands_first_in_every_order_on_every_page_until_it_is_acknowledged(
    records: Records, find: Find, order: str, *, backwards: bool
) -> None:
    for number in range(6):
        name, born = f"{'FEDCBA'[number]} Person", f"19{50 + number}-01-01"
        keep(records, f"i{number}", name, born=born, days=number, finished=number % 2 == 0)
    usual = find(order=order, backwards=backwards)
    call_for_staff(records, "i2", "i3")
    found = asked(records, order=order, backwards=backwards)
    first = [each for each in usual if each in ("i2", "i3")]
    expected = first + [each for each in usual if each not in first]
    assert [each.identifier for each in found] == expected
    assert [each.alarm for each in found] == [True] * 2 + [False] * 4
    paged = [each for offset in (0, 1, 3) for each in find(order=order, backwards=backwards, offset=offset, limit=2)]
    assert paged == expected[0:2] + expected[1:3] + expected[3:5]
    records.waiting.acknowledge("i2", "Ana Reyes", NOW)
    records.waiting.acknowledge("i3", "Ana Reyes", NOW)
    assert find(order=order, backwards=backwards) == usual
    assert not any(each.alarm for each in asked(records))


def test_an_alarm_is_found_only_where_the_search_lets_it_through(records: Records, find: Find) -> None:
    keep(records, "i0", "Ada Byron", days=1)
    keep(records, "i1", "Maria Sample", finished=True)
    call_for_staff(records, "i1")
    assert find() == ["i1", "i0"]
    assert find("ada") == ["i0"]
    assert find(state="open") == ["i0"]
    assert records.find(Query(today=TODAY)).count == 2
