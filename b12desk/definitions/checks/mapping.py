"""A table's map: questions that exist, answers that can be given, columns that are there, gates that open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from b12desk.definitions.checks.items import CODED, NUMERIC
from b12desk.definitions.checks.openings import check_openings
from b12desk.definitions.checks.units import comparable, units_of
from b12desk.definitions.given import answers_of
from b12desk.definitions.numbers import as_number
from b12desk.definitions.positions import Path
from b12desk.definitions.table_map import Column, Constant, OnlyIf, TableMap
from b12desk.definitions.tables import Table
from b12desk.definitions.wording import suggestion
from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.model.questionnaire import Item, ItemType, Questionnaire
from b12desk.model.values import Answer, PartialDate, Quantity

Remark = tuple[Path, str, str]
"""Where below the entry, cause, fix."""

_FULL_DATE = len("YYYY-MM-DD")
_OLDEST = 120
"""Years of the longest life: no date that is asked for lies further back."""
_SIZES = {"d": "1", "wk": "7", "mo": "30.4375", "a": "365.25", "ug": "1", "mg": "1000", "g/L": "1", "g/dL": "10"}
"""Units that one question may be given in, as `engine.units` converts them, which nothing here may import."""


def check_map(
    table: Table, mapping: TableMap, questionnaire: Questionnaire, header: Sequence[str] | None
) -> Iterator[Problem]:
    """Every problem of a map; ``header`` names the columns of the table when they are known."""
    yield from _dates(table, mapping)
    if header is not None:
        yield from _columns(table, mapping, header)
    if not mapping.column:
        yield table.problem((), "", _("the map has no column."), _("Add a [[column]]."))
    settled = [each.link_id for each in mapping.constant if not each.only_if]
    mapped = [each.link_id for each in mapping.column]
    seen: list[str] = []
    for index, constant in enumerate(mapping.constant):
        here: Path = ("constant", index)
        if not constant.only_if and constant.link_id in seen:
            cause = _("this question has a constant answer already.")
            yield table.problem(here, constant.link_id, cause, _("Remove one."))
        if not constant.only_if:
            seen.append(constant.link_id)
        item = questionnaire.items.get(constant.link_id)
        remarks = list(_question(questionnaire, constant.link_id))
        if item is not None and not remarks:
            remarks += _answer(questionnaire, item, constant, mapping)
        before = {*settled, *mapped, *(each.link_id for each in mapping.constant[:index])}
        remarks += _only_if(questionnaire, constant.only_if, before)
        for below, cause, fix in remarks:
            yield table.problem((*here, *below), constant.link_id, cause, fix)
    for index, column in enumerate(mapping.column):
        before = {*settled, *mapped[:index]}
        remarks = [*_column(questionnaire, column), *_only_if(questionnaire, column.only_if, before)]
        if column.link_id in settled:
            cause = _("'{link_id}' has a constant answer, so this column says nothing.", link_id=column.link_id)
            remarks.append(((), cause, _("Remove one of them.")))
        if any((column.name, column.link_id) == (each.name, each.link_id) for each in mapping.column[:index]):
            cause = _("the column answers '{link_id}' already.", link_id=column.link_id)
            remarks.append(((), cause, _("Remove one.")))
        for below, cause, fix in remarks:
            yield table.problem(("column", index, *below), column.name, cause, fix)
    yield from check_openings(table, mapping, questionnaire)


def out_of_life(given: PartialDate, day: date) -> tuple[str, str] | None:
    """Cause and fix when a person who is asked on ``day`` cannot have lived this date; None when all is well."""
    fix = _("Mend the date, or the day from which ages count.")
    if given.earliest > day:
        return _("the date lies after the day from which ages count."), fix
    last = given.latest
    years = day.year - last.year - ((day.month, day.day) < (last.month, last.day))
    if years > _OLDEST:
        return _("the date lies more than {years} years before the day from which ages count.", years=_OLDEST), fix
    return None


def _answer(questionnaire: Questionnaire, item: Item, constant: Constant, mapping: TableMap) -> Iterator[Remark]:
    """What is wrong with the answer of a constant."""
    given = answers_of(questionnaire, item, constant.answer)
    if not given:
        cause = _("this is no answer to '{link_id}' ({type}).", link_id=item.link_id, type=item.type)
        yield ("answer",), cause, _known(questionnaire, item)
    for each in given or ():
        if not _within(item, each):
            low, high = ("" if limit is None else f"{limit:g}" for limit in (item.min_value, item.max_value))
            unit = next(iter(units_of(item)), "")
            cause = _("the number is outside the question's limits, {low} to {high}", low=low, high=high)
            yield ("answer",), f"{cause} {unit}".rstrip() + ".", _("Mend it.")
        if isinstance(each, PartialDate) and mapping.authored is not None and _is_day(mapping.authored):
            found = out_of_life(each, date.fromisoformat(mapping.authored))
            if found is not None:
                yield ("answer",), *found


def _within(item: Item, given: Answer) -> bool:
    """Whether a number keeps to the question's limits, which are in its first unit; True for all that is no number."""
    if isinstance(given, Quantity):
        first = units_of(item)[0]
        number = given.value
        if given.unit != first and {given.unit, first} <= _SIZES.keys():
            number = number * Decimal(_SIZES[given.unit]) / Decimal(_SIZES[first])
    elif isinstance(given, int | Decimal) and not isinstance(given, bool):
        number = Decimal(given)
    else:
        return True
    low, high = item.min_value, item.max_value
    return number.is_finite() and not (
        (low is not None and number < Decimal(str(low))) or (high is not None and number > Decimal(str(high)))
    )


