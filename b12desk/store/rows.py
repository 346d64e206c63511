"""One intake as rows of the tables, read and written.

Rules: a row that did not change is not written; every write names the revision that it goes on from, so that nothing is
written over what another window wrote; what cannot be read is damage, told by place and never by value.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from b12desk.i18n import _
from b12desk.model.border import plain_data
from b12desk.model.values import Answer, PartialDate
from b12desk.store import json_file
from b12desk.store.finding import entry_columns, put_sought, sought_row
from b12desk.store.intake_content import ON_PAPER, UnfinishedIntake, draft_of
from b12desk.store.intake_store import Conclusion
from b12desk.store.prepared import changing, upserting
from b12desk.store.tables import (
    answers,
    assessments,
    documents,
    forms,
    intakes,
    paper_entries,
    persons,
    purged,
    transfers,
    typed,
)
from b12desk.store.waiting import put_alarms

Row = dict[str, Any]


class OvertakenError(Exception):
    """The intake has another revision by now; ``gone``: it is not there any more."""

    def __init__(self, *, gone: bool) -> None:
        self.gone = gone
        super().__init__(gone)


@dataclass(frozen=True)
class Written:
    """An intake as its rows are. ``row``: that of `intakes`; ``answers``: a copy, whatever becomes of the mapping."""

    draft: UnfinishedIntake
    answers: Mapping[str, tuple[Answer, ...]]
    row: Row
    conclusion: Conclusion | None = None
    found_by: Row | None = None


def put(
    connection: sa.Connection,
    draft: UnfinishedIntake,
    conclusion: Conclusion | None,
    former: Written | None,
    born: PartialDate | None = None,
) -> Written:
    """Write what changed since ``former`` (None: it is new); ``born`` as in `Records.save`. Raises OvertakenError."""
    identifier = draft.response.identifier
    known: Mapping[str, tuple[Answer, ...]] = former.answers if former else {}
    altered = {
        link_id: given
        for link_id, given in draft.response.answers.items()
        if not _same(known.get(link_id, ()), given) or link_id not in known
    }
    plain = plain_data(replace(draft.response, answers=altered))
    person_id = _put_person(connection, plain["subject"], draft, former)
    form_id = _put_form(connection, draft, conclusion, former)
    row = storable(_intake_row(draft, plain) | {"person_id": person_id, "form_id": form_id})
    if former is None:
        row |= {"id": identifier, "version": 1, "revision": 1}
        connection.execute(sa.insert(intakes), row)
    else:
        row = stepped(connection, former, **row).row
    _put_answers(connection, draft, plain["answers"], row["saved"], known.keys() - draft.response.answers.keys())
    put_alarms(connection, identifier, row["saved"], draft.given.alarms)
    _put_paper(connection, draft, former)
    _put_typed(connection, identifier, draft, former)
    _put_conclusion(connection, identifier, form_id, conclusion, former)
    found_by = sought_row(draft, conclusion, born)
    if former is None or former.found_by != found_by:
        put_sought(connection, found_by)
    return Written(draft, dict(draft.response.answers), row, conclusion, found_by)


def stepped(connection: sa.Connection, former: Written, **row: Any) -> Written:
    """One revision further, with what ``row`` has otherwise than `Written.row`. Raises OvertakenError."""
    identifier, revision = former.row["id"], former.row["revision"]
    # A column that is set to what it holds is written all the same, and its index with it.
    changed = {name: value for name, value in row.items() if value != former.row[name]}
    changed |= {"revision": revision + 1}
    values = changed | {"of_id": identifier, "of_revision": revision}
    if changing(tuple(changed)).sent(connection, [values]) == 0:
        there = sa.select(intakes.c.id).where(intakes.c.id == identifier)
        raise OvertakenError(gone=connection.execute(there).first() is None)
    return replace(former, row=former.row | changed)


def get(connection: sa.Connection, identifier: str) -> Written | None:
    """An intake; None when there is none. Raises ValueError (pydantic's own, for the answers) when it is damaged."""
    columns = [*intakes.c, *entry_columns(), persons.c.born, forms.c.questionnaire]
    found = connection.execute(
        sa.select(*columns).join(persons).join(forms, forms.c.id == intakes.c.form_id).where(intakes.c.id == identifier)
    ).first()
    if found is None:
        return None
    given = connection.execute(sa.select(answers.c.link_id, answers.c.value).where(answers.c.intake_id == identifier))
    values = {link_id: _parsed(value) for link_id, value in given}
    carried = _parsed(found.carried)
    if not isinstance(carried, dict):
        raise ValueError(_("what was carried over is not understood."))  # noqa: TRY004 -- damage, not a wrong call
    boxes = connection.execute(sa.select(typed).where(typed.c.intake_id == identifier).order_by(typed.c.position))
    paper = None if found.paper_way is None else {"way": found.paper_way, "when": found.paper_when}
    content = {
        "page": found.page,
        "saved": found.saved,
        "furthest": found.furthest,
        "typed": [{"linkId": each.link_id, "text": each.text, "unit": each.unit, "code": each.code} for each in boxes],
        "finished": found.finished,
        "paper": paper,
        "response": {
            "questionnaire": found.questionnaire,
            "status": found.status,
            "authored": found.authored,
            "begun": found.begun,
            "subject": {
                "display": found.display,
                "family": found.family,
                "given": found.given,
                "identifier": found.number,
                "birthDate": None if found.born is None else {"date": found.born},
            },
            "identifier": identifier,
            "answers": values,
            **carried,
        },
    }
    draft = draft_of(content)
    row = {column.name: found._mapping[column] for column in intakes.c}
    return Written(draft, dict(draft.response.answers), row)


def remove(connection: sa.Connection, identifier: str, when: datetime) -> bool:
    """Remove an intake, and all of its person when nothing else is known of them; whether it was there.

    That it was removed at ``when`` stays known, whether it was here or only in a backup.
    """
    one = intakes.c.id == identifier
    gone = {"intake": identifier, "moment": utc(when), "swept": False}
    connection.execute(insert(purged).on_conflict_do_nothing(), gone)
    whose = sa.select(persons.c.id, persons.c.human).join(intakes, intakes.c.person_id == persons.c.id).where(one)
    person = connection.execute(whose).first()
    if person is None:
        return False
    connection.execute(sa.delete(intakes).where(one))
    others = sa.exists().where(intakes.c.person_id == persons.c.id)
    connection.execute(sa.delete(persons).where(persons.c.id == person.id, ~others))
    if connection.execute(sa.select(persons.c.id).where(persons.c.human == person.human).limit(1)).first() is None:
        concerned = sa.or_(transfers.c.source == person.human, transfers.c.target == person.human)  # they hold names
        connection.execute(sa.delete(transfers).where(concerned))
    return True


def _same(one: tuple[Answer, ...], other: tuple[Answer, ...]) -> bool:
    """Whether two answers are written alike: 1 and True are equal, and are not."""
    return one is other or (one == other and [type(each) for each in one] == [type(each) for each in other])


def _intake_row(draft: UnfinishedIntake, plain: Row) -> Row:
    carried = {name: plain[name] for name in ("carriedFrom", "askAgain", "ruledOut")}
    return {
        "status": plain["status"],
        "authored": plain["authored"],
        "begun": plain["begun"],
        "saved": utc(draft.saved),
        "finished": draft.finished and utc(draft.finished),
        "paper_way": draft.paper and draft.paper.way,
        "paper_when": draft.paper and utc(draft.paper.when),
        "page": draft.page,
        "furthest": draft.furthest,
        "answered": sum(bool(each) for each in draft.response.answers.values()),
        "carried": json.dumps(carried),
        "damage": "",
    }


def _put_person(connection: sa.Connection, subject: Row, draft: UnfinishedIntake, former: Written | None) -> str:
    """The entry of the patient; one who is called or numbered otherwise now is nobody that was known before."""
    if former is not None and former.draft.response.subject == draft.response.subject:
        return str(former.row["person_id"])
    names = {name: subject[name] for name in ("display", "family", "given")}
    row = storable(
        names | {"number": subject["identifier"], "born": subject["birthDate"] and subject["birthDate"]["date"]}
    )
    if former is None:
        person_id = str(uuid4())
        connection.execute(sa.insert(persons), row | {"id": person_id, "human": person_id})
        return person_id
    person_id = str(former.row["person_id"])
    known = sa.select(persons.c.human).where(persons.c.id == person_id).scalar_subquery()
    shared = connection.execute(sa.select(persons.c.id).where(persons.c.human == known, persons.c.id != person_id))
    apart = {"human": str(uuid4())} if shared.first() is not None else {}
    connection.execute(sa.update(persons).where(persons.c.id == person_id), row | apart)
    return person_id


def _put_form(
    connection: sa.Connection, draft: UnfinishedIntake, conclusion: Conclusion | None, former: Written | None
) -> int:
    """The key of the form that it is answered by; its rules and hash are known when it was judged."""
    judged = conclusion and conclusion.assessment
    before = former and former.conclusion and former.conclusion.assessment
    same_form = former is not None and former.draft.response.questionnaire == draft.response.questionnaire
    same_rules = (judged and (judged.rules, judged.hash)) == (before and (before.rules, before.hash))
    if former is not None and same_form and same_rules:
        return int(former.row["form_id"])
    row = storable(
        {
            "questionnaire": draft.response.questionnaire,
            "rules": judged.rules if judged else "",
            "hash": judged.hash if judged else "",
        }
    )
    connection.execute(insert(forms).on_conflict_do_nothing(), row)
    matches = [forms.c[name] == value for name, value in row.items()]
    return int(connection.execute(sa.select(forms.c.id).where(*matches)).scalar_one())


def _put_answers(
    connection: sa.Connection, draft: UnfinishedIntake, altered: Mapping[str, object], now: str, taken_back: set[str]
) -> None:
    """Write them, and how they came; what is another answer now was seen and discussed by nobody."""
    identifier, given = draft.response.identifier, draft.given
    how = {"given_by": given.by, "way": given.way, "seconds": given.seconds, "seen_by": None, "discussed_by": None}
    rows = [
        {"intake_id": identifier, "link_id": link_id, "value": json.dumps(value), "changed": now, **how}
        for link_id, value in altered.items()
    ]
    _upsert(connection, answers, rows)
    if taken_back:
        connection.execute(
            sa.delete(answers).where(answers.c.intake_id == identifier, answers.c.link_id.in_(taken_back))
        )


def _put_paper(connection: sa.Connection, draft: UnfinishedIntake, former: Written | None) -> None:
    """That it is taken in from paper; a finished one is compared with no second entry any more."""
    row = {"intake_id": draft.response.identifier, "second": ""}
    if former is None and draft.given == ON_PAPER:
        connection.execute(insert(paper_entries).on_conflict_do_nothing(), row)
    elif former is not None and former.draft.finished is None and draft.finished is not None:
        one = paper_entries.c.intake_id == row["intake_id"]
        connection.execute(sa.update(paper_entries).where(one).values(second=""))


def _put_typed(connection: sa.Connection, identifier: str, draft: UnfinishedIntake, former: Written | None) -> None:
    before = former.draft.typed if former else ()
    rows = [
        {"intake_id": identifier, "position": position, **each._asdict()}
        for position, each in enumerate(draft.typed)
        if before[position : position + 1] != (each,)
    ]
    _upsert(connection, typed, rows)
    if len(before) > len(draft.typed):
        connection.execute(
            sa.delete(typed).where(typed.c.intake_id == identifier, typed.c.position >= len(draft.typed))
        )


def _put_conclusion(
    connection: sa.Connection, identifier: str, form_id: int, conclusion: Conclusion | None, former: Written | None
) -> None:
    """What it came to; an intake that is open again came to nothing yet, but its papers are a fact."""
    before = former.conclusion if former else None
    if conclusion == before:
        return
    if conclusion is None:
        connection.execute(sa.delete(assessments).where(assessments.c.intake_id == identifier))
        return
    if before is None or before.assessment != conclusion.assessment:
        body = json.dumps(plain_data(conclusion.assessment))
        _upsert(connection, assessments, [{"intake_id": identifier, "form_id": form_id, "body": body}])
    rows = [each._asdict() | {"intake_id": identifier, "made": utc(each.made)} for each in conclusion.documents]
    if rows:
        connection.execute(insert(documents).on_conflict_do_nothing(), rows)


def _parsed(text: str) -> object:
    """The value that a column holds. Raises ValueError."""
    try:
        return json.loads(text, parse_int=json_file.whole_number, parse_float=json_file.finite)
    except RecursionError:
        raise ValueError(_("it is not a JSON text.")) from None


def storable(row: Row) -> Row:
    """A row as a database can hold it: half a character, of a faulty keyboard or file, is shown as unreadable."""
    return {
        name: each.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if isinstance(each, str) and not each.isascii()
        else each
        for name, each in row.items()
    }


def utc(when: datetime) -> str:
    """In UTC, so that the order of the texts is that of the moments."""
    return when.astimezone(UTC).isoformat()


def _upsert(connection: sa.Connection, table: sa.Table, rows: list[Row]) -> None:
    """Insert the rows, or change those with their key to what they say."""
    if rows:
        upserting(table, tuple(rows[0])).sent(connection, [storable(each) for each in rows])
