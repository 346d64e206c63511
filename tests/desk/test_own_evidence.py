"""The clinic's own evidence: what is told of how patients got on, and that nothing is told of a few."""

from __future__ import annotations

from itertools import count
from random import Random

import pytest

from b12desk.desk.own_evidence import FEWEST, Ease, Evidence, age_bands, csv_text, evidence
from b12desk.desk.walk_diary import Diary, age_band
from b12desk.store.waiting import Screen

NUMBERS = count()


def walk(
    *screens: tuple[str, float], band: str = "60-74", left: str = "", face: str | None = None, **more: int
) -> list[Screen]:
    """A walk over these screens, with their seconds; ``more`` counts of the last of them."""
    sitting = f"s{next(NUMBERS)}"
    rows = [Screen(sitting, "2026-11-27", band, False, name, secs, 0, 0, 0, name == left) for name, secs in screens]
    rows[-1] = rows[-1]._replace(face=face, **more)
    return rows


def kept(*walks: list[Screen]) -> list[Screen]:
    return [each for rows in walks for each in rows]


def test_of_four_walks_nothing_is_told_of_five_something() -> None:
    walks = [walk(("welcome", 10), ("gut", 20 + each), face="good") for each in range(5)]
    assert evidence(kept(*walks[:4])) == Evidence(None, None, None, None)
    found = evidence(kept(*walks))
    assert (found.walks, found.finished, found.screens) == (5, 5, 2)
    assert found.minutes == (10 + 22) / 60
    assert [(each.screen, each.walks, each.seconds) for each in found.lines] == [("welcome", 5, 10), ("gut", 5, 22)]
    assert found.ease == Ease(5, {"good": 5, "middling": 0, "bad": 0})


def test_a_screen_that_fewer_met_is_left_out() -> None:
    walks = [walk(("welcome", 10), *([("iron", 30.0)] if each < 4 else [])) for each in range(10)]
    assert [each.screen for each in evidence(kept(*walks)).lines] == ["welcome"]


def test_a_share_that_would_name_a_few_is_withheld_and_that_of_nobody_is_told() -> None:
    calm, left = [("welcome", 10.0), ("gut", 20.0)], "gut"
    few = kept(*[walk(*calm) for _each in range(8)], *[walk(*calm, left=left) for _each in range(2)])
    line = evidence(few).lines[1]
    assert (line.back, line.left) == (0, None)
    assert evidence(few).finished is None, "10 less 8 would be 2"
    many = kept(*[walk(*calm) for _each in range(15)], *[walk(*calm, left=left) for _each in range(5)])
    assert evidence(many).lines[1].left == 0.25
    assert evidence(many).finished == 15
    nearly_all = kept(*[walk(*calm, backs=1) for _each in range(8)], *[walk(*calm) for _each in range(2)])
    assert evidence(nearly_all).lines[1].back is None, "8 of 10 is as much as 2 of 10"


def test_a_face_that_a_few_gave_withholds_them_all() -> None:
    walks = [walk(("welcome", 1), face="good") for _each in range(9)] + [walk(("welcome", 1), face="bad")]
    assert evidence(kept(*walks)).ease == Ease(10, None)


def test_a_screen_met_twice_is_one_walk_with_all_its_seconds() -> None:
    walks = [walk(("gut", 10), ("gut", 5), changes=1) for _each in range(5)]
    (line,) = evidence(kept(*walks)).lines
    assert (line.walks, line.seconds, line.changed) == (5, 15, 1)


def test_age_bands_are_looked_at_apart_where_enough_are_in_them() -> None:
    old = [walk(("gut", 40), band="75+") for _each in range(5)]
    young = [walk(("gut", 10), band="16-39") for _each in range(4)]
    unknown = [walk(("gut", 10), band="") for _each in range(9)]
    rows = kept(*old, *young, *unknown)
    assert age_bands(rows) == ("75+",)
    assert evidence(rows, "75+").lines[0].seconds == 40
    assert evidence(rows, "16-39").walks is None
    assert [age_band(each) for each in (None, 3, 16, 39, 60, 74, 75, 101)] == [
        "", "0-15", "16-39", "16-39", "60-74", "60-74", "75+", "75+",
    ]  # fmt: skip


def test_walks_count_in_fives_so_that_nobody_sees_what_the_last_patient_did() -> None:
    before = [walk(("gut", 10), changes=1) for _each in range(5)]
    after = [walk(("gut", 90), backs=1, left="gut") for _each in range(5)]
    for more in range(1, 5):
        assert evidence(kept(*before, *after[:more])) == evidence(kept(*before))
    assert evidence(kept(*before, *after)).lines[0][1:] == (10, 50, 0.5, 0.5, 0, 0.5)
    elsewhere = [walk(("gut", 90), band="75+") for _each in range(4)]
    assert evidence(kept(*before, *elsewhere)) == evidence(kept(*before)), "of one age band"
    met = [walk(("welcome", 1), *([("gut", 2.0)] if each != 3 else [])) for each in range(10)]
    assert [each.walks for each in evidence(kept(*met)).lines] == [10, 5], "10 and 9 would tell of one"


