"""Items that the engine works out: each needs the inputs its formula reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from b12desk.definitions.checks.units import TIME_UNITS, units_of
from b12desk.definitions.form import Form, Placed
from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.model.questionnaire import Item, ItemType

_NUMBERS = (ItemType.INTEGER, ItemType.DECIMAL)
INPUTS = {"age-years": 0, "dose-years": 2, "months-since": 1, "months-since-latest": 1}
"""How many items each kind is worked out from; points, from any number."""


def check_calculated(form: Form) -> Iterator[Problem]:
    """Problems of calculated items."""
    for placed in form.placed:
        item = placed.item
        if item.calculated is None:
            continue
        if item.type not in _NUMBERS:
            cause = _("a calculated item is an integer or a decimal.")
            yield form.of_item(placed, cause, "", "type")
        wanted = INPUTS.get(item.calculated)
        given = item.calculated_from
        if wanted is not None and len(given) != wanted:
            cause = _("'{name}' is worked out from {count}.", name=item.calculated, count=wanted)
            yield form.of_item(placed, cause, _("Name as many linkIds in calculatedFrom."), "calculated")
        elif item.calculated == "age-years":
            yield from _age(form, placed)
        elif item.calculated == "dose-years":
            yield from _input(form, placed, given[0], _("a quantity in mg"), _is_dose)
            yield from _input(form, placed, given[1], _("a quantity of time"), _is_duration)
        elif item.calculated in ("months-since", "months-since-latest"):
            yield from _input(form, placed, given[0], _("a date"), _is_date)
        else:
            if not given:
                yield form.of_item(placed, _("it is worked out from nothing."), _("Add calculatedFrom."), "calculated")
            for name in given:
                yield from _scored(form, placed, name)


def _age(form: Form, placed: Placed) -> Iterator[Problem]:
    roles = form.questionnaire.model.roles
    if not (roles.birth_date or roles.age):
        cause = _("it is worked out from the role birthDate or age, and the form gives neither.")
        yield form.of_item(placed, cause, _("Add one of them to [roles]."), "calculated")
    for name in (roles.birth_date, roles.age):
        if name in form.first and form.first[name].position > placed.position:
            cause = _("it reads '{link_id}', which must stand before it.", link_id=name)
            yield form.of_item(placed, cause, "", "calculated")


def _is_dose(item: Item) -> bool:
    return item.type is ItemType.QUANTITY and "mg" in units_of(item)


def _is_date(item: Item) -> bool:
    return item.type is ItemType.DATE


def _is_duration(item: Item) -> bool:
    return item.type is ItemType.QUANTITY and set(units_of(item)) <= set(TIME_UNITS)


def _input(form: Form, placed: Placed, name: str, kind: str, fits: Callable[[Item], bool]) -> Iterator[Problem]:
    given = form.first.get(name)
    if given is None or given.position > placed.position or not fits(given.item):
        cause = _("it reads '{link_id}', which must stand before it as {kind}.", link_id=name, kind=kind)
        yield form.of_item(placed, cause, "", "calculated")


def _scored(form: Form, placed: Placed, name: str) -> Iterator[Problem]:
    def scored(item: Item) -> bool:
        options = [each for each in form.questionnaire.model.options(name) if each.code not in item.unknown]
        return item.type is ItemType.CHOICE and bool(options) and all(each.value is not None for each in options)

    yield from _input(form, placed, name, _("a choice whose options have a value"), scored)
