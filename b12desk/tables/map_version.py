"""Which version of the form a table's map was written for, seen before the map is read against it.

Rule: as with a response, a map that names a version is read with it, and one that names none, and maps what only an
older version asks, is read with that.
"""

from __future__ import annotations

from pathlib import Path

from b12desk.definitions.files import read_file
from b12desk.definitions.published import Published
from b12desk.definitions.toml_file import parse
from b12desk.errors import Problem
from b12desk.model.carry import Earlier


def mapped_version(path: Path, published: Published) -> Earlier | None:
    """The older version that a map leads to; None when it is today's, or the map cannot be read, which others tell.

    Raises DefinitionError when that version cannot be used.
    """
    content = read_file(path)
    table = content if isinstance(content, Problem) else parse(path, content)
    if isinstance(table, Problem):
        return None
    said = table.data.get("questionnaire")
    if isinstance(said, str) and "|" in said:
        return published.find(said)
    if said is not None and said != published.definition.questionnaire.url:
        return None
    rows = [each for key in ("constant", "column") if isinstance(given := table.data.get(key), list) for each in given]
    named = [each.get("linkId") for each in rows if isinstance(each, dict)]
    return published.holding([each for each in named if isinstance(each, str)])
