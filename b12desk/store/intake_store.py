"""What the desk asks of the place where intakes are kept, whatever that is.

Rules: a save that returned is on the disk; an intake has one writer, and one that somebody discarded is not brought
back; a list raises nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

from b12desk.engine.item_state import Typed
from b12desk.errors import StoreError
from b12desk.model.assessment import Assessment
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import PartialDate
from b12desk.store.audit_chain import Act, Head
from b12desk.store.intake_content import BY_STAFF, Given, IntakeInfo, Paper, PaperWay, UnfinishedIntake
from b12desk.store.past_versions import History, Said

if TYPE_CHECKING:
    from b12desk.store.finding import Found, FoundIntake, Query  # which need what stands here
    from b12desk.store.paper_entries import PaperEntry
    from b12desk.store.people import People
    from b12desk.store.waiting import Waiting
    from b12desk.store.whole_intakes import WholeIntakes


class HeldElsewhereError(StoreError):
    """Another window has this intake open, or took it over, or removed it: nothing of it was changed here."""


class Document(NamedTuple):
    """A paper that left the house: which, how, when, and the SHA-256 of the PDF."""

    kind: str
    way: PaperWay
    made: datetime
    sha256: str


class Conclusion(NamedTuple):
    """What a finished intake came to: as it was judged, the papers made of it, and the code of reference on them."""

    assessment: Assessment
    documents: tuple[Document, ...] = ()
    reference: str = ""


class IntakeStore(Protocol):
    """Where intakes are kept, finished or not."""

    @property
    def whole(self) -> WholeIntakes:
        """All that is kept of an intake, to look at."""
        ...

    @property
    def people(self) -> People:
        """Whose the intakes are."""
        ...

    @property
    def waiting(self) -> Waiting:
        """What of the waiting room is kept."""
        ...

    def check_free(self, identifier: str) -> None:
        """Raises HeldElsewhereError while another window has it open; not, where the disk does not say."""

    def check(self) -> None:
        """See whether something can be saved at all. Raises StoreError."""

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

    def paper_entry(self, identifier: str) -> PaperEntry | None:
        """What is known of the paper that an intake is taken in from; None when there is none. Raises StoreError."""
        ...

    def keep_second(self, identifier: str, second: UnfinishedIntake | None) -> None:
        """Keep the second entry of its paper beside it; None: it goes. Raises as `save`."""

    def open(self, identifier: str) -> UnfinishedIntake:
        """One intake, of which we are the one writer from now on. Raises StoreError, also HeldElsewhereError."""
        ...

    def close(self, identifier: str) -> None:
        """Let others open it again."""

    def load(self, identifier: str) -> UnfinishedIntake:
        """One intake, to look at. Raises StoreError."""
        ...

    def list(self) -> tuple[IntakeInfo, ...]:
        """The newest first, then those that cannot be opened. Raises nothing."""
        ...

    def finished_before(self, when: datetime) -> tuple[str, ...]:
        """The identifiers of those that were finished before ``when``; raises nothing."""
        ...

    def is_finished(self, identifier: str) -> bool:
        """Whether it is there, and finished. Raises StoreError."""
        ...

    def find(self, query: Query) -> Found:
        """Look through all of them. Raises StoreError when they cannot be read."""
        ...

    def history(self, identifier: str) -> History:
        """What became of a finished one. Raises StoreError."""
        ...

    def keep_amendment(self, draft: UnfinishedIntake, why: Said, act: Act | None = None) -> None:
        """Keep an amendment on its way, beside the version that stands. Raises as `save`."""

    def drop_amendment(self, identifier: str, act: Act) -> None:
        """Let go of it. Raises as `save`."""

    def finish_amendment(
        self, draft: UnfinishedIntake, conclusion: Conclusion, born: PartialDate | None, why: Said, act: Act
    ) -> None:
        """Have it stand as the next version; the one before is kept. Raises as `save`."""

    def void(self, identifier: str, why: Said, act: Act) -> None:
        """A finished one was entered in error. Raises as `save`."""

    def take_back_void(self, identifier: str, act: Act) -> None:
        """It counts again. Raises as `save`."""

    def lines(self, identifiers: Sequence[str]) -> tuple[FoundIntake, ...]:
        """These intakes, as they are found. Raises StoreError."""
        ...

    def note(self, act: Act) -> None:
        """Write into the audit log who did what. Raises StoreError."""

    def head(self) -> Head:
        """How far the audit log has come. Raises StoreError."""
        ...

    def delete(self, identifier: str, act: Act | None = None) -> None:
        """Remove it for good, and write ``act`` into the audit log with it; one that is gone already is no error.

        Raises HeldElsewhereError while another window has it open, StoreError when the disk refuses.
        """

    def delete_all(self, acts: Iterable[Act]) -> None:
        """Remove the intakes of these acts for good; raises nothing: what could not be removed is there still."""

    def erase(self, acts: Sequence[Act]) -> None:
        """Remove the intakes of these acts, all or none, and all that is left of them. Raises as `delete`."""
