"""How many questions are asked, answered and open: the one count behind the steps, the check page and the notice.

Rules: free text is never owed; two questions that answer each other (age for the birth date) count once, as the one
that was answered, or as the first while neither is; "not sure" is an answer; text that is not one yet leaves it open.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from b12desk.model.questionnaire import Questionnaire
from b12desk.model.values import Answer


class Tally(NamedTuple):
    """The linkIds of the questions that are ``asked``, and of those among them that are ``open``, in order."""

    asked: tuple[str, ...]
    open: tuple[str, ...]

    @property
    def answered(self) -> int:
        """How many have an answer."""
        return len(self.asked) - len(self.open)


def tally(questionnaire: Questionnaire, enabled: Collection[str], answers: Mapping[str, tuple[Answer, ...]]) -> Tally:
    """Count the questions that apply (``enabled``)."""

    def counts(link_id: str) -> bool:
        instead = questionnaire.alternatives.get(link_id, "")
        first = questionnaire.items[link_id].alternative_to or ""
        waits = first in enabled and not answers.get(first)
        return bool(answers.get(link_id)) or not (answers.get(instead) or waits)

    asked = tuple(each for each in questionnaire.askable if each in enabled and counts(each))
    return Tally(asked, tuple(each for each in asked if not answers.get(each)))
