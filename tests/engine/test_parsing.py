"""Typed text to an answer."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12desk.engine.parsing import parse_answer
from b12desk.engine.typed_number import readings
from b12desk.model.border import read_model
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
        ("1.000", 1000),
        ("1.234.567", 1234567),
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


@pytest.mark.parametrize("kind", ["decimal", "quantity"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(
            (text, IssueCode.AMBIGUOUS)
            for text in ("2.000", "2,000", "12.345", "-2.000", "+2,000", "999,999", "２．０００")
        ),
        *(
            (text, Decimal(2000))
            for text in ("2000", "2 000", "2\u00a0000", "2\u202f000", "2'000", "2\u2019000", "2,000.0")
        ),
        *((text, Decimal(2000)) for text in ("２０００", "٢٠٠٠", "٢٬٠٠٠", "२०००", "2\u200e000")),
        *((text, Decimal("0.125")) for text in ("0,125", "0.125", ".125", ",125", "00.125", "٠٫١٢٥", "0·125")),
        *((text, Decimal("1.5")) for text in ("1.5", "1,5", "1,50", "1·5", "１．５", "٫".join("١٥"))),
        *((text, Decimal("2000.5")) for text in ("2.000,50", "2,000.50", "2 000,5", "2'000.50", "2000.50", "2.000·5")),
        *((text, Decimal(1234567)) for text in ("1.234.567", "1,234,567", "1 234 567", "1'234'567")),
        *((text, Decimal("1234.567")) for text in ("1234.567", "1,234.567", "1.234,567", "1 234.567")),
        *((text, Decimal("2")) for text in ("2·000", "2.0", "2.00", "2.0000")),
        *(
            (text, IssueCode.DRAFT)
            for text in ("5.", "1,00,0", "1.234.56", "2,000,50", "0.000.000", "1 00", "2..000", "2.,5", "1 234.567.890")
        ),
    ],
)
def test_a_number_is_read_as_meant_or_asked_back_in_every_locale(kind: str, text: str, expected: object) -> None:
    found = parse_answer(item(kind, **({"unit": "mg"} if kind == "quantity" else {})), text)
    assert (found.value if isinstance(found, Quantity) else found) == expected


def test_the_two_readings_of_a_number_differ_a_thousandfold() -> None:
    for text in ("2.000", "2,000", "-12.345", "250,000"):
        small, large = readings(text)
        assert large == small * 1000
    assert readings("2 000") == (Decimal(2000),)
    assert readings("two") == ()


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
        ("٢٠١٩", "2019"),
        ("１２．３．２０１９".replace("．", "."), "2019-03-12"),
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
