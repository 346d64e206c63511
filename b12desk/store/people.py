"""Whose intakes they are: entries that are like another, intakes that are moved, entries that are put together.

An intake has an entry of its own in `persons`: what it says of its patient. Entries with the same ``human`` are of one
human being. Rules: nothing is put together but by somebody's word; what was moved or put together is written down with
its reason, in one transaction with the audit log, and can be taken back as long as nothing else has changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import permutations
from typing import Any, Literal
from uuid import uuid4

import sqlalchemy as sa

from b12desk.characters.alike import alike
from b12desk.characters.folded import folded_number
from b12desk.engine.reference_code import reference_code
from b12desk.errors import Problem, StoreError
from b12desk.i18n import _
from b12desk.model.border import plain_data, read_model
from b12desk.model.response import QuestionnaireResponse, Status, Subject
from b12desk.model.values import PartialDate
from b12desk.store import rows
from b12desk.store.audit_chain import Act
from b12desk.store.audit_log import AuditLog
from b12desk.store.database import Database
from b12desk.store.finding import FoundIntake, entry_columns, name_words, subject_of, thin_lines
from b12desk.store.history import history_of, put_version
from b12desk.store.intake_content import Paper, moment, paper_of
from b12desk.store.intake_store import Conclusion
from b12desk.store.one_writer import Writers
from b12desk.store.past_versions import Said
from b12desk.store.tables import intakes, persons, sought, transfers

Kind = Literal["moved", "merged"]
MOST_LIKE = 200
"""Entries that are looked at for one name or number: more than anybody reads."""
_MOST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """What an intake says of its patient. ``born``: as answered there."""

    intake: str
    human: str
    subject: Subject
    born: PartialDate | None


@dataclass(frozen=True, slots=True)
class Transfer:
    """That an intake was ``moved``, or entries were ``merged``. ``intake`` is empty for the latter."""

    identifier: str
    moment: datetime
    who: str
    kind: Kind
    reason: str
    intake: str
    source: str
    target: str
    undone: bool


class People:
    """Those of one database, whose intakes are written by ``writers``; what is done is told in ``log``."""

    def __init__(self, database: Database, writers: Writers, log: AuditLog) -> None:
        self._database, self._writers, self._log = database, writers, log

    def entry(self, intake: str) -> Entry | None:
        """That of one intake, if it is there. Raises StoreError."""
        with self._database.reading() as connection:
            found = connection.execute(_entries().where(intakes.c.id == intake)).first()
        return None if found is None else _entry(found)

    def like(self, subject: Subject, but: str = "") -> tuple[Entry, ...]:
        """Entries with this number, or a name like this, the newest first; ``but``: an intake that is not looked at.

        Raises StoreError.
        """
        words, number = name_words(subject), folded_number(subject.identifier)
        may_be = list(_may_be_like(words, number))
        if not may_be:
            return ()
        wanted = _entries().where(sa.or_(*may_be), sought.c.intake_id != but)
        with self._database.reading() as connection:
            found = connection.execute(wanted.order_by(sought.c.authored.desc()).limit(MOST_LIKE)).all()
        entries = map(_entry, found)
        return tuple(
            each
            for each in entries
            if alike(words, name_words(each.subject)) or (number and folded_number(each.subject.identifier) == number)
        )

    def visits(self, human: str) -> tuple[FoundIntake, ...]:
        """All intakes of one human being, the newest first. Raises StoreError."""
        with self._database.reading() as connection:
            return thin_lines(connection, _intakes_of(connection, human))

    def move(self, intake: str, human: str, reason: str, act: Act, staff_id: str = "") -> str:
        """Have an intake be one of ``human``, under the name and number that the newest visit of that person has.

        Its paper bears another's name and counts no more. Returns the key of the transfer. Raises HeldElsewhereError
        while the intake is open in a window, StoreError when it or the person is not there.
        """
        with self._writing(intake) as connection:
            former = _written(connection, intake)
            known = connection.execute(_entries().where(persons.c.human == human).order_by(_NEWEST)).first()
            if known is None:
                raise _gone(intake)
            before = _human_of(connection, former)
            taken = replace(_entry(known).subject, birth_date=_birth_date(known))
            _put(connection, former, taken, human, why=Said(act.moment, act.who, reason, staff_id))
            paper = former.draft.paper
            body = {
                "subject": plain_data(former.draft.response.subject),
                "taken": plain_data(taken),
                "paper": paper and {"way": paper.way, "when": paper.when.isoformat()},
            }
            row: dict[str, Any] = {
                "kind": "moved",
                "reason": reason,
                "intake_id": intake,
                "source": before,
                "target": human,
            }
            return self._told(connection, act, staff_id, row | {"body": json.dumps(body)})

    def merge(self, source: str, target: str, reason: str, act: Act, staff_id: str = "") -> str:
        """Have all entries of one human being be of another; what they say stays. Returns the key.

        Raises StoreError.
        """
        with self._database.writing() as connection:
            entries = connection.execute(sa.select(persons.c.id).where(persons.c.human == source)).scalars().all()
            there = connection.execute(sa.select(persons.c.id).where(persons.c.human == target)).first()
            if not entries or there is None or source == target:
                raise _gone("")
            connection.execute(sa.update(persons).where(persons.c.id.in_(entries)).values(human=target))
            row = {"kind": "merged", "reason": reason, "intake_id": None, "source": source, "target": target}
            return self._told(connection, act, staff_id, row | {"body": json.dumps({"entries": [*entries]})})

    def take_back(self, transfer: str, act: Act) -> None:
        """Have it be as it was. Raises StoreError when it was taken back already, or more has changed since."""
        with self._database.reading() as connection:
            found = connection.execute(sa.select(transfers).where(transfers.c.id == transfer)).first()
        if found is None or found.undone is not None:
            raise _changed_since()
        body = json.loads(found.body)
        if found.kind == "moved":
            with self._writing(found.intake_id) as connection:
                former = _written(connection, found.intake_id)
                if former.draft.response.subject != read_model(Subject, body["taken"]):
                    raise _changed_since()
                subject, why = read_model(Subject, body["subject"]), Said(act.moment, act.who, found.reason)
                _put(connection, former, subject, found.source, why=why, paper=paper_of(body["paper"]))
                self._undone(connection, transfer, act)
            return
        with self._database.writing() as connection:
            these = persons.c.id.in_(body["entries"]), persons.c.human == found.target
            if connection.execute(sa.update(persons).where(*these).values(human=found.source)).rowcount == 0:
                raise _changed_since()
            self._undone(connection, transfer, act)

    def transfers(self, human: str) -> tuple[Transfer, ...]:
        """What was moved or put together from or to one human being, the newest first. Raises StoreError."""
        concerned = sa.or_(transfers.c.source == human, transfers.c.target == human)
        with self._database.reading() as connection:
            found = connection.execute(sa.select(transfers).where(concerned).order_by(transfers.c.moment.desc())).all()
        return tuple(map(_transfer, found))

    @contextmanager
    def _writing(self, intake: str) -> Iterator[sa.Connection]:
        """A transaction by the one writer of an intake, who lets others have it afterwards."""
        if intake in tuple(self._writers):
            raise ValueError("an intake is moved when it is closed")
        self._writers.take(intake)
        try:
            with self._database.writing() as connection:
                yield connection
        finally:
            self._writers.release(intake)

    def _told(self, connection: sa.Connection, act: Act, staff_id: str, row: dict[str, Any]) -> str:
        """Write down what was done."""
        key = str(uuid4())
        row |= {"id": key, "moment": act.moment.astimezone(UTC).isoformat(), "who": act.who}
        connection.execute(sa.insert(transfers), row | {"staff_id": staff_id or None})
        self._log.add_in(connection, act)
        return key

    def _undone(self, connection: sa.Connection, transfer: str, act: Act) -> None:
        when = act.moment.astimezone(UTC).isoformat()
        connection.execute(sa.update(transfers).where(transfers.c.id == transfer).values(undone=when))
        self._log.add_in(connection, act)


_NEWEST = sought.c.authored.desc()


def _entries() -> sa.Select[Any]:
    said = persons.c.born.label("said_born")
    wanted = sa.select(intakes.c.id, persons.c.human, *entry_columns(), said, sought.c.born)
    return wanted.join(persons, persons.c.id == intakes.c.person_id).join(sought, sought.c.intake_id == intakes.c.id)


def _entry(row: sa.Row[Any]) -> Entry:
    return Entry(row.id, row.human, subject_of(row), PartialDate(date=row.born) if row.born else None)


def _birth_date(row: sa.Row[Any]) -> PartialDate | None:
    return PartialDate(date=row.said_born) if row.said_born else None


def _intakes_of(connection: sa.Connection, human: str) -> list[str]:
    wanted = sa.select(intakes.c.id).join(persons, persons.c.id == intakes.c.person_id)
    wanted = wanted.join(sought, sought.c.intake_id == intakes.c.id).where(persons.c.human == human)
    return [*connection.execute(wanted.order_by(_NEWEST)).scalars()]


def _may_be_like(words: str, number: str) -> Iterator[sa.ColumnElement[bool]]:
    """Conditions on `sought.words` that none fails which is like: one slip leaves the start or the end as it is."""
    if number:
        yield sought.c.words.like(f"%\n{number}")
    parts = words.split()
    if not parts:
        return
    third = len(words) // 3
    if third:
        yield sought.c.words.like(f"{words[:third]}%")
        yield sought.c.words.like(f"%{words[-third:]}\n%")
    for order in permutations(parts) if len(parts) <= _MOST_WORDS else (parts, parts[::-1]):
        yield sought.c.words.like(f"{' '.join(order)}\n%")


def _written(connection: sa.Connection, intake: str) -> rows.Written:
    try:
        found = rows.get(connection, intake)
    except (ValueError, ArithmeticError):
        cause, fix = _("it is damaged."), _("Nothing was changed.")
        raise StoreError(_("This intake cannot be moved"), [Problem(intake, cause, fix)]) from None
    if found is None:
        raise _gone(intake)
    return found


def _human_of(connection: sa.Connection, written: rows.Written) -> str:
    wanted = sa.select(persons.c.human).where(persons.c.id == written.row["person_id"])
    return str(connection.execute(wanted).scalar_one())


def _put(
    connection: sa.Connection,
    former: rows.Written,
    subject: Subject,
    human: str,
    *,
    why: Said,
    paper: Paper | None = None,
) -> None:
    """The intake with another patient, and the paper that bears this name; a finished one as its next version."""
    draft, identifier = former.draft, former.draft.response.identifier
    known = connection.execute(sa.select(sought.c.born).where(sought.c.intake_id == identifier)).scalar()
    own = draft.response.subject.birth_date
    born = PartialDate(date=known) if known and (own is None or own.date != known) else None
    response = replace(draft.response, subject=subject)
    if draft.finished is None:
        rows.put(connection, replace(draft, response=response, paper=paper), None, former, born)
    else:
        changed = replace(draft, response=replace(response, status=Status.AMENDED), paper=None)
        put_version(connection, former, changed, _concluded(connection, changed.response), born=born, why=why)
    connection.execute(sa.update(persons).where(persons.c.id == former.row["person_id"]).values(human=human))


def _concluded(connection: sa.Connection, response: QuestionnaireResponse) -> Conclusion | None:
    """What it came to, with the code that a paper for this patient bears."""
    judged = history_of(connection, response.identifier).assessment
    return None if judged is None else Conclusion(judged, reference=reference_code(response, judged))


def _transfer(row: sa.Row[Any]) -> Transfer:
    kind: Kind = "moved" if row.kind == "moved" else "merged"
    when = moment(row.moment, _("the time of moving"))
    return Transfer(
        row.id, when, row.who, kind, row.reason, row.intake_id or "", row.source, row.target, row.undone is not None
    )


def _gone(intake: str) -> StoreError:
    cause, fix = _("it is not among the records."), _("It may have been discarded in another window. Search again.")
    return StoreError(_("This cannot be moved"), [Problem(intake, cause, fix)])


def _changed_since() -> StoreError:
    cause, fix = _("it was changed again since."), _("Nothing was changed. Move it by hand.")
    return StoreError(_("This cannot be taken back"), [Problem("", cause, fix)])
