"""Backups by schedule and from the window: when one is due, what it is called, which old ones go, and what went wrong.

Rules: one day, or seven, after the last a backup is due; a file is never written over, and none is removed that this
desk did not write as it is; what goes wrong is told in one sentence, with what to do, until a backup is made. Beside
the backups lies the list of what was removed since (`store.purge_list`).
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from b12desk.desk.safe import Safe
from b12desk.errors import Problem, StoreError
from b12desk.i18n import _, current, n_
from b12desk.private_file import refusal
from b12desk.settings import BackupEvery, BackupPlan
from b12desk.store.backup_log import Written
from b12desk.store.purge_list import write_list
from b12desk.store.records import Records

__all__ = ["KEPT", "Backups", "Written", "made_words"]

KEPT = 14
"""Backups that are kept in a folder."""
_DAYS: dict[BackupEvery, int] = {"day": 1, "week": 7}
_MOST_OF_ONE_MINUTE = 100


class Backups:
    """Of open ``records``, which ``safe`` opened."""

    def __init__(self, safe: Safe, records: Records, clock: Callable[[], datetime]) -> None:
        self._safe, self._records, self._clock = safe, records, clock
        self._failure: Problem | None = None
        self.stale = True
        """The list beside the backups may lack what was removed."""

    def last(self) -> Written | None:
        """The last that was made; None when there is none, or nobody can say."""
        try:
            return next(iter(self._records.backups.all()), None)
        except (StoreError, ValueError):
            return None

    def is_due(self, plan: BackupPlan) -> bool:
        """Whether one is to be made now."""
        days, last = _DAYS.get(plan.every), self.last()
        if days is None or not plan.folder:
            return False
        return last is None or abs((self._clock().date() - last.made.astimezone().date()).days) >= days

    def make(self, plan: BackupPlan) -> Written:
        """Write one, and remove the oldest of ours. Raises StoreError: nothing was written."""
        folder, name = Path(plan.folder), "backup"
        try:
            if not plan.folder or not folder.is_dir():
                raise _missing(folder)
            now = self._clock()
            path = _free(folder, now)
            name = path.name
            count = self._safe.back_up(path)
            written = Written(path, now, count, path.stat().st_size, str(self._records.head()))
            self._records.backups.add(written)
        except OSError as error:
            self._failure = refusal(error, folder / name)
            raise StoreError(_("The backup was not written."), [self._failure]) from error
        except StoreError as error:
            self._failure = error.problems[0]
            raise
        self._failure = None
        self.keep_list(plan)
        self._thin_out(folder)
        return written

    def keep_list(self, plan: BackupPlan) -> None:
        """Have the list beside the backups name all that was removed; raises nothing: the next time will do."""
        if not plan.folder or not Path(plan.folder).is_dir():
            return
        with suppress(StoreError, ValueError):
            write_list(Path(plan.folder), self._records.removal.key, self._records.removal.known())
            self.stale = False

    def when_removed(self, told: Callable[[], None]) -> None:
        """Have ``told`` called, in whatever thread, when something was removed."""

        def removed() -> None:
            self.stale = True
            told()

        self._records.removal.told = removed

    def trouble(self, plan: BackupPlan) -> str:
        """What is wrong with the backups, and what to do about it; empty when all is well."""
        if plan.every == "never":
            return ""
        if not plan.folder:
            return _("No backups are made: choose a folder for them under Settings, Backups.")
        if self._failure is None:
            return ""
        cause, fix = self._failure.cause, self._failure.fix
        told = _("The last backup is of {day}.", day=current().date(last.made.date())) if (last := self.last()) else ""
        why = _("No backup could be made in {folder}: {cause} {fix}", folder=plan.folder, cause=cause, fix=fix)
        return f"{why.strip()} {told}".strip()

    def _thin_out(self, folder: Path) -> None:
        """Remove the oldest that this desk wrote there and that are as it wrote them. Raises nothing."""
        with suppress(StoreError, ValueError):
            ours = [each for each in self._records.backups.all() if each.path.parent == folder]
            for each in ours[KEPT:]:
                with suppress(FileNotFoundError):
                    found = each.path.lstat()
                    if each.path.is_file() and not each.path.is_symlink() and found.st_size == each.size:
                        with suppress(OSError):
                            each.path.unlink()
                self._records.backups.forget(each.path)


def made_words(written: Written) -> str:
    """Where, when, how many, and the head of the log."""
    return n_(
        "{count:,} intake in {file}, {time}. Log {head}.",
        "{count:,} intakes in {file}, {time}. Log {head}.",
        written.intakes,
        file=str(written.path),
        time=current().moment(written.made.astimezone()),
        head=written.head,
    )


def _free(folder: Path, now: datetime) -> Path:
    """A name that nothing has. Raises OSError."""
    stem = f"b12desk-{now:%Y-%m-%d-%H%M}"
    for number in range(1, _MOST_OF_ONE_MINUTE):
        path = folder / f"{stem}{'' if number == 1 else f'-{number}'}.age"
        if not os.path.lexists(path):
            return path
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder / stem))


def _missing(folder: Path) -> FileNotFoundError:
    return FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))
