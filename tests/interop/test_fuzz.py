"""Whatever happens to a response file, the answer is a list of problems or a response that can be judged."""

from __future__ import annotations

import json
from random import Random

import pytest

from b12desk.engine.scoring import assess
from b12desk.errors import ResponseError
from b12desk.interop.fhir import read_responses
from tests.gallery import gallery
from tests.interop.sample import answered, coded, resource
from tests.mutations import mutate, swap_words

FULL = gallery("full")
PATIENT = {"resourceType": "Patient", "id": "p", "name": [{"text": "Ann"}], "birthDate": "1980-05"}
TEXT = json.dumps(
    resource(
        {
            "linkId": "medicines",
            "text": "Medicines",
            "item": [
                coded("gate", "yes"),
                coded("drug", "now"),
                answered("drug.dose", {"valueQuantity": {"value": 2000, "unit": "mg", "code": "mg"}}),
                answered("drug.duration", {"valueQuantity": {"value": 6.5, "unit": "years"}}),
                answered("drug.since", {"valueDate": "2019-03"}),
                answered("drug.name", {"valueString": "Glucophage"}),
            ],
        },
        answered("birth_date", {"valueDate": "1980-05"}),
        coded("products", "tablet", "spray"),
        answered("numb", {"valueBoolean": True}),
        coded("tired", "not-sure"),
        contained=[PATIENT],
        subject={"reference": "#p", "display": "Ann"},
    )
)


def survive(seed: int) -> bool:
    """Damage the file; True when it can still be judged, and then it is."""
    random = Random(seed)
    data = random.choice((mutate, swap_words))(TEXT, random)
    try:
        found = read_responses(FULL.questionnaire, data, "f")
    except ResponseError as error:
        assert error.problems
        assert all(each.where.startswith("f") and each.cause for each in error.problems)
        return False
    assert assess(FULL, found.response).hash == FULL.hash
    return True


def test_500_damaged_responses() -> None:
    good = sum(survive(seed) for seed in range(500))
    assert 0 < good < 250


@pytest.mark.slow
@pytest.mark.parametrize("start", range(500, 10_000, 500))
def test_10000_damaged_responses(start: int) -> None:
    assert sum(survive(seed) for seed in range(start, start + 500)) < 250
