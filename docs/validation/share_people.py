"""People of the survey with the cells of all their tables, for ``shares.py``: reads, and decides nothing."""

from __future__ import annotations

import csv
import io
import lzma
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

GROWN = 20
Cells = dict[str, str]


class Person(NamedTuple):
    """One person of the survey: cells by column, medicines of the past 30 days, supplements (a row of cells each)."""

    weight: float
    cells: Cells
    medicines: frozenset[str]
    supplements: tuple[Cells, ...]

    def number(self, column: str) -> float | None:
        """The number in a column; None for an empty cell, and for a column that the person's cycle lacks."""
        return number(self.cells, column)


class Survey(NamedTuple):
    """Cycles that are taken together: the source's key, the table of people (none: all grown-ups), tables to join."""

    key: str
    table: str
    cycles: str
    joined: tuple[str, ...]


class Row(NamedTuple):
    """One share: how often ``counted`` is true among those of whom it is not None.

    ``counted`` says of one person: True, False, None (not asked), or each in turn for a person who has several
    supplements.
    """

    survey: str
    link_id: str
    answer: str
    counted: Callable[[Person], bool | list[bool] | None]
    what: str


class Found(NamedTuple):
    """A row's share, and how many answers it rests on."""

    share: float
    answers: int


def number(cells: Cells, column: str) -> float | None:
    """The number in a cell; None when there is none."""
    text = cells.get(column, "")
    return float(text) if text not in ("", "NA") else None


# ---------- reading


def lines(path: Path) -> Iterator[Cells]:
    """The lines of a packed table."""
    with lzma.open(path, "rb") as packed, io.TextIOWrapper(packed, encoding="latin-1", newline="") as file:
        yield from csv.DictReader(file)


def people_of(survey: Survey, data: Path, raw: Path) -> list[Person]:
    """Everybody of a survey, with the cells of all its tables."""
    cells: dict[str, Cells] = {}
    if survey.table:
        cells = {each["seqn"]: each for each in lines(data / survey.table)}
    else:
        for each in rows_in(raw, ["DEMO"], survey.cycles):
            if (number(each, "RIDAGEYR") or 0) >= GROWN and (number(each, "WTMEC2YR") or 0) > 0:
                cells[each["SEQN"]] = {**each, "wt_mec2yr": each["WTMEC2YR"]}
    medicines: dict[str, set[str]] = defaultdict(set)
    supplements: dict[str, list[Cells]] = defaultdict(list)
    for each in rows_in(raw, survey.joined, survey.cycles):
        person = each["SEQN"]
        if person not in cells:
            continue
        if "RXDDRUG" in each:
            medicines[person] |= {part.strip() for part in each["RXDDRUG"].split(";")}
        elif "DSDSUPP" in each:
            supplements[person].append(each)
        else:
            cells[person] |= each
    return [
        Person(float(own["wt_mec2yr"]), own, frozenset(medicines[person]), tuple(supplements[person]))
        for person, own in cells.items()
    ]


def rows_in(raw: Path, tables: Iterable[str], cycles: str) -> Iterator[Cells]:
    """The lines of tables in each cycle that has them."""
    for table in tables:
        paths = [raw / f"{table}_{cycle}.csv.xz" for cycle in cycles]
        if not any(each.is_file() for each in paths):
            raise SystemExit(f"{raw}: there is no table {table} of the cycles {', '.join(cycles)}")
        for path in paths:
            if path.is_file():
                yield from lines(path)


# ---------- counting


def found(row: Row, people: Iterable[Person]) -> Found:
    """The weighted share of a row."""
    yes = everybody = 0.0
    answers = 0
    for person in people:
        given = row.counted(person)
        for each in given if isinstance(given, list) else [given]:
            if each is not None:
                answers += 1
                everybody += person.weight
                yes += person.weight * each
    return Found(yes / everybody, answers)
