"""Intakes found again among all: by what somebody types, by state, recommendation and day, in an order.

Looked through is one narrow row for each intake (`tables.sought`), kept in the order of the days, so that it is one run
through a few megabytes that stay in memory, and ends early where much fits. Rules: an alarm that nobody acknowledged
stands first in every order; every word has to fit a name or a
record number, at its start or within; a date that a birth date can be, or a code of reference, may be meant as well;
what is found alike stands in one order, however often one asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from b12desk.characters.folded import folded, folded_number
from b12desk.engine.lifetime import LONGEST_LIFE
from b12desk.engine.typed_date import Span, month_number, read_date
from b12desk.engine.typed_number import with_ascii_digits
from b12desk.i18n import _
from b12desk.model.assessment import Urgency
from b12desk.model.response import Status, Subject
from b12desk.model.values import PartialDate
from b12desk.store.intake_content import Paper, UnfinishedIntake, moment, paper_of
from b12desk.store.intake_store import Conclusion
from b12desk.store.tables import alarms, amendments, intakes, persons, sought
from b12desk.store.waiting import alarming

MOST_COUNTED = 500
"""Who finds more than that is only told so."""
State = Literal["open", "finished", "voided"]
Order = Literal["date", "name", "born", "state"]

_READ_AS = str.maketrans("OIL", "011")
_CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4,8}")
"""Crockford's base 32, at least half of a code."""
_BEGUN_DATE = re.compile(r"(\d{1,2})([./-])(\d{1,2})(?:\2(\d{0,3}))?")
"""A date of birth on its way: ``12.3.``, ``12/03/195``."""
_LONGEST_DATE = 3
_MOST_WORDS = 12


@dataclass(frozen=True, kw_only=True)
class Query:
    """What is looked for. ``today``: the day on which it is asked, since no birth date lies behind it.

    ``state`` and ``recommendations`` (codes) empty: any, but
    for what was entered in error, which is found by its own state alone. ``since`` (included) and ``until`` (not) are
    moments of the intake. The newest, the first name, the oldest person, or what is open comes first; the last with
    ``backwards``.
    """

    today: date
    text: str = ""
    state: State | None = None
    recommendations: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    order: Order = "date"
    backwards: bool = False
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, slots=True)
class FoundIntake:
    """One intake that was found. ``authored`` is its day, ``reference`` the code on its paper.

    ``human``: the same for all intakes of one person. ``damaged``: it could not be opened; what of it cannot be read is
    empty.
    """

    identifier: str
    human: str
    subject: Subject
    born: PartialDate | None
    authored: datetime | None
    finished: datetime | None
    recommendation: str
    urgency: Urgency | None
    reference: str
    paper: Paper | None
    damaged: bool = False
    voided: bool = False
    alarm: bool = False
    """An answer of the patient called for staff, and nobody has acknowledged it."""
    amending: bool = False
    """An amendment of it was begun, and is not finished."""

    @property
    def state(self) -> State:
        """Whether it is finished, and still counts."""
        if self.voided:
            return "voided"
        return "open" if self.finished is None else "finished"


@dataclass(frozen=True)
class Found:
    """The intakes that were asked for, and how many there are; more than `MOST_COUNTED` are not counted."""

    intakes: tuple[FoundIntake, ...]
    count: int


def sought_row(draft: UnfinishedIntake, conclusion: Conclusion | None, born: PartialDate | None) -> dict[str, Any]:
    """What an intake is found by. ``born``: when its answers say that the patient was born.

    A finished one without a ``conclusion`` keeps the one that it has.
    """
    subject = draft.response.subject
    known = subject.birth_date or born
    row: dict[str, Any] = {
        "intake_id": draft.response.identifier,
        "authored": draft.response.authored.astimezone(UTC).isoformat(),
        "words": f"{name_words(subject)}\n{folded_number(subject.identifier)}",
        "born": known and known.date,
        "finished": draft.finished is not None,
        "voided": draft.response.status is Status.ENTERED_IN_ERROR,
    }
    if conclusion is not None:
        judged = conclusion.assessment
        code = conclusion.reference.replace("-", "")
        return row | {"recommendation": judged.recommendation, "urgency": judged.urgency or "", "reference": code}
    return row if draft.finished else row | {"recommendation": "", "urgency": "", "reference": ""}


def name_words(subject: Subject) -> str:
    """The words of a name as it is found and compared, the surname first where it is known."""
    return folded(subject.display or f"{subject.family} {subject.given}")


def entry_columns() -> list[sa.Column[Any]]:
    """What an intake says of its patient: name and number."""
    return [persons.c[name] for name in ("display", "family", "given", "number")]


def subject_of(row: sa.Row[Any]) -> Subject:
    """The patient of a row with those columns."""
    return Subject(display=row.display, family=row.family, given=row.given, identifier=row.number)


def put_sought(connection: sa.Connection, row: dict[str, Any]) -> None:
    """Have the intake found by ``row`` from now on."""
    values = {name: value for name, value in row.items() if name != "intake_id"}
    connection.execute(insert(sought).on_conflict_do_update(index_elements=["intake_id"], set_=values), row)


def find(connection: sa.Connection, query: Query) -> Found:
    """Look through all intakes."""
    wanted = sa.select(sought.c.intake_id).where(*_conditions(query)).order_by(*_order(query))
    enough = max(MOST_COUNTED + 1, query.offset + query.limit)
    called, first = alarming(connection), list[str]()
    if called:
        first = list(connection.execute(wanted.where(sought.c.intake_id.in_(called))).scalars())
        wanted = wanted.where(sought.c.intake_id.not_in(called))
    found = first + list(connection.execute(wanted.limit(enough)).scalars())
    shown = found[query.offset : query.offset + query.limit]
    return Found(thin_lines(connection, shown), min(len(found), MOST_COUNTED + 1))


