"""The steps of a session: its pages, the check of the answers, the result.

A step is complete when nothing on it is open, whoever has seen it; one that was opened and left says how much is.
"""

from __future__ import annotations

from b12desk.desk.open_intake import RESULT
from b12desk.engine.session import REVIEW, Session
from b12desk.i18n import _
from b12desk.ui.kit.step_list import Step, StepMark


def named_steps(session: Session, shown: str) -> tuple[list[Step], str]:
    """The steps of ``session`` while page ``shown`` is on the screen, and how much is answered, in words."""
    pages = session.pages
    furthest = pages.index(session.furthest)
    items = session.questionnaire.items
    titles = {each: items[each].text for each in pages if each in items}
    titles |= {REVIEW: _("Check answers"), RESULT: _("Result")}
    place = len(pages) if shown == RESULT else pages.index(shown)
    pending = [session.questionnaire.page_of[each] for each in session.pending]
    steps = []
    for index, each in enumerate((*pages, RESULT)):
        left = len(pending) if each in (REVIEW, RESULT) else pending.count(each)
        seen = session.finished if each == RESULT else index <= furthest
        done = session.finished if each == RESULT else not left and (each != REVIEW or session.finished)
        mark: StepMark = "ahead" if not seen else "done" if done else "begun"
        reachable = index != place and seen
        steps.append(Step(each, titles[each], mark, left, index == place, reachable))
    counted = session.tally
    return steps, _("{answered} of {asked} questions answered", answered=counted.answered, asked=len(counted.asked))
