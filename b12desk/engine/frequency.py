"""What the survey saw among people with as many points, in natural frequencies: the one door to score and words.

Rules: always "of 100 people in the survey", with the population named and the number of people it rests on; two ends
for a range of points; nothing for a person who is not of that population; never anybody's probability. Staff only.
The points of everybody are reckoned; whoever shows them asks `shown` first.
"""

from __future__ import annotations

from typing import NamedTuple

from b12desk.i18n import _
from b12desk.model.assessment import Assessment, SurveyScore
from b12desk.model.definition import Definition
from b12desk.model.score import Band, Overall, ScoreRules


class Frequency(NamedTuple):
    """The bands of the lowest and the highest points still possible, and everybody in the survey."""

    low: Band
    high: Band
    overall: Overall


class Shown(NamedTuple):
    """A score that may be shown, and its rules."""

    rules: ScoreRules
    score: SurveyScore


def shown(definition: Definition, assessment: Assessment) -> Shown | None:
    """The score to show to staff; None without one, with a red flag, and where the recommendation leaves no room."""
    rules, score = definition.score, assessment.score
    if rules is None or score is None or assessment.flagged or assessment.recommendation not in rules.beside:
        return None
    return Shown(rules, score)


def frequency(rules: ScoreRules, score: SurveyScore) -> Frequency | None:
    """The rows to show; None when the survey cannot speak of this person: see `why_not`."""
    if why_not(rules, score):
        return None
    return Frequency(rules.bands[score.band_low], rules.bands[score.band_high], rules.overall)


def why_not(rules: ScoreRules, score: SurveyScore) -> str:
    """Why no frequency is shown, in a sentence; empty when one is."""
    if score.applies is False:
        return _("No frequency is shown for this person: the survey's figures are for {who}.", who=rules.applies_text)
    if score.unmeasured:
        return _("No frequency is shown: a strong reason was found that the survey could not judge.")
    return ""


def figures_of(per_100: float) -> int:
    """How many of 100 figures are filled: a share above nothing fills at least one."""
    return max(round(per_100), 1 if per_100 > 0 else 0)


def about(per_100: float) -> str:
    """A share of 100 in words: "about 8", "fewer than 1", "none"."""
    if per_100 <= 0:
        return _("none")
    return _("about {count}", count=round(per_100)) if per_100 >= 1 else _("fewer than 1")


def points_text(score: SurveyScore) -> str:
    """The points in words: "4 of 10 points", or "2 to 6 of 10 points" while answers are missing."""
    low, high = score.points
    if low == high:
        return _("{points} of {most} points", points=low, most=score.points_max)
    return _("{low} to {high} of {most} points", low=low, high=high, most=score.points_max)


def cautions(rules: ScoreRules, score: SurveyScore) -> tuple[str, ...]:
    """What to heed with this person's points; nothing where no points are told."""
    return () if score.applies is False else tuple(each.text for each in rules.caution if each.id in score.cautions)


def sentences(rules: ScoreRules, score: SurveyScore) -> tuple[str, ...]:
    """The frequency in sentences, in reading order."""
    found = frequency(rules, score)
    heed = cautions(rules, score)
    if found is None:
        return (why_not(rules, score), *heed)
    low, high, overall = found
    words = {"population": rules.population, "outcome": rules.outcome, "overall": about(overall.per_100)}
    if low.id == high.id:
        told = _(
            "Of 100 people with these points in the survey ({population}), {share} had {outcome};"
            " {overall} of 100 overall.",
            share=about(low.per_100),
            **words,
        )
        basis = _("This rests on {people:,} people with {band}.", people=low.people, band=low.text)
    else:
        told = _(
            "Of 100 people with {low_band} in the survey ({population}), {low} had {outcome};"
            " of 100 with {high_band}, {high}; {overall} of 100 overall.",
            low=about(low.per_100),
            low_band=low.text,
            high=about(high.per_100),
            high_band=high.text,
            **words,
        )
        basis = _("This rests on {low:,} and {high:,} people.", low=low.people, high=high.people)
    unsure = () if score.applies else (_("Whether this person belongs to them is not known."),)
    return (
        told,
        basis,
        *heed,
        *unsure,
        _("It says how often this was found in a survey, not how likely it is here; it is no reason against a test."),
    )


def brief(rules: ScoreRules, score: SurveyScore) -> str:
    """As `sentences`, for a page with little room."""
    found = frequency(rules, score)
    heed = cautions(rules, score)
    if found is None:
        return " ".join((why_not(rules, score), *heed))
    low, high, overall = found
    words = {"population": rules.population, "outcome": rules.outcome, "overall": about(overall.per_100)}
    if low.id == high.id:
        told = _(
            "Of 100 people with {band} in a survey ({population}; {people:,} with so many), {share} had {outcome};"
            " {overall} of 100 overall.",
            band=low.text,
            people=low.people,
            share=about(low.per_100),
            **words,
        )
    else:
        told = _(
            "Of 100 people with {low_band} in a survey ({population}; {low_people:,} with so many), {low} had"
            " {outcome}; of 100 with {high_band} ({high_people:,}), {high}; {overall} of 100 overall.",
            low_band=low.text,
            low_people=low.people,
            low=about(low.per_100),
            high_band=high.text,
            high_people=high.people,
            high=about(high.per_100),
            **words,
        )
    unsure = "" if score.applies else _("Whether this person belongs to them is not known.") + " "
    rest = _("How often it was found, not how likely it is here; no reason against a test; not validated in a clinic.")
    return " ".join((told, *heed, f"{unsure}{rest}"))
