"""Is this screen locked? On the screen: what is open first, by sign, word and colour, and what to do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from b12desk.desk.screen_check import Found
from b12desk.model.definition import Definition
from b12desk.theme import Appearance
from b12desk.ui.kit import style
from b12desk.ui.kit.labels import Picture, picture
from b12desk.ui.settings_dialog import SettingsDialog
from b12desk.ui.waiting.check_dialog import CheckDialog
from tests.pseudo import kept_of
from tests.ui.answering import Answering, Step, press
from tests.ui.conftest import Desk, settle
from tests.ui.reading import cut
from tests.ui.test_evidence import then
from tests.ui.test_pseudo import LARGE, SMALLEST, USUAL, Look, spoken

__all__ = ["spoken"]
FOUND = (
    Found("alone", "Nothing else on the screen", "locked", "The screen belongs to cage."),
    Found("kernel", "No keys of the kernel", "open", "SysRq works.", "Set kernel.sysrq = 0."),
    Found("sockets", "USB sockets", "unknown", "It cannot be seen.", "Cover the sockets."),
)
SIGNS = {"kernel": ("warning", "warning"), "sockets": ("help", "neutral"), "alone": ("lock", "success")}


@pytest.fixture
def dialog(show: Callable[[QWidget], QWidget]) -> CheckDialog:
    made = CheckDialog(None, lambda: FOUND)
    show(made)
    settle()
    return made


def top(dialog: QWidget, name: str) -> int:
    card = dialog.findChild(QWidget, name)
    assert card is not None
    return card.mapTo(dialog, card.rect().topLeft()).y()


def test_what_is_not_locked_stands_first_each_by_its_sign_and_word(dialog: CheckDialog) -> None:
    told = [each.text() for each in dialog.findChildren(QLabel) if each.isVisible()]
    assert told[0] == "Is this screen locked?"
    assert told.index("This program alone is no lock of the computer.") < told.index("Open: No keys of the kernel")
    tops = [top(dialog, f"check:{name}") for name in SIGNS]
    assert tops == sorted(tops)
    for name, (icon, tone) in SIGNS.items():
        card = dialog.findChild(QWidget, f"check:{name}")
        assert card is not None
        (sign,) = card.findChildren(Picture)
        assert sign._drawn.toImage() == picture(icon, tone, 26)._drawn.toImage()
    kernel = dialog.findChild(QWidget, "check:kernel")
    assert kernel is not None
    words = [each.text() for each in kernel.findChildren(QLabel)]
    assert [each for each in words if each] == ["Open: No keys of the kernel", "SysRq works.", "Set kernel.sysrq = 0."]
    assert not cut(dialog)


def test_it_looks_again(show: Callable[[QWidget], QWidget]) -> None:
    now = [FOUND, FOUND[:1]]
    dialog = CheckDialog(None, lambda: now.pop(0))
    show(dialog)
    press("check:again")(dialog)
    settle()
    assert dialog.findChild(QLabel, "check:kernel:open") is None
    assert dialog.findChild(QLabel, "check:alone:locked") is not None


def test_the_settings_lead_there_and_say_that_try_it_has_no_pin(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    seen: list[str] = []

    def read(front: QDialog) -> None:
        seen.extend(each.text() for each in front.findChildren(QLabel))
        press("check:close")(front)

    with Answering(
        Step(SettingsDialog, then("settings:check")),
        Step(CheckDialog, read),
        Step(SettingsDialog, press("settings:cancel")),
    ):
        desk.hand.press("settings-button")
    assert "Nobody has a PIN here: anybody can say that they are staff." in seen


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize(("size", "scale"), [(USUAL, 1.0), (SMALLEST, 1.0), (LARGE, 2.0)])
def test_in_another_language(
    show: Callable[[QWidget], QWidget], shipped: Definition, qapp: QApplication, size: tuple[int, int], scale: float
) -> None:
    from b12desk.desk.screen_check import Computer, check_screen

    style.apply_style(qapp, Appearance("light", scale))
    look = Look(kept_of(shipped), set())
    for platform in ("linux", "win32", "darwin"):
        computer = Computer(platform=platform, read={"/proc/sys/kernel/sysrq": "1"}.get)
        dialog = CheckDialog(None, lambda computer=computer: check_screen(computer, signs_in=False, measured=True))
        dialog.resize(size[0], 3 * size[1])
        show(dialog)
        settle()
        assert not (wrong := look(dialog)), "\n".join(wrong)