def thin_lines(connection: sa.Connection, identifiers: Sequence[str]) -> tuple[FoundIntake, ...]:
    """The intakes in this order; one that went meanwhile is left out."""
    columns: list[sa.ColumnElement[Any]] = [
        intakes.c[name] for name in ("id", "authored", "finished", "paper_way", "paper_when", "damage")
    ]
    columns += [sought.c[name] for name in ("born", "recommendation", "urgency", "reference", "voided")]
    columns.append(sa.exists().where(amendments.c.intake_id == intakes.c.id).label("amending"))
    called = sa.exists().where(alarms.c.intake_id == intakes.c.id, alarms.c.acknowledged.is_(None))
    columns += [called.label("alarm"), persons.c.human, *entry_columns()]
    wanted: sa.Select[Any] = sa.select(*columns)
    wanted = wanted.join(persons, persons.c.id == intakes.c.person_id).join(sought, sought.c.intake_id == intakes.c.id)
    rows = {each.id: each for each in connection.execute(wanted.where(intakes.c.id.in_(identifiers)))}
    return tuple(_found(rows[each]) for each in identifiers if each in rows)


def _found(row: sa.Row[Any]) -> FoundIntake:
    plain = FoundIntake(
        row.id, row.human, subject_of(row), None, None, None, "", None, "", None, damaged=True, alarm=row.alarm
    )
    if row.damage:
        return plain
    try:
        return FoundIntake(
            row.id,
            row.human,
            subject_of(row),
            PartialDate(date=row.born) if row.born else None,
            moment(row.authored, _("the time of the intake")),
            None if row.finished is None else moment(row.finished, _("the time of finishing")),
            row.recommendation,
            row.urgency or None,
            f"{row.reference[:4]}-{row.reference[4:]}" if row.reference else "",
            paper_of(None if row.paper_way is None else {"way": row.paper_way, "when": row.paper_when}),
            voided=row.voided,
            alarm=row.alarm,
            amending=row.amending,
        )
    except ValueError:
        return plain


def _order(query: Query) -> Iterator[sa.ColumnElement[Any]]:
    """How they stand; the unnamed and those of unknown birth come last either way."""
    newest = sought.c.authored, sought.c.intake_id
    match query.order:
        case "date":
            yield from (each.asc() if query.backwards else each.desc() for each in newest)
            return
        case "name":
            yield sought.c.words < " "
            yield sought.c.words.desc() if query.backwards else sought.c.words
        case "born":
            yield sought.c.born.is_(None)
            yield sought.c.born.desc() if query.backwards else sought.c.born
        case "state":
            yield sought.c.finished.desc() if query.backwards else sought.c.finished
    yield from (each.desc() for each in newest)


def _conditions(query: Query) -> Iterator[sa.ColumnElement[bool]]:
    yield sought.c.voided.is_(query.state == "voided")
    if query.state in ("open", "finished"):
        yield sought.c.finished == (query.state == "finished")
    if query.recommendations:
        yield sought.c.recommendation.in_(query.recommendations)
    if query.since is not None:
        yield sought.c.authored >= query.since.astimezone(UTC).isoformat()
    if query.until is not None:
        yield sought.c.authored < query.until.astimezone(UTC).isoformat()
    span = Span(date(max(1, query.today.year - LONGEST_LIFE), 1, 1), query.today)
    yield from _texts(query.text.split()[:_MOST_WORDS], span)


def _texts(words: list[str], span: Span) -> Iterator[sa.ColumnElement[bool]]:
    """What every word asks for; a few that are a date together may also be that."""
    for size in range(min(_LONGEST_DATE, len(words)), 1, -1):
        for at in range(len(words) - size + 1):
            dates = _dates(" ".join(words[at : at + size]), span)
            if dates:
                yield from _texts(words[:at], span)
                yield sa.or_(*_born(dates), sa.and_(*map(_word, words[at : at + size])))
                yield from _texts(words[at + size :], span)
                return
    for each in words:
        yield sa.or_(_word(each), *_born(_dates(each, span)))


def _word(word: str) -> sa.ColumnElement[bool]:
    """Whether a name, a number or the code of reference has ``word``; one of signs alone asks for nothing."""
    plain = folded_number(word)
    if not plain:
        return sa.true()
    code = plain.upper().translate(_READ_AS)
    named = sa.func.instr(sought.c.words, plain) > 0
    if _CODE.fullmatch(code) is None:
        return named
    return sa.or_(named, sa.func.instr(sought.c.reference, code) > 0)


def _dates(text: str, span: Span) -> tuple[str, ...]:
    """What the birth dates that ``text`` can mean begin with, or look like while it is still typed."""
    found = [f"{each.date}%" for each in read_date(text, span).dates]
    begun = _BEGUN_DATE.fullmatch(with_ascii_digits(text))
    if begun is not None:
        one, between, two, year = begun.groups()
        orders = [(one, two)] if between == "." else [(one, two), (two, one)]
        found += [f"{year or ''}%-{int(month):02}-{int(day):02}" for day, month in orders if month_number(month)]
    return tuple(found)


def _born(patterns: Iterable[str]) -> Iterator[sa.ColumnElement[bool]]:
    return (sought.c.born.like(each) for each in patterns)
