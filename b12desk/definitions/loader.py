"""The door to the form files: `load` for everybody, `lint` for authors.

Rules: strict; all problems of all files in one `DefinitionError`; a definition is made of the bytes that its hash is
computed from, always; that they have passed once is remembered (see `definition_cache`), so that only a changed form is
checked again.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from b12desk import paths
from b12desk.definitions import definition_cache
from b12desk.definitions.files import digest, read_files
from b12desk.errors import DefinitionError
from b12desk.i18n import _

if TYPE_CHECKING:
    from b12desk.model.definition import Definition


def load(directory: Path | None = None) -> Definition:
    """The definition in ``directory`` (None: the shipped form). Raises `DefinitionError` with every problem."""
    directory = paths.forms_dir() if directory is None else directory
    files, problems = read_files(directory)
    if not problems and definition_cache.has_passed(digest(files)):
        from b12desk.definitions.rebuild import rebuild  # noqa: PLC0415 -- the models, only when there is a form

        with contextlib.suppress(ValueError, TypeError, KeyError, RecursionError):  # a mark that was forged
            return rebuild(files)

    from b12desk.definitions.lint import inspect  # noqa: PLC0415 -- pydantic and the checks: only after a change

    definition, found = inspect(directory, files)
    problems = (*problems, *found)
    if definition is None or problems:
        title = _(
            "The form in {directory} cannot be used (problems: {count}):", directory=directory, count=len(problems)
        )
        raise DefinitionError(title, problems)
    definition_cache.remember(definition.hash)
    return definition
