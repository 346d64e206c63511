"""A table's map: questions that exist, answers that can be given, columns that are there, gates that open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from b12desk.definitions.checks.units import units_of, within
from b12desk.definitions.toml_file import Table
from b12desk.definitions.typed_answers import answers_of, known_codes
from b12desk.engine.lifetime import LONGEST_LIFE, before_any_life
from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.model.questionnaire import Item, Questionnaire
from b12desk.model.values import PartialDate, digits
from b12desk.tables.map_columns import Form, Remark, column_remarks, only_if_remarks, question_remarks
from b12desk.tables.map_gates import check_openings
from b12desk.tables.map_headings import check_headings
from b12desk.tables.table_map import Constant, OnlyIf, TableMap

_FULL_DATE = len("YYYY-MM-DD")


def check_map(
    table: Table, mapping: TableMap, questionnaire: Questionnaire, header: Sequence[str] | None
) -> Iterator[Problem]:
    """Every problem of a map; ``header`` names the columns of the table when they are known."""
    form = Form(questionnaire)
    yield from _meant(table, mapping, questionnaire)
    yield from _dates(table, mapping)
    if header is not None:
        yield from check_headings(table, mapping, header, form.suggest)
    if not mapping.column:
        yield table.problem((), "", _("the map has no column."), _("Add a [[column]]."))
    yield from _constants(table, mapping, form)
    yield from _mapped(table, mapping, form)
    yield from check_openings(table, mapping, questionnaire)


def _constants(table: Table, mapping: TableMap, form: Form) -> Iterator[Problem]:
    """What is wrong with each constant."""
    seen: set[object] = set()
    before = dict.fromkeys((*sorted(_settled(mapping)), *(each.link_id for each in mapping.column)))
    for index, constant in enumerate(mapping.constant):
        item = form.questionnaire.items.get(constant.link_id)
        remarks = list(question_remarks(form, constant.link_id))
        if item is not None and not remarks:
            remarks += _answer(form.questionnaire, item, constant, mapping)
        key = (constant.link_id, _key(constant.only_if))
        if key in seen:
            remarks.append(((), _("this question has a constant answer already."), _("Remove one.")))
        seen.add(key)
        remarks += only_if_remarks(form, constant.only_if, before)
        before[constant.link_id] = None
        for below, cause, fix in remarks:
            yield table.problem(("constant", index, *below), constant.link_id, cause, fix)


def _mapped(table: Table, mapping: TableMap, form: Form) -> Iterator[Problem]:
    """What is wrong with each column."""
    seen: set[tuple[str, str, str | None]] = set()
    settled = _settled(mapping)
    whole = {each.link_id for each in mapping.column if each.option is None}
    before = dict.fromkeys(sorted(settled))
    for index, column in enumerate(mapping.column):
        remarks = [*column_remarks(form, column), *only_if_remarks(form, column.only_if, before)]
        if column.link_id in settled:
            cause = _("'{link_id}' has a constant answer, so this column says nothing.", link_id=column.link_id)
            remarks.append(((), cause, _("Remove one of them.")))
        if column.option is not None and column.link_id in whole:
            cause = _("another column answers '{link_id}' as a whole.", link_id=column.link_id)
            remarks.append((("option",), cause, _("Let each column tell of one option, or one column of all.")))
        key = (column.name, column.link_id, column.option)
        if key in seen:
            cause = _("the column answers '{link_id}' already.", link_id=column.link_id)
            remarks.append(((), cause, _("Remove one.")))
        seen.add(key)
        before[column.link_id] = None
        for below, cause, fix in remarks:
            yield table.problem(("column", index, *below), column.name, cause, fix)


def _settled(mapping: TableMap) -> set[str]:
    """Questions whose answer is the same in every row."""
    return {each.link_id for each in mapping.constant if not each.only_if}


def _key(only_if: OnlyIf) -> frozenset[tuple[str, frozenset[str]]]:
    """The same for conditions that say the same."""
    return frozenset((name, frozenset([given] if isinstance(given, str) else given)) for name, given in only_if.items())


def out_of_life(given: PartialDate, day: date) -> tuple[str, str] | None:
    """Cause and fix when a person who is asked on ``day`` cannot have lived this date; None when all is well."""
    fix = _("Mend the date, or the day from which ages count.")
    if given.earliest > day:
        return _("the date lies after the day from which ages count."), fix
    if before_any_life(given, day):
        return _("the date lies more than {years} years before the day from which ages count.", years=LONGEST_LIFE), fix
    return None


def _answer(questionnaire: Questionnaire, item: Item, constant: Constant, mapping: TableMap) -> Iterator[Remark]:
    """What is wrong with the answer of a constant."""
    given = answers_of(questionnaire, item, constant.answer)
    if not given:
        cause = _("this is no answer to '{link_id}' ({type}).", link_id=item.link_id, type=item.type)
        yield ("answer",), cause, known_codes(questionnaire, item)
    for each in given or ():
        if not within(item, each):
            limits = (item.min_value, item.max_value)
            low, high = ("" if limit is None else digits(limit) for limit in limits)
            unit = next(iter(units_of(item)), "")
            high = _("{number} {unit}", number=high, unit=unit) if unit else high
            cause = _("the number is outside the question's limits, {low} to {high}.", low=low, high=high)
            yield ("answer",), cause, _("Mend it.")
        if isinstance(each, PartialDate) and mapping.authored is not None and _is_day(mapping.authored):
            found = out_of_life(each, date.fromisoformat(mapping.authored))
            if found is not None:
                yield ("answer",), *found


def _meant(table: Table, mapping: TableMap, questionnaire: Questionnaire) -> Iterator[Problem]:
    """A map that says for which form it was written, and means another."""
    url, bar, version = (mapping.questionnaire or questionnaire.url).partition("|")
    if url != questionnaire.url or (bar and version != questionnaire.version):
        cause = _("the map was written for another form, or another version of it.")
        fix = _("Look it through, then write {canonical}.", canonical=questionnaire.canonical)
        yield table.problem(("questionnaire",), "", cause, fix)


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
