"""A disk that refuses, as the records tell of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from b12desk.errors import StoreError
from b12desk.private_file import refusal
from b12desk.store.database import Database


class Disk:
    """It takes nothing while ``number``, an error of the system, is set."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, number: int = 0) -> None:
        self.number = number
        usual = Database.writing

        @contextmanager
        def writing(database: Database) -> Iterator[sa.Connection]:
            if self.number:
                error = OSError(self.number, os.strerror(self.number))
                raise StoreError("Your records could not be read or written.", [refusal(error, database.path)])
            with usual(database) as connection:
                yield connection

        monkeypatch.setattr(Database, "writing", writing)
