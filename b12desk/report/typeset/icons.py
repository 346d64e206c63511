"""Shipped icons as outlines, so that paper has them as vectors in its own colours and greyscale print stays sharp.

The outlines were written from the pictures in ``resources/icons`` by ``packaging/make_outlines.py``; a test keeps both
in step.
"""

from __future__ import annotations

import json
from functools import cache

from b12desk.errors import Problem, ReportError
from b12desk.i18n import _
from b12desk.paths import resources_dir

SIZE = 24.0
Command = tuple[str | float, ...]


def outline(name: str) -> tuple[Command, ...]:
    """Absolute M, L, C and Z of the icon ``name``. Raises ReportError when it cannot be read."""
    try:
        return _outlines()[name]
    except (OSError, ValueError, KeyError) as error:
        problem = Problem(f"{name}.svg", _("The icon cannot be read."), _("Install B12 Desk again."))
        raise ReportError(_("The document cannot be made."), (problem,)) from error


@cache
def _outlines() -> dict[str, tuple[Command, ...]]:
    text = (resources_dir() / "icons" / "outlines.json").read_text(encoding="utf-8")
    return {name: tuple(map(tuple, commands)) for name, commands in json.loads(text).items()}
