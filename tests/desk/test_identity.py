"""Whose intake is open, in words: surname, first name, born with age, number with its kind."""

from __future__ import annotations

from datetime import date

import pytest

from b12desk.desk.identity import Identity, identity
from b12desk.model.response import Subject
from b12desk.model.values import PartialDate

TODAY = date(2026, 3, 10)
BORN = PartialDate(date="1958-03-12")


@pytest.mark.parametrize(
    ("subject", "born", "shown", "words"),
    [
        (
            Subject(family="Kowalska", given="Anna", identifier="9434765919"),
            BORN,
            Identity("KOWALSKA", "Anna", "Born 12 March 1958 (67)", "NHS number 943 476 5919"),
            "KOWALSKA, Anna; Born 12 March 1958 (67); NHS number 943 476 5919",
        ),
        (
            Subject(display="Maria Sample", identifier="12-77"),
            None,
            Identity("Maria Sample", "", "", "Record number 12-77"),
            "Maria Sample; Record number 12-77",
        ),
        (Subject(given="Anna"), PartialDate(date="1958"), Identity("", "Anna", "Born 1958", ""), "Anna; Born 1958"),
        (
            Subject(birth_date=BORN),
            None,
            Identity("", "", "Born 12 March 1958 (67)", ""),
            "Patient: no name given; Born 12 March 1958 (67)",
        ),
        (Subject(), None, Identity(), "Patient: no name given"),
    ],
)  # fmt: skip
def test_the_order_is_name_birth_date_number(
    subject: Subject, born: PartialDate | None, shown: Identity, words: str
) -> None:
    found = identity(subject, born, TODAY, nhs=True)
    assert found == shown
    assert found.words == words


def test_a_clinics_own_number_is_never_called_an_nhs_number() -> None:
    found = identity(Subject(identifier="9434765919"), None, TODAY, nhs=False)
    assert found.number == "Record number 9434765919"


def test_what_is_longer_than_the_bar_ends_in_dots() -> None:
    found = identity(Subject(family="a" * 90, given="b" * 90), None, TODAY, nhs=False)
    assert (len(found.strong), found.strong[-1], len(found.rest), found.rest[-1]) == (60, "…", 60, "…")
