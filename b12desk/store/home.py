"""Whether the folder that ``B12DESK_HOME`` names can be used: asked once, when the program starts.

Nobody but a shell fills in ``$HOME``, and no shell sees a desktop entry or a service file; a relative name is another
folder for every start. So: ``~`` is the home folder, and the rest must be the whole path of a folder.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from b12desk.errors import Problem, StoreError
from b12desk.i18n import _
from b12desk.private_file import refusal, write_whole

NAME = "B12DESK_HOME"
_VARIABLE = re.compile(r"\$\w|\$\{|%\w+%")


def check_home() -> None:
    """Raises StoreError with what is wrong with ``B12DESK_HOME``, if it is set, and how to mend it."""
    given = os.environ.get(NAME)
    if given is None:
        return
    found = _fault(given)
    if found is not None:
        cause, fix = found
        raise StoreError(_("The folder for your intakes and settings cannot be used"), [Problem(NAME, cause, fix)])


def _fault(given: str) -> tuple[str, str] | None:
    """What is wrong, and how to mend it."""
    whole = _("Write the whole path of a folder, for example {example}.", example=Path.home() / "b12desk")
    if not given.strip():
        return _("it is set, and empty."), _("Write a folder, or unset it for the usual place.")
    if _VARIABLE.search(given):
        return _("nobody filled in the variable in {given}.", given=_shown(given)), whole
    path = Path(given)
    if path.parts[0].startswith("~") and path.parts[0] != "~":
        return _("{given} names the home of another login.", given=_shown(given)), whole
    path = path.expanduser()
    if not path.is_absolute():
        return _(
            "{given} is another folder for every place that the program is started from.", given=_shown(given)
        ), whole
    return _unusable(path)


def _unusable(path: Path) -> tuple[str, str] | None:
    """What the disk says: to a folder that is there, or to the nearest one above, in which it would be made."""
    try:
        nearest = next(each for each in (path, *path.parents) if os.path.lexists(each))
        nearest.stat()
        if not nearest.is_dir():
            return (
                _("{file} is a file where a folder should be.", file=_shown(str(nearest))),
                _("Name a folder, or move that file."),
            )
        if not os.access(nearest, os.W_OK | os.X_OK):
            probe = nearest / ".b12desk-probe"
            write_whole(probe, b"")  # for the reason: access alone gives none
            probe.unlink()
    except OSError as error:
        problem = refusal(error, path)
        return _("{path}: {cause}", path=_shown(str(path)), cause=problem.cause), problem.fix
    return None


def _shown(text: str) -> str:
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)
