"""FHIR R4 QuestionnaireResponse: the one door in and out (https://hl7.org/fhir/R4/questionnaireresponse.html).

Rules: every problem of a file is reported at once, each with its linkId; nothing is guessed (an unknown linkId or code
is a problem, not a skipped line); what a file says twice must agree, and what is not understood is a problem or a note;
an answer to a question that did not apply is a warning, because it changes nothing, and the warning comes first when a
red flag hangs on it; text is taken as it is and cleaned where it is shown.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from b12desk.engine.uncounted import not_counted
from b12desk.errors import MOST_LISTED, Problem, ResponseError
from b12desk.i18n import _
from b12desk.interop.header import Header, other_resource
from b12desk.interop.judging import gender_beside_sex, judge
from b12desk.interop.keys import Keys
from b12desk.interop.strict_json import read_object
from b12desk.interop.walk import Walk
from b12desk.interop.writing import write_response
from b12desk.model.questionnaire import Questionnaire
from b12desk.model.response import QuestionnaireResponse

__all__ = ["ReadResponse", "read_responses", "write_response"]


@dataclass(frozen=True)
class ReadResponse:
    """A response that can be judged, and what its reader should know about the file."""

    response: QuestionnaireResponse
    warnings: tuple[Problem, ...]


def read_responses(
    questionnaire: Questionnaire, data: bytes, name: str, warning_signs: Collection[str] = (), line: int = 1
) -> ReadResponse:
    """The one QuestionnaireResponse in ``data`` (JSON, UTF-8). Raises `ResponseError` listing every problem.

    ``name`` is what messages call the file; ``warning_signs`` are the linkIds on which a red flag hangs; ``line`` is
    the one of the file on which ``data`` begins.
    """
    return read_resource(questionnaire, resource_in(data, name, line), name, warning_signs)


def resource_in(data: bytes, name: str, line: int = 1) -> dict[str, object]:
    """The QuestionnaireResponse in ``data``, as plain data. Raises `ResponseError` when it holds something else."""
    resource = read_object(data, name, line)
    other = other_resource(resource, name)
    if other is not None:
        raise ResponseError(_("{name} cannot be read:", name=name), [other])
    return resource


def read_resource(
    questionnaire: Questionnaire, resource: dict[str, object], name: str, warning_signs: Collection[str] = ()
) -> ReadResponse:
    """As `read_responses`, from what `resource_in` gave."""
    keys = Keys(name)
    header = Header(resource, questionnaire, name, keys)
    walk = Walk(questionnaire, name, keys, header.authored.tzinfo)
    walk.whole(resource)
    response = QuestionnaireResponse(
        questionnaire=questionnaire.canonical,
        status=header.status,
        authored=header.authored,
        subject=header.subject,
        identifier=header.identifier,
        answers=walk.answers,
    )
    misspelt, unread = keys.found()
    problems = [*header.problems, *misspelt, *walk.problems]
    if not header.problems:
        problems += judge(questionnaire, response, name)
    if problems:
        title = _("{name} cannot be read (problems: {count}):", name=name, count=len(problems))
        raise ResponseError(title, dict.fromkeys(problems))
    first, last = not_counted(questionnaire, response, name, warning_signs)
    notes = [
        *first,
        *header.warnings,
        *gender_beside_sex(questionnaire.roles, response, header.gender, name),
        *walk.warnings,
        *last,
        *unread,
    ]
    return ReadResponse(response, _few(notes, name))


def _few(notes: list[Problem], name: str) -> tuple[Problem, ...]:
    """At most as many notes as anybody reads, warning signs first; the rest is counted."""
    more = len(notes) - MOST_LISTED
    counted = [Problem(name, _("{count:,} more of these notes.", count=more))] if more > 0 else []
    return (*notes[:MOST_LISTED], *counted)
