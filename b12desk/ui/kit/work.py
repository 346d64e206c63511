"""Work that a person waits for, done beside the window's own thread, so that the window stays alive meanwhile.

Rules: what comes of it is told in the window's thread; an error that nobody expects is raised there, where it is
written down; the language is that of the window.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context

from PySide6.QtCore import QObject, QThread

from b12desk.errors import UserError


class Work(QThread):
    """Does ``call`` from now on; then ``failed`` is given the problem it met, or what it returned is called.

    So ``call`` returns what is to be done with its result, in the window's thread.
    """

    def __init__(
        self, owner: QObject, call: Callable[[], Callable[[], None]], failed: Callable[[UserError], None]
    ) -> None:
        super().__init__(owner)
        self._call, self._failed = call, failed
        self._context = copy_context()
        self._next: Callable[[], None] | None = None
        self._error: BaseException | None = None
        self._told = False
        self.finished.connect(self.settle)
        self.start()

    def run(self) -> None:
        """In the other thread."""
        try:
            self._next = self._context.run(self._call)
        except BaseException as error:  # noqa: BLE001 -- raised again in the window's thread
            self._error = error

    def settle(self) -> None:
        """Wait until it is done, and tell what came of it, once."""
        if self._told:
            return
        self._told = True
        self.wait()
        self.deleteLater()
        error, self._error = self._error, None
        if isinstance(error, UserError):
            self._failed(error)
        elif error is not None:
            raise error
        elif self._next is not None:
            self._next()
