"""Whose intakes they are: who else it may be, a person's visits, moving an intake, putting two entries together.

Rules: nobody is taken for somebody else without being asked; a reason is given for what is moved or put together, and
each can be taken back; what was once said to be somebody else is not asked again while the intake is open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal, NamedTuple

from b12desk.desk.finding import Finding, FoundLine, Search
from b12desk.desk.identity import Identity, born_of, identity
from b12desk.desk.member import Who
from b12desk.desk.open_intake import OpenIntake
from b12desk.desk.telling_apart import apart, may_be_one, same_number
from b12desk.i18n import _, current
from b12desk.model.response import Subject
from b12desk.store.audit_chain import Act
from b12desk.store.finding import FoundIntake, name_words
from b12desk.store.people import Entry, Transfer
from b12desk.store.people import People as Store

Likeness = Literal["same", "number", "name"]
LONGEST_REASON = 300
"""Characters of a reason."""


class Acquaintance(NamedTuple):
    """Somebody who is known already. ``same``: it may be this patient; else the ``number`` or the ``name`` is like.

    ``visits``: how many intakes there are of that person.
    """

    human: str
    likeness: Likeness
    who: Identity
    visits: int


class Visits(NamedTuple):
    """A person as the newest visit says, all visits, and what was moved or put together: key, words, may go back."""

    who: Identity
    lines: tuple[FoundLine, ...]
    transfers: tuple[tuple[str, str, bool], ...]


class Candidate(NamedTuple):
    """Somebody to whom an intake can be moved, in words."""

    human: str
    words: str


class People:
    """Works with the people of the records; ``finding`` puts their intakes into words."""

    def __init__(self, store: Store, finding: Finding, clock: Callable[[], datetime], who: Who) -> None:
        self._store, self._finding, self._clock, self._who = store, finding, clock, who

    def human_of(self, identifier: str) -> str:
        """Whose intake it is; "" while it is not among the records. Raises StoreError."""
        entry = self._store.entry(identifier)
        return "" if entry is None else entry.human

    def visit_count(self, identifier: str) -> int:
        """How many intakes there are of the person of this one. Raises StoreError."""
        human = self.human_of(identifier)
        return len(self._store.visits(human)) if human else 0

    def acquaintance(self, intake: OpenIntake) -> Acquaintance | None:
        """Who is to be asked or warned about first, if anybody: it may be the same person; or only looks like it.

        Raises StoreError.
        """
        subject, born = intake.session.subject, born_of(intake.session)
        own = self.human_of(intake.identifier)
        newest: dict[str, Entry] = {}
        for each in self._store.like(subject, but=intake.identifier):
            newest.setdefault(each.human, each)
        found: list[tuple[Likeness, Entry]] = []
        for human, entry in newest.items():
            if human == own:
                continue
            there = entry.subject
            if (human, "same") not in intake.apart and may_be_one(subject, born, there, entry.born):
                found.append(("same", entry))
            elif same_number(subject, there):
                found.append(("number", entry))
            elif apart(subject.identifier, born, there.identifier, entry.born):
                found.append(("name", entry))
        order: tuple[Likeness, ...] = ("same", "number", "name")
        left = [each for each in found if (each[1].human, each[0]) not in intake.apart]
        if not left:
            return None
        own_words = name_words(subject)
        likeness, entry = min(left, key=lambda each: (order.index(each[0]), name_words(each[1].subject) != own_words))
        visits = self._store.visits(entry.human)
        return Acquaintance(entry.human, likeness, self._known_as(visits, nhs=intake.choices.nhs), len(visits))

    def join(self, intake: OpenIntake, human: str) -> None:
        """The patient of an open intake, which is saved, is this person. Raises StoreError."""
        own = self.human_of(intake.identifier)
        if own:
            reason = _("Said to be the same person during the intake.")
            self._store.merge(own, human, reason, self._act("merged", intake.identifier), self._who().id)

    def visits(self, human: str, *, nhs: bool) -> Visits:
        """All that is known of a person. Raises StoreError."""
        found = self._store.visits(human)
        told = tuple((each.identifier, _told(each, human), not each.undone) for each in self._store.transfers(human))
        return Visits(self._known_as(found, nhs=nhs), self._finding.lines(found), told)

    def others(self, text: str, but: str) -> tuple[Candidate, ...]:
        """The people whom a search finds, each once, without one. Raises StoreError."""
        lines = self._finding.look(Search(text=text)).lines if text.strip() else ()
        people = {each.human: each for each in reversed(lines) if each.human != but}
        return tuple(Candidate(each.human, _who_words(each)) for each in reversed(people.values()))

    def move(self, identifier: str, human: str, reason: str) -> str:
        """Have an intake be another patient's. Returns the key to take it back with.

        Raises StoreError, also while the intake is open in a window.
        """
        return self._store.move(identifier, human, reason, self._act("moved", identifier), self._who().id)

    def merge(self, source: str, target: str, reason: str) -> str:
        """Two entries are of one person: the visits of ``source`` are ``target``'s. Returns the key.

        Raises StoreError.
        """
        visits = self._store.visits(source)
        act = self._act("merged", visits[0].identifier if visits else "")
        return self._store.merge(source, target, reason, act, self._who().id)

    def take_back(self, transfer: str) -> None:
        """Have it be as it was. Raises StoreError."""
        self._store.take_back(transfer, self._act("taken back", ""))

    def _act(self, deed: str, identifier: str) -> Act:
        return Act(self._clock(), self._who().name, deed, identifier)

    def _known_as(self, visits: Sequence[FoundIntake], *, nhs: bool) -> Identity:
        """A person as the newest visits say that say anything: each a name, a number, a birth date."""
        named = next((each.subject for each in visits if each.subject.name), Subject())
        number = next((each.subject.identifier for each in visits if each.subject.identifier), "")
        born = next((each.born for each in visits if each.born is not None), None)
        return identity(replace(named, identifier=number), born, self._clock().date(), nhs=nhs)


def _who_words(line: FoundLine) -> str:
    number = _("number {number}", number=line.number) if line.number else ""
    born = _("born {date}", date=line.born) if line.born else _("birth date not known")
    return "; ".join(filter(None, (line.name, born, number)))


def _told(transfer: Transfer, human: str) -> str:
    """What was done, when, by whom and why."""
    if transfer.kind == "moved":
        first = (
            _("An intake was moved here") if transfer.target == human else _("An intake was moved to another patient")
        )
    else:
        first = _("Two entries of one person were put together")
    when = current().moment(transfer.moment.astimezone())
    words = _("{what}, {time}, by {who}: {reason}", what=first, time=when, who=transfer.who, reason=transfer.reason)
    return _("{what} Taken back since.", what=words) if transfer.undone else words
