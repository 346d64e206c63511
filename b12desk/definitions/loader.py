"""The door to the form files: `load` for everybody, `lint` for authors.

Rules: strict; all problems of all files in one `DefinitionError`; a definition that has passed once is kept compiled
(see `compiled`), so that only a changed file is read, checked and linted again.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from b12desk import paths
from b12desk.definitions import compiled
from b12desk.definitions.files import digest, read_files
from b12desk.errors import DefinitionError
from b12desk.i18n import _

if TYPE_CHECKING:
    from b12desk.model.definition import Definition


def load(directory: Path | None = None) -> Definition:
    """The definition in ``directory`` (None: the shipped form). Raises `DefinitionError` with every problem."""
    directory = paths.forms_dir() if directory is None else directory
    files, problems = read_files(directory)
    name = "" if problems else digest(files)
    kept = compiled.recall(name) if name else None
    if kept is not None:
        return kept

    from b12desk.definitions.lint import inspect  # noqa: PLC0415 -- tomllib and the checks: only after a change

    definition, found = inspect(directory, files)
    problems = (*problems, *found)
    if definition is None or problems:
        title = _(
            "The form in {directory} cannot be used (problems: {count}):", directory=directory, count=len(problems)
        )
        raise DefinitionError(title, problems)
    compiled.keep(definition)
    return definition
