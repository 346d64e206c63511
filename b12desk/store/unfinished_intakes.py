"""Intakes that were begun: one file each, saved at every answer, so that a crash or a power loss costs nothing.

Rules: `UnfinishedIntakes.save` returns only when the answers are on the disk; files bear the intake's identifier, never
the patient's name; an intake has one writer (`lock`), and one that was discarded stays so, whoever else had it open; a
damaged file is reported and kept; what is no file of ours is named and left; listing reads no more than a start page
shows, and always ends soon.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from b12desk.engine.item_state import Typed
from b12desk.errors import StoreError
from b12desk.i18n import _
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import PartialDate
from b12desk.private_file import private_dir, refusal, write_whole
from b12desk.store import json_file
from b12desk.store.intake_content import (
    FORMAT,
    IDENTIFIER,
    VERSION,
    IntakeInfo,
    Paper,
    UnfinishedIntake,
    content_of,
    draft_of,
)
from b12desk.store.intake_list import copied, listed
from b12desk.store.intake_store import Conclusion, HeldElsewhereError
from b12desk.store.lock import HeldError, Lock, take
from b12desk.store.one_writer import changed, discarded, elsewhere, lost

__all__ = ["HeldElsewhereError", "IntakeInfo", "Paper", "UnfinishedIntake", "UnfinishedIntakes"]

_MOST_PROBLEMS = 5


@dataclass(slots=True)
class _Held:
    """An intake that is open here, and what its file held when we last read or wrote it: None before the first time.

    ``lock``: None where the disk refused to make one; it is asked again at the next write.
    """

    lock: Lock | None
    written: bytes | None = None


class UnfinishedIntakes:
    """The drafts of one folder. The folder is made, readable by the current user only, at the first save."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._held: dict[str, _Held] = {}

    def check(self) -> None:
        """See whether something can be saved at all. Raises StoreError."""
        probe = self.directory / "probe"
        try:
            private_dir(self.directory)
            write_whole(probe, b"")
            probe.unlink()
        except OSError as error:
            raise self._refused(_("Answers cannot be saved."), error) from error

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

        Raises StoreError when the disk refuses, HeldElsewhereError when another window has it or has removed it.
        """
        path = self._path(response.identifier)
        now = datetime.now(UTC)
        draft = UnfinishedIntake(response, page, now, furthest or page, tuple(typed), finished, paper)
        content = content_of(draft)
        held = self._writer(response.identifier)
        json_file.write(path, content)
        held.written = json_file.encoded(content)

    def open(self, identifier: str) -> UnfinishedIntake:
        """One draft, of which we are the one writer from now on. Raises as `load`, and HeldElsewhereError."""
        path = self._path(identifier)
        try:
            lock = self._held.get(identifier) or self._take(identifier)
        except HeldElsewhereError:
            raise
        except StoreError:  # a disk that takes no lock takes no answer either, and says so then; reading harms nobody
            lock = self._held[identifier] = _Held(None)
        try:
            draft = self.load(identifier)
            lock.written = path.read_bytes()
        except StoreError:
            self.close(identifier)
            raise
        except OSError as error:
            self.close(identifier)
            raise self._refused(_("This could not be read."), error) from error
        return draft

    def close(self, identifier: str) -> None:
        """Let others open it again."""
        held = self._held.pop(identifier, None)
        if held is not None and held.lock is not None:
            held.lock.release()

    def list(self) -> tuple[IntakeInfo, ...]:
        """All drafts, newest first, then those that cannot be opened. Raises nothing; a missing folder is empty."""
        return listed(self.directory, self._held)

    def load(self, identifier: str) -> UnfinishedIntake:
        """One draft, validated. Raises StoreError; a damaged file is moved aside first."""
        path = self._path(identifier)
        content = json_file.read(path, FORMAT, VERSION)
        try:
            draft = draft_of(content)
        except ValidationError as error:
            places = dict.fromkeys(".".join(map(str, ("response", *each["loc"][:2]))) for each in error.errors())
            causes = [_("{place} is not what a draft holds.", place=place) for place in places]
            raise json_file.set_aside(path, causes[:_MOST_PROBLEMS]) from None
        except (ValueError, ArithmeticError) as error:
            raise json_file.set_aside(path, [str(error)]) from error
        if draft.response.identifier != identifier:
            raise copied(path, draft.response.identifier)
        return draft

    def delete(self, identifier: str) -> None:
        """Remove a draft for good: expired, or no longer wanted. One that is gone already is no error.

        Raises HeldElsewhereError while another window has it open, StoreError when the disk refuses.
        """
        path = self._path(identifier)
        if not path.parent.exists():
            return
        try:
            if identifier not in self._held:
                self._take(identifier)
            path.unlink(missing_ok=True)
        except OSError as error:
            raise self._refused(_("This draft could not be removed."), error) from error
        finally:
            self.close(identifier)

    # One writer

    def _take(self, identifier: str) -> _Held:
        """Become its one writer."""
        path = self._path(identifier).with_suffix(".lock")
        try:
            held = self._held[identifier] = _Held(take(path, datetime.now(UTC).astimezone()))
        except HeldError as error:
            raise elsewhere(error.holder) from error
        except OSError as error:
            raise StoreError(_("This intake cannot be locked."), [refusal(error, path)]) from error
        return held

    def _take_again(self, identifier: str, former: _Held) -> None:
        """Take a lock that was lost, unless another window wrote meanwhile."""
        try:
            held = self._take(identifier)
        finally:
            self._held[identifier] = former
        if former.lock is not None:
            former.lock.release()
        former.lock = held.lock
        path = self._path(identifier)
        if former.written is not None and path.read_bytes() != former.written:
            if former.lock is not None:
                former.lock.release()
            former.lock = None
            raise lost(json_file.shown(path), changed())

    def _writer(self, identifier: str) -> _Held:
        """The one to write under; a lock that was lost is taken again only if nothing happened meanwhile."""
        path, held = self._path(identifier), self._held.get(identifier)
        try:
            if held is None:
                private_dir(self.directory)
                return self._take(identifier)
            if held.written is not None and not path.exists() and self.directory.stat():
                raise lost(json_file.shown(path), discarded())
            if held.lock is None or not held.lock.is_held():
                self._take_again(identifier, held)
        except OSError as error:
            raise self._refused(_("This could not be saved."), error) from error
        return held

    # Files

    def _path(self, identifier: str) -> Path:
        if not IDENTIFIER.fullmatch(identifier):
            raise ValueError("a draft needs the intake's identifier (a UUID)")
        return self.directory / f"{identifier}.json"

    def _refused(self, title: str, error: OSError) -> StoreError:
        problem = refusal(error, self.directory / "any")  # which lies below it
        return StoreError(title, [problem._replace(where=json_file.shown(self.directory))])
