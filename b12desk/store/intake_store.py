"""What the desk asks of the place where intakes are kept, whatever that is.

Rules: a save that returned is on the disk; an intake has one writer, and one that somebody discarded is not brought
back; a list raises nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

from b12desk.engine.item_state import Typed
from b12desk.errors import StoreError
from b12desk.model.assessment import Assessment
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import PartialDate
from b12desk.store.audit_chain import Act, Head
from b12desk.store.intake_content import IntakeInfo, Paper, PaperWay, UnfinishedIntake

if TYPE_CHECKING:
    from b12desk.store.finding import Found, Query  # which needs what stands here


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
    ) -> None:
        """Keep ``response`` durably under its identifier, with us as its one writer.

        ``born``: when its answers say that the patient was born, to be found by.
        Raises StoreError when the disk refuses, HeldElsewhereError when another window has it or has removed it.
        """

    def open(self, identifier: str) -> UnfinishedIntake:
        """One intake, of which we are the one writer from now on. Raises StoreError, also HeldElsewhereError."""
        ...

    def close(self, identifier: str) -> None:
        """Let others open it again."""

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

    def note(self, act: Act) -> None:
        """Write into the audit log who did what. Raises StoreError."""

    def head(self) -> Head:
        """How far the audit log has come. Raises StoreError."""
        ...

    def delete(self, identifier: str, act: Act | None = None) -> None:
        """Remove it for good, and write ``act`` into the audit log with it; one that is gone already is no error.

        Raises HeldElsewhereError while another window has it open, StoreError when the disk refuses.
        """
