"""What looks at what in a form's rules: which rules read a finding, a named condition or a recommendation."""

from __future__ import annotations

from dataclasses import dataclass, field

from b12desk.model.conditions import AnyPresent, Named, Otherwise, Present, Recommended, walk
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
    for kind, name, when in form.rules.judged():
        words = _words_of(form, kind, name)
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


def _words_of(form: Definition, kind: str, name: str) -> str:
    """What a rule is called; "" where its name is its code."""
    if kind == "finding":
        return form.rules.findings[name].text
    return form.rules.recommendations[name].title if kind == "recommendation" else ""
