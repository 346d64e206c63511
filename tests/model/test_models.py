"""The models refuse what cannot be meant, and look up what they hold."""

from __future__ import annotations

from datetime import datetime

import pytest
from pydantic import ValidationError

from b12desk.model.evidence import Source, Sources
from b12desk.model.response import new_response
from b12desk.model.rules import Condition
from tests.engine.small import NOW, QUESTIONNAIRE, RULES


@pytest.mark.parametrize("data", [{}, {"finding": "a", "condition": "b"}, {"all": [], "any": []}])
def test_a_condition_has_exactly_one_form(data: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="exactly one"):
        Condition.model_validate(data)


def test_a_condition_is_no_text() -> None:
    with pytest.raises(ValidationError):
        Condition.model_validate("metformin and tired")


def test_a_response_needs_a_time_zone() -> None:
    assert new_response("urn:x|1", NOW).authored_date == NOW.date()
    with pytest.raises(ValidationError):
        new_response("urn:x|1", datetime(2026, 11, 22))


def test_refused_values_are_not_repeated_in_messages() -> None:
    with pytest.raises(ValidationError) as caught:
        new_response("urn:x|1", NOW, subject={"display": ["Maria Sample"]})
    assert "Maria" not in str(caught.value)


def test_things_are_found_by_their_names() -> None:
    source = Source(key="X", title="A book", confidence="P")
    assert Sources(version="1", source=(source,)).by_key == {"X": source}
    assert RULES.recommendations["urgent"].title == "urgent"
    assert QUESTIONNAIRE.items["age"].label == "Age"
    assert QUESTIONNAIRE.parents["metformin"] == "behind"
