"""[patient] of questionnaire.toml: the walk of a patient alone names questions of the form, each once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from b12desk.definitions.form import Form
from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.model.comparison import Comparison
from b12desk.model.conditions import Named, walk
from b12desk.model.frozen import camel
from b12desk.model.patient_walk import AnsweredBy
from b12desk.model.questionnaire import ItemType

_LISTS = ("emergency", "gates", "order", "staff")


def check_patient(form: Form) -> Iterator[Problem]:
    """Problems of the walk."""
    said, table = form.questionnaire.model.patient, form.questionnaire.table
    alarming, seen = _read_by_red_flags(form), dict[str, str]()
    for key in _LISTS:
        for place, link_id in enumerate(getattr(said, key)):
            path = ("patient", key, place)
            if link_id not in form.first:
                yield table.problem(path, "", *form.unknown_item(link_id))
                continue
            item = form.first[link_id].item
            if not item.is_question:
                yield table.problem(path, "", _("nobody is asked '{link_id}'.", link_id=link_id))
            if link_id in seen:
                cause = _("'{link_id}' stands in {key} already.", link_id=link_id, key=seen[link_id])
                yield table.problem(path, "", cause, _("Name each question once."))
            seen.setdefault(link_id, key)
            if key == "emergency" and link_id not in alarming:
                cause = _("no red flag reads '{link_id}'.", link_id=link_id)
                yield table.problem(path, "", cause, _("An emergency question is one that a red flag rests on."))
            if key == "staff" and item.required:
                cause = _("'{link_id}' is required, so it cannot be left to staff.", link_id=link_id)
                yield table.problem(path, "", cause)
    yield from _together(form)
    if said.last:
        last = form.first.get(said.last)
        if last is None:
            yield table.problem(("patient", "last"), "", *form.unknown_item(said.last))
        elif last.item.type is not ItemType.TEXT or last.conditional:
            cause = _("'{link_id}' is no free text that is asked of everybody.", link_id=said.last)
            yield table.problem(("patient", "last"), "", cause)
    yield from _answerers(form)


def _together(form: Form) -> Iterator[Problem]:
    """Groups that do not share a screen: of one question, of what is no question or has a condition, or met before."""
    seen: set[str] = set()
    table = form.questionnaire.table
    for place, group in enumerate(form.questionnaire.model.patient.together):
        path = ("patient", "together", place)
        if len(group) == 1:
            yield table.problem(path, "", _("one question alone is no group."))
        for link_id in group:
            placed = form.first.get(link_id)
            if placed is None:
                yield table.problem(path, "", *form.unknown_item(link_id))
            elif not placed.item.is_question or placed.conditional or link_id in seen:
                cause = _("'{link_id}' is no question of its own, without a condition.", link_id=link_id)
                yield table.problem(path, "", cause, _("Name questions that are asked of everybody, each once."))
            seen.add(link_id)


def _answerers(form: Form) -> Iterator[Problem]:
    """Codes that the question who gives the answers does not have."""
    questionnaire, table = form.questionnaire.model, form.questionnaire.table
    codes = form.codes.get(questionnaire.roles.respondent, {})
    for each in fields(AnsweredBy):
        code: str = getattr(questionnaire.patient.answered_by, each.name)
        if code and code not in codes:
            cause = _("'{code}' is no answer of the role respondent.", code=code)
            yield table.problem(("patient", "answeredBy", camel(each.name)), "", cause, form.suggest(code, codes))


def _read_by_red_flags(form: Form) -> frozenset[str]:
    """The items that a condition of a red flag compares, by its named conditions too."""
    rules, found, named = form.rules.model, set[str](), set[str]()
    waiting = [each.when for each in rules.finding if each.kind == "red-flag"]
    while waiting:
        for _path, node in walk(waiting.pop()):
            if isinstance(node, Comparison):
                found.add(node.question)
            elif isinstance(node, Named) and node.condition not in named:
                named.add(node.condition)
                waiting += [each.when for each in rules.condition if each.id == node.condition]
    return frozenset(found)
