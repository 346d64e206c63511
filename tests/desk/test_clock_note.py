"""Which clocks are plainly wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from b12desk.desk.clock_note import clock_note
from tests.gallery import gallery

FORM = gallery("full").questionnaire
MADE = date.fromisoformat(FORM.date)


@pytest.mark.parametrize(
    ("day", "wrong"),
    [
        (MADE - timedelta(days=32), True),
        (MADE - timedelta(days=31), False),
        (MADE, False),
        (date(MADE.year + 20, 12, 31), False),
        (date(MADE.year + 21, 1, 1), True),
        (date(1970, 1, 1), True),
    ],
)
def test_a_clock_is_believed_from_a_month_before_the_form_to_20_years_after_it(day: date, wrong: bool) -> None:
    said = clock_note(datetime(day.year, day.month, day.day, 9, tzinfo=UTC), FORM)
    assert said.startswith("This computer's clock says ") is wrong
    assert bool(said) is wrong
