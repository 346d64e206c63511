"""Whether the computer's clock can be right: ages, dates and the day of an intake all rest on it.

Rule: more than a month before the form's own date, or more than 20 years after it, is plainly wrong; of everything else
the clock is believed.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from b12desk.i18n import _, current
from b12desk.model.questionnaire import Questionnaire

_BEFORE, _YEARS_AFTER = timedelta(days=31), 20


def clock_note(now: datetime, form: Questionnaire) -> str:
    """What to say of a clock that is wrong; empty when it may be right."""
    made = date.fromisoformat(form.date)
    if made - _BEFORE <= now.date() and now.year <= made.year + _YEARS_AFTER:
        return ""
    day = current().date(now.date())
    return _("This computer's clock says {day}. Ages and dates would be wrong: set the clock.", day=day)
