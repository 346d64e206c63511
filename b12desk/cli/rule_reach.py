"""What looks at what in a form's rules: which rules read a finding, a named condition or a recommendation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from b12desk.model.conditions import AnyPresent, Condition, Named, Otherwise, Present, Recommended, walk
from b12desk.model.definition import Definition

Users = dict[str, dict[str, list[tuple[str, str]]]]
"""Of each rule, by the kind of those that look at it: their names and words, in the order of the file."""


@dataclass(frozen=True)
class Reach:
    """Who looks at findings, named conditions and recommendations."""

    findings: Users = field(default_factory=dict)
    conditions: Users = field(default_factory=dict)
    rows: Users = field(default_factory=dict)


def reach(form: Definition) -> Reach:
    """Everything that looks at something, in the order of the files."""
    found = Reach()
    for kind, name, words, when in _conditions(form):
        for _path, node in walk(when):
            match node:
                case Named():
                    _add(found.conditions, node.condition, kind, name, words)
                case Present():
                    _add(found.findings, node.finding, kind, name, words)
                case AnyPresent():
                    for rule, _mark in form.rules.matching(node.any_finding):
                        _add(found.findings, rule.id, kind, name, words)
                case Recommended(recommendation=codes) | Otherwise(otherwise=codes):
                    for code in codes:
                        _add(found.rows, code, kind, name, words)
    for each in form.score.unmeasured if form.score else ():
        _add(found.findings, each.finding, "score", "", "")
    return found


def _add(users: Users, looked_at: str, kind: str, name: str, words: str) -> None:
    names = users.setdefault(looked_at, {}).setdefault(kind, [])
    if (name, words) not in names:
        names.append((name, words))


def _conditions(form: Definition) -> Iterator[tuple[str, str, str, Condition]]:
    """Kind, name, words and condition of every rule."""
    rules = form.rules
    yield from (("condition", each.id, "", each.when) for each in rules.condition)
    for rule in rules.finding:
        yield "finding", rule.id, rule.text, rule.when
        if rule.common_when is not None:
            yield "finding", rule.id, rule.text, rule.common_when
        yield from (("finding", rule.id, rule.text, mark.when) for mark in rule.mark)
    rows = ((row.code, row.title, row.when) for row in rules.recommendation)
    yield from (("recommendation", code, title, when) for code, title, when in rows if when is not None)
    yield from (("note", each.code, "", each.when) for each in rules.note)
    if rules.test_when is not None:
        yield "test", "", "", rules.test_when
    yield from (("test", each.code, "", each.when) for each in rules.test)
    yield from (("pretest", each.code, "", each.when) for each in rules.pretest)
