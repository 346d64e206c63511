"""The third wrap of the data key: by a random key that the keyring of this computer account holds.

So the keyring never has the data key, and what it has opens nothing without the key file. Rules: it is imported when it
is used and not before; a keyring that is not there, is locked or refuses is one error in words, and stops nobody; one
that would keep its secrets in a plain file, or nowhere, is none.
"""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from b12desk.errors import Problem, StoreError
from b12desk.i18n import _
from b12desk.store.keys import KEY_LENGTH

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_SERVICE = "B12 Desk"
_KEY, _NONCE = 32, 12
_TRUSTED = (
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)
"""Those that the system itself locks; whatever else was installed may keep secrets in a file."""


def wrap_by_keyring(data_key: bytes, purpose: str) -> dict[str, object]:
    """A wrap for the key file, whose key the keyring has from now on.

    Raises StoreError: there is no keyring, or it refuses.
    """
    key, nonce, entry = os.urandom(_KEY), os.urandom(_NONCE), os.urandom(8).hex()
    try:
        _keyring().set_password(_SERVICE, entry, b64encode(key).decode("ascii"))
    except Exception as error:  # each backend has errors of its own
        told = _("The keyring of this computer account takes no key.")
        raise _refused(told, _("The passphrase opens this desk as before.")) from error
    wrapped = AESGCM(key).encrypt(nonce, data_key, purpose.encode("utf-8"))
    return {"entry": entry, "nonce": b64encode(nonce).decode("ascii"), "key": b64encode(wrapped).decode("ascii")}


def unwrap_by_keyring(wrapped: Mapping[str, object], purpose: str) -> bytes:
    """The data key. Raises StoreError: the keyring is gone, locked, refuses, or has another key."""
    try:
        found = _keyring().get_password(_SERVICE, str(wrapped.get("entry")))
        nonce, body = (b64decode(str(wrapped.get(name)), validate=True) for name in ("nonce", "key"))
        data_key = AESGCM(b64decode(found or "", validate=True)).decrypt(nonce, body, purpose.encode("utf-8"))
        if len(data_key) == KEY_LENGTH:
            return data_key
        raise ValueError("no data key")  # noqa: TRY301 -- as whatever else is wrong with it
    except Exception as error:  # as above; also that it has another key
        told = _("The keyring of this computer account did not open this desk.")
        raise _refused(told, _("Type the passphrase.")) from error


def remove_from_keyring(wrapped: Mapping[str, object]) -> None:
    """Have the keyring forget its key; raises nothing: without its wrap it opens nothing."""
    with suppress(Exception):
        _keyring().delete_password(_SERVICE, str(wrapped.get("entry")))


def _keyring() -> KeyringBackend:
    """The keyring of this computer account. Raises ValueError where there is none, and what a backend raises."""
    # 0.2 s, and a session bus, that most desks never need; the backends by name, so that a build has them
    from keyring import backend  # noqa: PLC0415 -- as above
    from keyring.backends import SecretService, Windows, kwallet, libsecret, macOS  # noqa: F401, PLC0415 -- as above

    found = [each for each in backend.get_all_keyring() if type(each).__module__.startswith(_TRUSTED)]
    return max((each for each in found if each.priority > 0), key=lambda each: each.priority)


def _refused(told: str, fix: str) -> StoreError:
    return StoreError(told, [Problem(_("Keyring"), told, fix)])
