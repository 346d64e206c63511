"""Whether two entries can be of one person: what contradicts it, and what speaks for it.

Rules: what is not known contradicts nothing; birth dates contradict each other where no day fits both.
"""

from __future__ import annotations

from b12desk.characters.alike import alike
from b12desk.characters.folded import folded_number
from b12desk.model.response import Subject
from b12desk.model.values import PartialDate
from b12desk.store.finding import name_words


def apart(one: str, one_born: PartialDate | None, other: str, other_born: PartialDate | None) -> bool:
    """Whether record numbers or birth dates say that it is somebody else."""
    return _other_number(one, other) or _other_birth_date(one_born, other_born)


def same_number(one: Subject, other: Subject) -> bool:
    """Whether both have the same record number."""
    number = folded_number(one.identifier)
    return number != "" and number == folded_number(other.identifier)


def may_be_one(one: Subject, born: PartialDate | None, other: Subject, other_born: PartialDate | None) -> bool:
    """Whether it is worth asking: the same number or, without one, name and full birth date; and nothing against it."""
    names = name_words(one), name_words(other)
    if apart(one.identifier, born, other.identifier, other_born):
        return False
    if same_number(one, other):
        return not all(names) or alike(*names)
    same_day = born is not None and born == other_born and born.earliest == born.latest
    return same_day and sorted(names[0].split()) == sorted(names[1].split()) != []


def _other_number(one: str, other: str) -> bool:
    numbers = folded_number(one), folded_number(other)
    return all(numbers) and numbers[0] != numbers[1]


def _other_birth_date(one: PartialDate | None, other: PartialDate | None) -> bool:
    return one is not None and other is not None and (one.earliest > other.latest or other.earliest > one.latest)
