"""The older versions of a form: ``published/VERSION`` holds the questionnaire as it was, and the map to that of today.

What else lies there, and that none of it is ever edited, is the business of `publication`.

Rules: nothing is read until an older response is met; then both files are read and the map is checked whole, because a
map that names what is not there would carry answers wrongly; all problems come in one `DefinitionError`. A published
questionnaire is never edited, so no other check of today applies to it than that it can be read.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from b12desk import paths
from b12desk.definitions.files import read_file
from b12desk.definitions.lint import NAMES
from b12desk.definitions.toml_file import Loaded, Table, fit, parse
from b12desk.errors import DefinitionError, Problem
from b12desk.i18n import _
from b12desk.model.border import Model
from b12desk.model.carry import CarryMap, Earlier
from b12desk.model.definition import Definition
from b12desk.model.questionnaire import Questionnaire

FOLDER = "published"
QUESTIONNAIRE, RULES, _MAP = "questionnaire.toml", "rules.toml", "carry.toml"
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,40}")


class Published:
    """The older versions of the form ``definition``, in its ``directory`` (None: the shipped form)."""

    def __init__(self, definition: Definition, directory: Path | None = None) -> None:
        self.definition = definition
        self._folder = (paths.forms_dir() if directory is None else directory) / FOLDER
        self._read: dict[str, Earlier] = {}

    def knows(self, canonical: str) -> bool:
        """Whether ``url|version`` is an older version of this form that answers can be carried over from."""
        url, _bar, version = canonical.partition("|")
        today = self.definition.questionnaire
        if url != today.url or version == today.version or not is_version(version):
            return False
        return (self._folder / version / _MAP).is_file()

    def find(self, canonical: str) -> Earlier | None:
        """The older version ``url|version``; None when it is none. Raises DefinitionError when it cannot be used."""
        return self._version(canonical.partition("|")[2]) if self.knows(canonical) else None

    def holding(self, link_ids: Collection[str]) -> Earlier | None:
        """The newest older version that asks all these questions, when today's does not; raises as `find`."""
        today = self.definition.questionnaire
        if today.items.keys() >= set(link_ids):
            return None
        known = [name for name in _versions(self._folder) if self.knows(f"{today.url}|{name}")]
        found = (self._version(name) for name in reversed(known))
        return next((each for each in found if each.questionnaire.items.keys() >= set(link_ids)), None)

    def _version(self, version: str) -> Earlier:
        if version not in self._read:
            earlier, problems = _read(self._folder / version, self.definition)
            if earlier is None or problems:
                title = _("Version {version} of the form cannot be used (problems: {count}):",
                          version=version, count=len(problems))  # fmt: skip
                raise DefinitionError(title, problems)
            self._read[version] = earlier
        return self._read[version]


def is_version(name: str) -> bool:
    """Whether a version's name can be that of its folder."""
    return _VERSION.fullmatch(name) is not None


def lint_published(definition: Definition, directory: Path) -> tuple[Problem, ...]:
    """Every problem of the older versions of the questionnaire in the form's ``directory``."""
    folder = directory / FOLDER
    older = [name for name in _versions(folder) if _is_older(folder / name, definition)]
    return tuple(problem for name in older for problem in _read(folder / name, definition)[1])


def _is_older(folder: Path, definition: Definition) -> bool:
    """Not the version of today, and not one that stepped in the rules alone."""
    rules_alone = (folder / RULES).exists() and not (folder / QUESTIONNAIRE).exists()
    return folder.name != definition.questionnaire.version and not rules_alone


def _versions(folder: Path) -> list[str]:
    """The versions in a folder, the oldest first: numbers count as numbers."""
    names = [each.name for each in folder.iterdir() if each.is_dir()] if folder.is_dir() else []
    return sorted(names, key=lambda name: [part.zfill(9) for part in name.split(".")])


def _read(folder: Path, definition: Definition) -> tuple[Earlier | None, tuple[Problem, ...]]:
    """One version and every problem of it; None when its files do not have the right shape."""
    from b12desk.definitions.checks.carry import check_carry  # noqa: PLC0415 -- see `lint.inspect`

    questionnaire, wrong = _part(folder / QUESTIONNAIRE, Questionnaire)
    carry, also = _part(folder / _MAP, CarryMap)
    if questionnaire is None or carry is None:
        return None, (*wrong, *also)
    earlier = Earlier(questionnaire=questionnaire.model, carry=carry.model)
    return earlier, tuple(dict.fromkeys(check_carry(carry.table, earlier, definition)))


def _part(path: Path, model: type[Model]) -> tuple[Loaded[Model] | None, tuple[Problem, ...]]:
    content = read_file(path)
    if isinstance(content, Problem):
        fix = _("A published version holds {first} and {second}.", first=QUESTIONNAIRE, second=_MAP)
        return None, (content._replace(fix=fix),)
    table: Table | Problem = parse(path, content)
    found = (table,) if isinstance(table, Problem) else fit(table, model, (*NAMES, "to"))
    return (found, ()) if isinstance(found, Loaded) else (None, found)
