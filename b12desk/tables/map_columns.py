"""One column of a table's map: its question, its unit, its codes and ranges, and what its ``onlyIf`` looks at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from b12desk.definitions.checks.items import CODED, NUMERIC
from b12desk.definitions.checks.units import comparable, within
from b12desk.definitions.error_words import Suggester
from b12desk.definitions.positions import Path
from b12desk.i18n import _, current
from b12desk.model.questionnaire import Item, ItemType, Questionnaire
from b12desk.model.values import NOT_SURE, Quantity
from b12desk.tables.numbers import as_number
from b12desk.tables.option_list import none_code
from b12desk.tables.table_map import MappedColumn, OnlyIf

Remark = tuple[Path, str, str]
"""Where below the entry, cause, fix."""


@dataclass(frozen=True)
class Form:
    """The form that a map is held against, and what may be suggested for misspelt names."""

    questionnaire: Questionnaire
    suggest: Suggester = field(default_factory=Suggester)


def question_remarks(form: Form, link_id: str) -> Iterator[Remark]:
    """A question that is not there, or that nobody is asked."""
    item = form.questionnaire.items.get(link_id)
    if item is not None and item.calculated is not None:
        yield ("linkId",), _("nobody is asked '{link_id}': it is worked out.", link_id=link_id), ""
    elif item is None or not item.is_question:
        known = [name for name, each in form.questionnaire.items.items() if each.is_question]
        yield ("linkId",), _("there is no question '{link_id}'.", link_id=link_id), form.suggest(link_id, known)


def only_if_remarks(form: Form, only_if: OnlyIf, before: Mapping[str, None]) -> Iterator[Remark]:
    """What is wrong with an ``onlyIf``; ``before`` are the questions that were mapped by then."""
    for link_id, given in only_if.items():
        here: Path = ("onlyIf", link_id)
        if link_id not in before:
            cause = _("'onlyIf' looks at '{link_id}', which is not mapped before.", link_id=link_id)
            yield here, cause, form.suggest(link_id, before)
        item = form.questionnaire.items.get(link_id)
        for code in (given,) if isinstance(given, str) else given:
            if item is not None:
                yield from _code(form, item, code, here)


def column_remarks(form: Form, column: MappedColumn) -> Iterator[Remark]:
    """What is wrong with a column, but for its ``onlyIf``."""
    remarks = list(question_remarks(form, column.link_id))
    yield from remarks
    item = form.questionnaire.items.get(column.link_id)
    if item is None or remarks:
        return
    if item.type in CODED:
        if bool(column.codes) is bool(column.ranges):
            yield (), _("a {type} question needs either 'codes' or 'ranges'.", type=item.type), ""
    elif item.type is ItemType.BOOLEAN:
        if not column.codes:
            yield (), _("a boolean question needs 'codes'."), _('For example { "1" = true, "0" = false }.')
    elif item.type not in (*NUMERIC, ItemType.DATE):
        yield ("linkId",), _("a {type} question cannot be mapped.", type=item.type), _("Free text is never scored.")
    if column.ranges and item.type not in CODED:
        yield ("ranges",), _("'ranges' give codes, and a {type} takes none.", type=item.type), _("Remove them.")
    yield from _option(form, item, column)
    yield from _clip(item, column)
    yield from _unit(form, item, column)
    yield from _codes(form, item, column)
    yield from _ranges(form, item, column)


def _option(form: Form, item: Item, column: MappedColumn) -> Iterator[Remark]:
    """What is wrong with the option that a column tells of."""
    if column.option is None:
        return
    none = none_code(item)
    if none is None:
        cause = _(
            "'{link_id}' is no list with 'none of these' and 'not sure', so no option is told alone.",
            link_id=item.link_id,
        )
        yield ("option",), cause, _("Remove 'option'.")
    elif column.option in (none, NOT_SURE):
        yield ("option",), _("'{code}' is no tick.", code=column.option), _("Name the option that is ticked or not.")
    else:
        yield from _code(form, item, column.option, ("option",))


def _clip(item: Item, column: MappedColumn) -> Iterator[Remark]:
    """A number for ``clip`` is in the unit of the column, and must let something be clipped."""
    highest = column.clip
    if highest is not False and item.min_value is None and item.max_value is None:
        yield ("clip",), _("the question has no limits to clip to."), _("Remove it.")
    elif not isinstance(highest, bool):
        number = Decimal(str(highest))
        given = number if column.unit is None else Quantity(value=number, unit=column.unit)
        if item.max_value is None or (column.unit in (None, *comparable(item)) and within(item, given)):
            cause = _("'clip' names a number within the question's limits, so nothing is clipped.")
            yield ("clip",), cause, _("Name the highest number that counts as the highest limit, or write true.")


def _unit(form: Form, item: Item, column: MappedColumn) -> Iterator[Remark]:
    known = comparable(item) if item.type is ItemType.QUANTITY else ()
    if column.unit is None and known:
        fix = _("Add unit; known: {words}.", words=current().listed(known))
        yield ("unit",), _("a quantity is given in a unit."), fix
    elif column.unit is not None and column.unit not in known:
        cause = _("'{link_id}' is never given in '{unit}'.", link_id=item.link_id, unit=column.unit)
        yield ("unit",), cause, form.suggest(column.unit, known)


def _codes(form: Form, item: Item, column: MappedColumn) -> Iterator[Remark]:
    seen: set[object] = set()
    for text, given in column.codes.items():
        here: Path = ("codes", text)
        number = as_number(text)
        key: object = text.strip() if number is None else number
        if key in seen or not text.strip():
            cause = (
                _("the cell '{text}' is named twice.", text=text) if key in seen else _("an empty cell is no answer.")
            )
            yield here, cause, _("Remove it.")
        seen.add(key)
        if column.option is not None:
            yield from _truth(given, here)
            continue
        if isinstance(given, bool) or item.type is ItemType.BOOLEAN:
            if not (isinstance(given, bool) and item.type is ItemType.BOOLEAN) and given != "":
                yield here, _("true and false answer a boolean question, and nothing else does."), ""
            continue
        several = (given,) if isinstance(given, str) else given
        if len(several) != 1 and not item.repeats:
            yield here, _("the question takes one answer."), _("Name one code.")
        for code in several:
            if code:
                yield from _code(form, item, code, here)


def _truth(given: object, here: Path) -> Iterator[Remark]:
    """What is wrong with the answer for one option of a list."""
    if not isinstance(given, bool) and given != "":
        yield here, _("one option of a list is answered with true or false."), _("The option stands in 'option'.")


def _ranges(form: Form, item: Item, column: MappedColumn) -> Iterator[Remark]:
    before = float("-inf")
    for place, each in enumerate(column.ranges):
        here: Path = ("ranges", place)
        if column.option is not None:
            yield from _truth(each.code, here)
        elif isinstance(each.code, bool):
            yield here, _("true and false answer a boolean question, and nothing else does."), ""
        else:
            yield from _code(form, item, each.code, here)
        last = place == len(column.ranges) - 1
        if (each.below is None) is not last:
            cause = _("every range but the last ends somewhere.") if not last else _("the last range has no end.")
            yield here, cause, _("Add 'below'.") if not last else _("Remove 'below': it holds what remains.")
        if each.below is not None:
            if each.below <= before:
                yield here, _("the ranges do not rise."), _("Order them by 'below'.")
            before = each.below


def _code(form: Form, item: Item, code: str, here: Path) -> Iterator[Remark]:
    known = tuple(each.code for each in form.questionnaire.options(item.link_id))
    if code not in known:
        cause = _("'{link_id}' has no option '{code}'.", link_id=item.link_id, code=code)
        yield here, cause, form.suggest(code, known)
