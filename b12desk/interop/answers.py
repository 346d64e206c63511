"""One answer of a FHIR QuestionnaireResponse (``value[x]`` and its extensions) as one answer of ours.

Rules: the item's type decides what fits; codes count, and a display or a unit that belongs to another one contradicts
them; a number keeps the digits it was written with; why there is no value is asked of `absence` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from decimal import Decimal

from b12desk.i18n import _, current
from b12desk.interop.absence import has_value, meaning, reasons_of_answer
from b12desk.interop.agreement import another_option, unit_named
from b12desk.interop.moments import read_day
from b12desk.interop.wording import shown
from b12desk.model.questionnaire import Item, ItemType, Questionnaire
from b12desk.model.values import Answer, Coding, PartialDate, Quantity

CODE_SYSTEM = "urn:b12desk:codes"
UCUM = "http://unitsofmeasure.org"

_MOST_DIGITS = 12
"""Before the decimal point; as many again and a few more may stand behind it."""
_LONGEST_UNIT = 20


class NotAnAnswerError(ValueError):
    """Cause and fix of a value that cannot be an answer."""

    def __init__(self, cause: str, fix: str = "") -> None:
        self.cause = cause
        self.fix = fix
        super().__init__(cause)


@dataclass(frozen=True)
class Read:
    """An answer, and remarks when it was accepted with reservations. No answer: the question stays open."""

    answer: Answer | None
    remarks: tuple[str, ...] = ()
    absent: bool = False
    """The file gives a reason why there is no value."""


def read_answer(questionnaire: Questionnaire, item: Item, given: dict[str, object], at: tzinfo = UTC) -> Read:
    """The answer in one element of ``item.answer``; ``at`` is the zone of the intake. Raises `NotAnAnswerError`."""
    reasons = reasons_of_answer(given)
    if reasons and has_value(given):
        raise beside_a_reason(reasons)
    if reasons:
        return absent(questionnaire, item, reasons)
    kinds = [key for key in given if key.startswith("value")]
    if len(kinds) > 1:
        cause = _("an answer has one value, and this one has {count}.", count=len(kinds))
        raise NotAnAnswerError(cause, _("Keep one of them."))
    if not kinds:
        raise NotAnAnswerError(_("the answer has no value."), _fitting(questionnaire, item))
    kind, value = kinds[0], given[kinds[0]]
    if kind == "valueCoding":
        return _coding(questionnaire, item, value)
    if kind == "valueBoolean" and item.type is ItemType.CHOICE:
        return Read(_yes_or_no(questionnaire, item, value))
    if kind == "valueQuantity" and item.type is ItemType.QUANTITY:
        return _quantity(questionnaire, item, value)
    if kind in ("valueDate", "valueDateTime", "valueString") and item.type is ItemType.DATE:
        date, remark = read_date(value, at)
        return Read(date, (remark,) if remark else ())
    return Read(_plain(questionnaire, item, kind, value))


def beside_a_reason(reasons: Sequence[str]) -> NotAnAnswerError:
    """The problem of a value and a reason why there is none, side by side."""
    cause = _("a value stands beside a reason why there is none ({reason}).", reason=shown(current().listed(reasons)))
    return NotAnAnswerError(cause, _("Keep the one that is true."))


def _fitting(questionnaire: Questionnaire, item: Item) -> str:
    """How to mend a value of the wrong kind."""
    codes = current().listed(each.code for each in questionnaire.options(item.link_id))
    fixes = {
        ItemType.CHOICE: _("Give a valueCoding with one of: {codes}.", codes=codes),
        ItemType.OPEN_CHOICE: _("Give a valueString, or a valueCoding with one of: {codes}.", codes=codes),
        ItemType.BOOLEAN: _("Give a valueBoolean: true or false."),
        ItemType.INTEGER: _("Give a valueInteger."),
        ItemType.DECIMAL: _("Give a valueDecimal."),
        ItemType.QUANTITY: _(
            "Give a valueQuantity whose code is one of: {units}.", units=current().listed(_units(item))
        ),
        ItemType.DATE: _("Give a valueDate: YYYY, YYYY-MM or YYYY-MM-DD."),
    }
    return fixes.get(item.type, _("Give a valueString that is not empty."))


def _units(item: Item) -> list[str]:
    return [each.code for each in item.unit_option] or [item.unit or "1"]


def _known(codes: Iterable[str]) -> str:
    return _("Known: {codes}.", codes=current().listed(codes))


def absent(questionnaire: Questionnaire, item: Item, reasons: Sequence[str]) -> Read:
    """The coded answer that reasons stand for; none, with a remark, when the question stays open."""
    code = meaning(reasons)
    if code is None:
        said = shown(current().listed(each for each in reasons if each)) or _("without a reason")
        return Read(
            None, (_("the value is said to be absent ({reason}); it counts as unanswered.", reason=said),), True
        )
    if any(each.code == code for each in questionnaire.options(item.link_id)):
        return Read(Coding(code=code), absent=True)
    remark = _("the question does not take '{code}'; it counts as unanswered.", code=code)
    return Read(None, (remark,), absent=True)


def _coding(questionnaire: Questionnaire, item: Item, value: object) -> Read:
    code = value.get("code") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(code, str) or not code:
        fix = _("Display text is not read. {fix}", fix=_fitting(questionnaire, item))
        raise NotAnAnswerError(_("valueCoding needs a code."), fix)
    options = questionnaire.options(item.link_id)
    codes = tuple(each.code for each in options)
    if code not in codes:
        if not codes:
            cause = _("a {type} question takes no code.", type=item.type)
            raise NotAnAnswerError(cause, _fitting(questionnaire, item))
        raise NotAnAnswerError(_("unknown code '{code}'.", code=shown(code)), _known(codes))
    other = another_option(options, code, value.get("display"))
    if other:
        cause = _("the code is '{code}', and the display is that of '{other}'.", code=code, other=other)
        raise NotAnAnswerError(cause, _("Mend one of the two."))
    foreign = value.get("system", CODE_SYSTEM) != CODE_SYSTEM
    remark = _("the code has a system that is not {ours}.", ours=CODE_SYSTEM)
    return Read(Coding(code=code), (remark,) if foreign else ())


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


def _quantity(questionnaire: Questionnaire, item: Item, value: object) -> Read:
    if not isinstance(value, dict):
        cause = _("valueQuantity is an object with value and code.")
        raise NotAnAnswerError(cause, _fitting(questionnaire, item))
    if value.get("comparator") is not None:
        cause = _("a quantity with a comparator is not an exact answer.")
        raise NotAnAnswerError(cause, _("Give the number alone, or leave the answer out."))
    number = _number(value.get("value"))
    unit, remarks = _unit(item, value)
    return Read(Quantity(value=number, unit=unit), remarks)


def _unit(item: Item, value: dict[str, object]) -> tuple[str, tuple[str, ...]]:
    """The unit's code, by the code or else by the text; the text of another unit beside a code contradicts it."""
    codes = _units(item)
    code, text = value.get("code"), value.get("unit")
    given = text if code is None else code
    if not isinstance(given, str) or not given:
        raise NotAnAnswerError(_("the quantity has no unit."), _known(codes))
    names = {each.display.casefold(): each.code for each in item.unit_option}
    unit = given if given in codes else names.get(given.casefold(), given)
    if len(unit) > _LONGEST_UNIT:
        raise NotAnAnswerError(_("unknown unit '{unit}'.", unit=shown(unit)), _known(codes))
    remarks = []
    if code is not None and isinstance(text, str) and text and text != code:
        named = unit_named(item, text)
        if not named:
            remarks.append(_("the text of the unit, '{text}', is not known; its code counts.", text=shown(text)))
        elif named != unit:
            cause = _("the unit is '{text}', and its code '{code}'.", text=shown(text), code=shown(code))
            raise NotAnAnswerError(cause, _("Mend one of the two."))
    if code is not None and value.get("system", UCUM) != UCUM:
        remarks.append(_("the code of the unit has a system that is not {ucum}.", ucum=UCUM))
    return unit, tuple(remarks)


def read_date(value: object, at: tzinfo = UTC) -> tuple[PartialDate, str]:
    """A FHIR date, or the day of a dateTime with a remark. Raises `NotAnAnswerError`."""
    day = read_day(value, at)
    if day is None:
        raise NotAnAnswerError(_("this is not a date."), _("Write YYYY, YYYY-MM or YYYY-MM-DD."))
    if day.on is None:
        cause = _("a moment stands where a day is meant, and {moment} may be one of two.", moment=day.moment)
        raise NotAnAnswerError(cause, _("Write the day alone: YYYY-MM-DD."))
    if not day.moment:
        return day.on, ""
    said = _("a moment stands where a day is meant: {moment} counts as {day}.", moment=day.moment, day=day.on.date)
    return day.on, said
