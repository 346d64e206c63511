"""Red flags that somebody is not sure of: who does not know whether an emergency sign is there tells the staff as well.

Rule: only a flag that one answer alone would raise. "Not sure" about one of several parts of a flag sends nobody for
help, and neither does a question that is left open or that somebody would rather not answer.
"""

from __future__ import annotations

from b12desk.engine.conditions import Judge
from b12desk.engine.facts import Facts
from b12desk.model.comparison import Comparison
from b12desk.model.conditions import AnyOf, Condition, Named
from b12desk.model.definition import Definition
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import Coding

_NOT_SURE = Coding(code="not-sure")


def flags_unsure(definition: Definition, response: QuestionnaireResponse) -> tuple[str, ...]:
    """The ids of the red flags that are unknown because somebody answered "not sure", in the order of the rules."""
    judge = Judge(definition.rules, Facts(definition.questionnaire, response))
    flags = (each for each in definition.rules.finding if each.kind == "red-flag")
    return tuple(each.id for each in flags if judge.finding(each) is None and _unsure(judge, each.when))


def _unsure(judge: Judge, condition: Condition) -> bool:
    """Whether "not sure" to one question keeps ``condition`` unknown, and a yes to it would be enough."""
    match condition:
        case Comparison():
            return judge.truth(condition) is None and _NOT_SURE in judge.facts.answers_of(condition.question)
        case AnyOf():
            return any(_unsure(judge, each) for each in condition.any)
        case Named():
            return _unsure(judge, judge.rules.conditions[condition.condition])
        case _:
            return False
