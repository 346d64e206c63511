"""What is done with intakes: begin, save, resume, finish, note the paper, discard, and what there is to resume.

Rules: it knows no widget and is handed what it works with (the folder of intakes, how the form is loaded, the clock),
by `b12desk.app`; saving returns when it is on the disk; a save that changes nothing writes nothing; a finished intake
is kept for a day and then removed. Imported after the first paint, with all that it needs.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import uuid4

from b12desk.desk.intake_lines import IntakeLine, line_of
from b12desk.engine.item_state import Typed
from b12desk.engine.session import Session
from b12desk.errors import Problem, StoreError
from b12desk.i18n import _, current
from b12desk.model.definition import Definition
from b12desk.model.issue import IssueCode
from b12desk.model.response import QuestionnaireResponse, new_response
from b12desk.model.translated import translated
from b12desk.store.intake_content import IntakeInfo, Paper, PaperWay
from b12desk.store.unfinished_intakes import UnfinishedIntakes

KEPT = timedelta(hours=24)
"""How long a finished intake can still be opened, printed again or removed by hand."""


class _Kept(NamedTuple):
    """All that is saved of an open intake."""

    response: QuestionnaireResponse
    page: str
    furthest: str
    typed: tuple[Typed, ...]
    finished: datetime | None
    paper: Paper | None


def local_time() -> datetime:
    """Now, in the zone of this computer."""
    return datetime.now(UTC).astimezone().replace(microsecond=0)


class Intakes:
    """Raises DefinitionError when the form cannot be used."""

    def __init__(
        self, drafts: UnfinishedIntakes, load: Callable[[], Definition], clock: Callable[[], datetime] = local_time
    ) -> None:
        self.definition = load()
        self.questionnaire = translated(self.definition.questionnaire, current())
        """What is asked, in the language of the window."""
        self._drafts = drafts
        self._clock = clock
        self._kept: dict[str, _Kept | None] = {}
        """What was last saved of each open intake; None: nothing, or the disk refused."""
        self._ended: dict[str, tuple[datetime | None, Paper | None]] = {}

    def check(self) -> None:
        """See whether answers can be saved at all. Raises StoreError."""
        self._drafts.check()

    def begin(self) -> Session:
        """A new, empty intake, authored now."""
        questionnaire = self.questionnaire
        now = self._clock()
        response = new_response(questionnaire.canonical, now, identifier=str(uuid4()))
        return Session(questionnaire, now, response, clock=self._clock)

    def resume(self, identifier: str) -> Session:
        """An intake, finished or not, for us alone: on its first page with a problem, else on the furthest one.

        Raises StoreError, also while another window has it open.
        """
        draft = self._drafts.open(identifier)
        questionnaire = self.questionnaire
        if draft.response.questionnaire != questionnaire.canonical:
            self._drafts.close(identifier)
            cause = _("it was begun with another version of the questionnaire.")
            fix = _("It is kept as it is. Finish it with that version, or begin a new intake.")
            raise StoreError(_("This intake cannot be opened here"), [Problem(identifier, cause, fix)])
        try:
            session = Session(
                questionnaire,
                draft.response.authored,
                draft.response,
                typed=draft.typed,
                clock=self._clock,
                finished=draft.finished is not None,
            )
        except (KeyError, ValueError, ArithmeticError):
            self._drafts.close(identifier)
            cause = _("its answers do not fit the questions of this form.")
            fix = _("It is kept as it is. Keep the file for your support, and begin a new intake.")
            raise StoreError(_("This intake cannot be opened here"), [Problem(identifier, cause, fix)]) from None
        self._ended[identifier] = draft.finished, draft.paper
        wrong = [each.link_id for each in session.issues if each.code is not IssueCode.REQUIRED]
        for link_id in wrong:
            session.leave(link_id)
        for page in (draft.page, draft.furthest, *(questionnaire.page_of[each] for each in wrong[:1])):
            if page in session.pages:
                session.go_to(page)
        self._kept[identifier] = self._now_kept(session)
        return session

    def save(self, session: Session) -> None:
        """Keep the session as it stands; one in which nothing was said yet is not kept. Raises StoreError."""
        kept = self._now_kept(session)
        identifier = kept.response.identifier
        if self._is_kept(kept):
            return
        self._kept[identifier] = None
        self._drafts.save(
            kept.response, kept.page, furthest=kept.furthest, typed=kept.typed, finished=kept.finished, paper=kept.paper
        )
        self._kept[identifier] = kept

    def is_saved(self, session: Session) -> bool:
        """Whether all of it is on the disk, as far as there is anything to save."""
        return self._is_kept(self._now_kept(session))

    def note_paper(self, session: Session, way: PaperWay) -> None:
        """The summary of a finished intake was printed or saved, now. Raises StoreError as `save`."""
        identifier = session.response().identifier
        finished, _paper = self._ended.get(identifier, (None, None))
        self._ended[identifier] = finished, Paper(way, self._clock())
        self.save(session)

    def has_paper(self, session: Session) -> bool:
        """Whether the summary of these very answers was printed or saved."""
        return self._now_kept(session).paper is not None

    def close(self, session: Session) -> None:
        """The window is done with it; others may open it."""
        identifier = session.response().identifier
        self._kept.pop(identifier, None)
        self._ended.pop(identifier, None)
        self._drafts.close(identifier)

    def discard(self, identifier: str) -> None:
        """Remove an intake for good, finished or not. Raises StoreError, also while another window has it open."""
        self._drafts.delete(identifier)

    def unfinished(self) -> tuple[IntakeLine, ...]:
        """What the start page lists: the unfinished, then what cannot be opened."""
        return self._lines(finished=False)

    def finished(self) -> tuple[IntakeLine, ...]:
        """Those finished within the last day, the newest first."""
        return self._lines(finished=True)

    def line(self, identifier: str) -> IntakeLine | None:
        """The line of one intake, if it is there."""
        return next((self._line(each) for each in self._drafts.list() if each.identifier == identifier), None)

    def remove_expired(self) -> None:
        """Remove what was finished more than a day ago and is not open; raises nothing: the next time will do."""
        now = self._clock()
        for each in self._drafts.list():
            if each.finished is not None and now - each.finished > KEPT and each.identifier not in self._kept:
                try:
                    self._drafts.delete(each.identifier)
                except StoreError:
                    continue

    def _lines(self, *, finished: bool) -> tuple[IntakeLine, ...]:
        wanted = [each for each in self._drafts.list() if (each.finished is not None) is finished]
        return tuple(self._line(each) for each in wanted)

    def _line(self, info: IntakeInfo) -> IntakeLine:
        return line_of(info, self.questionnaire)

    def _is_kept(self, kept: _Kept) -> bool:
        """Whether it is on the disk, or nothing was said in it yet."""
        identifier, subject = kept.response.identifier, kept.response.subject
        said = kept.response.answers or kept.typed or subject.display or subject.identifier
        return self._kept.get(identifier) == kept or not (said or identifier in self._kept)

    def _now_kept(self, session: Session) -> _Kept:
        response = session.kept()
        finished, paper = self._ended.get(response.identifier, (None, None))
        if not session.finished:
            finished = paper = None
        elif finished is None:
            finished = self._clock()
        self._ended[response.identifier] = finished, paper
        return _Kept(response, session.page, session.furthest, session.typed, finished, paper)
