"""What an answer means, said to the patient who gives it: one plain sentence, made of the form's own words.

Rules: the sentence is exact where a rule looks at a few answers; otherwise it says so ("can say") and names the other
questions that the rule looks at. It says what the clinician's page says, and nothing about what that means for health.
"""

from __future__ import annotations

from b12desk.cli.condition_words import name_of, plain, relation_words, wanted_words
from b12desk.i18n import _, current
from b12desk.model.comparison import Comparison, Operator
from b12desk.model.conditions import AllOf, AnyOf, Condition, Named, Present
from b12desk.model.definition import Definition
from b12desk.model.rules import FindingRule


def finding_sentence(definition: Definition, rule: FindingRule) -> str:
    """What makes the clinician's page tell a finding."""
    says = _('"{text}"', text=plain(rule.text))
    whole = _phrase(definition, rule.when)
    if whole is not None:
        return _("If {answers}, the clinician's page says: {says}.", answers=whole, says=says)
    parts = _opened(definition, rule.when)
    known = [words for each in parts if (words := _phrase(definition, each)) is not None]
    rest = [each for each in parts if _phrase(definition, each) is None] if known else [rule.when]
    questions = current().listed(_questions(definition, rest))
    if not known:
        return _("The clinician's page says {says} or not by your answers about: {questions}.",
                 says=says, questions=questions)  # fmt: skip
    return _("If {answers}, the clinician's page can say: {says}. It also looks at your answers about: {questions}.",
             answers=_(" and ").join(known), says=says, questions=questions)  # fmt: skip


def _opened(definition: Definition, condition: Condition) -> tuple[Condition, ...]:
    """What must hold together."""
    behind = definition.rules.behind(condition)
    if behind is not None:
        return _opened(definition, behind)
    return condition.all if isinstance(condition, AllOf) else (condition,)


def _phrase(definition: Definition, condition: Condition) -> str | None:
    """``you answer "Yes" to "Are you tired?"``; None for what is more than a few answers."""
    match condition:
        case Comparison():
            return _answer_phrase(definition, condition)
        case Named() | Present():
            behind = definition.rules.behind(condition)
            return None if behind is None else _phrase(definition, behind)
        case AllOf(all=parts) | AnyOf(any=parts):
            if not all(isinstance(each, Comparison) for each in parts):
                return None
            words = [_phrase(definition, each) or "" for each in parts]
            return (_(" and ") if isinstance(condition, AllOf) else _(" or ")).join(words)
        case _:
            return None


def _answer_phrase(definition: Definition, comparison: Comparison) -> str:
    item = definition.questionnaire.items[comparison.question]
    asked = _('"{text}"', text=plain(item.text or item.label))
    if comparison.operator is Operator.EXISTS:
        return _("you answer {question}", question=asked) if comparison.answer else (
            _("you leave {question} open", question=asked)
        )  # fmt: skip
    if comparison.operator is Operator.EQUAL and not item.calculated:
        answer = wanted_words(definition.questionnaire, comparison)
        if item.repeats:
            return _("you tick {answer} at {question}", answer=answer, question=asked)
        return _("you answer {answer} to {question}", answer=answer, question=asked)
    name = _("your answer to {question}", question=asked)
    if item.calculated:
        known_as = name_of(definition.questionnaire, item.link_id)
        name = _("what is worked out from your answers ({name})", name=known_as)
    return relation_words(definition.questionnaire, comparison, name)


def _questions(definition: Definition, conditions: list[Condition]) -> list[str]:
    """The short names of all questions that conditions look at, each once."""
    nodes = (node for each in conditions for node in definition.rules.opened(each))
    asked = dict.fromkeys(node.question for node in nodes if isinstance(node, Comparison))
    return [name_of(definition.questionnaire, link_id) for link_id in asked]