def _dates(table: Table, mapping: TableMap) -> Iterator[Problem]:
    if (mapping.authored is None) is (mapping.authored_column is None):
        cause = _("the map needs either 'authored' or 'authoredColumn'.")
        yield table.problem(("authored",), "", cause, _("Ages and durations are reckoned at that day."))
    if mapping.authored is not None and not _is_day(mapping.authored):
        yield table.problem(("authored",), "", _("this is not a day."), _("Write YYYY-MM-DD."))


def _is_day(text: str) -> bool:
    try:
        return len(PartialDate(date=text).date) == _FULL_DATE
    except ValueError:
        return False


def _columns(table: Table, mapping: TableMap, header: Sequence[str]) -> Iterator[Problem]:
    """Columns that the table does not have, or has twice."""
    named: list[tuple[Path, str]] = [(("id",), mapping.id)]
    if mapping.authored_column is not None:
        named.append((("authoredColumn",), mapping.authored_column))
    named += [(("column", index, "name"), each.name) for index, each in enumerate(mapping.column)]
    known = tuple(dict.fromkeys(header))
    for path, name in named:
        if name not in known:
            cause = _("the table has no column '{name}'.", name=name)
            yield table.problem(path, "", cause, suggestion(name, known))
        elif header.count(name) > 1:
            cause = _("the table has several columns '{name}'.", name=name)
            yield table.problem(path, "", cause, _("Give each its own name."))


def _question(questionnaire: Questionnaire, link_id: str) -> Iterator[Remark]:
    item = questionnaire.items.get(link_id)
    if item is not None and item.calculated is not None:
        yield ("linkId",), _("nobody is asked '{link_id}': it is worked out.", link_id=link_id), ""
    elif item is None or not item.is_question:
        known = [name for name, each in questionnaire.items.items() if each.is_question]
        yield ("linkId",), _("there is no question '{link_id}'.", link_id=link_id), suggestion(link_id, known)


def _only_if(questionnaire: Questionnaire, only_if: OnlyIf, before: set[str]) -> Iterator[Remark]:
    for link_id, given in only_if.items():
        here: Path = ("onlyIf", link_id)
        if link_id not in before:
            cause = _("'onlyIf' looks at '{link_id}', which is not mapped before.", link_id=link_id)
            yield here, cause, suggestion(link_id, sorted(before))
        item = questionnaire.items.get(link_id)
        for code in (given,) if isinstance(given, str) else given:
            if item is not None:
                yield from _code(questionnaire, item, code, here)


def _column(questionnaire: Questionnaire, column: Column) -> Iterator[Remark]:
    remarks = list(_question(questionnaire, column.link_id))
    yield from remarks
    item = questionnaire.items.get(column.link_id)
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
    if column.clip and item.min_value is None and item.max_value is None:
        yield ("clip",), _("the question has no limits to clip to."), _("Remove it.")
    yield from _unit(item, column)
    yield from _codes(questionnaire, item, column.codes)
    yield from _ranges(questionnaire, item, column)


def _unit(item: Item, column: Column) -> Iterator[Remark]:
    known = comparable(item) if item.type is ItemType.QUANTITY else ()
    if column.unit is None and known:
        yield ("unit",), _("a quantity is given in a unit."), _("Add unit; known: {words}.", words=", ".join(known))
    elif column.unit is not None and column.unit not in known:
        cause = _("'{link_id}' is never given in '{unit}'.", link_id=item.link_id, unit=column.unit)
        yield ("unit",), cause, suggestion(column.unit, known)


def _codes(
    questionnaire: Questionnaire, item: Item, codes: Mapping[str, bool | str | tuple[str, ...]]
) -> Iterator[Remark]:
    seen: set[object] = set()
    for text, given in codes.items():
        here: Path = ("codes", text)
        number = as_number(text)
        key: object = text.strip() if number is None else number
        if key in seen or not text.strip():
            cause = (
                _("the cell '{text}' is named twice.", text=text) if key in seen else _("an empty cell is no answer.")
            )
            yield here, cause, _("Remove it.")
        seen.add(key)
        if isinstance(given, bool) or item.type is ItemType.BOOLEAN:
            if not (isinstance(given, bool) and item.type is ItemType.BOOLEAN) and given != "":
                yield here, _("true and false answer a boolean question, and nothing else does."), ""
            continue
        several = (given,) if isinstance(given, str) else given
        if len(several) != 1 and not item.repeats:
            yield here, _("the question takes one answer."), _("Name one code.")
        for code in several:
            if code:
                yield from _code(questionnaire, item, code, here)


def _ranges(questionnaire: Questionnaire, item: Item, column: Column) -> Iterator[Remark]:
    before = float("-inf")
    for place, each in enumerate(column.ranges):
        here: Path = ("ranges", place)
        yield from _code(questionnaire, item, each.code, here)
        last = place == len(column.ranges) - 1
        if (each.below is None) is not last:
            cause = _("every range but the last ends somewhere.") if not last else _("the last range has no end.")
            yield here, cause, _("Add 'below'.") if not last else _("Remove 'below': it holds what remains.")
        if each.below is not None:
            if each.below <= before:
                yield here, _("the ranges do not rise."), _("Order them by 'below'.")
            before = each.below


def _code(questionnaire: Questionnaire, item: Item, code: str, here: Path) -> Iterator[Remark]:
    known = tuple(each.code for each in questionnaire.options(item.link_id))
    if code not in known:
        cause = _("'{link_id}' has no option '{code}'.", link_id=item.link_id, code=code)
        yield here, cause, suggestion(code, known)


def _known(questionnaire: Questionnaire, item: Item) -> str:
    codes = ", ".join(each.code for each in questionnaire.options(item.link_id))
    return _("Known codes: {codes}.", codes=codes) if codes else ""
