"""The measured points of one response, in three values: a missing answer leaves a range and is never guessed.

Rules: the first level of a predictor whose condition is a definite yes ends the search; every level before it that is
not known may still be the one. So the possible points are those of the unknown levels, and those of the level that is
true (0 when none is); lowest and highest of them are the range. Ranges of predictors add up. Ask before the
recommendation is set: from then on the judge takes what is not known for a no.
"""

from __future__ import annotations

from typing import NamedTuple

from b12desk.engine.conditions import Judge
from b12desk.model.assessment import PredictorPoints, SurveyScore
from b12desk.model.score import Level, Predictor, ScoreRules


class _Possible(NamedTuple):
    """The points of one predictor: lowest, highest, the level that holds, those before it that may."""

    low: int
    high: int
    settled: Level | None
    unknown: list[Level]


def score_of(rules: ScoreRules, judge: Judge) -> SurveyScore:
    """The points of one response, what each rests on, and what keeps them open."""
    order = judge.facts.questionnaire.order.__getitem__
    predictors = tuple([_explained(each, judge) for each in rules.predictor])
    low, high = sum([each.low for each in predictors]), sum([each.high for each in predictors])
    findings = judge.rules.findings
    still_open = {link_id for each in predictors for link_id in each.open_items}
    return SurveyScore(
        points=(low, high),
        points_max=rules.points_max,
        predictors=predictors,
        band_low=rules.band_at[low],
        band_high=rules.band_at[high],
        applies=judge.truth(rules.applies),
        unmeasured=tuple([each.finding for each in rules.unmeasured if judge.finding(findings[each.finding])]),
        open_items=tuple(sorted(still_open, key=order)),
        score=rules.canonical,
        cautions=tuple([each.id for each in rules.caution if judge.truth(each.when)]),
    )


def _possible(predictor: Predictor, judge: Judge) -> _Possible:
    """What one predictor may still be worth; asks about its levels until one is a definite yes."""
    unknown: list[Level] = []
    for level in predictor.level:
        truth = judge.truth(level.when)
        if truth:
            return _Possible(level.points, max([level.points, *[each.points for each in unknown]]), level, unknown)
        if truth is None:
            unknown.append(level)
    return _Possible(0, max([0, *[each.points for each in unknown]]), None, unknown)


def _explained(predictor: Predictor, judge: Judge) -> PredictorPoints:
    low, high, settled, unknown = _possible(predictor, judge)
    order = judge.facts.questionnaire.order.__getitem__
    if low != high:
        asked = frozenset().union(*[judge.open_items(level.when) for level in unknown])
        return PredictorPoints(id=predictor.id, low=low, high=high, open_items=tuple(sorted(asked, key=order)))
    if settled is None:
        return PredictorPoints(id=predictor.id, low=low, high=high)
    rests_on = tuple(sorted(judge.support(settled.when), key=order))
    return PredictorPoints(id=predictor.id, low=low, high=high, text=settled.text, link_ids=rests_on)
