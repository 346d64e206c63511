"""What it would mean to bring an intake of an older form forward: what carries over, what drops, what is newly asked.

Rule: nothing is changed by asking; an intake keeps its form until staff choose.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from b12desk.definitions.published import Published
from b12desk.desk.carried_intake import CarriedIntake, question_words, said_words
from b12desk.engine.carrying import Carrier
from b12desk.engine.session import Session
from b12desk.model.questionnaire import Questionnaire
from b12desk.model.values import Answer
from b12desk.report.words import answers_words
from b12desk.store.intake_content import UnfinishedIntake
from b12desk.store.past_versions import History

Answers = Mapping[str, tuple[Answer, ...]]


class Forward(NamedTuple):
    """An intake of an older form, in words. ``asked``: what that form did not ask. ``again``: to be asked once more.

    ``finished``: when it was finished, None where it was not; ``recommendation`` and ``reference``: what it came to
    then, as a code, and the code on its paper; ``number``: which version it is. ``said``: every answer as that form put
    it. ``amending``: an amendment of it was begun.
    """

    identifier: str
    version: str
    today: str
    carries: tuple[str, ...]
    drops: tuple[str, ...]
    asked: tuple[str, ...]
    again: tuple[str, ...]
    said: tuple[str, ...]
    finished: datetime | None = None
    recommendation: str = ""
    reference: str = ""
    number: int = 1
    amending: bool = False
    voided: bool = False


def forward(
    found: UnfinishedIntake, past: History, carried: CarriedIntake, published: Published, today: Questionnaire
) -> Forward:
    """``found`` as it was kept, and ``carried`` as it would be. Raises ValueError for what does not fit the form."""
    earlier = published.find(found.response.questionnaire)
    if earlier is None:
        raise ValueError("nothing leads from that form")
    old, response = earlier.questionnaire, carried.draft.response
    carrier = Carrier(earlier, today)
    told = {each.to for each in carrier.copies} | carrier.rows.keys()
    session = Session(today, response.authored, response, typed=carried.draft.typed)
    return Forward(
        found.response.identifier,
        old.version,
        today.version,
        _all_said(today, response.answers),
        carried.left,
        tuple(question_words(today, each) for each in session.tally.open if each not in told),
        tuple(question_words(today, each) for each in session.ask_again),
        _all_said(old, found.response.answers),
        found.finished,
        past.assessment.recommendation if past.assessment else "",
        past.reference,
        past.version,
        past.amendment is not None,
        past.voided is not None,
    )


def _all_said(questionnaire: Questionnaire, answers: Answers) -> tuple[str, ...]:
    return tuple(
        said_words(questionnaire, each, answers_words(questionnaire, each, answers[each]))
        for each in questionnaire.items
        if answers.get(each)
    )
