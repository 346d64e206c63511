"""Issues in words, for the screen: what is wrong and what to do, in one sentence that never repeats what was typed."""

from __future__ import annotations

from typing import assert_never

from b12desk.engine.session import ItemState
from b12desk.i18n import _, current
from b12desk.model.issue import Issue, IssueCode, number_in_use
from b12desk.model.questionnaire import Item
from b12desk.report.words import worded


def issue_text(issue: Issue, item: Item) -> str:  # noqa: PLR0911, PLR0912 -- one sentence for each code
    """One sentence for one issue of ``item``."""
    limit = _limit(issue, item)
    match issue.code:
        case IssueCode.REQUIRED:
            return _("Answer this question to go on.")
        case IssueCode.DRAFT:
            return _("Write a number with digits, for example 12 or 2.5.")
        case IssueCode.AMBIGUOUS:
            small, large = issue.limit.split()
            return _("Do you mean {small} or {large}?", small=small, large=large)
        case IssueCode.NOT_WHOLE:
            return _("Write a whole number, without a comma or a point.")
        case IssueCode.NOT_A_DATE:
            return _("Write a real date: the year with four digits, the month as a number. The day may stay empty.")
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


def _unit(code: str, item: Item) -> str:
    return next((unit.display for unit in item.unit_option if unit.code == code), code)


def _limit(issue: Issue, item: Item) -> str:
    return _measure(*issue.bound, item=item)


def _measure(number: str, unit: str = "", *, item: Item) -> str:
    return _("{number} {unit}", number=number, unit=_unit(unit, item)) if unit else number
