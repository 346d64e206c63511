"""One answer of a FHIR QuestionnaireResponse (``value[x]`` and its extensions) as one answer of ours.

Rules: the item's type decides what fits; codes count, never display text; a number keeps the digits it was written
with; "asked-unknown" and "asked-declined" (data-absent-reason) are our "not sure" and "prefer not to say".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from b12desk.i18n import _
from b12desk.interop.wording import shown
from b12desk.model.questionnaire import Item, ItemType, Questionnaire
from b12desk.model.values import DECLINED, NOT_SURE, UNKNOWN_CODES, Answer, Coding, PartialDate, Quantity

CODE_SYSTEM = "urn:b12desk:codes"
DATA_ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
REASONS = {"asked-unknown": NOT_SURE, "unknown": NOT_SURE, "asked-declined": DECLINED}

_DATE = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:T[0-9:.]+(?:Z|[+-]\d{2}:\d{2})?)?")
_MOST_DIGITS = 12
"""Before the decimal point; as many again and a few more may stand behind it."""


class NotAnAnswerError(ValueError):
    """Cause and fix of a value that cannot be an answer."""

    def __init__(self, cause: str, fix: str = "") -> None:
        self.cause = cause
        self.fix = fix
        super().__init__(cause)


@dataclass(frozen=True)
class Read:
    """An answer, and a remark when it was accepted with reservations. No answer: nothing was said."""

    answer: Answer | None
    remark: str = ""


def read_answer(questionnaire: Questionnaire, item: Item, given: dict[str, object]) -> Read:
    """The answer in one element of ``item.answer``. Raises `NotAnAnswerError`."""
    kinds = [key for key in given if key.startswith("value")]
    if len(kinds) > 1:
        cause = _("an answer has one value, and this one has {count}.", count=len(kinds))
        raise NotAnAnswerError(cause, _("Keep one of them."))
    reason = absent_reason(given)
    if not kinds:
        if reason is None:
            raise NotAnAnswerError(_("the answer has no value."), _fitting(questionnaire, item))
        return absent(item, questionnaire, reason)
    kind, value = kinds[0], given[kinds[0]]
    if kind == "valueCoding":
        return _coding(questionnaire, item, value)
    if kind == "valueBoolean" and item.type is ItemType.CHOICE:
        return Read(_yes_or_no(questionnaire, item, value))
    return Read(_plain(questionnaire, item, kind, value))


def _fitting(questionnaire: Questionnaire, item: Item) -> str:
    """How to mend a value of the wrong kind."""
    codes = ", ".join(each.code for each in questionnaire.options(item.link_id))
    fixes = {
        ItemType.CHOICE: _("Give a valueCoding with one of: {codes}.", codes=codes),
        ItemType.OPEN_CHOICE: _("Give a valueString, or a valueCoding with one of: {codes}.", codes=codes),
        ItemType.BOOLEAN: _("Give a valueBoolean: true or false."),
        ItemType.INTEGER: _("Give a valueInteger."),
        ItemType.DECIMAL: _("Give a valueDecimal."),
        ItemType.QUANTITY: _("Give a valueQuantity whose code is one of: {units}.", units=", ".join(_units(item))),
        ItemType.DATE: _("Give a valueDate: YYYY, YYYY-MM or YYYY-MM-DD."),
    }
    return fixes.get(item.type, _("Give a valueString that is not empty."))


def _units(item: Item) -> list[str]:
    return [each.code for each in item.unit_option] or [item.unit or "1"]


def absent(item: Item, questionnaire: Questionnaire, reason: str) -> Read:
    """The coded answer for a data-absent-reason; nothing, with a remark, when the item does not take it."""
    if any(each.code == reason for each in questionnaire.options(item.link_id)):
        return Read(Coding(code=reason))
    return Read(None, _("the question does not take '{code}'; it counts as unanswered.", code=reason))


def absent_reason(given: dict[str, object]) -> str | None:
    """The code that a data-absent-reason extension of an element, or of its primitive value, stands for."""
    beside = [value for key, value in given.items() if key.startswith("_value")]
    for element in (given, *beside):
        for extension in _elements(element):
            if extension.get("url") == DATA_ABSENT:
                return REASONS.get(str(extension.get("valueCode")))
    return None


def _elements(element: object) -> Iterator[dict[str, object]]:
    extensions = element.get("extension") if isinstance(element, dict) else None
    for each in extensions if isinstance(extensions, list) else ():
        if isinstance(each, dict):
            yield each


def _coding(questionnaire: Questionnaire, item: Item, value: object) -> Read:
    code = value.get("code") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(code, str) or not code:
        fix = f"{_('Display text is not read.')} {_fitting(questionnaire, item)}"
        raise NotAnAnswerError(_("valueCoding needs a code."), fix)
    codes = tuple(each.code for each in questionnaire.options(item.link_id))
    if code not in codes:
        if not codes:
            cause = _("a {type} question takes no code.", type=item.type)
            raise NotAnAnswerError(cause, _fitting(questionnaire, item))
        raise NotAnAnswerError(
            _("unknown code '{code}'.", code=shown(code)), _("Known: {codes}.", codes=", ".join(codes))
        )
    system = value.get("system", CODE_SYSTEM)
    foreign = code not in UNKNOWN_CODES and system != CODE_SYSTEM
    return Read(Coding(code=code), _("the code has a system that is not {ours}.", ours=CODE_SYSTEM) if foreign else "")


def _yes_or_no(questionnaire: Questionnaire, item: Item, value: object) -> Answer:
    codes = {each.code for each in questionnaire.options(item.link_id)}
    if isinstance(value, bool) and {"yes", "no"} <= codes:
        return Coding(code="yes" if value else "no")
    raise NotAnAnswerError(_("a choice question takes valueCoding."), _fitting(questionnaire, item))


def _plain(questionnaire: Questionnaire, item: Item, kind: str, value: object) -> Answer:
    """A value that is not coded, for the item's type."""
    match item.type, kind:
        case ItemType.BOOLEAN, "valueBoolean" if isinstance(value, bool):
            return value
        case ItemType.INTEGER, "valueInteger" | "valueDecimal":
            number = _number(value)
            if number != number.to_integral_value():
                raise NotAnAnswerError(_("the number must be whole."), _("Write it without a fraction."))
            return int(number)
        case ItemType.DECIMAL, "valueInteger" | "valueDecimal":
            return _number(value)
        case ItemType.QUANTITY, "valueQuantity":
            return _quantity(questionnaire, item, value)
        case ItemType.DATE, "valueDate" | "valueDateTime" | "valueString":
            return read_date(value)
        case ItemType.STRING | ItemType.TEXT | ItemType.OPEN_CHOICE, "valueString" if isinstance(value, str) and value:
            return value
        case _:
            cause = _("{kind} does not fit a {type} question.", kind=shown(kind), type=item.type)
            raise NotAnAnswerError(cause, _fitting(questionnaire, item))


