"""Which items apply, as one set: what a page shows and what a response may hold."""

from __future__ import annotations

from b12desk.engine.facts import Facts
from b12desk.model.questionnaire import Questionnaire
from b12desk.model.response import QuestionnaireResponse


def enabled_items(questionnaire: Questionnaire, response: QuestionnaireResponse) -> frozenset[str]:
    """The linkIds of all items (groups and displays too) whose conditions definitely hold."""
    return enabled_in(Facts(questionnaire, response))


def enabled_in(facts: Facts) -> frozenset[str]:
    """As `enabled_items`, from facts at hand. A group without an enabled item below it is not enabled."""
    enabled: set[str] = set()
    items = facts.questionnaire.items
    for link_id in reversed(items):
        item = items[link_id]
        if facts.applies[link_id] and (not item.item or any(child.link_id in enabled for child in item.item)):
            enabled.add(link_id)
    return frozenset(enabled)
