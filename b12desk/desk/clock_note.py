"""Whether the computer's clock can be right: ages, dates and the day of an intake all rest on it.

Rule: a year before that of the form's own date is plainly wrong; of everything else the clock is believed.
"""

from __future__ import annotations

from datetime import datetime

from b12desk.i18n import _, current
from b12desk.model.questionnaire import Questionnaire


def clock_note(now: datetime, form: Questionnaire) -> str:
    """What to say of a clock that is wrong; empty when it may be right."""
    if now.year >= int(form.date[:4]):
        return ""
    day = current().date(now.date())
    return _("This computer's clock says {day}. Ages and dates would be wrong: set the clock.", day=day)
