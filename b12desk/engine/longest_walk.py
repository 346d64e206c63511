"""How many questions people meet, and the most that anybody can: found by search, so it may be too low, never too high.

Search: begin with every list fully ticked, or at random; change one answer at a time to the best of a few that matter
(each option, all of them, all but one, numbers and dates on both sides of every figure that a condition compares with)
until no single change helps; several times over, with a fixed seed. Only answers that somebody may give are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import chain
from random import Random

from b12desk.engine.calculated import calculated_from
from b12desk.engine.constraints import check
from b12desk.engine.enablement import enabled_items
from b12desk.model import units
from b12desk.model.comparison import Comparison
from b12desk.model.conditions import walk
from b12desk.model.definition import Definition
from b12desk.model.questionnaire import Item, ItemType, Questionnaire
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import Answer, Coding, PartialDate, Quantity

Given = tuple[Answer, ...]
Answers = dict[str, Given]
Choices = Mapping[str, Sequence[Given]]
Measure = Callable[[QuestionnaireResponse], int]

_TEXT = ("words",)
_AGE = 45
_DAYS = (10, 100, 800, 4000)
_YEAR = Decimal("365.25")


def questions_met(questionnaire: Questionnaire, response: QuestionnaireResponse) -> tuple[str, ...]:
    """The linkIds of the questions that somebody with these answers is asked, in order; a row of a grid is one."""
    enabled = enabled_items(questionnaire, response)
    return tuple(each for each, item in questionnaire.items.items() if item.is_question and each in enabled)


def longest_walk(definition: Definition, authored: datetime, *, restarts: int = 2, seed: int = 1) -> tuple[str, ...]:
    """The questions of the longest walk that was found."""
    questionnaire = definition.questionnaire
    gates = {
        each
        for item in questionnaire.items.values()
        for gate in item.enable_when
        for each in (gate.question, *calculated_from(questionnaire, gate.question))
    }
    choices = worthwhile_answers(definition, authored)
    movable = [each for each in choices if each in gates]

    def measure(response: QuestionnaireResponse) -> int:
        return len(questions_met(questionnaire, response))

    random = Random(seed)  # noqa: S311 -- a search, no secret
    found = climb(questionnaire, authored, choices, measure, movable, restarts=restarts, random=random)
    return questions_met(questionnaire, found)


def climb(
    questionnaire: Questionnaire,
    authored: datetime,
    choices: Choices,
    measure: Measure,
    movable: Sequence[str],
    *,
    restarts: int,
    random: Random,
) -> QuestionnaireResponse:
    """The response with the highest ``measure`` that was found, changing only the answers of ``movable``."""

    def respond(answers: Answers) -> QuestionnaireResponse:
        return QuestionnaireResponse(questionnaire=questionnaire.canonical, authored=authored, answers=answers)

    fullest = {each: max(given, key=len) for each, given in choices.items()}
    best, most = respond({}), -1
    for start in range(restarts):
        answers = dict(fullest)
        if start:
            answers |= {each: random.choice(choices[each]) for each in movable}
        value, better = measure(respond(answers)), True
        while better:
            better = False
            for link_id in random.sample(movable, len(movable)):
                for given in choices[link_id]:
                    tried = respond({**answers, link_id: given})
                    if (found := measure(tried)) > value and is_legal(questionnaire, tried):
                        answers, value, better = dict(tried.answers), found, True
        if value > most and is_legal(questionnaire, respond(answers)):
            best, most = respond(answers), value
    return best


def is_legal(questionnaire: Questionnaire, response: QuestionnaireResponse) -> bool:
    """Whether somebody may give these answers; those that do not count may be anything."""
    return not check(questionnaire, response, enabled_items(questionnaire, response))


def worthwhile_answers(definition: Definition, authored: datetime) -> dict[str, tuple[Given, ...]]:
    """For each question a few answers that between them meet every side of every condition."""
    figures = _figures(definition)
    return {
        link_id: tuple(dict.fromkeys(_answers(definition.questionnaire, item, figures.get(link_id, []), authored)))
        for link_id, item in definition.questionnaire.items.items()
        if item.is_question
    }


def _answers(
    questionnaire: Questionnaire, item: Item, figures: Sequence[Comparison], authored: datetime
) -> Iterator[Given]:
    options = questionnaire.options(item.link_id)
    yield from ((Coding(code=each.code),) for each in options if each.offered)
    plain = [Coding(code=each.code) for each in options if not each.exclusive and each.offered]
    if item.repeats and plain:
        yield tuple(plain)
        yield from (tuple(each for each in plain if each != left_out) for left_out in plain if len(plain) > 1)
    match item.type:
        case ItemType.BOOLEAN:
            yield from ((True,), (False,))
        case ItemType.INTEGER | ItemType.DECIMAL:
            whole = item.type is ItemType.INTEGER
            yield from ((int(each) if whole else each,) for each in _numbers(item, figures, ""))
        case ItemType.QUANTITY:
            unit = next((each.code for each in item.unit_option), item.unit or "1")
            yield from ((Quantity(value=each, unit=unit),) for each in _numbers(item, figures, unit))
        case ItemType.DATE:
            yield from (_ago(authored, days) for days in _spans(questionnaire, item, figures))
        case ItemType.STRING | ItemType.TEXT | ItemType.OPEN_CHOICE:
            yield _TEXT
        case _:
            return


def _numbers(item: Item, figures: Iterable[Comparison], unit: str) -> list[Decimal]:
    low = Decimal(str(item.min_value if item.min_value is not None else 1))
    high = Decimal(str(item.max_value if item.max_value is not None else max(low, 100)))
    found = [low, (low + min(high, low + 100)) // 2]
    for figure in figures:
        for each in _wanted(figure):
            convertible = unit and figure.unit and units.convertible(figure.unit, unit)
            number = units.convert(each, figure.unit or "", unit) if convertible else each
            found += [number, number + 1, number - 1]
    return list(dict.fromkeys(each for each in found if low <= each <= high))


def _spans(questionnaire: Questionnaire, item: Item, figures: Iterable[Comparison]) -> list[int]:
    """How many days ago: an age in years for the birth date, months for any other date."""
    born = item.link_id == questionnaire.roles.birth_date
    day = _YEAR if born else _YEAR / 12
    found = [int(_AGE * _YEAR)] if born else [*_DAYS]
    for figure in figures:
        for each in _wanted(figure):
            found += [int((each + step) * day) for step in (-1, Decimal("0.5"), 1)]
    return list(dict.fromkeys(each for each in found if each >= 0))


def _wanted(figure: Comparison) -> Iterator[Decimal]:
    """The numbers that a comparison names."""
    return (Decimal(str(each)) for each in figure.wanted if not isinstance(each, bool | str))


def _ago(authored: datetime, days: int) -> Given:
    return (PartialDate(date=(authored.date() - timedelta(days=days)).isoformat()),)


def _figures(definition: Definition) -> dict[str, list[Comparison]]:
    """Every comparison of form and rules by the question that it hangs on, through calculated items too."""
    questionnaire, found = definition.questionnaire, dict[str, list[Comparison]]()
    gates = chain.from_iterable(item.enable_when for item in questionnaire.items.values())
    conditions = (when for _kind, _name, when in definition.rules.judged())
    judged = (node for when in conditions for _path, node in walk(when) if isinstance(node, Comparison))
    for each in dict.fromkeys(chain(gates, judged)):
        asked = calculated_from(questionnaire, each.question) or (each.question,)
        instead = [questionnaire.alternatives[name] for name in asked if name in questionnaire.alternatives]
        for name in (*asked, *instead):
            found.setdefault(name, []).append(each)
    return found
