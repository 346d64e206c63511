"""How many questions people meet: the cases of each group, and the longest walk that was found, against the bars.

Every question that is asked counts, those about the person too; a row of a grid is one. Nobody finishes early here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from b12desk.cli.names import printable
from b12desk.definitions.cases import Bars, Group, Vignette
from b12desk.engine.longest_walk import longest_walk, questions_met
from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.model.definition import Definition


def question_counts(definition: Definition, vignettes: Sequence[Vignette]) -> tuple[list[str], list[Problem]]:
    """Lines to print, and what is over its bar; neither when the cases set no bars."""
    bars = vignettes[0].bars if vignettes else None
    if bars is None:
        return [], []
    lines: list[str] = []
    problems: list[Problem] = []
    for group in get_args(Group):
        counts = [
            (len(questions_met(definition.questionnaire, each.response)), each)
            for each in vignettes
            if each.case.group == group
        ]
        if not counts:
            continue
        most, who = max(counts, key=lambda each: each[0])
        lines.append(
            _(
                "Questions, {group}: at most {most} of {bar} ({case}; cases: {cases}).",
                group=group,
                most=most,
                bar=_bar(bars, group),
                case=printable(who.case.id),
                cases=len(counts),
            )
        )
        for count, each in counts:
            if count > _bar(bars, group):
                cause = _("{group}: {count} questions are asked.", group=group, count=count)
                problems.append(each.problem(cause, _("At most {bar}.", bar=_bar(bars, group))))
    worst = len(longest_walk(definition, vignettes[0].case.authored))
    lines.append(_("Questions, longest walk found: {most} of {bar}.", most=worst, bar=bars.worst))
    if worst > bars.worst:
        cause = _("somebody is asked {count} questions.", count=worst)
        fix = _("At most {bar}.", bar=bars.worst)
        problems.append(vignettes[0].table.problem(("bars", "worst"), "bars", cause, fix))
    return lines, problems


def _bar(bars: Bars, group: Group) -> int:
    return bars.uncomplicated if group == "uncomplicated" else bars.everyday
