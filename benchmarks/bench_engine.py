"""How long judging takes: the largest response, and what happens when form, rules and answers all double."""

from __future__ import annotations

import sys
from dataclasses import replace

from answers import fullest
from measure import Row, interleaved, seconds, show

from b12desk.definitions import load
from b12desk.engine.scoring import assess
from b12desk.model.border import plain_data, read_model
from b12desk.model.definition import Definition
from b12desk.model.response import QuestionnaireResponse

CALLS, RUNS = 100, 15
TWIN = "_twin"
NAMES = {"linkId", "question", "alternativeTo", "condition", "finding"}


def milliseconds(definition: Definition, response: QuestionnaireResponse) -> float:
    """One call, averaged over many."""

    def calls() -> None:
        for _number in range(CALLS):
            assess(definition, response)

    return seconds(calls) / CALLS * 1000


def renamed(value: object, key: str = "") -> object:
    """A copy of plain form data in which every linkId, condition and finding has another name."""
    if isinstance(value, dict):
        return {name: renamed(each, name) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [renamed(each, key) for each in value]
    return f"{value}{TWIN}" if isinstance(value, str) and key in NAMES | {"detail"} else value


def twins(rows: list[dict[str, object]], named: bool) -> list[dict[str, object]]:
    """The rows and their renamed copies; ``named`` rows have an ``id`` of their own."""
    copies = [dict(each) for each in map(renamed, rows) if isinstance(each, dict)]
    return [*rows, *({**each, "id": f"{each['id']}{TWIN}"} if named else each for each in copies)]


def doubled(definition: Definition, response: QuestionnaireResponse) -> tuple[Definition, QuestionnaireResponse]:
    """Twice the pages, conditions, findings, foods and answers; the recommendations stay as many as they are."""
    data = plain_data(definition, exclude_none=True)
    rules = data["rules"]
    data["questionnaire"]["item"] = twins(data["questionnaire"]["item"], named=False)
    rules["condition"] = twins(rules["condition"], named=True)
    rules["finding"] = twins(rules["finding"], named=True)
    data["foods"]["food"] = twins(data["foods"]["food"], named=False)
    answers = {**response.answers, **{f"{link_id}{TWIN}": given for link_id, given in response.answers.items()}}
    return read_model(Definition, data), replace(response, answers=answers)


def main() -> int:
    """Print the table; status 1 when a goal is missed."""
    definition = load()
    full = fullest(definition.questionnaire)
    half_answers = dict(list(full.answers.items())[: len(full.answers) // 2])
    half = replace(full, answers=half_answers)
    empty = replace(full, answers={})
    twice, twice_full = doubled(definition, full)
    findings, twice_findings = (len(assess(d, r).findings) for d, r in ((definition, full), (twice, twice_full)))
    found = interleaved(
        {
            "full": lambda: milliseconds(definition, full),
            "half": lambda: milliseconds(definition, half),
            "empty": lambda: milliseconds(definition, empty),
            "twice": lambda: milliseconds(twice, twice_full),
        },
        RUNS,
    )
    size = f"{len(full.answers)} answers, {findings} findings"
    kept = show(
        "Judging (`assess`)",
        [
            Row("the largest response", found["full"], "ms", at_most=1.5, basis=size),
            Row("all answers against half of them, same form", found["full"] / found["half"], at_most=2),
            Row(
                "form, rules and answers doubled",
                found["twice"] / found["full"],
                at_most=2.2,
                basis=f"{len(twice_full.answers)} answers, {twice_findings} findings: {found['twice']:.2f} ms",
            ),
            Row("nothing answered", found["empty"], "ms"),
        ],
    )
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
