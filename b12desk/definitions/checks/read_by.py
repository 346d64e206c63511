"""What each question is asked for: something reads it, or the form says why a clinician wants to know.

Read is what a condition, the estimate of foods, a role or a calculated value that is itself read looks at, and what
opens a question that is read. Being printed beside a finding is not being read: the page could do without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields

from b12desk.definitions.checks.condition_walk import rooted
from b12desk.definitions.form import Form
from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.model.comparison import Comparison
from b12desk.model.conditions import walk
from b12desk.model.questionnaire import Item, Roles


def check_read_by(form: Form) -> Iterator[Problem]:
    """Problems of questions that nothing reads, and of reasons that are not needed."""
    read = _read(form)
    useful = _with_gates(form, {*read, *(name for name, each in form.first.items() if each.item.clinician)})
    for placed in form.placed:
        item = placed.item
        if item.clinician and not item.is_question:
            cause = _("'clinician' says why a question is asked, and this is none.")
            yield form.of_item(placed, cause, _("Remove it, or move it to the questions."), "clinician")
        elif item.clinician and item.link_id in read:
            cause = _("'clinician' is for a question that nothing reads, and a rule reads this one.")
            yield form.of_item(placed, cause, _("Remove it."), "clinician")
        elif form.questionnaire.model.limits.every_question_read and item.is_question and item.link_id not in useful:
            cause = _("no rule, score, calculated value, estimate, role or handout reads this question.")
            fix = _('Read it, remove it, or write clinician = "..." with the reason it is asked.')
            yield form.of_item(placed, cause, fix)


def _read(form: Form) -> set[str]:
    """The linkIds that something looks at; of a calculated value, what it is worked out from as well."""
    roles = form.questionnaire.model.roles
    waiting = [name for each in fields(Roles) if (name := getattr(roles, each.name))]
    waiting += _asked(node for root in rooted(form) for _path, node in walk(root.when))
    if form.foods is not None:
        waiting += [each.link_id for each in form.foods.model.food]
        waiting += _asked(each.when for each in form.foods.model.reference)
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in form.first and name not in found:
            found.add(name)
            waiting += form.first[name].item.calculated_from
    return found


def _with_gates(form: Form, wanted: set[str]) -> set[str]:
    """``wanted``, and what must be answered before these are asked."""
    waiting, found = list(wanted), set[str]()
    while waiting:
        name = waiting.pop()
        if name in form.first and name not in found:
            found.add(name)
            placed = form.first[name]
            waiting += _gates((placed.item, *placed.ancestors))
    return found


def _gates(items: Iterable[Item]) -> Iterator[str]:
    return (comparison.question for item in items for comparison in item.enable_when)


def _asked(nodes: Iterable[object]) -> list[str]:
    return [node.question for node in nodes if isinstance(node, Comparison)]
