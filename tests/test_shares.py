"""Shares reckoned from tables of a survey: who is counted, with which weight, and what an empty answer is."""

from __future__ import annotations

import lzma
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "docs" / "validation"))

from share_list import ROWS, SURVEYS
from share_people import Person, Row, Survey, found, people_of
from share_ways import (
    Counted,
    among,
    anaemic,
    below,
    days,
    drinks,
    each_b12,
    either,
    holds_b12,
    known,
    medicine,
    one,
    supplement,
)

PEOPLE = "seqn,wt_mec2yr,age,sex,hb_gdl,tired\n1,3.0,30,F,11.9,1.0\n2,1.0,50,M,12.9,2.0\n3,4.0,70,F,,\n"
MEDICINES = '"SEQN","RXDDRUG"\n"1","METFORMIN; SITAGLIPTIN"\n"2","PÖTASSIUM"\n"9","METFORMIN"\n'
SUPPLEMENTS = (
    '"SEQN","DSDSUPP","DSD103","DSQIVB12"\n'
    '"1","VITAMIN B-12",30,100\n"1","MULTI",10,6\n"2","CALCIUM",30,NA\n"2","MULTI",77777,6\n'
)
DRINKS = '"SEQN","ALQ110","ALQ120Q","ALQ120U"\n"1",NA,2,1\n"2",2,NA,NA\n"3",NA,999,1\n'
SURVEY = Survey("TRIED", "people.csv.xz", "GH", ("RXQ_RX", "DSQIDS", "ALQ"))


@pytest.fixture
def people(tmp_path: Path) -> list[Person]:
    for name, text in (
        ("people", PEOPLE), ("RXQ_RX_G", MEDICINES), ("DSQIDS_H", SUPPLEMENTS), ("ALQ_G", DRINKS)
    ):  # fmt: skip
        (tmp_path / f"{name}.csv.xz").write_bytes(lzma.compress(text.encode("latin-1")))
    return people_of(SURVEY, tmp_path, tmp_path)


@pytest.mark.parametrize(
    ("counted", "share", "answers"),
    [
        (one("tired"), 3 / 4, 2),
        (known("tired"), 3 / 8, 3),
        (either(one("tired"), known("age", 70)), 7 / 8, 3),
        (below(one("tired")), 0.0, 2),
        (among(known("age", 30), one("tired")), 1.0, 1),
        (anaemic, 1.0, 2),
        (medicine("METFORMIN"), 3 / 8, 3),
        (supplement(holds_b12), 4 / 8, 3),
        (each_b12("DSD103", 28, 99, 30), 3 / 6, 2),
        (days(drinks, 79, 367), 3 / 4, 2),
    ],
)
def test_a_share_is_weighted_over_those_who_answered(
    people: list[Person], counted: Counted, share: float, answers: int
) -> None:
    row = Row("TRIED", "question", "answer", counted, "what")
    assert found(row, people) == (pytest.approx(share), answers)


def test_a_table_that_is_missing_is_named(tmp_path: Path) -> None:
    (tmp_path / "people.csv.xz").write_bytes(lzma.compress(PEOPLE.encode()))
    with pytest.raises(SystemExit, match="there is no table RXQ_RX of the cycles G, H"):
        people_of(SURVEY, tmp_path, tmp_path)


def test_every_row_is_of_a_survey_and_none_is_there_twice() -> None:
    assert {each.survey for each in ROWS} == {each.key for each in SURVEYS}
    assert len({(each.link_id, each.answer) for each in ROWS}) == len(ROWS)
