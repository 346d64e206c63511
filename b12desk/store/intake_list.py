"""The list of intakes in a folder: the sound ones, and by name whatever else lies there.

Rules: it raises nothing and always ends soon, whatever somebody put into the folder: it reads the newest files first,
large ones last, and no more than a few megabytes in all; the rest is counted.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from b12desk.errors import Problem, StoreError
from b12desk.i18n import _
from b12desk.private_file import refusal
from b12desk.store import json_file
from b12desk.store.intake_content import FORMAT, IDENTIFIER, VERSION, IntakeInfo, Kind, info_of, kept_aside
from b12desk.store.lock import HeldError, take

MOST_LISTED = 50
"""Files that a list reads, the newest first; the others are counted."""
_LARGE, _MOST_READ = 500_000, 8_000_000
"""Bytes: larger files are read last, and a list reads no more than that in all."""


def listed(directory: Path, held: Container[str]) -> tuple[IntakeInfo, ...]:
    """All of ``directory``, newest first, then what cannot be opened; ``held`` names what is open here."""
    try:
        entries = sorted(directory.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        problem = refusal(error, directory)._replace(where=json_file.shown(directory))
        return (IntakeInfo("", problem=problem, kind="unreadable"),)
    json_file.remove_leftovers(directory)
    _remove_locks(entries, held)
    kept = [kept_aside(path, json_file.shown(path)) for path in entries if json_file.DAMAGED in path.name]
    found, unread = _infos([path for path in entries if path.name.endswith(".json")])
    sound = [info for info in found if info.problem is None]
    sound.sort(key=lambda info: info.saved or datetime.min.replace(tzinfo=UTC), reverse=True)
    unread += len(kept[MOST_LISTED:])
    rest = [_uncounted(directory, unread)] if unread else []
    return (*sound, *(info for info in found if info.problem is not None), *kept[:MOST_LISTED], *rest)


def copied(path: Path, inside: object) -> StoreError:
    """A file that somebody copied or renamed is left: it is no damage, and the answers may be wanted."""
    cause = _("it holds another intake than its name says.")
    fix = _("Move this copy out of the folder, or delete it.")
    if isinstance(inside, str) and IDENTIFIER.fullmatch(inside):
        own = path.with_name(f"{inside}.json")
        if not own.exists():
            fix = _("To open it, give it the name {name} again.", name=own.name)
    return json_file.OddError(_("This file was copied or renamed."), [Problem(json_file.shown(path), cause, fix)])


def _infos(paths: Sequence[Path]) -> tuple[list[IntakeInfo], int]:
    """What is in ``paths``, and how many were left unread."""
    found: list[IntakeInfo] = []
    room, unread = _MOST_READ, 0
    for turn in sorted(map(_turn, paths)):
        if len(found) >= MOST_LISTED or room < 0:
            unread += 1
            continue
        found.append(_info(turn.path))
        room -= min(turn.size, json_file.LARGEST)
    return found, unread


def _info(path: Path) -> IntakeInfo:
    try:
        if not IDENTIFIER.fullmatch(path.stem):
            problem = Problem(json_file.shown(path), _("this is not the name of an intake."), _("Move it away."))
            raise json_file.OddError(_("This is no file of B12 Desk."), [problem])
        content = json_file.read(path, FORMAT, VERSION)
        try:
            info = info_of(path.stem, content)
        except (ValueError, ArithmeticError) as error:
            raise json_file.set_aside(path, [str(error)]) from error
        response = content["response"]
        inside = response.get("identifier") if isinstance(response, dict) else None
        if inside != path.stem:
            raise copied(path, inside)
    except StoreError as error:
        return IntakeInfo(json_file.shown(Path(path.stem)), problem=error.problems[0], kind=_kind(error))
    return info


def _remove_locks(entries: Sequence[Path], held: Container[str]) -> None:
    """Locks that a killed program left; one that somebody has stays."""
    names = {path.name for path in entries}
    for path in entries:
        if path.suffix == ".lock" and f"{path.stem}.json" not in names and path.stem not in held:
            with suppress(OSError, HeldError):
                take(path, datetime.now(UTC)).release()


def _kind(error: StoreError) -> Kind:
    if isinstance(error, json_file.NewerError):
        return "newer"
    if isinstance(error, json_file.OddError):
        return "odd"
    return "unreadable" if isinstance(error, json_file.LeftError) else "damaged"


class _Turn(NamedTuple):
    """When a file's turn comes to be read: large ones last, the newest first."""

    large: bool
    age: float
    path: Path
    size: int


def _turn(path: Path) -> _Turn:
    try:
        found = path.lstat()
    except OSError:
        return _Turn(True, 0, path, 0)
    return _Turn(found.st_size > _LARGE, -found.st_mtime, path, found.st_size)


def _uncounted(folder: Path, count: int) -> IntakeInfo:
    cause = _("{count} more files in this folder are not listed.", count=count)
    fix = _("Discard what is no longer needed above, and they are.")
    return IntakeInfo("", problem=Problem(json_file.shown(folder), cause, fix), kind="odd")
