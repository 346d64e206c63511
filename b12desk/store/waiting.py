"""The waiting room in the records: who has a screen in the hand, which alarms were raised, who saw what, how it went.

Rules: a hand-over stands until staff end it, so that a program that was killed opens locked; an alarm is raised once
and in the commit of its answer; a screen of the clinic's own evidence says nothing of who it was, and stays when the
intake goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from b12desk.store.database import Database
from b12desk.store.intake_content import ON_PAPER
from b12desk.store.tables import alarms, answers, handovers, screens


class HandOver(NamedTuple):
    """A screen in a patient's hand: until when, in whose company, and how far it came."""

    intake: str
    begun: datetime
    ends: datetime
    way: str
    sound: bool
    tries: int
    stage: str
    called: bool = False


class Alarm(NamedTuple):
    """A red flag that a patient's answer raised; ``by``: who acknowledged it, "" while nobody has."""

    code: str
    raised: datetime
    by: str = ""


class Came(NamedTuple):
    """How an answer came, and who of the staff saw and discussed it; "" for nobody, and where it is not known."""

    by: str
    way: str
    seen_by: str
    discussed_by: str

    @property
    def at_screen(self) -> bool:
        """Whether a patient gave it at a screen handed over; whoever types in a sheet has read what stands there."""
        return self.by == ON_PAPER.by and self.way != ON_PAPER.way


class Screen(NamedTuple):
    """One screen of one walk, as it is kept for the clinic's own evidence."""

    sitting: str
    day: str
    age_band: str
    sound: bool
    screen: str
    seconds: float
    backs: int
    changes: int
    help: int
    abandoned: bool
    face: str | None = None


class Waiting:
    """All of it raises StoreError when the disk refuses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, handover: HandOver) -> None:
        """Keep a hand-over as it stands."""
        row = _with_moments(handover._asdict())
        row["intake_id"] = row.pop("intake")
        made = insert(handovers).values(row)
        with self._database.writing() as connection:
            connection.execute(made.on_conflict_do_update(index_elements=["intake_id"], set_=row))

    def handed_over(self) -> tuple[HandOver, ...]:
        """Those that staff have not ended, the oldest first."""
        with self._database.reading() as connection:
            found = connection.execute(sa.select(handovers).order_by(handovers.c.begun)).all()
        return tuple(
            HandOver(
                each.intake_id,
                datetime.fromisoformat(each.begun),
                datetime.fromisoformat(each.ends),
                each.way,
                each.sound,
                each.tries,
                each.stage,
                each.called,
            )
            for each in found
        )

    def end(self, intake: str) -> None:
        """Staff have it back."""
        with self._database.writing() as connection:
            connection.execute(sa.delete(handovers).where(handovers.c.intake_id == intake))

    def keep_screens(self, walked: Iterable[Screen]) -> None:
        """Keep how a walk went."""
        rows = [each._asdict() for each in walked]
        if rows:
            with self._database.writing() as connection:
                connection.execute(sa.insert(screens), rows)

    def alarms(self, intake: str) -> tuple[Alarm, ...]:
        """Those of one intake, in the order in which they were raised."""
        one = sa.select(alarms).where(alarms.c.intake_id == intake).order_by(alarms.c.raised, alarms.c.code)
        with self._database.reading() as connection:
            found = connection.execute(one).all()
        return tuple(
            Alarm(each.code, datetime.fromisoformat(each.raised), each.acknowledged_by or "") for each in found
        )

    def alarming(self) -> frozenset[str]:
        """The intakes with an alarm that nobody has acknowledged."""
        with self._database.reading() as connection:
            return alarming(connection)

    def acknowledge(self, intake: str, who: str, when: datetime) -> None:
        """Somebody knows of all alarms of an intake."""
        open_ = sa.update(alarms).where(alarms.c.intake_id == intake, alarms.c.acknowledged.is_(None))
        with self._database.writing() as connection:
            connection.execute(open_.values(acknowledged=_utc(when), acknowledged_by=who))

    def answers(self, intake: str) -> Mapping[str, Came]:
        """How each answer of an intake came."""
        kept = answers.c["link_id", "given_by", "way", "seen_by", "discussed_by"]
        with self._database.reading() as connection:
            found = connection.execute(sa.select(*kept).where(answers.c.intake_id == intake)).all()
        return {link_id: Came(*(each or "" for each in how)) for link_id, *how in found}

    def saw(self, intake: str, link_ids: Iterable[str], who: str) -> None:
        """Somebody of the staff saw these answers."""
        self._mark(intake, link_ids, {"seen_by": who})

    def discussed(self, intake: str, link_ids: Iterable[str], who: str) -> None:
        """Somebody of the staff spoke with the patient about these answers, and so saw them."""
        self._mark(intake, link_ids, {"seen_by": who, "discussed_by": who})

    def screens(self) -> tuple[Screen, ...]:
        """All that is kept of how patients got on."""
        kept = [screens.c[name] for name in Screen._fields]
        with self._database.reading() as connection:
            return tuple(Screen(*each) for each in connection.execute(sa.select(*kept).order_by(screens.c.id)))

    def _mark(self, intake: str, link_ids: Iterable[str], values: Mapping[str, str]) -> None:
        these = answers.c.intake_id == intake, answers.c.link_id.in_(tuple(link_ids))
        with self._database.writing() as connection:
            connection.execute(sa.update(answers).where(*these).values(values))


def alarming(connection: sa.Connection) -> frozenset[str]:
    """The intakes with an alarm that nobody has acknowledged."""
    return frozenset(connection.execute(sa.select(alarms.c.intake_id).where(alarms.c.acknowledged.is_(None))).scalars())


def put_alarms(connection: sa.Connection, intake: str, now: str, codes: Iterable[str]) -> None:
    """Raise these; one that was raised before stays as it is."""
    rows = [{"intake_id": intake, "code": code, "raised": now} for code in codes]
    if rows:
        connection.execute(insert(alarms).on_conflict_do_nothing(), rows)


def _with_moments(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _utc(each) if isinstance(each, datetime) else each for name, each in row.items()}


def _utc(when: datetime) -> str:
    return when.astimezone(UTC).isoformat()
