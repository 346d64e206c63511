"""The rough estimate of what the diet gives.

``mcg a day = sum over foods of (times a week x mcg per serving) / 7``, rounded to 0.5. Supplements are not added: large
doses are absorbed poorly. It never lowers a risk: nothing in `scoring` reads it.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from b12desk.engine.facts import Facts
from b12desk.engine.ordering import Interval
from b12desk.i18n import _, current, parted
from b12desk.model.assessment import Country, Diet
from b12desk.model.evidence import ADULT, Foods, ReferenceIntake
from b12desk.model.values import Coding

_NOTHING = Decimal(0)

Reference = Country
"""Whose recommended intake is shown."""


def estimate(foods: Foods, facts: Facts, reference: Reference) -> Diet | None:
    """Estimate intake from the food section; None when no food question that applies was answered.

    None as well while a food that no absentMeans speaks for is not asked: a part of the diet is not the diet.
    """
    total, answered = Decimal(0), False
    open_items: list[str] = []
    for food in foods.food:
        item = facts.questionnaire.items.get(food.link_id)
        if item is not None and not item.absent and not facts.applies[food.link_id]:
            return None
        value = facts.values.get(food.link_id)
        if value is None:
            open_items += facts.blame(food.link_id) if food.link_id in facts.values else ()
            continue
        answered = answered or bool(facts.answers_of(food.link_id))
        daily = _times_a_week(facts, food.link_id) * food.serving_mcg / 7
        total += daily if food.most_mcg is None else min(daily, food.most_mcg)
    if not answered:
        return None
    own = reference_intake(foods, facts, reference)
    step = Decimal(str(foods.round_to))
    return Diet(
        mcg_per_day=float((total / step).quantize(Decimal(1), ROUND_HALF_UP) * step),
        reference=own.mcg_per_day,
        reference_label=own.label,
        reference_sources=own.sources,
        at_least=bool(open_items),
        open_items=tuple(sorted(set(open_items), key=facts.questionnaire.order.__getitem__)),
    )


def reference_intake(foods: Foods, facts: Facts, reference: Reference) -> ReferenceIntake:
    """This person's recommended intake: the first row of the country that fits; an adult's when no row or age does."""
    age = facts.values.get(facts.questionnaire.roles.age_years)
    years = int(age[0].low) if age and isinstance(age[0], Interval) else ADULT
    rows = [row for row in foods.reference if row.country == reference]
    for row in rows:
        if row.fits(years) and (row.when is None or facts.compare(row.when)):
            return row
    return next(row for row in rows if row.when is None and row.fits(ADULT))


def recommended(foods: Foods | None, country: Country) -> tuple[str, tuple[str, ...]]:
    """The line of the recommended intake and its sources: the form's own words, beside them what adults of ``country``.

    Apart from the estimate, so that it stands on every page, whatever was answered. Empty without foods or words.
    """
    if foods is None or not foods.words.recommended:
        return "", ()
    words = foods.words
    told, sources = [f"{words.recommended}."], []
    if country != words.recommended_of:
        rows = [row for row in foods.reference if row.country == country and row.fits(ADULT)]
        rows.sort(key=lambda row: row.when is not None)
        figures = parted(
            _("{label} {amount} mcg a day", label=row.label, amount=current().number(Decimal(f"{row.mcg_per_day:g}")))
            for row in rows
        )
        told.append(f"{figures}.")
        sources = [key for row in rows for key in row.sources]
    own = [
        key for row in foods.reference if row.country == words.recommended_of and row.fits(ADULT) for key in row.sources
    ]
    return " ".join(told), tuple(dict.fromkeys((*own, *sources)))


def _times_a_week(facts: Facts, link_id: str) -> Decimal:
    worth = facts.questionnaire.worth.get(link_id, {})
    value = facts.values[link_id] or ()
    return sum([worth.get(each.code, _NOTHING) for each in value if isinstance(each, Coding)], _NOTHING)
