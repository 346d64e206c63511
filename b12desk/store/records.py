"""The records: all intakes, finished or not, in one encrypted database, saved at every answer.

Rules: `Records.save` returns only when the answers are on the disk, in one commit; an intake has one writer, and one
that was discarded stays so, whoever else had it open; a damaged intake is reported and kept; listing reads thin rows
alone, and no more of the finished ones than anybody looks through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from b12desk.engine.item_state import Typed
from b12desk.errors import Problem, StoreError
from b12desk.i18n import _
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import PartialDate
from b12desk.private_file import refusal
from b12desk.store import json_file, rows
from b12desk.store.amending import Amending, Change, T
from b12desk.store.audit_chain import Act, Head
from b12desk.store.audit_log import AuditLog
from b12desk.store.backup_log import BackupLog
from b12desk.store.database import Database
from b12desk.store.finding import Found, FoundIntake, Query, find, thin_lines
from b12desk.store.intake_content import (
    BY_STAFF,
    IDENTIFIER,
    Given,
    IntakeInfo,
    Paper,
    UnfinishedIntake,
)
from b12desk.store.intake_list import damaged, listed
from b12desk.store.intake_store import Conclusion, HeldElsewhereError
from b12desk.store.one_writer import Writers, changed, discarded, lost
from b12desk.store.paper_entries import PaperEntry, entry_of, put_second
from b12desk.store.people import People
from b12desk.store.place import Place
from b12desk.store.removal import Removal
from b12desk.store.staff_table import StaffTable
from b12desk.store.tables import intakes
from b12desk.store.waiting import Waiting
from b12desk.store.whole_intakes import WholeIntakes


@dataclass(slots=True)
class _Held:
    """An intake that is open here, and what its rows held when we last read or wrote them: None, there are none yet."""

    written: rows.Written | None


class Records(Amending):
    """The intakes of one place. ``gone`` is called when they are shut."""

    def __init__(self, place: Place, database: Database, gone: Callable[[], None] = lambda: None) -> None:
        self._place, self._database, self._gone = place, database, gone
        self._held: dict[str, _Held] = {}
        self.log = AuditLog(database)
        """Who did what."""
        self.removal = Removal(database, self.log)
        """What was removed for good."""
        self.whole = WholeIntakes(database)
        """All that is kept of an intake, to look at."""
        self.backups = BackupLog(database)
        """The backups that were written by schedule or from the window."""
        self.staff = StaffTable(database, self.log)
        """Who may."""
        self.waiting = Waiting(database)
        """What patients alone did, and who of the staff saw it."""
        self._writers = Writers(place)
        self._writers.sweep()
        self._people = People(database, self._writers, self.log)

    @property
    def people(self) -> People:
        """Whose the intakes are."""
        return self._people

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
        given: Given = BY_STAFF,
    ) -> None:
        """Keep ``response`` durably under its identifier, with us as its one writer.

        ``born``: when its answers say that the patient was born, to be found by. ``given``: how what is new came.
        Raises StoreError when the disk refuses, HeldElsewhereError when another window has it or has removed it.
        """
        now = datetime.now(UTC)
        draft = UnfinishedIntake(response, page, now, furthest or page, tuple(typed), finished, paper, given)
        self.keep(draft, conclusion, born)

    def keep(
        self, draft: UnfinishedIntake, conclusion: Conclusion | None = None, born: PartialDate | None = None
    ) -> None:
        """As `save`, with the moment of saving that ``draft`` has."""
        self._change(
            draft.response.identifier, lambda connection, former: rows.put(connection, draft, conclusion, former, born)
        )

    def paper_entry(self, identifier: str) -> PaperEntry | None:
        """What is known of the paper that an intake is taken in from; None when there is none. Raises StoreError."""
        return self._looked_at(identifier, entry_of)

    def keep_second(self, identifier: str, second: UnfinishedIntake | None) -> None:
        """Keep the second entry of its paper beside it; None: it goes. Raises as `save`."""
        self._change(identifier, lambda connection, former: put_second(connection, former, second))

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

    def check_free(self, identifier: str) -> None:
        """Raises HeldElsewhereError while another window has it open; not, where the disk does not say."""
        self._writers.check_free(_checked(identifier))

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
        """The unfinished, the newest finished and the half amended ones, newest first, then what cannot be opened.

        What was entered in error is none of them.

        Raises nothing.
        """
        try:
            with self._database.reading() as connection:
                return listed(connection)
        except StoreError as error:
            return (IntakeInfo("", problem=error.problems[0], kind="unreadable"),)

    def finished_before(self, when: datetime) -> tuple[str, ...]:
        """The identifiers of those that were finished before ``when``; raises nothing."""
        before = sa.select(intakes.c.id).where(intakes.c.finished < when.astimezone(UTC).isoformat())
        try:
            with self._database.reading() as connection:
                return tuple(connection.execute(before).scalars())
        except StoreError:
            return ()

    def write_backup(self, form: str, public: str, path: Path) -> int:
        """As `backup.write_backup`."""
        from b12desk.store.backup import write_backup  # noqa: PLC0415 -- age is needed for nothing else of the records

        return write_backup(self._database, form, public, path)

    @property
    def data_key(self) -> bytes:
        """What opens them; for another wrap."""
        return self._database.data_key

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

    def lines(self, identifiers: Sequence[str]) -> tuple[FoundIntake, ...]:
        """These intakes, as they are found. Raises StoreError."""
        with self._database.reading() as connection:
            return thin_lines(connection, identifiers)

    def delete(self, identifier: str, act: Act | None = None) -> None:
        """Remove an intake for good. One that is gone already is no error.

        Raises HeldElsewhereError while another window has it open, StoreError when the disk refuses.
        """
        _checked(identifier)
        try:
            self._writers.take(identifier)
            self._check_place()
            with self._database.writing() as connection:
                self.removal.remove_in(connection, identifier, datetime.now(UTC), act)
        finally:
            self.close(identifier)
        self.removal.finish()

    def delete_all(self, acts: Iterable[Act]) -> None:
        """Remove the intakes of these acts for good, but for those that another window has open; raises nothing."""
        taken = []
        for act in acts:
            with suppress(StoreError):
                self._writers.take(_checked(act.intake))
                taken.append(act)
        with suppress(StoreError):
            self._remove(taken)
        self.removal.finish()

    def erase(self, acts: Sequence[Act]) -> None:
        """Remove the intakes of these acts, all or none, and see at once that nothing of them stands anywhere.

        Raises as `delete`.
        """
        taken: list[Act] = []
        try:
            for act in acts:
                self._writers.take(_checked(act.intake))
                taken.append(act)
        except StoreError:
            self._release(taken)
            raise
        self._remove(taken)
        self.removal.finish()
        self.removal.sweep()

    def _remove(self, acts: Sequence[Act]) -> None:
        """In one transaction; we are their one writer, and are it no more. Raises StoreError: none is removed."""
        try:
            self._check_place()
            with self._database.writing() as connection:
                for act in acts:
                    self.removal.remove_in(connection, act.intake, act.moment, act)
        finally:
            self._release(acts)

    def _release(self, acts: Iterable[Act]) -> None:
        for act in acts:
            self.close(act.intake)

    def shut(self) -> None:
        """Close all that is open here, and the database."""
        for identifier in self._writers:
            self.close(identifier)
        self.removal.close()
        self._database.close()
        self._gone()
        self._gone = lambda: None

    def _change(self, identifier: str, change: Change, act: Act | None = None) -> None:
        """Change an intake, of which we are the one writer, and write ``act`` down, in one commit."""
        self._writers.take(_checked(identifier))
        self._check_place()
        held = self._held.get(identifier)
        try:
            with self._database.writing() as connection:
                former = held.written if held else self._former(connection, identifier)
                written = change(connection, former)
                if act is not None:
                    self.log.add_in(connection, act)
        except rows.OvertakenError as error:
            self._writers.release(identifier)
            raise lost(identifier, discarded() if error.gone else changed()) from None
        self._held[identifier] = _Held(written)

    def _looked_at(self, identifier: str, look: Callable[[sa.Connection, str], T]) -> T:
        """What ``look`` finds of an intake. Raises StoreError, also where it is damaged."""
        try:
            with self._database.reading() as connection:
                return look(connection, _checked(identifier))
        except (ValueError, ArithmeticError) as error:
            raise damaged(identifier, error) from None

    def _former(self, connection: sa.Connection, identifier: str) -> rows.Written | None:
        """What is there of an intake that was not opened here. Raises StoreError when it cannot be read."""
        try:
            return rows.get(connection, identifier)
        except (ValueError, ArithmeticError) as error:
            raise damaged(identifier, error) from None

    def _read(self, identifier: str) -> rows.Written:
        try:
            with self._database.reading() as connection:
                written = rows.get(connection, identifier)
        except (ValueError, ArithmeticError) as error:
            found = damaged(identifier, error)
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


def _checked(identifier: str) -> str:
    if not IDENTIFIER.fullmatch(identifier):
        raise ValueError("an intake needs its identifier (a UUID)")
    return identifier
