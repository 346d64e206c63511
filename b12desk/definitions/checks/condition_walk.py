"""Walking through the conditions of the rule files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from b12desk.definitions.form import Form
from b12desk.definitions.positions import Path
from b12desk.definitions.toml_file import Table
from b12desk.model.conditions import Condition
from b12desk.model.rules import NoteRule, PretestRule, Rules, TestRule


@dataclass(frozen=True)
class Rooted:
    """A condition as it stands in a file: who owns it, where, and what kind of rule it is."""

    table: Table
    path: Path
    name: str
    kind: str
    """condition, finding, mark, recommendation, note, test, pretest, handout or score."""
    index: int
    when: Condition


def rooted(form: Form) -> Iterator[Rooted]:
    """Every condition of rules.toml in file order, then the handout's and the score's."""
    rules = form.rules.model
    table = form.rules.table
    for index, named in enumerate(rules.condition):
        yield Rooted(table, ("condition", index, "when"), named.id, "condition", index, named.when)
    for index, finding in enumerate(rules.finding):
        yield Rooted(table, ("finding", index, "when"), finding.id, "finding", index, finding.when)
        if finding.common_when is not None:
            yield Rooted(table, ("finding", index, "commonWhen"), finding.id, "mark", index, finding.common_when)
        for place, mark in enumerate(finding.mark):
            yield Rooted(table, ("finding", index, "mark", place, "when"), finding.id, "mark", index, mark.when)
    for index, recommendation in enumerate(rules.recommendation):
        if recommendation.when is not None:
            path: Path = ("recommendation", index, "when")
            yield Rooted(table, path, recommendation.code, "recommendation", index, recommendation.when)
    yield from _advice(table, rules)
    yield from _of_handout_and_score(form)


def _advice(table: Table, rules: Rules) -> Iterator[Rooted]:
    """What comes after the recommendation: notes, tests, warnings."""
    if rules.test_when is not None:
        yield Rooted(table, ("testWhen",), "", "test", 0, rules.test_when)
    rows: list[tuple[str, int, NoteRule | TestRule | PretestRule]] = [
        *(("note", index, row) for index, row in enumerate(rules.note)),
        *(("test", index, row) for index, row in enumerate(rules.test)),
        *(("pretest", index, row) for index, row in enumerate(rules.pretest)),
    ]
    for kind, index, row in rows:
        yield Rooted(table, (kind, index, "when"), row.code, kind, index, row.when)


def _of_handout_and_score(form: Form) -> Iterator[Rooted]:
    if form.handout is not None:
        for index, section in enumerate(form.handout.model.section):
            if section.when is not None:
                path: Path = ("section", index, "when")
                yield Rooted(form.handout.table, path, section.id, "handout", index, section.when)
    if form.score is not None:
        score, table = form.score.model, form.score.table
        yield Rooted(table, ("applies",), "", "score", 0, score.applies)
        for index, predictor in enumerate(score.predictor):
            for place, level in enumerate(predictor.level):
                path = ("predictor", index, "level", place, "when")
                yield Rooted(table, path, predictor.id, "score", index, level.when)
        for place, caution in enumerate(score.caution):
            yield Rooted(table, ("caution", place, "when"), caution.id, "score", place, caution.when)
