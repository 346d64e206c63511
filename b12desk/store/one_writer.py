"""One intake, one writer, across the windows of a computer: which are open here, and what is said of the others.

Rules: as in `lock`; one that was lost is taken again; whether anything happened meanwhile is the store's to know.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime

from b12desk.errors import Problem, StoreError
from b12desk.i18n import _, current
from b12desk.private_file import refusal
from b12desk.store import json_file
from b12desk.store.intake_store import HeldElsewhereError
from b12desk.store.lock import HeldError, Holder, Lock, take
from b12desk.store.place import Place


class Writers:
    """The locks that this window has in one place."""

    def __init__(self, place: Place) -> None:
        self.name = ""
        """Who is signed in here, for the others to read."""
        self._place = place
        self._locks: dict[str, Lock] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self._locks))

    def take(self, identifier: str) -> None:
        """Become its one writer, or stay so. Raises HeldElsewhereError, or StoreError when the disk refuses."""
        path = self._place.locks / f"{identifier}.lock"
        held = self._locks.get(identifier)
        try:
            if held is not None and held.is_in_place():
                return
            self._locks[identifier] = take(path, datetime.now(UTC).astimezone(), self.name)
            self._place.share(path)
        except HeldError as error:
            raise elsewhere(error.holder) from error
        except OSError as error:
            problem = refusal(error, path)._replace(where=json_file.shown(self._place.folder))
            raise StoreError(_("This intake cannot be locked."), [problem]) from error
        if held is not None:
            held.release()

    def release(self, identifier: str) -> None:
        """Let others have it."""
        held = self._locks.pop(identifier, None)
        if held is not None:
            held.release()

    def check_free(self, identifier: str) -> None:
        """Raises HeldElsewhereError while another window has it open; not, where the disk does not say."""
        if identifier in self._locks:
            return
        try:
            take(self._place.locks / f"{identifier}.lock", datetime.now(UTC).astimezone()).release()
        except HeldError as error:
            raise elsewhere(error.holder) from error
        except OSError:
            return

    def sweep(self) -> None:
        """Remove locks that a killed program left; one that somebody has stays."""
        with suppress(OSError):
            for path in self._place.locks.glob("*.lock"):
                if path.stem not in self._locks:
                    with suppress(HeldError, OSError):
                        take(path, datetime.now(UTC).astimezone()).release()


def elsewhere(holder: Holder) -> HeldElsewhereError:
    """Who has it, and since when."""
    login = f"{holder.login}@{holder.host}" if holder.host else holder.login
    since = holder.since.astimezone() if holder.since else None
    cause = _("it is open in another window.")
    if since is not None and holder.name:
        time = current().moment(since)
        cause = _("{name} has had it open in another window since {time}.", name=holder.name, time=time)
    elif since is not None and login:
        time = current().moment(since)
        cause = _("it has been open in another window since {time} (computer login {login}).", time=time, login=login)
    fix = _("Go on in that window, or close it there first.")
    return HeldElsewhereError(_("This intake is open elsewhere"), [Problem(holder.name or login, cause, fix)])


def lost(where: str, cause: str) -> HeldElsewhereError:
    """That it cannot be written from here any more, and why."""
    fix = _("The answers given here are in this window only: print the result before you leave it.")
    return HeldElsewhereError(_("This intake cannot be saved from here any more"), [Problem(where, cause, fix)])


def discarded() -> str:
    """Why: it is gone."""
    return _("this intake was discarded or moved away meanwhile; it is not brought back.")


def changed() -> str:
    """Why: it is another by now."""
    return _("this intake was changed in another window meanwhile.")
