"""All that is kept of a person: their intakes, and of each its answers, what they came to, papers, versions and log.

Only read here, as plain values, for whoever has a right to see it; damage is left as it is and said.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from b12desk.i18n import _
from b12desk.store import rows
from b12desk.store.audit_chain import Act
from b12desk.store.database import Database
from b12desk.store.intake_content import UnfinishedIntake, moment
from b12desk.store.tables import (
    amendments,
    assessments,
    audit,
    documents,
    intakes,
    paper_entries,
    persons,
    transfers,
    versions,
    voids,
)


@dataclass(frozen=True)
class WholeIntake:
    """One intake. ``draft`` is None when it is damaged; the rest is as the tables have it."""

    identifier: str
    draft: UnfinishedIntake | None
    assessment: dict[str, Any] | None
    documents: tuple[dict[str, Any], ...]
    versions: tuple[dict[str, Any], ...]
    more: dict[str, tuple[dict[str, Any], ...]]
    """An amendment on its way, that it was entered in error, its second entry, that it was moved: the rows of each, by
    table."""
    acts: tuple[Act, ...]


class WholeIntakes:
    """Those of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def same_person(self, identifier: str) -> tuple[str, ...]:
        """All intakes of the person whose intake this is, the oldest first. Raises StoreError."""
        human = sa.select(persons.c.human).join(intakes).where(intakes.c.id == identifier).scalar_subquery()
        theirs = sa.select(intakes.c.id).join(persons).where(persons.c.human == human)
        theirs = theirs.order_by(intakes.c.authored, intakes.c.id)
        with self._database.reading() as connection:
            return tuple(connection.execute(theirs).scalars())

    def all_of(self, identifiers: Sequence[str]) -> tuple[WholeIntake, ...]:
        """These intakes, as they are at one moment. Raises StoreError."""
        with self._database.reading() as connection:
            return tuple(_whole(connection, each) for each in identifiers)


def _whole(connection: sa.Connection, identifier: str) -> WholeIntake:
    try:
        written = rows.get(connection, identifier)
    except (ValueError, ArithmeticError):
        written = None
    body = connection.execute(sa.select(assessments.c.body).where(assessments.c.intake_id == identifier)).scalar()
    made = sa.select(documents).where(documents.c.intake_id == identifier).order_by(documents.c.made)
    earlier = sa.select(versions).where(versions.c.intake_id == identifier).order_by(versions.c.number)
    more = {
        table.name: tuple(dict(row._mapping) for row in connection.execute(table.select().where(which)))
        for table, which in (
            (amendments, amendments.c.intake_id == identifier),
            (voids, voids.c.intake_id == identifier),
            (paper_entries, paper_entries.c.intake_id == identifier),
            (transfers, transfers.c.intake_id == identifier),
        )
    }
    said = sa.select(audit).where(audit.c.intake == identifier).order_by(audit.c.number)
    return WholeIntake(
        identifier,
        written.draft if written is not None else None,
        json.loads(body) if body else None,
        tuple(dict(each._mapping) for each in connection.execute(made)),
        tuple(dict(each._mapping) for each in connection.execute(earlier)),
        more,
        tuple(
            Act(_when(each.moment), each.who, each.deed, each.intake, each.note) for each in connection.execute(said)
        ),
    )


def _when(text: str) -> datetime:
    return moment(text, _("the time of an entry"))
