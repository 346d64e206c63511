"""The plain files that programs before the records kept: read, and nothing else."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from b12desk.errors import Problem, StoreError
from b12desk.i18n import _
from b12desk.store import json_file
from b12desk.store.intake_content import FORMAT, IDENTIFIER, VERSION, UnfinishedIntake, draft_of

_MOST_PROBLEMS = 5


def read(path: Path) -> UnfinishedIntake:
    """One intake, validated. Raises StoreError; a damaged file is moved aside first."""
    content = json_file.read(path, FORMAT, VERSION)
    try:
        draft = draft_of(content)
    except ValidationError as error:
        places = dict.fromkeys(".".join(map(str, ("response", *each["loc"][:2]))) for each in error.errors())
        causes = [_("{place} is not what a draft holds.", place=place) for place in places]
        raise json_file.set_aside(path, causes[:_MOST_PROBLEMS]) from None
    except (ValueError, ArithmeticError) as error:
        raise json_file.set_aside(path, [str(error)]) from error
    if draft.response.identifier != path.stem:
        raise _copied(path, draft.response.identifier)
    return draft


def _copied(path: Path, inside: object) -> StoreError:
    """A file that somebody copied or renamed is left: it is no damage, and the answers may be wanted."""
    cause = _("it holds another intake than its name says.")
    fix = _("Move this copy out of the folder, or delete it.")
    if isinstance(inside, str) and IDENTIFIER.fullmatch(inside):
        own = path.with_name(f"{inside}.json")
        if not own.exists():
            fix = _("To open it, give it the name {name} again.", name=own.name)
    return json_file.OddError(_("This file was copied or renamed."), [Problem(json_file.shown(path), cause, fix)])
