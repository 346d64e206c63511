"""Intakes whose answers are taken in from paper, and the second entry of such a paper while it is on its way.

Rules: it is known from the first save on that an intake is from paper; the second entry lies beside the first, in no
list, and goes with it, when both were compared, or when the intake is finished; one that cannot be read counts as none.
"""

from __future__ import annotations

import json
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from b12desk.store import rows
from b12desk.store.intake_content import UnfinishedIntake, content_of, draft_of
from b12desk.store.tables import paper_entries


class PaperEntry(NamedTuple):
    """That an intake is taken in from paper; ``second``: the second entry as far as it has come."""

    second: UnfinishedIntake | None


def entry_of(connection: sa.Connection, identifier: str) -> PaperEntry | None:
    """What is known of the paper of an intake; None when there is none."""
    one = sa.select(paper_entries.c.second).where(paper_entries.c.intake_id == identifier)
    body = connection.execute(one).scalar()
    if body is None:
        return None
    try:
        content = json.loads(body) if body else None
        return PaperEntry(draft_of(content) if isinstance(content, dict) else None)
    except ValueError:
        return PaperEntry(None)


def put_second(connection: sa.Connection, former: rows.Written | None, second: UnfinishedIntake | None) -> rows.Written:
    """Keep the second entry as it stands; None: it goes. Raises OvertakenError."""
    if former is None:
        raise rows.OvertakenError(gone=True)
    written = rows.stepped(connection, former)
    row = {"intake_id": former.row["id"], "second": json.dumps(content_of(second)) if second else ""}
    made = insert(paper_entries).values(row)
    connection.execute(made.on_conflict_do_update(index_elements=["intake_id"], set_=row))
    return written
