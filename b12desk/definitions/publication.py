"""What was published under which version, so that nothing that was published changes its meaning in silence.

``published/VERSION`` holds ``questionnaire.toml`` and ``rules.toml`` as they were published under that version, and
``published/recorded.toml`` the SHA-256 of each. Rules: a recorded file is never edited; today's files may differ from
those of their own version in looks and sources alone; what is not recorded yet may still change.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from b12desk.definitions.files import read_file
from b12desk.definitions.lint import NAMES
from b12desk.definitions.meaning import differences
from b12desk.definitions.published import FOLDER, QUESTIONNAIRE, RULES, is_version
from b12desk.definitions.toml_file import Loaded, Table, fit, parse
from b12desk.errors import DefinitionError, Problem
from b12desk.i18n import _, current
from b12desk.model.definition import Definition
from b12desk.model.questionnaire import Questionnaire
from b12desk.model.rules import Rules
from b12desk.private_file import reason_of, whole_file

_RECORD = "recorded.toml"
_HEAD = "# SHA-256 of each file as it was published, line ends as LF. Written by: b12desk check DIR --publish\n"


class Record(NamedTuple):
    """What is recorded as published in a form's ``directory``: the hash of each file by ``VERSION/name``."""

    directory: Path
    hashes: Mapping[str, str] = MappingProxyType({})
    problems: tuple[Problem, ...] = ()

    @property
    def folder(self) -> Path:
        """Where the published files lie."""
        return self.directory / FOLDER


def read_record(directory: Path) -> Record:
    """The record of a form directory: empty where nothing was published, or where it cannot be read (``problems``)."""
    path = directory / FOLDER / _RECORD
    if not path.exists():
        return Record(directory)
    content = read_file(path)
    table = content if isinstance(content, Problem) else parse(path, content)
    if isinstance(table, Problem):
        return Record(directory, problems=(table,))
    odd = tuple(
        table.problem((name,), name, _("this is no row of the record."), _("Put the recorded file back."))
        for name, value in table.data.items()
        if not isinstance(value, str) or not _is_place(name)
    )
    return Record(directory, {} if odd else {name: str(value) for name, value in table.data.items()}, odd)


def lint_publication(definition: Definition, record: Record) -> tuple[Problem, ...]:
    """Recorded files that were edited or are gone, and what means something else than was published."""
    directory, hashes, folder = record.directory, record.hashes, record.folder
    problems = list(record.problems)
    for name, wanted in hashes.items():
        content = read_file(folder / name)
        if isinstance(content, Problem):
            problems.append(content._replace(fix=_("It was published, and is needed. Put it back.")))
        elif _hash(content) != wanted:
            cause, fix = _("it is not what was published."), _("Put the published file back: it is never edited.")
            problems.append(Problem(str(folder / name), cause, fix))
    if problems:
        return tuple(problems)
    for today, name in _today(definition):
        recorded = f"{today.version}/{name}"
        if recorded in hashes:
            problems += _compared(folder / recorded, today, directory / name)
    return tuple(problems)


def standing(definition: Definition, record: Record) -> str:
    """A line about which of today's versions are recorded as published; empty where none ever was."""
    hashes = record.hashes
    if not hashes:
        return ""
    open_ = [f"{name} {today.version}" for today, name in _today(definition) if f"{today.version}/{name}" not in hashes]
    if not open_:
        return _("As published, but for looks and sources.")
    return _("Not published yet, and free to change: {files}.", files=current().listed(open_))


def publish(definition: Definition, directory: Path) -> tuple[str, ...]:
    """Record today's versions, and older ones that lie there unrecorded; the names of the files, none when all were.

    Raises DefinitionError when something that was published changed, or the disk refuses.
    """
    record = read_record(directory)
    problems = lint_publication(definition, record)
    folder, hashes = record.folder, dict(record.hashes)
    there = (each for name in (QUESTIONNAIRE, RULES) for each in folder.glob(f"*/{name}"))
    new = {f"{today.version}/{name}": directory / name for today, name in _today(definition)}
    new |= {f"{each.parent.name}/{each.name}": each for each in there}  # what lies there is never written over
    new = {name: path for name, path in sorted(new.items()) if name not in hashes}
    contents: dict[str, bytes] = {}
    for name, path in new.items():
        content = read_file(path)
        if isinstance(content, Problem):
            problems += (content,)
        else:
            contents[name] = content
    problems += tuple(
        Problem(str(path), _("'{version}' cannot name a folder.", version=name.rpartition("/")[0]))
        for name, path in new.items()
        if not _is_place(name)
    )
    if problems:
        raise DefinitionError(_("Nothing was published:"), problems)
    try:
        for name, content in contents.items():
            if new[name] != folder / name:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                _write(folder / name, content)
            hashes[name] = _hash(content)
        if new:
            rows = "".join(f"{json.dumps(name)} = {json.dumps(each)}\n" for name, each in sorted(hashes.items()))
            _write(folder / _RECORD, (_HEAD + rows).encode())
    except OSError as error:
        cause = _("the file cannot be written ({reason}).", reason=reason_of(error))
        raise DefinitionError(_("Not all was published:"), [Problem(str(folder), cause)]) from error
    return tuple(new)


def _today(definition: Definition) -> tuple[tuple[Questionnaire | Rules, str], ...]:
    return (definition.questionnaire, QUESTIONNAIRE), (definition.rules, RULES)


def _compared(recorded: Path, today: Questionnaire | Rules, file: Path) -> list[Problem]:
    content = read_file(recorded)
    table: Table | Problem = content if isinstance(content, Problem) else parse(recorded, content)
    before = (table,) if isinstance(table, Problem) else fit(table, type(today), NAMES)
    if not isinstance(before, Loaded):
        return list(before)
    fix = _("Version {version} is published: give it a new version, or take this back.", version=today.version)
    return [
        Problem(f"{file}: {each.name}", _("changed since it was published: {how}", how=each.how), fix)
        for each in differences(before.model, today)
    ]


def _is_place(name: str) -> bool:
    version, _slash, file = name.partition("/")
    return is_version(version) and file in (QUESTIONNAIRE, RULES)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def _write(path: Path, content: bytes) -> None:
    with whole_file(path) as file:
        file.write(content)
