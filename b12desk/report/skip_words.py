"""For whom a question is, and where an answer leads, in words for the paper: by the numbers of questions and boxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from b12desk.engine.numbering import box_numbers
from b12desk.engine.skipping import Clause, Skip
from b12desk.i18n import _, current, n_
from b12desk.model.comparison import Comparison, Operator
from b12desk.model.questionnaire import Questionnaire
from b12desk.model.values import UNKNOWN_CODES, Quantity
from b12desk.report.words import number_words, unit_words


class SkipWords:
    """``numbers``: that of each question."""

    def __init__(self, questionnaire: Questionnaire, numbers: Mapping[str, int]) -> None:
        self._questionnaire, self._numbers = questionnaire, numbers

    def only(self, clauses: Sequence[Clause], link_ids: Sequence[str]) -> str:
        """For whom questions that follow each other are; empty when they are for everybody."""
        if not clauses:
            return ""
        conditions = self._conditions(clauses)
        if len(link_ids) == 1:
            return _("Only if {conditions}:", conditions=conditions)
        first, last = self._numbers[link_ids[0]], self._numbers[link_ids[-1]]
        return _("Questions {first} to {last}, only if {conditions}:", first=first, last=last, conditions=conditions)

    def onward(self, link_id: str, skip: Skip) -> str:
        """Where one goes on who gave one of these answers."""
        options = {each.code: each.display for each in self._questionnaire.options(link_id)}
        said = current().listed((_("\u201c{text}\u201d", text=options[each]) for each in skip.codes), either=True)
        if skip.to is None:
            return _("If {answers}: go to the end.", answers=said)
        return _("If {answers}: go to question {number}.", answers=said, number=self._numbers[skip.to])

    def _conditions(self, clauses: Sequence[Clause]) -> str:
        """The narrowest first: what is nearest to the question, and what was ticked before what was not."""
        told = list(reversed(clauses))
        told.sort(key=lambda each: each.parts[0].operator is Operator.NOT_EQUAL)
        return _(", and ").join(map(self._clause, told))

    def _clause(self, clause: Clause) -> str:
        if clause.either and all(each.operator is Operator.EQUAL for each in clause.parts):
            boxes = [
                _("{boxes} in question {number}", boxes=each[0], number=each[1])
                for each in map(self._boxes, clause.parts)
            ]
            return _("you ticked {boxes}", boxes=_(", or ").join(boxes))
        parts = [self._part(each) for each in clause.parts]
        return (_(", or ") if clause.either else _(", and ")).join(parts)

    def _boxes(self, part: Comparison) -> tuple[str, int]:
        """The boxes that a comparison names, and the number of their question.

        Who is not sure has not said that something is not so: "not sure" is among the boxes that are not ticked then.
        """
        digits = box_numbers(self._questionnaire, part.question)
        named = {*part.wanted, *(UNKNOWN_CODES if part.operator is Operator.NOT_EQUAL else ())}
        known = sorted(digits[str(each)] for each in named if str(each) in digits)
        boxes = n_("box {boxes}", "box {boxes}", len(known), boxes=current().listed(known, either=True))
        return boxes, self._numbers.get(part.question, 0)

    def _part(self, part: Comparison) -> str:
        """One comparison, said to the person it is about."""
        item = self._questionnaire.items[part.question]
        if part.question == self._questionnaire.roles.age_years:
            return _age(part)
        number = self._numbers.get(part.question, 0)
        if part.operator in (Operator.EQUAL, Operator.NOT_EQUAL):
            boxes, number = self._boxes(part)
            if part.operator is Operator.EQUAL:
                return _("you ticked {boxes} in question {number}", boxes=boxes, number=number)
            return _("you did not tick {boxes} in question {number}", boxes=boxes, number=number)
        if part.operator in (Operator.EXISTS, Operator.KNOWN):
            if part.answer:
                return _("you answered question {number}", number=number)
            return _("you left question {number} open", number=number)
        value = Decimal(str(part.answer))
        amount = number_words(value)
        if part.unit:
            amount = _("{number} {unit}", number=amount, unit=unit_words(item, Quantity(value=value, unit=part.unit)))
        words = {
            Operator.LESS: _("your answer to question {number} is less than {amount}", number=number, amount=amount),
            Operator.LESS_OR_EQUAL: _(
                "your answer to question {number} is {amount} or less", number=number, amount=amount
            ),
            Operator.GREATER: _("your answer to question {number} is more than {amount}", number=number, amount=amount),
            Operator.GREATER_OR_EQUAL: _(
                "your answer to question {number} is {amount} or more", number=number, amount=amount
            ),
        }
        return words[part.operator]


def _age(part: Comparison) -> str:
    age = number_words(Decimal(str(part.answer)))
    words = {
        Operator.LESS: _("you are younger than {age}", age=age),
        Operator.LESS_OR_EQUAL: _("you are {age} or younger", age=age),
        Operator.GREATER: _("you are older than {age}", age=age),
        Operator.GREATER_OR_EQUAL: _("you are {age} or older", age=age),
        Operator.EQUAL: _("you are {age}", age=age),
        Operator.NOT_EQUAL: _("you are not {age}", age=age),
    }
    return words.get(part.operator, _("your age is known"))
