"""Judging thousands of responses that differ in a few known answers: the recommendation and the points, nothing else.

Rules: it gives exactly what `assess` gives (a test compares them), from the same facts, judge and points. What no
varying answer can reach is settled once for all. What one cluster of answers settles is worked out once for each way of
answering it. What several clusters decide together is then a matter of joining their truths, done once for each
combination. All of this is remembered, up to a limit, so memory does not grow with the number of responses.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from b12desk.engine.conditions import Judge
from b12desk.engine.facts import Facts, Truth
from b12desk.engine.program import program_of
from b12desk.engine.scoring import bracket
from b12desk.engine.shares import Parts, Shares, Tree, truth_of
from b12desk.engine.spread import clusters
from b12desk.engine.survey_score import possible
from b12desk.model.definition import Definition
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.rules import Condition
from b12desk.model.score import ScoreRules
from b12desk.model.values import Answer

Answers = Mapping[str, tuple[Answer, ...]]
_MOST_KEPT = 5_000


class Verdict(NamedTuple):
    """What `assess` says of one response, in short: ``points`` are (low, high) of each predictor in file order."""

    recommendation: str
    could_be: tuple[str, str]
    points: tuple[tuple[int, int], ...]
    applies: Truth

    @property
    def total(self) -> tuple[int, int]:
        """(lowest, highest) sum of points."""
        return sum([low for low, _high in self.points]), sum([high for _low, high in self.points])


class QuickJudge:
    """Judges responses that share the answers of ``like`` and differ in those to ``varying`` (linkIds).

    With ``dated`` they differ in their day as well, and so in ages and times since a date.
    """

    def __init__(
        self,
        definition: Definition,
        score: ScoreRules,
        like: QuestionnaireResponse,
        varying: Collection[str],
        *,
        dated: bool = False,
    ) -> None:
        self._definition, self._score, self._like = definition, score, like
        self._facts = Facts(definition.questionnaire, like)
        self._clusters = clusters(definition.questionnaire, varying, dated=dated)
        shares = Shares(program_of(definition.rules), Judge(definition.rules, self._facts), self._clusters)
        rules = [(each.code, each.when) for each in definition.rules.recommendation if each.when is not None]
        self._triggers = [(code, shares.plan(when)) for code, when in rules]
        self._levels = {
            id(level.when): shares.plan(level.when) for predictor in score.predictor for level in predictor.level
        }
        self._applies: Tree = shares.plan(score.applies)
        self._slots = shares.slots
        self._kept: list[dict[object, tuple[Truth, ...]]] = [{} for _cluster in self._clusters]
        self._verdicts: dict[Parts, Verdict] = {}

    def verdict(self, answers: Answers, authored: datetime | None = None) -> Verdict:
        """Judge the response with these ``answers`` to the varying items, on another day if one is given."""
        parts = tuple([self._part(place, answers, authored) for place in range(len(self._clusters))])
        found = self._verdicts.get(parts)
        if found is None:
            if len(self._verdicts) >= _MOST_KEPT:
                self._verdicts.clear()
            found = self._verdicts[parts] = self._joined(parts)
        return found

    def _part(self, place: int, answers: Answers, authored: datetime | None) -> tuple[Truth, ...]:
        """The truths that one cluster's answers settle."""
        cluster, kept = self._clusters[place], self._kept[place]
        given = tuple([answers.get(link_id) for link_id in cluster.varying])
        key = (given, authored) if cluster.dated else given
        found = kept.get(key)
        if found is None:
            if len(kept) >= _MOST_KEPT:
                kept.clear()
            own = {link_id: each for link_id, each in zip(cluster.varying, given, strict=True) if each}
            response = QuestionnaireResponse(
                questionnaire=self._like.questionnaire,
                authored=authored or self._like.authored,
                answers={**self._like.answers, **own},
            )
            facts = Facts(self._definition.questionnaire, response, self._facts, cluster.steps)
            judge = Judge(self._definition.rules, facts)
            found = kept[key] = tuple([check(judge) for check in self._slots[place]])
        return found

    def _joined(self, parts: Parts) -> Verdict:
        triggers: dict[str, Truth] = {}
        for code, tree in self._triggers:
            triggers[code] = truth_of(tree, parts)
            if triggers[code]:
                break  # what stands lower can change nothing
        recommendation, low, high = bracket(self._definition.rules, triggers)
        levels = self._levels

        def truth(condition: Condition) -> Truth:
            return truth_of(levels[id(condition)], parts)

        points = tuple([possible(each, truth)[:2] for each in self._score.predictor])
        return Verdict(recommendation, (low, high), points, truth_of(self._applies, parts))
