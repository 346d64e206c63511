"""enableWhen: a gate opens only on a definite answer to an earlier question."""

from __future__ import annotations

from collections.abc import Iterator

from b12desk.definitions.checks.comparisons import check_comparison
from b12desk.definitions.form import Form, Placed
from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.model.comparison import Comparison, Operator


def check_gates(form: Form) -> Iterator[Problem]:
    """Problems of every enableWhen."""
    for placed in form.placed:
        for index, comparison in enumerate(placed.item.enable_when):
            remarks = (
                *check_comparison(form, comparison, before=placed.position),
                *_definite(form, placed, comparison),
            )
            for key, cause, fix in remarks:
                yield form.of_item(placed, cause, fix, "enableWhen", index, key)


def _definite(form: Form, placed: Placed, comparison: Comparison) -> Iterator[tuple[str, str, str]]:
    """A gate that would open on "not sure", "prefer not to say" or on a mere presence.

    Of a list that takes several answers '!=' says what '=' cannot: that none of these is ticked.
    """
    asked = form.first.get(comparison.question)
    if comparison.operator is Operator.NOT_EQUAL and not (asked is not None and asked.item.repeats):
        cause = _("a gate with '!=' would open on answers that are not definite.")
        yield "operator", cause, _("Use '=' with the answers that open it.")
    if comparison.operator is Operator.EXISTS and comparison.question != placed.item.alternative_to:
        cause = _("'exists' opens a gate only for an alternativeTo item.")
        yield "operator", cause, _("Use '=' with the answers that open it.")
