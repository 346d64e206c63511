"""The codes for what was found, for whoever writes them into a clinical record: rows, and the same as plain text.

Rules: only findings that are there and that the form has a code for; never called a diagnosis; always "to be verified",
because code systems have releases and editions.
"""

from __future__ import annotations

from typing import NamedTuple

from b12desk.i18n import N_, Catalogue, _
from b12desk.model.assessment import Assessment
from b12desk.model.codes import SYSTEMS
from b12desk.model.definition import Definition
from b12desk.model.translated import translated

VERIFY = N_("Codes for what was answered, not for a diagnosis. Verify each in your release.")
NO_CODE = N_("The form has no code for any of these findings.")


class CodeRow(NamedTuple):
    """A finding in words and one code for it: the name of the system, the code, its term, where it was read."""

    finding: str
    system: str
    code: str
    term: str
    source: str


def code_rows(definition: Definition, assessment: Assessment) -> tuple[CodeRow, ...]:
    """In the order of the findings; several rows for one that has several codes."""
    if definition.codes is None:
        return ()
    known, rules = definition.sources.by_key, definition.rules.findings
    return tuple(
        CodeRow(rules[found.id].text, SYSTEMS[each.system], each.code, each.display, known[each.source].title)
        for found in assessment.findings
        for each in definition.codes.code
        if each.finding == found.id
    )


def code_text(definition: Definition, assessment: Assessment, catalogue: Catalogue) -> str:
    """One line for each code below the sentence that says what they are, in the language of ``catalogue``."""
    with catalogue.used():
        rows = code_rows(translated(definition, catalogue), assessment)
        lines = [_("{system} {code} |{term}|: {finding} [{source}]", **row._asdict()) for row in rows]
        return "".join(f"{line}\n" for line in ((_(VERIFY), *lines) if lines else (_(NO_CODE),)))
