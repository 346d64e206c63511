"""What is wrong with answers, as values. Only items that apply are judged: a hidden answer can never block anybody.

Answers are also held against each other: nothing lasted longer than the person has lived, or happened before they were
born, and an age beside a birth date is that of the birth date. What a life allows is worked out in `engine.lifetime`,
which whoever reads another format (a table) uses as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from b12desk.engine.lifetime import Lifetime, ages_agree, before_any_life, lifetime, oldest_day, years_told
from b12desk.i18n import current
from b12desk.model import units
from b12desk.model.issue import Issue, IssueCode
from b12desk.model.questionnaire import Item, ItemType, Questionnaire, Roles
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import UNKNOWN_CODES, Answer, Coding, PartialDate, Quantity, digits

_LONGEST_TEXT = 100_000
_TYPES: dict[ItemType, tuple[type, ...]] = {
    ItemType.BOOLEAN: (bool,),
    ItemType.INTEGER: (int,),
    ItemType.DECIMAL: (int, Decimal),
    ItemType.QUANTITY: (Quantity,),
    ItemType.DATE: (PartialDate,),
    ItemType.STRING: (str,),
    ItemType.TEXT: (str,),
    ItemType.CHOICE: (Coding,),
    ItemType.OPEN_CHOICE: (Coding, str),
}


def check(
    questionnaire: Questionnaire, response: QuestionnaireResponse, enabled: frozenset[str], *, required: bool = False
) -> tuple[Issue, ...]:
    """Every issue of the enabled items, in questionnaire order; unanswered required ones only when ``required``."""
    found: list[Issue] = []
    for link_id in questionnaire.items:
        if link_id not in enabled:
            continue
        item = questionnaire.items[link_id]
        if not item.is_question:
            continue
        given = response.answers.get(link_id, ())
        if given:
            found += check_item(questionnaire, item, given, response)
        elif required and item.required:
            found.append(Issue(link_id=link_id, code=IssueCode.REQUIRED))
    return tuple(found)


def check_item(
    questionnaire: Questionnaire, item: Item, given: tuple[Answer, ...], response: QuestionnaireResponse
) -> list[Issue]:
    """The issues of one item's answers; the list is empty when they are good."""
    if len(given) > 1 and not item.repeats:
        return [Issue(link_id=item.link_id, code=IssueCode.TOO_MANY)]
    if _excluded(questionnaire, item, given):
        return [Issue(link_id=item.link_id, code=IssueCode.EXCLUSIVE)]
    return [issue for each in given for issue in _check_answer(questionnaire, item, each, response)]


def _excluded(questionnaire: Questionnaire, item: Item, given: tuple[Answer, ...]) -> bool:
    """Whether an option that stands alone has company. One "not sure" beside ticked options is about the others."""
    codes = [each.code for each in given if isinstance(each, Coding)]
    alone = {each.code for each in questionnaire.options(item.link_id) if each.exclusive} - UNKNOWN_CODES
    unsure = [each for each in codes if each in UNKNOWN_CODES]
    return len(given) > 1 and (not alone.isdisjoint(codes) or len(unsure) > 1)


def unusual(item: Item, given: tuple[Answer, ...]) -> Issue | None:
    """A number outside what the form calls plausible: a question to ask, never a reason to stop anybody."""
    usual = item.plausible
    if usual is None or not given:
        return None
    number, unit = given[0], ""
    if isinstance(number, Quantity):
        unit = next((each.code for each in item.unit_option), item.unit or "1")
        if not units.convertible(number.unit, unit):
            return None
        number = units.convert(number.value, number.unit, unit)
    if not isinstance(number, int | Decimal) or usual.min <= number <= usual.max:
        return None
    limit = " ".join(filter(None, (digits(usual.min), digits(usual.max), unit)))
    return Issue(link_id=item.link_id, code=IssueCode.UNUSUAL, limit=limit)


