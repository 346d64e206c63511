"""``b12desk score``: the assessment of each file, for people or for machines.

``--json`` prints one indented object for one file, and JSON Lines (one object a line, in the order of the arguments)
for several files, and for a file with one response a line. ``--text`` prints the block for a clinical record,
``--codes`` the codes for what was found.
"""

from __future__ import annotations

import json as json_text
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, assert_never

from b12desk.cli.inputs import Input, each, read_response
from b12desk.cli.names import printable
from b12desk.cli.reference import USUAL, ignored_reference
from b12desk.cli.text_report import plain
from b12desk.definitions import load
from b12desk.definitions.published import Published
from b12desk.engine.diet import Reference
from b12desk.engine.frequency import frequency, shown
from b12desk.engine.scoring import assess
from b12desk.errors import Problem, UserError
from b12desk.i18n import _, current
from b12desk.model.assessment import Assessment, Diet
from b12desk.model.definition import Definition
from b12desk.model.response import QuestionnaireResponse
from b12desk.report.code_card import code_text
from b12desk.report.record_text import record_text

Shape = Literal["plain", "json", "text", "codes"]
"""What is printed of each response."""


def score(files: Sequence[str], forms: Path | None, reference: Reference | None, shape: Shape) -> str:
    """The text to print. Raises `UserError` with every problem of the form and of all files."""
    definition = load(forms)
    unusable = ignored_reference(definition, reference)
    if shape == "codes" and definition.codes is None:
        unusable += (Problem(definition.questionnaire.canonical, _("the form has no codes.toml.")),)
    if unusable:
        raise UserError(_("Nothing was done:"), unusable)

    published = Published(definition, forms)

    def judge(given: Input) -> tuple[Input, Assessment, QuestionnaireResponse]:
        response = read_response(published, given)
        return given, assess(definition, response, reference=reference or USUAL), response

    found = each(files, judge)
    alone = len(found) == 1 and found[0][0].line is None
    if shape == "json" and alone:
        return json_text.dumps(as_data(definition, *found[0][1:]), indent=2) + "\n"
    if shape == "json":
        return "".join(json_text.dumps(as_data(definition, *judged[1:])) + "\n" for judged in found)
    if alone:
        return _page(definition, *found[0][1:], shape)
    return "\n".join(
        _headed(printable(given.name), _page(definition, assessment, response, shape))
        for given, assessment, response in found
    )


def _page(
    definition: Definition,
    assessment: Assessment,
    response: QuestionnaireResponse,
    shape: Literal["plain", "text", "codes"],
) -> str:
    """One response for people."""
    match shape:
        case "plain":
            return plain(definition, assessment, current(), response)
        case "text":
            return record_text(definition, response, assessment, current())
        case "codes":
            return code_text(definition, assessment, current())
        case _:
            assert_never(shape)


def _headed(heading: str, page: str) -> str:
    return f"{heading}\n{'=' * min(len(heading), 80)}\n{page}"


def as_data(
    definition: Definition, assessment: Assessment, response: QuestionnaireResponse | None = None
) -> dict[str, object]:
    """The assessment as the machine reads it (the shape is documented in the user guide).

    A ``response`` that was carried over adds from which version, and what to ask again.
    """
    carried: dict[str, object] = {}
    if response is not None and response.carried_from:
        carried = {"carried_from": response.carried_from, "ask_again": list(response.ask_again)}
    return {
        "recommendation": assessment.recommendation,
        "could_be": list(assessment.could_be),
        "deciding": list(assessment.deciding),
        "findings": [
            {
                "id": finding.id,
                "kind": finding.kind,
                "common": finding.common,
                "strength": finding.strength,
                "linkIds": list(finding.link_ids),
                "sources": list(finding.sources),
            }
            for finding in assessment.findings
        ],
        "notes": list(assessment.notes),
        "tests": [{"code": test.code, "reason": test.reason} for test in assessment.tests],
        "intake": _intake(assessment.diet),
        "score": _score(definition, assessment),
        "questionnaire": assessment.questionnaire,
        "rules": assessment.rules.rpartition("|")[2],
        "hash": assessment.hash,
        **carried,
    }


def _score(definition: Definition, assessment: Assessment) -> dict[str, object] | None:
    """The points, and whether they are shown to staff.

    The survey's figures are [of the lowest points, of the highest]; null where they are not shown.
    """
    rules, score = definition.score, assessment.score
    if rules is None or score is None:
        return None
    told = shown(definition, assessment)
    found = frequency(*told) if told is not None else None
    ends = (found.low, found.high) if found is not None else ()
    return {
        "points": list(score.points),
        "points_max": score.points_max,
        "band": [score.band_low, score.band_high],
        "applies": score.applies,
        "shown": told is not None,
        "cautions": list(score.cautions),
        "predictors": [
            {
                "id": each.id,
                "points": [each.low, each.high],
                "text": each.text,
                "linkIds": list(each.link_ids),
                "open": list(each.open_items),
            }
            for each in score.predictors
        ],
        "open": list(score.open_items),
        "unmeasured": list(score.unmeasured),
        "outcome": rules.outcome,
        "population": rules.population,
        "per_100": [each.per_100 for each in ends] or None,
        "interval": [[each.low, each.high] for each in ends] or None,
        "people": [each.people for each in ends] or None,
        "overall_per_100": rules.overall.per_100,
        "overall_people": rules.overall.people,
        "version": rules.version,
    }


def _intake(intake: Diet | None) -> dict[str, object] | None:
    """The estimate; nothing when it is only a lower bound, because a number would be taken for the whole."""
    if intake is None or intake.at_least:
        return None
    return {
        "mcg_per_day": intake.mcg_per_day,
        "reference": intake.reference,
        "reference_label": intake.reference_label,
    }
