"""Questions by number: on paper, and beside them where answers on paper are taken in. A row of a grid is one.

Rule: the number of a question is its place among all questions, whether it is asked or not, so that paper and screen
of one version agree for everybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from b12desk.model.questionnaire import AnswerOption, Item, ItemType, Questionnaire
from b12desk.model.values import UNKNOWN_CODES


def numbers(questionnaire: Questionnaire) -> dict[str, int]:
    """The number of each question, from 1, by linkId, in order."""
    asked = (link_id for link_id, item in questionnaire.items.items() if item.is_question)
    return {link_id: number for number, link_id in enumerate(asked, 1)}


def answered_on_paper(questionnaire: Questionnaire) -> Questionnaire:
    """The same questionnaire as somebody has it who answers alone on paper, and as the answers are taken in from there.

    The number stands before every question, and one may say that one answers on one's own.
    """
    found = numbers(questionnaire)
    pages = (_numbered(page, found, questionnaire.roles.respondent) for page in questionnaire.item)
    return replace(questionnaire, item=tuple(pages))


def box_numbers(questionnaire: Questionnaire, link_id: str) -> dict[str, str]:
    """The digit of each option that is offered, by code, in the order of paper and screen: the key that ticks it.

    1 to 9; where several may be ticked, the first that excludes the others is 0. Other questions have none.
    """
    item = questionnaire.items[link_id]
    if item.type is not ItemType.CHOICE:
        return {}
    shown = options_in_order(questionnaire, link_id)
    none = next((each.code for each in shown if each.exclusive and each.code not in UNKNOWN_CODES), None)
    none = none if item.repeats else None
    counted = [each.code for each in shown if each.code != none]
    digits = {code: str(digit) for digit, code in enumerate(counted[:9], 1)}
    return {**digits, **({none: "0"} if none is not None else {})}


def options_in_order(questionnaire: Questionnaire, link_id: str) -> tuple[AnswerOption, ...]:
    """The options that are offered; where several may be ticked, those that exclude the others stand at the end."""
    item = questionnaire.items[link_id]
    offered = [each for each in questionnaire.options(link_id) if each.offered]
    if item.repeats:
        offered.sort(key=lambda each: (each.exclusive, each.code in UNKNOWN_CODES))
    return tuple(offered)


def _numbered(item: Item, found: Mapping[str, int], respondent: str) -> Item:
    prefix = f"{found[item.link_id]}." if item.link_id in found else item.prefix
    options = item.answer_option
    if item.link_id == respondent:
        options = tuple(replace(each, offered=True) for each in options)
    inside = tuple(_numbered(each, found, respondent) for each in item.item)
    return replace(item, prefix=prefix, answer_option=options, item=inside)
