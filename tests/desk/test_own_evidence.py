"""The clinic's own evidence: what is told of how patients got on, and that nothing is told of a few."""

from __future__ import annotations

from itertools import count

from b12desk.desk.own_evidence import Ease, Evidence, age_bands, csv_text, evidence
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
    walks = [walk(("welcome", 10), *([("iron", 30.0)] if each < 4 else [])) for each in range(9)]
    assert [each.screen for each in evidence(kept(*walks)).lines] == ["welcome"]


def test_a_share_that_would_name_a_few_is_withheld_and_that_of_nobody_is_told() -> None:
    calm, left = [("welcome", 10.0), ("gut", 20.0)], "gut"
    few = kept(*[walk(*calm) for _each in range(10)], *[walk(*calm, left=left) for _each in range(2)])
    line = evidence(few).lines[1]
    assert (line.back, line.left) == (0, None)
    assert evidence(few).finished is None, "12 less 10 would be 2"
    many = kept(*[walk(*calm) for _each in range(15)], *[walk(*calm, left=left) for _each in range(5)])
    assert evidence(many).lines[1].left == 0.25
    assert evidence(many).finished == 15
    nearly_all = kept(*[walk(*calm, backs=1) for _each in range(10)], *[walk(*calm) for _each in range(2)])
    assert evidence(nearly_all).lines[1].back is None, "10 of 12 is as much as 2 of 12"


def test_a_face_that_a_few_gave_withholds_them_all() -> None:
    walks = [walk(("welcome", 1), face="good") for _each in range(6)] + [walk(("welcome", 1), face="bad")]
    assert evidence(kept(*walks)).ease == Ease(7, None)


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


def test_the_csv_says_the_same_with_nothing_where_nothing_is_told() -> None:
    walks = [walk(("welcome", 10), ("gut", 20), left="gut" if each < 2 else "", face="good") for each in range(9)]
    text = csv_text(evidence(kept(*walks)), {"welcome": "Welcome", "gut": "Stomach, bowel"}.__getitem__)
    assert text.splitlines() == [
        "screen,walks,seconds,back,changed,helped,left",
        "Welcome,9,10.0,0.00,0.00,0.00,0.00",
        '"Stomach, bowel",9,20.0,0.00,0.00,0.00,',
        "ease: good,9,,,,,",
        "ease: middling,0,,,,,",
        "ease: bad,0,,,,,",
        "ease: all,9,,,,,",
    ]


def test_a_diary_begins_each_screen_anew() -> None:
    ticks = iter([0.0, 4.0, 4.0, 10.0, 10.0])
    diary = Diary(lambda: next(ticks))
    diary.helped()
    diary.leave("welcome")
    diary.leave("gut", abandoned=True)
    assert [(each.screen, each.seconds, each.help, each.abandoned) for each in diary.seen] == [
        ("welcome", 4, 1, False), ("gut", 6, 0, True),
    ]  # fmt: skip
