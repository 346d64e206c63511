"""The bytes of a form directory: which files there are, how big they may be, the hash that names them.

Rules: nothing is parsed here; a file that cannot be read is a `Problem`, never an exception; the hash does not depend
on the line endings that an editor or a version control system chose; what is no ordinary file (a pipe, a device) is
not read, and of a large file no more than is needed to see that it is too large.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from b12desk.errors import Problem
from b12desk.i18n import _, current
from b12desk.private_file import reason_of

FILES = ("questionnaire.toml", "rules.toml", "sources.toml")
"""What makes a definition, in the order in which it is hashed and its problems are listed."""

OPTIONAL = ("foods.toml", "handout.toml", "score.toml", "profiles.toml", "codes.toml")
"""What a definition may have besides, hashed after the others."""

CASES = "cases.toml"
"""Vignettes: read by ``check`` and the tests, not a part of the definition."""

MOST_BYTES = 1_000_000


def read_file(path: Path) -> bytes | Problem:
    """The bytes of one file, or what is wrong with it."""
    try:
        if path.is_dir():
            return Problem(str(path), _("this is a folder, not a file."))
        # Opening must not wait for somebody to write into a pipe.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                return Problem(str(path), _("this is not a file."), _("Name an ordinary file."))
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return Problem(
            str(path), _("the file is missing."), _("A form directory holds {names}.", names=current().listed(FILES))
        )
    except (OSError, ValueError) as error:
        return Problem(str(path), _("the file cannot be read ({reason}).", reason=reason_of(error)))
    if len(content) > MOST_BYTES:
        return Problem(str(path), _("the file is larger than 1 MB."), _("Form files are a hundred kB or two at most."))
    return content


def read_files(directory: Path) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """The files of a form directory by name, and the problems of those that cannot be read."""
    if not directory.is_dir():
        return {}, (Problem(str(directory), _("there is no such folder."), _("Name a folder with form files.")),)
    found: dict[str, bytes] = {}
    problems = []
    for name in (*FILES, *(each for each in OPTIONAL if os.path.lexists(directory / each))):
        content = read_file(directory / name)
        if isinstance(content, Problem):
            problems.append(content)
        else:
            found[name] = content
    return found, tuple(problems)


def digest(files: Mapping[str, bytes]) -> str:
    """SHA-256 (hex) over name, length and bytes of the files in fixed order, line ends as LF."""
    total = hashlib.sha256()
    for name in (*FILES, *(each for each in OPTIONAL if each in files)):
        content = files[name].replace(b"\r\n", b"\n")
        total.update(f"{name}\n{len(content)}\n".encode())
        total.update(content)
    return total.hexdigest()
