"""Numbers, dates and icons that cannot be meant, though each has the right shape."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache

from b12desk import paths
from b12desk.definitions.form import Form, Placed
from b12desk.definitions.positions import Path
from b12desk.definitions.toml_file import Loaded, Table
from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.model.evidence import Foods
from b12desk.model.questionnaire import ItemType

_LONGEST_ANSWER = 10_000
_OLDEST = 150
_YEARS = (1500, 2100)
_MOST_VALUE = 1_000
"""Of an option: points, or times a week."""
_MOST_MCG = 10_000
"""Micrograms: more than any tablet holds."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def check_bounds(form: Form) -> Iterator[Problem]:
    """Problems of numbers, dates and icons."""
    for placed in form.placed:
        yield from _item(form, placed)
    yield from _option_values(form)
    yield from _evidence(form)
    if form.foods is not None:
        yield from _foods(form.foods)
    yield from _dates(form)
    yield from _icons(form)


def _item(form: Form, placed: Placed) -> Iterator[Problem]:
    item = placed.item
    for key, bound in (("minValue", item.min_value), ("maxValue", item.max_value)):
        if item.type is ItemType.QUANTITY and bound is not None and bound < 0:
            cause = _("a quantity cannot be less than 0, and neither can its '{key}'.", key=key)
            yield form.of_item(placed, cause, _("Write 0 or more."), key)
    if item.max_length is not None and item.max_length > _LONGEST_ANSWER:
        cause = _("maxLength is {most:,} at most.", most=_LONGEST_ANSWER)
        yield form.of_item(placed, cause, _("Write a smaller number."), "maxLength")


def _option_values(form: Form) -> Iterator[Problem]:
    table = form.questionnaire.table
    lists = [((*each.path, "answerOption"), each.item.link_id, each.item.answer_option) for each in form.placed]
    sets = enumerate(form.questionnaire.model.value_set)
    lists += [(("valueSet", index, "answerOption"), each.id, each.answer_option) for index, each in sets]
    for path, name, options in lists:
        for index, option in enumerate(options):
            if option.value is not None and not 0 <= option.value <= _MOST_VALUE:
                cause = _("the value of the option '{code}' is not from 0 to {most:,}.",
                          code=option.code, most=_MOST_VALUE)  # fmt: skip
                yield table.problem((*path, index, "value"), name, cause, _("Write points, or times a week."))


def _foods(foods: Loaded[Foods]) -> Iterator[Problem]:
    table = foods.table
    for index, food in enumerate(foods.model.food):
        for key, mcg in (("mcgPerServing", food.mcg_per_serving), ("cap", food.cap or 0)):
            yield from _at_most(table, ("food", index, key), food.link_id, mcg, _MOST_MCG)
    for index, row in enumerate(foods.model.reference):
        yield from _at_most(table, ("reference", index, "mcgPerDay"), row.label, row.mcg_per_day, _MOST_MCG)
        for key, age in (("minAge", row.min_age), ("maxAge", row.max_age)):
            if age is not None and not 0 <= age <= _OLDEST:
                cause = _("'{key}' is not from 0 to {most}.", key=key, most=_OLDEST)
                yield table.problem(("reference", index, key), row.label, cause, _("Write an age in years."))


def _evidence(form: Form) -> Iterator[Problem]:
    for index, source in enumerate(form.sources.model.source):
        if source.year is not None and not _YEARS[0] <= source.year <= _YEARS[1]:
            cause = _("'year' is not from {first} to {last}.", first=_YEARS[0], last=_YEARS[1])
            fix = _("Write the year in which it was published.")
            yield form.sources.table.problem(("source", index, "year"), source.key, cause, fix)


def _at_most(table: Table, path: Path, name: str, number: float, most: int) -> Iterator[Problem]:
    if number > most:
        cause = _("'{key}' is more than {most:,} micrograms.", key=path[-1], most=most)
        yield table.problem(path, name, cause, _("Write it in micrograms."))


def _dates(form: Form) -> Iterator[Problem]:
    days: list[tuple[Table, Path, str]] = [
        (form.questionnaire.table, ("date",), form.questionnaire.model.date),
        (form.rules.table, ("date",), form.rules.model.date),
    ]
    if form.score is not None and form.score.model.provenance.reviewed.strip():
        days.append((form.score.table, ("provenance", "reviewed"), form.score.model.provenance.reviewed))
    for table, path, day in days:
        if not _is_day(day):
            cause = _("'{key}' is no day of the calendar.", key=path[-1])
            yield table.problem(path, "", cause, _("Write it as YYYY-MM-DD."))


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text)) and datetime.date.fromisoformat(text).year >= _YEARS[0]
    except ValueError:
        return False


def _icons(form: Form) -> Iterator[Problem]:
    asked = form.questionnaire.table
    named: list[tuple[Table, Path, str, str | None]] = [
        (asked, (*each.path, "icon"), each.item.link_id, each.item.icon) for each in form.placed
    ]
    named += [
        (asked, (*each.path, "answerOption", index, "icon"), each.item.link_id, option.icon)
        for each in form.placed
        for index, option in enumerate(each.item.answer_option)
    ]
    rows = enumerate(form.rules.model.recommendation)
    named += [(form.rules.table, ("recommendation", index, "icon"), each.code, each.icon) for index, each in rows]
    if form.handout is not None:
        table = form.handout.table
        sections = enumerate(form.handout.model.section)
        named += [(table, ("section", index, "icon"), each.id, each.icon) for index, each in sections]
    if form.foods is not None:
        table = form.foods.table
        pictures = enumerate(form.foods.model.picture)
        named += [(table, ("picture", index, "icon"), each.food, each.icon) for index, each in pictures]
    for table, path, name, icon in named:
        if icon is not None and icon not in _known_icons():
            cause = _("there is no icon '{icon}'.", icon=icon)
            yield table.problem(path, name, cause, form.suggest(icon, _known_icons()) or _("Leave icon out."))


@cache
def _known_icons() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in (paths.resources_dir() / "icons").glob("*.svg")))
