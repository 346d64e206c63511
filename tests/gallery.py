"""The gallery: one tiny form a feature, in ``tests/forms``. Fixture, demonstration and documentation in one.

A gallery folder holds what is special about it; the files it lacks come from ``tests/forms/shared``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from b12desk.definitions.files import FILES, OPTIONAL
from b12desk.definitions.lint import inspect
from b12desk.errors import DefinitionError
from b12desk.model.definition import Definition

BARE = ("iron",)
"""Forms without foods and handout."""
FORMS = Path(__file__).parent / "forms"
NAMES = tuple(sorted(each.name for each in FORMS.iterdir() if (each / "questionnaire.toml").is_file()))


def gallery_files(name: str) -> dict[str, bytes]:
    """The files of one gallery form: what every form has, foods and handout unless it is ``bare``, its own others."""
    own = {file: path.read_bytes() for file in (*FILES, *OPTIONAL) if (path := FORMS / name / file).exists()}
    shared = (*FILES, *(() if name in BARE else OPTIONAL[:2]))
    return {**{file: (FORMS / "shared" / file).read_bytes() for file in shared if file not in own}, **own}


@cache
def gallery(name: str) -> Definition:
    """One gallery form, loaded and linted."""
    definition, problems = inspect(FORMS / name, gallery_files(name))
    if definition is None or problems:
        raise DefinitionError(name, problems)
    return definition


def write_form(directory: Path, name: str, changes: dict[str, bytes] | None = None) -> Path:
    """A gallery form as a folder of its own, with some of its files replaced."""
    directory.mkdir(parents=True, exist_ok=True)
    for file, content in {**gallery_files(name), **(changes or {})}.items():
        (directory / file).write_bytes(content)
    return directory
