"""Finished intakes amended and voided in the records: the deeds of `history`, in one commit with the entry in the log.

All raise StoreError when the disk refuses, HeldElsewhereError when another window has the intake, changed or removed
it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

import sqlalchemy as sa

from b12desk.model.values import PartialDate
from b12desk.store import history, rows
from b12desk.store.audit_chain import Act
from b12desk.store.intake_content import UnfinishedIntake
from b12desk.store.intake_store import Conclusion
from b12desk.store.past_versions import History, Said

T = TypeVar("T")
Change = Callable[[sa.Connection, rows.Written | None], rows.Written]


class Amending(ABC):
    """What the records do with an intake that is finished."""

    @abstractmethod
    def _change(self, identifier: str, change: Change, act: Act | None = None) -> None: ...

    @abstractmethod
    def _looked_at(self, identifier: str, look: Callable[[sa.Connection, str], T]) -> T: ...

    def history(self, identifier: str) -> History:
        """What became of an intake. Raises StoreError, also when it is damaged."""
        return self._looked_at(identifier, history.history_of)

    def keep_amendment(self, draft: UnfinishedIntake, why: Said, act: Act | None = None) -> None:
        """Keep an amendment on its way, beside the version that stands."""
        now = datetime.now(UTC)
        saved = UnfinishedIntake(draft.response, draft.page, now, draft.furthest, draft.typed)
        self._to_finished(
            draft.response.identifier, lambda one, former: history.put_amendment(one, former, saved, why), act
        )

    def drop_amendment(self, identifier: str, act: Act) -> None:
        """Let go of an amendment on its way: the version that stands stays."""
        self._to_finished(identifier, history.drop_amendment, act)

    def finish_amendment(
        self, draft: UnfinishedIntake, conclusion: Conclusion, born: PartialDate | None, why: Said, act: Act
    ) -> None:
        """Have ``draft`` stand as the next version; the one before is kept as it was."""
        self._to_finished(
            draft.response.identifier,
            lambda one, former: history.put_version(one, former, draft, conclusion, born=born, why=why),
            act,
        )

    def void(self, identifier: str, why: Said, act: Act) -> None:
        """It was entered in error."""
        self._to_finished(identifier, lambda one, former: history.put_void(one, former, why), act)

    def take_back_void(self, identifier: str, act: Act) -> None:
        """It counts again."""
        self._to_finished(identifier, history.drop_void, act)

    def _to_finished(
        self, identifier: str, change: Callable[[sa.Connection, rows.Written], rows.Written], act: Act | None
    ) -> None:
        def changed(connection: sa.Connection, former: rows.Written | None) -> rows.Written:
            if former is None or former.draft.finished is None:
                raise rows.OvertakenError(gone=former is None)
            return change(connection, former)

        self._change(identifier, changed, act)
