"""The patient of the demonstration: the answers, and what a hand does to give them."""

from __future__ import annotations

from b12desk.ui.demo.driver import given_by
from tests.sample_cases import definition, vignettes

MARIA = vignettes()["demonstration"].response
SAMPLE = given_by(MARIA, definition().questionnaire)
