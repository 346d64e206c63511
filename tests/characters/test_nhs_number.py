"""NHS numbers as people type them: spaces and dashes taken, the check digit checked, shown in groups."""

from __future__ import annotations

import pytest

from b12desk.characters.nhs_number import nhs_complete, nhs_digits, nhs_grouped


@pytest.mark.parametrize(
    "typed",
    [
        "9434765919",
        "943 476 5919",
        "943-476-5919",
        " 943 4765919 ",
        "943\N{NO-BREAK SPACE}476\N{EN DASH}5919",
        "94-34 76-59 19",
    ],
)
def test_spaces_and_dashes_are_taken(typed: str) -> None:
    assert nhs_digits(typed) == "9434765919"
    assert nhs_grouped(typed) == "943 476 5919"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "9434765918",
        "4934765919",
        "943476591",
        "94347659190",
        "943A476B5919",
        "\u0669434765919",
        "12-345",
        "943/476/5919",
    ],
)
def test_what_does_not_check_is_none_and_stands_as_it_is(typed: str) -> None:
    assert nhs_digits(typed) == ""
    assert nhs_grouped(typed) == typed


def test_it_is_complete_with_its_tenth_digit() -> None:
    assert [nhs_complete("943 476 5919"[:most]) for most in (0, 11, 12)] == [False, False, True]
