"""Numbers in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from b12desk.ui.number_words import in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("0", "zero"),
        ("2", "two"),
        ("2.0", "two"),
        ("2000.0", "two thousand"),
        ("13", "thirteen"),
        ("40", "forty"),
        ("85", "eighty-five"),
        ("100", "one hundred"),
        ("850", "eight hundred and fifty"),
        ("999", "nine hundred and ninety-nine"),
        ("1000", "one thousand"),
        ("1005", "one thousand and five"),
        ("1500", "one thousand five hundred"),
        ("2550", "two thousand five hundred and fifty"),
        ("20000", "twenty thousand"),
        ("999999", "nine hundred and ninety-nine thousand nine hundred and ninety-nine"),
        ("2.5", "two point five"),
        ("0.125", "zero point one two five"),
        ("1000000", ""),
        ("-1", ""),
    ],
)
def test_a_number_in_words(number: str, words: str) -> None:
    assert in_words(Decimal(number)) == words
