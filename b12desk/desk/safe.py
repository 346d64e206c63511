"""The way to the records: set up, unlock, recover, change the passphrase, or try the program without any of it.

All that the window knows of keys. Rules: `Safe.standing` is asked before the first paint, so what opens a store
(cryptography, the database: 0.3 s) is imported by what needs it; keys stay here and in the database, and what is shown
is shown once; a set-up that was left half-way leaves nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from b12desk.desk.member import Member
from b12desk.errors import Problem, StoreError
from b12desk.i18n import _
from b12desk.paths import forms_dir
from b12desk.private_file import refusal
from b12desk.store import keys as key_file
from b12desk.store.attempts import Attempts, WrongPassphraseError
from b12desk.store.keys import COST, Cost, Keys, keyring_name
from b12desk.store.place import Place, records_place
from b12desk.store.recovery_key import WrongKeyError, halves_of, identity_in, identity_of

if TYPE_CHECKING:
    from b12desk.store.database import Database
    from b12desk.store.records import Records

__all__ = ["NewKeys", "Opened", "Safe", "Standing", "WrongKeyError", "WrongPassphraseError", "users_safe"]


class Standing(Enum):
    """What is there. NEW: nothing yet. LOCKED: records. NO_KEYS: records whose key file is damaged or missing."""

    NEW = auto()
    LOCKED = auto()
    NO_KEYS = auto()


class NewKeys(NamedTuple):
    """The recovery key in two halves, as shown, printed and typed back; nothing opens with it until it was."""

    first_half: str
    second_half: str


class Opened(NamedTuple):
    """Open records. ``taken_over``: what is to be told of plain files of older programs.

    ``member`` is at the desk already: the first administrator of a set-up, or whoever tries the program.
    """

    records: Records
    taken_over: tuple[str | Problem, ...] = ()
    thrown_away: bool = False
    member: Member | None = None


class _Pending(NamedTuple):
    """A set-up that is not confirmed yet."""

    data_key: bytes
    identity: str
    keys: Keys


class Safe:
    """The records in ``directory``, those of the form called ``form``; ``cost`` is that of a new passphrase."""

    def __init__(
        self, directory: Path, *, form: str, cost: Cost = COST, clock: Callable[[], float] = time.time
    ) -> None:
        self._place = Place(directory)
        self._form = form
        self._cost = cost
        self._attempts = Attempts(self._place, clock)
        self._pending: _Pending | None = None
        self._records: Records | None = None

    def standing(self) -> Standing:
        """What is there. Raises StoreError where nothing can be: a network folder, records of a newer program."""
        place = self._place
        place.check()
        if not self._is_there(place.records):
            if self._is_there(place.keys):
                cause = _("the keys are there, and the records are not.")
                fix = _("Put {name} back, from a backup or from where it was moved.", name=place.records.name)
                raise StoreError(_("Your records are missing."), [Problem(str(place.records), cause, fix)])
            return Standing.NEW
        return Standing.NO_KEYS if self._keys() is None else Standing.LOCKED

    def wait(self) -> int:
        """Seconds until a passphrase is taken."""
        return self._attempts.wait()

    def begin_set_up(self, passphrase: str) -> NewKeys:
        """Make new keys; they are in memory alone. Raises StoreError: a weak passphrase, a disk that refuses."""
        from b12desk.store import opening, wraps  # noqa: PLC0415 -- after the first paint

        _check_strength(passphrase)
        if self.standing() is not Standing.NEW:
            cause = _("records have been set up here meanwhile.")
            raise StoreError(_("This desk is set up already."), [Problem(str(self._place.folder), cause)])
        opening.make_place(self._place)
        data_key = key_file.new_data_key()
        identity, public = wraps.new_identity()
        self._pending = _Pending(data_key, identity, self._new_keys(data_key, public, passphrase))
        return NewKeys(*halves_of(identity))

    def confirm(self, first_half: str, second_half: str) -> Opened:
        """End the set-up with the recovery key typed back. Raises WrongKeyError, or StoreError: nothing is lost."""
        from b12desk.store import opening  # noqa: PLC0415 -- after the first paint

        if self._pending is None:
            raise ValueError("nothing is being set up")
        data_key, identity, keys = self._pending
        _check_halves(identity_of(first_half, second_half), identity)
        opening.make_records(self._place, data_key, keys)
        opened = self._opened(opening.opened(self._place, data_key, None, keys), "set up")
        self._pending = None
        return opened

    def cancel_set_up(self) -> None:
        """Forget it, and leave nothing of it."""
        from b12desk.store import opening  # noqa: PLC0415 -- after the first paint

        self._pending = None
        with suppress(StoreError, OSError):
            if self.standing() is Standing.NEW:
                opening.remove_place(self._place)

    def unlock(self, passphrase: str) -> Opened:
        """Open the records. Raises WrongPassphraseError, or StoreError."""
        from b12desk.store import opening  # noqa: PLC0415 -- after the first paint

        keys, wrong = self._readable_keys(), self._attempts.wrong
        return self._opened(opening.opened(self._place, self._by_passphrase(keys, passphrase), keys), "unlocked", wrong)

    def opens_itself(self) -> bool:
        """Whether the keyring of this computer account may open it. Raises nothing."""
        with suppress(StoreError):
            return (keys := self._keys()) is not None and keyring_name() in keys.wraps
        return False

    def unlock_by_keyring(self) -> Opened:
        """Open the records without a passphrase. Raises StoreError, also when the keyring is gone or refuses."""
        from b12desk.store import opening  # noqa: PLC0415 -- after the first paint
        from b12desk.store.keyring_wrap import unwrap_by_keyring  # noqa: PLC0415 -- as above

        keys = self._readable_keys()
        data_key = unwrap_by_keyring(keys.wraps.get(keyring_name(), {}), keys.purpose)
        return self._opened(opening.opened(self._place, data_key, keys), "unlocked by keyring", self._attempts.wrong)

    def set_keyring(self, *, on: bool) -> None:
        """Have the keyring of this computer account open the desk from now on, or not. Raises StoreError.

        The records are open.
        """
        from b12desk.store.keyring_wrap import remove_from_keyring, wrap_by_keyring  # noqa: PLC0415 -- as above

        keys, records = self._readable_keys(), self._records
        if records is None:
            raise ValueError("the records are not open")
        former, name = keys.wraps.get(keyring_name()), keyring_name()
        wraps = {each: wrap for each, wrap in keys.wraps.items() if each != name}
        if on:
            wraps[name] = wrap_by_keyring(records.data_key, keys.purpose)
        key_file.write(self._place, keys._replace(wraps=wraps))
        if former is not None:
            remove_from_keyring(former)
        _write_down(records, "keyring on" if on else "keyring off")

    def unlock_with_recovery(self, recovery: str, passphrase: str) -> Opened:
        """Open the records with the recovery key and a new passphrase; the key file is made anew if need be.

        Raises WrongKeyError, or StoreError: nothing changed.
        """
        from b12desk.store import opening, wraps  # noqa: PLC0415 -- after the first paint

        _check_strength(passphrase)
        identity = identity_in(recovery)
        found = self._keys()
        data_key, wrapped = self._by_recovery(identity, found)
        keys = (found or Keys(self._form)).without_keyrings().with_recovery(wraps.public_of(identity), wrapped)
        keys = self._with_passphrase(keys, data_key, passphrase)
        opened = self._opened(opening.opened(self._place, data_key, found, keys), "recovered", self._attempts.wrong)
        self._attempts.succeeded()
        return opened

    def check_recovery(self, recovery: str) -> None:
        """See that it is the recovery key of this desk. Raises WrongKeyError, or StoreError."""
        self._by_recovery(identity_in(recovery), self._keys())

    def change_passphrase(self, old: str, new: str) -> None:
        """Set another passphrase; no record is rewritten. Raises WrongPassphraseError, or StoreError.

        Keyrings open nothing any more, but for that of this computer account.
        """
        _check_strength(new)
        keys = self._readable_keys()
        data_key = self._by_passphrase(keys, old)
        key_file.write(self._place, self._with_passphrase(keys.without_keyrings(), data_key, new))
        if self._records is not None:
            _write_down(self._records, "passphrase changed")
            if (former := keys.wraps.get(keyring_name())) is not None:
                from b12desk.store.keyring_wrap import remove_from_keyring  # noqa: PLC0415 -- as above

                remove_from_keyring(former)
                with suppress(StoreError):  # then the passphrase is asked for again
                    self.set_keyring(on=True)

    def back_up(self, path: Path) -> int:
        """Write all records to ``path``, encrypted for the recovery key. Raises StoreError: nothing is there.

        The records are open. Returns how many intakes there are.
        """
        records, public = self._records, self._readable_keys().wraps.get("recovery", {}).get("public")
        if records is None:
            raise ValueError("the records are not open")
        if not isinstance(public, str):
            raise self._damaged()
        if path.exists():
            cause, fix = _("there is a file of this name."), _("Choose another name.")
            raise StoreError(_("The backup was not written."), [Problem(str(path), cause, fix)])
        _write_down(records, "backed up")
        return records.write_backup(self._form, public, path)

    def restore(self, path: Path, recovery: str, passphrase: str) -> Opened:
        """Set up this desk with the records of a backup, which its recovery key opens.

        What was removed since it was made, by the list beside it, is removed again. Raises WrongKeyError, or
        StoreError: nothing was made.
        """
        from b12desk.desk.repeated import repeat_removals  # noqa: PLC0415 -- after the first paint
        from b12desk.store import opening, wraps  # noqa: PLC0415 -- as above
        from b12desk.store.audit_log import AuditLog  # noqa: PLC0415 -- as above
        from b12desk.store.backup import opened_backup, restore  # noqa: PLC0415 -- as above
        from b12desk.store.removal import Removal  # noqa: PLC0415 -- as above

        _check_strength(passphrase)
        if self.standing() is not Standing.NEW:
            cause, fix = _("there are records here already."), _("Move them away first, or name another folder.")
            raise StoreError(_("Nothing was restored."), [Problem(str(self._place.folder), cause, fix)])
        identity = identity_in(recovery)
        with opened_backup(path, identity, self._form) as (about, plain):
            opening.make_place(self._place)
            keys = self._new_keys(about.data_key, wraps.public_of(identity), passphrase)
            told: list[str] = []

            def fill(database: Database) -> None:
                restore(plain, database, path)
                told.extend(repeat_removals(Removal(database, AuditLog(database)), path, about.made))

            opening.make_records(self._place, about.data_key, keys, fill)
        opened = self._opened(opening.opened(self._place, about.data_key, None, keys), "restored")
        return opened._replace(taken_over=(*told, *opened.taken_over))

    def try_it(self) -> Opened:
        """Records that are gone when they are shut: their key is in memory alone. Raises StoreError."""
        from b12desk.store import opening  # noqa: PLC0415 -- after the first paint
        from b12desk.store.lock import login  # noqa: PLC0415 -- as above

        member = Member("", login(), "administrator")
        return Opened(opening.tried(self._place.folder), thrown_away=True, member=member)

    def _opened(self, found: tuple[Records, tuple[str | Problem, ...]], deed: str, wrong: int = 0) -> Opened:
        """Records that were opened; the log tells how, and how many passphrases were ``wrong`` before."""
        self._records, taken_over = found
        if wrong:
            _write_down(self._records, "wrong passphrase", str(wrong))
        _write_down(self._records, deed)
        return Opened(self._records, taken_over)

    # Keys

    def _keys(self) -> Keys | None:
        """The key file; None when it is damaged or missing. Raises StoreError."""
        try:
            found = key_file.read(self._place)
        except ValueError:
            return None
        if found.form != self._form:
            cause = _("these records are answers to another form ({form}).", form=found.form)
            fix = _("Open them with the program that has it, or name another folder by B12DESK_HOME.")
            raise StoreError(_("These records belong to another form."), [Problem(str(self._place.folder), cause, fix)])
        return found

    def _new_keys(self, data_key: bytes, public: str, passphrase: str) -> Keys:
        """The data key in both wraps."""
        from b12desk.store import wraps  # noqa: PLC0415 -- after the first paint

        keys = Keys(self._form).with_recovery(public, wraps.wrap_for(public, data_key))
        return self._with_passphrase(keys, data_key, passphrase)

    def _with_passphrase(self, keys: Keys, data_key: bytes, passphrase: str) -> Keys:
        """The same keys with another wrap by a passphrase."""
        from b12desk.store import wraps  # noqa: PLC0415 -- after the first paint

        return keys.with_passphrase(wraps.wrap(data_key, passphrase, keys.purpose, self._cost))

    def _readable_keys(self) -> Keys:
        found = self._keys()
        if found is None:
            raise self._damaged()
        return found

    def _damaged(self, why: str = "") -> StoreError:
        cause, fix = why or _("it is missing or damaged."), _("Your recovery key opens the records and makes it anew.")
        return StoreError(_("The key file cannot be used."), [Problem(str(self._place.keys), cause, fix)])

    def _by_passphrase(self, keys: Keys, passphrase: str) -> bytes:
        from b12desk.store import wraps  # noqa: PLC0415 -- after the first paint

        self._attempts.begin()
        try:
            data_key = wraps.unwrap(keys.wraps["passphrase"], passphrase, keys.purpose)
        except wraps.WrongSecretError:
            raise WrongPassphraseError(self._attempts.wait()) from None
        except ValueError as error:
            raise self._damaged(str(error)) from None
        self._attempts.succeeded()
        return data_key

    def _by_recovery(self, identity: str, keys: Keys | None) -> tuple[bytes, bytes]:
        """The data key, and the wrap that it was in: that of the key file, or its second copy."""
        from b12desk.store import wraps  # noqa: PLC0415 -- after the first paint

        there = [each for each in (keys.recovery if keys else b"", key_file.copy_of(self._place)) if each]
        for wrapped in there:
            with suppress(wraps.WrongSecretError):
                return wraps.unwrap_by(identity, wrapped), wrapped
        if not there:
            cause = _("neither the key file nor its second copy is there.")
            fix = _("Put back a backup of {name}.", name=self._place.copy.name)
            raise StoreError(_("Your records cannot be opened."), [Problem(str(self._place.copy), cause, fix)])
        raise WrongKeyError((), _("it is the key of other records."), _("Look for the sheet of this desk."))

    def _is_there(self, path: Path) -> bool:
        """Whether something has that name. Raises StoreError when the system will not say."""
        try:
            path.lstat()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise StoreError(_("Your records cannot be reached."), [refusal(error, path)]) from error
        return True


def users_safe() -> Safe:
    """The records of this user, behind their door."""
    return Safe(records_place().folder, form=forms_dir().name)


def _write_down(records: Records, deed: str, note: str = "") -> None:
    """Into the audit log: who is signed in did it, else the computer account.

    A disk that refuses locks nobody out, and says so at the first answer.
    """
    from b12desk.store.audit_chain import Act  # noqa: PLC0415 -- after the first paint
    from b12desk.store.lock import login  # noqa: PLC0415 -- as above

    with suppress(StoreError):
        records.note(Act(datetime.now(UTC), records.at_desk or login(), deed, note=note))


def _check_strength(passphrase: str) -> None:
    from b12desk.desk.strength import strength  # noqa: PLC0415 -- after the first paint

    found = strength(passphrase)
    if not found.enough:
        raise StoreError(_("This passphrase is too easy to guess."), [Problem(_("Passphrase"), found.advice)])


def _check_halves(typed: str, identity: str) -> None:
    """See that it is the key that was shown. Raises WrongKeyError, with the halves that are another's."""
    pairs = zip(halves_of(typed), halves_of(identity), strict=True)
    wrong = tuple(number for number, (one, other) in enumerate(pairs, 1) if one != other)
    if wrong:
        raise WrongKeyError(wrong, _("it belongs to another key."), _("Type the key that was shown just now."))
