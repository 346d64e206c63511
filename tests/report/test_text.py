"""The door for text: what comes through is exactly what the page shows."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12desk.report.typeset import clean_text as text
from b12desk.report.typeset import fonts

SPOOFING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("B12 < 200 & tired", "B12 < 200 & tired"),
        ("<b>bold</b> <para fontSize=200>", "<b>bold</b> <para fontSize=200>"),
        ("one\r\ntwo\rthree\u2028four\x0bfive\x85six", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("a\tb", "a b"),
        ("nul\x00 bell\x07 del\x7f c1\x9c", "nul bell del c1"),
        ("lone \ud83d surrogate", "lone  surrogate"),
        ("non\ufffe\uffff\ufdd0\U0001fffechar", "nonchar"),
        (f"x{SPOOFING}y", "xy"),
        ("soft\u00adhyphen zero\u200bwidth \ufeffbom", "softhyphen zerowidth bom"),
        ("e\u0301", "\u00e9"),
        ("tired \U0001f62a", "tired [1 character cannot be printed]"),
        ("\u05d3\u05e0\u05d4", "\u05d3\u05e0\u05d4"),
        ("\u4f60\u597d \u738b!", "[4 characters cannot be printed]!"),
        ("\u2265 65 \u2264 70 \u00b5g \u2013 \u2019", "\u2265 65 \u2264 70 \u00b5g \u2013 \u2019"),
        (
            "\u0416\u0443\u043a \u03b1\u03b2 Zo\u00eb \u0141ukasz",
            "\u0416\u0443\u043a \u03b1\u03b2 Zo\u00eb \u0141ukasz",
        ),
    ],
)
def test_text_is_cleaned_and_what_cannot_be_printed_is_named(raw: str, shown: str) -> None:
    assert text.visible_text(raw) == shown


def test_long_text_is_cut_and_says_so() -> None:
    shown = text.visible_text("tired " * 20_000)
    assert shown.startswith("tired tired")
    assert shown.endswith("\u2026 [shortened, 120000 characters]")
    assert len(shown) < text.LIMIT + 50


def test_text_of_exactly_the_limit_is_whole() -> None:
    assert text.visible_text("x" * text.LIMIT) == "x" * text.LIMIT


@pytest.mark.parametrize("limit", range(1, 90))
def test_a_cut_never_leaves_half_of_a_remark(limit: int) -> None:
    head = text.visible_text("ab\U0001f62acd\U0001f62aef" * 3, limit).split("\u2026")[0]
    assert head.count("[1 character cannot be printed]") == head.count("[") == head.count("]")


@pytest.mark.parametrize("limit", range(1, 12))
def test_a_cut_never_parts_a_letter_from_its_marks(limit: int) -> None:
    head = text.visible_text("\u0915\u094d\u0937\u093f" * 3, limit).split("\u2026")[0]
    assert not head.endswith("\u0937")


def test_words_break_only_at_ordinary_spaces_and_when_too_long() -> None:
    paragraphs = text.words("10\u00a0mg a day\n\n" + "x" * 130)
    assert paragraphs[0] == ["10\u00a0mg", "a", "day"]
    assert paragraphs[1] == ["x" * 60, "\0" + "x" * 60, "\0" + "x" * 10]


def test_a_blank_text_has_no_words() -> None:
    assert text.words(" \n \u200b\n") == []


@given(st.text(alphabet=st.characters(), max_size=300))
def test_whatever_comes_in_only_printable_characters_come_out(raw: str) -> None:
    shown = text.visible_text(raw)
    assert text.can_print(shown)
    assert not any(unicodedata.category(each) == "Cs" for each in shown)
    assert not set(shown) & set(SPOOFING)
    assert text.visible_text(shown) == shown


@given(st.text(alphabet=st.characters(), max_size=300))
def test_words_hold_every_visible_character_but_spaces(raw: str) -> None:
    joined = "".join(word.removeprefix("\0") for paragraph in text.words(raw) for word in paragraph)
    assert joined == text.visible_text(raw).replace(" ", "").replace("\n", "")


def test_every_character_of_the_shipped_form_can_be_printed() -> None:
    from b12desk.paths import forms_dir

    for path in sorted(forms_dir().glob("*.toml")):
        missing = set(path.read_text(encoding="utf-8")) - fonts.printable() - {"\n"}
        assert not missing, f"{path.name}: {sorted(missing)}"
