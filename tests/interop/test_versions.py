"""Files that answer an older version of the form: read with it, carried over, and told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from b12desk.definitions.published import Published
from b12desk.engine.uncounted import warning_signs, warning_signs_before
from b12desk.errors import DefinitionError, ResponseError
from b12desk.interop.fhir import ReadResponse
from b12desk.interop.versions import read_any_version
from b12desk.model.values import Coding, Quantity
from tests.gallery import gallery
from tests.interop.sample import Json, answered, coded, resource
from tests.older import write_older

FULL = gallery("full")
OLDER = "urn:test:full|0"


@pytest.fixture
def published(tmp_path: Path) -> Published:
    return Published(FULL, write_older(tmp_path / "form"))


def read(published: Published, *items: Json, **more: object) -> ReadResponse:
    data = json.dumps(resource(*items, **{"questionnaire": OLDER, **more})).encode()
    return read_any_version(published, data, "f")


GAS = answered("gas_last", {"valueDate": "2026-11-01"})
DRUG = [
    coded("gate", "yes"),
    coded("drug_old", "current"),
    answered("drug_old.dose", {"valueQuantity": {"value": 500, "code": "mg"}}),
    answered("drug_old.why", {"valueString": "sugar"}),
]


def test_a_file_that_names_its_version_is_read_with_it_and_carried_over(published: Published) -> None:
    found = read(published, coded("fatigue", "yes"), *DRUG, GAS)
    assert found.response.questionnaire == "urn:test:full|1"
    assert found.response.carried_from == OLDER
    assert found.response.answers == {
        "gate": (Coding(code="yes"),),
        "drug": (Coding(code="now"),),
        "drug.dose": (Quantity(value=500, unit="mg"),),
        "tired": (Coding(code="yes"),),
        "gas": (Coding(code="yes"),),
    }
    assert found.response.ask_again == ("gas",)
    assert [str(each) for each in found.warnings] == [
        "f: questionnaire: version 0 of the form was answered; the answers were carried over to version 1."
        " Ask again: gas.",
        "f: drug_old.why: not carried over: version 1 has no place for it.",
    ]


def test_nothing_to_ask_again_is_no_word(published: Published) -> None:
    (told,) = read(published, coded("fatigue", "no")).warnings
    assert str(told).endswith("carried over to version 1.")


def test_texts_and_problems_are_those_of_the_version_that_was_answered(published: Published) -> None:
    assert read(published, {**coded("fatigue", "no"), "text": "Old: fatigue?"}).response.answers
    with pytest.raises(ResponseError) as caught:
        read(
            published,
            {**coded("fatigue", "no"), "text": "Old: pregnant?"},
            coded("gas", "yes"),
            coded("drug_old", "now"),
        )
    assert [each.where for each in caught.value.problems] == ["f: fatigue", "f: gas", "f: drug_old"]


def test_a_gate_over_a_warning_sign_is_told_first_as_before(published: Published) -> None:
    earlier = published.find(OLDER)
    assert earlier is not None
    assert warning_signs(FULL) == {"gas", "numb"}
    assert warning_signs_before(FULL, earlier) == {"gas_last", "numb"}
    found = read(published, coded("gate_products", "no"), coded("sprays", "yes"))
    assert str(found.warnings[0]) == "f: sprays: not counted, because gate_products is no."
    assert found.response.ask_again == ("products",)


@pytest.mark.parametrize("said", ["urn:test:full", None])
def test_a_file_that_names_no_version_is_known_by_its_questions(published: Published, said: str | None) -> None:
    old = read(published, coded("fatigue", "yes"), questionnaire=said)
    assert old.response.carried_from == OLDER
    inside = {"linkId": "symptoms", "item": [coded("fatigue", "yes")]}
    assert read(published, inside, questionnaire=said).response.carried_from == OLDER
    assert read(published, coded("tired", "yes"), questionnaire=said).response.carried_from == ""


def test_todays_version_is_read_as_ever(published: Published) -> None:
    found = read(published, coded("tired", "yes"), questionnaire="urn:test:full|1")
    assert (found.response.carried_from, found.warnings) == ("", ())


@pytest.mark.parametrize("said", ["urn:test:full|7", "urn:other|0", "urn:other", 5])
def test_what_is_not_known_is_refused_as_ever(published: Published, said: object) -> None:
    with pytest.raises(ResponseError, match="questionnaire"):
        read(published, coded("tired", "yes"), questionnaire=said)


def test_a_broken_older_version_is_told_when_it_is_needed(published: Published, tmp_path: Path) -> None:
    (tmp_path / "form" / "published" / "0" / "questionnaire.toml").unlink()
    assert read(published, coded("tired", "yes"), questionnaire="urn:test:full|1").warnings == ()
    with pytest.raises(DefinitionError, match="Version 0 of the form cannot be used"):
        read(published, coded("fatigue", "yes"))
