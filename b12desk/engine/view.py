"""What a questionnaire looks like for given answers and drafts: items that apply, issues, pages.

Worked out anew after every change, never kept as truth.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from b12desk.engine.constraints import check
from b12desk.engine.enablement import enabled_in
from b12desk.engine.facts import Facts
from b12desk.engine.item_state import Draft
from b12desk.engine.remarks import Told, remarks
from b12desk.model.issue import Issue
from b12desk.model.questionnaire import Item, Questionnaire
from b12desk.model.response import QuestionnaireResponse

REVIEW = "review"
"""The page after the last one of the form: check your answers."""


class View(NamedTuple):
    """The linkIds of the items that apply, their issues, the pages (the last is `REVIEW`), and what is said at once."""

    enabled: frozenset[str]
    issues: Mapping[str, Issue]
    pages: tuple[str, ...]
    remarks: tuple[Told, ...] = ()


def look(questionnaire: Questionnaire, record: QuestionnaireResponse, drafts: Mapping[str, Draft]) -> View:
    """Work it out."""
    facts = Facts(questionnaire, record)
    enabled = enabled_in(facts)
    found = {each.link_id: each for each in reversed(check(questionnaire, record, enabled, required=True))}
    for link_id, draft in drafts.items():
        if link_id in enabled:
            found[link_id] = draft.issue(link_id)
    issues = {each: found[each] for each in questionnaire.items if each in found}
    pages = tuple(each.link_id for each in questionnaire.item if _asks(each, enabled))
    return View(enabled, issues, (*pages, REVIEW), remarks(facts))


def _asks(page: Item, enabled: frozenset[str]) -> bool:
    return any(each.is_question and each.link_id in enabled for each in page.walk())
