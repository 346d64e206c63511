"""The steps of a session, in words: its pages, the check of the answers, the result."""

from __future__ import annotations

from b12desk.desk.open_intake import RESULT
from b12desk.engine.session import REVIEW, Session
from b12desk.i18n import _
from b12desk.ui.kit.step_list import Step, StepPlace


def named_steps(session: Session, shown: str) -> tuple[list[Step], str]:
    """The steps of ``session`` while page ``shown`` is on the screen, and how much is answered, in words."""
    pages = session.pages
    furthest = pages.index(session.furthest)
    items = session.questionnaire.items
    titles = {each: items[each].text for each in pages if each in items}
    titles |= {REVIEW: _("Check answers"), RESULT: _("Result")}
    place = len(pages) if shown == RESULT else pages.index(shown)
    steps = []
    for index, each in enumerate((*pages, RESULT)):
        mark: StepPlace = "current" if index == place else "done" if index < max(place, furthest) else "ahead"
        reachable = index != place and each != RESULT and index <= furthest
        steps.append(Step(each, titles[each], mark, reachable))
    progress = session.progress
    return steps, _("{answered} of {asked} questions answered", answered=progress.answered, asked=progress.questions)
