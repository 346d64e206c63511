"""The pages of an encrypted database as plain SQLite has them, one at a time: what a backup streams.

SQLCipher keeps 80 bytes at the end of each page: the initial vector and an HMAC; SQLite reads a file with such a
reserve as any other. So a whole database is made plain in the memory of a page. Rule: only files with a raw key of 96
digits, that nobody has open, and whose log is in the file.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from hashlib import pbkdf2_hmac
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE = 4096
_MARK, _VECTOR = 64, 16
_RESERVE = _VECTOR + _MARK
_KEY, _SALT = 32, 16
MAGIC = b"SQLite format 3\x00"


class PlainPages:
    """A file to read from: the database at ``path``, made plain. ``key``: 32 bytes, and 16 of salt."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._file = path.open("rb")
        self._key = key
        self._mark_key = mark_key(key)
        self._number = 0
        self._left = b""

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes, at least one unless it is at its end. Raises OSError when a page is damaged."""
        if not self._left:
            page = self._file.read(PAGE)
            self._number += 1
            self._left = plain_page(self._key, self._mark_key, self._number, page) if page else b""
        size = len(self._left) if size < 0 else size
        given, self._left = self._left[:size], self._left[size:]
        return given

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def plain_pages(path: Path, key: bytes) -> Iterator[bytes]:
    """Every page of the database at ``path``, those that nothing uses too. Raises OSError when one is damaged."""
    marks = mark_key(key)
    with path.open("rb") as file:
        number = 0
        while page := file.read(PAGE):
            number += 1
            yield plain_page(key, marks, number, page)


def plain_page(key: bytes, marks: bytes, number: int, page: bytes) -> bytes:
    """A page in plain. Raises OSError when it is damaged."""
    start = _SALT if number == 1 else 0
    body, vector, mark = page[start:-_RESERVE], page[-_RESERVE:-_MARK], page[-_MARK:]
    expected = hmac.digest(marks, body + vector + number.to_bytes(4, "little"), "sha512")
    if len(page) != PAGE or not hmac.compare_digest(mark, expected):
        raise OSError(f"page {number} is damaged")
    reader = Cipher(algorithms.AES256(key[:_KEY]), modes.CBC(vector)).decryptor()
    plain = reader.update(body) + reader.finalize()
    return (MAGIC if start else b"") + plain + bytes(_RESERVE)


def mark_key(key: bytes) -> bytes:
    """The key of the HMACs, as SQLCipher makes it."""
    salt = bytes(each ^ 0x3A for each in key[_KEY:])
    return pbkdf2_hmac("sha512", key[:_KEY], salt, 2, _KEY)
