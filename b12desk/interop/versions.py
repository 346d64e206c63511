"""A file that answers an older published version of the form: read with that version, then carried over to today's.

Rules: a file that names its version is read with it; one that names none, and asks what only an older version asks, is
read with that; all problems and warnings are those of the older version, because that is what the file answers; what
was not carried over, and what is to be asked again, is told.
"""

from __future__ import annotations

from collections.abc import Iterator

from b12desk.definitions.published import Published
from b12desk.engine.carrying import Carried, Carrier
from b12desk.engine.uncounted import warning_signs, warning_signs_before
from b12desk.errors import Problem
from b12desk.i18n import _, current
from b12desk.interop.fhir import ReadResponse, read_resource, resource_in
from b12desk.model.carry import Earlier


def read_any_version(published: Published, data: bytes, name: str, line: int = 1) -> ReadResponse:
    """The response in ``data``, whichever version of the form it answers. Raises as `read_responses`.

    Raises DefinitionError when the older version that was answered cannot be used.
    """
    definition = published.definition
    resource = resource_in(data, name, line)
    earlier = _answered(resource, published)
    if earlier is None:
        return read_resource(definition.questionnaire, resource, name, warning_signs(definition))
    read = read_resource(earlier.questionnaire, resource, name, warning_signs_before(definition, earlier))
    carried = Carrier(earlier, definition.questionnaire)(read.response)
    return ReadResponse(carried.response, (*read.warnings, *_told(published, earlier, carried, name)))


def _answered(resource: dict[str, object], published: Published) -> Earlier | None:
    """The older version that a file answers; None when it is today's, or none that is known."""
    said = resource.get("questionnaire")
    url, bar, _version = said.partition("|") if isinstance(said, str) else ("", "", "")
    if isinstance(said, str) and bar:
        return published.find(said)
    if said is None or url == published.definition.questionnaire.url:
        return published.holding(_link_ids(resource))
    return None


def _link_ids(resource: dict[str, object]) -> set[str]:
    """Every linkId in a resource, however deep."""
    found: set[str] = set()
    waiting: list[object] = [resource]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            waiting += each
        elif isinstance(each, dict):
            waiting += [each.get("item"), each.get("answer")]
            if isinstance(link_id := each.get("linkId"), str):
                found.add(link_id)
    return found


def _told(published: Published, earlier: Earlier, carried: Carried, name: str) -> Iterator[Problem]:
    before, now = earlier.questionnaire.version, published.definition.questionnaire.version
    cause = _("version {before} of the form was answered; the answers were carried over to version {now}.",
              before=before, now=now)  # fmt: skip
    again = current().listed(carried.ask_again)
    yield Problem(f"{name}: questionnaire", cause, _("Ask again: {questions}.", questions=again) if again else "")
    if carried.not_carried:
        where = f"{name}: {current().listed(carried.not_carried)}"
        yield Problem(where, _("not carried over: version {now} has no place for it.", now=now))
