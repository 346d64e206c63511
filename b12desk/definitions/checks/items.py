"""Each item for itself: names, options, units, bounds, sources."""

from __future__ import annotations

from collections.abc import Iterator

from b12desk.definitions.checks.units import units_of
from b12desk.definitions.form import Form, Placed
from b12desk.definitions.positions import Path
from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.model.questionnaire import AnswerOption, ItemType
from b12desk.model.values import UNKNOWN_CODES

CODED = (ItemType.CHOICE, ItemType.OPEN_CHOICE)
NUMERIC = (ItemType.INTEGER, ItemType.DECIMAL, ItemType.QUANTITY)
WRITTEN = (ItemType.STRING, ItemType.TEXT, ItemType.OPEN_CHOICE)


def check_items(form: Form) -> Iterator[Problem]:
    """Problems of single items and of value sets."""
    for placed in form.placed:
        yield from _names(form, placed)
        yield from _shape(form, placed)
        yield from _options(form, placed)
        yield from _numbers(form, placed)
        yield from _plausible(form, placed)
        yield from _absent(form, placed)
        yield from _sources(form, placed)
    yield from _value_sets(form)


def _names(form: Form, placed: Placed) -> Iterator[Problem]:
    item = placed.item
    first = form.first[item.link_id]
    if first is not placed:
        page = form.questionnaire.table
        where = page.problem(first.path, "", "").where.rpartition(":")[2]
        cause = _("this linkId is used twice, first on line {line}.", line=where)
        yield form.of_item(placed, cause, _("Give the item a linkId of its own."), "linkId")
    if not item.text.strip() and not item.calculated:
        yield form.of_item(placed, _("the item has no text."), _('Add text = "...".'))
    if item.alternative_to is not None:
        other = form.first.get(item.alternative_to)
        if other is None:
            yield form.of_item(placed, *form.unknown_item(item.alternative_to), "alternativeTo")
        elif other.position >= placed.position or not other.item.is_question:
            cause = _("alternativeTo must name an earlier question.")
            yield form.of_item(placed, cause, "", "alternativeTo")


def _shape(form: Form, placed: Placed) -> Iterator[Problem]:
    item = placed.item
    group = item.type is ItemType.GROUP
    if not placed.ancestors and not group:
        yield form.of_item(placed, _("a top-level item must be a group: it is a page."), "", "type")
    if group and not item.item:
        yield form.of_item(placed, _("the group has no items."), _("Add items or remove the group."))
    if not group and item.item:
        yield form.of_item(placed, _("only a group can hold items."), _('Use type = "group".'), "type")
    if item.item_control == "gtable" and len({each.answer_value_set for each in item.item}) != 1:
        cause = _("the rows of a gtable must share one answerValueSet.")
        yield form.of_item(placed, cause, "", "itemControl")
    if not (item.is_question or item.calculated):
        for key, given in (
            ("required", item.required),
            ("unknown", item.unknown),
            ("absentMeans", item.absent_means),
        ):
            if given:
                cause = _("a {type} has no answer, so '{key}' means nothing.", type=item.type, key=key)
                yield form.of_item(placed, cause, _("Remove it."), key)


def _options(form: Form, placed: Placed) -> Iterator[Problem]:
    item = placed.item
    given = bool(item.answer_option) or item.answer_value_set is not None
    if item.type in CODED:
        if not given:
            cause = _("a {type} item needs options.", type=item.type)
            yield form.of_item(placed, cause, _("Add answerOption or answerValueSet."))
        if item.answer_option and item.answer_value_set is not None:
            cause = _("it has both answerOption and answerValueSet.")
            yield form.of_item(placed, cause, _("Keep one."), "answerValueSet")
        sets = tuple(each.id for each in form.questionnaire.model.value_set)
        if item.answer_value_set is not None and item.answer_value_set not in sets:
            cause = _("there is no value set '{name}'.", name=item.answer_value_set)
            yield form.of_item(placed, cause, form.suggest(item.answer_value_set, sets), "answerValueSet")
        for index, cause, fix in _option_list(item.answer_option):
            yield form.of_item(placed, cause, fix, "answerOption", index)
        if item.answer_option and not any(each.offered for each in item.answer_option):
            yield form.of_item(placed, _("none of the options is offered."), _("Offer one."), "answerOption")
        options = form.questionnaire.model.options(item.link_id) if form.first[item.link_id] is placed else ()
        if not item.repeats and any(each.exclusive for each in options if each.code not in UNKNOWN_CODES):
            cause = _("an exclusive option needs an item that takes several answers.")
            yield form.of_item(placed, cause, _("Add repeats = true, or remove exclusive."))
    else:
        if given:
            cause = _("a {type} item takes no options.", type=item.type)
            yield form.of_item(placed, cause, _('Use type = "choice".'), "type")
        if item.repeats:
            cause = _("only a choice can take several answers.")
            yield form.of_item(placed, cause, _("Remove repeats."), "repeats")


