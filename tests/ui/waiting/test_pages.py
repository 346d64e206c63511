"""The pages of the waiting room as a patient meets them: what stands where, what leads on, and what comes back."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLabel, QWidget

from b12desk.desk.waiting_room import Stage
from b12desk.model.values import Coding
from b12desk.ui.waiting.big_tiles import BigTile
from b12desk.ui.waiting.blocks import ManyBlock
from b12desk.ui.waiting.measure import CAPITALS, mm
from b12desk.ui.waiting.pages import BirthPage, EasePage, QuestionPage, ReviewPage, WelcomePage
from tests.ui.conftest import settle
from tests.ui.reading import cut
from tests.ui.waiting.conftest import BORN, NAME, Patient, buttons

ROOMS = [(1024, 768), (1366, 768), (768, 1024)]
HandOver = Callable[..., Patient]


def place(widget: QWidget, patient: Patient) -> QRect:
    """Where it stands in the window."""
    return QRect(widget.mapTo(patient.window, QPoint()), widget.size())


def test_only_the_date_of_birth_is_asked_and_it_leads_on(hand_over: HandOver) -> None:
    patient = hand_over()
    assert isinstance(patient.guide.page, BirthPage)
    assert "settings-button" not in patient.desk.names()
    assert patient.full
    patient.confirm_birth()
    assert isinstance(patient.guide.page, WelcomePage)
    told = " ".join(each.text() for each in patient.guide.page.findChildren(QLabel))
    for words in ("nobody else", "encrypted", "Nothing leaves this computer", "no adverts"):
        assert words in told
    patient.go_on()
    assert isinstance(patient.guide.page, QuestionPage)


def test_a_month_may_be_typed_as_a_number(hand_over: HandOver) -> None:
    patient = hand_over()
    for part, text in (("day", "12"), ("month", "3"), ("year", "1951")):
        patient.press(f"birth:{part}")
        patient.type(text)
    patient.go_on()
    assert patient.sitting.stage is Stage.WELCOME


def test_three_wrong_dates_lead_to_staff_and_nothing_else(hand_over: HandOver) -> None:
    patient = hand_over()
    for left in ("2 more times", "1 more time"):
        patient.confirm_birth(day="13")
        error = patient.hand.find("birth:error")
        assert left in error.accessibleName()
        assert NAME not in " ".join(patient.texts())
        assert BORN[:4] not in " ".join(patient.texts())
        assert not any(each.text() for each in patient.guide.page.dates.lines)  # type: ignore[attr-defined]
    patient.confirm_birth(day="13")
    assert patient.locked is not None
    assert [each.objectName() for each in buttons(patient.window)] == ["staff"]
    assert "Please ask the staff" in patient.texts()


def test_without_a_date_of_birth_staff_say_who_it_is(hand_over: HandOver) -> None:
    patient = hand_over(born="")
    assert len(patient.staff) == 1, "staff did not prove who they are"
    assert isinstance(patient.guide.page, WelcomePage)


def test_rather_not_ends_it_and_tells_staff(hand_over: HandOver) -> None:
    patient = hand_over()
    patient.confirm_birth()
    patient.press("decline")
    assert patient.locked is not None
    assert "That is fine" in patient.texts()
    patient.press("staff")
    assert not patient.window.with_patient
    assert "would rather not" in " ".join(patient.texts())


def test_nothing_is_chosen_and_no_answer_jumps_on(hand_over: HandOver) -> None:
    patient = hand_over()
    patient.start()
    tiles = patient.guide._blocks()[0].tiles()
    assert tiles
    assert not any(each.isChecked() or each.hasFocus() for each in tiles)
    page = patient.guide.page
    patient.tap(tiles[0])
    assert tiles[0].isChecked()
    assert patient.guide.page is page


def test_continue_stands_left_below_and_back_above(hand_over: HandOver) -> None:
    patient = hand_over()
    patient.start()
    go_on, back = (place(patient.hand.find(each), patient) for each in ("continue", "back"))
    area = place(patient.guide.frame.area, patient)
    assert go_on.top() >= area.bottom()
    assert go_on.left() < mm(10)
    assert back.bottom() <= area.top()
    assert "step" not in " ".join(patient.desk.names())


def test_or_stands_before_not_sure(hand_over: HandOver) -> None:
    patient = hand_over()
    patient.start()
    block = patient.guide._blocks()[0]
    assert isinstance(block, ManyBlock)
    order = sorted(
        (each for each in block.findChildren(QWidget) if isinstance(each, QLabel | BigTile) and each.isVisible()),
        key=lambda each: each.mapTo(block, QPoint()).y(),
    )
    texts = [each.text() for each in order]
    assert texts.index("or") == texts.index("None of these") - 1
    assert texts[-1] in ("Not sure", "Prefer not to say")


@pytest.mark.parametrize("room", ROOMS)
def test_continue_never_passes_what_was_not_in_sight(hand_over: HandOver, room: tuple[int, int]) -> None:
    patient = hand_over(size=6, room=room)
    patient.start()
    patient.answer_screen()
    settle()
    first, bar = patient.sitting.screen, patient.guide.frame.area.verticalScrollBar()
    bar.setValue(0)
    assert bar.maximum() > 0
    seen, tiles = set(), patient.guide._blocks()[0].tiles()
    for _press in range(30):
        area = patient.guide.frame.area
        view = QRect(area.mapTo(patient.window, QPoint()), area.size())
        seen |= {
            each
            for each in tiles
            if view.intersects(place(each, patient)) and view.bottom() >= place(each, patient).bottom()
        }
        more = patient.hand.find("continue")
        if bar.value() < bar.maximum():
            assert patient.guide.frame.bars.more.isVisible()
        patient.tap(more)
        if patient.sitting.screen != first:
            break
    assert patient.sitting.screen != first
    assert seen == set(tiles)


def test_more_below_is_said_only_while_it_is_true(hand_over: HandOver) -> None:
    patient = hand_over()
    patient.start()
    more, bar = patient.guide.frame.bars.more, patient.guide.frame.area.verticalScrollBar()
    assert bar.maximum() > 0
    assert more.isVisible()
    bar.setValue(bar.maximum())
    assert not more.isVisible()


def test_continue_without_an_answer_says_what_to_do(hand_over: HandOver) -> None:
    patient = hand_over()
    patient.start()
    page = patient.guide.page
    for _press in range(4):
        patient.press("continue")
    assert patient.guide.page is page
    block = patient.guide._blocks()[0]
    assert block.wrong == 'Please choose an answer. "Not sure" is an answer too.'
    assert "Error: Please choose" in block.accessibleDescription()
    assert block.inputs()[0].hasFocus()
    patient.tap(block.tiles()[0])
    assert block.wrong == ""


def test_an_answer_that_calls_for_staff_shows_the_words_of_the_clinic_alone(hand_over: HandOver) -> None:
    patient = hand_over(staff_words="Please go to the desk now.")
    patient.start()
    assert patient.guide.frame.notice.words == ""
    patient.press("emergency_body=chest-pain")
    assert patient.guide.frame.notice.words == "Please go to the desk now."
    others = [each for each in patient.guide.frame.notice.findChildren(QLabel) if each.text()]
    assert [each.text() for each in others] == ["Please go to the desk now."]
    patient.press("emergency_body=none-of-these")
    assert patient.guide.frame.notice.words == "Please go to the desk now.", "they stay"
    patient.go_on()
    assert patient.guide.frame.notice.isVisible()


@pytest.mark.parametrize(("alert", "expected"), [("silent", 0), ("tone", 1)])
def test_it_sounds_only_where_the_clinic_wants_it(
    hand_over: HandOver, monkeypatch: pytest.MonkeyPatch, alert: str, expected: int
) -> None:
    from PySide6.QtWidgets import QApplication

    sounds: list[int] = []
    monkeypatch.setattr(QApplication, "beep", lambda: sounds.append(1))
    patient = hand_over(alert=alert)
    patient.start()
    patient.press("emergency_body=chest-pain")
    assert len(sounds) == expected


def test_staff_can_be_called_from_every_page_and_one_comes_back(hand_over: HandOver) -> None:
    patient = hand_over()

    def call() -> None:
        before = patient.guide.page.title
        patient.press("call")
        assert patient.sitting.called
        assert "The staff are called" in patient.texts()
        patient.press("back")
        assert patient.guide.page.title == before

    call()
    patient.confirm_birth()
    call()
    patient.go_on()
    call()
    patient.press("emergency_body=none-of-these")
    call()
    assert patient.guide._blocks()[0].state.answers == () or patient.sitting.session.answers["emergency_body"]
    patient.press("call")
    patient.press("staff")
    assert not patient.window.with_patient
    assert patient.desk.window.wizard is None


def test_a_change_from_the_review_comes_straight_back(hand_over: HandOver) -> None:
    patient = hand_over()
    patient.start()
    while patient.sitting.stage is Stage.QUESTION:
        patient.answer_screen()
        patient.go_on()
    assert isinstance(patient.guide.page, ReviewPage)
    patient.press("change:sex")
    assert patient.sitting.screen is not None
    assert patient.sitting.screen.question == "sex"
    patient.press("sex=intersex" if "sex=intersex" in patient.desk.names() else "sex=male")
    patient.go_on()
    assert isinstance(patient.guide.page, ReviewPage)
    assert patient.window.focusWidget().objectName() == "change:sex"


def test_the_end_says_what_happens_next_and_locks(hand_over: HandOver) -> None:
    patient = hand_over()
    patient.start()
    while patient.sitting.stage is Stage.QUESTION:
        patient.answer_screen()
        patient.go_on()
    patient.go_on()
    assert isinstance(patient.guide.page, EasePage)
    assert {"ease=good", "ease=middling", "ease=bad"} <= patient.desk.names()
    sitting = patient.sitting
    patient.press("ease=good")
    assert sitting.face == "good"
    assert patient.side.guide is None
    assert [each.objectName() for each in buttons(patient.window)] == ["staff"]
    assert "Please hand this device back to the staff." in patient.texts()
    patient.press("staff")
    assert len(patient.staff) == 1
    assert not patient.window.with_patient
    assert f"draft:{patient.identifier}" in patient.desk.names()
    assert not patient.window.isFullScreen()


def test_who_may_not_go_on_stays_locked(hand_over: HandOver, monkeypatch: pytest.MonkeyPatch) -> None:
    patient = hand_over()
    patient.side.end(None)
    monkeypatch.setattr(patient.side, "_lock", patient.side._lock._replace(unlock=lambda _front: None))
    settle()
    patient.press("staff")
    assert patient.window.with_patient
    assert [each.objectName() for each in buttons(patient.window)] == ["staff"]


def test_what_was_answered_is_on_the_disk_and_staff_go_on_with_it(hand_over: HandOver) -> None:
    patient = hand_over()
    patient.start()
    patient.press("emergency_body=not-sure")
    patient.side.end(None)
    settle()
    patient.press("staff")
    patient.hand.press(f"resume:{patient.identifier}")
    assert patient.desk.session.answers["emergency_body"] == (Coding(code="not-sure"),)


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("size", [1, 3, 6])
def test_nothing_is_cut_and_every_target_is_large_enough(hand_over: HandOver, size: int, room: tuple[int, int]) -> None:
    patient = hand_over(size=size, room=room)
    wrong: list[str] = []

    def look() -> None:
        settle()
        wrong.extend(cut(patient.window))
        assert patient.window.width() == room[0]
        for each in buttons(patient.window):
            least = 12 if each.objectName().startswith("key:") else 15
            if each.height() < mm(15) or each.width() < mm(least):
                wrong.append(f"{each.objectName()} is {each.size().toTuple()}")
        for block in patient.side.guide._blocks() if patient.side.guide is not None else ():
            tiles = sorted((place(each, patient) for each in block.tiles()), key=QRect.top)
            wrong.extend(
                f"{block.link_id}: {low.top() - high.bottom()}"
                for high, low in pairwise(tiles)
                if low.top() - high.bottom() < mm(4)
            )

    look()
    patient.confirm_birth(day="13")
    look()
    patient.confirm_birth()
    look()
    patient.go_on()
    patient.guide._show_problems()
    patient.walk(look)
    assert wrong == []


@pytest.mark.parametrize("size", range(1, 7))
def test_the_smallest_text_has_the_capitals_that_its_size_promises(hand_over: HandOver, size: int) -> None:
    from PySide6.QtGui import QFontMetricsF

    patient = hand_over(size=size)
    patient.start()
    shown = [each for each in patient.window.findChildren(QLabel) if each.isVisible() and each.text()]
    heights = [QFontMetricsF(each.font()).capHeight() / 3.78 for each in shown]
    assert min(heights) >= CAPITALS[size - 1] - 0.05
    assert CAPITALS[-1] == 7.3


def test_another_size_keeps_the_place_and_the_answers(hand_over: HandOver) -> None:
    patient = hand_over()
    patient.start()
    patient.press("emergency_body=none-of-these")
    before = patient.sitting.screen
    heading = patient.guide._blocks()[0].heading.height()
    for _step in range(6):
        patient.press("larger")
    assert patient.sitting.screen == before
    tile = patient.hand.find("emergency_body=none-of-these")
    assert isinstance(tile, BigTile)
    assert tile.isChecked()
    assert patient.guide._blocks()[0].heading.height() > heading
    for _step in range(7):
        patient.press("smaller")
    assert patient.guide.wishes.size == 1


def test_twenty_millimetres_where_there_is_room(hand_over: HandOver) -> None:
    patient = hand_over(size=1, room=(1366, 900))
    patient.start()
    while patient.sitting.screen is not None and patient.sitting.screen.question != "sex":
        patient.answer_screen()
        patient.go_on()
    assert all(each.height() >= mm(20) for each in patient.guide._blocks()[0].tiles())
    patient.window.resize(1366, 560)
    settle()
    assert all(mm(15) <= each.height() < mm(20) for each in patient.guide._blocks()[0].tiles())


def test_a_disk_that_refuses_is_told_and_tried_again(hand_over: HandOver, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    from tests.store.disk import Disk

    patient = hand_over()
    patient.start()
    with monkeypatch.context() as patch:
        disk = Disk(patch, errno.ENOSPC)
        patient.press("emergency_body=not-sure")
        assert "could not be saved" in patient.guide.frame.notice.words
        disk.number = 0
    patient.go_on()
    assert "could not be saved" not in patient.guide.frame.notice.words
