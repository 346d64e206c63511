"""The data key wrapped: what opens the records is random, and stands on the disk only inside a wrap.

By the passphrase: Argon2id (RFC 9106) makes a key of it, which wraps by AES-256-GCM, bound to the format and to whose
records they are. By the recovery key: an age file for its public half, so that `age` opens it too. Rule: a cost that a
file names is believed only within bounds, or a changed file could make the program stand still.
"""

from __future__ import annotations

import os
import unicodedata
from base64 import b64decode, b64encode
from binascii import Error as _NoBase64
from collections.abc import Mapping

import pyrage
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from b12desk.i18n import _
from b12desk.store.keys import COST, KEY_LENGTH, Cost

_SALT, _NONCE, _KEY = 16, 12, 32
_DEAREST = Cost(1_048_576, 20, 16)


class WrongSecretError(Exception):
    """The passphrase or the key does not open this wrap."""


def new_identity() -> tuple[str, str]:
    """A recovery key, and its public half."""
    made = pyrage.x25519.Identity.generate()
    return str(made), str(made.to_public())


def wrap(data_key: bytes, passphrase: str, purpose: str, cost: Cost = COST) -> dict[str, object]:
    """The wrap by a passphrase, as the key file has it; ``purpose`` must be the same when it is opened."""
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    wrapped = AESGCM(_derived(passphrase, salt, cost)).encrypt(nonce, data_key, purpose.encode("utf-8"))
    return {"kdf": "argon2id", **cost._asdict(), "salt": _text(salt), "nonce": _text(nonce), "key": _text(wrapped)}


def unwrap(wrapped: Mapping[str, object], passphrase: str, purpose: str) -> bytes:
    """The data key. Raises WrongSecretError, or ValueError when the wrap is damaged."""
    cost = Cost(*(_number(wrapped.get(name), most) for name, most in _DEAREST._asdict().items()))
    if wrapped.get("kdf") != "argon2id" or cost.memory < 8 * cost.lanes:
        raise ValueError(_("the wrap by the passphrase is not understood."))
    salt, nonce, key = (_bytes(wrapped.get(name)) for name in ("salt", "nonce", "key"))
    if (len(salt), len(nonce), len(key)) != (_SALT, _NONCE, KEY_LENGTH + 16):
        raise ValueError(_("the wrap by the passphrase is not understood."))
    try:
        return AESGCM(_derived(passphrase, salt, cost)).decrypt(nonce, key, purpose.encode("utf-8"))
    except InvalidTag:
        raise WrongSecretError from None


def wrap_for(public: str, data_key: bytes) -> bytes:
    """The wrap by the recovery key with this public half: an age file."""
    made: bytes = pyrage.encrypt(data_key, [pyrage.x25519.Recipient.from_str(public)])
    return made


def unwrap_by(identity: str, wrapped: bytes) -> bytes:
    """The data key. Raises WrongSecretError: another recovery key, or a wrap that is damaged."""
    try:
        data_key: bytes = pyrage.decrypt(wrapped, [pyrage.x25519.Identity.from_str(identity)])
    except (pyrage.DecryptError, pyrage.IdentityError):
        raise WrongSecretError from None
    if len(data_key) != KEY_LENGTH:
        raise WrongSecretError
    return data_key


def public_of(identity: str) -> str:
    """The public half of a recovery key. Raises WrongSecretError when it is none."""
    try:
        return str(pyrage.x25519.Identity.from_str(identity).to_public())
    except pyrage.IdentityError:
        raise WrongSecretError from None


def _derived(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """The same text is the same passphrase, however its accents were typed. Raises ValueError: too dear for here."""
    secret = unicodedata.normalize("NFKC", passphrase).encode("utf-8")
    made = Argon2id(salt=salt, length=_KEY, iterations=cost.rounds, lanes=cost.lanes, memory_cost=cost.memory)
    try:
        return made.derive(secret)
    except MemoryError:
        raise ValueError(_("the passphrase asks for more memory than this computer has free.")) from None


def _number(value: object, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
        raise ValueError(_("the cost of the passphrase is not understood."))
    return value


def _text(data: bytes) -> str:
    return b64encode(data).decode("ascii")


def _bytes(value: object) -> bytes:
    try:
        return b64decode(value, validate=True) if isinstance(value, str) else b""
    except (_NoBase64, ValueError):
        return b""
