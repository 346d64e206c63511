"""The same paper taken in twice: where the two differ, and what is right, chosen one by one.

Rules: only questions that are asked after either of the answers are compared; a text that is typed with other blanks
or capitals is the same; what is chosen becomes the answer of the first entry, and the second is thrown away.
"""

from __future__ import annotations

from typing import NamedTuple

from b12desk.engine.numbering import numbers
from b12desk.engine.session import Change, Session
from b12desk.i18n import _
from b12desk.model.values import Answer
from b12desk.report.words import answers_words

Given = tuple[Answer, ...]


class Difference(NamedTuple):
    """A question that was not taken in alike: its number on paper, and both answers, in words too."""

    link_id: str
    number: int
    question: str
    first: Given
    second: Given
    first_words: str
    second_words: str


def differences(first: Session, second: Session) -> tuple[Difference, ...]:
    """All of them, in the order of the paper."""
    questionnaire = first.questionnaire
    found = []
    for link_id, number in numbers(questionnaire).items():
        one, other = _given(first, link_id), _given(second, link_id)
        if _plain(one) != _plain(other):
            words = [answers_words(questionnaire, link_id, each) or _("No answer") for each in (one, other)]
            found.append(Difference(link_id, number, questionnaire.items[link_id].text, one, other, *words))
    return tuple(found)


def take_second(session: Session, difference: Difference) -> Change:
    """The second entry is right: it becomes the answer of ``session``, the first."""
    return session.answer(difference.link_id, *difference.second)


def _given(session: Session, link_id: str) -> Given:
    """What counts as the answer; nothing where the question is not asked."""
    return tuple(session.answers.get(link_id, ())) if link_id in session.enabled else ()


def _plain(given: Given) -> tuple[object, ...]:
    return tuple(" ".join(each.split()).casefold() if isinstance(each, str) else each for each in given)
