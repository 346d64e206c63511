"""Which intakes the start page lists, which may be removed, and which are old enough to go. A part of `Intakes`.

Rule: a finished intake is removed when it is older than the settings say, and never while it is open, or while an alarm
of its patient is not acknowledged.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import NamedTuple

from b12desk.definitions.published import Published
from b12desk.desk.disclosures import Disclosures
from b12desk.desk.handing_over import HandingOver
from b12desk.desk.intake_lines import IntakeLine, away_words, expiring_words, line_of
from b12desk.desk.member import Who
from b12desk.errors import Problem, StoreError
from b12desk.i18n import _
from b12desk.model.questionnaire import Questionnaire
from b12desk.settings import Keep
from b12desk.store.audit_chain import Act
from b12desk.store.intake_content import IntakeInfo
from b12desk.store.intake_store import IntakeStore

RECENT = timedelta(hours=24)
"""How long a finished intake stands on the start page."""
_PERIODS: dict[Keep, timedelta] = {"day": timedelta(days=1), "month": timedelta(days=30), "year": timedelta(days=365)}
"""How long a finished intake stays at all; always, where nothing stands here."""


class Marks(NamedTuple):
    """The intakes with an alarm that nobody acknowledged, and those that a patient has at another screen."""

    alarming: frozenset[str]
    away: frozenset[str]


class Listed:
    """The intakes of ``drafts`` in lists; the words are those of ``questionnaire``."""

    questionnaire: Questionnaire
    disclosures: Disclosures
    handing: HandingOver
    _drafts: IntakeStore
    _published: Published
    _clock: Callable[[], datetime]
    _who: Who
    _open: set[str]

    def unfinished(self) -> tuple[IntakeLine, ...]:
        """What the start page lists: the unfinished, with an alarm first, then what cannot be opened."""
        return self._lines(finished=False)

    def finished(self) -> tuple[IntakeLine, ...]:
        """Those finished within the last day, with an alarm first, then the newest."""
        return self._lines(finished=True)

    def line(self, identifier: str) -> IntakeLine | None:
        """The line of one intake, if it is there."""
        return next((self._line(each) for each in self._drafts.list() if each.identifier == identifier), None)

    @property
    def removes_finished(self) -> bool:
        """Whether who is at the desk may remove what is finished: it stays until an administrator says otherwise."""
        return self._who().role == "administrator"

    def check_discard(self, identifier: str) -> None:
        """See whether it may be removed now, by who is at the desk. Raises StoreError: who can, or who has it open."""
        self._drafts.check_free(identifier)
        if not self.removes_finished and self._drafts.is_finished(identifier):
            cause, fix = _("it is finished, and belongs to the records."), _("An administrator can remove it.")
            raise StoreError(_("A finished intake stays."), [Problem(identifier, cause, fix)])

    def discard(self, identifier: str) -> None:
        """Remove an intake for good. Raises StoreError: see `check_discard`; NotSeenError: an alarm stands."""
        self.check_discard(identifier)
        self.disclosures.check_acknowledged(identifier)
        self._drafts.delete(identifier, self._act("discarded", identifier))

    def overdue(self, keep: Keep) -> tuple[str, ...]:
        """The identifiers of finished intakes that are older than ``keep`` says, not open, and without an alarm.

        None, where the disk does not say which have one.
        """
        period = _PERIODS.get(keep)
        older = () if period is None else self._drafts.finished_before(self._clock() - period)
        with suppress(StoreError):
            stays = self._open | self.disclosures.alarming()
            return tuple(each for each in older if each not in stays)
        return ()

    def expiring(self, keep: Keep) -> tuple[str, ...]:
        """Whose those are and of which day, the oldest last; empty where they cannot be read."""
        with suppress(StoreError):
            return tuple(expiring_words(each) for each in self._drafts.lines(self.overdue(keep)))
        return ()

    def remove_expired(self, keep: Keep) -> None:
        """Remove those; raises nothing: the next time will do."""
        overdue = self.overdue(keep)
        if overdue:
            self._drafts.delete_all(self._act("expired", each) for each in overdue)

    def _act(self, deed: str, identifier: str) -> Act:
        return Act(self._clock(), self._who().name, deed, identifier)

    def _lines(self, *, finished: bool) -> tuple[IntakeLine, ...]:
        wanted = [each for each in self._drafts.list() if (each.finished is not None) is finished]
        marks = self.marks()
        lines = [
            self._line(each)._replace(alarm=each.identifier in marks.alarming)
            for each in wanted
            if self._is_of_today(each) or each.identifier in marks.alarming
        ]
        shown = [
            each._replace(state="closed", detail=away_words()) if each.identifier in marks.away else each
            for each in lines
        ]
        return tuple(sorted(shown, key=lambda each: not each.alarm))

    def marks(self) -> Marks:
        """Which intakes are marked in lists now; none, where the disk does not say."""
        alarming = frozenset[str]()
        with suppress(StoreError):
            alarming = self.disclosures.alarming()
        return Marks(alarming, self.handing.elsewhere())

    def _is_of_today(self, info: IntakeInfo) -> bool:
        """False for what was finished more than a day ago, and is not being amended."""
        return info.finished is None or info.amending or self._clock() - info.finished <= RECENT

    def _line(self, info: IntakeInfo) -> IntakeLine:
        return line_of(info, self.questionnaire, carries=self._published.knows(info.questionnaire))