def test_a_band_is_not_told_where_the_others_could_be_reckoned_from_it() -> None:
    def half(band: str, backs: int, of: int = 10) -> list[list[Screen]]:
        return [walk(("gut", 10), band=band, backs=int(each < backs)) for each in range(of)]

    one = kept(*half("60-74", 5), *half("75+", 2))
    assert evidence(one).lines[0].back == 0.35
    assert evidence(one, "75+").lines[0].back is None, "2 of 10"
    assert evidence(one, "60-74").lines[0].back is None, "or 7 less 5 would be 2"
    two = kept(*half("60-74", 5), *half("75+", 2), *half("40-59", 3))
    assert evidence(two, "60-74").lines[0].back == 0.5, "2 and 3 cannot be told from each other"
    third = kept(*half("60-74", 10, 20), *half("75+", 2), *half("40-59", 5))
    assert evidence(third, "60-74").lines[0].back == 0.5
    assert evidence(third, "40-59").lines[0].back is None, "the smallest hides the one that is a few"


@pytest.mark.parametrize("seed", range(30))
def test_no_figure_that_is_told_less_another_is_of_a_few(seed: int) -> None:
    """Any one of all ages, less those of the bands that are told it."""
    chance = Random(seed)
    bands = ("", "16-39", "40-59", "60-74", "75+")
    walks = [
        walk(
            *((name, chance.uniform(5, 30)) for name in ("welcome", "gut", "iron") if chance.random() < 0.8),
            ("ease", 3.0),
            band=chance.choice(bands[: 2 + seed % 4]),
            face=chance.choice(("good", "good", "bad", None)),
            backs=int(chance.random() < 0.3),
            changes=int(chance.random() < 0.1),
        )
        for _each in range(chance.randrange(5, 90))
    ]
    rows = kept(*walks)
    whole = evidence(rows)
    parts = [evidence(rows, band) for band in age_bands(rows)]
    few: list[object] = []

    def compare(all_of_them: list[int], told: list[list[int]]) -> None:
        rest = [each - sum(part[at] for part in told) for at, each in enumerate(all_of_them)]
        few.extend(
            each for each in (*all_of_them, *rest, *(each for part in told for each in part)) if 0 < each < FEWEST
        )

    for line in whole.lines:
        same = [each for part in parts for each in part.lines if each.screen == line.screen]
        compare([line.walks], [[each.walks] for each in same])
        for at in range(3, 7):
            share = line[at]
            if share is not None:
                told = [(each, each[at]) for each in same if each[at] is not None]
                compare(both(share, line.walks), [both(part, each.walks) for each, part in told])
    if whole.ease is not None and whole.ease.faces is not None:
        eases = [part.ease.faces for part in parts if part.ease is not None and part.ease.faces is not None]
        compare(list(whole.ease.faces.values()), [list(each.values()) for each in eases])
    assert few == []


def both(share: float, of: int) -> list[int]:
    return [round(share * of), of - round(share * of)]


def test_the_csv_says_the_same_with_nothing_where_nothing_is_told() -> None:
    walks = [walk(("welcome", 10), ("gut", 20), left="gut" if each < 2 else "", face="good") for each in range(10)]
    text = csv_text(evidence(kept(*walks)), {"welcome": "Welcome", "gut": "Stomach, bowel"}.__getitem__)
    assert text.splitlines() == [
        "screen,walks,seconds,back,changed,helped,left",
        "Welcome,10,10.0,0.00,0.00,0.00,0.00",
        '"Stomach, bowel",10,20.0,0.00,0.00,0.00,',
        "ease: good,10,,,,,",
        "ease: middling,0,,,,,",
        "ease: bad,0,,,,,",
        "ease: all,10,,,,,",
    ]


def test_a_spreadsheet_runs_nothing_of_it() -> None:
    text = csv_text(evidence(kept(*[walk(("gut", 20)) for _each in range(5)])), lambda _screen: "=1+1")
    assert text.splitlines()[1].startswith("'=1+1,5,")


def test_a_diary_begins_each_screen_anew() -> None:
    ticks = iter([0.0, 4.0, 4.0, 10.0, 10.0])
    diary = Diary(lambda: next(ticks))
    diary.helped()
    diary.leave("welcome")
    diary.leave("gut", abandoned=True)
    assert [(each.screen, each.seconds, each.help, each.abandoned) for each in diary.seen] == [
        ("welcome", 4, 1, False), ("gut", 6, 0, True),
    ]  # fmt: skip
