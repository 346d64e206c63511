"""The plain files of former programs come among the records: each read, written, read back, and only then removed.

Rules: a file that is damaged, of a newer program, open in another window, or different from what the records hold of
the same intake is left where it is and named, every time: anybody who has the disk can read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from b12desk.errors import Problem, StoreError
from b12desk.i18n import _, n_
from b12desk.private_file import refusal
from b12desk.store import former_files, json_file
from b12desk.store.intake_content import IDENTIFIER
from b12desk.store.lock import HeldError, take
from b12desk.store.records import Records


def take_over(folder: Path, records: Records) -> tuple[str | Problem, ...]:
    """All intakes of ``folder``. Returns what is to be told: how many came over, and each that was left, with why."""
    try:
        paths = sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        return (refusal(error, folder),)
    json_file.remove_leftovers(folder)
    left: list[Problem] = []
    count = 0
    for path in paths:
        if path.suffix == ".json":
            try:
                _take(path, records)
                count += 1
            except StoreError as error:
                left += error.problems[:1]
    left += _kept_aside(folder, {each.where for each in left})
    with suppress(OSError):
        folder.rmdir()
    taken = n_(
        "{count} intake kept by an older B12 Desk is now encrypted.",
        "{count} intakes kept by an older B12 Desk are now encrypted.",
        count,
    )
    return (*([taken] if count else []), *left)


def _take(path: Path, records: Records) -> None:
    """Raises StoreError: the file is still there."""
    place = json_file.shown(path)
    if not IDENTIFIER.fullmatch(path.stem):
        raise _left(Problem(place, _("this is not the name of an intake."), _("Move it away.")))
    try:
        lock = take(path.with_suffix(".lock"), datetime.now(UTC).astimezone())
    except HeldError:
        fix = _("Close that window, then start the program again.")
        raise _left(Problem(place, _("it is open in another window."), fix)) from None
    except OSError as error:
        raise _left(refusal(error, path)) from error
    try:
        draft = former_files.read(path)
        if not records.holds(path.stem):
            records.keep(draft)
            records.close(path.stem)
        if records.load(path.stem) != draft:
            cause = _("your records have this intake already, and not as this file has it.")
            fix = _("Compare them, then delete the file or keep it in a safe place.")
            raise _left(Problem(place, cause, fix))
        path.unlink()
    except OSError as error:
        raise _left(refusal(error, path)) from error
    finally:
        lock.release()


def _kept_aside(folder: Path, named: set[str]) -> Iterator[Problem]:
    """Damaged files that were moved aside, now or earlier, but for those that were ``named``."""
    for path in sorted(folder.glob(f"*{json_file.DAMAGED}*")):
        if json_file.shown(path.with_name(path.name.partition(json_file.DAMAGED)[0])) not in named:
            cause = _("this draft was damaged and could not be opened.")
            fix = _("Keep the file for your support, or delete it when it is no longer needed.")
            yield Problem(json_file.shown(path), cause, fix)


def _left(problem: Problem) -> StoreError:
    return StoreError(_("This intake was not taken over."), [problem])
