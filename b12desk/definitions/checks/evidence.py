"""foods.toml, sources.toml and handout.toml: what the numbers and the handout rest on."""

from __future__ import annotations

from collections.abc import Iterator

from b12desk.definitions.checks.comparisons import check_comparison
from b12desk.definitions.checks.items import CODED, NUMERIC
from b12desk.definitions.form import Form, repeated
from b12desk.definitions.positions import Path
from b12desk.definitions.toml_file import Loaded
from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.model.comparison import Comparison
from b12desk.model.conditions import AnyPresent, Condition, Present
from b12desk.model.evidence import ADULT, Foods
from b12desk.model.handout import Handout
from b12desk.model.values import UNKNOWN_CODES

_COUNTRIES = ("us", "uk", "efsa")


def check_evidence(form: Form) -> Iterator[Problem]:
    """Problems of foods, sources and handout."""
    if form.foods is not None:
        yield from _foods(form, form.foods)
        yield from _references(form, form.foods)
    yield from _source_keys(form)
    if form.handout is not None:
        yield from _handout(form, form.handout)


def _foods(form: Form, foods: Loaded[Foods]) -> Iterator[Problem]:
    table = foods.table
    seen: set[str] = set()
    for index, food in enumerate(foods.model.food):
        path: Path = ("food", index)
        if food.link_id in seen:
            yield table.problem(path, food.link_id, _("this food is listed twice."), _("Remove one."))
        seen.add(food.link_id)
        if food.mcg_per_serving < 0 or (food.cap is not None and food.cap < 0):
            yield table.problem(path, food.link_id, _("micrograms cannot be less than 0."))
        yield from (table.problem((*path, "linkId"), food.link_id, *each) for each in _food_item(form, food.link_id))
        for cause, fix in form.unknown_sources(food.sources, needed=True):
            yield table.problem((*path, "sources"), food.link_id, cause, fix)
    for place, picture in enumerate(foods.model.picture):
        for cause, fix in form.unknown_sources(picture.sources, needed=True):
            yield table.problem(("picture", place, "sources"), picture.food, cause, fix)
    for cause, fix in form.unknown_sources(foods.model.sources, needed=True):
        yield table.problem(("sources",), "", cause, fix)
    if foods.model.round_to <= 0:
        yield table.problem(("roundTo",), "", _("roundTo must be above 0."), _("Use 0.5."))


def _food_item(form: Form, link_id: str) -> Iterator[tuple[str, str]]:
    placed = form.first.get(link_id)
    if placed is None or not placed.item.is_question:
        yield form.unknown_item(link_id)
    elif placed.item.type in CODED:
        for option in form.questionnaire.model.options(link_id):
            if option.value is None and option.code not in UNKNOWN_CODES:
                cause = _("the option '{code}' of this item has no value.", code=option.code)
                yield cause, _("Add value = times a week.")
    elif placed.item.type not in NUMERIC:
        yield _("a food question is a choice with values or a number of times a week."), ""


def _references(form: Form, foods: Loaded[Foods]) -> Iterator[Problem]:
    table = foods.table
    for index, row in enumerate(foods.model.reference):
        path: Path = ("reference", index)
        if row.max_age is not None and row.min_age > row.max_age:
            yield table.problem(path, row.label, _("minAge is greater than maxAge."), _("Swap them."))
        for key, cause, fix in check_comparison(form, row.when) if row.when is not None else ():
            yield table.problem((*path, "when", key), row.label, cause, fix)
        if row.mcg_per_day <= 0:
            yield table.problem(path, row.label, _("a reference intake is above 0."))
        for cause, fix in form.unknown_sources(row.sources, needed=True):
            yield table.problem((*path, "sources"), row.label, cause, fix)
    for country in _COUNTRIES:
        rows = [row for row in foods.model.reference if row.country == country]
        if not any(row.when is None and row.fits(ADULT) for row in rows):
            cause = _("there is no reference intake for adults of '{country}'.", country=country)
            yield table.problem(("reference",), "", cause, _("Add a [[reference]] row."))


def _source_keys(form: Form) -> Iterator[Problem]:
    keys = [each.key for each in form.sources.model.source]
    for index, key in repeated(keys):
        cause = _("this source is listed twice.")
        yield form.sources.table.problem(("source", index), key, cause, _("Remove one."))
    for index, source in enumerate(form.sources.model.source):
        if not source.title.strip():
            yield form.sources.table.problem(("source", index), source.key, _("the source has no title."))


def _handout(form: Form, handout: Loaded[Handout]) -> Iterator[Problem]:
    table = handout.table
    for index, name in repeated([each.id for each in handout.model.section]):
        yield table.problem(("section", index), name, _("this section is defined twice."), _("Give each its own id."))
    for index, section in enumerate(handout.model.section):
        path: Path = ("section", index)
        for cause, fix in form.unknown_sources(section.sources, needed=False):
            yield table.problem((*path, "sources"), section.id, cause, fix)
        if section.when is not None:
            for cause in dict.fromkeys(_revealing(form, section.when)):
                fix = _("A handout may depend only on context such as pregnancy.")
                yield table.problem((*path, "when"), section.id, cause, fix)


def _revealing(form: Form, when: Condition) -> Iterator[str]:
    """What a handout that depends on ``when`` would give away."""
    rules = form.rules.model
    for node in rules.opened(when):
        match node:
            case Comparison():
                placed = form.first.get(node.question)
                if placed is not None and any(each.sensitive for each in (placed.item, *placed.ancestors)):
                    link_id = placed.item.link_id
                    yield _("the condition would give away the sensitive answer to '{link_id}'.", link_id=link_id)
            case Present(finding=name) if name in rules.findings:
                if rules.findings[name].sensitive or rules.findings[name].kind != "context":
                    yield _("the condition would give away the finding '{name}'.", name=name)
            case AnyPresent():
                yield _("the condition would give away a finding.")
