"""One line of the table that `b12desk score --table` writes: comma-separated, safe to open in a spreadsheet.

Rules: only the id comes from outside. It is quoted unless it is plain, has no control characters, and one that a
spreadsheet would take for a formula gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
import re

from b12desk.characters.cells import inert
from b12desk.i18n import _
from b12desk.model.assessment import Assessment
from b12desk.model.score import ScoreRules

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*|[+-]?\d+(?:\.\d+)?", re.ASCII)
_LONGEST = 200
_APPLIES = {True: "yes", False: "no", None: "unknown"}


def heading(score: ScoreRules) -> str:
    """The first line, without its end."""
    fixed = "id,points_low,points_high,band_low,band_high,applies,recommendation,could_be_low,could_be_high"
    return ",".join((fixed, *(f"points_{each.id}" for each in score.predictor)))


def judged(assessment: Assessment) -> str:
    """All but the id of one line. Points of a predictor that is open are "low-high". The form has a score."""
    score = assessment.score
    assert score is not None  # noqa: S101 -- a form without one is refused before the first row
    points = [str(each.low) if each.low == each.high else f"{each.low}-{each.high}" for each in score.predictors]
    ends = (*map(str, score.points), score.band_low, score.band_high)
    return ",".join((*ends, _APPLIES[score.applies], assessment.recommendation, *assessment.could_be, *points))


def id_problem(text: str) -> str:
    """What is wrong with an id; "" when nothing is."""
    if not text:
        return _("the id is empty.")
    if len(text) > _LONGEST:
        return _("the id is longer than {count} characters.", count=_LONGEST)
    return "" if text.isprintable() else _("the id has characters that cannot be printed.")


def written_id(text: str) -> str:
    """An id as it is written."""
    if _PLAIN.fullmatch(text):
        return text
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="").writerow((inert(text),))
    return written.getvalue()
