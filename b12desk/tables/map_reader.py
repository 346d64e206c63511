"""A table's map from its file, with every problem at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from b12desk.definitions.files import read_file
from b12desk.definitions.toml_file import Table, fit, parse
from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.model.questionnaire import Questionnaire
from b12desk.tables.map_checks import check_map
from b12desk.tables.map_headings import names_any, other_units
from b12desk.tables.table_map import TableMap

__all__ = ["names_any", "other_units", "read_map"]

_FORMAT = 1


def read_map(
    path: Path, questionnaire: Questionnaire, header: Sequence[str] | None
) -> tuple[TableMap | None, tuple[Problem, ...]]:
    """The map in a file and every problem of it; None when it does not even have the right shape.

    ``header`` are the columns of the table (None: not known, and not compared). A table that has none of the map's
    (`names_any`) is told by whoever reads it, once.
    """
    try:
        path.stat()
    except FileNotFoundError:
        return None, (Problem(str(path), _("the file is missing."), _("Name the map with --map.")),)
    except (OSError, ValueError):
        pass  # reading it says why
    content = read_file(path)
    table: Table | Problem = content if isinstance(content, Problem) else parse(path, content)
    if isinstance(table, Problem):
        return None, (table,)
    newer = table.data.get("format")
    if isinstance(newer, int) and newer > _FORMAT:
        cause = _("the map has format {given}, and this program reads format {known}.", given=newer, known=_FORMAT)
        return None, (table.problem(("format",), "", cause, _("Take a newer B12 Desk, or write it in that format.")),)
    found = fit(table, TableMap, ("name", "linkId"))
    if isinstance(found, tuple):
        return None, found
    return found.model, tuple(dict.fromkeys(check_map(table, found.model, questionnaire, header)))
