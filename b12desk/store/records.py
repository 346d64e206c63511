"""The records: all intakes, finished or not, in one encrypted database, saved at every answer.

Rules: `Records.save` returns only when the answers are on the disk, in one commit; an intake has one writer, and one
that was discarded stays so, whoever else had it open; a damaged intake is reported and kept; listing reads thin rows
alone, and no more of the finished ones than anybody looks through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError

from b12desk.engine.item_state import Typed
from b12desk.errors import Problem, StoreError
from b12desk.i18n import _
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import PartialDate
from b12desk.private_file import refusal
from b12desk.store import json_file, rows
from b12desk.store.audit_chain import Act, Head
from b12desk.store.audit_log import AuditLog
from b12desk.store.database import Database
from b12desk.store.finding import Found, Query, find
from b12desk.store.intake_content import IDENTIFIER, IntakeInfo, Paper, UnfinishedIntake, moment, paper_of
from b12desk.store.intake_store import Conclusion, HeldElsewhereError
from b12desk.store.one_writer import Writers, changed, discarded, lost
from b12desk.store.place import Place
from b12desk.store.staff_table import StaffTable
from b12desk.store.tables import forms, intakes, persons

MOST_FINISHED = 50
"""Finished intakes that a list reads, the newest; `Records.find` looks through all."""
_MOST_PROBLEMS = 5


@dataclass(slots=True)
class _Held:
    """An intake that is open here, and what its rows held when we last read or wrote them: None, there are none yet."""

    written: rows.Written | None


class Records:
    """The intakes of one place. ``gone`` is called when they are shut."""

    def __init__(self, place: Place, database: Database, gone: Callable[[], None] = lambda: None) -> None:
        self._place, self._database, self._gone = place, database, gone
        self._held: dict[str, _Held] = {}
        self.log = AuditLog(database)
        """Who did what."""
        self.staff = StaffTable(database, self.log)
        """Who may."""
        self._writers = Writers(place)
        self._writers.sweep()

    @property
    def at_desk(self) -> str:
        """Who is signed in, as locks and log name them; empty where nobody is."""
        return self._writers.name

    def name_writer(self, name: str) -> None:
        """From now on it is ``name`` who has the locks that are taken."""
        self._writers.name = name

    def check(self) -> None:
        """See whether something can be saved at all. Raises StoreError."""
        self._check_place()
        self._database.check()

    def save(
        self,
        response: QuestionnaireResponse,
        page: str,
        *,
        furthest: str = "",
        typed: Iterable[Typed] = (),
        finished: datetime | None = None,
        paper: Paper | None = None,
        conclusion: Conclusion | None = None,
        born: PartialDate | None = None,
    ) -> None:
        """Keep ``response`` durably under its identifier, with us as its one writer.

        ``born``: when its answers say that the patient was born, to be found by.
        Raises StoreError when the disk refuses, HeldElsewhereError when another window has it or has removed it.
        """
        now = datetime.now(UTC)
        draft = UnfinishedIntake(response, page, now, furthest or page, tuple(typed), finished, paper)
        self.keep(draft, conclusion, born)

    def keep(
        self, draft: UnfinishedIntake, conclusion: Conclusion | None = None, born: PartialDate | None = None
    ) -> None:
        """As `save`, with the moment of saving that ``draft`` has."""
        identifier = _checked(draft.response.identifier)
        self._writers.take(identifier)
        self._check_place()
        held = self._held.get(identifier)
        try:
            with self._database.writing() as connection:
                former = held.written if held else self._former(connection, identifier)
                written = rows.put(connection, draft, conclusion, former, born)
        except rows.OvertakenError as error:
            self._writers.release(identifier)
            raise lost(identifier, discarded() if error.gone else changed()) from None
        self._held[identifier] = _Held(written)

    def open(self, identifier: str) -> UnfinishedIntake:
        """One intake, of which we are the one writer from now on. Raises as `load`, and HeldElsewhereError."""
        _checked(identifier)
        try:
            self._writers.take(identifier)
        except HeldElsewhereError:
            raise
        except StoreError:  # a disk that takes no lock takes no answer either, and says so then; reading harms nobody
            self._held[identifier] = _Held(None)
        try:
            written = self._read(identifier)
        except StoreError:
            self.close(identifier)
            raise
        self._held[identifier] = _Held(written)
        return written.draft

    def close(self, identifier: str) -> None:
        """Let others open it again."""
        self._held.pop(identifier, None)
        self._writers.release(identifier)

    def load(self, identifier: str) -> UnfinishedIntake:
        """One intake, validated, to look at. Raises StoreError, for a damaged one too, which stays as it is."""
        return self._read(_checked(identifier)).draft

    def holds(self, identifier: str) -> bool:
        """Whether there is such an intake, damaged or not. Raises StoreError."""
        one = sa.select(intakes.c.id).where(intakes.c.id == _checked(identifier))
        with self._database.reading() as connection:
            return connection.execute(one).first() is not None

    def is_finished(self, identifier: str) -> bool:
        """Whether it is there, and finished. Raises StoreError."""
        one = sa.select(intakes.c.id).where(intakes.c.id == _checked(identifier), intakes.c.finished.is_not(None))
        with self._database.reading() as connection:
            return connection.execute(one).first() is not None

    def list(self) -> tuple[IntakeInfo, ...]:
        """The unfinished and the newest finished ones, newest first, then those that cannot be opened.

        Raises nothing.
        """
        columns = [
            intakes.c[name]
            for name in ("id", "saved", "begun", "authored", "finished", "paper_way", "paper_when", "page", "answered")
        ]
        thin = sa.select(*columns, intakes.c.damage, persons.c.display, forms.c.questionnaire)
        thin = thin.join(persons).join(forms, forms.c.id == intakes.c.form_id)
        ended = thin.where(intakes.c.finished.is_not(None)).order_by(intakes.c.finished.desc()).limit(MOST_FINISHED)
        try:
            with self._database.reading() as connection:
                found = [
                    *connection.execute(thin.where(intakes.c.finished.is_(None))),
                    *connection.execute(ended),
                ]
        except StoreError as error:
            return (IntakeInfo("", problem=error.problems[0], kind="unreadable"),)
        infos = [_info(each) for each in found]
        sound = [each for each in infos if each.saved is not None]
        sound.sort(key=lambda each: each.saved or datetime.min.replace(tzinfo=UTC), reverse=True)
        return (*sound, *(each for each in infos if each.problem is not None))

    def finished_before(self, when: datetime) -> tuple[str, ...]:
        """The identifiers of those that were finished before ``when``; raises nothing."""
        before = sa.select(intakes.c.id).where(intakes.c.finished < when.astimezone(UTC).isoformat())
        try:
            with self._database.reading() as connection:
                return tuple(connection.execute(before).scalars())
        except StoreError:
            return ()

    def write_backup(self, form: str, public: str, path: Path) -> None:
        """As `backup.write_backup`."""
        from b12desk.store.backup import write_backup  # noqa: PLC0415 -- age is needed for nothing else of the records

        write_backup(self._database, form, public, path)

    def note(self, act: Act) -> None:
        """Write into the audit log who did what. Raises StoreError."""
        self.log.add(act)

    def head(self) -> Head:
        """How far the audit log has come. Raises StoreError."""
        return self.log.head()

    def find(self, query: Query) -> Found:
        """Look through all of them. Raises StoreError when they cannot be read."""
        with self._database.reading() as connection:
            return find(connection, query)

    def delete(self, identifier: str, act: Act | None = None) -> None:
        """Remove an intake for good. One that is gone already is no error.

        Raises HeldElsewhereError while another window has it open, StoreError when the disk refuses.
        """
        _checked(identifier)
        try:
            self._writers.take(identifier)
            self._check_place()
            with self._database.writing() as connection:
                removed = rows.remove(connection, identifier)
                if act is not None and removed:
                    self.log.add_in(connection, act)
        finally:
            self.close(identifier)

    def shut(self) -> None:
        """Close all that is open here, and the database."""
        for identifier in self._writers:
            self.close(identifier)
        self._database.close()
        self._gone()
        self._gone = lambda: None

    def _former(self, connection: sa.Connection, identifier: str) -> rows.Written | None:
        """What is there of an intake that was not opened here. Raises StoreError when it cannot be read."""
        try:
            return rows.get(connection, identifier)
        except (ValueError, ArithmeticError) as error:
            raise _damaged(identifier, error) from None

    def _read(self, identifier: str) -> rows.Written:
        try:
            with self._database.reading() as connection:
                written = rows.get(connection, identifier)
        except (ValueError, ArithmeticError) as error:
            found = _damaged(identifier, error)
            with suppress(StoreError), self._database.writing() as connection:
                values = {"damage": found.problems[0].cause}
                connection.execute(sa.update(intakes).where(intakes.c.id == identifier), values)
            raise found from None
        if written is None:
            cause, fix = _("it is not among the records."), _("It may have been discarded in another window.")
            raise StoreError(_("This intake is not there."), [Problem(identifier, cause, fix)])
        return written

    def _check_place(self) -> None:
        try:
            self._database.check_place()
        except OSError as error:
            problem = refusal(error, self._database.path)._replace(where=json_file.shown(self._place.folder))
            raise StoreError(_("This could not be saved."), [problem]) from error


def _info(row: sa.Row[Any]) -> IntakeInfo:
    """The little that a list shows."""
    if row.damage:
        return IntakeInfo(row.id, problem=_damaged(row.id, ValueError(row.damage)).problems[0], kind="damaged")
    try:
        return IntakeInfo(
            row.id,
            saved=moment(row.saved, _("the time of saving")),
            begun=moment(row.begun or row.authored, _("the time of the intake")),
            finished=None if row.finished is None else moment(row.finished, _("the time of finishing")),
            paper=paper_of(None if row.paper_way is None else {"way": row.paper_way, "when": row.paper_when}),
            page=row.page,
            display=row.display,
            answered=row.answered,
            questionnaire=row.questionnaire,
        )
    except ValueError as error:
        return IntakeInfo(row.id, problem=_damaged(row.id, error).problems[0], kind="damaged")


def _damaged(identifier: str, error: Exception) -> StoreError:
    """What is wrong with an intake, by place and never by value."""
    causes = [str(error)]
    if isinstance(error, ValidationError):
        places = dict.fromkeys(".".join(map(str, ("response", *each["loc"][:2]))) for each in error.errors())
        causes = [_("{place} is not what an intake holds.", place=place) for place in places]
    fix = _("Nothing was deleted: it stays among your records as it is.")
    return StoreError(
        _("This intake is damaged."), [Problem(identifier, each, fix) for each in causes[:_MOST_PROBLEMS]]
    )


def _checked(identifier: str) -> str:
    if not IDENTIFIER.fullmatch(identifier):
        raise ValueError("an intake needs its identifier (a UUID)")
    return identifier
