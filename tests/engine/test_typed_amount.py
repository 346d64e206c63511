"""A number with words around it: taken where one thing is meant, else asked back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12desk.engine.parsing import Read, parse_answer, read
from b12desk.engine.typed_amount import amount
from b12desk.model.border import read_model
from b12desk.model.issue import IssueCode
from b12desk.model.questionnaire import Item
from b12desk.model.values import Quantity


def item(kind: str, **more: object) -> Item:
    return read_model(Item, {"linkId": "x", "type": kind, **more})


DOSE = item("quantity", unit="mg", unitOption=[{"code": "mg", "display": "mg a day"}])
SMALL = item("quantity", unitOption=[{"code": "ug", "display": "micrograms (mcg)"}])
TIME = item("quantity", unitOption=[{"code": "mo", "display": "months"}, {"code": "a", "display": "years"}])
BLOOD = item("quantity", unitOption=[{"code": "g/L", "display": "g/L"}, {"code": "g/dL", "display": "g/dL"}])
AGE = item("integer", unit="a")


@pytest.mark.parametrize(
    ("asked", "text", "number", "unit"),
    [
        *((DOSE, text, 500, "mg") for text in ("500", "500 mg", "500mg", "500 MG", "500 mg a day", "500\u00a0mg")),
        *((DOSE, text, 500, "mg") for text in ("0.5 g", "0,5g", "500000 mcg", "٥٠٠ mg", "５００ mg", "500 milligrams")),
        *((DOSE, text, 1000, "mg") for text in ("2 x 500", "2x500 mg", "500 x 2", "500 mg. x 2", "2 X 500", "2 × 500")),
        *((DOSE, text, 500, "mg") for text in ("500 mg daily", "500mg/day", "500 a day", "500 /day", "once a day 500")),
        *((DOSE, text, 500, "mg") for text in ("500 mg per day", "500 mg every day.", "500 mg once daily")),
        *((DOSE, text, 1000, "mg") for text in ("twice a day 500", "twice daily: 500 mg", "500 mg twice a day")),
        *((DOSE, text, 1000, "mg") for text in ("500 2x daily", "500 mg 2 times a day", "500 mg x 2 a day")),
        *((DOSE, text, 1500, "mg") for text in ("three times a day 500mg", "500 3 times/day", "3 x 500 mg daily")),
        (DOSE, "2 x 500 mg twice a day", 2000, "mg"),
        (DOSE, "2 x 2 x 500", 2000, "mg"),
        (DOSE, "2 x 0.5 g", 1000, "mg"),
        (DOSE, "2g", 2000, "mg"),
        *((SMALL, text, 1000, "ug") for text in ("1 mg", "1000 µg", "1000 mcg", "1000 micrograms", "1000ug")),
        *((TIME, text, 6, "a") for text in ("6y", "6 y", "6 years", "6 yrs", "6 Years")),
        *((TIME, text, 18, "mo") for text in ("18 months", "18 mo", "18m")),
        *((TIME, text, Decimal("1.5"), "a") for text in ("1 1/2 years", "1½ years", "1.5 y", "1,5 years")),
        (TIME, "½ year", Decimal("0.5"), "a"),
        (TIME, "1/4 y", Decimal("0.25"), "a"),
        *((BLOOD, text, 13, "g/dL") for text in ("13 g/dl", "13g/dL")),
    ],
)  # fmt: skip
def test_a_quantity_is_taken_with_its_unit(asked: Item, text: str, number: object, unit: str) -> None:
    assert parse_answer(asked, text) == Quantity(value=Decimal(str(number)), unit=unit)


@pytest.mark.parametrize("chosen", [None, "mo", "a"])
def test_the_unit_that_was_typed_counts_and_not_the_one_that_is_chosen(chosen: str | None) -> None:
    assert parse_answer(TIME, "6 years", chosen) == Quantity(value=Decimal(6), unit="a")


def test_another_unit_goes_into_the_chosen_one_when_it_is_exact_there() -> None:
    days = item("quantity", unitOption=[{"code": "d", "display": "days"}, {"code": "wk", "display": "weeks"}])
    only = item("quantity", unitOption=[{"code": "a", "display": "years"}])
    assert parse_answer(only, "18 months") == Quantity(value=Decimal("1.5"), unit="a")
    assert parse_answer(days, "1 year", "wk") == Quantity(value=Decimal("365.25"), unit="d")


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (TIME, "10 days"),
        (TIME, "3 weeks"),
        (TIME, "500 mg"),
        (DOSE, "2 years"),
        (DOSE, "2 tablets"),
        (DOSE, "5 m"),
        (DOSE, "500 day"),
        (DOSE, "500 a"),
        (DOSE, "500 mg daily daily"),
        (DOSE, "500 mg twice"),
        (SMALL, "500 mcg daily"),
        (SMALL, "twice a day 500"),
        (TIME, "2 years daily"),
        (TIME, "6 years old"),
        (DOSE, "500 mg daily old"),
    ],
)
def test_a_unit_that_the_question_does_not_take_is_asked_back(asked: Item, text: str) -> None:
    found = read(asked, text)
    assert found.code is IssueCode.OTHER_UNIT
    assert found.limit.split() == [each.code for each in asked.unit_option]


def test_both_readings_of_a_number_keep_their_unit() -> None:
    assert read(DOSE, "2.000 mg") == Read(code=IssueCode.AMBIGUOUS, limit="2 2000", unit="mg")
    assert read(DOSE, "2 x 1.000") == Read(code=IssueCode.AMBIGUOUS, limit="2 2000", unit="mg")
    assert read(DOSE, "1,000 g") == Read(code=IssueCode.AMBIGUOUS, limit="1000 1000000", unit="mg")
    assert read(TIME, "1.000") == Read(code=IssueCode.AMBIGUOUS, limit="1 1000")


def test_how_a_product_was_worked_out_is_told() -> None:
    assert read(DOSE, "2 x 500").factors == (2, 500)
    assert read(DOSE, "500").factors == ()


@pytest.mark.parametrize(
    "text",
    ["x", "x 2", "2 x", "2 x x 500", "0x10", "-2 x 500", "2 mg x 500 mg", "2 x 2 x 2 x 2", "1.000 x 1.000", "2 x two",
     "6y 3m", "mg", "mg 500", "500 mg 2", "1/3", "3/0", "9" * 5000, "500 mg daily 2", "40 years 500", "daily",
     "twice a day 500 2", "twice a day", "twice a day mg 500", "0 times a day 500", "twice a day 500 x 500 x 500 x 2"],
)  # fmt: skip
def test_what_means_nothing_is_none(text: str) -> None:
    assert parse_answer(DOSE, text) is IssueCode.DRAFT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((text, 40) for text in ("40", "40 years", "40y", "40 yrs", "٤٠ years")),
        *((text, 40) for text in ("40 years old", "40 yrs old", "40 yrs. old", "40 Year-old", "40 y/o", "40yo")),
        *((text, 2) for text in ("24 months", "24 months old")),
        ("18 months", IssueCode.NOT_WHOLE),
        *(
            (text, IssueCode.OTHER_UNIT)
            for text in ("40 mg", "40 old", "40 years old old", "40 daily", "40 years young")
        ),
        *((text, IssueCode.DRAFT) for text in ("40 years 500", "40 years old 2", "old 40", "40 years 6 months")),
        ("4 x 10", IssueCode.DRAFT),
    ],
)
def test_a_whole_number_may_have_its_unit_too(text: str, expected: object) -> None:
    assert parse_answer(AGE, text) == expected


def test_of_years_with_a_rest_it_is_said_what_to_write() -> None:
    for text in ("18 months", "18 months old", "20 months", "1 1/2 years", "1.5 y"):
        assert read(AGE, text) == Read(code=IssueCode.NOT_WHOLE, limit="1 a"), text
    assert read(AGE, "1.5") == Read(code=IssueCode.NOT_WHOLE)


def test_how_often_is_worked_out_as_a_product() -> None:
    assert read(DOSE, "twice a day 500").factors == (2, 500)
    assert read(DOSE, "500 mg once a day").factors == ()
    assert read(DOSE, "twice a day 1.000") == Read(code=IssueCode.AMBIGUOUS, limit="2 2000", unit="mg")


def test_a_number_without_a_unit_takes_no_words() -> None:
    assert parse_answer(item("integer"), "40 daily") is IssueCode.DRAFT
    assert parse_answer(item("integer"), "40 years") is IssueCode.DRAFT
    assert parse_answer(item("decimal"), "4.5 kg") is IssueCode.DRAFT
    assert parse_answer(item("decimal"), "4.5") == Decimal("4.5")


@given(
    st.text(max_size=30)
    | st.from_regex(r"\d{1,4}( ?x ?\d{1,4})? ?(mg|g|y|days)?", fullmatch=True)
    | st.from_regex(
        r"((once|twice|[0-9] ?x) (a day|daily) )?\d{1,4} ?(mg|g|y)?( ?(twice|3 times))?( ?(a|/)? ?(day|old))?",
        fullmatch=True,
    )
)
def test_any_text_is_read_without_a_fault(text: str) -> None:
    for asked in (DOSE, TIME, AGE, BLOOD):
        found = read(asked, text, "mo" if asked is TIME else None)
        assert (found.answer is None) is (found.code is not None)


@given(st.decimals(min_value=0, max_value=99999, places=1, allow_nan=False), st.sampled_from(["mg", " mg", " MG"]))
def test_what_is_written_is_read_again(number: Decimal, unit: str) -> None:
    assert parse_answer(DOSE, f"{number}{unit}") == Quantity(value=number, unit="mg")


@given(st.integers(1, 40), st.integers(1, 999))
def test_a_product_is_the_same_either_way(one: int, other: int) -> None:
    found, turned = amount(f"{one} x {other}"), amount(f"{other}x{one}")
    assert found is not None
    assert turned is not None
    assert found.numbers == turned.numbers == (one * other,)
