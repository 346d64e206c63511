"""What is kept of a PIN or a passphrase of one person: Argon2id, inside the encrypted records.

It costs less than at the door (OWASP's least: 19 MiB, two rounds, 25 ms): who reads the table has the data key, and so
all that a PIN could open; it is the PIN itself, which may be that of somebody's telephone, that must not be read off.
Six digits fall to any computer that has the table, at any cost; at the desk the growing wait stops whoever tries.
"""

from __future__ import annotations

import os
import unicodedata

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from b12desk.store.keys import Cost

PIN_COST = Cost(19_456, 2, 1)
_SALT, _LENGTH = 16, 32


def hashed(pin: str, cost: Cost = PIN_COST) -> str:
    """What is kept of a PIN or passphrase."""
    salt = os.urandom(_SALT)
    made = Argon2id(salt=salt, length=_LENGTH, iterations=cost.rounds, lanes=cost.lanes, memory_cost=cost.memory)
    return made.derive_phc_encoded(_secret(pin))


def fits(pin: str, kept: str) -> bool:
    """Whether it is the one of which this was kept; what was damaged fits nothing."""
    try:
        Argon2id.verify_phc_encoded(_secret(pin), kept)
    except (InvalidKey, ValueError):
        return False
    return True


def _secret(pin: str) -> bytes:
    return unicodedata.normalize("NFKC", pin).encode("utf-8")
