"""rules.toml: names, references, order, sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from b12desk.definitions.checks.comparisons import check_comparison
from b12desk.definitions.checks.condition_walk import Rooted, rooted
from b12desk.definitions.form import Form, repeated
from b12desk.definitions.positions import Path
from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.model.comparison import Comparison
from b12desk.model.conditions import (
    AllOf,
    AnyOf,
    AnyPresent,
    Condition,
    Filter,
    Named,
    Not,
    Otherwise,
    Present,
    Recommended,
    walk,
)
from b12desk.model.rules import FindingRule, NoteRule, PretestRule, RecommendationRule, TestRule

_SEE_RECOMMENDATION = ("note", "test", "pretest")


def check_rules(form: Form) -> Iterator[Problem]:
    """Problems of rules.toml and of the conditions in handout.toml and score.toml."""
    yield from _duplicates(form)
    for root in rooted(form):
        for path, node in walk(root.when, root.path):
            for below, cause, fix in _node(form, root, node):
                yield root.table.problem((*path, *below), root.name, cause, fix)
    yield from _unused(form)
    yield from _recommendations(form)
    yield from _urgency(form)
    yield from _common_list(form)
    yield from _threshold_heads(form)
    yield from _threshold_tests(form)
    yield from _details(form)
    yield from _rule_sources(form)


def _duplicates(form: Form) -> Iterator[Problem]:
    rules = form.rules.model
    lists: dict[str, list[str]] = {
        "condition": [each.id for each in rules.condition],
        "finding": [each.id for each in rules.finding],
        "note": [each.code for each in rules.note],
        "pretest": [each.code for each in rules.pretest],
        "recommendation": [each.code for each in rules.recommendation],
        "urgency": [each.code for each in rules.urgency],
    }
    for kind, names in lists.items():
        for index, name in repeated(names):
            cause = _("this {kind} is defined twice.", kind=kind)
            yield form.rules.table.problem((kind, index), name, cause, _("Give each its own name."))


def _node(form: Form, root: Rooted, node: Condition) -> Iterator[tuple[Path, str, str]]:
    match node:
        case Comparison():
            yield from (((key,), cause, fix) for key, cause, fix in check_comparison(form, node))
        case AllOf(all=()) | AnyOf(any=()):
            key = "all" if isinstance(node, AllOf) else "any"
            yield (key,), _("'{key}' is empty.", key=key), _("List the conditions.")
        case AllOf() | AnyOf() | Not():
            return
        case Named():
            yield from _named(form, root, node.condition)
        case Present():
            yield from _finding(form, root, node.finding)
        case AnyPresent():
            yield from _any_finding(form, root, node.any_finding.tag)
        case Recommended(recommendation=codes):
            yield from _recommended(form, root, "recommendation", codes)
        case Otherwise(otherwise=codes):
            yield from _recommended(form, root, "otherwise", codes)
        case _:
            assert_never(node)


def _recommended(form: Form, root: Rooted, key: str, codes: Sequence[str]) -> Iterator[tuple[Path, str, str]]:
    if root.kind not in _SEE_RECOMMENDATION:
        cause = _("'{key}' cannot be used here.", key=key)
        yield (key,), cause, _("Use it in notes, tests and pretests.")
    known = form.rules.model.ranks
    for code in codes:
        if code not in known:
            cause = _("there is no recommendation '{code}'.", code=code)
            yield (key,), cause, form.suggest(code, known)


def _any_finding(form: Form, root: Rooted, tag: str | None) -> Iterator[tuple[Path, str, str]]:
    if root.kind in ("condition", "finding", "mark", "score"):
        cause = _("anyFinding cannot be used here: the findings are not complete yet.")
        yield ("anyFinding",), cause, _("Use it in recommendations, notes and tests.")
    if tag is not None and tag not in form.tags:
        yield ("anyFinding", "tag"), _("no finding has the tag '{tag}'.", tag=tag), form.suggest(tag, form.tags)


def _named(form: Form, root: Rooted, name: str) -> Iterator[tuple[Path, str, str]]:
    if name not in form.conditions:
        yield ("condition",), _("there is no condition '{name}'.", name=name), form.suggest(name, form.conditions)
    elif root.kind == "condition" and form.conditions[name] >= root.index:
        cause = _("the condition '{name}' is used before it is defined.", name=name)
        yield ("condition",), cause, _("Move it up.")


def _finding(form: Form, root: Rooted, name: str) -> Iterator[tuple[Path, str, str]]:
    if name not in form.findings:
        yield ("finding",), _("there is no finding '{name}'.", name=name), form.suggest(name, form.findings)
    elif root.kind == "condition":
        cause = _("a named condition looks at answers, not at findings.")
        yield ("finding",), cause, _("Name the finding in the rule itself.")
    elif root.kind == "finding" and form.findings[name] >= root.index:
        cause = _("the finding '{name}' is used before it is defined.", name=name)
        yield ("finding",), cause, _("Move it up.")


def _unused(form: Form) -> Iterator[Problem]:
    """Named conditions that no rule uses, and findings that no rule looks at."""
    nodes = [node for root in rooted(form) for _path, node in walk(root.when)]
    used = {node.condition for node in nodes if isinstance(node, Named)}
    seen = {node.finding for node in nodes if isinstance(node, Present)}
    sorts = {node.any_finding for node in nodes if isinstance(node, AnyPresent)}
    for index, named in enumerate(form.rules.model.condition):
        if named.id not in used:
            yield form.rules.table.problem(
                ("condition", index), named.id, _("no rule uses this condition."), _("Remove it.")
            )
    for index, rule in enumerate(form.rules.model.finding):
        if rule.kind != "context" and rule.id not in seen and not any(_sees(wanted, rule) for wanted in sorts):
            cause = _("no rule looks at this finding, so it can change nothing.")
            fix = _('Use it in a rule, or make it kind = "context".')
            yield form.rules.table.problem(("finding", index), rule.id, cause, fix)


def _sees(wanted: Filter, rule: FindingRule) -> bool:
    return (
        wanted.kind in (None, rule.kind)
        and wanted.common in (None, rule.common)
        and wanted.related in (None, rule.related)
        and wanted.tag in (None, *rule.tags, *(mark.tag for mark in rule.mark))
    )


def _recommendations(form: Form) -> Iterator[Problem]:
    table, rows = form.rules.table, form.rules.model.recommendation
    unsettled = [index for index, row in enumerate(rows) if row.unsettled]
    if len(unsettled) != 1 or unsettled == [len(rows) - 1]:
        cause = _("exactly one recommendation, not the last, has unsettled = true.")
        fix = _("Mark the one that stands while open questions could still lift the result.")
        yield table.problem(("recommendation",), "", cause, fix)
    for index, row in enumerate(rows):
        path: Path = ("recommendation", index)
        follows = row.unsettled or index == len(rows) - 1
        if (row.when is None) is not follows:
            cause = _("it needs a condition.") if row.when is None else _("it has no condition of its own: it follows.")
            yield table.problem(path, row.code, cause, _("Add when.") if row.when is None else _("Remove when."))
        for key in ("title", "sentence", "guideline"):
            if not getattr(row, key).strip():
                yield table.problem((*path, key), row.code, _("'{key}' is empty.", key=key), _("Write the words."))


def _urgency(form: Form) -> Iterator[Problem]:
    """Red flags without a level, levels without words or of findings that are no red flags, and their row."""
    table, rules = form.rules.table, form.rules.model
    for index, rule in enumerate(rules.finding):
        path: Path = ("finding", index)
        if (rule.urgency is None) is (rule.kind == "red-flag"):
            cause = _("a red flag, and nothing else, has an urgency.")
            fix = _('Write urgency = "emergency-now" or "same-day" for a red flag, and remove it from others.')
            yield table.problem(path, rule.id, cause, fix)
        elif rule.urgency is not None and rule.urgency not in rules.urgencies:
            cause = _("the form has no words for '{level}'.", level=rule.urgency)
            yield table.problem((*path, "urgency"), rule.id, cause, _("Add [[urgency]] with this code."))
        if rule.related and rule.kind != "red-flag":
            yield table.problem((*path, "related"), rule.id, _("only a red flag is related."), _("Remove it."))
    flags = any(rule.kind == "red-flag" for rule in rules.finding)
    rows = sum(1 for row in rules.recommendation if row.urgent)
    if rows > 1 or (flags and not rows):
        cause = _("exactly one recommendation has urgent = true when there are red flags.")
        yield table.problem(("recommendation",), "", cause, _("Mark the one that red flags give."))


def _common_list(form: Form) -> Iterator[Problem]:
    """Findings on a list that the form does not name."""
    for index, rule in enumerate(form.rules.model.finding):
        if rule.common and form.rules.model.common_list is None:
            cause = _("it has common = true, and the form names no list.")
            yield form.rules.table.problem(("finding", index, "common"), rule.id, cause, _("Add [commonList]."))


def _threshold_tests(form: Form) -> Iterator[Problem]:
    codes = [each.code for each in form.rules.model.test]
    for index, row in enumerate(form.rules.model.threshold):
        for code in row.tests:
            if code not in codes:
                cause = _("'{code}' is not the code of a test.", code=code)
                yield form.rules.table.problem(
                    ("threshold", index, "tests"), row.test, cause, form.suggest(code, codes)
                )


def _threshold_heads(form: Form) -> Iterator[Problem]:
    """Rows of a table whose columns have no name."""
    rules = form.rules.model
    if rules.threshold and rules.threshold_heads is None:
        cause = _("the form has thresholds and does not say what their columns are called.")
        yield form.rules.table.problem(("threshold", 0), rules.threshold[0].test, cause, _("Add [thresholdHeads]."))


def _details(form: Form) -> Iterator[Problem]:
    for index, rule in enumerate(form.rules.model.finding):
        for place, link_id in enumerate(rule.detail):
            if link_id not in form.questions:
                yield form.rules.table.problem(
                    ("finding", index, "detail", place), rule.id, *form.unknown_item(link_id)
                )


def _rule_sources(form: Form) -> Iterator[Problem]:
    rules = form.rules.model
    rows: list[tuple[Path, str, tuple[str, ...], bool]] = [
        (("condition", index), each.id, each.sources, False) for index, each in enumerate(rules.condition)
    ]
    for index, finding in enumerate(rules.finding):
        rows.append((("finding", index), finding.id, finding.sources, True))
        rows += [(("finding", index, "mark", n), finding.id, mark.sources, True) for n, mark in enumerate(finding.mark)]
    coded: dict[str, Sequence[RecommendationRule | NoteRule | TestRule | PretestRule]] = {
        "recommendation": rules.recommendation,
        "note": rules.note,
        "test": rules.test,
        "pretest": rules.pretest,
    }
    for kind, group in coded.items():
        rows += [((kind, index), each.code, each.sources, True) for index, each in enumerate(group)]
    rows += [(("urgency", index), each.code, each.sources, True) for index, each in enumerate(rules.urgency)]
    rows += [(("threshold", index), each.test, each.sources, True) for index, each in enumerate(rules.threshold)]
    for path, name, sources, needed in rows:
        for cause, fix in form.unknown_sources(sources, needed=needed):
            yield form.rules.table.problem((*path, "sources"), name, cause, fix)
    for cause, fix in form.unknown_sources(rules.threshold_sources, needed=bool(rules.threshold_note)):
        yield form.rules.table.problem(("thresholdSources",), "", cause, fix)
