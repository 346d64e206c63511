"""Typed text to an answer."""

from __future__ import annotations

from b12desk.model.border import read_model

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12desk.engine.parsing import parse_answer
from b12desk.model.issue import IssueCode
from b12desk.model.questionnaire import Item
from b12desk.model.values import PartialDate, Quantity


def item(kind: str, **more: object) -> Item:
    return read_model(Item, {"linkId": "x", "type": kind, **more})


TIME = item("quantity", unitOption=[{"code": "mo", "display": "months"}, {"code": "a", "display": "years"}])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3", 3),
        (" 40 ", 40),
        ("1,000", 1000),
        ("1 000", 1000),
        ("3.0", 3),
        ("3,5", IssueCode.NOT_WHOLE),
        ("", IssueCode.DRAFT),
    ]
    + [(text, IssueCode.DRAFT) for text in ("three", "1e9", "0x10", "--3", "9" * 5000, "٣x", "1,00,0")],
)
def test_whole_numbers(text: str, expected: object) -> None:
    assert parse_answer(item("integer"), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("2.5", Decimal("2.5")), ("2,5", Decimal("2.5")), ("x", IssueCode.DRAFT)]
)
def test_decimals_take_a_point_or_a_comma(text: str, expected: object) -> None:
    assert parse_answer(item("decimal"), text) == expected


def test_a_quantity_needs_its_unit() -> None:
    assert parse_answer(TIME, "6", "a") == Quantity(value=Decimal(6), unit="a")
    assert parse_answer(TIME, "6") is IssueCode.WRONG_UNIT
    assert parse_answer(TIME, "6", "mg") is IssueCode.WRONG_UNIT
    assert parse_answer(TIME, "six", "a") is IssueCode.DRAFT
    assert parse_answer(item("quantity", unit="mg"), "500") == Quantity(value=Decimal(500), unit="mg")
    assert parse_answer(item("quantity"), "5") == Quantity(value=Decimal(5), unit="1")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019", "2019"),
        ("3/2019", "2019-03"),
        ("2019-3", "2019-03"),
        ("12.3.2019", "2019-03-12"),
        ("2019-03-12", "2019-03-12"),
        ("29/2/2020", "2020-02-29"),
    ],
)
def test_dates_keep_their_precision(text: str, expected: str) -> None:
    assert parse_answer(item("date"), text) == PartialDate(date=expected)


@pytest.mark.parametrize("text", ["", "13/2019", "2019-02-30", "29/2/2021", "last year", "20190312", "0000", "1/1/1/1"])
def test_what_is_not_a_date(text: str) -> None:
    assert parse_answer(item("date"), text) is IssueCode.NOT_A_DATE


def test_text_is_taken_trimmed() -> None:
    assert parse_answer(item("text"), "  a\nb ") == "a\nb"
    assert parse_answer(item("string"), "   ") is IssueCode.DRAFT


def test_a_choice_is_not_typed() -> None:
    with pytest.raises(ValueError, match="not typed"):
        parse_answer(item("choice"), "x")


@given(st.text(max_size=40), st.sampled_from(["integer", "decimal", "date", "string", "quantity"]))
def test_any_text_is_an_answer_or_a_code(text: str, kind: str) -> None:
    result = parse_answer(TIME if kind == "quantity" else item(kind), text, "mo")
    assert isinstance(result, IssueCode | int | Decimal | PartialDate | str | Quantity)
