"""Standard error: what the paper of a file cannot show, by place, before it is made."""

from __future__ import annotations

from b12desk.i18n import _
from b12desk.model.response import QuestionnaireResponse
from b12desk.report.unprintable import unprintable
from b12desk.terminal import note

_SURE = 100
"""Plain characters that the head of the page certainly has room for."""


def note_unprintable(name: str, response: QuestionnaireResponse) -> None:
    """A note for each name, number and answer of ``response`` that the page cannot print as it is written.

    ``name`` is what messages call the file, see `inputs.Input`.
    """
    typed = [response.subject.name, response.subject.identifier]
    typed += [each for answers in response.answers.values() for each in answers if isinstance(each, str)]
    if all(each.isascii() and each.isprintable() and len(each) <= _SURE for each in typed):
        return
    for place, remark in unprintable(response):
        note(_("note: {file}: {place}: {remark}", file=name, place=place, remark=remark))
