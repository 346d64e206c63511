"""The key file: the wraps of the data key, and what can be known of the records without a key.

``keys.json`` holds them all; ``recovery.age`` beside it is a second copy of the wrap by the recovery key, so that the
key file can be made anew when it is damaged or gone. A wrap that this program does not know stays in the file.

Rules: cheap to look at before the first paint (no cryptography here); a damaged file is left until it is replaced, and
then moved aside.
"""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from collections.abc import Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import NamedTuple

from b12desk.errors import StoreError
from b12desk.i18n import _
from b12desk.private_file import open_ordinary, refusal, write_whole
from b12desk.store import json_file
from b12desk.store.place import Place

FORMAT = "b12desk-keys"
VERSION = 1
STORE_FORMAT = 1
"""The format of the records that this program writes, and the newest that it opens."""
KEY_LENGTH = 48
"""Bytes of a data key: 32 of key and 16 of the salt of the database (SQLCipher's 96 hexadecimal digits)."""
_LARGEST_COPY = 10_000
_KEYRING = "keyring:"


class Cost(NamedTuple):
    """What one try of a passphrase costs (Argon2id): kibibytes of memory, rounds over it, lanes."""

    memory: int = 65_536
    rounds: int = 3
    lanes: int = 4


COST = Cost()
"""RFC 9106, second choice: about 0.15 s and 64 MiB a try."""


class Keys(NamedTuple):
    """What the key file says: ``form`` whose records they are, ``store`` their format, ``wraps`` by name.

    ``passphrase`` is what `wraps.wrap` makes; ``recovery`` the public half and the age file; `keyring_name` names those
    that `keyring_wrap` makes.
    """

    form: str
    store: int = STORE_FORMAT
    wraps: Mapping[str, Mapping[str, object]] = MappingProxyType({})

    @property
    def purpose(self) -> str:
        """What a wrap by a passphrase is bound to."""
        return f"{FORMAT}|{VERSION}|{self.form}"

    @property
    def recovery(self) -> bytes:
        """The wrap by the recovery key; empty when it is damaged."""
        return _decoded(self.wraps.get("recovery", {}).get("file"))

    def with_passphrase(self, wrapped: Mapping[str, object]) -> Keys:
        """The same with another wrap by the passphrase."""
        return self._replace(wraps={**self.wraps, "passphrase": wrapped})

    def without_keyrings(self) -> Keys:
        """The same, which no keyring opens."""
        return self._replace(wraps={name: each for name, each in self.wraps.items() if not name.startswith(_KEYRING)})

    def with_recovery(self, public: str, wrapped: bytes) -> Keys:
        """The same with another wrap by the recovery key."""
        recovery = {"public": public, "file": b64encode(wrapped).decode("ascii")}
        return self._replace(wraps={**self.wraps, "recovery": recovery})


def keyring_name() -> str:
    """The name of the wrap by the keyring of this computer account."""
    from b12desk.store.lock import login  # noqa: PLC0415 -- after the first paint

    return f"{_KEYRING}{login()}"


def new_data_key() -> bytes:
    """A data key that nobody ever had."""
    return os.urandom(KEY_LENGTH)


def read(place: Place) -> Keys:
    """The key file. Raises ValueError when it is damaged or missing, StoreError when it cannot or must not be read."""
    path = place.keys
    if not os.path.lexists(path):
        raise ValueError(_("the key file is missing."))
    content = json_file.understood(path, FORMAT, VERSION)
    form, store, wraps = (content.get(name) for name in ("form", "store", "wraps"))
    if not isinstance(form, str) or not isinstance(store, int) or isinstance(store, bool) or store < 1:
        raise ValueError(_("the key file does not say whose records these are."))
    if store > STORE_FORMAT:
        raise json_file.newer(place.records, store, STORE_FORMAT)
    if not isinstance(wraps, dict) or not all(isinstance(each, dict) for each in wraps.values()):
        raise ValueError(_("the key file holds no keys."))
    if "passphrase" not in wraps:
        raise ValueError(_("the key file has no passphrase."))
    return Keys(form, store, wraps)


def write(place: Place, keys: Keys) -> None:
    """Keep the key file durably; a damaged former one is kept aside.

    Raises StoreError when the disk refuses; the former file then stands.
    """
    try:
        read(place)
    except ValueError as error:
        if os.path.lexists(place.keys):
            json_file.set_aside(place.keys, [str(error)])
    content = {"format": FORMAT, "version": VERSION, "store": keys.store, "form": keys.form, "wraps": keys.wraps}
    json_file.put(place.keys, content)
    place.share(place.keys)


def write_copy(place: Place, wrapped: bytes) -> None:
    """Keep the second copy of the wrap by the recovery key. Raises StoreError."""
    try:
        write_whole(place.copy, wrapped)
        place.share(place.copy)
    except OSError as error:
        raise StoreError(_("The keys could not be saved."), [refusal(error, place.copy)]) from error


def copy_of(place: Place) -> bytes:
    """The second copy; empty when there is none that can be read."""
    with suppress(OSError), os.fdopen(open_ordinary(place.copy), "rb") as file:
        return file.read(_LARGEST_COPY)
    return b""


def _decoded(value: object) -> bytes:
    with suppress(ValueError):
        return b64decode(value, validate=True) if isinstance(value, str) else b""
    return b""
