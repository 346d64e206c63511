"""Text without what nobody can see: it cannot be made to look like another, and real names keep their joiners."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from b12desk.characters.visible import initials, is_mark, one_line, shortened, visible, without_unseen

ZWNJ, ZWJ = "\u200c", "\u200d"


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("Ada Byron", "Ada Byron"),
        ("Zoë\tŁukasz", "Zoë Łukasz"),
        ("one\r\ntwo\u2028three\x85four", "one\ntwo\nthree\nfour"),
        ("Ali\u202emoc.live", "Alimoc.live"),
        ("\u2066a\u2069\u061cb\u200f\u200e", "ab"),
        ("An\u00adna\u200b\u2060\ufeff", "Anna"),
        ("Anna\U000e0041\U000e007f", "Anna"),
        ("Anna\ufe0f\ufe00\U000e0100", "Anna"),
        ("\u3164\u115f\uffa0x", "x"),
        ("a\u2800b", "a b"),
        ("lone \ud83d, none \ufdd0\U0001ffff", "lone , none "),
        ("bell\x07 nul\x00", "bell nul"),
    ],
)
def test_what_nobody_can_see_is_dropped(typed: str, seen: str) -> None:
    assert visible(typed) == seen
    assert visible(seen) == seen


@pytest.mark.parametrize(
    "name",
    [
        f"علی{ZWNJ}رضا",
        f"می{ZWNJ}خواهم",
        f"عَلِی{ZWNJ}رضا",  # marks between the letter and the half space
        f"क्{ZWJ}ष",
        f"क्{ZWNJ}ष",
        f"ක්{ZWJ}ර",
        f"র{ZWJ}্য",
        f"ന്{ZWJ}",  # an old way to write a letter that ends a word
    ],
)
def test_a_joiner_that_changes_what_is_written_stays(name: str) -> None:
    assert visible(name) == name


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        (f"An{ZWJ}na", "Anna"),
        (f"Ka{ZWNJ}rl", "Karl"),
        (f"{ZWJ}Anna{ZWNJ}", "Anna"),
        (f"{ZWNJ}{ZWJ}", ""),
        (f"دا{ZWNJ}ود", "داود"),  # alef joins nothing behind it, so the half space would be invisible
        (f"علی{ZWNJ}", "علی"),
        (f"علی{ZWNJ} رضا", "علی رضا"),
        (f"ع{ZWJ}لی", "علی"),
        (f"क{ZWJ}ष", "कष"),
        (f"क्{ZWNJ}", "क्"),
        (f"र{ZWJ}क", "रक"),
        (f"\u0301{ZWNJ}a", "\u0301a"),
        (f"👨{ZWJ}👩", "👨👩"),
    ],
)
def test_a_joiner_that_only_hides_is_dropped(typed: str, seen: str) -> None:
    assert visible(typed) == seen


def test_while_somebody_types_a_joiner_waits_for_its_letter() -> None:
    assert without_unseen(f"می{ZWNJ}") == f"می{ZWNJ}"
    assert without_unseen("Ali\u202e") == "Ali"


def test_every_character_that_steers_or_hides_is_dropped() -> None:
    kept = {ZWNJ, ZWJ, "\n", "\t"}
    for code in range(sys.maxunicode + 1):
        each = chr(code)
        if each not in kept and unicodedata.category(each) in {"Cc", "Cs", "Zl", "Zp"}:
            assert without_unseen(f"a{each}b") in {"ab", "a\nb"}, hex(code)
        if unicodedata.bidirectional(each) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}:
            assert without_unseen(each) == "", hex(code)


@pytest.mark.parametrize(
    ("typed", "line"),
    [("  Maria \t Sample\n", "Maria Sample"), (" \u200b\u3000", ""), ("a\u00a0b", "a b"), ("Ａ　Ｂ", "Ａ Ｂ")],
)
def test_a_name_is_one_line(typed: str, line: str) -> None:
    assert one_line(typed) == line


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("Maria Sample", 12, "Maria Sample"),
        ("Maria Sample", 8, "Maria S…"),
        ("Maria Sample", 7, "Maria…"),
        ("Ne\u0301e\u0301", 3, "N…"),
        ("\u0301\u0301\u0301\u0301", 3, "…"),
        (f"क्{ZWJ}ष", 3, "…"),
    ],
)
def test_a_shortened_line_says_so_and_parts_no_letter(text: str, most: int, shown: str) -> None:
    assert shortened(text, most) == shown
    assert len(shown) <= most


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Maria Sample", "M. S."),
        ("  ada   byron ", "A. B."),
        ("a b c d e", "A. B. C. D."),
        ("प्रिया शर्मा", "प्. श."),
        ("O\u0323la\u0301", "O\u0323."),
        ("(Ali) علي", "A. ع."),
        ("\u202eAli", "A."),
        ("123 !", "1. !."),
        ("", ""),
        ("\u200b", ""),
    ],
)
def test_initials_are_whole_letters(name: str, found: str) -> None:
    assert initials(name) == found


def test_marks_are_known_in_every_script() -> None:
    assert all(map(is_mark, "\u0301\u093f\u0e34\u064e"))
    assert not any(map(is_mark, "aकعก"))
