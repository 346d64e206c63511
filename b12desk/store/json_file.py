"""One JSON file that only the current user can read, replaced whole or not at all.

Rules: a write that returned is on the disk (file and folder are fsynced); a write that was cut short, by a kill or a
power loss, leaves the former file as it was; a file that cannot be understood is moved aside, never deleted; what is no
ordinary file is never opened and stays where it is; a message names the file and the place in it, never what a patient
answered.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from pathlib import Path

from b12desk.errors import Problem, StoreError
from b12desk.i18n import _
from b12desk.private_file import SCRATCH, NotOrdinaryError, open_ordinary, private_dir, refusal, write_whole

_STALE_SECONDS = 60
LARGEST = 4_000_000
"""Bytes; the largest honest draft is about 20 kB."""
DAMAGED = ".damaged"
"""Suffix of a file that was moved aside."""
_LONGEST_NUMBER = 40


class LeftError(StoreError):
    """A file that is not damaged and cannot be opened here: it was left where it is."""


class NewerError(LeftError):
    """A file of a newer program."""


class OddError(LeftError):
    """Something that is no file of ours: a folder, a device, a copy under another name."""


def write(path: Path, content: Mapping[str, object]) -> None:
    """Put ``content`` into ``path``, durably. Raises StoreError when the disk refuses; the former file then stands."""
    try:
        private_dir(path.parent)
    except OSError as error:
        raise _disk_error(_("This could not be saved."), path, error) from error
    put(path, content)


def put(path: Path, content: Mapping[str, object]) -> None:
    """As `write`, into a folder that is there and stays as it is."""
    try:
        write_whole(path, encoded(content))
    except OSError as error:
        raise _disk_error(_("This could not be saved."), path, error) from error


def encoded(content: Mapping[str, object]) -> bytes:
    """The bytes that `write` puts into a file."""
    return json.dumps(content, ensure_ascii=True, separators=(",", ":"), allow_nan=False).encode("ascii")


def read(path: Path, name: str, version: int) -> dict[str, object]:
    """As `understood`; a damaged file is moved aside, and StoreError says where it lies."""
    try:
        return understood(path, name, version)
    except ValueError as error:
        raise set_aside(path, [str(error)]) from error


def understood(path: Path, name: str, version: int) -> dict[str, object]:
    """The content of ``path``, which must be format ``name`` and not newer than ``version``.

    Raises ValueError for a damaged file, LeftError for one of a newer program, for what is no ordinary file, and for
    one that the disk will not give. Each stays where it is.
    """
    try:
        data = _bytes(path)
    except NotOrdinaryError as error:
        raise OddError(_("This is no file of B12 Desk."), [_named(refusal(error, path))]) from error
    except OSError as error:
        raise LeftError(_("This could not be read."), [_named(refusal(error, path))]) from error
    content = _parse(data)
    found = content.get("version")
    if content.get("format") != name or not isinstance(found, int) or isinstance(found, bool) or found < 1:
        raise ValueError(_('it does not say "format": "{name}" with a version number.', name=name))
    if found > version:
        raise newer(path, found, version)
    return content


def newer(path: Path, found: int, version: int) -> NewerError:
    """The error for a file of a newer program."""
    cause = _("it has format version {found}; this program reads up to {version}.", found=found, version=version)
    fix = _("Update B12 Desk. The file was left as it is.")
    return NewerError(_("This file was written by a newer B12 Desk."), [Problem(shown(path), cause, fix)])


def set_aside(path: Path, causes: list[str]) -> StoreError:
    """Move a file that cannot be understood aside and return the error that says where it lies and why."""
    kept = path.with_name(path.name + DAMAGED)
    number = 1
    while os.path.lexists(kept):
        number += 1
        kept = path.with_name(f"{path.name}{DAMAGED}-{number}")
    try:
        path.replace(kept)
    except OSError as error:
        return _disk_error(_("This file is damaged and could not be moved aside."), path, error)
    fix = _("Nothing was deleted: the file was kept for your support as {kept}.", kept=shown(kept))
    return StoreError(_("This file is damaged."), [Problem(shown(path), cause, fix) for cause in causes])


def shown(path: Path) -> str:
    """A path for a message: what cannot be printed, or is no text at all, as escapes."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)


def whole_number(text: str) -> int:
    """A number of a file; one beyond anything that can be meant is refused."""
    if len(text) > _LONGEST_NUMBER:
        raise ValueError(text)
    return int(text)


def finite(text: str) -> float:
    """As `whole_number`; 1e999999 is no number either."""
    number = float(text)
    if abs(number) > 10.0**_LONGEST_NUMBER:
        raise ValueError(text)
    return number


def remove_leftovers(folder: Path) -> None:
    """Delete temporary files that a killed program left behind (they hold answers)."""
    for temporary in folder.glob(f"*{SCRATCH}"):
        try:
            if time.time() - temporary.stat().st_mtime > _STALE_SECONDS:
                temporary.unlink()
        except OSError:
            continue  # another window has just finished with it


def _bytes(path: Path) -> bytes:
    """What an ordinary file holds, as far as it can be one of ours. Raises OSError."""
    with os.fdopen(open_ordinary(path), "rb") as file:
        return file.read(LARGEST + 1)


def _parse(data: bytes) -> dict[str, object]:
    if len(data) > LARGEST:
        raise ValueError(_("it is larger than any file B12 Desk writes."))
    try:
        content = json.loads(
            data.decode("utf-8"), parse_constant=_refuse_constant, parse_int=whole_number, parse_float=finite
        )
    except json.JSONDecodeError as error:
        raise ValueError(_("line {line} is not JSON.", line=error.lineno)) from error
    except (ValueError, RecursionError) as error:
        raise ValueError(_("it is not a JSON text.")) from error
    if not isinstance(content, dict):
        raise ValueError(_("it is not a JSON object."))  # noqa: TRY004 -- every damage is one ValueError here
    return content


def _refuse_constant(constant: str) -> object:
    raise ValueError(constant)


def _disk_error(title: str, path: Path, error: OSError) -> StoreError:
    return StoreError(title, [_named(refusal(error, path))])


def _named(problem: Problem) -> Problem:
    return problem._replace(where=shown(Path(problem.where)))
