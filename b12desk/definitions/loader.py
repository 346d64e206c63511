"""The door to the form files: `load` for everybody, `lint` for authors.

Rules: strict; all problems of all files in one `DefinitionError`; a definition is made of the bytes that its hash is
computed from, always; that they have passed once is remembered (see `definition_cache`), so that only a changed form is
checked again. A mark that was forged saves the checks across the files, never the reading of each.
"""

from __future__ import annotations

from pathlib import Path

from b12desk import paths
from b12desk.definitions import definition_cache
from b12desk.definitions.files import digest, read_files
from b12desk.definitions.lint import inspect
from b12desk.errors import DefinitionError
from b12desk.i18n import _
from b12desk.model.definition import Definition


def load(directory: Path | None = None) -> Definition:
    """The definition in ``directory`` (None: the shipped form). Raises `DefinitionError` with every problem."""
    directory = paths.forms_dir() if directory is None else directory
    files, problems = read_files(directory)
    passed = not problems and definition_cache.has_passed(digest(files))
    definition, found = inspect(directory, files, passed=passed)
    problems = (*problems, *found)
    if definition is None or problems:
        title = _(
            "The form in {directory} cannot be used (problems: {count}):", directory=directory, count=len(problems)
        )
        raise DefinitionError(title, problems)
    if not passed:
        definition_cache.remember(definition.hash)
    return definition
