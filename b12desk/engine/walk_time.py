"""How long a patient alone takes: seconds a question, from 1,670 audio self-interviews in a general medicine clinic.

Source: ACI 2015, 10.4338/ACI-2014-09-RA-0073: 18.4 s a question, and more from 50 years on. Hearing the questions read
takes 1.45 times as long (BMC Med Res Methodol 2017, s12874-017-0403-8: 19.9 against 13.7 minutes).
"""

from __future__ import annotations

_SECONDS = 18.4
_MORE = ((80, 5.5), (70, 5.1), (60, 3.4), (50, 1.4))
"""Seconds more from an age on."""
_SOUND = 1.45


def seconds_a_question(age: int | None, *, sound: bool = False) -> float:
    """Seconds; of somebody whose age is not known as of the slowest."""
    more = next((each for limit, each in _MORE if age is None or age >= limit), 0.0)
    return (_SECONDS + more) * (_SOUND if sound else 1.0)
