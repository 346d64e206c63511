"""The lines of the start page, word for word: whose intake, how far it is, and why one cannot be opened."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from b12desk.desk.intake_lines import IntakeLine, line_of
from b12desk.engine.session import REVIEW
from b12desk.errors import Problem
from b12desk.store.intake_content import IntakeInfo, Kind, Paper
from tests.engine.small import QUESTIONNAIRE

BEGUN = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SAVED = BEGUN + timedelta(minutes=7)
ENDED = BEGUN + timedelta(days=1, minutes=21)
INFO = IntakeInfo("abc", SAVED, BEGUN, page="about", answered=3, questionnaire=QUESTIONNAIRE.canonical)
TITLE = QUESTIONNAIRE.title


def said(day: str, moment: datetime) -> str:
    return f"{day} November 2026, {moment.astimezone():%H:%M}"


BEGUN_WORDS, SAVED_WORDS = f"Begun {said('22', BEGUN)}.", f"Last saved {said('22', SAVED)}."
PAGE = QUESTIONNAIRE.items["about"].text


@pytest.mark.parametrize(
    ("changes", "title", "detail", "state"),
    [
        ({}, "No name", f"{BEGUN_WORDS} 3 answered, on page “{PAGE}”. {SAVED_WORDS}", "unfinished"),
        (
            {"page": REVIEW},
            "No name",
            f"{BEGUN_WORDS} 3 answered, on page “Check answers”. {SAVED_WORDS}",
            "unfinished",
        ),
        ({"page": "gone"}, "No name", f"{BEGUN_WORDS} 3 answered. {SAVED_WORDS}", "unfinished"),
        ({"spoken": "Ana Example", "page": ""}, "A. E.", f"{BEGUN_WORDS} 3 answered. {SAVED_WORDS}", "unfinished"),
        (
            {"questionnaire": "urn:other|0.9"},
            "No name",
            f"{BEGUN_WORDS} 3 answered. Begun with version 0.9 of the form: it can be opened with that version only.",
            "unfinished",
        ),
        ({"finished": ENDED}, "No name", f"Finished {said('23', ENDED)}, no paper made. {BEGUN_WORDS}", "finished"),
        (
            {"finished": ENDED, "paper": Paper("printed", ENDED)},
            "No name",
            f"Finished {said('23', ENDED)}, printed {said('23', ENDED)}. {BEGUN_WORDS}",
            "finished",
        ),
        (
            {"finished": ENDED, "paper": Paper("saved", ENDED)},
            "No name",
            f"Finished {said('23', ENDED)}, PDF saved {said('23', ENDED)}. {BEGUN_WORDS}",
            "finished",
        ),
    ],
)
def test_who_which_form_and_how_far(changes: dict[str, object], title: str, detail: str, state: str) -> None:
    found = line_of(replace(INFO, **changes), QUESTIONNAIRE)  # type: ignore[arg-type]
    assert found == IntakeLine("abc", f"{title}: {TITLE}", detail, state)  # type: ignore[arg-type]


def test_a_version_of_any_length_leaves_room_for_the_sentence() -> None:
    found = line_of(replace(INFO, questionnaire=f"urn:a|b|{'123456789-' * 9}"), QUESTIONNAIRE)
    assert "Begun with version 123456789-123456789- of the form" in found.detail


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("unreadable", "Cannot be read"),
        ("damaged", "Damaged intake"),
    ],
)
def test_what_cannot_be_opened_says_why_where_and_what_to_do(kind: Kind, title: str) -> None:
    info = IntakeInfo("x", problem=Problem("/drafts/x.json", "it ends in the middle.", "Keep it."), kind=kind)
    assert line_of(info, QUESTIONNAIRE) == IntakeLine(
        "x", title, "It ends in the middle. Keep it. (/drafts/x.json)", "closed"
    )
