"""Every page before the records: nothing clipped, nothing forgotten in another language, a name for everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QScrollArea, QWidget

from b12desk.desk.safe import Standing, WrongPassphraseError
from b12desk.i18n import Catalogue
from b12desk.settings import Settings, ThemeChoice
from b12desk.theme import Appearance
from b12desk.ui.door.passphrase_dialog import PassphraseDialog
from b12desk.ui.kit import style
from tests.pseudo import PSEUDO_LEFT, PSEUDO_WINDOW
from tests.set_up_desk import NAME, PIN
from tests.ui.conftest import settle
from tests.ui.reading import cut, forgotten
from tests.ui.safe_double import HALVES, PASSPHRASE
from tests.ui.test_doors import REFUSAL, Door, door
from tests.ui.test_looks import clipped
from tests.ui.test_pseudo import spoken

__all__ = ["door", "spoken"]

OWN = frozenset({"B12 Desk", *(each for half in HALVES for each in half.split()), *map(str, REFUSAL.problems[0])})
OWN |= set("".join(HALVES))
OWN |= {REFUSAL.title, PASSPHRASE, "It lies elsewhere."}
SIZES: list[tuple[float, tuple[int, int], ThemeChoice]] = [
    (1.0, (1024, 700), "light"),
    (2.5, (1024, 700), "dark"),
    (1.0, (640, 320), "light"),
]


def pages(door: Callable[..., Door], **how: object) -> Iterator[tuple[str, Door]]:
    """Every page once, by name, as full as it can be."""
    shown = door(refusal=REFUSAL, **how)
    yield "refused", shown
    shown = door(Standing.NO_KEYS, **how)
    yield "damaged", shown
    shown = door(Standing.LOCKED, **how)
    shown.hand.press("unlock:lost")
    shown.hand.press("recovery:open")
    yield "lost", shown
    shown.hand.press("recovery:back")
    shown.safe.wrong = WrongPassphraseError(600)
    shown.hand.type("x")
    shown.hand.press("unlock:open")
    shown.rest()
    yield "wrong", shown
    shown = door(**how)
    yield "doors", shown
    shown.hand.press("door:set-up")
    yield "clinic", shown
    shown.hand.press("set-up:next")
    shown.hand.press("set-up:next")
    yield "first administrator", shown
    for name, text in (("set-up:name", NAME), ("set-up:pin", PIN), ("set-up:pin-again", PIN)):
        shown.hand.press(name)
        shown.hand.type(text)
    shown.hand.press("set-up:next")
    shown.hand.type("x")
    shown.hand.press("set-up:next")
    yield "weak", shown
    for name in ("set-up:new", "set-up:again"):
        shown.hand.find(name).clear()  # type: ignore[attr-defined]
        shown.hand.press(name)
        shown.hand.type(PASSPHRASE)
    shown.hand.press("set-up:next")
    shown.rest()
    yield "key", shown
    shown.hand.press("set-up:next")
    shown.hand.press("set-up:next")
    yield "typed back", shown
    shown.hand.press("set-up:back")
    shown.hand.press("set-up:back")
    yield "another passphrase", shown
    page = shown.window._porter._page  # type: ignore[union-attr]  # it is at the door
    page.plan.keys, page.plan.passphrase, page.plan.stage = None, "", 0  # type: ignore[union-attr]  # not asked


@pytest.mark.parametrize(("scale", "size", "theme"), SIZES)
def test_nothing_is_clipped_and_the_focus_is_in_sight(
    qapp: QApplication, door: Callable[..., Door], scale: float, size: tuple[int, int], theme: ThemeChoice
) -> None:
    style.apply_style(qapp, Appearance(theme, scale))
    found: list[str] = []
    for name, shown in pages(door, settings=Settings(text_scale=scale, theme=theme), size=size):
        settle()
        found += [f"{name}: {each}" for each in clipped(shown.window)]
        for area in shown.window.findChildren(QScrollArea):
            inner = area.widget()
            if area.isVisible() and inner is not None and inner.width() > area.viewport().width():
                found.append(f"{name}: wider than the window")
        focused = shown.window.focusWidget()
        said = [each for each in shown.window.findChildren(QLabel) if each.objectName().endswith(":note")]
        told = [each for each in said if each.text() and not each.visibleRegion().isEmpty()]
        if focused is None or (focused.visibleRegion().isEmpty() and not told):
            found.append(f"{name}: neither the focus nor what was said is in sight")
    assert found == []


@pytest.mark.parametrize("spoken", [PSEUDO_WINDOW, PSEUDO_LEFT], ids=["leftwards", "rightwards"], indirect=True)
@pytest.mark.parametrize("size", [(1180, 820), (640, 320)], ids=["usual", "smallest"])
def test_no_word_is_forgotten_and_no_text_is_cut(
    door: Callable[..., Door], spoken: Catalogue, size: tuple[int, int]
) -> None:
    found: list[str] = []
    for name, shown in pages(door, size=size):
        settle()
        found += [f"{name}: {each}" for each in (*forgotten(shown.window, OWN), *cut(shown.window))]
    assert found == []


def test_the_passphrase_dialog_and_the_line_of_try_it_are_whole_too(
    show: Callable[[QWidget], QWidget], door: Callable[..., Door], spoken: Catalogue
) -> None:
    shown = door()
    shown.hand.press("door:try")
    shown.until("new")
    assert forgotten(shown.window, OWN) == []
    assert cut(shown.window) == []
    dialog = PassphraseDialog(shown.window, shown.safe)
    show(dialog)
    assert forgotten(dialog, OWN) == []
    assert cut(dialog) == []


def test_everything_has_a_name_that_is_heard(door: Callable[..., Door]) -> None:
    for name, shown in pages(door):
        boxes = [each for each in shown.window.findChildren(QLineEdit) if each.isVisible()]
        buttons = [each for each in shown.window.findChildren(QAbstractButton) if each.isVisible()]
        assert [each.objectName() for each in boxes if not each.accessibleName()] == [], name
        assert [each.objectName() for each in buttons if not (each.accessibleName() or each.text())] == [], name