def _number(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise NotAnAnswerError(_("the value is not a number."), _("Write a finite number, without quotes."))
    number = Decimal(value)
    size = number.adjusted()  # looked at first: arithmetic on 1e999999999 would overflow
    if abs(size) > _MOST_DIGITS or len(number.as_tuple().digits) > 2 * _MOST_DIGITS:
        fix = _("Write a finite number with at most {count} digits before the point.", count=_MOST_DIGITS)
        raise NotAnAnswerError(_("the number is out of range."), fix)
    return number


def _quantity(questionnaire: Questionnaire, item: Item, value: object) -> Quantity:
    if not isinstance(value, dict):
        cause = _("valueQuantity is an object with value and code.")
        raise NotAnAnswerError(cause, _fitting(questionnaire, item))
    if value.get("comparator") is not None:
        cause = _("a quantity with a comparator is not an exact answer.")
        raise NotAnAnswerError(cause, _("Give the number alone, or leave the answer out."))
    number = _number(value.get("value"))
    given = value.get("code", value.get("unit"))
    names = {each.display.casefold(): each.code for each in item.unit_option}
    codes = _units(item)
    if not isinstance(given, str) or not given:
        raise NotAnAnswerError(_("the quantity has no unit."), _("Known: {units}.", units=", ".join(codes)))
    unit = given if given in codes else names.get(given.casefold(), given)
    if len(unit) > 20:
        raise NotAnAnswerError(
            _("unknown unit '{unit}'.", unit=shown(unit)), _("Known: {units}.", units=", ".join(codes))
        )
    return Quantity(value=number, unit=unit)


def read_date(value: object) -> PartialDate:
    """A FHIR date, or the day of a dateTime. Raises `NotAnAnswerError`."""
    found = _DATE.fullmatch(value) if isinstance(value, str) else None
    try:
        if found:
            return PartialDate(date=found[1])
    except ValueError:
        pass
    raise NotAnAnswerError(_("this is not a date."), _("Write YYYY, YYYY-MM or YYYY-MM-DD."))
