"""One rule for how long ago a date of somebody can lie: window, files of answers and tables."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from b12desk.engine.constraints import check
from b12desk.engine.lifetime import LONGEST_LIFE, oldest_day
from b12desk.model.issue import IssueCode
from b12desk.model.response import QuestionnaireResponse
from b12desk.model.values import PartialDate
from b12desk.tables.map_checks import out_of_life
from tests.gallery import gallery

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("born", "too_old"),
    [
        ("1906", False),
        ("1905", False),
        ("1905-11-23", False),
        ("1905-11-22", True),
        ("1904", True),
        ("2026", False),
    ],
)
def test_an_answer_and_a_cell_of_a_table_are_refused_alike(born: str, too_old: bool) -> None:
    form = gallery("full").questionnaire
    asked, given = form.roles.birth_date, PartialDate(date=born)
    response = QuestionnaireResponse(
        questionnaire=form.canonical,
        authored=datetime(DAY.year, DAY.month, DAY.day, tzinfo=UTC),
        answers={asked: (given,)},
    )
    codes = [each.code for each in check(form, response, frozenset({asked}))]
    assert (IssueCode.TOO_LOW in codes) is too_old
    assert (out_of_life(given, DAY) is not None) is too_old


def test_nobody_alive_is_refused() -> None:
    assert oldest_day(DAY) == date(DAY.year - LONGEST_LIFE - 1, DAY.month, DAY.day + 1)
