"""Intakes that were begun: one file each, saved at every answer, so that a crash or a power loss costs nothing.

Rules: `Drafts.save` returns only when the answers are on the disk; files are named by the intake's identifier, never by
the patient; a damaged file is reported and kept; listing reads no more than a start page shows and imports no models,
because it may run before the first page is painted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from b12desk.errors import Problem, StoreError
from b12desk.i18n import _
from b12desk.model.border import plain_data, read_model
from b12desk.store import json_file

if TYPE_CHECKING:
    from b12desk.model.response import QuestionnaireResponse

FORMAT = "b12desk-draft"
VERSION = 1
_IDENTIFIER = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,99}")
_MOST_PROBLEMS = 5


@dataclass(frozen=True, slots=True)
class DraftInfo:
    """One line of the resume list.

    ``display`` is the patient line, ``answered`` the number of answered items, ``questionnaire`` its ``url|version``.
    With ``problem`` set the draft cannot be opened and the other fields, but for ``identifier``, are empty.
    """

    identifier: str
    saved: datetime | None = None
    page: str = ""
    display: str = ""
    answered: int = 0
    questionnaire: str = ""
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft opened again: the answers, the linkId of the page it stood on, when it was saved."""

    response: QuestionnaireResponse
    page: str
    saved: datetime


class Drafts:
    """The drafts of one folder. The folder is made, readable by the current user only, at the first save."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def save(self, response: QuestionnaireResponse, page: str) -> None:
        """Keep ``response`` durably under its identifier. Raises StoreError when the disk refuses."""
        json_file.write(
            self._path(response.identifier),
            {
                "format": FORMAT,
                "version": VERSION,
                "saved": datetime.now(UTC).isoformat(timespec="seconds"),
                "page": page,
                "response": plain_data(response),
            },
        )

    def list(self) -> tuple[DraftInfo, ...]:
        """All drafts, newest first, then those that cannot be opened. Raises nothing; a missing folder is empty."""
        if not self.directory.is_dir():
            return ()
        json_file.remove_leftovers(self.directory)
        kept = [_kept_aside(path) for path in sorted(self.directory.glob(f"*{json_file.DAMAGED}*"))]
        found = [self._info(path) for path in sorted(self.directory.glob("*.json"))]
        sound = [info for info in found if info.problem is None]
        sound.sort(key=lambda info: info.saved or datetime.min.replace(tzinfo=UTC), reverse=True)
        return (*sound, *(info for info in found if info.problem is not None), *kept)

    def load(self, identifier: str) -> Draft:
        """One draft, validated. Raises StoreError; a damaged file is moved aside first."""
        from pydantic import ValidationError  # noqa: PLC0415 -- not before the first paint

        from b12desk.model.response import QuestionnaireResponse  # noqa: PLC0415 -- as above

        path = self._path(identifier)
        content = json_file.read(path, FORMAT, VERSION)
        try:
            page, saved = _header(content)
            response = read_model(QuestionnaireResponse, content.get("response"))
        except ValidationError as error:
            places = dict.fromkeys(".".join(map(str, ("response", *each["loc"][:2]))) for each in error.errors())
            causes = [_("{place} is not what a draft holds.", place=place) for place in places]
            raise json_file.set_aside(path, causes[:_MOST_PROBLEMS]) from None
        except ValueError as error:
            raise json_file.set_aside(path, [str(error)]) from error
        if response.identifier != identifier:
            raise json_file.set_aside(path, [_("it holds another intake than its name says.")])
        return Draft(response, page, saved)

    def delete(self, identifier: str) -> None:
        """Remove a draft for good: finished, or no longer wanted. One that is gone already is no error."""
        try:
            self._path(identifier).unlink(missing_ok=True)
        except OSError as error:
            cause = error.strerror or type(error).__name__
            raise StoreError(_("This draft could not be removed."), [Problem(identifier, cause)]) from error

    def _path(self, identifier: str) -> Path:
        if not _IDENTIFIER.fullmatch(identifier):
            raise ValueError("a draft needs the intake's identifier (a UUID)")
        return self.directory / f"{identifier}.json"

    def _info(self, path: Path) -> DraftInfo:
        try:
            content = json_file.read(path, FORMAT, VERSION)
            try:
                return _read_info(path.stem, content)
            except ValueError as error:
                raise json_file.set_aside(path, [str(error)]) from error
        except StoreError as error:
            return DraftInfo(path.stem, problem=error.problems[0])


def _header(content: dict[str, object]) -> tuple[str, datetime]:
    page, saved = content.get("page"), content.get("saved")
    if not isinstance(page, str) or not isinstance(saved, str):
        raise ValueError(_("page or time of saving is missing."))  # noqa: TRY004 -- damage, not a wrong call
    try:
        when = datetime.fromisoformat(saved)
    except ValueError:
        raise ValueError(_("the time of saving is not a time.")) from None
    if when.tzinfo is None:
        raise ValueError(_("the time of saving has no time zone."))
    return page, when


def _read_info(identifier: str, content: dict[str, object]) -> DraftInfo:
    page, saved = _header(content)
    response = content.get("response")
    if not isinstance(response, dict):
        raise ValueError(_("it holds no answers."))  # noqa: TRY004 -- damage, not a wrong call
    subject, answers = response.get("subject"), response.get("answers")
    display = subject.get("display") if isinstance(subject, dict) else ""
    return DraftInfo(
        identifier,
        saved=saved,
        page=page,
        display=display if isinstance(display, str) else "",
        answered=sum(bool(each) for each in answers.values()) if isinstance(answers, dict) else 0,
        questionnaire=str(response.get("questionnaire", "")),
    )


def _kept_aside(path: Path) -> DraftInfo:
    cause = _("this draft was damaged and could not be opened.")
    fix = _("Keep the file for your support, or delete it when it is no longer needed.")
    return DraftInfo(path.name.partition(".")[0], problem=Problem(str(path), cause, fix))
