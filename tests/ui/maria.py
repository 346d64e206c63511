"""The patient of the demonstration: what a hand does to answer as they do."""

from __future__ import annotations

from b12desk.ui.demo.driver import given_by
from tests.sample_cases import definition, vignettes

SAMPLE = given_by(vignettes()["demonstration"].response, definition().questionnaire)
