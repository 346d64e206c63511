"""``--reference``: whose recommended intake stands beside the estimate of what the diet gives."""

from __future__ import annotations

from b12desk.engine.diet import Reference
from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.model.definition import Definition

USUAL: Reference = "us"
"""When none is named."""


def ignored_reference(definition: Definition, named: Reference | None) -> tuple[Problem, ...]:
    """A problem when a reference was named and the form has no estimate that it could stand beside."""
    if named is None or definition.foods is not None:
        return ()
    cause = _("the form has no foods.toml, so there is no intake that --reference could stand beside.")
    return (Problem(definition.questionnaire.canonical, cause, _("Leave out --reference.")),)
