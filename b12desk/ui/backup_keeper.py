"""Backups in a window: looked after at the start, every hour and after a removal, beside the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from b12desk.desk.backups import Backups, Written
from b12desk.desk.intakes import local_time
from b12desk.desk.safe import Opened, Safe
from b12desk.errors import UserError
from b12desk.settings import BackupPlan
from b12desk.ui.kit.work import Work

_HOUR_MS = 3_600_000


class BackupKeeper(QObject):
    """``changed``: a backup was made, or could not be. ``plan`` says where they go and how often, as it is now."""

    changed = Signal()
    _removed = Signal()

    def __init__(self, window: QObject, backups: Backups, plan: Callable[[], BackupPlan]) -> None:
        super().__init__(window)
        self.backups = backups
        self._plan = plan
        self._work: Work | None = None
        backups.when_removed(self._removed.emit)
        self._removed.connect(self.look, Qt.ConnectionType.QueuedConnection)
        hourly = QTimer(self)
        hourly.timeout.connect(self.look)
        hourly.start(_HOUR_MS)

    @property
    def busy(self) -> bool:
        """Whether a backup, or the list beside them, is being written."""
        return self._work is not None

    def look(self) -> None:
        """Make a backup if one is due; keep the list of removed intakes as it should be."""
        plan = self._plan()
        if self.busy:
            return
        if self.backups.is_due(plan):
            self.make(plan, lambda _written: None, lambda _error: None)
        elif self.backups.stale and plan.folder:
            self._begin(partial(self._keep_list, plan), lambda _error: None)

    def make(self, plan: BackupPlan, made: Callable[[Written], None], failed: Callable[[UserError], None]) -> None:
        """Make a backup now, unless something is being written; then ``made`` or ``failed`` is called."""
        if not self.busy:
            self._begin(lambda: partial(made, self.backups.make(plan)), failed)

    def trouble(self) -> str:
        """What is wrong with the backups, and what to do."""
        return self.backups.trouble(self._plan())

    def settle(self) -> None:
        """Wait until nothing is being written; the list beside the backups is as it should be then."""
        if self._work is not None:
            self._work.settle()
        if self.backups.stale:
            self.backups.keep_list(self._plan())

    def _keep_list(self, plan: BackupPlan) -> Callable[[], None]:
        self.backups.keep_list(plan)
        return _done

    def _begin(self, call: Callable[[], Callable[[], None]], failed: Callable[[UserError], None]) -> None:
        self._work = Work(self, lambda: partial(self._end, call()), lambda error: self._end(partial(failed, error)))

    def _end(self, follow: Callable[[], None]) -> None:
        self._work = None
        follow()
        self.changed.emit()


def _done() -> None:
    """The list was written."""


def keeper_of(window: QObject, safe: Safe, opened: Opened, plan: Callable[[], BackupPlan]) -> BackupKeeper:
    """That of records that were opened."""
    return BackupKeeper(window, Backups(safe, opened.records, local_time), plan)
