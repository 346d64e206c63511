"""Names of the papers in a folder: by code, numbered past whatever else lies there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from itertools import count
from pathlib import Path

from b12desk.characters.hidden import escaped
from b12desk.desk.papers import Kind, paper_name
from b12desk.private_file import may_replace


def free_stem(folder: Path, code: str, first: int, step: int, papers: Mapping[Kind, bytes]) -> str:
    """``code`` or ``code-N`` such that no paper takes the place of a different file.

    N runs through ``first``, ``first + step``... ; 1 is not written. ``papers`` maps the kinds to contents.
    """
    stems = (f"{code}-{number}" if number > 1 else code for number in count(first, step))
    return next(
        stem
        for stem in stems
        if all(_may_be_written(folder / paper_name(stem, kind), content) for kind, content in papers.items())
    )


def _may_be_written(path: Path, content: bytes) -> bool:
    """Whether nothing is there, or a file with just these bytes. A link, or what cannot be read, counts as another."""
    if not os.path.lexists(path):
        return True
    try:
        return may_replace(path) and path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def printable(name: str) -> str:
    """``name`` on one line of a terminal: what shows nothing itself stands as an escape."""
    return escaped(name)
