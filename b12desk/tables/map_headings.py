"""The columns that a table's map names, held against those that the table has; units that their names speak of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from b12desk.definitions.error_words import Suggester
from b12desk.definitions.positions import Path
from b12desk.definitions.toml_file import Table
from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.tables.table_map import TableMap

_WORDS = {
    "d": ("d", "day", "days"),
    "wk": ("wk", "wks", "week", "weeks"),
    "mo": ("mo", "mos", "mth", "mths", "month", "months"),
    "a": ("y", "yr", "yrs", "year", "years"),
    "mg": ("mg",),
    "ug": ("ug", "mcg"),
}
"""What a unit is called in names of columns."""
_KINDS = (("d", "wk", "mo", "a"), ("mg", "ug"))
_AGE_UNIT = "a"


def check_headings(table: Table, mapping: TableMap, header: Sequence[str], suggest: Suggester) -> Iterator[Problem]:
    """Columns that the table does not have, or has twice; nothing when it is another table (`names_any`)."""
    if not names_any(mapping, header):
        return
    named: list[tuple[Path, str]] = [(("id",), mapping.id)]
    if mapping.authored_column is not None:
        named.append((("authoredColumn",), mapping.authored_column))
    named += [(("column", index, "name"), each.name) for index, each in enumerate(mapping.column)]
    times = Counter(header)
    alike = {_folded(name): name for name in header}
    for path, name in named:
        if name not in times:
            cause = _("the table has no column '{name}'.", name=name)
            near = alike.get(_folded(name))
            fix = _("Did you mean '{word}'?", word=near) if near is not None else suggest(name, times)
            yield table.problem(path, "", cause, fix)
        elif times[name] > 1:
            cause = _("the table has several columns '{name}'.", name=name)
            yield table.problem(path, "", cause, _("Give each its own name."))


def names_any(mapping: TableMap, header: Sequence[str]) -> bool:
    """Whether a table has any column of the map, be it in other letters; if not, it is hardly the one that is meant."""
    return not {_folded(name) for name in mapping.columns}.isdisjoint(map(_folded, header))


def _folded(name: str) -> str:
    """A name without what people overlook: capitals, blanks, what cannot be seen."""
    return "".join(each for each in name.casefold() if each.isprintable() and each not in " _-")


def other_units(mapping: TableMap, age: str) -> Iterator[tuple[str, str]]:
    """Each column whose name speaks of another unit than the map, and a word about it. A name proves nothing.

    ``age`` is the linkId of the question about the age.
    """
    for column in mapping.column:
        unit = column.unit or (_AGE_UNIT if column.link_id == age else "")
        kind = next((each for each in _KINDS if unit in each), ())
        words = set(re.split(r"[^a-z]+", column.name.casefold()))
        named = [each for each in kind if not words.isdisjoint(_WORDS[each])]
        if named and unit not in named:
            cause = _("its name speaks of {named}, and its numbers count as {unit}.", named=named[0], unit=unit)
            yield column.name, cause
