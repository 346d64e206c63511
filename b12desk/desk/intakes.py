"""What is done with intakes: begin, save, resume, close, discard, and what there is to resume.

Rules: it knows no widget and is handed what it works with (the folder of intakes, how the form is loaded, how papers
are made, what else has to be forgotten, the clock, who is at the desk) by `b12desk.app`; saving returns when it is on
the disk; a save that changes nothing writes nothing; closing leaves nothing of the patient in memory; a finished intake
is removed when it is older than the settings say, and never while it is open. Imported after the first paint, with all
that it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from b12desk.definitions.published import Published
from b12desk.desk.bring_forward import Forward, forward
from b12desk.desk.carried_intake import CarriedIntake, carried_over
from b12desk.desk.clock_note import clock_note
from b12desk.desk.comparing import Comparing
from b12desk.desk.disclosures import Disclosures
from b12desk.desk.finding import Finding
from b12desk.desk.finished_ones import FinishedOnes, born_of
from b12desk.desk.from_paper import FromPaper
from b12desk.desk.handing_over import HandingOver
from b12desk.desk.listed import Listed
from b12desk.desk.member import Member, Who
from b12desk.desk.open_intake import Amends, Audience, Deed, Kept, OpenIntake
from b12desk.desk.papers import MakePdf, make_pdf
from b12desk.desk.people import People
from b12desk.desk.waiting_room import Sitting, Terms
from b12desk.engine.session import REVIEW, Session
from b12desk.errors import Problem, StoreError, UserError
from b12desk.i18n import _, current
from b12desk.model.definition import Definition
from b12desk.model.disclosed import Disclosed
from b12desk.model.issue import IssueCode
from b12desk.model.response import Status, new_response
from b12desk.model.translated import translated
from b12desk.model.values import UNKNOWN_CODES, Coding
from b12desk.store.audit_chain import Act
from b12desk.store.intake_content import Paper, UnfinishedIntake
from b12desk.store.intake_store import IntakeStore
from b12desk.store.past_versions import History

if TYPE_CHECKING:
    from b12desk.desk.person_data import PersonData


def local_time() -> datetime:
    """Now, in the zone of this computer."""
    return datetime.now(UTC).astimezone().replace(microsecond=0)


class Intakes(Listed):
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
        self.handing = HandingOver(drafts.waiting, self.resume, self.save, self._log, clock, free=drafts.check_free)
        """How the screen is given to a patient, and taken back."""
        self.finding = Finding(drafts.find, self.definition, clock, self.handing.elsewhere)
        """How intakes are found again."""
        self.people = People(drafts.people, self.finding, clock, who)
        """Whose they are."""
        self.comparing = Comparing(drafts.load, self._published)
        """Two visits side by side."""
        self.disclosures = Disclosures(drafts.waiting, self.save, self._log, clock, who)
        """What patients said alone: who of the staff has to see it."""
        self._drafts = drafts
        self._clock = clock
        self._make = make
        self._who = who
        self._to_forget = [forget]
        self.finished_ones = FinishedOnes(drafts, self._published, self.questionnaire, clock, who)
        """What is done with an intake after it was finished."""
        self.paper = FromPaper(
            drafts,
            self.questionnaire,
            lambda session: OpenIntake(self.definition, session, make, clock, who),
            clock,
        )
        """Answers taken in from paper, once or twice."""
        self._open: set[str] = set()

    @cached_property
    def person(self) -> PersonData:
        """All that is kept of one person, on request."""
        from b12desk.desk.person_data import PersonData  # noqa: PLC0415 -- ReportLab and FHIR, only when wanted

        return PersonData(self._drafts, self._published, self._who, self._clock)

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

    def begin_from_paper(self) -> OpenIntake:
        """A new intake whose answers stand on paper: its questions have the numbers of the paper."""
        return self.paper.mark(self._opened(self.paper.session(), "begun"))

    def respondent_of(self, intake: OpenIntake) -> str:
        """Who gave the answers, for the next intake to begin with; "" when that is not to be remembered.

        What is not offered is not remembered, nor what a patient says who sits alone before the screen.
        """
        given = intake.session.answers.get(self.questionnaire.roles.respondent, ())
        codes = [each.code for each in given if isinstance(each, Coding)]
        known = (
            intake.audience is Audience.STAFF
            and not intake.from_paper
            and codes[:1]
            and codes[0] in self._respondents()
        )
        return codes[0] if known else ""

    def resume(self, identifier: str) -> OpenIntake:
        """An intake, finished or not, for us alone: where something is wrong, else open, else on the furthest page.

        A finished one is frozen. One that was begun with an older version of the form is brought forward, to be saved
        as such; what one that was finished with it came to stands, and only amending it brings it forward.
        Raises StoreError, also while another window has it open, and DefinitionError when the older version is broken.
        """
        found = self._drafts.open(identifier)
        with self._closing_on_error(identifier):
            past = self._drafts.history(identifier) if found.finished else History()
            carried = self._carried(found)
            draft = carried.draft
            if found.finished and carried.forward:
                version = found.response.questionnaire.rpartition("|")[2]
                cause = _("it was finished with version {version} of the form.", version=version)
                fix = _("What it came to stands. Open it to read it; amending it brings it to the form of today.")
                raise _not_here(identifier, cause, fix)
            finished = draft.finished is not None
            paper = None if finished else self.paper.entry(identifier)
            session = Session(
                self.questionnaire if paper is None else self.paper.questionnaire,
                draft.response.authored,
                draft.response,
                typed=draft.typed,
                clock=self._clock,
                finished=finished,
                ending=draft.response.status if finished else Status.COMPLETED,
            )
        first = _to_where_work_goes_on(session, draft)
        if session.finished:
            session.go_to(REVIEW)  # there is no page to change an answer on
        intake = self._opened(session, "resumed", draft.finished, draft.paper)
        intake.history = past
        intake.left_behind = carried.left
        intake.at = first
        if paper is not None:
            self.paper.open_again(intake, paper)
        intake.saved, intake.tried = None if carried.forward else intake.kept(), True
        if carried.forward:
            intake.note("brought forward")
        intake.seal()
        with suppress(StoreError):  # it is tried again at the next save
            self._write_down(intake)
        return intake

    def amend(self, identifier: str, reason: str = "") -> OpenIntake:
        """The amendment of a finished intake, for us alone: the one on its way, or a new one, for ``reason``.

        What it is to be dated by stays the day of the intake. Raises as `resume`.
        """
        found = self._drafts.open(identifier)
        with self._closing_on_error(identifier):
            past = self._drafts.history(identifier)
            if past.voided is not None:
                raise _not_here(
                    identifier, _("it was entered in error."), _("On its result, say that it was no error.")
                )
            why = past.amendment.why if past.amendment else self.finished_ones.said(reason)
            carried = self._carried(past.amendment.intake if past.amendment else found)
            draft = replace(carried.draft, finished=None, paper=None)
            session = Session(
                self.questionnaire,
                draft.response.authored,
                draft.response,
                typed=draft.typed,
                ending=Status.AMENDED,
            )
        _to_where_work_goes_on(session, draft)
        session.go_to(REVIEW)
        intake = self._opened(session, None)
        intake.history, intake.left_behind = past, carried.left
        intake.amends = Amends(past.version, found.response, why, fresh=past.amendment is None)
        intake.saved, intake.tried = intake.kept(), True
        return intake

    def save(self, intake: OpenIntake) -> None:
        """Keep the intake as it stands; one in which nothing was said yet is not kept. Raises StoreError."""
        self._save_answers(intake)
        self.paper.keep(intake)

    def _save_answers(self, intake: OpenIntake) -> None:
        kept = intake.kept()
        if _is_saved(intake, kept):
            self._write_down(intake)
            return
        intake.saved, intake.tried = None, True
        if intake.amends is not None:
            self.finished_ones.keep_amendment(intake, kept)
            intake.saved = kept
            return
        self._drafts.save(
            kept.response,
            kept.page,
            furthest=kept.furthest,
            typed=kept.typed,
            finished=kept.finished,
            paper=kept.paper,
            conclusion=intake.conclusion(),
            born=born_of(self.questionnaire, kept.response),
            given=intake.given,
        )
        told = ("begun", "changed", "brought forward")
        if not intake.frozen and all(each.deed not in told for each in intake.performed):
            intake.note("changed")
        intake.saved = kept
        self._write_down(intake)

    def hand_over(self, intake: OpenIntake, terms: Terms | None = None) -> Sitting:
        """As `HandingOver.give`."""
        return self.handing.give(intake, terms or Terms())

    def is_saved(self, intake: OpenIntake) -> bool:
        """Whether all of it is on the disk, as far as there is anything to save."""
        return _is_saved(intake, intake.kept()) and self.paper.is_kept(intake)

    def close(self, intake: OpenIntake) -> None:
        """Done with it: others may open it, and whoever holds something of the patient drops it now."""
        with suppress(StoreError):  # the disk refuses: the bar of unsaved answers has said so
            self._write_down(intake)
        for forget in self._to_forget:
            forget()
        self._open.discard(intake.identifier)
        self._drafts.close(intake.identifier)

    def done(self, intake: OpenIntake) -> None:
        """Close it for good: first somebody has to have seen what the patient said alone. Raises NotSeenError."""
        self.disclosures.check(intake)
        self.close(intake)

    def older(self, identifier: str) -> Forward | None:
        """What bringing an intake of an older form forward would mean; None when it is of today's. Raises StoreError.

        Nothing is changed by it.
        """
        found = self._drafts.load(identifier)
        if found.response.questionnaire == self.questionnaire.canonical:
            return None
        with self._closing_on_error(identifier):
            past = self._drafts.history(identifier)
            return forward(found, past, self._carried(found), self._published, self.questionnaire)

    def _carried(self, draft: UnfinishedIntake) -> CarriedIntake:
        carried = carried_over(draft, self._published)
        if carried is None:
            cause = _("it was begun with another version of the questionnaire.")
            fix = _("It is kept as it is. Finish it with that version, or begin a new intake.")
            raise _not_here(draft.response.identifier, cause, fix)
        return carried

    @contextmanager
    def _closing_on_error(self, identifier: str) -> Iterator[None]:
        """Where an intake cannot be opened, others may. Raises StoreError for what does not fit the form, too."""
        try:
            yield
        except UserError:
            self._drafts.close(identifier)
            raise
        except (KeyError, ValueError, ArithmeticError):
            self._drafts.close(identifier)
            cause = _("its answers do not fit the questions of this form.")
            fix = _("It is kept as it is. Keep the file for your support, and begin a new intake.")
            raise _not_here(identifier, cause, fix) from None

    def _log(self, deed: Deed, identifier: str) -> None:
        self._drafts.note(self._act(deed, identifier))

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

    def _disclosed(self, intake: OpenIntake) -> Disclosed:
        """How its answers came; as if nobody knew, where the disk does not say."""
        with suppress(StoreError):
            return self.disclosures.disclosed(intake)
        return Disclosed()

    def _respondents(self) -> frozenset[str]:
        """The codes that may be remembered."""
        asked = self.questionnaire.roles.respondent
        options = self.questionnaire.options(asked) if asked else ()
        return frozenset(each.code for each in options if each.offered) - UNKNOWN_CODES

    def _opened(
        self, session: Session, deed: Deed | None, ended: datetime | None = None, paper: Paper | None = None
    ) -> OpenIntake:
        made = OpenIntake(
            self.definition, session, self._make, self._clock, self._who, stamp=self._stamp, ended=ended, paper=paper
        )
        made.disclosed = lambda: self._disclosed(made)
        if deed is not None:
            made.note(deed)
        self._open.add(made.identifier)
        return made


def _to_where_work_goes_on(session: Session, draft: UnfinishedIntake) -> str:
    """Go to the page that was left; the question to go on at, which is what is wrong or open first, "" for none."""
    wrong = [each.link_id for each in session.issues if each.code is not IssueCode.REQUIRED]
    for link_id in wrong:
        session.leave(link_id)
    for page in (draft.page, draft.furthest):
        if page in session.pages:
            session.go_to(page)
    first = "" if session.finished else next(iter((*wrong, *session.pending)), "")
    if first:
        session.go_to(first)
    return first


OpenDesk = Callable[[IntakeStore, Callable[[], Definition], Who], Intakes]
"""Makes the desk of open records, a form, and who works there."""


def _not_here(identifier: str, cause: str, fix: str) -> StoreError:
    return StoreError(_("This intake cannot be opened here"), [Problem(identifier, cause, fix)])


def _is_saved(intake: OpenIntake, kept: Kept) -> bool:
    """Whether it is on the disk, or nothing was said in it yet."""
    subject = kept.response.subject
    said = kept.response.answers != intake.known or kept.typed or subject.name or subject.identifier
    return intake.saved == kept or not (said or intake.tried)
