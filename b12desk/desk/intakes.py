"""What is done with intakes: begin, save, resume, close, discard, and what there is to resume.

Rules: it knows no widget and is handed what it works with (the folder of intakes, how the form is loaded, how papers
are made, what else has to be forgotten, the clock, who is at the desk) by `b12desk.app`; saving returns when it is on
the disk; a save that changes nothing writes nothing; closing leaves nothing of the patient in memory; a finished intake
is removed when it is older than the settings say, and never while it is open. Imported after the first paint, with all
that it needs.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from b12desk.definitions.published import Published
from b12desk.desk.carried_intake import carried_over
from b12desk.desk.clock_note import clock_note
from b12desk.desk.finding import Finding
from b12desk.desk.intake_lines import IntakeLine, line_of
from b12desk.desk.member import Member, Who
from b12desk.desk.open_intake import Audience, Deed, Kept, OpenIntake
from b12desk.desk.papers import MakePdf, make_pdf
from b12desk.desk.waiting_room import Sitting, Terms
from b12desk.engine.session import Session
from b12desk.errors import Problem, StoreError, UserError
from b12desk.i18n import _, current
from b12desk.model.definition import Definition
from b12desk.model.issue import IssueCode
from b12desk.model.response import new_response
from b12desk.model.translated import translated
from b12desk.model.values import UNKNOWN_CODES, Coding, PartialDate
from b12desk.settings import Keep
from b12desk.store.audit_chain import Act
from b12desk.store.intake_content import IntakeInfo, Paper
from b12desk.store.intake_store import IntakeStore

RECENT = timedelta(hours=24)
"""How long a finished intake stands on the start page."""
_PERIODS: dict[Keep, timedelta] = {"day": timedelta(days=1), "month": timedelta(days=30), "year": timedelta(days=365)}
"""How long a finished intake stays at all; always, where nothing stands here."""


def local_time() -> datetime:
    """Now, in the zone of this computer."""
    return datetime.now(UTC).astimezone().replace(microsecond=0)


class Intakes:
    """Raises DefinitionError when the form cannot be used."""

    def __init__(
        self,
        drafts: IntakeStore,
        load: Callable[[], Definition],
        clock: Callable[[], datetime] = local_time,
        *,
        make: MakePdf = make_pdf,
        forget: Callable[[], None] = lambda: None,
        who: Who = lambda: Member("", "", "administrator"),
        forms: Path | None = None,
    ) -> None:
        self.definition = load()
        self._published = Published(self.definition, forms)
        self.questionnaire = translated(self.definition.questionnaire, current())
        """What is asked, in the language of the window."""
        self.finding = Finding(drafts.find, self.definition, clock)
        """How intakes are found again."""
        self._drafts = drafts
        self._clock = clock
        self._make = make
        self._who = who
        self._to_forget = [forget]
        self._open: set[str] = set()

    def when_closing(self, forget: Callable[[], None]) -> None:
        """Have ``forget`` drop what it holds of the patient whenever an intake is closed."""
        self._to_forget.append(forget)

    def check(self) -> None:
        """See whether answers can be saved at all. Raises StoreError."""
        self._drafts.check()

    def clock_note(self) -> str:
        """What to say of this computer's clock, when it is plainly wrong."""
        return clock_note(self._clock(), self.questionnaire)

    def begin(self, respondent: str = "") -> OpenIntake:
        """A new intake, authored now; empty, but for who gives the answers when ``respondent`` says it.

        A code that the form does not offer is as none.
        """
        questionnaire = self.questionnaire
        now = self._clock()
        response = new_response(questionnaire.canonical, now, identifier=str(uuid4()))
        if respondent in self._respondents():
            response = replace(response, answers={questionnaire.roles.respondent: (Coding(code=respondent),)})
        intake = self._opened(Session(questionnaire, now, response, clock=self._clock), "begun")
        intake.known = response.answers
        return intake

    def respondent_of(self, intake: OpenIntake) -> str:
        """Who gave the answers, for the next intake to begin with; "" when that is not to be remembered.

        What is not offered is not remembered, nor what a patient says who sits alone before the screen.
        """
        given = intake.session.answers.get(self.questionnaire.roles.respondent, ())
        codes = [each.code for each in given if isinstance(each, Coding)]
        known = intake.audience is Audience.STAFF and codes[:1] and codes[0] in self._respondents()
        return codes[0] if known else ""

    def resume(self, identifier: str) -> OpenIntake:
        """An intake, finished or not, for us alone: where something is wrong, else open, else on the furthest page.

        One that was begun with an older version of the form is carried over; its file stays until this one is saved.
        Raises StoreError, also while another window has it open, and DefinitionError when the older version is broken.
        """
        found = self._drafts.open(identifier)
        questionnaire = self.questionnaire
        try:
            carried = carried_over(found, self._published)
            if carried is None:
                cause = _("it was begun with another version of the questionnaire.")
                fix = _("It is kept as it is. Finish it with that version, or begin a new intake.")
                raise _not_here(identifier, cause, fix)
            draft = carried.draft
            session = Session(
                questionnaire,
                draft.response.authored,
                draft.response,
                typed=draft.typed,
                clock=self._clock,
                finished=draft.finished is not None,
            )
        except UserError:
            self._drafts.close(identifier)
            raise
        except (KeyError, ValueError, ArithmeticError):
            self._drafts.close(identifier)
            cause = _("its answers do not fit the questions of this form.")
            fix = _("It is kept as it is. Keep the file for your support, and begin a new intake.")
            raise _not_here(identifier, cause, fix) from None
        wrong = [each.link_id for each in session.issues if each.code is not IssueCode.REQUIRED]
        for link_id in wrong:
            session.leave(link_id)
        for page in (draft.page, draft.furthest):
            if page in session.pages:
                session.go_to(page)
        first = "" if session.finished else next(iter((*wrong, *session.pending)), "")
        if first:
            session.go_to(first)
        intake = self._opened(session, "resumed", draft.finished, draft.paper)
        intake.left_behind = carried.left
        intake.at = first
        intake.saved, intake.tried = intake.kept(), True
        with suppress(StoreError):  # it is tried again at the next save
            self._write_down(intake)
        return intake

    def save(self, intake: OpenIntake) -> None:
        """Keep the intake as it stands; one in which nothing was said yet is not kept. Raises StoreError."""
        kept = intake.kept()
        if _is_saved(intake, kept):
            self._write_down(intake)
            return
        intake.saved, intake.tried = None, True
        given = kept.response.answers.get(self.questionnaire.roles.birth_date, ())
        self._drafts.save(
            kept.response,
            kept.page,
            furthest=kept.furthest,
            typed=kept.typed,
            finished=kept.finished,
            paper=kept.paper,
            conclusion=intake.conclusion(),
            born=next((each for each in given if isinstance(each, PartialDate)), None),
        )
        if all(each.deed not in ("begun", "changed") for each in intake.performed):
            intake.note("changed")
        intake.saved = kept
        self._write_down(intake)

    def hand_over(self, intake: OpenIntake, terms: Terms | None = None) -> Sitting:
        """Give the screen to the patient of this intake. Raises StoreError."""
        return Sitting(intake, lambda: self.save(intake), self._clock, terms or Terms())

    def is_saved(self, intake: OpenIntake) -> bool:
        """Whether all of it is on the disk, as far as there is anything to save."""
        return _is_saved(intake, intake.kept())

    def close(self, intake: OpenIntake) -> None:
        """Done with it: others may open it, and whoever holds something of the patient drops it now."""
        with suppress(StoreError):  # the disk refuses: the bar of unsaved answers has said so
            self._write_down(intake)
        for forget in self._to_forget:
            forget()
        self._open.discard(intake.identifier)
        self._drafts.close(intake.identifier)

    @property
    def removes_finished(self) -> bool:
        """Whether who is at the desk may remove what is finished: it stays until an administrator says otherwise."""
        return self._who().role == "administrator"

    def check_discard(self, identifier: str) -> None:
        """See whether who is at the desk may remove this intake. Raises StoreError: who can."""
        if not self.removes_finished and self._drafts.is_finished(identifier):
            cause, fix = _("it is finished, and belongs to the records."), _("An administrator can remove it.")
            raise StoreError(_("A finished intake stays."), [Problem(identifier, cause, fix)])

    def discard(self, identifier: str) -> None:
        """Remove an intake for good. Raises StoreError: see `check_discard`; another window has it open."""
        self.check_discard(identifier)
        self._drafts.delete(identifier, self._act("discarded", identifier))

    def unfinished(self) -> tuple[IntakeLine, ...]:
        """What the start page lists: the unfinished, then what cannot be opened."""
        return self._lines(finished=False)

    def finished(self) -> tuple[IntakeLine, ...]:
        """Those finished within the last day, the newest first."""
        return self._lines(finished=True)

    def line(self, identifier: str) -> IntakeLine | None:
        """The line of one intake, if it is there."""
        return next((self._line(each) for each in self._drafts.list() if each.identifier == identifier), None)

    def overdue(self, keep: Keep) -> tuple[str, ...]:
        """The identifiers of finished intakes that are older than ``keep`` says, and not open."""
        period = _PERIODS.get(keep)
        older = () if period is None else self._drafts.finished_before(self._clock() - period)
        return tuple(each for each in older if each not in self._open)

    def remove_expired(self, keep: Keep) -> None:
        """Remove those; raises nothing: the next time will do."""
        for identifier in self.overdue(keep):
            with suppress(StoreError):
                self._drafts.delete(identifier, self._act("expired", identifier))

    def _act(self, deed: str, identifier: str) -> Act:
        return Act(self._clock(), self._who().name, deed, identifier)

    def _write_down(self, intake: OpenIntake) -> None:
        """Have the audit log hold all that was done with an intake that is kept. Raises StoreError."""
        while intake.saved is not None and intake.noted < len(intake.performed):
            deed, who, when = intake.performed[intake.noted]
            self._drafts.note(Act(when, who.name, deed, intake.identifier))
            intake.noted += 1

    def _stamp(self) -> str:
        """How far the log has come, for the summary; empty where the disk does not say."""
        with suppress(StoreError):
            return str(self._drafts.head())
        return ""

    def _respondents(self) -> frozenset[str]:
        """The codes that may be remembered."""
        asked = self.questionnaire.roles.respondent
        options = self.questionnaire.options(asked) if asked else ()
        return frozenset(each.code for each in options if each.offered) - UNKNOWN_CODES

    def _lines(self, *, finished: bool) -> tuple[IntakeLine, ...]:
        wanted = [each for each in self._drafts.list() if (each.finished is not None) is finished]
        return tuple(self._line(each) for each in wanted if self._is_of_today(each))

    def _is_of_today(self, info: IntakeInfo) -> bool:
        """False for what was finished more than a day ago."""
        return info.finished is None or self._clock() - info.finished <= RECENT

    def _line(self, info: IntakeInfo) -> IntakeLine:
        return line_of(info, self.questionnaire, carries=self._published.knows(info.questionnaire))

    def _opened(
        self, session: Session, deed: Deed, ended: datetime | None = None, paper: Paper | None = None
    ) -> OpenIntake:
        made = OpenIntake(
            self.definition, session, self._make, self._clock, self._who, stamp=self._stamp, ended=ended, paper=paper
        )
        made.note(deed)
        self._open.add(made.identifier)
        return made


OpenDesk = Callable[[IntakeStore, Callable[[], Definition], Who], Intakes]
"""Makes the desk of open records, a form, and who works there."""


def _not_here(identifier: str, cause: str, fix: str) -> StoreError:
    return StoreError(_("This intake cannot be opened here"), [Problem(identifier, cause, fix)])


def _is_saved(intake: OpenIntake, kept: Kept) -> bool:
    """Whether it is on the disk, or nothing was said in it yet."""
    subject = kept.response.subject
    said = kept.response.answers != intake.known or kept.typed or subject.display or subject.identifier
    return intake.saved == kept or not (said or intake.tried)
