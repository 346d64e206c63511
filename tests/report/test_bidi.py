"""The order of lines that run both ways, compared with what the Unicode algorithm says of each."""

from __future__ import annotations

import pytest

from b12desk.report.typeset.bidi import in_order, levels, runs_both_ways

# Capital letters stand for Hebrew, small ones for Latin, as in Unicode annex 9; # for an Arabic letter, 4 to 6 for
# Arabic digits and ~ for a mark.
_STANDS_FOR = {
    **{chr(65 + n): chr(0x5D0 + n) for n in range(26)},
    "#": "ع",
    "4": "٤",
    "5": "٥",
    "6": "٦",
    "~": "\u05b0",
}
_BACK = {value: key for key, value in _STANDS_FOR.items()}


def shown(line: str, *, leftwards: bool = False) -> str:
    text = "".join(_STANDS_FOR.get(each, each) for each in line)
    ordered = in_order(list(zip(text, levels(text, leftwards=leftwards), strict=True)), lambda piece: piece[1])
    return "".join(_BACK.get(each, each) for each, _level in ordered)


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("car", "car"),
        ("", ""),
        ("CAR", "RAC"),
        ("car is CAR", "car is RAC"),
        ("CAR is car", "is car RAC"),
        ("CAR BUS", "SUB RAC"),
        ("a CAR BUS b", "a SUB RAC b"),
        ("CAR 12-3", "12-3 RAC"),
        ("CAR 12,3", "12,3 RAC"),
        ("# 12-3", "3-12 #"),
        ("#45,6", "45,6#"),
        ("45", "45"),
        ("ab-45", "ab-45"),
        ("12 CAR", "RAC 12"),
        ("a 12 CAR", "a 12 RAC"),
        ("CAR 1%", "1% RAC"),
        ("CAR %", "% RAC"),
        ("CAR +1", "1+ RAC"),
        ("CAR (BUS)", ")SUB( RAC"),
        ("CAR (bus)", ")bus( RAC"),
        ("bus (CAR)", "bus (RAC)"),
        ("bus CAR (A b)", "bus RAC (A b)"),
        ("CAR a (b)", "a (b) RAC"),
        ("a (b CAR", "a (b RAC"),
        ("a ) CAR", "a ) RAC"),
        ("A (- ) b", "b ) -( A"),
        ("a (A) ~B", "a (A) ~B"),
        ("A~B", "B~A"),
        ("A [a~] b", "b ]a~[ A"),
    ],
)
def test_a_line_is_in_the_order_of_the_eye(written: str, seen: str) -> None:
    assert shown(written) == seen


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("", ""),
        ("car", "car"),
        ("car bus.", ".car bus"),
        ("car (bus).", ".car (bus)"),
        ("car: BUS", "SUB :car"),
        ("CAR car", "car RAC"),
        ("car 12", "car 12"),
        ("12 car", "car 12"),
        ("[1, 4]", "]4 ,1["),
        ("1-3", "1-3"),
    ],
)
def test_a_page_that_runs_to_the_left_takes_its_lines_along(written: str, seen: str) -> None:
    assert shown(written, leftwards=True) == seen


def test_deep_brackets_are_bounded() -> None:
    line = "A" + "(" * 70 + "b" + ")" * 70
    assert sorted(shown(line)) == sorted(line)


def test_what_runs_both_ways() -> None:
    assert runs_both_ways("a ع")
    assert runs_both_ways("٤")
    assert not runs_both_ways("Zoë प्रिया 王")
    assert not runs_both_ways("plain")