def _option_list(options: tuple[AnswerOption, ...]) -> Iterator[tuple[int, str, str]]:
    """Position, cause and fix of each bad option."""
    seen: set[str] = set()
    for index, option in enumerate(options):
        if option.code in seen:
            yield index, _("the code '{code}' is used twice.", code=option.code), _("Give each option its own code.")
        seen.add(option.code)
        if option.code in UNKNOWN_CODES:
            cause = _("'{code}' is a reserved code.", code=option.code)
            yield index, cause, _('Use unknown = ["{code}"] on the item.', code=option.code)
        if not option.display.strip():
            yield index, _("the option '{code}' has no display.", code=option.code), _("Write what the person reads.")


def _numbers(form: Form, placed: Placed) -> Iterator[Problem]:
    item = placed.item
    if item.type is ItemType.QUANTITY and not item.calculated and not units_of(item):
        yield form.of_item(placed, _("a quantity needs a unit."), _("Add unitOption."))
    if item.unit_option and item.type is not ItemType.QUANTITY:
        yield form.of_item(placed, _("only a quantity has unitOption."), _('Use type = "quantity".'), "unitOption")
    codes = [each.code for each in item.unit_option]
    for index, unit in enumerate(item.unit_option):
        if unit.code in codes[:index]:
            cause = _("the unit '{code}' is used twice.", code=unit.code)
            yield form.of_item(placed, cause, _("Remove one."), "unitOption", index)
        if not unit.code.strip() or not unit.display.strip():
            yield form.of_item(placed, _("a unit needs a code and a display."), "", "unitOption", index)
    if item.unit_option and item.unit_option[0].in_first is not None:
        cause = _("inFirst says what one is in the first unit, and this is the first.")
        yield form.of_item(placed, cause, _("Remove it."), "unitOption", 0)
    for key, bound in (("minValue", item.min_value), ("maxValue", item.max_value)):
        if bound is not None and item.type not in NUMERIC:
            cause = _("a {type} has no '{key}'.", type=item.type, key=key)
            yield form.of_item(placed, cause, _("Remove it."), key)
    if item.min_value is not None and item.max_value is not None and item.min_value > item.max_value:
        cause = _("minValue is greater than maxValue.")
        yield form.of_item(placed, cause, _("Swap them."), "minValue")
    if item.max_length is not None and (item.type not in WRITTEN or item.max_length < 1):
        cause = _("maxLength is a whole number above 0 on an item that takes text.")
        yield form.of_item(placed, cause, "", "maxLength")


def _plausible(form: Form, placed: Placed) -> Iterator[Problem]:
    item, usual = placed.item, placed.item.plausible
    if usual is None:
        return
    if item.type not in NUMERIC or item.calculated:
        cause = _("only a number that is asked can be plausible.")
        yield form.of_item(placed, cause, _("Remove it."), "plausible")
    if usual.min > usual.max:
        yield form.of_item(placed, _("min is greater than max."), _("Swap them."), "plausible")
    least, most = item.min_value, item.max_value
    if (least is not None and usual.min < least) or (most is not None and usual.max > most):
        cause = _("what is plausible reaches beyond minValue or maxValue.")
        yield form.of_item(placed, cause, _("Make it narrower."), "plausible")
    if not usual.because.strip():
        yield form.of_item(placed, _("nothing says why this is plausible."), _("Write because."), "plausible")


def _absent(form: Form, placed: Placed) -> Iterator[Problem]:
    item = placed.item
    code = item.absent_means
    if code is None or not item.is_question:
        return
    if item.type not in CODED:
        cause = _("absentMeans is an option's code, and a {type} has none.", type=item.type)
        yield form.of_item(placed, cause, _("Remove it."), "absentMeans")
    elif code in UNKNOWN_CODES:
        cause = _("absentMeans cannot be '{code}': nothing was asked.", code=code)
        yield form.of_item(placed, cause, _("Name the option that the gate's answer implies."), "absentMeans")
    else:
        codes = form.codes[item.link_id]
        if form.first[item.link_id] is placed and code not in codes:
            cause = _("absentMeans names no option: '{code}'.", code=code)
            yield form.of_item(placed, cause, form.suggest(code, codes), "absentMeans")


def _sources(form: Form, placed: Placed) -> Iterator[Problem]:
    item = placed.item
    needed = item.is_question or item.calculated is not None
    for cause, fix in form.unknown_sources(item.sources, needed=needed):
        yield form.of_item(placed, cause, fix, "sources")


def _value_sets(form: Form) -> Iterator[Problem]:
    used = {each.item.answer_value_set for each in form.placed}
    table = form.questionnaire.table
    seen: set[str] = set()
    for index, value_set in enumerate(form.questionnaire.model.value_set):
        path: Path = ("valueSet", index)
        if value_set.id in seen:
            fix = _("Give each its own id.")
            yield table.problem((*path, "id"), value_set.id, _("this value set id is used twice."), fix)
        seen.add(value_set.id)
        if value_set.id not in used:
            yield table.problem(path, value_set.id, _("no item uses this value set."), _("Remove it."))
        if not value_set.answer_option:
            yield table.problem(path, value_set.id, _("the value set has no options."), _("Add answerOption."))
        for position, cause, fix in _option_list(value_set.answer_option):
            yield table.problem((*path, "answerOption", position), value_set.id, cause, fix)
