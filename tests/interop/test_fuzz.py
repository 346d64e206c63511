"""Whatever happens to a response file, the answer is a list of problems or a response that can be judged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

import pytest

from b12desk.engine.scoring import assess
from b12desk.errors import ResponseError
from b12desk.interop.fhir import read_responses
from tests.gallery import gallery
from tests.interop.sample import Json, answered, coded, resource

FULL = gallery("full")
PATIENT = {"resourceType": "Patient", "id": "p", "name": [{"text": "Ann"}], "birthDate": "1980-05"}
REASON = {"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "masked"}]}
WHOLE = resource(
    {
        "linkId": "medicines",
        "text": "Medicines",
        "item": [
            coded("gate", "yes"),
            coded("drug", "now"),
            answered("drug.dose", {"valueQuantity": {"value": 2000, "unit": "mg", "code": "mg", "system": "x"}}),
            answered("drug.since", {"valueDateTime": "2019-03-01T10:00:00Z"}),
        ],
    },
    answered("birth_date", {"valueDate": "1980-05"}),
    coded("products", "tablet", "tablet"),
    answered("tired", {"valueCoding": {"system": "x", "display": "Yes", "code": "yes", "_display": REASON}}),
    contained=[
        {
            **PATIENT,
            "name": [
                {"use": "old", "text": "Then", "period": {"start": "2001", "end": "2002"}},
                {"use": "official", "family": "Lee", "given": ["Ann"], "prefix": ["Dr"], "suffix": ["Jr"]},
            ],
            "identifier": [
                {"use": "usual", "value": "1", "system": "s", "type": {"text": "x", "coding": [{"code": "MR"}]}},
                {"value": "2", "period": {"end": "2001-01-01T00:00:00Z"}},
            ],
            "gender": "male",
            "active": True,
        }
    ],
    subject={"reference": "#p", "type": "Patient", "display": "Ann Lee", "identifier": {"value": "1", "system": "s"}},
    meta={"tag": [{"code": "x"}]},
    language="en",
    identifier={"value": "x"},
)
ODD: list[Any] = [
    None, True, 0, -1, 10**30, "", "x", "#p", "no", "1980-02-30", "\x00\u202e", [], {}, [[]], [{}], ["x", None, {}],
    REASON, {"code": None}, {"extension": "x"}, {"coding": [1]}, {"coding": {}},
]  # fmt: skip
KEYS = ("answers", "x", "_answer", "valueString", "extension", "_value", "item", "modifierExtension", "period")


def places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in ``tree``: what holds it, and under which key or number."""
    for key in list(tree) if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ():
        yield tree, key
        yield from places(tree[key])


def rearrange(random: Random) -> Json:
    """A response with one to four values exchanged, taken away, doubled or misplaced: well formed all the same."""
    tree = deepcopy(WHOLE)
    for _count in range(random.randint(1, 4)):
        found = list(places(tree))
        holder, key = random.choice(found)
        match random.randrange(4):
            case 0:
                holder[key] = deepcopy(random.choice(ODD))
            case 1:
                other, there = random.choice(found)
                holder[key] = deepcopy(other[there])
            case 2 if len(found) > 1:
                del holder[key]
            case _ if isinstance(holder, dict):
                holder[random.choice((*KEYS, f"_{key}", str(key).upper()))] = deepcopy(holder[key])
            case _:
                holder.append(deepcopy(holder[key]))
    return tree


def bear(seed: int) -> bool:
    """Rearrange the file; True when it can still be judged, and then it is."""
    try:
        found = read_responses(FULL.questionnaire, json.dumps(rearrange(Random(seed))).encode(), "f")
    except ResponseError as error:
        assert error.problems
        assert all(each.where.startswith("f") and each.cause for each in error.problems)
        return False
    assert assess(FULL, found.response).hash == FULL.hash
    assert all(each.where.startswith("f") and each.cause for each in found.warnings)
    return True


def test_300_rearranged_responses() -> None:
    assert 50 < sum(bear(seed) for seed in range(300)) < 250


@pytest.mark.slow
@pytest.mark.parametrize("start", range(300, 10_300, 500))
def test_10000_rearranged_responses(start: int) -> None:
    assert 50 < sum(bear(seed) for seed in range(start, start + 500)) < 450
