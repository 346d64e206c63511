"""What of an intake cannot be printed, or is not printed as it was written: told where the paper is made, before it is.

Rules: places only, never what stands there: names and answers are the patient's.
"""

from __future__ import annotations

from typing import NamedTuple

from b12desk.characters.visible import one_line
from b12desk.i18n import _
from b12desk.model.response import QuestionnaireResponse
from b12desk.report.identity import LONGEST_NAME, printed_name, printed_number
from b12desk.report.typeset.clean_text import can_print


class Unprintable(NamedTuple):
    """``place`` is the linkId of an answer, or what the head of the page calls it."""

    place: str
    remark: str


def unprintable(response: QuestionnaireResponse) -> tuple[Unprintable, ...]:
    """Everything that the page says it cannot print, shortens or leaves out."""
    subject = response.subject
    name, number = printed_name(subject), printed_number(subject)
    by_hand = _("it cannot be printed; the page leaves a line to write it by hand.")
    partly = _("part of it cannot be printed; the page leaves a line to write it by hand.")
    unseen = _("it holds characters that nobody can see; they are not printed.")
    found = []
    for place, given, printed in ((_("name"), subject.name, name), (_("record number"), subject.identifier, number)):
        if not printed.whole:
            found.append(Unprintable(place, partly if printed.words else by_hand))
        if _unseen(given):
            found.append(Unprintable(place, unseen))
    if len(name.words) > LONGEST_NAME:
        remark = _("it is shortened in the head of the summary and stands in full at its end.")
        found.append(Unprintable(_("name"), remark))
    lost = _("not all of the answer can be printed; the page says how much is missing.")
    for link_id, answers in response.answers.items():
        if not all(can_print(each) for each in answers if isinstance(each, str)):
            found.append(Unprintable(link_id, lost))
    return tuple(found)


def _unseen(given: str) -> bool:
    """Whether something but spaces was dropped."""
    return one_line(given) != " ".join(given.split())
