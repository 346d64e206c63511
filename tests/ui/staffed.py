"""A desk at which people sign in: Ana, an administrator, and Ben, a nurse. Their PINs cost nothing to try."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from b12desk.app import open_intakes, open_safe
from b12desk.desk.safe import Opened
from b12desk.desk.staff import Person, Staff
from b12desk.model.definition import Definition
from b12desk.paths import data_dir
from b12desk.settings import Settings
from b12desk.store.keys import Cost
from b12desk.ui.kit.labels import ZERO_WIDTH_SPACE
from b12desk.ui.window import MainWindow
from tests.store.made_records import new_records
from tests.ui.conftest import Desk, settle

CHEAP = Cost(64, 1, 1)
PINS = {"Ana Reyes": "480259", "Ben Okafor": "730418"}


class Staffed(Desk):
    """Its window, and who works there."""

    def __init__(self, window: MainWindow, people: dict[str, Person], kept: list[Settings]) -> None:
        super().__init__(window)
        self.people = people
        self.kept = kept

    @property
    def staff(self) -> Staff:
        assert self.window.staff is not None
        return self.window.staff

    def lock(self) -> None:
        self.hand.press("lock")
        settle()

    def sign_in(self, name: str, pin: str | None = None) -> None:
        """Choose the name, type the PIN, press the button."""
        self.hand.press(f"desk:person={self.people[name].id}")
        self.hand.press("desk:pin")
        self.hand.type(PINS[name] if pin is None else pin)
        self.hand.press("desk:enter")
        settle()

    def said(self, name: str) -> str:
        found = self.hand.find(name)
        assert isinstance(found, QLabel)
        return found.text()

    def texts(self) -> str:
        """All that is to be read in the window."""
        shown = (each.text() for each in self.window.findChildren(QLabel) if each.isVisible())
        return "\n".join(shown).replace(ZERO_WIDTH_SPACE, "")

    def deeds(self) -> list[tuple[str, str, str]]:
        """The log: who, what, and the note."""
        return [(each.act.who, each.act.deed, each.act.note) for each in self.records.log.entries()]


@pytest.fixture
def staffed(show: Callable[[QWidget], QWidget], shipped: Definition) -> Callable[..., Staffed]:
    """Open a window with Ana and Ben on the staff; ``there`` is signed in, nobody when it is empty."""

    def open_it(there: str = "Ana Reyes", size: tuple[int, int] = (1180, 820)) -> Staffed:
        records = new_records(data_dir())
        staff = Staff(records, cost=CHEAP)
        known = {each.name: each for each in staff.everybody()}
        if not known:
            staff.add("Ana Reyes", "administrator", PINS["Ana Reyes"])
            staff.add("Ben Okafor", "nurse", PINS["Ben Okafor"])
            known = {each.name: each for each in staff.everybody()}
        kept: list[Settings] = []
        window = MainWindow(Settings(), open_safe(), lambda: shipped, open_intakes, keep=kept.append, trial=True)
        window.let_in(Opened(records, member=known[there].member if there else None))
        window.resize(*size)
        show(window)
        assert window.staff is not None
        window.staff._cost = CHEAP
        return Staffed(window, known, kept)

    return open_it
