"""Issues in words, for the screen: what is wrong and what to do, in one sentence that never repeats what was typed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import assert_never

from b12desk.engine.session import ItemState
from b12desk.engine.typed_date import DAY, MONTH, NO_DAY, NO_MONTH, NO_YEAR, YEAR
from b12desk.i18n import N_, _, current
from b12desk.model.issue import Issue, IssueCode, number_in_use
from b12desk.model.questionnaire import Item
from b12desk.model.values import PartialDate, Quantity
from b12desk.report.words import partial_date_words, unit_words, worded

_SEVERAL = Decimal(2)
_DATE_FAULTS = {
    DAY: N_("The day must be 1 to 31."),
    MONTH: N_("The month must be 1 to 12, or a name."),
    NO_MONTH: N_("The month is missing. Write it, or the year alone."),
    YEAR: N_("The year needs four digits."),
    NO_YEAR: N_("The year is missing. A year alone is enough."),
    "": N_("Write a date, such as 12 March 1958. A year alone is enough."),
}


def issue_text(issue: Issue, item: Item) -> str:  # noqa: PLR0911, PLR0912 -- one sentence for each code
    """One sentence for one issue of ``item``."""
    limit = _limit(issue, item)
    match issue.code:
        case IssueCode.REQUIRED:
            return _("Answer this question to go on.")
        case IssueCode.DRAFT:
            return _("Write a number with digits, for example 12 or 2.5.")
        case IssueCode.AMBIGUOUS:
            small, large = meant(issue)
            return _("Do you mean {small} or {large}?", small=small, large=large)
        case IssueCode.NOT_WHOLE:
            if not issue.limit:
                return _("Write a whole number, without a comma or a point.")
            whole, code = issue.bound
            return _("Write whole {units}, without the rest: {whole}.", units=_unit(code, item), whole=whole)
        case IssueCode.NOT_A_DATE:
            return _date_fault(issue.limit)
        case IssueCode.FUTURE:
            return _("This date lies in the future. Check the year.")
        case IssueCode.BEFORE_BIRTH:
            return _("This date lies before the person was born. Check it, and the age or date of birth.")
        case IssueCode.LONGER_THAN_LIFE:
            return _("This is longer than the person has lived. Check it, and the age or date of birth.")
        case IssueCode.OTHER_AGE:
            return _("The age and the date of birth do not go together ({limit} years). Check both.", limit=limit)
        case IssueCode.TOO_LOW:
            return _("This is less than possible. The least is {limit}.", limit=limit)
        case IssueCode.TOO_HIGH:
            return _("This is more than possible. The most is {limit}.", limit=limit)
        case IssueCode.TOO_LONG:
            return _("This text is too long. Use at most {limit} characters.", limit=limit)
        case IssueCode.WRONG_UNIT:
            units = [unit.display for unit in item.unit_option]
            return _("Choose the unit as well: {units}.", units=current().listed(units, either=True) or limit)
        case IssueCode.OTHER_UNIT:
            units = [_unit(each, item) for each in issue.limit.split()]
            return _("Write it in {units}.", units=current().listed(units, either=True))
        case IssueCode.EXCLUSIVE:
            return _("Choose either this option alone or the others.")
        case IssueCode.TOO_MANY:
            return _("Choose only one answer.")
        case IssueCode.UNUSUAL:
            low, high, *unit = issue.limit.split()
            usual = _measure(number_in_use(high), *unit, item=item)
            return _("Usually it is {low} to {high}. Is this right?", low=number_in_use(low), high=usual)
        case IssueCode.NOT_AN_OPTION | IssueCode.WRONG_TYPE:
            return _("This answer does not fit the question. Choose one of the answers shown.")
        case _:
            assert_never(issue.code)


def row_text(state: ItemState) -> str:
    """What a question says of its issue, and of the answer that stood before what is none; empty without an issue."""
    if state.issue is None:
        return ""
    text = issue_text(state.issue, state.item)
    if not state.last:
        return text
    last = current().listed(worded(state.item, state.options, each) for each in state.last)
    return _("{text} Before: {answer}.", text=text, answer=last)


def meant(issue: Issue) -> list[str]:
    """The two numbers or dates that something typed can mean, in words."""
    return [partial_date_words(PartialDate(date=each)) if "-" in each[1:] else each for each in issue.limit.split()]


def _date_fault(limit: str) -> str:
    """Which part of a date is wrong."""
    fault, *parts = limit.split() or [""]
    if fault == NO_DAY:
        day, month, year = map(int, parts)
        return _("There is no day {day} in {month}.", day=day, month=current().month(date(year, month, 1)))
    return _(_DATE_FAULTS[fault])


def unit_name(item: Item) -> str:
    """The one unit that an answer can be in, in words; empty when there are several or none."""
    codes = [each.code for each in item.unit_option] or [item.unit or ""]
    return unit_words(item, Quantity(value=_SEVERAL, unit=codes[0])) if len(codes) == 1 else ""


def _unit(code: str, item: Item) -> str:
    return unit_words(item, Quantity(value=_SEVERAL, unit=code))


def _limit(issue: Issue, item: Item) -> str:
    return _measure(*issue.bound, item=item)


def _measure(number: str, unit: str = "", *, item: Item) -> str:
    return _("{number} {unit}", number=number, unit=_unit(unit, item)) if unit else number