def _check_answer(
    questionnaire: Questionnaire, item: Item, answer: Answer, response: QuestionnaireResponse
) -> Iterator[Issue]:
    link_id = item.link_id
    if isinstance(answer, Coding):
        codes = {option.code for option in questionnaire.options(link_id)}
        if answer.code not in codes:
            kind = IssueCode.NOT_AN_OPTION if Coding in _TYPES[item.type] or codes else IssueCode.WRONG_TYPE
            yield Issue(link_id=link_id, code=kind, limit=current().listed(sorted(codes)))
    elif not isinstance(answer, _TYPES[item.type]) or (isinstance(answer, bool) and item.type is not ItemType.BOOLEAN):
        yield Issue(link_id=link_id, code=IssueCode.WRONG_TYPE)
    elif isinstance(answer, Quantity):
        yield from _check_quantity(item, answer, _lived(questionnaire.roles, response))
    elif isinstance(answer, PartialDate):
        yield from _check_date(questionnaire.roles, link_id, answer, response)
    elif isinstance(answer, str):
        longest = item.max_length or _LONGEST_TEXT
        if len(answer) > longest:
            yield Issue(link_id=link_id, code=IssueCode.TOO_LONG, limit=str(longest))
    elif isinstance(answer, int | Decimal) and not isinstance(answer, bool):
        yield from _check_bounds(item, Decimal(answer), "")
        if link_id == questionnaire.roles.age and isinstance(answer, int):
            yield from _check_age(questionnaire.roles, answer, response)


def _lived(roles: Roles, response: QuestionnaireResponse) -> Lifetime | None:
    return lifetime(roles, response.answers, response.authored_date, response.subject.birth_date)


def _check_age(roles: Roles, age: int, response: QuestionnaireResponse) -> Iterator[Issue]:
    """An age that stands beside a birth date. The limit names both: ``30, 65``."""
    born = next(iter(response.answers.get(roles.birth_date, ())), response.subject.birth_date)
    today = response.authored_date
    if isinstance(born, PartialDate) and born.earliest <= today and not ages_agree(born, age, today):
        yield Issue(link_id=roles.age, code=IssueCode.OTHER_AGE, limit=f"{age}, {years_told(born, today)}")


def _check_quantity(item: Item, answer: Quantity, lived: Lifetime | None) -> Iterator[Issue]:
    """Bounds of a quantity are in its first unit, or in its own where that measures something else (ng/L, pmol/L).

    A span of time is no longer than the person has lived.
    """
    codes = [each.code for each in item.unit_option] or [item.unit or "1"]
    if not any(units.convertible(answer.unit, code) for code in codes):
        yield Issue(link_id=item.link_id, code=IssueCode.WRONG_UNIT, limit=current().listed(codes))
        return
    unit = codes[0] if units.convertible(answer.unit, codes[0]) else answer.unit
    found = list(_check_bounds(item, units.convert(answer.value, answer.unit, unit), unit))
    if not found and lived is not None and lived.exceeded_by(answer):
        found.append(Issue(link_id=item.link_id, code=IssueCode.LONGER_THAN_LIFE))
    yield from found


def _check_bounds(item: Item, value: Decimal, unit: str) -> Iterator[Issue]:
    if item.min_value is not None and value < Decimal(str(item.min_value)):
        yield Issue(link_id=item.link_id, code=IssueCode.TOO_LOW, limit=f"{digits(item.min_value)} {unit}".strip())
    if item.max_value is not None and value > Decimal(str(item.max_value)):
        yield Issue(link_id=item.link_id, code=IssueCode.TOO_HIGH, limit=f"{digits(item.max_value)} {unit}".strip())


def _check_date(roles: Roles, link_id: str, answer: PartialDate, response: QuestionnaireResponse) -> Iterator[Issue]:
    """No date lies after the day of the intake, or before the person was born (or longer ago than a life)."""
    if answer.earliest > response.authored_date:
        yield Issue(link_id=link_id, code=IssueCode.FUTURE)
        return
    if before_any_life(answer, response.authored_date):
        oldest = oldest_day(response.authored_date).year
        yield Issue(link_id=link_id, code=IssueCode.TOO_LOW, limit=str(oldest))
        return
    lived = _lived(roles, response) if link_id != roles.birth_date else None
    if lived is not None and lived.begins_after(answer):
        yield Issue(link_id=link_id, code=IssueCode.BEFORE_BIRTH)
