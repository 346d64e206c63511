"""What is typed or pasted is understood as it was meant, or asked back; the box then shows what was understood."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from b12desk.model.values import Answer, PartialDate, Quantity
from b12desk.ui.kit import style
from b12desk.ui.kit.text_boxes import LineBox
from tests.ui.conftest import Desk

BORN = "birth_date"
DOSE = "b12_taken.dose"
TIME = "b12_taken.duration"


@pytest.fixture
def about(desk: Desk) -> Desk:
    """At the question about the birth date."""
    desk.to("about")
    return desk


@pytest.fixture
def doses(about: Desk) -> Desk:
    """At the questions about a medicine that is taken."""
    about.hand.answer("respondent", "helped")
    about.hand.answer(BORN, ["4", "3", "1961"])
    about.hand.answer("sex", "male")
    about.hand.press("next")
    about.hand.press("b12_taken=own-b12")
    return about


def box(desk: Desk, name: str) -> LineBox:
    found = desk.hand.find(name)
    assert isinstance(found, LineBox)
    return found


def boxes(desk: Desk, link_id: str = BORN) -> list[str]:
    return [box(desk, f"{link_id}:{part}").text() for part in ("day", "month", "year")]


def fill(desk: Desk, name: str, text: str, *, paste: bool = False) -> None:
    """Put ``text`` into a box, by keys or at once, and leave it."""
    desk.hand.click(box(desk, name))
    if paste:
        box(desk, name).insert(text)
    else:
        desk.hand.type(text)


def leave(desk: Desk) -> None:
    desk.hand.click(desk.hand.find("sex=male" if desk.page.link_id == "about" else "b12_taken.frequency=daily"))


def said(desk: Desk, link_id: str) -> str:
    """What the note of a question says, whatever its tone."""
    notes = [*desk.page.findChildren(QLabel, f"{link_id}:note"), *desk.page.findChildren(QLabel, f"{link_id}:error")]
    return " ".join(each.text() for each in notes if each.isVisible())


def given(desk: Desk, link_id: str) -> Answer | None:
    return next(iter(desk.session.answers.get(link_id, ())), None)


TYPED = {
    "12.3.1958": ("1958-03-12", ["12", "3", "1958"]),
    "12/3/1958": ("1958-03-12", ["12", "3", "1958"]),
    "12 March 1958": ("1958-03-12", ["12", "3", "1958"]),
    "March 12, 1958": ("1958-03-12", ["12", "3", "1958"]),
    "mar 1958": ("1958-03", ["", "3", "1958"]),
    "1958-3-12": ("1958-03-12", ["12", "3", "1958"]),
    "12/3/58": ("1958-03-12", ["12", "3", "1958"]),
    "1958": ("1958", ["", "", "1958"]),
}


def test_a_date_that_is_typed_into_day_goes_on_into_the_next_boxes(about: Desk) -> None:
    for text, (expected, shown) in TYPED.items():
        fill(about, f"{BORN}:day", text)
        leave(about)
        assert given(about, BORN) == PartialDate(date=expected), text
        assert boxes(about) == shown, text
        about.hand.press(f"{BORN}:clear")


def test_a_date_that_is_pasted_into_day_fills_all_three(about: Desk) -> None:
    for text in ("12.3.1958", "12 March 1958", "1958-03-12", " 12.03.58 "):
        fill(about, f"{BORN}:day", text, paste=True)
        assert boxes(about) == ["12", "3", "1958"], text
        assert given(about, BORN) == PartialDate(date="1958-03-12"), text
        about.hand.press(f"{BORN}:clear")


def test_a_pasted_date_with_two_readings_is_asked_back_and_one_press_answers(about: Desk) -> None:
    fill(about, f"{BORN}:day", "12/3/1958", paste=True)
    leave(about)
    assert boxes(about) == ["12/3/1958", "", ""]
    assert given(about, BORN) is None
    assert said(about, BORN) == "Which do you mean?"
    links = [about.hand.find(f"{BORN}:meant={each}") for each in ("1958-03-12", "1958-12-03")]
    assert [each.accessibleName() for each in links] == [
        "Which do you mean? 12 March 1958",
        "Which do you mean? 3 December 1958",
    ]
    about.hand.click(links[1])
    assert given(about, BORN) == PartialDate(date="1958-12-03")
    assert boxes(about) == ["3", "12", "1958"]
    assert said(about, BORN) == ""


def test_two_digits_of_a_year_are_asked_back_where_both_centuries_are_possible(about: Desk) -> None:
    fill(about, f"{BORN}:day", "12.3.20")
    leave(about)
    assert given(about, BORN) is None
    about.hand.press(f"{BORN}:meant=1920-03-12")
    assert given(about, BORN) == PartialDate(date="1920-03-12")


WRONG = (
    (["31", "2", "1958"], "There is no day 31 in February 1958.", 0),
    (["32", "2", "1958"], "The day must be 1 to 31.", 0),
    (["12", "13", "1958"], "The month must be 1 to 12, or a name.", 1),
    (["12", "", "1958"], "The month is missing. Write it, or the year alone.", 1),
    (["12", "3", "195"], "The year needs four digits.", 2),
    (["12", "3", "1800"], "This is less than possible. The least is 1905.", 2),
    (["12", "3", "2030"], "This date lies in the future. Check the year.", 2),
)


def test_what_is_wrong_is_told_of_its_part_and_only_that_box_is_marked(about: Desk) -> None:
    about.hand.press("next")
    edge = style.colour("error").rgb()
    for typed, text, wrong in WRONG:
        about.hand.answer(BORN, typed)
        leave(about)
        assert said(about, BORN) == text
        lines = [box(about, f"{BORN}:{part}") for part in ("day", "month", "year")]
        marked = [line.grab().toImage().pixelColor(1, line.height() // 2).rgb() == edge for line in lines]
        assert marked == [index == wrong for index in range(3)], text
        assert boxes(about) == typed
        about.hand.press(f"{BORN}:clear")


WORKED_OUT = {
    "2 x 500": "2 × 500 = 1000 micrograms (mcg)",
    "500mcg x 2": "500 × 2 = 1000 micrograms (mcg)",
    "1 mg": "one thousand micrograms (mcg)",
    "1000 mcg": "one thousand micrograms (mcg)",
}


def test_a_dose_is_worked_out_and_the_note_says_how(doses: Desk) -> None:
    for text, note in WORKED_OUT.items():
        fill(doses, f"{DOSE}:text", text)
        assert box(doses, f"{DOSE}:text").text() == text
        leave(doses)
        assert given(doses, DOSE) == Quantity(value=Decimal(1000), unit="ug")
        assert box(doses, f"{DOSE}:text").text() == "1000"
        assert said(doses, DOSE) == note
        doses.page.refresh([DOSE])
        assert said(doses, DOSE) == note
        doses.hand.press(f"{DOSE}:clear")


def test_a_unit_that_is_typed_chooses_the_tile_and_a_tile_pressed_later_counts(doses: Desk) -> None:
    fill(doses, f"{TIME}:text", "6y")
    leave(doses)
    assert given(doses, TIME) == Quantity(value=Decimal(6), unit="a")
    assert box(doses, f"{TIME}:text").text() == "6"
    doses.hand.press(f"{TIME}:unit=mo")
    assert given(doses, TIME) == Quantity(value=Decimal(6), unit="mo")
    doses.hand.press(f"{TIME}:clear")
    fill(doses, f"{TIME}:text", "1.000 months")
    leave(doses)
    doses.hand.press(f"{TIME}:meant=1")
    assert given(doses, TIME) == Quantity(value=Decimal(1), unit="mo")
    doses.hand.press(f"{TIME}:clear")
    fill(doses, f"{TIME}:text", "10 days")
    leave(doses)
    assert given(doses, TIME) is None
    assert box(doses, f"{TIME}:text").text() == "10 days"
    assert said(doses, TIME) == "Write it in months or years."


@pytest.mark.parametrize("text", ["40 years", "40 years old"])
def test_an_age_may_be_typed_in_years(about: Desk, text: str) -> None:
    fill(about, "age:text", text)
    leave(about)
    assert given(about, "age") == 40
    assert box(about, "age:text").text() == "40"


def test_an_age_in_months_is_asked_back_with_the_years_to_write(about: Desk) -> None:
    fill(about, "age:text", "18 months")
    leave(about)
    assert given(about, "age") is None
    assert box(about, "age:text").text() == "18 months"
    assert said(about, "age") == "Write whole years, without the rest: 1."


def test_a_key_that_parts_a_date_is_no_part_of_a_number_or_a_name(doses: Desk) -> None:
    fill(doses, f"{TIME}:text", "1.5 years")
    leave(doses)
    assert given(doses, TIME) == Quantity(value=Decimal("1.5"), unit="a")
    fill(doses, "b12_taken.product:text", "Solgar 1.000 B-12")
    leave(doses)
    assert given(doses, "b12_taken.product") == "Solgar 1.000 B-12"


def test_a_key_that_parts_the_date_is_never_typed_into_a_box(about: Desk) -> None:
    about.hand.click(box(about, f"{BORN}:day"))
    about.hand.type("/12//3/-1958")
    leave(about)
    assert boxes(about) == ["12", "3", "1958"]
    about.hand.click(box(about, f"{BORN}:day"))
    box(about, f"{BORN}:day").selectAll()
    about.hand.type("/5/")
    leave(about)
    assert boxes(about) == ["12", "5", "1958"]


def test_tab_from_day_leads_through_the_boxes_as_before(about: Desk) -> None:
    about.hand.click(box(about, f"{BORN}:day"))
    for text in ("12", "3", "1958"):
        about.hand.type(text)
        about.hand.key(Qt.Key.Key_Tab)
    assert given(about, BORN) == PartialDate(date="1958-03-12")
