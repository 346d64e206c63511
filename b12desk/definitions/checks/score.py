"""score.toml: points that can be added, bands that cover every sum, figures that agree with each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from b12desk.definitions.form import Form, repeated
from b12desk.definitions.positions import Path
from b12desk.definitions.toml_file import Table
from b12desk.errors import Problem
from b12desk.i18n import _
from b12desk.model.frozen import camel
from b12desk.model.score import Band, Overall, Predictor, ScoreRules

_MOST_POINTS = 100
"""Of one level; more cannot be added in the head."""


def check_score(form: Form) -> Iterator[Problem]:
    """Problems of the score, but for its conditions, which are checked with those of the rules."""
    if form.score is None:
        return
    table, score = form.score.table, form.score.model
    for cause, fix in form.unknown_sources(score.sources, needed=True):
        yield table.problem(("sources",), "", cause, fix)
    yield from _twice(table, "predictor", [each.id for each in score.predictor])
    yield from _twice(table, "band", [each.id for each in score.band])
    yield from _twice(table, "unmeasured", [each.finding for each in score.unmeasured])
    yield from _twice(table, "caution", [each.id for each in score.caution])
    yield from _beside(form, table, score)
    for index, predictor in enumerate(score.predictor):
        yield from _levels(table, index, predictor)
    yield from _bands(table, score)
    yield from _figures(table, score)
    yield from _provenance(table, score)
    for index, each in enumerate(score.unmeasured):
        if each.finding not in form.findings:
            cause = _("there is no finding '{name}'.", name=each.finding)
            yield table.problem(("unmeasured", index, "finding"), "", cause, form.suggest(each.finding, form.findings))


def _twice(table: Table, kind: str, names: Sequence[str]) -> Iterator[Problem]:
    for index, name in repeated(names):
        cause = _("this {kind} stands here twice.", kind=kind)
        yield table.problem((kind, index), name, cause, _("Remove one, or give each its own name."))
    if not names and kind in ("predictor", "band"):
        cause = _("there is no {kind}.", kind=kind)
        yield table.problem((), "", cause, _("Add a [[{kind}]].", kind=kind))


def _beside(form: Form, table: Table, score: ScoreRules) -> Iterator[Problem]:
    """Recommendations that exist, and none of them for a red flag."""
    known = form.rules.model.recommendations
    for place, code in enumerate(score.beside):
        here: Path = ("beside", place)
        if code not in known:
            cause = _("there is no recommendation '{code}'.", code=code)
            yield table.problem(here, "", cause, form.suggest(code, known))
        elif known[code].urgent:
            cause = _("'{code}' is for red flags, and no score is shown with one.", code=code)
            yield table.problem(here, "", cause, _("Take it off the list."))
    if not score.beside:
        fix = _("Name those that leave room for it.")
        yield table.problem(("beside",), "", _("it is shown beside no recommendation."), fix)


def _levels(table: Table, index: int, predictor: Predictor) -> Iterator[Problem]:
    path: Path = ("predictor", index)
    if not predictor.level:
        yield table.problem(path, predictor.id, _("the predictor has no level."), _("Add a [[predictor.level]]."))
    for place, level in enumerate(predictor.level):
        here = (*path, "level", place, "points")
        if level.points < 0:
            cause = _("points are never negative.")
            yield table.problem(here, predictor.id, cause, _("Leave out what would lower the score."))
        elif level.points > _MOST_POINTS:
            cause = _("points are at most {most}.", most=_MOST_POINTS)
            yield table.problem(here, predictor.id, cause, _("Give fewer."))
        elif place and level.points >= predictor.level[place - 1].points:
            cause = _("the levels do not stand from most points to fewest.")
            yield table.problem(here, predictor.id, cause, _("Give each level fewer points than the one before it."))


def _bands(table: Table, score: ScoreRules) -> Iterator[Problem]:
    expected = 0
    for index, band in enumerate(score.band):
        here: Path = ("band", index, "from")
        if band.from_ > expected:
            cause = _("no band holds {points} points.", points=expected)
            yield table.problem(here, band.id, cause, _("Begin at {points}.", points=expected))
        elif band.from_ < expected:
            cause = _("the band overlaps with the one before it.")
            yield table.problem(here, band.id, cause, _("Begin at {points}.", points=expected))
        if band.to < band.from_:
            cause = _("the band ends before it begins.")
            yield table.problem(("band", index, "to"), band.id, cause, _("Swap them."))
        expected = band.to + 1
    if score.band and expected != score.points_max + 1:
        last = len(score.band) - 1
        cause = _("the points end at {most}, and the last band at {to}.", most=score.points_max, to=expected - 1)
        fix = _("End at {points}.", points=score.points_max)
        yield table.problem(("band", last, "to"), score.band[last].id, cause, fix)


def _figures(table: Table, score: ScoreRules) -> Iterator[Problem]:
    """Counts and shares of each row, then their sums."""
    rows: list[tuple[Path, str, Band | Overall]] = [(("overall",), "", score.overall)]
    rows += [(("band", index), band.id, band) for index, band in enumerate(score.band)]
    for path, name, row in rows:
        if not 0 <= row.cases <= row.people:
            cause = _("there are more cases than people, or fewer than none.")
            yield table.problem((*path, "cases"), name, cause, _("Count them again."))
        if not 0 <= row.low <= row.per_100 <= row.high <= 100:
            cause = _("per100 lies outside its interval low..high, or outside 0..100.")
            yield table.problem((*path, "per100"), name, cause, _("Give a share of 100 and its 95 % interval."))
    told = score.provenance
    for key, reported, whole, parts in (
        ("people", told.reported_people, score.overall.people, sum(each.people for each in score.band)),
        ("cases", told.reported_cases, score.overall.cases, sum(each.cases for each in score.band)),
    ):
        reported_key = camel(f"reported_{key}")
        if whole != reported:
            cause = _("'{key}' is {given}, and {told} is {reported}.",
                      key=key, given=whole, told=reported_key, reported=reported)  # fmt: skip
            yield table.problem(("overall", key), "", cause, _("They count the same people."))
        if score.band and parts != reported:
            cause = _("the bands' '{key}' add up to {given}, and {told} is {reported}.",
                      key=key, given=parts, told=reported_key, reported=reported)  # fmt: skip
            yield table.problem(("band",), "", cause, _("Every person of the report is in one band."))


def _provenance(table: Table, score: ScoreRules) -> Iterator[Problem]:
    told = score.provenance
    words = {
        "derivedOn": told.derived_on,
        "reportedOn": told.reported_on,
        "script": told.script,
        "scriptHash": told.script_hash,
        "dataHashes": "".join(told.data_hashes),
        "report": told.report,
        "reviewed": told.reviewed,
    }
    for key, text in words.items():
        if not text.strip():
            cause = _("the provenance says nothing in '{key}'.", key=key)
            yield table.problem(("provenance", key), "", cause, _("Say where the points come from."))
    if not 0 <= told.derived_cases <= told.derived_people:
        cause = _("there are more cases than people, or fewer than none.")
        yield table.problem(("provenance", "derivedCases"), "", cause, _("Count them again."))
