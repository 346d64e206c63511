"""Pages read aloud: every visible string once, in page order; silent at any action; as usual for the next patient."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from b12desk.desk.open_intake import Audience
from b12desk.model.values import Coding
from b12desk.ui.form_page import FormPage
from b12desk.ui.kit.labels import ZERO_WIDTH_SPACE, column, label
from b12desk.ui.kit.secret_box import SecretBox
from b12desk.ui.kit.speech import keep_unsaid
from b12desk.ui.review_page import ReviewPage
from b12desk.ui.waiting.hearing import HearingBar, HearingQuestion
from b12desk.ui.waiting.read_aloud import ReadAloud
from b12desk.ui.waiting.reading import _in_order, utterances
from b12desk.voice.reading import USUAL, Hearing, Utterance
from tests.sample_cases import covering, vignettes
from tests.ui.conftest import Desk, settle, wait_for
from tests.ui.reading import painted
from tests.voice.recording_voice import RecordingVoice

Listening = tuple[ReadAloud, RecordingVoice]


@pytest.fixture
def listening(qapp: QApplication) -> Iterator[Listening]:
    """Reading aloud with a voice that remembers, into a headset."""
    voice = RecordingVoice()
    aloud = ReadAloud(qapp)
    aloud.look_for_voice(lambda _language: voice)
    assert wait_for(aloud.is_there)
    aloud.choose(Hearing.HEADSET)
    yield aloud, voice
    aloud.close()
    aloud.deleteLater()


@pytest.fixture
def patient(open_desk: Callable[..., Desk]) -> Desk:
    """A new intake on roomy pages, as a patient has them."""
    made = open_desk(size=(900, 900))
    made.hand.press("new")
    made.visit.hand_over(Audience.PATIENT)
    made.intake.pages.keep(())
    made.intake._open(made.visit.shown)
    settle()
    return made


def visible_strings(page: QWidget) -> Counter[str]:
    """The text of every label and button that stands on the page, and what our own widgets paint there.

    But for the digit of a tile's key; the tile of a grid shows its mark alone.
    """
    found: Counter[str] = Counter()
    for each in page.findChildren(QWidget):
        if each.isVisibleTo(page) and isinstance(each, QLabel | QAbstractButton) and not getattr(each, "bare", False):
            found[plain(each.text())] += 1
    del found[""]
    for text in {plain(each.text) for each in painted(page)} - set(found):
        found[text] += not text.isdigit()
    found += Counter()
    return found


def plain(text: str) -> str:
    return text.replace(ZERO_WIDTH_SPACE, "").replace("&&", "\0").replace("&", "").replace("\0", "&").strip()


def in_grid(said: Utterance) -> bool:
    """The answer in a grid: its words stand above the column, and are told there."""
    return not said.text and said.private.endswith(": chosen")


def told(page: QWidget) -> list[str]:
    """What everybody may hear, with whitespace as on the page."""
    return [plain(each.text) for each in utterances(page) if each.text]


def hear_all(aloud: ReadAloud, voice: RecordingVoice) -> list[str]:
    """Let every text end as soon as it is begun; what was heard."""

    def done() -> bool:
        voice.end()
        return not aloud.speaking

    assert wait_for(done)
    return voice.texts


def test_every_visible_string_of_every_question_page_is_told_once(patient: Desk) -> None:
    response = vignettes()[covering()[0]].response
    for link_id in response.answers:
        patient.session.answer(link_id, *response.answers[link_id])
    for name in patient.session.pages[:-1]:
        patient.intake.go_to(name)
        page = patient.page
        said = [each.text or each.private.removesuffix(": chosen") for each in utterances(page) if not in_grid(each)]
        wanted = visible_strings(page)
        assert len(wanted) > 10
        got = Counter(map(plain, said))
        assert {each: got[each] for each in wanted} == dict(wanted), name


def test_the_check_page_tells_question_answer_and_link_of_each_line(patient: Desk) -> None:
    patient.answer_all(vignettes()[covering()[0]].response)
    page = patient.intake.page
    assert isinstance(page, ReviewPage)
    page.complete()
    settle()
    said = Counter(plain(each.text or each.private) for each in utterances(page))
    wanted = visible_strings(page)
    assert set(wanted) <= set(said)
    rows = said["Change"] + said["Answer"]
    assert rows > 20
    assert sum(each.private != "" for each in utterances(page)) > 10


def test_texts_come_in_the_order_of_the_screen(patient: Desk) -> None:
    page = patient.page
    tops = [
        each.mapTo(page.ground, QPoint()).y()
        for each in _in_order(page)
        if isinstance(each, QLabel | QAbstractButton | QLineEdit) and each.isVisibleTo(page)
    ]
    assert len(tops) > 20
    assert tops == sorted(tops)
    said = told(page)
    first = said.index("Do you have any of these now, or have you had one in the last few days?")
    assert said[first + 1 : first + 3] == ["A drooping face, a weak arm or slurred speech", "Chest pain"]


def test_a_start_page_is_told_too(open_desk: Callable[..., Desk]) -> None:
    start = open_desk().window.room.start
    assert {each: told(start).count(each) for each in visible_strings(start)} == dict(visible_strings(start))
    assert told(start)[:2] == [
        "Should this patient have a vitamin B12 test?",
        "Questions about diet, medicines, history and symptoms. Then a page that tells the clinician why.",
    ]


def test_what_was_answered_is_private(patient: Desk) -> None:
    session = patient.session
    patient.intake.go_to("about")
    page = patient.page
    page.head = None
    for link_id, answer in (("respondent", "helped"), ("sex", "female")):
        page.refresh(session.answer(link_id, Coding(code=answer)).items)
    editor = page.rows["birth_date"].editor
    editor.take_focus()
    for box, text in zip(editor.inputs(), ("12", "3", "1958"), strict=False):
        QTest.keyClicks(box, text)
    patient.intake.commit()
    said = utterances(page)
    private = [each.private for each in said if each.private]
    assert "Female: chosen" in private
    assert "Me, with help from family or a carer: chosen" in private
    assert "Written: 1958" in private
    assert "Female" in [each.text for each in said]
    aloud = " ".join(each.said(Hearing.ALOUD) for each in said)
    assert "chosen" not in aloud
    assert "1958" not in aloud.replace("12 March 1958", "")  # the hint of the question names a date
    assert "68" not in aloud


def test_a_secret_is_never_told(show: Callable[[QWidget], QWidget]) -> None:
    box = SecretBox("pin", "PIN")
    show(box)
    box.line.setText("4711")
    assert [each.private or each.text for each in utterances(box)] == ["PIN", "Show"]


def test_keys_to_type_with_are_left_out(show: Callable[[QWidget], QWidget]) -> None:
    page, pad = QWidget(), QWidget()
    column(page).addWidget(label("Your name"))
    column(pad).addWidget(label("a"))
    page.layout().addWidget(pad)
    keep_unsaid(pad)
    show(page)
    assert told(page) == ["Your name"]


def test_a_page_is_heard_whole_and_in_order(patient: Desk, listening: Listening) -> None:
    aloud, voice = listening
    ends: list[None] = []
    aloud.ended.connect(lambda: ends.append(None))
    aloud.read(patient.page)
    assert aloud.speaking
    assert hear_all(aloud, voice) == [each.private or each.text for each in utterances(patient.page)]
    assert len(ends) == 1


def _key(page: FormPage) -> None:
    QTest.keyClick(page.window(), Qt.Key.Key_Shift)


def _press(page: FormPage) -> None:
    QTest.mouseClick(page.title, Qt.MouseButton.LeftButton)


def _touch(page: FormPage) -> None:
    device = QTest.createTouchDevice()
    QTest.touchEvent(page.window(), device).press(0, QPoint(5, 5)).commit()
    QTest.touchEvent(page.window(), device).release(0, QPoint(5, 5)).commit()


def _wheel(page: FormPage) -> None:
    at = QPointF(page.rect().center())
    none, no_modifier = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        at, page.mapToGlobal(at), QPoint(), QPoint(0, -120), none, no_modifier, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(page.viewport(), event)


@pytest.mark.parametrize("act", [_key, _press, _touch, _wheel])
def test_any_action_silences_it(patient: Desk, listening: Listening, act: Callable[[FormPage], None]) -> None:
    aloud, voice = listening
    ends: list[None] = []
    aloud.ended.connect(lambda: ends.append(None))
    aloud.read(patient.page)
    act(patient.page)
    assert not aloud.speaking
    assert voice.stops == 1
    assert len(voice.heard) == 1
    assert len(ends) == 1


def test_the_focus_that_a_key_moved_is_said(patient: Desk, listening: Listening) -> None:
    aloud, voice = listening
    page = patient.page
    page.focus_item("emergency_body")
    aloud.read(page)
    QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Tab)
    settle()
    assert voice.texts[1:] == ["Chest pain"]
    QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Space)
    settle()
    QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Backtab)
    QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Tab)
    settle()
    assert voice.texts[-1] == "Chest pain: chosen"


def test_its_buttons_repeat_and_change_the_sound(patient: Desk, listening: Listening) -> None:
    aloud, voice = listening
    bar = HearingBar(aloud)
    patient.window.layout().addWidget(bar)
    press = partial(_press_button, bar)
    aloud.read(patient.page)
    first = voice.texts[0]
    press("louder")
    press("faster")
    assert [(text, sound.volume > USUAL.volume, sound.rate) for text, sound in voice.heard[1:]] == [
        (first, True, 0),
        (first, True, 1),
    ]
    press("silent")
    assert not aloud.speaking
    assert len(voice.heard) == 3
    press("again")
    assert aloud.speaking
    assert voice.texts[3:] == [first]


def test_the_next_patient_finds_it_off_and_as_usual(patient: Desk, listening: Listening) -> None:
    aloud, voice = listening
    bar = HearingBar(aloud)
    aloud.read(patient.page)
    aloud.change(louder=2, faster=-2)
    aloud.reset()
    assert not aloud.speaking
    assert aloud.hearing is Hearing.OFF
    assert bar.isHidden()
    before = len(voice.heard)
    aloud.read(patient.page)
    aloud.repeat()
    aloud.tell("Please answer this question.")
    assert len(voice.heard) == before
    aloud.choose(Hearing.HEADSET)
    aloud.read(patient.page)
    assert voice.heard[-1][1] == USUAL


def test_without_a_voice_nothing_is_offered(qapp: QApplication) -> None:
    aloud = ReadAloud(qapp)
    bar = HearingBar(aloud)
    looked: list[None] = []
    aloud.changed.connect(lambda: looked.append(None))
    aloud.look_for_voice(lambda _language: None)
    assert wait_for(lambda: bool(looked))
    aloud.choose(Hearing.HEADSET)
    assert not aloud.is_there()
    assert aloud.hearing is Hearing.OFF
    assert bar.isHidden()
    aloud.read(bar)
    aloud.reset()
    aloud.close()


def test_a_voice_that_goes_takes_its_buttons_along(patient: Desk, listening: Listening) -> None:
    aloud, voice = listening
    bar = HearingBar(aloud)
    assert not bar.isHidden()
    aloud.read(patient.page)
    voice.works = False
    voice.end()
    assert wait_for(bar.isHidden)
    assert not aloud.is_there()
    assert not aloud.speaking


@pytest.mark.parametrize("hearing", list(Hearing))
def test_who_hears_it_is_asked_with_nothing_chosen(
    show: Callable[[QWidget], QWidget], listening: Listening, hearing: Hearing
) -> None:
    aloud, _voice = listening
    aloud.reset()
    question = HearingQuestion(aloud)
    show(question)
    assert not any(tile.isChecked() for tile in question.tiles.values())
    answered: list[None] = []
    question.answered.connect(lambda: answered.append(None))
    question.tiles[hearing].click()
    assert aloud.hearing is hearing
    assert len(answered) == 1
    assert [each for each, tile in question.tiles.items() if tile.isChecked()] == [hearing]


def _press_button(bar: QWidget, name: str) -> None:
    button = bar.findChild(QAbstractButton, f"hearing:{name}")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
