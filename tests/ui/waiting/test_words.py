"""What a patient can read or hear, on every screen of every sample patient: no result, and nobody's name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QWidget

from b12desk.desk.waiting_room import Stage
from b12desk.theme import contrast
from b12desk.ui.waiting.big_tiles import BigRow
from b12desk.ui.waiting.blocks import Block
from b12desk.ui.waiting.key_pad import Key
from tests.sample_cases import covering, definition, vignettes
from tests.ui.conftest import settle
from tests.ui.waiting.conftest import NAME, NUMBER, Patient

HandOver = Callable[..., Patient]
RESULT_WORDS = (
    *("recommend", "guideline", "deficien", "probable", "likely", "could change", "red flag", "red-flag", "finding"),
    *("points", "score", "risk factor", "NICE"),
)


@cache
def asked() -> str:
    """All that the form itself asks, which a patient may read."""
    found = []
    questionnaire = definition().questionnaire
    for link_id, item in questionnaire.items.items():
        found += [item.text, item.help or "", item.short_text]
        for each in questionnaire.options(link_id):
            found += [each.display, each.help or ""]
    return "\n".join(found)


@cache
def judged() -> frozenset[str]:
    """All that the program says of answers."""
    rules = definition().rules
    found = [
        text for each in (*rules.recommendation, *rules.urgency) for text in (each.title, each.sentence, each.guideline)
    ]
    found += [text for each in rules.finding for text in (each.text, each.remark)]
    return frozenset(each for each in found if len(each) > 5 and each not in asked())


@cache
def verdicts(text: str) -> tuple[str, ...]:
    """What of ``text`` says what answers mean."""
    if text.removesuffix(" Required.") in asked():
        return ()
    plain = text
    for each in by_length():
        plain = plain.replace(each, "")
    words = [each for each in RESULT_WORDS if each.casefold() in plain.casefold()]
    return (*(each for each in judged() if each in text), *words)


@cache
def by_length() -> tuple[str, ...]:
    """All that the form asks, the longest first: names for assistive technology hold it."""
    return tuple(sorted({each for each in asked().split("\n") if len(each) > 3}, key=len, reverse=True))


def wrong(patient: Patient) -> Iterator[str]:
    for text in patient.texts():
        yield from (f"{private} in {text!r}" for private in (NAME, NUMBER, "Maria") if private in text)
        if found := verdicts(text):
            yield f"{found} in {text!r}"


def some() -> list[object]:
    """Three cases for the quick suite, the others for the slow one."""
    quick = set(covering()[:3])
    return [pytest.param(each, marks=() if each in quick else pytest.mark.slow) for each in vignettes()]


@pytest.mark.parametrize("case", some())
def test_no_result_and_no_name_on_any_screen(hand_over: HandOver, case: str) -> None:
    patient = hand_over(room=(800, 760))
    found: list[str] = []
    patient.start()
    patient.walk(lambda: found.extend(wrong(patient)), vignettes()[case].response)
    assert list(dict.fromkeys(found)) == []
    assert patient.locked is not None


def test_the_test_finds_a_result(hand_over: HandOver) -> None:
    patient = hand_over()
    verdict = next(iter(sorted(judged())))
    patient.window.setAccessibleDescription(f"Beware: {verdict}")
    assert any(verdict in each for each in wrong(patient))
    patient.window.setAccessibleDescription(NAME)
    assert any(NAME in each for each in wrong(patient))
    patient.window.setAccessibleDescription("")


def screens(patient: Patient) -> Iterator[None]:
    """Each page of a hand-over, from the date of birth to the lock."""
    yield
    patient.confirm_birth(day="13")
    yield
    patient.confirm_birth()
    yield
    patient.go_on()
    patient.guide._show_problems()
    while patient.sitting.stage is Stage.QUESTION:
        yield
        patient.answer_screen()
        yield
        patient.go_on()
    yield
    patient.press("call")
    yield
    patient.press("back")
    patient.go_on()
    yield
    patient.side._warn(30)
    settle()
    yield
    patient.side._calm()
    patient.go_on()
    yield


def test_everything_that_can_be_used_has_a_name(hand_over: HandOver) -> None:
    patient = hand_over()
    for _page in screens(patient):
        for each in patient.window.findChildren(QWidget):
            if each.isVisible() and isinstance(each, QAbstractButton | QLineEdit | QPlainTextEdit | Block):
                interface = QAccessible.queryAccessibleInterface(each)
                assert interface is not None
                assert interface.text(QAccessible.Text.Name), each.objectName()


def test_a_block_tells_question_hint_unit_required_error_and_state(hand_over: HandOver) -> None:
    patient = hand_over()
    patient.start()
    patient.guide._show_problems()
    block = patient.guide._blocks()[0]
    assert block.accessibleName() == block.heading.text()
    for words in ("Required.", "Error: "):
        assert words in block.accessibleDescription()
    tile = block.tiles()[0]
    assert "Error: " in tile.accessibleDescription()
    assert block.accessibleName() in tile.accessibleDescription()
    interface = QAccessible.queryAccessibleInterface(tile)
    assert interface is not None
    assert interface.state().checkable
    assert not interface.state().checked
    patient.tap(tile)
    assert interface.state().checked


def test_each_page_and_each_problem_is_announced(hand_over: HandOver, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    for module in ("guide", "frame", "patient_side"):
        monkeypatch.setattr(f"b12desk.ui.waiting.{module}.announce_text", lambda _source, text: said.append(text))
    patient = hand_over()
    patient.start()
    assert "What is your date of birth?" in said
    assert "A few questions about your health" in said
    assert patient.guide.page.title in said
    patient.guide._show_problems()
    assert "There is a problem:" in said[-1]
    patient.press("emergency_body=chest-pain")
    assert "Please tell the staff now." in said


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_every_text_stands_out_from_what_is_behind_it(hand_over: HandOver, theme: str) -> None:
    """Measured on the screen: the ground is the colour that most of a widget has, its text the one farthest from it."""
    patient = hand_over(theme=theme, room=(1024, 768))
    least = 7.0 if theme == "contrast" else 4.5
    weak: dict[str, float] = {}
    for number, _page in enumerate(screens(patient)):
        if 8 < number < 30 and patient.side.guide is not None and patient.sitting.stage is Stage.QUESTION:
            continue  # more of the same
        image = patient.window.grab().toImage()
        for each in patient.window.findChildren(QWidget):
            shows = isinstance(each, QAbstractButton) or (isinstance(each, QLabel) and each.text())
            if not shows or each.visibleRegion().isEmpty() or isinstance(each, Key):
                continue
            place = each.visibleRegion().boundingRect().translated(each.mapTo(patient.window, each.rect().topLeft()))
            if place.height() < each.fontMetrics().height():
                continue
            part = image.copy(place.adjusted(6, 6, -6, -6))
            if isinstance(each, QLabel | BigRow) or each.isCheckable():
                part = part.copy(0, 0, min(300, part.width()), part.height())  # its text begins there
            counts: dict[int, int] = {}
            middle = part.width() // 2
            for y in range(0, min(part.height(), 60), 2):
                for x in range(max(0, middle - 150), min(part.width(), middle + 150), 2):
                    pixel = part.pixel(x, y)
                    counts[pixel] = counts.get(pixel, 0) + 1
            if not counts:
                continue
            ground = QColor(max(counts, key=counts.__getitem__)).name()
            found = max(contrast(QColor(pixel).name(), ground) for pixel in counts)
            if found < least - 0.4:  # a thin letter hardly has its own colour anywhere
                weak[f"{each.objectName()} {each.text()!r}"] = found
    assert weak == {}
