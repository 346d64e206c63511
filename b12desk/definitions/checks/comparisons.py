"""One comparison: the item must exist, the operator fit its type, the answer be one that can be given."""

from __future__ import annotations

from collections.abc import Iterator

from b12desk.definitions.checks.items import CODED
from b12desk.definitions.checks.units import comparable
from b12desk.definitions.form import Form
from b12desk.i18n import _, current
from b12desk.model.comparison import Comparison, Operator, Scalar
from b12desk.model.questionnaire import Item, ItemType
from b12desk.model.values import UNKNOWN_CODES, PartialDate

Remark = tuple[str, str, str]
"""Key of the comparison that is wrong, cause, fix."""

TWO_VALUED = (Operator.EXISTS, Operator.KNOWN)
ORDER = (Operator.GREATER, Operator.LESS, Operator.GREATER_OR_EQUAL, Operator.LESS_OR_EQUAL)
_EQUALITY = (Operator.EQUAL, Operator.NOT_EQUAL)
_NUMBERS = (ItemType.INTEGER, ItemType.DECIMAL, ItemType.QUANTITY)
_OPERATORS: dict[ItemType, tuple[Operator, ...]] = {
    ItemType.BOOLEAN: _EQUALITY,
    ItemType.CHOICE: _EQUALITY,
    ItemType.OPEN_CHOICE: _EQUALITY,
    ItemType.INTEGER: (*_EQUALITY, *ORDER),
    ItemType.DECIMAL: (*_EQUALITY, *ORDER),
    ItemType.QUANTITY: (*_EQUALITY, *ORDER),
    ItemType.DATE: (*_EQUALITY, *ORDER),
    ItemType.STRING: (),
    ItemType.TEXT: (),
}


def check_comparison(form: Form, comparison: Comparison, *, before: int | None = None) -> Iterator[Remark]:
    """Everything wrong with ``comparison``; ``before`` is the position of the item whose enableWhen it is."""
    placed = form.first.get(comparison.question)
    if placed is None:
        yield "question", *form.unknown_item(comparison.question)
        return
    item = placed.item
    if item.type in (ItemType.GROUP, ItemType.DISPLAY):
        cause = _("'{link_id}' is a {type} and has no answer.", link_id=item.link_id, type=item.type)
        yield "question", cause, _("Name a question.")
        return
    if before is not None and placed.position >= before:
        cause = _("the condition looks at '{link_id}', which does not stand earlier.", link_id=item.link_id)
        yield "question", cause, _("A condition can look only at earlier items: move one of them.")
    if comparison.operator in TWO_VALUED:
        if not isinstance(comparison.answer, bool):
            yield "answer", _("'{operator}' is compared with true or false.", operator=comparison.operator), ""
        if comparison.operator is Operator.KNOWN and before is not None:
            yield "operator", _("'known' is for rules, not for enableWhen."), _("Use exists.")
    elif comparison.operator not in _OPERATORS[item.type]:
        known = current().listed((*TWO_VALUED, *_OPERATORS[item.type]))
        cause = _("'{operator}' does not fit a {type}.", operator=comparison.operator, type=item.type)
        yield "operator", cause, _("It can be: {words}.", words=known)
    else:
        yield from _answers(form, item, comparison)
    yield from _unit(form, item, comparison)


def _answers(form: Form, item: Item, comparison: Comparison) -> Iterator[Remark]:
    answers = comparison.wanted
    if not answers:
        yield "answer", _("the list of answers is empty."), _("Name at least one.")
    if comparison.operator in ORDER and isinstance(comparison.answer, tuple):
        yield "answer", _("'{operator}' takes one answer, not a list.", operator=comparison.operator), ""
    codes = form.codes[item.link_id]
    for answer in answers:
        if isinstance(answer, str) and answer in UNKNOWN_CODES:
            cause = _("no condition can ask for '{code}': it is neither yes nor no.", code=answer)
            yield "answer", cause, _("Ask for a definite answer.")
        elif item.type in CODED and not isinstance(answer, str):
            yield "answer", _("a {type} is compared with a code in quotes.", type=item.type), ""
        elif item.type in CODED and answer not in codes:
            cause = _("'{link_id}' has no option '{code}'.", link_id=item.link_id, code=answer)
            yield "answer", cause, form.suggest(str(answer), codes)
        elif item.type is ItemType.BOOLEAN and not isinstance(answer, bool):
            yield "answer", _("a boolean is compared with true or false."), ""
        elif item.type in _NUMBERS and (isinstance(answer, bool) or not isinstance(answer, int | float)):
            yield "answer", _("a {type} is compared with a number.", type=item.type), ""
        elif item.type is ItemType.DATE and not _is_date(answer):
            yield "answer", _("a date is compared with YYYY, YYYY-MM or YYYY-MM-DD in quotes."), ""


def _unit(form: Form, item: Item, comparison: Comparison) -> Iterator[Remark]:
    if item.type is not ItemType.QUANTITY or comparison.operator in TWO_VALUED:
        if comparison.unit is not None:
            yield "unit", _("only the comparison of a quantity names a unit."), _("Remove unit.")
        return
    known = comparable(item)
    if comparison.unit is None:
        yield (
            "unit",
            _("a quantity is compared in a unit."),
            _("Add unit; known: {words}.", words=current().listed(known)),
        )
    elif comparison.unit not in known:
        cause = _("'{link_id}' is never given in '{unit}'.", link_id=item.link_id, unit=comparison.unit)
        yield "unit", cause, form.suggest(comparison.unit, known)


def _is_date(answer: Scalar) -> bool:
    try:
        return isinstance(answer, str) and bool(PartialDate(date=answer))
    except ValueError:
        return False
