"""Items that the engine works out: each needs the inputs its formula reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from b12desk.definitions.checks.units import TIME_UNITS, units_of
from b12desk.definitions.form import Form, Placed
from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.model.questionnaire import Item, ItemType

_NUMBERS = (ItemType.INTEGER, ItemType.DECIMAL)


def check_calculated(form: Form) -> Iterator[Problem]:
    """Problems of calculated items."""
    for placed in form.placed:
        item = placed.item
        if item.calculated is None:
            continue
        if item.type not in _NUMBERS:
            cause = _("a calculated item is an integer or a decimal.")
            yield form.of_item(placed, cause, "", "type")
        parent = item.link_id.rpartition(".")[0]
        if item.calculated == "age-years":
            yield from _age(form, placed)
        elif item.calculated == "metformin-usage-index":
            yield from _input(form, placed, f"{parent}.dose", _("a quantity in mg"), _is_dose)
            yield from _input(form, placed, f"{parent}.duration", _("a quantity of time"), _is_duration)
        elif item.calculated == "months-since":
            name = item.link_id.rpartition(".")[2]
            if not name.startswith("since_"):
                cause = _("months since a date are named 'since_' and the date's own name.")
                yield form.of_item(placed, cause, _("For example 'x.since_last' reads 'x.last'."), "linkId")
            else:
                yield from _input(form, placed, f"{parent}.{name.removeprefix('since_')}", _("a date"), _is_date)
        else:
            for name in ("frequency", "amount", "binge"):
                yield from _scored(form, placed, f"{parent}.{name}")


def _age(form: Form, placed: Placed) -> Iterator[Problem]:
    given = [form.first[name] for name in ("birth_date", "age") if name in form.first]
    types = {"birth_date": (ItemType.DATE,), "age": _NUMBERS}
    if not given:
        cause = _("it reads 'birth_date' or 'age', and the form has neither.")
        yield form.of_item(placed, cause, _("Add one of them before it."), "calculated")
    for each in given:
        if each.item.type not in types[each.item.link_id] or each.position > placed.position:
            cause = _(
                "it reads '{link_id}', which must stand before it as a {type}.",
                link_id=each.item.link_id,
                type=types[each.item.link_id][0],
            )
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
