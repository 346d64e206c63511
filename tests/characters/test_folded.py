"""Folding: what is typed without accents, capitals and dashes is the same word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12desk.characters.folded import folded, folded_number


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Maria Sample", "maria sample"),
        ("  Zoë\tO'Brien-Müller ", "zoe obrienmuller"),
        ("ŁUKASZ Sørensen", "lukasz sorensen"),
        ("Straße", "strasse"),
        ("İpek Işık", "ipek isik"),
        ("ﬁona", "fiona"),
        ("Æsa Þór", "aesa thor"),
        ("محمد", "محمد"),
        ("مُحَمَّد", "محمد"),
        ("می\u200cخواهم", "میخواهم"),
        ("Ме́дведев", "медведев"),
        ("١٢٣ ৪", "123 4"),
        ("山田 太郎", "山田 太郎"),
        ("- ' .", ""),
    ],
)
def test_what_does_not_matter_goes(text: str, plain: str) -> None:
    assert folded(text) == plain


def test_a_number_is_one_word() -> None:
    assert folded_number(" 485 777-3456/a ") == "4857773456a"


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert folded(text.upper()) == folded(folded(text.upper()))
