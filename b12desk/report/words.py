"""Answers, dates and numbers in words for the paper.

Rules: numbers, dates and lists as the catalogue in use writes them; dates are written out (12 March 2019), so that no
country reads them wrongly; a partial date stays partial. Nothing here is markup.
"""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from typing import assert_never

from b12desk.characters.visible import visible
from b12desk.engine.facts import Facts
from b12desk.engine.ordering import Interval
from b12desk.i18n import N_, _, current, n_, parted
from b12desk.model.assessment import Assessment, Urgency
from b12desk.model.questionnaire import AnswerOption, Item, Questionnaire
from b12desk.model.rules import FindingRule, Rules
from b12desk.model.values import Answer, Coding, PartialDate, Quantity
from b12desk.report.typeset.clean_text import visible_text

_HUNDREDTH = Decimal("0.01")
_TIMES_AND_DOSES = frozenset(("d", "wk", "mo", "a", "ug", "mg", "g"))
"""Units of quantities that speak for themselves."""

INTENDED_USE = N_(
    "B12 Desk collects answers and shows which guideline criteria they meet. It does not diagnose, does not recommend "
    "treatment and gives patients no result. The clinician can see every answer, rule and source. Not for emergencies."
)
"""Printed on every page of the summary; the program shows the same words."""


def language_of(questionnaire: Questionnaire) -> str:
    """What a file says of its language: the form's own, unless it was translated."""
    catalogue = current()
    return questionnaire.language if catalogue.is_english else catalogue.language


def number_words(value: Decimal | float) -> str:
    """A number without needless zeros, e.g. ``2,000`` or ``1.5``."""
    return current().number(Decimal(str(value)).normalize())


def date_words(value: date) -> str:
    """A whole date, e.g. ``12 March 2019``."""
    return current().date(value)


def partial_date_words(value: PartialDate) -> str:
    """A date as precise as it was given: ``2019``, ``March 2019`` or ``12 March 2019``."""
    parts = value.date.split("-")
    if len(parts) == 1:
        return parts[0]
    first = value.earliest
    return date_words(first) if len(parts) == 3 else current().month(first)


def answer_words(questionnaire: Questionnaire, item: Item, answer: Answer) -> str:
    """One answer as a reader wants it: a code by its option's words, a quantity with its unit."""
    return worded(item, questionnaire.options(item.link_id), answer)


def worded(item: Item, options: tuple[AnswerOption, ...], answer: Answer) -> str:
    """As `answer_words`, for whoever knows the item's options."""
    if isinstance(answer, Coding):
        return next((each.display for each in options if each.code == answer.code), answer.code)
    if isinstance(answer, Quantity):
        return f"{number_words(answer.value)} {unit_words(item, answer)}".strip()
    if isinstance(answer, PartialDate):
        return partial_date_words(answer)
    if isinstance(answer, bool):
        return _("Yes") if answer else _("No")
    if isinstance(answer, int | Decimal):
        return number_words(answer)
    return visible(answer)


def answers_words(questionnaire: Questionnaire, link_id: str, answers: tuple[Answer, ...]) -> str:
    """All answers of an item, parted by commas."""
    item = questionnaire.items[link_id]
    return current().listed(answer_words(questionnaire, item, each) for each in answers)


def name_parts(label: str) -> tuple[str, str]:
    """What a question belongs to and its own name, from ``Fatigue: change``; the second is empty without a colon."""
    whole, _colon, own = label.partition(": ")
    return whole, own


def amid(name: str) -> str:
    """A name in the middle of a sentence: a small letter first, unless it is an abbreviation."""
    return name if name[1:2].isupper() or name[1:2].isdigit() else name[:1].lower() + name[1:]


def detail_words(facts: Facts, link_id: str, beside: FindingRule | None, limit: int) -> str:
    """A detail beside the finding of a rule, with a label where it does not speak for itself. May be empty.

    ``limit``: characters of the answer that are told. A time or a dose of the one item that the details belong to needs
    no label (``6 years``); of several items, what it belongs to is the label (``Tingling: 6 years``). What is measured
    has its name (``Hb 92 g/L``), anything else its own (``Change: Worse``), without what the finding says already.
    """
    questionnaire = facts.questionnaire
    item = questionnaire.items[link_id]
    if item.calculated == "dose-years":
        return _index_words(facts, link_id)
    answers = facts.answers_of(link_id)
    if not answers:
        return ""
    text = visible_text(answers_words(questionnaire, link_id, answers), limit)
    whole, own = name_parts(item.label)
    own = own[:1].upper() + own[1:] if own else whole
    if not isinstance(answers[0], Quantity):
        return _("{label}: {answer}", label=own, answer=text)
    if answers[0].unit not in _TIMES_AND_DOSES:
        return _("{name} {value}", name=own, value=text)
    stem = link_id.rpartition(".")[0]
    if not stem or beside is None or stem == beside.id or len({_owner(each) for each in beside.detail}) == 1:
        return text
    if not item.short_text and stem in questionnaire.items:
        whole = questionnaire.items[stem].label
    return _("{label}: {answer}", label=whole, answer=text)


def _owner(link_id: str) -> str:
    return link_id.rpartition(".")[0] or link_id


def urgency_words(urgency: Urgency | None) -> str:
    """What stands over red flags; nothing without any."""
    match urgency:
        case None:
            return ""
        case "emergency-now":
            return _("Red flags: act now")
        case "same-day":
            return _("Red flags: act today")
        case _:
            assert_never(urgency)


def otherwise_words(rules: Rules, judged: Assessment) -> str:
    """What the answers would mean without red flags that come from something else, with the first test."""
    title = rules.recommendations[judged.otherwise].title
    wording = {each.code: each.text for each in rules.test}
    tests = parted(wording[each.code].rstrip(".") for each in judged.tests)
    if not tests:
        return _("These answers would otherwise be: {title}.", title=title)
    return _("These answers would otherwise be: {title}. First test: {tests}.", title=title, tests=tests)


def age_words(facts: Facts) -> str:
    """The age on the day of the answers, e.g. ``58 years`` or ``57 to 58 years``; empty when it is not known."""
    value = facts.values.get(facts.questionnaire.roles.age_years)
    if not value or not isinstance(value[0], Interval):
        return ""
    low, high = (number_words(each) for each in value[0])
    return _("{years} years", years=low) if low == high else _("{low} to {high} years", low=low, high=high)


def _index_words(facts: Facts, link_id: str) -> str:
    """The usage index of a medicine (mg a day x years / 1000), once dose and duration are known; empty before."""
    value = facts.values[link_id]
    if not value or not isinstance(value[0], Interval):
        return ""
    return _("usage index {index}", index=number_words(value[0].low.quantize(_HUNDREDTH)))


def listed(names: list[str], limit: int) -> str:
    """Names parted by commas, the last ones counted: ``Smoking, Alcohol and 3 more``."""
    if len(names) <= limit:
        return current().listed(names)
    return _("{names} and {count} more", names=current().listed(names[:limit]), count=len(names) - limit)


def unit_words(item: Item, answer: Quantity) -> str:
    """The unit of ``answer``, as many as there are of it: ``month``, ``months``."""
    count = 1 if answer.value == 1 else max(2, math.ceil(answer.value))  # half a year is said as two are
    times = {
        "d": n_("day", "days", count),
        "wk": n_("week", "weeks", count),
        "mo": n_("month", "months", count),
        "a": n_("year", "years", count),
    }
    if answer.unit in times:
        return times[answer.unit]
    shown = {each.code: each.display for each in item.unit_option}
    return shown.get(answer.unit, answer.unit)
