"""Typed dates: three boxes, or a whole date in one of them; what is wrong is told of one part."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12desk.engine.typed_date import Span, box_at_fault, boxes_of, in_boxes, month_number, read_date
from b12desk.i18n import Catalogue
from b12desk.model.values import PartialDate

LIFE = Span(date(1905, 11, 23), date(2026, 11, 22))
SINCE_58 = Span(date(1958, 3, 12), date(2026, 11, 22))


def dates(text: str, span: Span | None = LIFE) -> list[str]:
    return [each.date for each in read_date(text, span).dates]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((text, "1958-03-12") for text in ("12.3.1958", "12.03.1958", "12 mar 1958", "12.Mar.1958")),
        *((text, "1958-03-12") for text in ("12th of March 1958", "1958-03-12", "1958/3/12", "1958.3.12")),
        *((text, "1958-03-12") for text in ("12-Mar-1958", "12Mar1958", "12\u00a0March\u00a01958", "March 12, 1958")),
        *((text, "1958-03-12") for text in ("١٢.٣.١٩٥٨", "１２．３．１９５８")),
        *((text, "1958-03-12") for text in ("12.3.58", "12.mar.58", "12 March 58", " 12 . 3 . 1958 ")),
        *((text, "1958-03") for text in ("March 1958", "Mar 58", "3/1958", "3.1958", "1958-03", ".3.1958")),
        *((text, "1958-03") for text in (".March.58", "March 1958..")),
        *((text, "1958") for text in ("1958", "..1958", "..58", "1958..")),
        ("30/3/1958", "1958-03-30"),
        ("3/30/1958", "1958-03-30"),
        ("3/3/1958", "1958-03-03"),
        ("29.2.1960", "1960-02-29"),
        ("12 Sept 1958", "1958-09-12"),
        ("..2026", "2026"),
        ("..06", "2006"),
    ],
)  # fmt: skip
def test_a_date_is_understood(text: str, expected: str) -> None:
    if expected == "2006":
        assert dates(text) == ["1906", "2006"]
        assert dates(text, SINCE_58) == [expected]
    else:
        assert dates(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12/3/1958", ["1958-03-12", "1958-12-03"]),
        ("12-3-1958", ["1958-03-12", "1958-12-03"]),
        ("12 3 58", ["1958-03-12", "1958-12-03"]),
        ("12/3/1958..", ["1958-03-12", "1958-12-03"]),
        ("12.3.20", ["1920-03-12", "2020-03-12"]),
        ("March 1920", ["1920-03"]),
        ("..20", ["1920", "2020"]),
    ],
)
def test_what_can_be_two_dates_is_both(text: str, expected: list[str]) -> None:
    assert dates(text) == expected


def test_what_was_not_yet_or_before_any_life_is_not_meant() -> None:
    assert dates("12/3/1958", SINCE_58) == ["1958-03-12", "1958-12-03"]
    assert dates("2/4/1958", SINCE_58) == ["1958-04-02"]
    assert dates("11/12/2026") == ["2026-11-12"]
    assert dates("1/2/1800") == ["1800-02-01", "1800-01-02"]
    assert dates("..20", SINCE_58) == ["2020"]
    assert dates("12.3.58", Span(date(2000, 1, 1), date(2026, 11, 22))) == []
    assert dates("..58", None) == []


@pytest.mark.parametrize(
    ("text", "fault", "box"),
    [
        ("31.2.1958", "no-such-day 31 2 1958", 0),
        ("29/2/1957", "no-such-day 29 2 1957", 0),
        ("31 February 1958", "no-such-day 31 2 1958", 0),
        ("32.3.1958", "day", 0),
        ("0.3.1958", "day", 0),
        ("45..", "day", 0),
        ("12.13.1958", "month", 1),
        ("12.0.1958", "month", 1),
        ("12.Foo.1958", "month", 1),
        ("Foo 1958", "month", 1),
        ("12..1958", "no-month", 1),
        ("12..", "no-year", 2),
        ("12.3.", "no-year", 2),
        ("March", "no-year", 2),
        ("12 March", "no-year", 2),
        ("March 12", "no-year", 2),
        ("12/3", "no-year", 2),
        (".3.", "no-year", 2),
        ("12.3.195", "year", 2),
        ("12.3.19588", "year", 2),
        ("12.3.x", "year", 2),
        ("..0000", "year", 2),
        ("1/2/07", "year", 2),
        ("", "", 0),
        ("1/1/1/1", "", 0),
        ("20190312", "day", 0),
        ("12%3%1958", "", 0),
        ("?.3.1958", "", 0),
    ],
)
def test_the_part_that_is_wrong_is_told(text: str, fault: str, box: int) -> None:
    found = read_date(text, LIFE)
    assert (found.dates, found.fault) == ((), fault)
    assert box_at_fault(fault) == box


@pytest.mark.parametrize(
    ("text", "boxes"),
    [
        ("12.3.1958", ("12", "3", "1958")),
        ("12 March 58", ("12", "3", "1958")),
        ("1958", ("", "", "1958")),
        ("March", ("", "march", "")),
        ("March 1958", ("", "3", "1958")),
        ("12/3", ("12", "3", "")),
        ("12.3.20", ("12", "3", "20")),
        ("31.2.1958", ("31", "2", "1958")),
        ("12", None),
        ("", None),
        ("12/3/1958", None),
        ("1/1/1/1", None),
    ],
)
def test_a_whole_date_is_parted_into_its_boxes(text: str, boxes: object) -> None:
    assert boxes_of(text, LIFE) == boxes


def test_a_month_has_the_names_of_the_language_in_use_and_the_english_ones() -> None:
    assert month_number("märz") is None
    with Catalogue("de", {}).used():
        assert [month_number(each) for each in ("März", "march", "Mar.", "Okt", "Quark", "12", "13")] == [
            3, 3, 3, 10, None, 12, None,
        ]  # fmt: skip


@given(st.dates(date(1906, 1, 1), date(2026, 11, 22)), st.integers(1, 3))
def test_what_the_boxes_show_is_read_again(day: date, parts: int) -> None:
    known = PartialDate(date="-".join(day.isoformat().split("-")[:parts]))
    assert read_date(".".join(in_boxes(known)), LIFE).dates == (known,)
    assert read_date(known.date, LIFE).dates == (known,)


@given(st.dates(date(1906, 1, 1), date(2026, 11, 22)), st.sampled_from("/-. "))
def test_one_of_the_readings_is_the_day_first(day: date, between: str) -> None:
    found = dates(f"{day.day}{between}{day.month}{between}{day.year}")
    assert day.isoformat() in found
    assert len(found) <= 2


@given(
    st.text(max_size=30) | st.text("0123456789./- marchMÄ", max_size=14), st.timedeltas(timedelta(0), timedelta(40000))
)
def test_any_text_is_read_without_a_fault(text: str, lived: timedelta) -> None:
    span = Span(LIFE.last - lived, LIFE.last)
    found = read_date(text, span)
    assert len(found.dates) <= 2
    assert box_at_fault(found.fault) in range(3)
    boxes_of(text, span)
