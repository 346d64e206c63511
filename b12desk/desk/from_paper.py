"""Answers taken in from paper: the session that has its numbers, and the second entry, which is kept beside the first.

Rules: a second entry is saved with the first, at every answer, and goes on where it was left; it goes when both were
compared, or when the intake is finished. One of another version of the form cannot be compared, and is begun anew.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from uuid import uuid4

from b12desk.desk.open_intake import OpenIntake
from b12desk.engine.numbering import answered_on_paper
from b12desk.engine.session import Session
from b12desk.model.questionnaire import Questionnaire
from b12desk.model.response import new_response
from b12desk.store.intake_content import ON_PAPER, UnfinishedIntake
from b12desk.store.intake_store import IntakeStore
from b12desk.store.paper_entries import PaperEntry


class FromPaper:
    """``make`` makes the open intake of a session, which is logged nowhere. All of it raises StoreError."""

    def __init__(
        self,
        kept: IntakeStore,
        questionnaire: Questionnaire,
        make: Callable[[Session], OpenIntake],
        clock: Callable[[], datetime],
    ) -> None:
        self.questionnaire = answered_on_paper(questionnaire)
        """What is asked, with the numbers of the paper."""
        self._kept, self._make, self._clock = kept, make, clock

    def session(self) -> Session:
        """A new one, without an answer."""
        now = self._clock()
        response = new_response(self.questionnaire.canonical, now, identifier=str(uuid4()))
        return Session(self.questionnaire, now, response, clock=self._clock)

    def mark(self, intake: OpenIntake) -> OpenIntake:
        """Its answers are taken in from paper from now on."""
        intake.from_paper, intake.given = True, ON_PAPER
        return intake

    def open_again(self, intake: OpenIntake, entry: PaperEntry) -> None:
        """As `mark`, of one that was kept, with the second entry that was left."""
        self.mark(intake)
        left = entry.second
        if left is not None and left.response.questionnaire == self.questionnaire.canonical:
            with suppress(KeyError, ValueError, ArithmeticError):
                intake.second_entry = self._second(left)

    def entry(self, identifier: str) -> PaperEntry | None:
        """What is kept of the paper of an intake; None when its answers are not taken in from one."""
        return self._kept.paper_entry(identifier)

    def second(self, first: OpenIntake) -> OpenIntake:
        """The same paper once more: where it was left, or from the beginning."""
        if first.second_entry is None:
            session = self.session()
            session.set_subject(first.session.subject)
            first.second_entry = self._marked_second(session)
            first.tried = True  # it is kept beside the first, which is kept for it
        return first.second_entry

    def drop(self, first: OpenIntake) -> None:
        """Both were compared: the second goes; where the disk refuses, it stays."""
        second = first.second_entry
        if second is not None and second.saved is not None:
            self._kept.keep_second(first.identifier, None)
        first.second_entry = None

    def keep(self, first: OpenIntake) -> None:
        """Keep the second entry as it stands, if there is one."""
        second = first.second_entry
        if second is None:
            return
        if first.session.finished:
            first.second_entry = None
        elif not self.is_kept(first):
            kept = second.kept()
            now = datetime.now(UTC)
            draft = UnfinishedIntake(kept.response, kept.page, now, kept.furthest, kept.typed)
            self._kept.keep_second(first.identifier, draft)
            second.saved = kept

    def is_kept(self, first: OpenIntake) -> bool:
        """Whether the second entry, if there is one, is on the disk as it stands; one without an answer need not be."""
        second = first.second_entry
        if second is None or first.session.finished:
            return True
        kept = second.kept()
        return second.saved == kept or not (second.saved or kept.response.answers or kept.typed)

    def _second(self, left: UnfinishedIntake) -> OpenIntake:
        response = left.response
        session = Session(self.questionnaire, response.authored, response, typed=left.typed, clock=self._clock)
        for page in (left.page, left.furthest):
            if page in session.pages:
                session.go_to(page)
        made = self._marked_second(session)
        made.at = next(iter(session.pending), "")
        if made.at:
            session.go_to(made.at)
        made.saved = made.kept()
        return made

    def _marked_second(self, session: Session) -> OpenIntake:
        made = self._make(session)
        made.from_paper = made.second = True
        return made
