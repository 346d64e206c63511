"""The facts of one intake while it is open: no widget holds any of them, so that none is lost with a widget.

Which page is shown and who is looking, what the answers mean, whether one may end before the last question, what Finish
found, which papers were made and how, and who did what. Rules: the same answers are judged once; an answer that changes
after Finish, and before anything left the house, undoes the finish; from the first paper or copy on, or once it was
closed, a finished intake is frozen; only the summary is the paper of an intake, because a handout holds no answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum, auto
from hashlib import sha256
from pathlib import Path
from typing import Literal, NamedTuple

from b12desk.desk.clock_note import clock_note
from b12desk.desk.member import Member, Who
from b12desk.desk.papers import Kind, MakePdf, Papers, replaced
from b12desk.engine.item_state import Typed
from b12desk.engine.reference_code import reference_code
from b12desk.engine.scoring import assess
from b12desk.engine.session import Session
from b12desk.engine.settled import EarlyEnd, early_end, outstanding
from b12desk.engine.unsure import flags_unsure
from b12desk.i18n import current
from b12desk.model.assessment import Assessment
from b12desk.model.definition import Definition
from b12desk.model.disclosed import Disclosed
from b12desk.model.imprint import Imprint
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import Answer
from b12desk.settings import HelpWords, PaperSize, Reference
from b12desk.store.intake_content import BY_STAFF, Paper, PaperWay
from b12desk.store.intake_store import Conclusion, Document
from b12desk.store.past_versions import History, PastVersion, Said

RESULT = "result"
"""Stands for the result where the linkId of a page is expected."""

Deed = Literal[
    "begun", "resumed", "changed", "handed over", "taken back", "acknowledged", "seen", "discussed",
    "finished", "reopened", "sent", "printed", "saved", "copied", "brought forward",
]  # fmt: skip


class Audience(Enum):
    """Who is looking at the screen."""

    STAFF = auto()
    PATIENT = auto()


class Performed(NamedTuple):
    """Who did what."""

    deed: Deed
    who: Member
    when: datetime


class MadePaper(NamedTuple):
    """How far a document has come: ``place`` is the file's name or the printer's, empty when it is not known."""

    way: Literal["printed", "saved", "sent"]
    place: str
    when: datetime


class Choices(NamedTuple):
    """What of the settings an intake needs."""

    reference: Reference = "us"
    paper: PaperSize = "a4"
    help: HelpWords = HelpWords()
    letterhead: tuple[str, ...] = ()
    stamped: bool = True
    """The summary bears what the audit log had come to: not where the log is thrown away."""
    nhs: bool = False
    """The record number is the NHS number."""


class Kept(NamedTuple):
    """All that is saved of an open intake."""

    response: QuestionnaireResponse
    page: str
    furthest: str
    typed: tuple[Typed, ...]
    finished: datetime | None
    paper: Paper | None
    documents: tuple[Document, ...] = ()


class Offer(NamedTuple):
    """That staff may end an intake here, with ``left`` questions unanswered, and why.

    Nothing that is left can change the result; or, when ``flagged``, there is a red flag, and people come first.
    """

    flagged: bool
    left: int


class Amends(NamedTuple):
    """What an amendment began from: version ``number``, whose answers were ``base``; ``why`` it was begun.

    ``fresh``: nothing of it is kept yet.
    """

    number: int
    base: QuestionnaireResponse
    why: Said
    fresh: bool = True


@dataclass(frozen=True)
class Result:
    """What Finish found, and its papers; ``early`` when it was finished before the last question."""

    response: QuestionnaireResponse
    assessment: Assessment
    choices: Choices
    papers: Papers
    early: EarlyEnd | None = None
    disclosed: Disclosed = field(default_factory=Disclosed)


class OpenIntake:
    """Made by `Intakes.begin` and `Intakes.resume`.

    ``saved``: what of it is on the disk; ``tried``: somebody wanted it there. ``paper`` and ``ended``: the paper of the
    finished intake, and since when it is finished. ``made``: the documents that were made, this time it is open.
    ``left_behind``: what of an older version of the form has no place in this one, in words. ``at``: the question at
    which work goes on when it is opened again. ``changing``: the one that is changed from the check page, which comes
    next; both empty when there is none. ``history``: what became of it since it was finished. ``amends``: the version
    that it is to replace; None when it is no amendment. ``known``: the answers that it began with; as long as there are
    no others, nothing was said. ``from_paper``: they are taken in from paper; ``second``: again, only to be compared;
    ``second_entry``: that other one, of the first, while it is on its way. ``seen``: what was asked back and seen, by
    question and words. ``apart``: who was said to be somebody else, or was seen to be only like, and how. ``noted``:
    how much of what was ``performed`` stands in the audit log. ``given``: how the next answers come; ``disclosed``
    says how all of them did.
    """

    def __init__(
        self,
        definition: Definition,
        session: Session,
        make: MakePdf,
        clock: Callable[[], datetime],
        who: Who,
        *,
        stamp: Callable[[], str] = str,
        ended: datetime | None = None,
        paper: Paper | None = None,
    ) -> None:
        self.definition = definition
        self.session = session
        self.identifier = session.response().identifier
        self.shown = RESULT if session.finished and not session.issues else session.page
        self.audience = Audience.STAFF
        self.choices = Choices()
        self.result: Result | None = None
        self.made: dict[Kind, MadePaper] = {}
        self.performed: list[Performed] = []
        self.noted = 0
        self.ended = ended
        self.paper = paper
        self.saved: Kept | None = None
        self.tried = False
        self.left_behind: tuple[str, ...] = ()
        self.at = ""
        self.changing = ""
        self.seen: set[tuple[str, str]] = set()
        self.apart: set[tuple[str, str]] = set()
        self.from_paper = self.second = False
        self.second_entry: OpenIntake | None = None
        self.known: Mapping[str, tuple[Answer, ...]] = {}
        self.history = History()
        self.amends: Amends | None = None
        self.given = BY_STAFF
        self.disclosed: Callable[[], Disclosed] = Disclosed
        self._make, self._clock, self._who, self._stamp = make, clock, who, stamp
        self._judged: tuple[QuestionnaireResponse, Reference, Assessment] | None = None
        self._left: tuple[QuestionnaireResponse, int, bool] | None = None
        self._refused: set[tuple[tuple[str, ...], bool]] = set()
        self._documents: list[Document] = []
        if paper is not None:
            self.made["summary"] = MadePaper(paper.way, "", paper.when)

    @property
    def frozen(self) -> bool:
        """Whether it is finished, and no answer can be changed any more."""
        return self.session.frozen

    def seal(self) -> None:
        """Something left the house, or it was closed: from now on it is frozen, if it is finished."""
        if self.session.finished and self.amends is None:
            self.session.freeze()

    def clock_note(self) -> str:
        """What to say of this computer's clock, when it is plainly wrong."""
        return clock_note(self._clock(), self.definition.questionnaire)

    def assessment(self) -> Assessment:
        """What the answers mean as they stand."""
        response, reference = self.session.response(), self.choices.reference
        if self._judged is None or self._judged[:2] != (response, reference):
            self._judged = response, reference, assess(self.definition, response, reference=reference)
        return self._judged[2]

    def offer(self) -> Offer | None:
        """Whether staff may end it here; never to a patient, and never with a mistake open.

        Refused at some red flags, it comes again with other flags, and once more when nothing can change.
        """
        left, settled = self._standing()
        flags = self._flags()
        if not left or self.audience is not Audience.STAFF or (flags, settled) in self._refused:
            return None
        if flags:
            return Offer(flagged=True, left=left)
        return Offer(flagged=False, left=left) if settled and not self.session.issues else None

    def go_on(self) -> None:
        """Staff want to ask on in spite of the red flags."""
        self._refused.add((self._flags(), self._standing()[1]))

    def flags(self) -> tuple[str, ...]:
        """The red flags as they stand, and after them those that somebody is not sure of."""
        return self._flags() + flags_unsure(self.definition, self.session.response())

    def finish(self) -> Result:
        """The result; the one that is there while nothing has changed. Raises ValueError with issues open."""
        if not self.session.finished:
            self._reopen()
        response = self.session.finish()
        if self.ended is None:
            self.ended = self.note("finished") if self.amends is None else self._clock()
        found, disclosed = self.result, self.disclosed()
        if found is None or (found.response, found.choices, found.disclosed) != (response, self.choices, disclosed):
            assessment = self.assessment()
            clinic = self.definition.at_clinic(self.choices.help)
            form = replace(
                clinic,
                letterhead=self.choices.letterhead,
                stamp=self._stamp() if self.choices.stamped else "",
                imprint=self._imprint(),
                nhs=self.choices.nhs,
                disclosed=disclosed,
            )
            papers = Papers(form, response, assessment, self.choices.paper, make=self._make, catalogue=current())
            early = early_end(form, response, assessment)
            found = self.result = Result(response, assessment, self.choices, papers, early, disclosed)
        return found

    def conclusion(self) -> Conclusion | None:
        """What it came to and which papers were made of it this time, as it is kept; None while it is not finished."""
        if self.result is None or not self.session.finished:
            return None
        response, assessment = self.result.response, self.result.assessment
        documents = tuple(self._documents)
        if self.frozen and self.history.assessment is not None:  # what it came to then stands
            return Conclusion(self.history.assessment, documents, self.history.reference)
        return Conclusion(assessment, documents, reference_code(response, assessment))

    def renew_imprint(self) -> None:
        """Have the papers that are made from now on say who makes them, and when."""
        self.finish().papers.imprint(self._imprint())

    def imprinted(self) -> Definition:
        """The form, with what a paper made now says of itself."""
        return replace(self.definition, imprint=self._imprint())

    def papers_of(self, version: PastVersion) -> Papers:
        """The papers of an earlier version of today's form, which say that they are replaced. Raises ValueError."""
        response, found = version.intake.response, version.assessment
        if found is None:
            raise ValueError("what it came to cannot be read")
        before = next((each for each in self.history.earlier if each.number == version.number - 1), None)
        imprint = replace(
            self._imprint(),
            version=version.number,
            replaces=replaced(before) if before else None,
            replaced_by=version.number + 1,
        )
        clinic = self.definition.at_clinic(self.choices.help)
        form = replace(clinic, letterhead=self.choices.letterhead, imprint=imprint)
        session = Session(form.questionnaire, response.authored, response, finished=True, ending=response.status)
        counted = session.response(response.status)
        return Papers(form, counted, found, self.choices.paper, make=self._make, catalogue=current())

    def copied(self) -> None:
        """Lines for the record, or codes, are on the clipboard."""
        self.note("copied")
        self.seal()

    def hand_over(self, audience: Audience) -> None:
        """Somebody else looks at the screen from now on."""
        self.audience = audience
        self.note("handed over")

    def save_paper(self, kind: Kind, path: Path) -> None:
        """Write a document to ``path``. Raises ReportError: nothing changed."""
        self.finish().papers.save(kind, path)
        self.made[kind] = MadePaper("saved", path.name, self.note("saved"))
        self._keep_document(kind, "saved")
        self.seal()
        if kind == "summary":
            self.paper = Paper("saved", self.made[kind].when)

    def came_out(self, kind: Kind, printer: str) -> None:
        """A person has the printed pages in the hand."""
        self.made[kind] = MadePaper("printed", printer, self.note("printed"))
        self._keep_document(kind, "printed")
        self.seal()
        if kind == "summary":
            self.paper = Paper("printed", self.made[kind].when)

    def was_sent(self, kind: Kind, printer: str) -> None:
        """The print service has the pages; nobody has said that they came out, which counts for nothing."""
        if kind not in self.made or self.made[kind].way == "sent":
            self.made[kind] = MadePaper("sent", printer, self.note("sent"))
        self.seal()

    def kept(self) -> Kept:
        """What is to be saved, as it stands."""
        session = self.session
        if not session.finished:
            self._reopen()
        elif self.ended is None:
            self.ended = self._clock()
        return Kept(
            session.kept(),
            session.page,
            session.furthest,
            session.typed,
            self.ended,
            self.paper,
            tuple(self._documents),
        )

    def note(self, deed: Deed) -> datetime:
        """Write down who did this, now."""
        now = self._clock()
        self.performed.append(Performed(deed, self._who(), now))
        return now

    def _imprint(self) -> Imprint:
        """What the papers say of themselves."""
        past, now = self.history, self._clock().replace(second=0, microsecond=0)
        return Imprint(
            by=self._who().name,
            at=now,
            version=past.version,
            replaces=replaced(past.earlier[-1]) if past.earlier else None,
            voided=past.voided is not None,
        )

    def _flags(self) -> tuple[str, ...]:
        return tuple(each.id for each in self.assessment().of_kind("red-flag"))

    def _standing(self) -> tuple[int, bool]:
        """How many questions are unanswered, and whether none of them can change anything."""
        response = self.session.response()
        if self._left is None or self._left[0] != response:
            left = len(self.session.tally.open)
            self._left = response, left, not outstanding(self.definition, response)
        return self._left[1:]

    def _keep_document(self, kind: Kind, way: PaperWay) -> None:
        """Remember which paper left the house, by its hash."""
        digest = sha256(self.finish().papers.pdf(kind)).hexdigest()
        self._documents.append(Document(kind, way, self.made[kind].when, digest))

    def _reopen(self) -> None:
        """It is not finished, or no more."""
        if self.ended is not None and self.amends is None:
            self.note("reopened")
        self.ended = self.paper = self.result = None
        self.made.clear()
        self._documents.clear()
