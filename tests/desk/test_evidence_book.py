"""What the clinic learns of its own walks: screens by name in the order of the walk, and a file that says the same."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from b12desk.desk.evidence_book import EvidenceBook
from b12desk.errors import StoreError
from b12desk.store.waiting import Screen
from tests.sample_cases import definition
from tests.walks import walks


def book(kept: list[Screen], noted: list[str] | None = None) -> EvidenceBook:
    return EvidenceBook(lambda: kept, definition().questionnaire, [].append if noted is None else noted.append)


def test_screens_stand_in_the_order_of_the_walk_by_their_names() -> None:
    kept = walks(definition().questionnaire)
    made = book(kept[::-1])
    lines = made.lines(made.look())
    asked = [each for each in definition().questionnaire.items.values() if each.is_question][:12]
    names = [
        "Confirming the date of birth",
        "The first page",
        *(each.label for each in asked),
        "Check your answers",
        "The last page",
    ]
    assert [each.name for each in lines] == names
    assert [each.place for each in lines] == list(range(16))
    assert lines[0].walks == 60
    assert lines[-1].walks == 50
    assert book([]).name("gone") == "No longer asked: gone"


def test_a_band_is_looked_at_apart() -> None:
    made = book(walks(definition().questionnaire))
    assert made.bands() == ("40-59", "60-74", "75+")
    assert made.look("75+").walks == 20
    assert made.look().walks == 60


def test_the_file_says_what_the_page_says_and_the_log_that_it_was_made(tmp_path: Path) -> None:
    noted: list[str] = []
    kept = walks(definition().questionnaire) + [
        Screen(f"x{each}", "2026-11-02", "", False, "gone", 5.0, 0, 0, 0, False) for each in range(5)
    ]
    made = book(kept, noted)
    path = tmp_path / "figures.csv"
    made.save(path)
    assert noted == ["evidence exported"]
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = list(csv.reader(file))
    assert head == ["screen", "walks", "seconds", "back", "changed", "helped", "left"]
    found = {row[0]: row for row in rows}
    for line in made.lines(made.look()):
        shares = ["" if each is None else f"{each:.2f}" for each in line[4:]]
        assert found[line.name] == [line.name, str(line.walks), f"{line.seconds:.1f}", *shares]
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(StoreError, match="not saved"):
        made.save(tmp_path / "none" / "figures.csv")
    assert noted == ["evidence exported"]
